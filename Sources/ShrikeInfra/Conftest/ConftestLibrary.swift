import ShrikeFormats
public import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Policies for conftest: rules `deny`, `violation` and `warn`, with a suffix or without, of any package,
/// over every document of every file that can be read.
public struct ConftestLibrary: InfraLibrary {
  public let packs = ["conftest"]
  public let rules: [RuleInfo]
  fileprivate let policy: Policy?
  /// In the order of `rules`.
  fileprivate let paths: [[String]]

  /// - Parameter shared: modules that policies may import, and that are asked nothing themselves.
  public init(_ policies: [Module], shared: [Module], diagnostics: inout Diagnostics) {
    let texts = RuleTexts((policies + shared).map { ($0.name, $0.text) })
    let compiled = texts.compile(policies + shared, &diagnostics)
    let names = Set(policies.map(\.name))
    var rules: [RuleInfo] = []
    var paths: [[String]] = []
    for module in compiled?.modules ?? [] where names.contains(module.name) {
      for name in module.ruleNames {
        let path = module.package + [name]
        guard let kind = ConftestRule(name), !paths.contains(path) else { continue }
        rules.append(Self.info(path, kind, module))
        paths.append(path)
      }
    }
    policy = compiled?.policy
    (self.rules, self.paths) = (rules, paths)
  }

  private static func info(_ path: [String], _ kind: ConftestRule, _ module: Module) -> RuleInfo {
    let about = module.annotation(ofRule: path.last ?? "")
    let title = about?["title"]?.string
    let stated = about?["custom"]?["severity"]?.string
    return RuleInfo(
      id: "conftest/" + path.joined(separator: "."),
      title: title ?? "What \(path.joined(separator: ".")) \(kind.verb)",
      why: about?["description"]?.string,
      severity: stated.flatMap { Severity(rawValue: $0.lowercased()) } ?? kind.severity,
      statedSeverity: stated, engine: "infra")
  }

  public func mayRecognize(path: String) -> Bool {
    !paths.isEmpty && LibrarySubject.format(of: path) != nil
  }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    mayRecognize(path: path)
  }

  public func makeChecker() -> any InfraChecker { ConftestChecker(self) }
}

/// conftest's policies at work.
final class ConftestChecker: InfraChecker {
  private let library: ConftestLibrary
  private let machine: Machine?

  init(_ library: ConftestLibrary) {
    self.library = library
    machine = library.policy.map { Machine($0, limits: LibraryLimits.machine) }
  }

  func gathers(path: String) -> Bool { false }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    guard let machine, !library.paths.isEmpty else { return nil }
    var inspection = InfraInspection()
    var places = PlaceTable()
    let subjects = LibrarySubject.read(files, places: &places, &inspection)
    for subject in subjects {
      machine.evaluateAll(library.paths, input: subject.value, apart: true) { rule, result in
        inspection.take(result, of: rule, about: subject, places) { found in
          found.string ?? found["msg"]?.string
        }
      }
    }
    return subjects.isEmpty && inspection.problems.isEmpty ? nil : inspection
  }
}

/// What a rule's name says of its findings.
enum ConftestRule {
  case deny, warn

  /// `deny`, `deny_root`; nil for a name that is none of these.
  init?(_ name: String) {
    let parts = name.split(separator: "_", maxSplits: 1)
    switch parts.first {
    case "deny", "violation": self = .deny
    case "warn": self = .warn
    default: return nil
    }
  }

  /// An error counts as high, a warning as medium, whoever says so.
  var severity: Severity { self == .deny ? .high : .medium }
  var verb: String { self == .deny ? "denies" : "warns of" }
}

extension Module {
  /// The annotation of the first rule of a name that has one.
  func annotation(ofRule name: String) -> Value? {
    for annotation in annotations {
      guard let rule = annotation.rule, rules.indices.contains(rule),
        rules[rule].head.name == name
      else { continue }
      var ignored = Diagnostics()
      let document = YAMLReader().readSingle(
        Array(annotation.yaml.utf8), FileContext(self.name), diagnostics: &ignored)
      var places = PlaceTable()
      return document.map { Value($0.root, file: 0, places: &places) }
    }
    return nil
  }
}
