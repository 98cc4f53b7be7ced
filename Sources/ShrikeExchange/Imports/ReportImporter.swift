/// Reads other tools' reports: which tool's it is, its content tells.
public struct ReportImporter: Sendable {
  public var limits = ImportLimits()

  public init() {}

  /// Whose report a file is.
  public enum Detection: Sendable, Hashable {
    case tool(String)
    /// It fits several; a person has to name one.
    case ambiguous([String])
    case unknown
  }

  /// Why there is no report.
  public enum Failure: Error, Sendable, Hashable {
    /// No tool of the list writes such files.
    case unknown(reason: String)
    case ambiguous([String])
    case noSuchTool(String)
    /// It is the tool's, but not a report: an error message in its place, or beyond a limit.
    case refused(tool: String?, reason: String)

    public var message: String {
      switch self {
      case .unknown(let reason): reason
      case .ambiguous(let names):
        "the content fits \(names.joined(separator: ", ")); name the tool it is from"
      case .noSuchTool(let name): "no reader is called '\(name)'"
      case .refused(_, let reason): reason
      }
    }
  }

  /// The tools that are known: name and title, sorted by name.
  public static var tools: [(name: String, title: String)] {
    ReportReaders.all.map { ($0.name, $0.title) }.sorted { $0.name < $1.name }
  }

  /// The reader of a tool as people and other programs call it: `Trivy Scan`, `npm audit`. Nil where none or several
  /// are called that.
  public static func tool(called words: String) -> String? {
    let wanted = bare(words)
    guard !wanted.isEmpty else { return nil }
    for name in [{ $0.name }, { $0.title }] as [(any ReportReader) -> String] {
      let found = ReportReaders.all.filter { bare(name($0)) == wanted }
      if found.count == 1 { return found[0].name }
    }
    return nil
  }

  /// Words that tell no tool from another.
  private static let noise: Set<String> = [
    "scan", "scanner", "scans", "report", "reports", "result", "results", "format", "file", "json",
    "xml", "csv", "html", "findings", "tool",
  ]

  private static func bare(_ words: String) -> String {
    words.lowercased().split { !$0.isLetter && !$0.isNumber }
      .filter { !noise.contains(String($0)) }.joined()
  }

  public func detect(_ file: ReportFile) -> Detection {
    detect(ReportContent(file, limits: limits))
  }

  /// - Parameter tool: a reader's name, where a person knows better than the content.
  public func read(_ file: ReportFile, as tool: String? = nil) throws(Failure) -> ImportedReport {
    let content = ReportContent(file, limits: limits)
    if content.isRefused {
      throw .refused(tool: tool, reason: content.problem?.reason ?? "it is beyond a limit")
    }
    let reader = try reader(for: content, named: tool)
    var collector = ReportCollector(tool: reader.name, limits: limits)
    if let problem = content.problem, !content.isOnlyText { collector.note(problem) }
    do throws(ReportRefusal) {
      try reader.read(content, into: &collector)
    } catch {
      throw .refused(tool: reader.name, reason: error.reason)
    }
    // A text that begins as JSON does, `[05:02:10]`, is no broken JSON where it was read as a text.
    if let problem = content.problem, content.isOnlyText, collector.count == 0 {
      collector.note(problem)
    }
    return collector.finish(title: reader.title)
  }

  private func reader(
    for content: ReportContent, named tool: String?
  ) throws(Failure) -> any ReportReader {
    if let tool {
      guard let reader = ReportReaders.named(tool) else { throw .noSuchTool(tool) }
      return reader
    }
    switch detect(content) {
    case .tool(let name):
      guard let reader = ReportReaders.named(name) else { throw .noSuchTool(name) }
      return reader
    case .ambiguous(let names): throw .ambiguous(names)
    case .unknown:
      let trouble = content.problem.map { " (\($0.place): \($0.reason))" } ?? ""
      throw .unknown(reason: "this is no report of a tool that is known here\(trouble)")
    }
  }

  private func detect(_ content: ReportContent) -> Detection {
    var best = Recognition.none
    var names: [String] = []
    for reader in ReportReaders.all {
      let sure = reader.recognize(content)
      guard sure > .none, sure >= best else { continue }
      if sure > best { names = [] }
      best = sure
      names.append(reader.name)
    }
    guard let first = names.first else { return .unknown }
    return names.count == 1 ? .tool(first) : .ambiguous(names.sorted())
  }
}
