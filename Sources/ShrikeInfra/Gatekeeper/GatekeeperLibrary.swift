import ShrikeFormats
public import ShrikeModel
import ShrikeRego
public import ShrikeText

/// Gatekeeper's constraint templates together with the constraints that use them, asked about Kubernetes
/// objects in files as if each were just being created.
///
/// What a cluster would know beyond the files (`namespaceSelector`, external data) is taken as not
/// limiting. Every object of the scan is in the inventory of the others.
public struct GatekeeperLibrary: InfraLibrary {
  public let packs = ["gatekeeper"]
  public let rules: [RuleInfo]
  fileprivate let asked: [Asked]

  /// In the order of `rules`.
  fileprivate struct Asked: Sendable {
    let template: ConstraintTemplate
    let constraints: [(value: Value, severity: Severity)]
  }

  /// Templates and constraints in files of YAML; other documents are passed over.
  public init(_ files: [(path: String, bytes: [UInt8])], diagnostics: inout Diagnostics) {
    var templates: [(template: ConstraintTemplate, root: Node)] = []
    var constraints: [String: [Value]] = [:]
    for file in files {
      let context = FileContext(file.path)
      let documents = YAMLReader(schema: .yaml11).read(
        file.bytes, context, diagnostics: &diagnostics)
      for document in documents {
        let root = document.root
        let version = root["apiVersion"]?.string ?? ""
        if version.hasPrefix("constraints.gatekeeper.sh/"), let kind = root["kind"]?.string {
          var places = PlaceTable()
          constraints[kind, default: []].append(Value(root, file: 0, places: &places))
        } else if root["kind"]?.string == "ConstraintTemplate" {
          let (template, errors) = ConstraintTemplate.read(root, name: file.path)
          for error in errors {
            diagnostics.report(Self.diagnostic(error, root))
          }
          if let template {
            templates.append((template, root))
          } else if errors.isEmpty {
            diagnostics.report(
              root.diagnostic(
                .warning, "rules.template", "this constraint template holds no Rego",
                help: "templates in CEL are not run"))
          }
        }
      }
    }
    var rules: [RuleInfo] = []
    var asked: [Asked] = []
    for (template, root) in templates where !rules.contains(where: { $0.bareID == template.kind }) {
      let own = constraints[template.kind] ?? []
      if own.isEmpty {
        diagnostics.report(
          root.diagnostic(
            .warning, "rules.template",
            "no constraint of kind '\(template.kind)' is here, so this template asks nothing",
            help: "Gatekeeper, too, checks nothing before a constraint says of what"))
        continue
      }
      let graded = own.map { (value: $0, severity: Self.severity($0)) }
      let note = root["metadata"]?["annotations"]
      rules.append(
        RuleInfo(
          id: "gatekeeper/\(template.kind)",
          title: note?["metadata.gatekeeper.sh/title"]?.string ?? template.kind,
          why: note?["description"]?.string, severity: graded.map(\.severity).max() ?? .high,
          engine: "infra", aliases: template.name.isEmpty ? [] : [template.name]))
      asked.append(Asked(template: template, constraints: graded))
    }
    (self.rules, self.asked) = (rules, asked)
  }

  /// A template's Rego stands within YAML; its mistakes are told at the template.
  private static func diagnostic(_ error: PolicyError, _ root: Node) -> Diagnostic {
    let target = root["spec"]?["targets"]?[0]
    let node = target?["rego"] ?? target?["code"] ?? root
    return node.diagnostic(
      .error, "rules.template", "the Rego of this template: \(error.message)", help: error.help)
  }

  /// What the constraint says shall happen: an error, a warning, or a note.
  private static func severity(_ constraint: Value) -> Severity {
    switch constraint["spec"]?["enforcementAction"]?.string {
    case "warn": .medium
    case "dryrun": .low
    default: .high
    }
  }

  // MARK: asking

  public func mayRecognize(path: String) -> Bool {
    let format = LibrarySubject.format(of: path)
    return !asked.isEmpty && (format == .yaml || format == .json)
  }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    mayRecognize(path: path) && InfraReader.looksLikeObjects(bytes)
  }

  public func makeChecker() -> any InfraChecker { GatekeeperChecker(self) }
}

/// Constraints at work. Each object is in the others' inventory, so all are looked at together.
final class GatekeeperChecker: InfraChecker {
  private let library: GatekeeperLibrary

  init(_ library: GatekeeperLibrary) { self.library = library }

  func gathers(path: String) -> Bool { true }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    var inspection = InfraInspection()
    var places = PlaceTable()
    let subjects = LibrarySubject.read(files, places: &places, &inspection).filter {
      $0.kubernetesKind != nil && !Self.isOwn($0.value)
    }
    let inventory = subjects.map(\.value)
    for (rule, asked) in library.asked.enumerated() where !subjects.isEmpty {
      let machine = asked.template.machine(inventory: inventory)
      for subject in subjects {
        for constraint in asked.constraints {
          do throws(EvaluationError) {
            let found = try asked.template.violations(
              constraint: constraint.value, object: subject.value, on: machine)
            for violation in found {
              let message = violation["msg"]?.string ?? library.rules[rule].title
              var match = subject.match(rule, message, at: violation, places)
              match.severity = constraint.severity
              match.key = "\(constraint.value["metadata"]?["name"]?.string ?? ""): \(message)"
              inspection.matches.append(match)
            }
          } catch {
            inspection.troubles.append(
              InfraTrouble(rule: rule, file: subject.file, message: error.message))
          }
        }
      }
    }
    return subjects.isEmpty && inspection.problems.isEmpty ? nil : inspection
  }

  /// Templates and constraints are the rules, not what they are about.
  private static func isOwn(_ object: Value) -> Bool {
    object["apiVersion"]?.string?.split(separator: "/").first?.hasSuffix(".gatekeeper.sh") ?? false
  }
}
