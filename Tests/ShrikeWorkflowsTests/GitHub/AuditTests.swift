import ShrikeFormats
import ShrikeText
import Testing

@testable import ShrikeWorkflows

@Suite struct AuditTests {
  /// What the audit of a case finds is what its lines say, no more.
  @Test(arguments: AuditCases.all + OwnAuditCases.all)
  func findsWhatTheLinesSay(_ item: AuditCase) throws {
    let pipeline = item.pipeline
    let report = PipelineAudit.findings(in: pipeline.bytes, file: "ci.yml")
    #expect(report.problem == nil)
    #expect(report.kind == item.kind)
    let lines = try #require(report.text)
    let found = report.findings.filter { $0.rule.id == item.rule }.map {
      "\(lines.frame($0.primary.range).line) \($0.rule.id)"
    }
    let expected = pipeline.expected("# finds:") + item.lines.map { "\($0) \(item.rule)" }
    #expect(found.sorted() == expected.sorted())
  }

  @Test func everyRuleHasACase() {
    let covered = Set((AuditCases.all + OwnAuditCases.all).map(\.rule))
    #expect(PipelineAudit.rules.map(\.id).filter { !covered.contains($0) } == [])
  }

  @Test func idsAreUnique() {
    let rules = PipelineAudit.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
  }

  @Test func commentsOfOtherToolsSilence() {
    let text = """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: acme/tool@v1 # zizmor: ignore[unpinned-uses]
            - uses: acme/tool@v2 # zizmor: ignore[unpinned-action, other] for now
            - uses: acme/tool@v3 # zizmor: ignore[artipacked]
      """
    let found = PipelineAudit.findings(in: Array(text.utf8), file: "ci.yml").findings
    #expect(found.filter { $0.rule.id == "unpinned-action" }.count == 1)
  }

  @Test func readsUTF16() throws {
    let text = "on: push\njobs: { ä: { runs-on: x, steps: [{ uses: a/b@v1 }] } }"
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let report = PipelineAudit.findings(in: bytes, file: "ci.yml")
    let found = try #require(report.findings.first { $0.rule.id == "unpinned-action" })
    let place = try #require(report.text?.frame(found.primary.range))
    #expect(place.line == 2)
    #expect(place.column == 42)
  }

  @Test(arguments: ["", "- a", "name: x", "jobs: {}", "runs: 5", "updates: {}", ": :", "\u{FEFF}"])
  func refusesWhatIsNoPipeline(_ text: String) {
    let report = PipelineAudit.findings(in: Array(text.utf8), file: "x.yml")
    #expect(report.kind == nil)
    #expect(report.findings.isEmpty)
    #expect(report.problem != nil)
  }
}

struct AuditCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let kind: PipelineAudit.Kind
  let pipeline: MarkedPipeline
  /// Lines on which a mark would change what is found.
  let lines: [Int]

  init(
    _ rule: String, in kind: PipelineAudit.Kind = .workflow, _ text: String, lines: [Int] = []
  ) {
    self.lines = lines
    self.rule = rule
    self.kind = kind
    pipeline = MarkedPipeline(rule, text)
  }

  var testDescription: String { rule }
}
