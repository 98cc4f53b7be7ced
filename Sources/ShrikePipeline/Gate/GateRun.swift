import ShrikeExchange
public import ShrikeGovern
public import ShrikeModel
public import ShrikeText

/// The gate of one scan or one saved report: the built-in policies, a team's own, and what they are asked about.
public struct GateRun: Sendable {
  /// Where a team keeps its policies, from the top of its repository.
  public static let policyFolder = ".shrike/policies"

  public let gate: Gate

  /// Compiles the built-in policies together with those in `folder`, if it is there; nil, after
  /// diagnostics, where one has a mistake.
  public init?(
    folders: Folders, policies folder: String?, _ diagnostics: inout Diagnostics
  ) throws(EngineError) {
    guard let rules = folders.rules else {
      throw EngineError(
        .unavailable, "the built-in rules are not beside the program", cause: "reinstall Shrike")
    }
    let library = RuleLibrary(folders: folders)
    var files = library.policies(at: rules + "/gate", shownAs: "gate", &diagnostics) ?? []
    if let folder, isFolder(folder) {
      guard let own = library.policies(at: folder, shownAs: folder, &diagnostics) else {
        return nil
      }
      files += own
    }
    guard let gate = Gate.read(files, diagnostics: &diagnostics) else { return nil }
    self.gate = gate
  }

  /// Decides on a report as it would be saved.
  public func decide(_ report: Report) -> Gate.Answer {
    var sink = MemorySink()
    // Memory has no full disk.
    try? JSONReport().write(report, to: &sink)
    guard let saved = SavedReport(sink.bytes) else {
      return Gate.Answer(verdict: .notEvaluated(["the report cannot be read"]), parts: [])
    }
    return decide(saved, now: report.gate?.now ?? 0)
  }

  /// Decides on a report that was saved. `now`: nanoseconds since 1970, for policies that ask for the time.
  public func decide(_ report: SavedReport, now: Int64) -> Gate.Answer {
    gate.decide(report.document, now: now)
  }
}
