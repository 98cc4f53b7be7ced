public import ShrikeExchange
import ShrikeModel
public import ShrikeRego
import ShrikeText

/// A report that was written with `--output json`, to be asked again.
///
/// It holds what its scan told the gate; a report without that is taken as one of a scan without configuration.
public struct SavedReport: Sendable {
  /// As the gate is asked about it.
  public private(set) var document: Value

  /// Nil for anything but a report of this format.
  public init?(_ bytes: [UInt8]) {
    guard let document = Value(json: bytes), document.object != nil,
      document["schema"]?.string == JSONReport.schema
    else { return nil }
    self.document = document
    let count = document["findings"]?.count ?? 0
    if document["gate"]?["failOn"]?.count != count {
      require(severity: Configuration.defaultFailOn)
    }
    if document["gate"]?["required"]?.array == nil { require(engines: []) }
  }

  public var findings: [Value] { document["findings"]?.elements ?? [] }
  public var suppressed: [Value] { document["suppressed"]?.elements ?? [] }
  /// When its scan began, nanoseconds since 1970; nil where it does not tell.
  public var time: Int64? { document["time"]?["ns"]?.int.map { Int64($0) } }

  private mutating func set(_ path: [String], _ value: Value) {
    guard let object = document.object else { return }
    document = Value(object.setting(path.map { Value($0) }, to: value))
  }

  /// The severity from which every finding fails, whatever was configured.
  public mutating func require(severity least: Configuration.FailOn) {
    let word: Value =
      switch least {
      case .never: .null
      case .severity(let severity): Value(severity.rawValue)
      }
    set(["gate", "failOn"], Value(array: Array(repeating: word, count: findings.count)))
    set(["gate", "settings", "severityByEnvironment"], .emptyObject)
  }

  /// Engines that must have run.
  public mutating func require(engines: [String]) {
    set(["gate", "required"], Value(array: engines.map { Value($0) }))
  }

  /// Tells what is new from what baselines know. The latter is suppressed, or with `new-only` marked as known.
  public mutating func compare(with baselines: [Baseline]) {
    let marksOnly = document["gate"]?["settings"]?["newOnly"] == .true
    let failOn = document["gate"]?["failOn"]?.elements ?? []
    let aliases = aliases
    var open: [Value] = []
    var openFailOn: [Value] = []
    var silenced: [Value] = []
    var marks = (new: [String](), known: [String]())
    for (finding, least) in zip(findings, failOn) {
      let read = Self.finding(finding)
      let own = Array(aliases[read.rule, default: []])
      let waiver = baselines.lazy.compactMap { $0.waiver(for: read, aliases: own) }.first
      var object = (finding.object ?? .empty).setting(
        Value("status"), to: Value(waiver == nil ? "new" : "known"))
      if waiver == nil {
        marks.new.append(read.identity.value)
      } else {
        marks.known.append(read.identity.value)
      }
      if let waiver, !marksOnly {
        object = object.setting(Value("waivers"), to: Value(array: [Self.value(waiver)]))
        silenced.append(Value(object))
      } else {
        open.append(Value(object))
        openFailOn.append(least)
      }
    }
    set(["findings"], Value(array: open))
    set(["suppressed"], Value(array: suppressed + silenced))
    set(["gate", "failOn"], Value(array: openFailOn))
    set(
      ["diff"],
      Value(object: [
        (Value("files"), Value(array: baselines.map { Value($0.file) })),
        (Value("new"), Value(array: Set(marks.new).sorted().map { Value($0) })),
        (Value("known"), Value(array: Set(marks.known).sorted().map { Value($0) })),
        (Value("gone"), gone(baselines)),
      ]))
  }

  /// What baselines have and the report has not; null where the scan looked at a part only.
  private func gone(_ baselines: [Baseline]) -> Value {
    guard document["target"]?["kind"]?.string == "work-tree",
      document["target"]?["scope"]?.string == "", document["partial"] != .true
    else { return .null }
    let here = Set((findings + suppressed).compactMap { $0["identity"]?["value"]?.string })
    var seen = here
    return Value(
      array: baselines.flatMap(\.entries).compactMap { entry in
        guard let identity = entry.identity, seen.insert(identity).inserted else { return nil }
        return Value(object: [
          (Value("rule"), Value(entry.rule)), (Value("identity"), Value(identity)),
          (Value("path"), Value(entry.path)),
        ])
      })
  }

  private var aliases: [String: [String]] {
    var out: [String: [String]] = [:]
    for rule in document["rules"]?.elements ?? [] {
      guard let id = rule["id"]?.string else { continue }
      out[id] = (rule["aliases"]?.elements ?? []).compactMap(\.string)
    }
    return out
  }

  /// As much of a finding as baselines ask about.
  private static func finding(_ value: Value) -> Finding {
    let places = (value["places"]?.elements ?? []).map { place in
      let start = place["start"].flatMap { start in
        start["line"]?.int.map {
          SourcePosition(line: $0, column: start["column"]?.int ?? 1)
        }
      }
      let commit = place["commit"]?["id"]?.string.map {
        CommitInfo(id: $0, author: "", email: "", date: "", message: "")
      }
      return Place(path: place["path"]?.string ?? "", start: start, commit: commit)
    }
    return Finding(
      rule: value["rule"]?.string ?? "", severity: .info, message: "",
      identity: Identity(value: value["identity"]?["value"]?.string ?? "", scheme: ""),
      places: places)
  }

  private static func value(_ waiver: Waiver) -> Value {
    Value(object: [
      (Value("scope"), Value(waiver.scope.rawValue)),
      (Value("source"), Value(waiver.source.rawValue)),
      (Value("origin"), Value(waiver.origin ?? "")),
    ])
  }
}
