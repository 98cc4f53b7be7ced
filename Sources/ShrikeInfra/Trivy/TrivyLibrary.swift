import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Trivy's checks for Kubernetes objects and Dockerfiles, and those people write for plain YAML and JSON.
///
/// Checks of cloud state (`type: cloud`) look at a model of each provider that only Trivy builds; they are
/// told of and not asked.
public struct TrivyLibrary: CheckLibrary {
  public let pack = "trivy"
  public let rules: [RuleInfo]
  public let looksAcrossFiles = false
  private let policy: Policy?
  private let checks: [Check]

  /// What a check is handed.
  enum Input: String, Sendable { case kubernetes, dockerfile, yaml, json }

  private struct Check: Sendable {
    let inputs: Set<Input>
    /// Kinds of Kubernetes objects, lowercased; empty: all.
    let kinds: Set<String>
    /// Its `deny` and the like.
    let paths: [[String]]
  }

  /// - Parameters:
  ///   - modules: checks and the modules they import.
  ///   - findsSecret: what a text's secret is called, for checks that ask; nil where it holds none.
  public init(
    _ modules: [Module], findsSecret: @escaping @Sendable (String) -> String? = { _ in nil },
    diagnostics: inout Diagnostics
  ) {
    var rules: [RuleInfo] = []
    var checks: [Check] = []
    let texts = RuleTexts(modules.map { ($0.name, $0.text) })
    let builtins = TrivyChecks.builtins(findsSecret: findsSecret)
    let compiled = texts.compile(modules, builtins: builtins, &diagnostics)
    var unasked = 0
    for module in compiled?.modules ?? [] {
      guard let about = TrivyMetadata(module) else { continue }
      let names = module.ruleNames.filter { ConftestRule($0) != nil }
      let inputs = Set(about.inputs.compactMap { Input(rawValue: $0) })
      if names.isEmpty || inputs.isEmpty || about.isAboutNode {
        unasked += 1
        continue
      }
      let index = rules.firstIndex { $0.id == about.rule.id }
      let path = module.package.map { $0 }
      if index != nil { continue }
      rules.append(about.rule)
      checks.append(
        Check(inputs: inputs, kinds: about.kinds, paths: names.map { path + [$0] }))
    }
    if unasked > 0 {
      diagnostics.report(
        Diagnostic(
          .note, "rules.input",
          "\(unasked) of Trivy's checks are about cloud or node state, which is not built here; they are not asked",
          help: "checks whose selector is 'kubernetes', 'dockerfile', 'yaml' or 'json' are"))
    }
    policy = compiled?.policy
    (self.rules, self.checks) = (rules, checks)
  }

  // MARK: asking

  public func concerns(_ path: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = path[path.lastComponentStart...].lowercased()
    func asks(_ input: Input) -> Bool { checks.contains { $0.inputs.contains(input) } }
    if InfraReader.isDockerfile(name) { return asks(.dockerfile) }
    let isJSON = name.hasSuffix(".json")
    guard isJSON || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
    return asks(isJSON ? .json : .yaml)
      || asks(.kubernetes) && InfraReader.looksLikeObjects(bytes)
  }

  public func inspect(_ files: [LibraryFile]) -> LibraryAnswer {
    var answer = LibraryAnswer()
    guard let policy else { return answer }
    let machine = Machine(policy, limits: LibraryLimits.machine)
    for (number, file) in files.enumerated() {
      var places = PlaceTable()
      var diagnostics = Diagnostics()
      let subjects = LibrarySubject.read(file, places: &places, diagnostics: &diagnostics)
      if let first = diagnostics.finish().first(where: { $0.level == .error }) {
        answer.damaged.append((file: number, message: first.placedMessage))
      }
      for subject in subjects {
        inspect(subject, number, machine, places, into: &answer)
      }
    }
    return answer
  }

