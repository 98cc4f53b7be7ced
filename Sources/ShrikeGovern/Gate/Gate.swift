import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Policies over one scan, the built-in ones and a team's alike: every package below `gate` may hold
/// sets named `fail`, `undecided` and `warn`. The input is a report (`shrike.report/1`) with what the
/// gate knows beside it; docs/gate.md describes it.
public struct Gate: Sendable {
  /// One policy's part of the answer.
  public struct Part: Sendable, Hashable {
    /// The package below `gate`: `fail-on`.
    public let id: String
    public let title: String
    public let file: String
    public let verdict: Verdict
    public let warnings: [String]
  }

  public struct Answer: Sendable {
    public let verdict: Verdict
    public let parts: [Part]

    public init(verdict: Verdict, parts: [Part]) {
      self.verdict = verdict
      self.parts = parts
    }

    public var warnings: [String] { parts.flatMap(\.warnings) }
  }

  private struct Entry: Sendable {
    let id: String
    let title: String
    let file: String
    let package: [String]
  }

  private let policy: Policy
  private let entries: [Entry]
  /// Evaluating all policies takes at most so many steps.
  private static let stepLimit = 50_000_000

  /// Compiles policy files; nil, after diagnostics, where one has a mistake.
  public static func read(
    _ files: [(path: String, bytes: [UInt8])], diagnostics: inout Diagnostics
  ) -> Gate? {
    var modules: [Module] = []
    let errorsBefore = diagnostics.errorCount
    for file in files {
      let (module, errors) = Parser.parse(file.bytes, name: file.path)
      let text = DiagnosedText(file: file.path, bytes: file.bytes)
      for error in errors { diagnostics.report(error.diagnostic(in: text)) }
      if let module { modules.append(module) }
    }
    guard diagnostics.errorCount == errorsBefore else { return nil }
    let (policy, errors) = Policy.compile(modules)
    for error in errors {
      guard let file = files.first(where: { $0.path == error.module }) else { continue }
      diagnostics.report(error.diagnostic(in: DiagnosedText(file: file.path, bytes: file.bytes)))
    }
    guard let policy else { return nil }
    var entries: [String: Entry] = [:]
    for module in modules where !module.name.hasSuffix("_test.rego") {
      guard module.package.first == "gate", module.package.count > 1, module.package[1] != "lib"
      else {
        continue
      }
      let id = module.package.dropFirst().joined(separator: ".").replacing("_", with: "-")
      if entries[id] == nil {
        entries[id] = Entry(
          id: id, title: title(of: module) ?? id, file: module.name, package: module.package)
      }
    }
    return Gate(policy: policy, entries: entries.values.sorted { $0.id < $1.id })
  }

  private static func title(of module: Module) -> String? {
    guard let annotation = module.annotations.first(where: { $0.rule == nil }) else { return nil }
    var ignored = Diagnostics()
    return YAMLReader().readSingle(
      Array(annotation.yaml.utf8), FileContext(module.name), diagnostics: &ignored)?.root["title"]?
      .string
  }

  /// Asks every policy. One that cannot be evaluated leaves the whole undecided.
  public func decide(_ input: Value, now: Int64) -> Answer {
    var limits = Machine.Limits()
    limits.steps = Self.stepLimit
    let machine = Machine(policy, limits: limits, context: BuiltinContext(now: now))
    let words = ["fail", "undecided", "warn"]
    var found = [[String]](repeating: [], count: entries.count * words.count)
    var troubles = [String?](repeating: nil, count: entries.count)
    machine.evaluateAll(
      entries.flatMap { entry in words.map { entry.package + [$0] } }, input: input
    ) {
      index, result in
      switch result {
      case .success(let value): found[index] = (value?.elements ?? []).map { Self.message($0) }
      case .failure(let error): troubles[index / words.count] = error.message
      }
    }
    var parts: [Part] = []
    for (index, entry) in entries.enumerated() {
      let fails = found[index * 3]
      var unknown = found[index * 3 + 1]
      if let trouble = troubles[index] { unknown.append("the policy \(entry.id): \(trouble)") }
      let verdict: Verdict =
        !fails.isEmpty ? .fail(fails) : !unknown.isEmpty ? .notEvaluated(unknown) : .pass
      parts.append(
        Part(
          id: entry.id, title: entry.title, file: entry.file, verdict: verdict,
          warnings: found[index * 3 + 2]))
    }
    let fails = parts.flatMap { part -> [String] in
      if case .fail(let reasons) = part.verdict { reasons } else { [] }
    }
    let unknown = parts.flatMap { part -> [String] in
      if case .notEvaluated(let reasons) = part.verdict { reasons } else { [] }
    }
    let verdict: Verdict =
      !fails.isEmpty ? .fail(fails) : !unknown.isEmpty ? .notEvaluated(unknown) : .pass
    return Answer(verdict: verdict, parts: parts)
  }

  /// A reason is a text, or an object with a `message`.
  private static func message(_ value: Value) -> String {
    value.string ?? value["message"]?.string ?? value.jsonText
  }
}
