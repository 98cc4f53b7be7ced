import ShrikeMatch
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSecrets

struct ExpressionTests {
  private static let text = Array("# one\nkey = \"s3cr3t-Value\"\r\nend".utf8)

  /// What the filter answers for one match.
  private func discards(_ source: String) throws(ExpressionError) -> Bool {
    let expression = try Expression(source)
    return Self.text.withUnsafeBufferPointer { text in
      let subject = ExpressionSubject(
        secret: Array("s3cr3t-Value".utf8), match: Array("key = \"s3cr3t-Value\"".utf8),
        line: Array("key = \"s3cr3t-Value\"".utf8), ruleID: "my-rule", path: "src/app/test.py",
        commit: "abc123", text: text, start: 6, end: 26, entropy: 3.25)
      return ExpressionEvaluator.discards(expression, subject, MatchScratch())
    }
  }

  @Test(arguments: [
    "true", "!false", "not false", "1 < 2", "2 <= 2", "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9",
    "2 ** 3 ** 2 >= 64", "7 % 4 == 3", "-3 + 5 == 2", "0x10 == 16", "1_000 == 1000", "1.5e1 == 15",
    "'a' + 'b' == \"ab\"", "'a' < 'b'", "'b' >= 'b'", "'x' in ['x', 'y']", "'z' not in ['x']",
    "'k' in {'k': 1}", "{'a': 1, b: 2}.b == 2", "[1, 2, 3][1] == 2", "[1, 2, 3][-1] == 3",
    "'abc'[1] == 'b'", "'abcdef'[1:3] == 'bc'", "'abc'[:-1] == 'ab'", "'abc'[5:] == ''",
    "'abc' contains 'b'", "'abc' startsWith 'ab'", "'abc' endsWith 'bc'", "'abc' matches '^a.c$'",
    "nil ?? 'x' == 'x'", "true ? true : false", "false ? false : true",
    "let x = 2; x * x == 4", "let a = 1; let b = a + 1; b == 2", "false; true",
    "len('abc') == 3", "len('ü') == 1", "len([1, 2]) == 2", "lower('AbC') == 'abc'",
    "upper('a') == 'A'", "trim('  a ') == 'a'", "max(1, 3, 2) == 3", "min(2, 1) == 1",
    "abs(-2) == 2", "int(2.9) == 2", "int('7') == 7", "string(1) != ''", "('abc' | len()) == 3",
    "any([1, 2], # > 1)", "all([1, 2], # > 0)", "none([1], # > 1)", "count([1, 2, 3], # > 1) == 2",
    "len(filter([1, 2, 3], # > 1)) == 2", "any([{'a': 1}], .a == 1)",
    "finding.secret == 's3cr3t-Value'", "finding[\"secret\"] contains '3cr3'",
    "finding.rule_id == 'my-rule'", "attributes.path endsWith '.py'",
    "attributes[\"git.sha\"] == 'abc123'", "finding.line startsWith 'key'",
    "finding.match_start_idx == 6", "finding.fragment_raw[0:5] == '# one'",
    "finding.fragment_raw[finding.match_line_start_idx:finding.match_line_end_idx] contains 'key'",
    "matchesAny(finding.secret, ['^zzz', 'cr3'])", "filter.matchesAny(finding.secret, [`3t\\-V`])",
    "containsAny(finding.secret, ['nothing', 'VALUE'])", "!matchesAny(finding.secret, [])",
    "entropy(finding.secret) > 2 && entropy('aaaa') == 0", "findMatch('a1b', '[0-9]') == '1'",
    "get(finding, 'nothing', 'x') == 'x'", "true // a comment", "/* one */ true",
    "'\\x41\\u0042\\n' == \"AB\\n\"", "true || finding.nothing.at.all",
    "1 == 1 and 2 == 2 or false",
  ])
  func theseThrowAMatchAway(_ source: String) throws {
    #expect(try discards(source), "\(source)")
  }

  @Test(arguments: [
    "false", "nil", "1", "'text'", "finding.nothing", "attributes.nothing == 'x'", "unknown",
    "unknown(1, 2)", "1 / 'a' == 1", "'a' < 1", "[1][5] == 1", "len(1) == 1", "'a' matches '('",
    "failsTokenEfficiency(finding.secret)", "finding.match_start_idx", "false && unknown",
    "any(finding.secret, true)", "'ABC' contains 'b'", "[1, 2][0.5] == 1", "'x' in 'xyz'",
    "int('x') == 0", "matchesAny(finding.secret, ['^cr'])", "abs('x') == 1",
  ])
  func theseKeepIt(_ source: String) throws {
    #expect(try !discards(source), "\(source)")
  }

