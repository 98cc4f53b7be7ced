import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import Testing

@Suite struct ReportIntakeTests {
  static let now = Timestamp(milliseconds: 1_795_780_800_000)

  static func report(
    kind: String = "work-tree", path: String = ".",
    repository: String? = "https://git.example/shop",
    partial: Bool = false, skipped: String = "", findings: String = finding
  ) -> [UInt8] {
    let repository = repository.map { "\"repository\": \"\($0)\", " } ?? ""
    return Array(
      """
      {"schema": "shrike.report/1", "tool": {"name": "shrike", "version": "1.2.3"},
       "target": {"path": "\(path)", "kind": "\(kind)", \(repository)"ref": "main", "commit": "c1", "scope": ""},
       "startedAt": "2026-11-27T10:00:00Z", "partial": \(partial),
       "ruleSets": [{"engine": "infra", "digest": "d1"}],
       "rules": [{"id": "infra/open", "title": "Open", "severity": "high", "engine": "infra"}],
       "findings": [\(findings)], "suppressed": [],
       "coverage": [
         {"engine": "infra", "status": "ran", "files": 7, "rules": 3, "skipped": [\(skipped)]},
         {"engine": "secrets", "status": "not-evaluated", "reason": "off", "skipped": []}]}
      """.utf8)
  }

  static let finding = """
    {"rule": "infra/open", "severity": "high", "confidence": "high", "message": "It is open",
     "identity": {"value": "0011", "scheme": "infra/1"}, "subject": {"kind": "resource", "name": "web"},
     "places": [{"path": "main.tf", "start": {"line": 3, "column": 1}, "lineHash": "ab:1", "marks": "00"}]}
    """

  static func take(
    _ bytes: [UInt8], _ claim: ReportIntake.Claim = .init(),
    surroundings: ReportIntake.Claim? = nil
  ) throws(ReportIntake.Refusal) -> ReportIntake {
    try ReportIntake(bytes, name: "r", claim: claim, surroundings: surroundings, now: now)
  }

  @Test func ourReportTellsEverythingItself() throws {
    let record = try Self.take(Self.report()).record
    #expect(record.asset == "https://git.example/shop")
    #expect(record.ref == "main")
    #expect(record.commit == "c1")
    #expect(record.tool == "shrike")
    #expect(record.toolVersion == "1.2.3")
    #expect(record.time.text.hasPrefix("2026-11-27T10:00:00"))
    #expect(
      record.parts == [ScanRecord.Part("infra", isComplete: true, files: 7, rules: 3, skipped: 0)])
    #expect(record.absent == [ScanRecord.Part("secrets", isComplete: false, reason: "off")])
    #expect(record.findings.first?.subject == .resource("web"))
    #expect(record.findings.first?.places.first?.marks == "00")
  }

  @Test func theSenderKnowsBetter() throws {
    let claim = ReportIntake.Claim(asset: "shop", ref: "v1", commit: "c2", scope: "api")
    let record = try Self.take(Self.report(), claim).record
    #expect(record.asset == "shop")
    #expect(record.ref == "v1")
    #expect(record.commit == "c2")
    #expect(record.scope == "api")
  }

  @Test(arguments: [
    (report(partial: true), "the scan was not finished"),
    (report(kind: "staged"), "it looked at staged only"),
    (report(skipped: #"{"path": "a", "reason": "unreadable"}"#), "1 file could not be read"),
    (report(findings: #"{"rule": "x"}"#), "1 result of the report could not be used"),
  ])
  func whatIsMissingClosesNothing(report: [UInt8], reason: String) throws {
    let parts = try Self.take(report).record.parts
    #expect(parts.allSatisfy { !$0.isComplete })
    #expect(parts.first?.reason == reason)
  }

  @Test func ignoredFilesAreTheSameEveryTime() throws {
    let report = Self.report(skipped: #"{"path": "a", "reason": "binary"}"#)
    #expect(try Self.take(report).record.isComplete)
  }

  @Test func otherToolsReportsAreOfWhereTheyAreHandedIn() throws {
    let bandit = Array(
      """
      {"errors": [], "generated_at": "2026-11-27T10:00:00Z", "metrics": {"_totals": {"loc": 3}}, "results": [
        {"code": "1 eval(x)\\n", "col_offset": 0, "end_col_offset": 7, "filename": "a.py", "issue_confidence": "HIGH",
         "issue_cwe": {"id": 78, "link": "https://cwe.mitre.org/data/definitions/78.html"},
         "issue_severity": "MEDIUM", "issue_text": "Use of eval", "line_number": 1, "line_range": [1],
         "more_info": "https://bandit.readthedocs.io/", "test_id": "B307", "test_name": "blacklist"}]}
      """.utf8)
    #expect(throws: ReportIntake.Refusal.self) { try Self.take(bandit) }
    let here = ReportIntake.Claim(asset: "shop", ref: "main", commit: "c9")
    let record = try Self.take(bandit, surroundings: here).record
    #expect(record.asset == "shop")
    #expect(record.ref == "main")
    #expect(record.commit == "c9")
    #expect(record.tool == "bandit")
    #expect(record.findings.count == 1)
    #expect(record.parts == [ScanRecord.Part("", isComplete: true)])
    let partial = try Self.take(bandit, .init(isPartial: true), surroundings: here).record
    #expect(!partial.isComplete)
  }

  @Test func theFolderIsNoNameOfAReport() throws {
    let report = Self.report(path: ".", repository: nil)
    #expect(throws: ReportIntake.Refusal.self) { try Self.take(report) }
    #expect(try Self.take(report, surroundings: .init(asset: "here")).record.asset == "here")
    #expect(
      try Self.take(Self.report(path: "/src/shop/", repository: nil)).record.asset == "shop")
  }

  @Test(arguments: ["", "a*b", "a\nb", String(repeating: "x", count: 501)])
  func namesAreBounded(name: String) {
    #expect(throws: ReportIntake.Refusal.self) { try Self.take(Self.report(), .init(asset: name)) }
  }

  @Test(arguments: ["", "{", "no report", "[1, 2]", #"{"schema": "shrike.report/9"}"#])
  func whatIsNoReportIsRefused(text: String) {
    let error = #expect(throws: ReportIntake.Refusal.self) {
      try Self.take(Array(text.utf8), .init(asset: "shop"))
    }
    #expect(error?.code == .format)
  }
}
