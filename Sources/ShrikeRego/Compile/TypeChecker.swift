/// Finds calls and comparisons that can never have a value, since types known beforehand do not go together
/// (OPA: `rego_type_error`). Types come from constants, collections, comprehensions, built-ins and rules; what is
/// read from `input` or from data without rules may be anything.
struct TypeChecker {
  /// One way of a rule to have a value.
  struct Body {
    let node: Int
    let module: String
    /// Its value is one of a set's.
    let isElement: Bool
    let rule: Resolver.ResolvedRule
  }

  private let tree: RuleTree
  private let builtins: BuiltinTable
  private var bodies: [Int: [Body]] = [:]
  /// Of rules' values, by node.
  private(set) var types: [Int: InferredType] = [:]
  private var running: Set<Int> = []
  /// Of the body at hand.
  private var variables: [Int: InferredType] = [:]
  private var reports = false
  private var module = ""
  private(set) var errors: [PolicyError] = []

  init(_ tree: RuleTree, _ builtins: BuiltinTable, _ bodies: [Body]) {
    self.tree = tree
    self.builtins = builtins
    for body in bodies { self.bodies[body.node, default: []].append(body) }
  }

  /// For a query over rules whose types are known.
  init(_ tree: RuleTree, _ builtins: BuiltinTable, known types: [Int: InferredType]) {
    self.tree = tree
    self.builtins = builtins
    self.types = types
  }

  mutating func run() {
    for node in tree.nodes.indices {
      _ = type(of: node)
      for body in bodies[node] ?? [] {
        look(at: body.rule.body, module: body.module)
        for term in body.rule.keys + [body.rule.value] { _ = type(of: term) }
        reports = false
      }
    }
  }

  /// Looks at a query over the rules.
  mutating func check(_ query: [ResolvedExpression]) {
    look(at: query, module: "query")
    reports = false
  }

  /// Once to learn what variables are, once to tell what does not go together.
  private mutating func look(at body: [ResolvedExpression], module: String) {
    self.module = module
    variables = [:]
    reports = false
    for expression in body { visit(expression) }
    reports = true
    for expression in body { visit(expression) }
  }

  // MARK: rules

  /// The type of a rule's value, or of what a function gives.
  private mutating func type(of node: Int) -> InferredType {
    if let known = types[node] { return known }
    guard let ways = bodies[node], tree.nodes[node].children.isEmpty, running.insert(node).inserted
    else { return .any }
    let outer = (variables, reports, module)
    defer {
      (variables, reports, module) = outer
      running.remove(node)
    }
    var type = InferredType.none
    switch tree.nodes[node].kind {
    case .object: type = InferredType(.object)
    case .none: type = .any
    default:
      for body in ways {
        variables = [:]
        reports = false
        for expression in body.rule.body { visit(expression) }
        let value = self.type(of: body.rule.value)
        type = type.joined(with: body.isElement ? InferredType(.set, of: value.kinds) : value)
      }
    }
    types[node] = type
    return type
  }

  // MARK: expressions

  private mutating func visit(_ expression: ResolvedExpression) {
    switch expression.kind {
    case .value(let term):
      if case .call(.builtin(let index), let sides, _) = term, builtins[index].name == "equal",
        sides.count == 2
      {
        let left = type(of: sides[0])
        match(left, type(of: sides[1]), expression.span)
      } else {
        _ = type(of: term)
      }
    case .unify(let left, let right):
      let leftType = type(of: left)
      let rightType = type(of: right)
      match(leftType, rightType, expression.span)
      bind(left, rightType)
      bind(right, leftType)
    case .member(let key, let value, let domain):
      bind(key, value, of: type(of: domain))
    case .not(let body, _): for expression in body { visit(expression) }
    case .with(let withs, let body):
      for with in withs { if let value = with.value { _ = type(of: value) } }
      for expression in body { visit(expression) }
    case .every(let key, let value, let domain, let body, _):
      bind(key, value, of: type(of: domain))
      for expression in body { visit(expression) }
    }
  }

