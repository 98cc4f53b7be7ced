import ShrikeFormats
import ShrikeText
import Testing

@testable import ShrikeInfra

/// The value as JSON, or what keeps it from being one.
private func evaluated(_ text: String, _ scope: TerraformScope = .init(isOpen: false)) -> String {
  var diagnostics = Diagnostics()
  guard
    let expression = HCLReader().readExpression(
      Array(text.utf8), FileContext("main.tf"), diagnostics: &diagnostics)
  else { return "syntax" }
  var evaluator = TerraformEvaluator(scope)
  let value = evaluator.evaluate(expression)
  if let problem = evaluator.problems.first { return "problem: \(problem.message)" }
  if !value.isWhollyKnown { return "unknown: \(value.reasons.joined(separator: " "))" }
  return (try? JSONText.encoded(value)) ?? "no JSON"
}

struct TerraformEvaluatorTests {
  @Test(arguments: [
    ("1 + 2 * 3 - 4 / 2 % 3", "5"),
    ("0.1 + 0.2 == 0.3", "true"),
    ("9223372036854775807 + 1", "9223372036854775808"),
    ("-7 % 3", "-1"),
    ("\"1\" + 1", "2"),
    ("1 == \"1\"", "false"),
    ("[1] == [1]", "true"),
    ("null == tostring(null)", "true"),
    ("true ? 1 : \"a\"", "\"1\""),
    ("true ? {} : {a = 1}", "{}"),
    ("false ? [1] : [\"a\", true]", "[\"a\",\"true\"]"),
    ("{a = 1, a = 2, (1 + 1) = 3}", "{\"2\":3,\"a\":2}"),
    ("[{a = 1}, {a = 2}][*].a", "[1,2]"),
    ("[[1, 2], [3]][*][0]", "[1,3]"),
    ("null[*]", "[]"),
    ("\"a\"[*]", "[\"a\"]"),
    ("{for s in [\"a\", \"b\", \"a\"] : s => upper(s)...}", "{\"a\":[\"A\",\"A\"],\"b\":[\"B\"]}"),
    ("{for i, s in [\"x\", \"y\"] : i => s if i > 0}", "{\"1\":\"y\"}"),
    ("[for k, v in {a = 1} : \"${k}=${v}\"]", "[\"a=1\"]"),
    ("\"%{ for x in [1, 2] ~} ${x},%{ endfor }\"", "\"1,2,\""),
    ("try({}.a, [][0], 3)", "3"),
    ("can(tonumber(\"x\"))", "false"),
    ("max([1, 2]...)", "2"),
    ("<<-A\n  a\n    b\n  A\n", "\"a\\n  b\\n\""),
  ])
  func expressions(_ text: String, _ expected: String) { #expect(evaluated(text) == expected) }

  @Test(arguments: [
    "{}.a", "[1][1]", "[1][-1]", "[1][0.5]", "\"a\".b", "null.a", "null + 1", "\"a\" + 1",
    "1 ? 2 : 3",
    "true ? 1 : {}", "\"a${null}\"", "\"a${[1]}\"", "[for x in 1 : x]",
    "{for x in [1, 1] : x => x}",
    "nosuch()", "abs()", "abs(1, 2)", "abs(null)", "x", "try(x, 1)", "max(1...)", "{a.b = 1}",
  ])
  func mistakes(_ text: String) { #expect(evaluated(text).hasPrefix("problem: ")) }

  /// What is not known goes through, with the names of what was missing.
  @Test(arguments: [
    ("var.a", "unknown: var.a"),
    ("\"x-${var.a}\"", "unknown: var.a"),
    ("var.a + local.b.c", "unknown: var.a local.b.c"),
    ("var.a || true", "true"),
    ("var.a && false", "false"),
    ("var.a ? 1 : 1", "unknown: var.a"),
    ("true ? 1 : var.a", "1"),
    ("upper(var.a)", "unknown: var.a"),
    ("length([var.a, var.b])", "2"),
    ("keys({a = var.a})", "[\"a\"]"),
    ("merge({a = 1}, {b = var.b}).a", "1"),
    ("[var.a, 1][1]", "1"),
    ("[for x in var.a : x]", "unknown: var.a"),
    ("[for x in [1, var.a] : x if x == 1]", "unknown: var.a"),
    ("jsonencode({a = data.x.y[\"z\"]})", "unknown: data.x.y[\"z\"]"),
    ("timestamp()", "unknown: timestamp()"),
    ("file(\"x\")", "unknown: file()"),
    ("provider::a::b(1)", "unknown: provider::a::b()"),
    ("try(var.a, 1)", "unknown: var.a"),
  ])
  func unknowns(_ text: String, _ expected: String) {
    #expect(evaluated(text, TerraformScope()) == expected)
  }

  @Test func aMistakeLeavesTheRestKnown() throws {
    var diagnostics = Diagnostics()
    let text = "{a = 1, b = [][0], c = \"x\"}"
    let expression = try #require(
      HCLReader().readExpression(Array(text.utf8), FileContext("a"), diagnostics: &diagnostics))
    var evaluator = TerraformEvaluator(TerraformScope(), file: 7)
    let value = evaluator.evaluate(expression)
    #expect(value["a"]?.number == .int(1))
    #expect(value["b"]?.isUnknown == true)
    #expect(value["c"]?.string == "x")
    #expect(evaluator.problems.map(\.place) == [TerraformPlace(file: 7, ByteRange(12, 17))])
  }

  @Test func valuesKnowWhereTheyWereWritten() throws {
    var diagnostics = Diagnostics()
    func expression(_ text: String) throws -> HCLExpression {
      try #require(
        HCLReader().readExpression(Array(text.utf8), FileContext("a"), diagnostics: &diagnostics))
    }
    var evaluator = TerraformEvaluator(TerraformScope(), file: 1)
    let local = evaluator.evaluate(try expression("{ name = \"x\" }"))
    evaluator.scope.variables["local"] = .object([("tags", local)])
    evaluator.file = 2
    let value = evaluator.evaluate(try expression("[local.tags.name, 1]"))
    #expect(value.place == TerraformPlace(file: 2, ByteRange(0, 20)))
    #expect(value.elements?[0].place == TerraformPlace(file: 1, ByteRange(9, 12)))
    #expect(value.elements?[1].place == TerraformPlace(file: 2, ByteRange(18, 19)))
  }

