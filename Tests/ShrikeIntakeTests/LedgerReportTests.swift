import DatabaseFixtures
import ShrikeExchange
import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import ShrikeText
import Testing

/// Findings of a ledger as files: what a scan said comes out again, with what became of it.
@Suite struct LedgerReportTests {
  private static let now = ReportIntakeTests.now

  /// Two of a package, one of code.
  private static let findings: [Finding] = {
    func package(_ name: String, _ cve: String) -> Finding {
      var finding = Finding(
        rule: "dependencies/\(cve)", severity: .critical, statedSeverity: "9.8", confidence: .high,
        message: "\(name) is weak", identity: Identity(value: "00\(cve.suffix(4))", scheme: "t/1"),
        places: [Place(path: "package-lock.json", start: SourcePosition(line: 7, column: 3))],
        taxonomies: [Taxonomy("CWE", "79"), Taxonomy("CVE", cve)], remedy: "Update it.",
        properties: ["fixed": .text("2.0.0"), "cvss": .number(9.8), "ranges": .list(["a", "b"])])
      finding.subject = .package(
        Finding.Package(name: name, version: "1.0.0", purl: "pkg:npm/\(name)@1.0.0"))
      return finding
    }
    let code = Finding(
      rule: "code/sql", severity: .high, message: "=cmd|' /C calc'!A0",
      identity: Identity(value: "abcd", scheme: "t/1"),
      places: [
        Place(
          path: "src/app.py", range: ByteRange(40, 51), start: SourcePosition(line: 3, column: 5),
          end: SourcePosition(line: 3, column: 16),
          snippet: Snippet(text: "run(query)", column: 1, length: 3), lineHash: "ff00:1",
          note: "runs here")
      ],
      related: [Place(path: "src/web.py", start: SourcePosition(line: 1, column: 1))],
      evidence: "run(…)")
    return [package("left", "CVE-2026-0001"), package("right", "CVE-2026-0002"), code]
  }()

  private static func ledger(_ engine: Engine) throws -> Ledger {
    let ledger = try Ledger(engine.database(), at: now)
    let rules = findings.map {
      RuleInfo(
        id: $0.rule, title: "About \($0.rule)", why: "It matters.", severity: $0.severity,
        engine: $0.rule.hasPrefix("code") ? "code" : "dependencies", tags: ["t"],
        taxonomies: [Taxonomy("CWE", "79")], documentation: "https://rules.example/")
    }
    _ = try ledger.publish(
      ScanRecord(
        asset: "shop", ref: "main", commit: nil, tool: "shrike", toolVersion: "1", ruleset: "",
        input: ScanRecord.digest([1]), scope: "",
        parts: ["code", "dependencies"].map { ScanRecord.Part($0, isComplete: true) },
        time: now, findings: findings, rules: rules), by: "ci", at: now)
    return ledger
  }

  @Test(arguments: Engine.all) func whatAScanSaidComesOutAgain(_ engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    let reported = try #require(try ledger.reported(FindingQuery(), limit: 10, at: Self.now))
    for wanted in Self.findings {
      #expect(reported.findings.first { $0.identity == wanted.identity } == wanted)
    }
    #expect(reported.findings.count == 3)
    #expect(Set(reported.rules.map(\.id)) == Set(Self.findings.map(\.rule)))
    let rule = try #require(reported.rules.first { $0.id == "code/sql" })
    #expect(rule.title == "About code/sql" && rule.why == "It matters." && rule.tags == ["t"])
    #expect(rule.taxonomies == [Taxonomy("CWE", "79")] && rule.engine == "code")
    #expect(try ledger.reported(FindingQuery(), limit: 2, at: Self.now) == nil)
  }

  private static func write(_ ledger: Ledger, _ format: String, _ question: String = "") throws
    -> String
  {
    let format = try #require(LedgerReport.format(format))
    let bytes = try LedgerReport.write(
      FindingQuery.parse(question), of: ledger, as: format, subject: "default", version: "1",
      at: now)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: Engine.all) func decisionsAreInIt(_ engine: Engine) throws {
    let ledger = try Self.ledger(engine)
    func id(_ identity: String) throws -> String {
      try #require(
        try ledger.findings(at: Self.now).rows.first { $0.identity == identity }?.id)
    }
    let (left, right, code) = try (id("000001"), id("000002"), id("abcd"))
    _ = try ledger.decide(
      [left], Decision(.falsePositive, reason: "another left", owner: "ana", source: .cli),
      by: "ana",
      at: Self.now)
    _ = try ledger.decide(
      [right], Decision(.notAffected, reason: "never called", source: .cli), by: "ana", at: Self.now
    )
    let until = try #require(Timestamp("2027-03-31")).adding(days: 1)
    _ = try ledger.decide(
      [code], Decision(.accepted(until: until), reason: "internal", source: .cli), by: "ana",
      at: Self.now)

    let table = try Self.write(ledger, "csv")
    let lines = table.split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.hasPrefix("severity,") || $0.contains(",suppressed,") })
    #expect(table.contains("2027-03-31") && table.contains("false positive: another left"))
    #expect(table.contains("'=cmd|"), "nothing runs in a spreadsheet")

    let vex = try Self.write(ledger, "openvex")
    #expect(vex.firstRange(of: "\"not_affected\"") != nil)
    #expect(!vex.contains("\"affected\""))
    #expect(vex.contains("CVE-2026-0001") && vex.contains("pkg:npm/right@1.0.0"))
    #expect(vex.contains("never called"))

    // Ended, it is open again; nobody has written that down yet.
    let later = until.adding(days: 1)
    let reported = try #require(try ledger.reported(FindingQuery(), limit: 10, at: later))
    #expect(reported.findings.filter { !$0.isSuppressed }.map(\.rule) == ["code/sql"])
  }

  @Test(arguments: LedgerReport.formats.map(\.name)) func everyFormatIsWritten(
    _ format: String
  ) throws {
    let ledger = try Self.ledger(.sqlite)
    #expect(try !Self.write(ledger, format).isEmpty)
    // Nothing fits: still a file of that format.
    #expect(try !Self.write(ledger, format, "asset:none").isEmpty)
  }

  @Test func whatIsFixedIsNotPartOfIt() throws {
    let ledger = try Self.ledger(.sqlite)
    for question in ["state:any", "state:fixed", "state:open,fixed", "-state:open"] {
      #expect(throws: LedgerError.self) { try Self.write(ledger, "csv", question) }
    }
    #expect(try Self.write(ledger, "csv", "state:open severity:high").contains("src/app.py"))
  }
}
