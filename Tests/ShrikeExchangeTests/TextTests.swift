import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (0.0, "0.00 s"), (0.42, "0.42 s"), (9.999, "10.00 s"), (12.34, "12.3 s"), (125, "2 min 5 s"),
    (-1, "0 s"), (.infinity, "0 s"), (.nan, "0 s"),
  ])
  func durations(_ seconds: Double, _ text: String) {
    var report = Report.empty
    report.seconds = seconds
    #expect(Summary(report).line(seconds: seconds).hasSuffix("· \(text)"))
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (9_949, "9.9 kB"),
    (12_345, "12 kB"), (999_999, "1.0 MB"), (3_141_592, "3.1 MB"),
    (5_000_000_000_000_000, "5,000 TB"),
  ])
  func sizes(_ bytes: Int, _ text: String) {
    var report = Report.empty
    report.coverage[0].bytes = bytes
    #expect(Summary(report).extentWords == "1 file, \(text)")
  }

  @Test func nothingLookedAtIsNotNothingFound() {
    var report = Report.empty
    report.coverage = []
    #expect(Summary(report).line(seconds: 0.1) == "nothing was looked at · 0.10 s")
  }

  @Test func skipsOfSeveralEnginesCountOnce() {
    var report = Report.empty
    report.coverage[0].skipped = [Skip("a", .binary), Skip("b", .limit)]
    report.coverage.append(Coverage(engine: "other", status: .ran, skipped: [Skip("a", .binary)]))
    #expect(Summary(report).skippedWords == "2 skipped (1 binary, 1 beyond a limit)")
  }

  @Test(arguments: [
    ("2026-01-31T23:59:58Z", 4.0, "2026-02-01T00:00:02Z"),
    ("2024-02-28T12:00:00Z", 86_400, "2024-02-29T12:00:00Z"),
    ("2023-02-28T12:00:00Z", 86_400, "2023-03-01T12:00:00Z"),
    ("1999-12-31T23:59:59.9Z", 1, "2000-01-01T00:00:00Z"),
    ("2026-06-01T02:00:00+02:00", 0, "2026-06-01T00:00:00Z"),
  ])
  func endOfScan(_ start: String, _ seconds: Double, _ end: String) throws {
    var report = Report.empty
    report.startedAt = start
    report.seconds = seconds
    #expect(try written(report, by: SarifReport()).contains("\"endTimeUtc\": \"\(end)\""))
  }

  @Test(arguments: ["", "yesterday", "2026-13-01T00:00:00Z", "２０26-01-01T00:00:00Z"])
  func aBadTimeIsLeftOut(_ start: String) throws {
    var report = Report.empty
    report.startedAt = start
    #expect(!(try written(report, by: SarifReport()).contains("TimeUtc")))
    try expectValid(written(report, by: SarifReport()), schema: "sarif-2.1.0.schema.json")
  }

  /// Every reporter stands a report whose numbers and ranges make no sense.
  @Test(arguments: Reporters.all.map(\.id))
  func senselessNumbers(_ id: String) throws {
    var report = Report.rich
    report.seconds = -.infinity
    report.coverage[0].files = -5
    report.findings[0].places[0].start = SourcePosition(line: Int.max, column: 0)
    report.findings[0].places[0].end = SourcePosition(line: -3, column: -4)
    report.findings[0].places[0].snippet = Snippet(text: "", column: -7, length: -9)
    report.findings[1].places[0].snippet = Snippet(text: "ab", column: Int.max, length: Int.max)
    report.findings[2].places[0].snippet = Snippet(text: "ab", column: 2, length: 99)
    report.findings[3].properties = ["x": .number(.nan), "y": .number(-1e300)]
    report.findings[4].places = []
    report.suppressed[0].waivers = []
    for width in [0, 1, 20, 10_000] {
      let entry = try #require(Reporters.named(id))
      #expect(
        try !written(report, by: entry.make(ReportOptions(width: width, verbose: true))).isEmpty)
    }
  }
}
