import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Trivy's checks for Kubernetes objects and Dockerfiles, and those people write for plain YAML and JSON.
///
/// Checks of cloud state (`type: cloud`) look at a model of each provider that only Trivy builds; they are
/// told of and not asked.
public struct TrivyLibrary: InfraLibrary {
  public let packs = ["trivy"]
  public let rules: [RuleInfo]
  fileprivate let policy: Policy?
  /// In the order of `rules`.
  fileprivate let checks: [Check]

  /// What a check is handed.
  enum Input: String, Sendable { case kubernetes, dockerfile, yaml, json }

  fileprivate struct Check: Sendable {
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
      if rules.contains(where: { $0.id == about.rule.id }) { continue }
      rules.append(about.rule)
      checks.append(
        Check(inputs: inputs, kinds: about.kinds, paths: names.map { module.package + [$0] }))
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

  private func asks(_ input: Input) -> Bool { checks.contains { $0.inputs.contains(input) } }

  public func mayRecognize(path: String) -> Bool {
    switch LibrarySubject.format(of: path) {
    case .dockerfile: asks(.dockerfile)
    case .yaml: asks(.yaml) || asks(.kubernetes)
    case .json: asks(.json) || asks(.kubernetes)
    default: false
    }
  }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    switch LibrarySubject.format(of: path) {
    case .dockerfile: asks(.dockerfile)
    case .yaml: asks(.yaml) || asks(.kubernetes) && InfraReader.looksLikeObjects(bytes)
    case .json: asks(.json) || asks(.kubernetes) && InfraReader.looksLikeObjects(bytes)
    default: false
    }
  }

  public func makeChecker() -> any InfraChecker { TrivyChecker(self) }
}

/// Trivy's checks at work.
final class TrivyChecker: InfraChecker {
  private let library: TrivyLibrary
  private let machine: Machine?

  init(_ library: TrivyLibrary) {
    self.library = library
    machine = library.policy.map { Machine($0, limits: LibraryLimits.machine) }
  }

  func gathers(path: String) -> Bool { false }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    guard let machine else { return nil }
    var inspection = InfraInspection()
    var places = PlaceTable()
    var isAsked = false
    for subject in LibrarySubject.read(files, places: &places, &inspection) {
      let asked = rules(about: subject)
      if asked.isEmpty { continue }
      isAsked = true
      machine.evaluateAll(
        asked.map(\.path), input: subject.trivyValue, apart: true
      ) { position, result in
        let rule = asked[position].rule
        inspection.take(result, of: rule, about: subject, places) { found in
          found["msg"]?.string ?? found.string ?? library.rules[rule].title
        }
      }
    }
    return isAsked || !inspection.problems.isEmpty ? inspection : nil
  }

  private func rules(about subject: LibrarySubject) -> [(rule: Int, path: [String])] {
    let kind = subject.kubernetesKind?.lowercased()
    return library.checks.enumerated().flatMap { rule, check in
      let isAsked =
        switch subject.format {
        case .dockerfile: check.inputs.contains(.dockerfile)
        case .yaml where check.inputs.contains(.yaml): true
        case .json where check.inputs.contains(.json): true
        default:
          check.inputs.contains(.kubernetes)
            && (kind.map { check.kinds.isEmpty || check.kinds.contains($0) } ?? false)
        }
      return isAsked ? check.paths.map { (rule: rule, path: $0) } : []
    }
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