  private func inspect(
    _ subject: LibrarySubject, _ file: Int, _ machine: Machine, _ places: PlaceTable,
    into answer: inout LibraryAnswer
  ) {
    let kind = subject.kubernetesKind?.lowercased()
    var asked: [(rule: Int, path: [String], input: Input)] = []
    for (rule, check) in checks.enumerated() {
      let input: Input? =
        switch subject.format {
        case .dockerfile: check.inputs.contains(.dockerfile) ? .dockerfile : nil
        case .yaml where check.inputs.contains(.yaml): .yaml
        case .json where check.inputs.contains(.json): .json
        default:
          kind.flatMap {
            check.inputs.contains(.kubernetes) && (check.kinds.isEmpty || check.kinds.contains($0))
              ? .kubernetes : nil
          }
        }
      if let input { for path in check.paths { asked.append((rule, path, input)) } }
    }
    if asked.isEmpty { return }
    answer.looked.insert(file)
    machine.evaluateAll(
      asked.map(\.path), input: subject.trivyValue, apart: true
    ) { number, result in
      let rule = asked[number].rule
      switch result {
      case .failure(let error): answer.troubles.append((rule: rule, message: error.message))
      case .success(let value):
        for found in value?.elements ?? [] {
          answer.matches.append(match(found, rule, file, subject, places))
        }
      }
    }
  }

  private func match(
    _ found: Value, _ rule: Int, _ file: Int, _ subject: LibrarySubject, _ places: PlaceTable
  ) -> LibraryMatch {
    let message = found["msg"]?.string ?? found.string ?? rules[rule].title
    return LibraryMatch(
      rule: rule, file: file, range: places.find(found)?.range ?? subject.range, message: message,
      subject: subject.name, key: message)
  }
}

/// What a check says of itself: `# METADATA`, or the rules `__rego_metadata__` and `__rego_input__`.
struct TrivyMetadata {
  let rule: RuleInfo
  let inputs: [String]
  let kinds: Set<String>
  /// Needs what a collector on the node would tell.
  let isAboutNode: Bool

  /// Nil where a module is no check.
  init?(_ module: Module) {
    guard let root = Self.annotation(module) ?? Self.rules(module) else { return nil }
    let custom = root["custom"] ?? root
    let selectors = custom["input"]?["selector"]?.elements ?? []
    guard custom["id"] != nil || custom["avd_id"] != nil || !selectors.isEmpty else { return nil }
    let aliases = (custom["aliases"]?.elements ?? []).compactMap(\.string)
    let plain = custom["id"]?.string
    let id =
      custom["avd_id"]?.string ?? aliases.first { $0.hasPrefix("AVD-") } ?? plain
      ?? module.package.joined(separator: ".")
    var others = aliases.filter { $0 != id }
    if let plain, plain != id { others.insert(plain, at: 0) }
    let stated = custom["severity"]?.string
    let links = (root["related_resources"]?.elements ?? []).map { $0.string ?? $0["ref"]?.string }
    rule = RuleInfo(
      id: "trivy/\(id)", title: root["title"]?.string ?? id,
      why: root["description"]?.string,
      remedy: custom["recommended_action"]?.string ?? custom["recommended_actions"]?.string,
      severity: stated.flatMap { Severity(rawValue: $0.lowercased()) } ?? .medium,
      statedSeverity: stated, engine: "infra", aliases: others,
      documentation: links.first ?? custom["url"]?.string)
    inputs = selectors.compactMap { $0["type"]?.string }
    let subtypes = selectors.flatMap { $0["subtypes"]?.elements ?? [] }
    kinds = Set(subtypes.compactMap { $0["kind"]?.string?.lowercased() })
    isAboutNode = kinds.contains("nodeinfo")
  }

  private static func annotation(_ module: Module) -> Value? {
    guard let annotation = module.annotations.first(where: { $0.rule == nil }) else { return nil }
    var ignored = Diagnostics()
    let document = YAMLReader().readSingle(
      Array(annotation.yaml.utf8), FileContext(module.name), diagnostics: &ignored)
    var places = PlaceTable()
    return document.map { Value($0.root, file: 0, places: &places) }
  }

  /// The older form. Its selectors stand apart from the rest.
  private static func rules(_ module: Module) -> Value? {
    guard module.ruleNames.contains("__rego_metadata__"),
      let policy = Policy.compile([module.keeping(["__rego_metadata__", "__rego_input__"])]).policy
    else { return nil }
    let machine = Machine(policy, limits: LibraryLimits.machine)
    func value(_ name: String) -> ObjectBox? {
      ((try? machine.value(of: module.package + [name], input: nil)) ?? nil)?.object
    }
    guard let about = value("__rego_metadata__") else { return nil }
    let input = Value(value("__rego_input__") ?? .empty)
    return Value(about.setting(Value("input"), to: input))
  }
}
