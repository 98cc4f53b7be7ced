import ShrikeModel
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeGovern

struct GateTests {
  private func gate(_ modules: [String: String]) throws -> Gate {
    var diagnostics = Diagnostics()
    let files = modules.sorted { $0.key < $1.key }.map {
      (path: $0.key, bytes: Array($0.value.utf8))
    }
    let gate = Gate.read(files, diagnostics: &diagnostics)
    let told = diagnostics.finish().map { $0.text() }
    return try #require(gate, "\(told)")
  }

  private func decide(_ modules: [String: String], _ input: String = "{}") throws -> Gate.Answer {
    let input = try #require(Value(json: Array(input.utf8)))
    return try gate(modules).decide(input, now: 0)
  }

  @Test func nothingThatFailsPasses() throws {
    let answer = try decide(["a.rego": "package gate.a\n\nfail contains \"no\" if false\n"])
    #expect(answer.verdict == .pass)
    #expect(answer.parts.map(\.id) == ["a"])
  }

  @Test func reasonsAreTextsOrObjects() throws {
    let answer = try decide([
      "a.rego":
        "package gate.a\n\nfail contains \"b\"\n\nfail contains {\"message\": \"c\", \"n\": 1}\n"
    ])
    #expect(answer.verdict == .fail(["b", "c"]))
  }

  @Test func failingIsStrongerThanNotKnowing() throws {
    let unknown = "package gate.a\n\nundecided contains \"who knows\"\n"
    let failing = "package gate.b\n\nfail contains \"no\"\n"
    #expect(try decide(["a.rego": unknown]).verdict == .notEvaluated(["who knows"]))
    let both = try decide(["a.rego": unknown, "b.rego": failing])
    #expect(both.verdict == .fail(["no"]))
    #expect(both.parts.map(\.verdict.word) == ["not evaluated", "fail"])
  }

  @Test func warningsChangeNothing() throws {
    let answer = try decide(["a.rego": "package gate.a\n\nwarn contains \"mind this\"\n"])
    #expect(answer.verdict == .pass)
    #expect(answer.warnings == ["mind this"])
  }

  /// Findings are named by their numbers or as they stand in the input; numbers that are none are passed over.
  @Test func reasonsNameFindings() throws {
    let answer = try decide(
      [
        "a.rego": """
        package gate.a

        fail contains {"message": "m", "finding": input.findings[1], "findings": [2, 1, 9, -1, "x"]}

        note contains {"message": "n", "suppressed": [0, 1], "findings": 2}
        """
      ],
      """
      {"findings": [{"identity": {"value": "a"}}, {"identity": {"value": "b"}},
        {"identity": {"value": "c"}}], "suppressed": [{}]}
      """)
    #expect(answer.parts.first?.fails == [.init("m", findings: [1, 2])])
    #expect(answer.parts.first?.notes == [.init("n", suppressed: [0])])
    #expect(answer.verdict == .fail(["m"]))
  }

  @Test(arguments: [("false", false), ("true", true), ("true if false", true)])
  func policiesCanBeSwitchedOff(_ value: String, _ applies: Bool) throws {
    let answer = try decide(["a.rego": "package gate.a\n\napplies := \(value)\n"])
    #expect(answer.parts.map(\.applies) == [applies])
    #expect(answer.verdict == .pass)
  }

  /// A policy that cannot be evaluated never passes, and does not take the others with it.
  @Test func troubleLeavesTheGateUndecided() throws {
    let answer = try decide([
      "a.rego": "package gate.a\n\nx := 1\n\nx := 2\n\nfail contains \"no\" if x == 3\n",
      "b.rego": "package gate.b\n\nfail contains \"no\" if false\n",
    ])
    #expect(answer.verdict.word == "not evaluated")
    #expect(answer.verdict.reasons.first?.hasPrefix("the policy a: ") == true)
    #expect(answer.parts.map(\.verdict.word) == ["not evaluated", "pass"])
  }

  @Test func librariesAndOtherPackagesAreNoPolicies() throws {
    let gate = try decide([
      "lib.rego": "package gate.lib\n\nfail contains \"no\"\n",
      "other.rego": "package other\n\nfail contains \"no\"\n",
    ])
    #expect(gate.verdict == .pass && gate.parts.isEmpty)
  }

  @Test func titlesComeFromMetadata() throws {
    let answer = try decide([
      "a.rego": "# METADATA\n# title: One thing\npackage gate.a_b\n\nfail contains \"no\"\n"
    ])
    #expect(answer.parts.first?.title == "One thing")
    #expect(answer.parts.first?.id == "a-b")
  }

  @Test func everyMistakeOfEveryFileIsTold() {
    var diagnostics = Diagnostics()
    let files = [("a.rego", "package gate.a\n\nfail := \n"), ("b.rego", "package gate.b\n\n}\n")]
    let gate = Gate.read(
      files.map { (path: $0.0, bytes: Array($0.1.utf8)) }, diagnostics: &diagnostics)
    #expect(gate == nil)
    let told = diagnostics.finish()
    #expect(told.map { $0.file } == ["a.rego", "b.rego"])
    #expect(told.allSatisfy { $0.code == "rego.syntax" })
  }
}
