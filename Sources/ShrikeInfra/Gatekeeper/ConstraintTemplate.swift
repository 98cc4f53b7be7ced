public import ShrikeFormats
public import ShrikeRego
import ShrikeText

/// A Gatekeeper constraint template: a policy with parameters, written in Rego.
public struct ConstraintTemplate: Sendable {
  /// The kind of the constraints that use it.
  public let kind: String
  public let name: String
  private let policy: Policy
  private let package: [String]

  /// Reads a template's document; nil, with the reason, where it holds no Rego that compiles.
  public static func read(_ root: Node, name file: String) -> (
    template: ConstraintTemplate?, errors: [PolicyError]
  ) {
    guard root["kind"]?.string == "ConstraintTemplate", let target = root["spec"]?["targets"]?[0]
    else {
      return (nil, [])
    }
    var rego = target["rego"]?.string
    var libraries = target["libs"]?.strings ?? []
    // Since 3.14 a target may name several engines.
    for code in target["code"]?.elements.map({ $0 }) ?? []
    where code["engine"]?.string == "Rego" {
      rego = code["source"]?["rego"]?.string ?? rego
      libraries = code["source"]?["libs"]?.strings ?? libraries
    }
    guard let rego else { return (nil, []) }
    var version = RegoVersion.v0
    for code in target["code"]?.elements.map({ $0 }) ?? []
    where code["source"]?["version"]?.string == "v1" {
      version = .v1
    }
    var modules: [Module] = []
    var errors: [PolicyError] = []
    for (index, text) in ([rego] + libraries).enumerated() {
      let name = index == 0 ? file : "\(file)#lib\(index)"
      let (module, mistakes) = Parser.parse(Array(text.utf8), name: name, version: version)
      if let module { modules.append(module) }
      errors += mistakes.map {
        PolicyError("rego_parse_error", $0.message, module: name, span: $0.span, help: $0.help)
      }
    }
    guard errors.isEmpty else { return (nil, errors) }
    let (policy, mistakes) = Policy.compile(modules)
    guard let policy else { return (nil, mistakes) }
    return (
      ConstraintTemplate(
        kind: root["spec"]?["crd"]?["spec"]?["names"]?["kind"]?.string ?? "",
        name: root["metadata"]?["name"]?.string ?? "", policy: policy, package: modules[0].package),
      []
    )
  }

  /// What a constraint says of an object: the violations, repeats included.
  public func violations(
    constraint: Value, object: Value, inventory: [Value] = []
  ) throws(EvaluationError) -> [Value] {
    try violations(constraint: constraint, object: object, on: machine(inventory: inventory))
  }

  /// A machine for this template; objects that stand beside the one under review are its inventory.
  func machine(inventory: [Value]) -> Machine {
    Machine(
      policy, data: Value(object: [(Value("inventory"), Self.inventory(inventory))]),
      limits: LibraryLimits.machine)
  }

  func violations(
    constraint: Value, object: Value, on machine: Machine
  ) throws(EvaluationError) -> [Value] {
    let review = Self.review(of: object)
    guard Constraint.matches(constraint, review) else { return [] }
    let parameters = constraint["spec"]?["parameters"] ?? .emptyObject
    let input = Value(object: [(Value("review"), review), (Value("parameters"), parameters)])
    return try machine.value(of: package + ["violation"], input: input)?.elements ?? []
  }

  /// An admission review as Gatekeeper hands it to a policy.
  private static func review(of object: Value) -> Value {
    if object["kind"]?.string == "AdmissionReview", let request = object["request"] {
      return request
    }
    let (group, version) = groupVersion(object)
    var entries: [ObjectBox.Entry] = [
      (Value("object"), object),
      (Value("name"), object["metadata"]?["name"] ?? Value("")),
      (Value("operation"), Value("CREATE")),
      (
        Value("kind"),
        Value(object: [
          (Value("group"), Value(group)), (Value("version"), Value(version)),
          (Value("kind"), object["kind"] ?? Value("")),
        ])
      ),
    ]
    if let namespace = object["metadata"]?["namespace"] {
      entries.append((Value("namespace"), namespace))
    }
    return Value(object: entries)
  }

