/// All rules by their path below `data`.
struct RuleTree {
  struct Node {
    var path: [Value]
    var parent: Int
    var children: [Value: Int] = [:]
    /// Names of the children in the order of the language, made when all rules are known.
    var names: [Value] = []
    var rules: [RuleReference] = []
    var kind: Kind = .none
    var arity = 0
    /// A module's package: an object even without a rule that has a value.
    var isPackage = false
  }

  enum Kind { case none, complete, set, object, function }

  struct RuleReference {
    let module: Int
    let rule: Int
    /// The head's path beyond the node's: its keys.
    let keys: [Term]
  }

  private(set) var nodes = [Node(path: [], parent: -1)]
  /// The names of a package's rules.
  private(set) var packages: [[String]: Set<String>] = [:]

  init(_ modules: [Module], errors: inout [PolicyError]) {
    for (index, module) in modules.enumerated() {
      var names = packages[module.package] ?? []
      nodes[insert(module.package.map { Value($0) })].isPackage = true
      for (number, rule) in module.rules.enumerated() {
        names.insert(rule.head.name)
        add(rule, module, RuleReference(module: index, rule: number, keys: []), &errors)
      }
      packages[module.package] = names
    }
    for index in nodes.indices { nodes[index].names = nodes[index].children.keys.sorted() }
  }

  func child(_ node: Int, _ name: Value) -> Int? { nodes[node].children[name] }

  func find(_ path: [String]) -> Int? {
    var node = 0
    for word in path {
      guard let next = nodes[node].children[Value(word)] else { return nil }
      node = next
    }
    return node
  }

  private mutating func insert(_ path: [Value]) -> Int {
    var node = 0
    for name in path {
      if let next = nodes[node].children[name] {
        node = next
      } else {
        nodes.append(Node(path: nodes[node].path + [name], parent: node))
        nodes[node].children[name] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    return node
  }

  private mutating func add(
    _ rule: Rule, _ module: Module, _ reference: RuleReference, _ errors: inout [PolicyError]
  ) {
    var path = module.package.map { Value($0) }
    path.append(Value(rule.head.name))
    var keys = rule.head.path[...]
    while let value = keys.first?.constant, value.kind == .string {
      path.append(value)
      keys = keys.dropFirst()
    }
    let node = insert(path)
    let kind: Kind =
      rule.head.arguments != nil
      ? .function : !keys.isEmpty ? .object : rule.head.key != nil ? .set : .complete
    let before = nodes[node].kind
    if before != .none, before != kind {
      errors.append(
        PolicyError(
          "rego_type_error", "conflicting rules \(pathText(path)) found", module: module.name,
          span: rule.head.span,
          help: "all rules of a name are values, or sets, or objects, or functions"))
      return
    }
    let arity = rule.head.arguments?.count ?? 0
    if before == .function, nodes[node].arity != arity {
      errors.append(
        PolicyError(
          "rego_type_error", "conflicting rules \(pathText(path)) found", module: module.name,
          span: rule.head.span,
          help: "another rule of this name takes \(nodes[node].arity) arguments"))
      return
    }
    nodes[node].kind = kind
    nodes[node].arity = arity
    nodes[node].rules.append(
      RuleReference(module: reference.module, rule: reference.rule, keys: Array(keys)))
  }

  func pathText(_ path: [Value]) -> String {
    (["data"] + path.map { $0.string ?? "?" }).joined(separator: ".")
  }
}
