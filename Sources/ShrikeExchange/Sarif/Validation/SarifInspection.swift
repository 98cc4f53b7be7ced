import ShrikeFormats

/// An object of the log at which a rule looks, with what it belongs to.
struct SarifObject: ~Copyable {
  let node: Node
  let run: SarifRun?
  let result: Node?
  let log: Node
  /// Of a reporting descriptor: whether it tells of notifications.
  let isNotification: Bool

  subscript(name: String) -> Node? { node.value(name) }
  func text(_ name: String) -> String? { node.value(name)?.string }
  /// An index or offset; -1 where it is absent, as the specification has it.
  func number(_ name: String) -> Int { node.value(name)?.int ?? -1 }
}

/// A run with what rules ask of it again and again.
final class SarifRun {
  let node: Node
  let number: Int
  lazy var driver = node.value("tool")?.value("driver")
  lazy var rules = driver?.value("rules")
  /// Its results come from a language model, which says so.
  lazy var isOfAI: Bool = {
    let origin = node.value("properties")?.value("ai/origin")?.string ?? ""
    return !SarifText.isBlank(origin)
  }()
  lazy var ruleIDs = SarifLookups.ids(of: rules)
  lazy var repositoryBases = SarifLookups.repositoryBases(of: node)
  lazy var workingFolders =
    node.value("invocations")?.elements.prefix(100).compactMap {
      $0.value("workingDirectory")?.value("uri")?.string
    } ?? []
  /// The first of them, to be told.
  lazy var repositoryBaseNames = repositoryBases.sorted().prefix(5).joined(separator: ", ")
  lazy var embedded = SarifEmbedded(run: node)
  /// Rules by id and GUID, of the driver (-1) and the extensions.
  var lookups: [Int: SarifLookups] = [:]

  init(_ node: Node, _ number: Int) {
    self.node = node
    self.number = number
  }
}

/// Leads rules through a log, once.
struct SarifInspection {
  private let schema: SarifSchema
  /// Rules with their checks, by the number of the object they look at.
  private var checks:
    [[(rule: SarifRule, check: @Sendable (borrowing SarifObject, inout SarifSink) -> Void)]]

  init(_ schema: SarifSchema, _ rules: [SarifRule]) {
    self.schema = schema
    checks = Array(repeating: [], count: schema.types.count)
    for rule in rules {
      for (object, check) in rule.checks {
        if let number = schema.number(of: object) { checks[number].append((rule, check)) }
      }
    }
  }

  func run(_ root: Node, _ sink: inout SarifSink) {
    guard let log = schema.number(of: "sarifLog") else { return }
    var place = Place(log: root)
    visit(root, log, &place, &sink)
  }

  private struct Place {
    let log: Node
    var run: SarifRun?
    var result: Node?
    var isNotification = false
  }

  private func visit(_ node: Node, _ type: Int, _ place: inout Place, _ sink: inout SarifSink) {
    guard node.isMapping else { return }
    let object = SarifObject(
      node: node, run: place.run, result: place.result, log: place.log,
      isNotification: place.isNotification)
    for (rule, check) in checks[type] {
      sink.rule = rule
      check(object, &sink)
    }
    for entry in node.entries {
      guard let property = schema.types[type].properties[entry.name], property.isFollowed else {
        continue
      }
      let name = entry.name
      var inner = place
      inner.isNotification = name == "notifications"
      sink.path.append(.key(entry.key))
      follow(entry.value, property.kind, name, &inner, &sink)
      sink.path.removeLast()
    }
  }

  private func follow(
    _ node: Node, _ kind: SarifSchema.Kind, _ name: String, _ place: inout Place,
    _ sink: inout SarifSink
  ) {
    switch kind {
    case .object(let type): visit(node, type, &place, &sink)
    case .nullable(let inner): follow(node, inner, name, &place, &sink)
    case .array(.object(let type), _, _):
      for (index, element) in node.elements.enumerated() {
        if name == "runs" { place.run = SarifRun(element, index) }
        if name == "results" { place.result = element }
        sink.path.append(.index(index))
        visit(element, type, &place, &sink)
        sink.path.removeLast()
      }
    case .map(.object(let type)):
      for entry in node.entries {
        sink.path.append(.key(entry.key))
        visit(entry.value, type, &place, &sink)
        sink.path.removeLast()
      }
    default: break
    }
  }
}

extension Node {
  /// A mapping's value, nil for null: what is null is absent.
  func value(_ name: String) -> Node? {
    guard let node = self[name], !node.isNull else { return nil }
    return node
  }
}