  /// The expression, where it is wrong, a part of what is said.
  @Test(arguments: [
    ("", 0, 0, "ends where"), ("1 +", 3, 3, "ends where"), ("(1", 2, 2, "ends where ')'"),
    ("1 2", 2, 3, "expected an operator"), ("[1, 2", 5, 5, "ends where ']'"),
    ("'abc", 0, 1, "never closed"), ("`abc", 0, 1, "never closed"),
    ("a @ b", 2, 3, "means nothing"),
    ("let = 2; x", 4, 5, "a name"), ("let x 2; x", 6, 7, "'='"), ("a ? b", 5, 5, "':'"),
    ("a.1", 1, 3, "expected"), ("f(1", 3, 3, "')'"), ("{'a': 1", 7, 7, "'}'"),
    ("'\\xZZ'", 2, 3, "hexadecimal"), ("matchesAny(a, ['('])", 0, 10, "regular expression"),
  ])
  func mistakesHaveAPlace(_ source: String, _ lower: Int, _ upper: Int, _ part: String) {
    do throws(ExpressionError) {
      _ = try Expression(source)
      Issue.record("\(source) is taken")
    } catch {
      #expect(error.message.contains(part), "\(source): \(error.message)")
      #expect(error.range == ByteRange(lower, upper), "\(source): \(error.range)")
    }
  }

  @Test func nestingIsBounded() {
    for source in ["(", "!", "-", "[", "a ? b : ", "{'a': "] {
      let deep = String(repeating: source, count: 5_000)
      #expect(throws: ExpressionError.self) { try Expression(deep + "1") }
    }
  }

  @Test func stepsAreBounded() throws {
    let list = "[" + Array(repeating: "1", count: 200).joined(separator: ",") + "]"
    let start = ThreadTime.now
    #expect(try !discards("let l = \(list); all(l, all(l, all(l, all(l, # == 1))))"))
    #expect(ThreadTime.now - start < .seconds(20))
  }

  @Test func operatorsInARowAreBounded() throws {
    #expect(try discards(Array(repeating: "1", count: 900).joined(separator: "+") + " == 900"))
    for (one, count) in [("1+", 50_000), ("let x=1;", 20_000), ("1;", 50_000), ("1|len()|", 9_000)]
    {
      #expect(throws: ExpressionError.self) {
        try Expression(String(repeating: one, count: count) + "len()")
      }
    }
    #expect(throws: ExpressionError.self) {
      try Expression("a" + String(repeating: "[0]", count: 50_000))
    }
  }

  /// Names make texts, lists and searches of a size that no expression has.
  @Test(arguments: [
    "let a = 'x'; " + (0..<50).map { _ in "let a = a + a; " }.joined() + "len(a) > 1",
    "let a = [1]; let b = [1]; "
      + (0..<50).map { _ in "let a = [a, a]; let b = [b, b]; " }.joined() + "a != b",
    "let l = [" + (0..<300).map { "'\($0)'" }.joined(separator: ",")
      + "]; any(l, any(l, # matches 'a+b[c-z]{3,9}(foo|bar)'))",
  ])
  func whatNamesMultiplyIsBounded(_ source: String) throws {
    let start = ThreadTime.now
    #expect(try !discards(source))
    #expect(ThreadTime.now - start < .seconds(20))
  }

  @Test func listsAndMapsAreComparedByWhatTheyHold() throws {
    for source in [
      "[1, ['a', {'b': 2}]] == [1, ['a', {'b': 2}]]", "[1, [2]] != [1, [3]]", "[1] != [1, 1]",
      "[2] in [[1], [2]]", "{'a': 1} != {'a': 1, 'b': 1}", "{'a': 1} != {'b': 1}",
    ] {
      #expect(try discards(source), "\(source)")
    }
  }

  /// Whatever comes: an error or an answer.
  @Test func cutExpressionsEnd() {
    let whole =
      #"let x = finding["secret"]; (matchesAny(x, ["^a", `b`]) || len(x[1:3]) > 2 ? not (x in {'a': 1}) : any([1], # > 0x1F)) | len()"#
    for end in 0...whole.utf8.count {
      _ = try? discards(String(decoding: Array(whole.utf8)[..<end], as: UTF8.self))
    }
  }

  @Test func knownExpressionsAreReadWhenRun() {
    #expect(Expression(known: "1 == 1").source == "1 == 1")
    if case .null = Expression(known: "(((").root {} else { Issue.record("a broken one is null") }
  }
}
