import ShrikeText
import Testing

@testable import ShrikeWorkflows

@Suite struct ExpressionTests {
  private func parse(_ text: String) -> Result<Expression, ExpressionError> {
    var text = text
    return text.withUTF8 { ExpressionParser.parse($0, endsWithText: true).result }
  }

  @Test(arguments: [
    ("github.actor", "github.actor"), ("GitHub.Actor", "github.actor"),
    ("github['event'].issue", "github.event.issue"), ("a.b[0].c", "a.b.*.c"),
    ("a.*.c", "a.*.c"), ("a[*].c", "a.*.c"), ("a[b.c].d", "a.*.d"),
  ])
  func pathsAreTold(_ text: String, _ pattern: String) throws {
    #expect(try parse(text).get().path?.pattern == pattern)
  }

  @Test(arguments: [
    ("1 == 1.0", "true"), ("'A' == 'a'", "true"), ("!''", "true"), ("'a' && 'b' || 'c'", "b"),
    ("'' && 'b' || 'c'", "c"), ("null == 0", "true"), ("0xff", "255"), ("-1.5e2", "-150"),
    ("format('{0}-{1}', 'a', 1)", "a-1"), ("contains('abc', 'B')", "true"),
    ("endsWith('abc', 'bc')", "true"), ("'it''s'", "it's"), ("(1 < 2) == true", "true"),
  ])
  func constantsAreComputed(_ text: String, _ value: String) throws {
    #expect(try parse(text).get().constant?.text == value)
  }

  @Test(arguments: [
    ("", 0), ("a b", 2), ("a.", 2), ("(a", 2), ("\"a\"", 0), ("'a", 2), ("a ==", 4), ("f(a,)", 4),
    ("1a", 1), ("a & b", 3), ("a[1", 3), ("99999999999", 0), ("0x", 2), ("#", 0),
  ])
  func mistakesHaveAPlace(_ text: String, _ offset: Int) {
    guard case .failure(let error) = parse(text) else {
      Issue.record("\(text) is no expression")
      return
    }
    #expect(error.offset == offset)
  }

  @Test(arguments: ["(", "!", "a[", "f(", "a==", "a||", "a&&", "a."])
  func nestingIsBounded(_ part: String) {
    let text = String(repeating: part, count: 20_000)
    #expect(throws: ExpressionError.self) { try parse(text).get() }
    let properties = "a" + String(repeating: ".b", count: 20_000)
    #expect(throws: ExpressionError.self) { try parse(properties).get() }
  }

  @Test(arguments: [
    ("github.actor", "string"), ("github.event.issue", "any"), ("github.ref == 'x'", "bool"),
    ("toJSON(github)", "string"), ("fromJSON('[1, 2]')", "array<number>"),
    ("fromJSON('{\"a\": [true]}').a", "array<bool>"), ("inputs.x && 60 || 20", "number"),
    ("env.A", "string"), ("strategy.job-index", "number"), ("null", "null"),
    ("job.services.db.ports['80']", "string"),
  ])
  func typesAreKnown(_ text: String, _ name: String) throws {
    var contexts = ExpressionContexts()
    contexts.addInputs(.init(["x": .bool]))
    var checker = ExpressionChecker(contexts, key: .stepText)
    #expect(checker.check(try parse(text).get()).name == name)
    #expect(checker.errors.isEmpty)
  }

  @Test(arguments: [
    "githb.actor", "github.actr", "github.actor.name", "steps.build", "startWith('a', 'b')",
    "startsWith('a')", "toJSON()", "format('{0}')", "format('x', 1)", "fromJSON('{')",
    "success()", "jobs.a", "github.ref > true", "github == 'x'", "env[1]", "vars.GITHUB_X",
    "case(true, 1, 2, 3)", "github.actor.*", "runner.*",
  ])
  func mistakesOfMeaningAreTold(_ text: String) throws {
    var checker = ExpressionChecker(ExpressionContexts(), key: .stepText)
    _ = checker.check(try parse(text).get())
    #expect(checker.errors.count == 1)
  }

  @Test(arguments: [
    ("github.event.issue.title", 1), ("github.event.issue['title']", 1),
    ("github.event.commits[0].message", 1), ("github.event.commits.*.author.name", 1),
    ("github.event.*.body", 1), ("github['head_ref']", 1), ("github.event.issue.number", 0),
    ("contains(github.head_ref, 'x')", 0), ("github.head_ref == 'x'", 1),
    ("env[github.event.pages[0].page_name]", 1), ("github.event", 0),
  ])
  func strangersInputsAreFollowed(_ text: String, _ count: Int) throws {
    var checker = ExpressionChecker(ExpressionContexts(), key: .stepText, isScript: true)
    _ = checker.check(try parse(text).get())
    #expect(checker.errors.count == count)
  }

  @Test(arguments: [
    ("a ${{ b }} c ${{ d }}", 2), ("${{ '}}' }}", 1), ("$ {{ a }}", 0), ("${{ a", 1), ("${{", 1),
    ("${", 0), ("$", 0), ("${{${{${{", 3),
  ])
  func interpolationsAreFound(_ text: String, _ count: Int) {
    var text = text
    #expect(text.withUTF8 { Interpolation.all(in: $0) }.count == count)
  }

  @Test(arguments: [
    ("{0} {1}", [0, 1]), ("{{0}}", []), ("{{{0}}}", [0]), ("{0}}", []), ("{}", []), ("{a}", []),
    ("{12", []), ("{0}{0}", [0]),
  ])
  func placeholdersAreCounted(_ text: String, _ numbers: [Int]) {
    #expect(formatPlaceholders(text) == Set(numbers))
  }

  @Test(arguments: [
    ("*/5 * * * *", 300), ("* * * * *", 60), ("0 0 * * *", 86_400), ("0,1 0 * * *", 86_340),
    ("0 0 31 2 *", 0), ("0 0 1 JAN MON", 604_800),
  ])
  func intervalsAreComputed(_ text: String, _ seconds: Int) throws {
    #expect(try CronSchedule.parse(text).get().firstInterval == seconds)
  }

  @Test(arguments: [
    "", "* * * *", "60 * * * *", "* * * * 7", "5-1 * * * *", "*/0 * * * *", "a * * * *",
    "1-2-3 * * * *", "* * * * * *",
  ])
  func brokenTimesAreRefused(_ text: String) {
    #expect(throws: CronSchedule.Mistake.self) { try CronSchedule.parse(text).get() }
  }
}
