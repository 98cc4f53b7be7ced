public import ShrikeModel

/// How reports for people look; formats for programs do not ask.
public struct ReportOptions: Sendable {
  /// Terminal colours; the caller decides by `--color`, `NO_COLOR` and what the output is.
  public var colour: Bool
  /// Columns of the terminal.
  public var width: Int
  /// Every skipped file and every waiver by name.
  public var verbose: Bool
  /// Findings and the summary, nothing else.
  public var quiet: Bool

  public init(colour: Bool = false, width: Int = 80, verbose: Bool = false, quiet: Bool = false) {
    self.colour = colour
    self.width = width
    self.verbose = verbose
    self.quiet = quiet
  }
}

/// Every format that `--output` knows.
public enum Reporters {
  public struct Entry: Sendable {
    /// The name `--output` takes.
    public let id: String
    /// One line of help.
    public let summary: String
    public let make: @Sendable (ReportOptions) -> any Reporter

    init<Format: Reporter>(
      _ format: Format.Type, _ make: @escaping @Sendable (ReportOptions) -> Format
    ) {
      id = format.id
      summary = format.summary
      self.make = { make($0) }
    }
  }

  public static let all: [Entry] = [
    Entry(TerminalReport.self) { TerminalReport($0) },
    Entry(JSONReport.self) { _ in JSONReport() },
    Entry(SarifReport.self) { _ in SarifReport() },
    Entry(HTMLReport.self) { _ in HTMLReport() },
    Entry(MarkdownReport.self) { _ in MarkdownReport() },
    Entry(JUnitReport.self) { _ in JUnitReport() },
    Entry(GitHubReport.self) { _ in GitHubReport() },
    Entry(GitLabReport.self) { _ in GitLabReport() },
    Entry(GitLabCodeQualityReport.self) { _ in GitLabCodeQualityReport() },
    Entry(GitleaksReport.self) { _ in GitleaksReport() },
    Entry(CSVReport.self) { _ in CSVReport() },
    Entry(CycloneDXReport.self) { _ in CycloneDXReport() },
    Entry(OpenVEXReport.self) { _ in OpenVEXReport() },
  ]

  public static func named(_ id: String) -> Entry? { all.first { $0.id == id } }
}