  private mutating func bind(_ pattern: Resolved, _ type: InferredType) {
    if case .local(let id) = pattern, variables[id] == nil { variables[id] = type }
  }

  private mutating func bind(_ key: Resolved?, _ value: Resolved, of domain: InferredType) {
    let isList = domain.kinds.isSubset(of: [.array, .set]) && !domain.elements.isEmpty
    bind(value, isList ? InferredType(domain.elements) : .any)
    if let key { bind(key, domain.kinds == .array ? InferredType(.number) : .any) }
  }

  private mutating func match(_ left: InferredType, _ right: InferredType, _ span: Span) {
    guard reports, !left.meets(right) else { return }
    errors.append(
      PolicyError(
        "rego_type_error", "match error: \(left.text) is never \(right.text)", module: module,
        span: span, help: "the two sides are of different types"))
  }

  // MARK: terms

  private mutating func type(of term: Resolved) -> InferredType {
    switch term {
    case .constant(let value): return InferredType(value)
    case .local(let id): return variables[id] ?? .any
    case .argument: return .any
    case .array(let terms): return InferredType(.array, of: elements(terms))
    case .set(let terms): return InferredType(.set, of: elements(terms))
    case .object(let entries):
      for entry in entries {
        _ = type(of: entry.key)
        _ = type(of: entry.value)
      }
      return InferredType(.object)
    case .comprehension(let comprehension):
      for expression in comprehension.body { visit(expression) }
      if let key = comprehension.key { _ = type(of: key) }
      let value = type(of: comprehension.value)
      switch comprehension.kind {
      case .array: return InferredType(.array, of: value.kinds)
      case .set: return InferredType(.set, of: value.kinds)
      case .object: return InferredType(.object)
      }
    case .template(let parts):
      for case .values(let comprehension) in parts {
        _ = type(of: .comprehension(comprehension))
      }
      return InferredType(.string)
    case .call(let callee, let terms, let span): return call(callee, terms, span)
    case .reference(let root, let path): return reference(root, path)
    }
  }

  private mutating func elements(_ terms: [Resolved]) -> InferredType.Kinds {
    var kinds: InferredType.Kinds = []
    for term in terms { kinds.formUnion(type(of: term).kinds) }
    return kinds
  }

  private mutating func call(
    _ callee: Resolved.Callee, _ terms: [Resolved], _ span: Span
  ) -> InferredType {
    let given = terms.map { type(of: $0) }
    switch callee {
    case .function(let node): return type(of: node)
    case .builtin(let index):
      let name = builtins[index].name
      guard let signature = BuiltinSignature.standard[name] else { return .any }
      if reports {
        for (number, (type, wanted)) in zip(given, signature.arguments).enumerated()
        where !type.meets(wanted) {
          errors.append(
            PolicyError(
              "rego_type_error",
              "\(name): invalid argument \(number + 1): it is \(type.text), not \(wanted.text)",
              module: module, span: span))
        }
      }
      return signature.result
    }
  }

  private mutating func reference(_ root: Resolved.Root, _ path: [Resolved]) -> InferredType {
    for key in path {
      if case .local = key { continue }
      _ = type(of: key)
    }
    var keys = path[...]
    var known: InferredType
    switch root {
    case .input: return .any
    case .term(let term): known = type(of: term)
    case .data:
      var node = 0
      while tree.nodes[node].rules.isEmpty, case .constant(let key)? = keys.first,
        let next = tree.child(node, key)
      {
        node = next
        keys = keys.dropFirst()
      }
      guard !tree.nodes[node].rules.isEmpty else { return .any }
      known = type(of: node)
    }
    guard !keys.isEmpty else { return known }
    guard keys.count == 1, known.kinds.isSubset(of: [.array, .set]), !known.kinds.isEmpty,
      !known.elements.isEmpty
    else { return .any }
    return InferredType(known.elements)
  }
}
