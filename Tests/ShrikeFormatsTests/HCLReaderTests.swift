import ShrikeText
import Testing

@testable import ShrikeFormats

struct HCLReaderTests {
  private func read(_ text: String) -> (file: HCLFile?, problems: [Diagnostic]) {
    var diagnostics = Diagnostics()
    let file = HCLReader().read(Array(text.utf8), FileContext("main.tf"), diagnostics: &diagnostics)
    return (file, diagnostics.finish())
  }

  private func expression(_ text: String) -> String {
    var diagnostics = Diagnostics()
    let expression = HCLReader().readExpression(
      Array(text.utf8), FileContext("main.tf"), diagnostics: &diagnostics)
    let problem = diagnostics.finish().first
    return expression.map { brief($0) }
      ?? "\(problem?.frame?.line ?? 0):\(problem?.frame?.column ?? 0) \(problem?.message ?? "")"
  }

  // MARK: expressions

  @Test(arguments: [
    ("1", "1"),
    ("1.50e+3", "1.50e+3"),
    ("null", "null"),
    ("true", "true"),
    ("-a.b", "-a.b"),
    ("- -2", "--2"),
    ("!a && !b", "(!a and !b)"),
    ("1 + 2 * 3 - 4", "((1 add (2 multiply 3)) subtract 4)"),
    ("a || b && c == d < e + f % g", "(a or (b and (c equal (d less (e add (f remainder g))))))"),
    ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
    ("a == b ? [1] : []", "((a equal b) ? [1] : [])"),
    ("(a\n +\n b)", "((a add b))"),
    ("a.b[0].c[\"d\"].0", "a.b[0].c['d'][0]"),
    ("a[b.c].d", "a[b.c].d"),
    ("a[*].b[*].c", "splat(a, splat(_.b, _.c))"),
    ("a.*.b.0[1]", "splat.(a, _.b[0])[1]"),
    ("[for x in y : x]", "for(x in y: x)"),
    ("[for k, v in m : k if v > 1]", "for(k,v in m: k if (v greater 1))"),
    ("{for k, v in m : k => v... if k != \"\"}", "for(k,v in m: k => v... if (k notEqual ''))"),
    ("{\n  a = 1\n\n  \"b\" : 2, (c) = 3\n}", "{a: 1, 'b': 2, (c): 3}"),
    ("{for = 1}", "1:6 expected a name after 'for'"),
    ("f()", "f()"),
    ("f(1, [2, 3]...)", "f(1, [2, 3]...)"),
    ("f(\n  1,\n)", "f(1)"),
    ("provider::time::parse(x)", "provider::time::parse(x)"),
    ("héllo-1_é", "héllo-1_é"),
    ("a-1", "a-1"),
    ("a - 1", "(a subtract 1)"),
  ])
  func expressions(_ text: String, _ expected: String) { #expect(expression(text) == expected) }

  @Test(arguments: [
    (#""""#, "''"),
    (#""a\n\t\"\\\u00e9\U0001F600""#, "'a\\n\t\"\\é😀'"),
    (#""${a}""#, "wrap(a)"),
    (#""a${b}c""#, "T['a' b 'c']"),
    (#""$${a} %%{b} $ % $a""#, "'${a} %{b} $ % $a'"),
    (#""$$${a}""#, "'$${a}'"),
    (#""a  ${~ b ~}  c""#, "T['a' b 'c']"),
    (#""${"${"x"}"}""#, "wrap(wrap('x'))"),
    (#""${{a = "}"}.a}""#, "wrap({a: '}'}.a)"),
    (#""%{ if a }x%{ else }y%{ endif }z""#, "T[if(a: 'x' else 'y') 'z']"),
    (#""%{ for k, v in m ~} ${k} %{ endfor }""#, "T[for(k,v in m: '' k ' ')]"),
    ("<<A\n  x\n y${z}\nA\n", "T['  x\\n' ' y' z '\\n']"),
    ("<<-A\n    x\n\n      y\n  A\n", "'x\\n\\n  y\\n'"),
    ("<<-A\n    ${x}\n      y\n  A\n", "T['' x '\\n' '  y\\n']"),
    ("<<-A\n  ${x}\n${y}\n  A\n", "T['  ' x '\\n' y '\\n']"),
    ("<<A\n%{ if a ~}\n  x\n%{ endif ~}\nA\n", "T[if(a: '' '  x\\n' else ) '']"),
    ("<<A\na \\n $${b}\nA\n", "'a \\n ${b}\\n'"),
    ("<<A\nA", "''"),
    ("<<A\n", "1:1 the heredoc has no end"),
    (#""a"#, "1:1 the text in quotes has no end"),
    ("\"a\nb\"", "1:3 the text in quotes does not end on its line"),
    (#""\q""#, "1:2 an unknown escape"),
    (#""\u12""#, "1:2 '\\u' wants 4 hexadecimal digits"),
    (#""${a b}""#, "1:6 expected the closing brace of the template's expression"),
    (#""%{ if a }""#, "1:2 the 'if' has no 'endif'"),
    (#""%{ endfor }""#, "1:5 the directive ends nothing"),
    (#""%{ while a }""#, "1:5 expected 'if', 'else', 'endif', 'for' or 'endfor'"),
  ])
  func templates(_ text: String, _ expected: String) { #expect(expression(text) == expected) }

  @Test(arguments: [
    ("", "1:1 expected an expression"),
    ("1 +", "1:4 expected an expression"),
    ("1 2", "1:3 expected nothing after the expression"),
    (".5", "1:1 expected an expression"),
    ("a.", "1:3 expected the name of an attribute after the dot"),
    ("a.0.1", "1:3 expected a whole number after the dot"),
    ("a[1", "1:4 expected a closing bracket after the index"),
    ("[1 2]", "1:4 expected a comma between the elements"),
    ("{a 1}", "1:4 expected an equals sign and a value after the key"),
    ("{a = 1 b = 2}", "1:8 expected a line break or a comma between the entries"),
    ("f(1 2)", "1:5 expected a comma between the arguments"),
    ("f(a..., b)", "1:7 the argument before '...' is the last one"),
    ("a ? b", "1:6 expected ':' and the value of the other case"),
    ("(a", "1:3 expected a closing parenthesis"),
    ("'a'", "1:1 this character has no meaning here"),
    ("a & b", "1:3 this character has no meaning here"),
    ("1 + 'a'", "1:5 this character has no meaning here"),
    ("[for x in y : k => v]", "1:17 key and value make an object: use braces"),
    ("{for x in y : x}", "1:16 expected '=>' between key and value"),
    ("a.*.*", "1:5 '.*' within '.*' is not allowed; use '[*]'"),
    ("a /* b", "1:3 the comment has no end"),
  ])
  func brokenExpressions(_ text: String, _ expected: String) {
    #expect(expression(text) == expected)
  }

  // MARK: bodies

  @Test func attributesAndBlocks() throws {
    let text = """
      # first
      a = 1 // one
      /* two
         lines */ b = [
        "x", # within
      ]
      resource "aws_s3_bucket" logs {
        name = var.name
        empty {}
        one { value = true }
      }

      """
    let (file, problems) = read(text)
    #expect(problems.isEmpty)
    let body = try #require(file?.body)
    #expect(
      outline(body) == """
        a = 1
        b = ['x']
        resource 'aws_s3_bucket' 'logs'
          name = var.name
          empty
          one
            value = true

        """)
    let bytes = Array(text.utf8)
    func source(_ range: ByteRange) -> String {
      String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
    }
    let block = body.blocks[0]
    #expect(source(block.headRange) == "resource \"aws_s3_bucket\" logs")
    #expect(source(block.labels[0].range) == "\"aws_s3_bucket\"")
    #expect(source(block.range).hasSuffix("}\n}"))
    #expect(source(block.body.blocks[1].body.range) == "{ value = true }")
    #expect(source(try #require(body["b"]).range) == "b = [\n  \"x\", # within\n]")
    #expect(source(try #require(block.body["name"]).value.range) == "var.name")
    #expect(file?.comments.map { source($0) }.first == "# first")
    #expect(file?.comments.count == 4)
  }

  /// What is wrong, all of it, and what is read nevertheless.
  @Test(arguments: [
    (
      "a = \nb = 2", "1:5 expected an expression", "a = <invalid>\nb = 2\n"
    ),
    (
      "a = [1, 2\nb = 2\nc = 3", "2:1 expected a comma between the elements",
      "a = <invalid>\nb = 2\nc = 3\n"
    ),
    (
      "a = 1, b = 2\nc = 3", "1:6 a line break ends an argument, not a comma", "a = 1\nc = 3\n"
    ),
    (
      "a = 1\na = 2", "2:1 the argument is set a second time", "a = 1\n"
    ),
    (
      "x {\n  a = f(1\n  b = 2\n}\ny {\n}",
      "3:3 expected a comma between the arguments", "x\n  a = <invalid>\n  b = 2\ny\n"
    ),
    (
      "x {\n  a = 1\n\ny \"z\" {\n  b = 2\n}\n", "1:3 the block has no closing brace",
      "x\n  a = 1\ny 'z'\n  b = 2\n"
    ),
    (
      "x {\n  y {\n    a = 1\n}\nz {\n}\n", "1:3 the block has no closing brace",
      "x\n  y\n    a = 1\nz\n"
    ),
    ("}\na = 1", "1:1 expected an argument or a block", "a = 1\n"),
    (
      "a = \"x\nb = 2", "1:7 the text in quotes does not end on its line",
      "a = <invalid>\nb = 2\n"
    ),
    (
      "a = \"${f(\"x}\nb = 2", "1:13 the text in quotes does not end on its line",
      "a = <invalid>\nb = 2\n"
    ),
    ("a\nb = 2", "1:1 expected an argument or a block", "b = 2\n"),
    ("\"a\" = 1\nb = 2", "1:1 the name of an argument stands without quotes", "b = 2\n"),
    (
      "x \"a\" = 1\nb = 2", "1:7 an equals sign follows the name of an argument, not of a block",
      "b = 2\n"
    ),
    ("x \"a${b}\" {\n}\nb = 2", "1:5 a label holds plain text only", "b = 2\n"),
    (
      "x { a = 1, b = 2 }\ny {}", "1:10 a block on one line holds one argument",
      "x\n  a = 1\ny\n"
    ),
    (
      "x { a = 1\n}\ny {}", "1:10 the block's brace closes on the line of its one argument",
      "x\n  a = 1\ny\n"
    ),
    (
      "x { y {} }\nz {}", "1:5 a block on one line holds one argument and no block", "x\nz\n"
    ),
    ("x {} y {}\nz {}", "1:6 expected a line break after the block", "x\nz\n"),
    ("a = 1 /* x\nb = 2", "1:7 the comment has no end", "a = 1\nb = 2\n"),
    ("x \"y\" z\" {\nb = 2", "1:11 the text in quotes does not end on its line", "b = 2\n"),
    ("a = 'b'\nc = 1", "1:5 this character has no meaning here", "a = <invalid>\nc = 1\n"),
  ])
  func mistakesLoseLittle(_ text: String, _ expected: String, _ tree: String) throws {
    let (file, problems) = read(text)
    #expect(
      problems.map { "\($0.frame?.line ?? 0):\($0.frame?.column ?? 0) \($0.message)" } == [expected]
    )
    #expect(problems.first?.code == "hcl.syntax")
    #expect(file?.mistakes.count == 1)
    #expect(file.map { outline($0.body) } == tree)
  }

  @Test func anOpenHeredocEndsAtTheNextHeader() throws {
    let (file, problems) = read(
      "x {\n  a = <<A\n  b {\n  E2\n}\ny \"z\" {\n  c = <<E\nd\nE\n}\n")
    #expect(
      problems.map { "\($0.frame?.line ?? 0) \($0.message)" } == [
        "1 the block has no closing brace", "2 the heredoc has no end",
      ])
    #expect(file.map { outline($0.body) } == "x\n  a = <invalid>\ny 'z'\n  c = 'd\\n'\n")
  }

  @Test func anOpenObjectEndsAtTheNextHeader() throws {
    let (file, _) = read("x {\n  a = {\n    b = 1\n\ny \"z\" {\n  c = 1\n}\n")
    #expect(file.map { outline($0.body) } == "x\n  a = <invalid>\ny 'z'\n  c = 1\n")
  }

  @Test(arguments: [
    "terraform { required_version = \">= 1.0\" %{\nresource \"a\" \"b\" {\n  c = 1\n}\n",
    "x {\n  bucket = \"${var.name}-%{\nresource \"a\" \"b\" {\n  c = \"${\n",
    "x { a =- {\nb=  \"z\n |\"z\n}(\" {\n",
  ])
  func whatRecoveryLeavesToOthersIsNoPart(_ text: String) throws {
    func check(_ body: HCLBody, _ outer: ByteRange) {
      for range in body.attributes.flatMap({ [$0.range, $0.value.range] })
        + body.blocks.map(\.range)
      {
        #expect(range.lower >= outer.lower && range.upper <= outer.upper)
      }
      for block in body.blocks { check(block.body, block.range) }
    }
    let body = try #require(read(text).file).body
    check(body, body.range)
  }

  @Test func mistakesNeverQuoteTheFile() {
    var diagnostics = Diagnostics()
    _ = HCLReader().read(
      Array("password = \"hunter2\npassword = hunter2 hunter3".utf8),
      FileContext("a.tf", quotes: false), diagnostics: &diagnostics)
    for problem in diagnostics.finish() {
      #expect(problem.frame?.text == "")
      #expect(!problem.message.contains("hunter"))
    }
  }

  // MARK: JSON syntax

  @Test func jsonStandsForABody() throws {
    let text = #"""
      {"//": "made by a tool",
       "locals": {"a": [1, null, "x-${var.b}"], "c": {"${d}": "\\n${f(\"g\")}"}},
       "resource": {"x": {"y": [{"n": 1}, {"n": "${z.w}"}], "e": {}}},
       "other": true}
      """#
    var diagnostics = Diagnostics()
    let file = try #require(
      HCLReader().readJSON(
        Array(text.utf8), FileContext("main.tf.json"), blocks: ["resource": 2, "locals": 0],
        diagnostics: &diagnostics))
    #expect(
      outline(file.body) == """
        other = true
        locals
          a = [1, null, T['x-' var.b]]
          c = {wrap(d): T['\\n' f('g')]}
        resource 'x' 'y'
          n = 1
        resource 'x' 'y'
          n = wrap(z.w)
        resource 'x' 'e'

        """)
    guard case .wrap(let inner) = file.body.blocks[2].body["n"]?.value.kind else {
      Issue.record("no interpolation")
      return
    }
    let bytes = file.text.bytes[inner.range.lower..<inner.range.upper]
    #expect(String(decoding: bytes, as: UTF8.self) == "z.w")
    #expect(file.mistakes.isEmpty)
  }

  @Test(arguments: [
    ("", "1:1 expected a value, but the text is empty"),
    ("[1]", "1:2 expected an object"),
    ("{\"resource\": 1}", "1:14 expected an object, or an array of objects"),
    ("{\"a\": \"${\"}", "1:10 expected an expression"),
    ("{\"a\": \"\\n${\"}", "1:7 expected an expression"),
  ])
  func brokenJSON(_ text: String, _ expected: String) {
    var diagnostics = Diagnostics()
    _ = HCLReader().readJSON(
      Array(text.utf8), FileContext("a.tf.json"), blocks: ["resource": 2],
      diagnostics: &diagnostics)
    #expect(
      diagnostics.finish().map {
        "\($0.frame?.line ?? 0):\($0.frame?.column ?? 0) \($0.message)"
      } == [expected])
  }

  // MARK: odd input

  @Test func emptyFilesAndMarks() throws {
    #expect(read("").file?.body.blocks.isEmpty == true)
    #expect(read("\n\n# x").problems.isEmpty)
    #expect(read("\u{FEFF}a = 1\r\nb = 2\r\n").problems.isEmpty)
    #expect(read("a = <<E\r\nx\r\nE\r\n").problems.isEmpty)
    var diagnostics = Diagnostics()
    let wide = Array("a = \"é\"".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let file = HCLReader().read([0xFF, 0xFE] + wide, FileContext("a"), diagnostics: &diagnostics)
    #expect(file.map { outline($0.body) } == "a = 'é'\n")
    #expect(diagnostics.finish().isEmpty)
  }

  @Test func wrongEncodingIsNoFile() {
    var diagnostics = Diagnostics()
    let file = HCLReader().read(
      [0x61, 0x3D, 0x22, 0xE9, 0x22], FileContext("a"), diagnostics: &diagnostics)
    if file != nil { Issue.record("a file in no encoding was read") }
    #expect(diagnostics.finish().map(\.code) == ["hcl.encoding"])
  }

  @Test(arguments: [
    ("a = ", "(", "1", ")"), ("a = ", "[", "", "]"), ("a = ", "{a=", "1", "}"),
    ("a = ", "-", "1", ""), ("a = ", "f(", "", ")"), ("a = ", "\"${", "1", "}\""),
    ("a = ", "x[", "0", "]"), ("a = ", "true ? 1 : ", "1", ""), ("a = 1", " + 1", "", ""),
    ("a = x", "[x]", "", ""), ("a = x", "[*].y", "", ""),
    ("a = \"", "%{ if true }", "", "%{ endif }"), ("", "x {\n", "", "\n}"),
  ])
  func nestingIsBounded(_ head: String, _ open: String, _ inner: String, _ close: String) {
    for count in [10, 190, 100_000] {
      let text =
        head + String(repeating: open, count: count) + inner
        + String(repeating: close, count: count) + (head.hasSuffix("\"") ? "\"" : "")
      let (file, problems) = read(text + "\nb = 1\n")
      if count == 10 { #expect(problems.isEmpty, "\(text.prefix(20))") }
      if count == 100_000 {
        #expect(problems.contains { $0.message.contains("levels deep") })
      }
      #expect(file != nil)
    }
  }

  @Test func everyCutIsRead() {
    let text = """
      terraform { required_version = ">= 1.0" }
      resource "x" "y" {
        a = "${var.a[0].b}-%{ if c ~} d %{ else }e%{ endif }"
        b = { for k, v in m : k => v... if v != null }
        c = <<-EOT
          one ${two}
        EOT
        d = [for x in y[*].z : x ? 1.5 : -f(g...)]
      }
      """
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      var diagnostics = Diagnostics()
      let file = HCLReader().read(
        Array(bytes[..<count]), FileContext("a"), diagnostics: &diagnostics)
      #expect(file != nil)
      if count > 45 { #expect(file?.body.blocks.first?.type == "terraform") }
    }
  }

  @Test func manyMistakesAreCutOff() {
    let (file, problems) = read(String(repeating: "a = \n", count: 5_000) + "b = 1\n")
    #expect(problems.count == HCLReader.mistakeLimit)
    #expect(file?.body["b"] != nil)
  }
}