  @Test(arguments: [
    ("var.s", true), ("\"a${var.s}\"", true), ("var.s == 1", true), ("upper(var.s)", true),
    ("[var.s][0]", true), ("length([var.s])", false), ("{a = var.s}.a", true), ("var.p", false),
    ("nonsensitive(var.s)", false), ("sensitive(1)", true), ("var.s == 1 ? 2 : 3", true),
    ("[for x in [var.s] : x][0]", true), ("jsonencode({a = var.s})", true),
  ])
  func sensitiveMarksGoOn(_ text: String, _ expected: Bool) throws {
    var secret = TerraformValue.string("x")
    secret.isSensitive = true
    var diagnostics = Diagnostics()
    let expression = try #require(
      HCLReader().readExpression(Array(text.utf8), FileContext("a"), diagnostics: &diagnostics))
    var evaluator = TerraformEvaluator(
      TerraformScope(["var": .object([("s", secret), ("p", .string("y"))])]))
    #expect(evaluator.evaluate(expression).isSensitive == expected)
  }

  @Test func referencesAreResolvedWhenWanted() {
    var asked: [String] = []
    let scope = TerraformScope(isOpen: false) { name, steps in
      asked.append(TerraformEvaluator.text(name, steps))
      guard name == "local", case .attribute(let local)? = steps.first?.kind else { return nil }
      return .init(.object([("of", .string(local))]), steps: 1)
    }
    #expect(evaluated("[local.a.of, local.b[\"of\"]]", scope) == "[\"a\",\"b\"]")
    #expect(asked == ["local.a.of", "local.b[\"of\"]"])
  }

  @Test func loopsAreBounded() throws {
    var diagnostics = Diagnostics()
    let expression = try #require(
      HCLReader().readExpression(
        Array("[for a in range(9) : [for b in range(9) : b]]".utf8), FileContext("a"),
        diagnostics: &diagnostics))
    var evaluator = TerraformEvaluator(TerraformScope())
    evaluator.iterations = TerraformEvaluator.iterationLimit - 50
    _ = evaluator.evaluate(expression)
    #expect(evaluator.problems.first?.message.hasPrefix("the loops") == true)
  }

  /// A few lines that stand for more than any memory holds.
  @Test func growthIsBounded() throws {
    var value = TerraformValue.tuple([.number(1)])
    var refused = false
    var diagnostics = Diagnostics()
    let double = try #require(
      HCLReader().readExpression(
        Array("[local, local]".utf8), FileContext("a"), diagnostics: &diagnostics))
    for _ in 0..<100 {
      var evaluator = TerraformEvaluator(TerraformScope(["local": value]))
      value = evaluator.evaluate(double)
      refused = refused || evaluator.problems.first?.message.hasPrefix("the value is too") == true
    }
    #expect(refused)
    let text = String(repeating: "a", count: 40_000)
    for expression in [
      "replace(t, \"\", t)", "join(t, split(\"\", t))", "format(\"%99999999s\", t)",
    ] {
      let result = evaluated(expression, TerraformScope(["t": .string(text)], isOpen: false))
      #expect(result.hasPrefix("problem: "))
    }
  }

  @Test func everyCutIsEvaluated() {
    let text = Array(
      #"{ a = try("${var.x[0]}%{ if true }b%{ endif }", null), b = [for k, v in { c = 1e3 } : k => -v...] }"#
        .utf8)
    for count in 0...text.count {
      var diagnostics = Diagnostics()
      let file = HCLReader().read(
        Array("a = ".utf8) + text[..<count], FileContext("a"), diagnostics: &diagnostics)
      var evaluator = TerraformEvaluator(TerraformScope())
      for attribute in file?.body.attributes ?? [] { _ = evaluator.evaluate(attribute.value) }
    }
  }
}

