import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Policies over one scan, the built-in ones and a team's alike: every package below `gate` may hold
/// sets named `fail`, `undecided`, `warn` and `note`, and `applies`, which switches it off when false.
/// The input is a report (`shrike.report/1`) with the facts of its gate; docs/policies.md describes it.
public struct Gate: Sendable {
  public struct Answer: Sendable {
    public let verdict: Verdict
    /// Every policy's part, by id.
    public let parts: [PolicyAnswer]

    public init(verdict: Verdict, parts: [PolicyAnswer]) {
      self.verdict = verdict
      self.parts = parts
    }

    public var warnings: [String] { parts.flatMap { $0.warnings.map(\.message) } }
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

  private static let words = ["fail", "undecided", "warn", "note", "applies"]

  /// Asks every policy. One that cannot be evaluated leaves the whole undecided.
  public func decide(_ input: Value, now: Int64) -> Answer {
    var limits = Machine.Limits()
    limits.steps = Self.stepLimit
    let machine = Machine(policy, limits: limits, context: BuiltinContext(now: now))
    var parts = entries.map { PolicyAnswer(id: $0.id, title: $0.title, file: $0.file) }
    let numbers = FindingNumbers(input)
    let paths = entries.flatMap { entry in Self.words.map { entry.package + [$0] } }
    var troubled: Set<Int> = []
    machine.evaluateAll(paths, input: input) { index, result in
      let part = index / Self.words.count
      switch result {
      case .success(let value):
        let reasons = { numbers.reasons(value) }
        switch Self.words[index % Self.words.count] {
        case "fail": parts[part].fails = reasons()
        case "undecided": parts[part].undecided += reasons()
        case "warn": parts[part].warnings = reasons()
        case "note": parts[part].notes = reasons()
        default: parts[part].applies = value != .false
        }
      case .failure(let error):
        guard troubled.insert(part).inserted else { return }
        parts[part].undecided.append(.init("the policy \(entries[part].id): \(error.message)"))
      }
    }
    let fails = parts.flatMap(\.fails).map(\.message)
    let unknown = parts.flatMap(\.undecided).map(\.message)
    let verdict: Verdict =
      !fails.isEmpty ? .fail(fails) : !unknown.isEmpty ? .notEvaluated(unknown) : .pass
    return Answer(verdict: verdict, parts: parts)
  }
}
