import ShrikeExchange
public import ShrikeLedger
import ShrikeModel
import ShrikeText

/// What a ledger knows of findings, in the formats that scans are reported in.
public enum LedgerReport {
  /// A format for files.
  public struct Format: Sendable {
    public let name: String
    /// One line of help.
    public let summary: String
    public let mediaType: String
    /// Of a file's name.
    public let ending: String
    fileprivate let entry: Reporters.Entry
  }

  /// Findings of one report.
  public static let most = 20_000

  /// Those that other programs and people take; not those of a terminal or a pipeline's log.
  public static let formats: [Format] = [
    ("csv", "text/csv", "csv"), ("html", "text/html", "html"),
    ("sarif", "application/sarif+json", "sarif"),
    ("openvex", "application/json", "openvex.json"),
    ("cyclonedx", "application/vnd.cyclonedx+json", "cdx.json"),
    ("gitlab", "application/json", "gitlab.json"),
    ("gitlab-codequality", "application/json", "codequality.json"),
    ("markdown", "text/markdown", "md"),
  ].compactMap { name, mediaType, ending in
    Reporters.named(name).map {
      Format(
        name: name, summary: $0.summary, mediaType: mediaType, ending: ending, entry: $0)
    }
  }

  public static func format(_ name: String) -> Format? { formats.first { $0.name == name } }

  /// Writes findings that fit a question and still stand.
  ///
  /// - Parameters:
  ///   - subject: whose findings they are, for the report's head.
  ///   - version: of this program.
  /// - Throws: `input` where more than `most` fit, or the question asks for what is fixed.
  public static func write(
    _ query: FindingQuery, of ledger: Ledger, as format: Format, subject: String, version: String,
    at now: Timestamp
  ) throws(LedgerError) -> [UInt8] {
    guard let reported = try ledger.reported(query, limit: most, at: now) else {
      throw LedgerError(
        .input, "more than \(Words.count(most, "finding")) fit the question",
        help: "ask for an asset, a severity or a tool")
    }
    let engines = Set(reported.rules.map(\.engine)).sorted()
    let report = Report(
      target: Report.Target(path: subject, kind: "ledger"), toolVersion: version,
      startedAt: now.text, seconds: 0, ruleSets: [], rules: reported.rules,
      findings: reported.findings.filter { !$0.isSuppressed },
      suppressed: reported.findings.filter(\.isSuppressed),
      coverage: engines.map { Coverage(engine: $0, status: .ran) }, diagnostics: [],
      verdict: .notEvaluated(["it tells what is known; no policy was asked"]),
      identityKey: "ledger")
    var sink = MemorySink()
    do throws(EngineError) {
      try format.entry.make(ReportOptions()).write(report, to: &sink)
    } catch {
      throw LedgerError(.io, error.message)
    }
    return sink.bytes
  }
}