struct TerraformFunctionTests {
  @Test(arguments: [
    ("1 / 3", "0." + String(repeating: "3", count: 154) + "5"),
    ("ceil(5.1)", "6"), ("floor(-1.5)", "-2"), ("signum(-3)", "-1"),
    ("pow(2, 0.5)", "1.4142135623730951"), ("log(16, 2)", "4"),
    ("parseint(\"Zz\", 62)", "3817"), ("sum([\"1\", 2.5])", "3.5"),
    ("range(1, 2, 0.25)", "[1,1.25,1.5,1.75]"),
    ("lower(\"ÀİB\")", "\"àib\""), ("upper(\"ß\")", "\"ß\""),
    ("title(\"it's a.b\")", "\"It'S A.B\""),
    ("strrev(\"añb\")", "\"bña\""), ("length(\"👨‍👩‍👧é\")", "2"), ("substr(\"hello\", -3, 2)", "\"ll\""),
    ("split(\",\", \"a,,b\")", "[\"a\",\"\",\"b\"]"),
    ("replace(\"abc\", \"/(b)/\", \"<$1>\")", "\"a\\u003cb\\u003ec\""),
    ("regex(\"(?P<y>\\\\d+)-(?P<z>x)?\", \"10-\")", "{\"y\":\"10\",\"z\":null}"),
    ("regexall(\"a(b)?\", \"abaab\")", "[[\"b\"],[null],[\"b\"]]"),
    (
      "format(\"%5.2f|%-4s|%06d|%x|%g|%q\", 3.14159, \"é\", 42, 255, 0.00001, \"a\")",
      "\" 3.14|é   |000042|ff|1e-05|\\\"a\\\"\""
    ),
    ("format(\"%[2]s %[1]s\", \"a\", \"b\")", "\"b a\""),
    ("format(\"%v %#v\", [1], \"a\")", "\"[1] \\\"a\\\"\""),
    ("formatlist(\"%s:%d\", [\"a\", \"b\"], [1, 2])", "[\"a:1\",\"b:2\"]"),
    ("chunklist([1, 2, 3], 2)", "[[1,2],[3]]"), ("coalesce(null, \"\", 1, \"b\")", "\"1\""),
    ("distinct([1, 2, 1])", "[1,2]"), ("flatten([[1, []], [[2]], 3])", "[1,2,3]"),
    ("merge({a = 1}, null, {a = 2, b = 3})", "{\"a\":2,\"b\":3}"),
    ("lookup({a = 1}, \"b\", 2)", "2"),
    ("setproduct([\"a\", \"b\"], [1])", "[[\"a\",1],[\"b\",1]]"),
    ("setunion([\"a\"], [1])", "[\"1\",\"a\"]"),
    ("toset([10, 9, 1.5])", "[1.5,9,10]"),
    ("transpose({a = [\"x\"], b = [\"x\"]})", "{\"x\":[\"a\",\"b\"]}"),
    ("zipmap([\"a\", \"b\"], [1, 2])", "{\"a\":1,\"b\":2}"),
    ("sort([\"b\", \"C\", \"a\"])", "[\"C\",\"a\",\"b\"]"),
    ("base64encode(\"héllo\")", "\"aMOpbGxv\""), ("base64decode(\"aGk=\")", "\"hi\""),
    ("textencodebase64(\"aé\", \"UTF-16LE\")", "\"YQDpAA==\""),
    ("urlencode(\"a b&é\")", "\"a+b%26%C3%A9\""),
    ("jsondecode(\"[1, 2.50]\")", "[1,2.5]"),
    ("jsonencode({b = 1, a = \"<\"})", "\"{\\\"a\\\":\\\"\\\\u003c\\\",\\\"b\\\":1}\""),
    ("csvdecode(\"a,b\\n1,\\\"x,y\\\"\\n\")", "[{\"a\":\"1\",\"b\":\"x,y\"}]"),
    (
      "yamlencode({a = [1, {b = \"x\\ny\\n\"}], c = {}})",
      "\"\\\"a\\\":\\n- 1\\n- \\\"b\\\": |\\n    x\\n    y\\n\\\"c\\\": {}\\n\""
    ),
    (
      "yamldecode(\"a: yes\\nb: 0o10\\nc: 2020-01-01\\nd: ~\")",
      "{\"a\":true,\"b\":8,\"c\":\"2020-01-01T00:00:00Z\",\"d\":null}"
    ),
    ("md5(\"a\")", "\"0cc175b9c0f1b6a831c399e269772661\""),
    ("uuidv5(\"dns\", \"www.terraform.io\")", "\"a5008fae-b28c-5ba5-96cd-82b4c53552d6\""),
    ("cidrhost(\"10.0.0.0/24\", -2)", "\"10.0.0.254\""),
    ("cidrsubnet(\"fd00::/48\", 16, 162)", "\"fd00:0:0:a2::/64\""),
    (
      "cidrsubnets(\"10.0.0.0/16\", 4, 8, 4)", "[\"10.0.0.0/20\",\"10.0.16.0/24\",\"10.0.32.0/20\"]"
    ),
    ("cidrnetmask(\"10.0.0.0/12\")", "\"255.240.0.0\""),
    ("timeadd(\"2020-02-28T12:00:00+05:30\", \"24h\")", "\"2020-02-29T12:00:00+05:30\""),
    ("timecmp(\"2020-01-01T00:00:00Z\", \"2020-01-01T01:00:00+01:00\")", "0"),
    (
      "formatdate(\"EEE, D MMM YY HH:mm aa ZZZ 'it''s'\", \"2018-01-02T23:12:01-08:00\")",
      "\"Tue, 2 Jan 18 11:12 pm -0800 it's\""
    ),
    ("toset([[10], [9]])", "[[10],[9]]"), ("tomap({a = null, b = [1]})", "{\"a\":null,\"b\":[1]}"),
    ("setproduct(toset([10, 9]), [\"a\"])", "[[10,\"a\"],[9,\"a\"]]"),
    ("format(\"%+v|%05v|%+g\", 1, 2, 3)", "\"1|00002|+3\""),
    ("false ? {a = null, b = [1]} : {c = 1, d = \"x\"}", "{\"c\":\"1\",\"d\":\"x\"}"),
    ("base64gzip(\"hello\")", "\"H4sIAAAAAAAA/8pIzcnJBwAAAP//AQAA//+GphA2BQAAAA==\""),
    (
      "base64gzip(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")",
      "\"H4sIAAAAAAAA/0okGQAAAAD//wEAAP//fbrXRzIAAAA=\""
    ),
    ("basename(\"/a/b/\")", "\"b\""), ("dirname(\"/a/b.txt\")", "\"/a\""),
    ("abspath(\"/a/../b\")", "\"/b\""),
  ])
  func results(_ text: String, _ expected: String) { #expect(evaluated(text) == expected) }

  @Test(arguments: [
    "signum(0.5)", "parseint(\"0x1\", 16)", "sum([])", "range(1, 2, 0)", "range(2000)",
    "join(\",\", [null])",
    "regex(\"[\", \"a\")", "regex(\"x\", \"a\")", "format(\"%d\", 1.5)", "format(\"%s\")",
    "format(\"x\", 1)", "format(\"%z\", 1)",
    "formatlist(\"%s%s\", [1], [1, 2])", "element([], 0)", "index([1], 2)", "one([1, 2])",
    "slice([1], 0, 2)",
    "zipmap([\"a\"], [])", "tolist([true, 1])", "tobool(\"yes\")", "tonumber(\"0x10\")",
    "merge([1])",
    "base64decode(\"aGk\")", "jsondecode(\"{\")", "yamldecode(\"a: [\")", "yamldecode(\"\")",
    "csvdecode(\"a,a\\n1,2\")",
    "csvdecode(\"a,b\\n1\")", "cidrhost(\"10.0.0.0/30\", 9)", "cidrnetmask(\"fd00::/12\")",
    "cidrsubnet(\"10.0.0.0/8\", 25, 0)",
    "timeadd(\"2021-02-29T00:00:00Z\", \"1h\")", "timeadd(\"2020-01-01T00:00:00Z\", \"1d\")",
    "formatdate(\"YYY\", \"2020-01-01T00:00:00Z\")",
    "templatestring(\"x\", {})", "uuidv5(\"x\", \"y\")",
  ])
  func refusals(_ text: String) { #expect(evaluated(text).hasPrefix("problem: ")) }

  @Test func filesAreSeenThroughTheScope() {
    let texts = [
      "a.tpl": "%{ for x in list ~}\n${x};\n%{ endfor ~}\n", "b/c.txt": "hi", "d.txt": "x",
    ]
    let files = TerraformFiles(
      read: { path in texts[path].map { .bytes(Array($0.utf8)) } ?? .missing },
      list: { _ in texts.keys.sorted() })
    let scope = TerraformScope(isOpen: false, files: files)
    #expect(evaluated("templatefile(\"a.tpl\", {list = [1, 2]})", scope) == "\"1;\\n2;\\n\"")
    #expect(evaluated("templatefile(\"a.tpl\", {})", scope).hasPrefix("problem: in the template"))
    #expect(evaluated("file(\"b/c.txt\")", scope) == "\"hi\"")
    #expect(evaluated("file(\"no\")", scope).hasPrefix("problem: "))
    #expect(evaluated("fileexists(\"no\")", scope) == "false")
    #expect(evaluated("fileset(\".\", \"**/*.{txt,md}\")", scope) == "[\"b/c.txt\",\"d.txt\"]")
    #expect(
      evaluated("filesha1(\"d.txt\")", scope) == "\"11f6ad8ec52a2984abaafd7c3b516503785c2072\"")
  }

  /// Codes of the text's own, with lengths that many symbols share.
  @Test func gzipChoosesAsGoDoes() {
    let numbers = "join(\",\", range(1000))"
    #expect(
      evaluated("sha1(base64gzip(\(numbers)))") == "\"be70eabb15c1928cc42a55560d9756ac3582743e\"")
    #expect(
      evaluated("base64gzip(join(\"\", [for i in range(999) : \(numbers)]))")
        == "unknown: base64gzip()")
  }

  @Test func everyFunctionOfTerraformIsThere() {
    #expect(TerraformFunction.table.count == 116)
  }
}
