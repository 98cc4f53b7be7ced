import ShrikeText
import Testing

@testable import ShrikeRego

/// Why rules fire or do not, which lines tests reach, and where a failing test ended.
struct ExplanationTests {
  private static func policy(_ text: String, isTraced: Bool = true) throws -> Policy {
    let (module, errors) = Parser.parse(Array("package a\n\(text)\n".utf8), name: "a.rego")
    #expect(errors.isEmpty)
    let (policy, mistakes) = Policy.compile([try #require(module)], isTraced: isTraced)
    #expect(mistakes.isEmpty)
    return try #require(policy)
  }

  private static func explain(
    _ text: String, _ query: String = "data.a.p", input: String = "{}",
    limits: Explanation.Limits = .init()
  ) throws -> Explanation {
    let policy = try policy(text)
    let (result, explanation) = Machine(policy).explain(
      try Query(query, policy: policy), input: Value(json: Array(input.utf8)), limits: limits)
    _ = try result.get()
    return explanation
  }

  struct Row: CustomTestStringConvertible {
    var name: String
    var text: String
    var input = "{}"
    var tree: String
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "the expression that fails and what it looked at",
      text: "p if {\n\tinput.x > 1\n\tinput.y == \"b\"\n}", input: #"{"x": 2, "y": "a"}"#,
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
              line 4: input.y == "b"
                input.y = "a"

        """),
    Row(
      name: "what is not there", text: "p if startswith(input.name, \"a\")",
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
              line 2: startswith(input.name, "a")
                input.name = undefined

        """),
    Row(
      name: "of many tries the furthest, counted",
      text: "p if {\n\tsome x in input.l\n\tx > 1\n\tx == 5\n}", input: #"{"l": [1, 2, 3]}"#,
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
              line 5: x == 5  (2 times)
                x = 2
                x = 3

        """),
    Row(
      name: "bodies, alternatives and the default",
      text: "default p := 0\n\np := 1 if input.a\n\np := 2 if {\n\tinput.b\n} else := 3 if input.c",
      tree: """
        a.p holds
        ├─ a.rego:4 does not hold
        │     line 4: input.a
        │       input.a = undefined
        ├─ a.rego:6 does not hold
        │     line 7: input.b
        │       input.b = undefined
        ├─ a.rego:8 (else) does not hold
        │     line 8: input.c
        │       input.c = undefined
        └─ a.rego:2 is the default: 0

        """),
    Row(
      name: "rules and functions that were asked",
      text: "p if {\n\tq\n\tf(input.x)\n}\nq if input.x\nf(1)\nf(x) if x > 5", input: #"{"x": 3}"#,
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
           │  line 4: f(input.x)
           │    input.x = 3
           ├─ a.q holds
           │  └─ a.rego:6 holds
           └─ a.f(3) has no value
              ├─ a.rego:7 does not hold
              │     the arguments are others
              └─ a.rego:8 does not hold
                    line 8: x > 5
                      x = 3

        """),
    Row(
      name: "elements of a set", text: "p contains x if some x in input.l",
      input: #"{"l": [1, 2]}"#,
      tree: """
        a.p holds
        └─ a.rego:2 holds 2 times: 1, 2

        """),
    Row(
      name: "within every", text: "p if every x in input.l {\n\tx > 0\n\tx < 3\n}",
      input: #"{"l": [1, 3]}"#,
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
              line 2: every x in input.l { x > 0 x < 3 }
                input.l = [1, 3]
                line 4: x < 3
                  x = 3

        """),
    Row(
      name: "under with", text: "p if q == 2 with input.x as 1\nq := input.x + 2",
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
           │  line 2: q == 2 with input.x as 1
           │    q = 3
           └─ a.q holds
              └─ a.rego:3 holds: 3

        """),
    Row(
      name: "a negation", text: "p if not q\nq if input.x", input: #"{"x": 1}"#,
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
           │  line 2: not q
           │    q = true
           └─ a.q holds
              └─ a.rego:3 holds

        """),
    Row(
      name: "a value that is undefined", text: "p := input.x",
      tree: """
        a.p has no value
        └─ a.rego:2 does not hold
              line 2: the value

        """),
  ]

  @Test("explanations", arguments: rows)
  func explanation(_ row: Row) throws {
    #expect(try Self.explain(row.text, input: row.input).text() == row.tree)
  }

  @Test("what is beyond the limits is counted")
  func limits() throws {
    var limits = Explanation.Limits()
    limits.width = 2
    let wide = try Self.explain(
      "p := [f(x) | some x in numbers.range(1, 9)]\nf(x) := x", limits: limits)
    #expect(wide.text().contains("… and 7 more"))
    limits = Explanation.Limits()
    limits.depth = 2
    let deep = try Self.explain("p if q\nq if r\nr if s\ns := 1", limits: limits)
    #expect(deep.text().contains("… and 1 more"))
    #expect(!deep.text().contains("a.r "))
  }

  @Test("one rule of many")
  func focus() throws {
    let explanation = try Self.explain("p if { q; r }\nq := 1\nr if input.x")
    #expect(explanation.text(rule: "r").hasPrefix("a.r has no value\n"))
    #expect(explanation.text(rule: "data.a.q") == "a.q holds\n└─ a.rego:3 holds: 1\n")
    #expect(explanation.text(rule: "other").isEmpty)
  }

  @Test("an error leaves what is known so far")
  func error() throws {
    let policy = try Self.policy("p := 1 if input.a\np := 2 if input.b")
    let (result, explanation) = Machine(policy).explain(
      try Query("data.a.p", policy: policy), input: Value(json: Array(#"{"a":1,"b":1}"#.utf8)))
    guard case .failure(let error) = result else {
      Issue.record("two values are a conflict")
      return
    }
    #expect(error.code == "eval_conflict_error")
    #expect(explanation.text().hasPrefix("a.p holds\n├─ a.rego:2 holds: 1\n"))
  }

  @Test("a policy that is not traced has no marks and answers the same")
  func untraced() throws {
    let text = "p contains x if { some x in [3, 1]; every y in [x] { y > 0 }; not x == 7 }"
    let plain = try Self.policy(text, isTraced: false)
    #expect(plain.code.program.marks.isEmpty)
    #expect(!plain.code.program.steps.contains { $0.op == .mark })
    let traced = try Self.policy(text)
    for policy in [plain, traced] {
      #expect(try Machine(policy).value(of: ["a", "p"], input: nil)?.jsonText == "[1,3]")
    }
  }

  // MARK: tests and coverage

  private static let tested = """
    default p := false

    p if {
    \tinput.x
    \tinput.y
    }

    q := 1 if input.z

    test_p if p with input as {"x": 1, "y": 2}

    test_q if q == 2 with input as {"z": 1}
    """

  @Test("lines that were reached")
  func coverage() throws {
    let tests = PolicyTests(try Self.policy(Self.tested), context: BuiltinContext())
    #expect(tests.run { _, name in name == "test_p" }.count == 1)
    let coverage = try #require(tests.coverage)
    #expect(coverage.files.map(\.covered) == [[4, 5, 6]])
    #expect(coverage.files.map(\.missed) == [[2, 9]])
    #expect(coverage.percentage == 60)
    #expect(
      coverage.report.jsonText
        == #"{"coverage":60,"covered_lines":3,"files":{"a.rego":{"coverage":60,"covered":[{"end":{"row":6},"start":{"row":4}}],"covered_lines":3,"not_covered":[{"end":{"row":2},"start":{"row":2}},{"end":{"row":9},"start":{"row":9}}],"not_covered_lines":2}},"not_covered_lines":2}"#
    )
    _ = tests.run()
    #expect(tests.coverage?.files.first?.missed == [2])
  }

  @Test("without tracing there is no coverage")
  func noCoverage() throws {
    let tests = PolicyTests(
      try Self.policy(Self.tested, isTraced: false), context: BuiltinContext())
    _ = tests.run()
    #expect(tests.coverage == nil)
  }

  @Test("where a test failed")
  func failure() throws {
    let policy = try Self.policy(Self.tested, isTraced: false)
    let outcomes = PolicyTests(policy, context: BuiltinContext()).run()
    let failed = try #require(outcomes.first { $0.state == .failed })
    #expect(
      PolicyFailures(policy, data: .emptyObject, now: 0).lines(of: failed) == [
        "line 13: q == 2 with input as {\"z\": 1}", "  q = 1",
      ])
  }
}
