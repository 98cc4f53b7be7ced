import ShrikeExchange
public import ShrikeGovern
public import ShrikeModel
import ShrikeRego
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

  /// What a scan knows beside its report.
  public struct Circumstances: Sendable {
    /// By open finding: the severity from which it fails; nil: it never does.
    public var failOn: [Severity?] = []
    /// Engines that were asked for by name.
    public var required: [String] = []
    /// Identities of findings that a baseline does not know; nil without a baseline.
    public var new: [String]?
    /// Nanoseconds since 1970.
    public var now: Int64 = 0

    public init() {}
  }

  public func decide(_ report: Report, _ circumstances: Circumstances) -> Gate.Answer {
    var sink = MemorySink()
    // Memory has no full disk.
    try? JSONReport().write(report, to: &sink)
    guard let document = Value(json: sink.bytes) else {
      return Gate.Answer(verdict: .notEvaluated(["the report cannot be read"]), parts: [])
    }
    return decide(document, circumstances)
  }

  /// Decides on a report that was saved.
  public func decide(_ document: Value, _ circumstances: Circumstances) -> Gate.Answer {
    let failOn = circumstances.failOn.map { $0.map { Value($0.rawValue) } ?? .null }
    var facts: [ObjectBox.Entry] = [
      (Value("failOn"), Value(array: failOn)),
      (Value("required"), Value(array: circumstances.required.map { Value($0) })),
    ]
    if let new = circumstances.new {
      facts.append((Value("new"), Value(array: new.map { Value($0) })))
    }
    let input = (document.object ?? .empty).setting(Value("gate"), to: Value(object: facts))
    return gate.decide(Value(input), now: circumstances.now)
  }
}
