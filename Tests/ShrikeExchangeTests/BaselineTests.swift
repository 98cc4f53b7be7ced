import ShrikeExchange
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@Suite struct BaselineTests {
  private func read(_ bytes: [UInt8]) -> (Baseline?, [Diagnostic]) {
    var diagnostics = Diagnostics()
    let baseline = Baseline.read(bytes, file: "baseline.json", diagnostics: &diagnostics)
    return (baseline, diagnostics.finish())
  }

  @Test(arguments: [("json", Baseline.Format.shrike), ("sarif", .sarif)])
  func ourOwnReportsKnowEverythingInThem(_ id: String, _ format: Baseline.Format) throws {
    let text = try written(.rich, by: try #require(Reporters.named(id)).make(ReportOptions()))
    let (baseline, diagnostics) = read(Array(text.utf8))
    #expect(diagnostics.isEmpty)
    let known = try #require(baseline)
    #expect(known.format == format)
    for finding in Report.rich.findings + Report.rich.suppressed {
      let waiver = try #require(known.waiver(for: finding))
      #expect(waiver == Waiver(scope: .finding, source: .baseline, origin: "baseline.json"))
      // Wherever it has moved.
      var moved = finding
      moved.places = [Place(path: "elsewhere", start: SourcePosition(line: 1, column: 1))]
      #expect(known.waiver(for: moved) != nil)
      // Another value in the same place is new.
      var other = finding
      other.identity.value = "0000000000000001"
      #expect(known.waiver(for: other) == nil)
    }
  }

  @Test func gitleaksEntriesAreKnownByPlace() throws {
    let (read, diagnostics) = read(try fixtures.bytes("Baseline/gitleaks.json"))
    var baseline = try #require(read)
    #expect(diagnostics.map(\.code) == ["baseline.entry"])
    #expect(baseline.format == .gitleaks)
    #expect(baseline.entries.map { $0.secret?.value } == ["planted-secret-value", nil, nil])
    #expect(baseline.waiver(for: .lowInTests)?.scope == .place)
    #expect(baseline.waiver(for: .inHistory)?.scope == .place)
    #expect(baseline.waiver(for: .manyPlaces) == nil)
    var rebased = Finding.inHistory
    rebased.places[0].commit?.id = "another"
    #expect(baseline.waiver(for: rebased) == nil)
    baseline.add(identity: Finding.inHistory.identity.value)
    #expect(baseline.waiver(for: rebased)?.scope == .finding)
    var renamed = Finding.lowInTests
    renamed.rule = "secrets/other"
    #expect(baseline.waiver(for: renamed) == nil)
    #expect(baseline.waiver(for: renamed, aliases: ["gitleaks/generic-password"]) != nil)
  }

  @Test func rawSecretsDoNotPrint() throws {
    let baseline = try #require(read(try fixtures.bytes("Baseline/gitleaks.json")).0)
    var dumped = ""
    dump(baseline, to: &dumped)
    #expect(
      !"\(baseline) \(baseline.entries.debugDescription) \(dumped)".contains("planted-secret"))
  }

  @Test func betterleaksEntriesAreKnownByPlace() throws {
    let (baseline, diagnostics) = read(try fixtures.bytes("Baseline/betterleaks.json"))
    #expect(diagnostics.isEmpty)
    #expect(baseline?.format == .betterleaks)
    #expect(baseline?.entries.map { $0.secret?.value } == ["planted-secret-value", nil])
    #expect(baseline?.waiver(for: .lowInTests)?.scope == .place)
  }

  @Test func foreignSarifIsKnownByPlace() throws {
    let (baseline, diagnostics) = read(try fixtures.bytes("Baseline/foreign.sarif"))
    #expect(diagnostics.map(\.code) == ["baseline.entry"])
    #expect(baseline?.waiver(for: .nonASCII)?.scope == .place)
    #expect(baseline?.waiver(for: .inHistory) == nil)
  }

  @Test(arguments: [
    "[]", "null", "{\"schema\": \"shrike.report/1\", \"findings\": []}",
    "{\"version\": \"2.1.0\", \"runs\": []}", "{\"version\": \"2.1.0\", \"runs\": [{}]}",
  ])
  func nothingKnown(_ text: String) {
    let (baseline, diagnostics) = read(Array(text.utf8))
    #expect(baseline?.entries.isEmpty == true)
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: [
    "", "{", "{}", "[1]", "\"x\"", "{\"schema\": \"shrike.report/9\"}", "\u{0}",
    String(repeating: "[", count: 100_000), "[{\"RuleID\": 1}, 2]",
  ])
  func otherTextIsRefused(_ text: String) {
    let (baseline, diagnostics) = read(Array(text.utf8))
    #expect(baseline == nil)
    #expect(diagnostics.contains { $0.level == .error })
  }

  @Test func diagnosticsDoNotQuote() {
    let (_, diagnostics) = read(
      Array("[{\"RuleID\": \"x\", \"Secret\": \"planted-secret-value\" oops".utf8))
    #expect(!diagnostics.isEmpty)
    #expect(!diagnostics.map { $0.text() }.joined().contains("planted-secret-value"))
  }

  /// A report cut anywhere is refused, not half read.
  @Test func truncatedReports() throws {
    let bytes = Array(try written(.rich, by: JSONReport()).utf8)
    for share in 1..<10 {
      #expect(read(Array(bytes.prefix(bytes.count * share / 10))).0 == nil)
    }
  }
}