  private static func groupVersion(_ object: Value) -> (String, String) {
    let parts = (object["apiVersion"]?.string ?? "").split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", String(parts.first ?? ""))
  }

  /// `data.inventory`: by namespace or for the cluster, then by API version, kind and name.
  private static func inventory(_ objects: [Value]) -> Value {
    var cluster = ObjectBox.empty
    var namespaced = ObjectBox.empty
    for object in objects {
      let keys = [
        object["apiVersion"] ?? Value(""), object["kind"] ?? Value(""),
        object["metadata"]?["name"] ?? Value(""),
      ]
      if let namespace = object["metadata"]?["namespace"] {
        namespaced = namespaced.setting([namespace] + keys, to: object)
      } else {
        cluster = cluster.setting(keys, to: object)
      }
    }
    return Value(object: [
      (Value("cluster"), Value(cluster)), (Value("namespace"), Value(namespaced)),
    ])
  }
}

/// Which objects a constraint is about: its `spec.match`.
enum Constraint {
  static func matches(_ constraint: Value, _ review: Value) -> Bool {
    guard let match = constraint["spec"]?["match"] else { return true }
    let group = review["kind"]?["group"] ?? Value("")
    let kind = review["kind"]?["kind"] ?? Value("")
    if let kinds = match["kinds"]?.elements, !kinds.isEmpty {
      let isNamed = kinds.contains { entry in
        isListed(group, entry["apiGroups"]) && isListed(kind, entry["kinds"])
      }
      guard isNamed else { return false }
    }
    let isNamespace = kind.string == "Namespace" && group.string == ""
    let namespace =
      isNamespace ? review["object"]?["metadata"]?["name"]?.string : review["namespace"]?.string
    if let namespaces = match["namespaces"]?.elements, !namespaces.isEmpty {
      guard let namespace, namespaces.contains(where: { isLike(namespace, $0.string ?? "") }) else {
        return namespace == nil
      }
    }
    if let excluded = match["excludedNamespaces"]?.elements, let namespace,
      excluded.contains(where: { isLike(namespace, $0.string ?? "") })
    {
      return false
    }
    if let name = match["name"]?.string,
      !isLike(review["object"]?["metadata"]?["name"]?.string ?? "", name)
    {
      return false
    }
    if let scope = match["scope"]?.string {
      if scope == "Namespaced", namespace == nil || isNamespace { return false }
      if scope == "Cluster", namespace != nil, !isNamespace { return false }
    }
    return match["labelSelector"].map { selects($0, review["object"]?["metadata"]?["labels"]) }
      ?? true
  }

  private static func isListed(_ value: Value, _ list: Value?) -> Bool {
    guard let list = list?.elements, !list.isEmpty else { return true }
    return list.contains(value) || list.contains(Value("*"))
  }

  /// A name with `*` at its ends.
  private static func isLike(_ name: String, _ pattern: String) -> Bool {
    let starts = pattern.hasSuffix("*")
    let ends = pattern.hasPrefix("*")
    let core = String(pattern.dropFirst(ends ? 1 : 0).dropLast(starts && pattern.count > 1 ? 1 : 0))
    switch (ends, starts) {
    case (true, true): return name.range(of: core) != nil || core.isEmpty
    case (true, false): return name.hasSuffix(core)
    case (false, true): return name.hasPrefix(core)
    case (false, false): return name == pattern
    }
  }

  private static func selects(_ selector: Value, _ labels: Value?) -> Bool {
    for entry in selector["matchLabels"]?.object?.entries ?? []
    where labels?[entry.key] != entry.value {
      return false
    }
    for expression in selector["matchExpressions"]?.elements ?? [] {
      let value = expression["key"].flatMap { labels?[$0] }
      let values = expression["values"]?.elements ?? []
      let holds =
        switch expression["operator"]?.string {
        case "In": value.map { values.contains($0) } ?? false
        case "NotIn": !(value.map { values.contains($0) } ?? false)
        case "Exists": value != nil
        case "DoesNotExist": value == nil
        default: true
        }
      if !holds { return false }
    }
    return true
  }
}
