/// Gives every name of a rule its meaning: local variables with their scopes, imports, rules of the
/// package, built-ins. References with variables among their keys leave calls and collections for
/// an expression of their own, so that the order of evaluation is decided in one place.
struct Resolver {
  let tree: RuleTree
  let module: Module
  let builtins: BuiltinTable
  let imports: [String: [String]]
  let rules: Set<String>
  private(set) var errors: [PolicyError] = []

  /// Of the rule at hand.
  private(set) var variables: [Variable] = []
  private var scopes: [Scope] = []
  /// What is looked at before the expression at hand: calls within it, then references with open keys, so that
  /// a call that has nothing to do with those is made once.
  private var pending: [ResolvedExpression] = []
  private var pendingReferences: [ResolvedExpression] = []

  struct Variable {
    let name: String
    let span: Span
    /// Number of closures around its declaration.
    let depth: Int
  }

  private struct Scope {
    var names: [String: Int] = [:]
    let depth: Int
    var free: [Int] = []
  }

  init(_ module: Module, tree: RuleTree, builtins: BuiltinTable) {
    self.module = module
    self.tree = tree
    self.builtins = builtins
    var imports: [String: [String]] = [:]
    for item in module.imports where item.path[0] == "data" || item.path[0] == "input" {
      imports[item.name] = item.path
    }
    self.imports = imports
    rules = tree.packages[module.package] ?? []
  }

  // MARK: rules

  struct ResolvedRule {
    var arguments: [Resolved]
    var keys: [Resolved]
    /// The set's element, or the value.
    var value: Resolved
    var body: [ResolvedExpression]
  }

  /// One way of a rule to have a value.
  mutating func rule(
    _ rule: Rule, keys: [Term], value: Term?, body: Body
  ) -> ResolvedRule {
    variables = []
    scopes = [Scope(depth: 0)]
    let arguments = rule.head.arguments ?? []
    for argument in arguments { declare(namesOf: argument, isArgument: true) }
    // A head's variables belong to the body.
    var direct: [(String, Span)] = []
    directNames(body, &direct)
    let heads = keys + [rule.head.key, value].compactMap { $0 }
    for term in heads { directNames(term, &direct) }
    let first = expressions(body, direct: direct)
    var resolved = ResolvedRule(arguments: [], keys: [], value: .constant(.true), body: first)
    resolved.arguments = arguments.map { plain($0) }
    resolved.keys = keys.map { plain($0) }
    if let term = rule.head.key ?? value { resolved.value = last(term) }
    resolved.body += takePending()
    return resolved
  }

  /// A query's body; its variables are those of the only scope.
  mutating func query(_ body: Body) -> [ResolvedExpression] {
    variables = []
    scopes = [Scope(depth: 0)]
    var direct: [(String, Span)] = []
    directNames(body, &direct)
    return expressions(body, direct: direct)
  }

  // MARK: variables

  mutating func declare(_ name: String, _ span: Span) -> Int {
    let depth = scopes[scopes.count - 1].depth
    variables.append(Variable(name: name, span: span, depth: depth))
    scopes[scopes.count - 1].names[name] = variables.count - 1
    return variables.count - 1
  }

  private mutating func temporary(_ span: Span) -> Int {
    variables.append(Variable(name: "", span: span, depth: scopes[scopes.count - 1].depth))
    return variables.count - 1
  }

  /// Declares the variables of a pattern: of `:=`, `some`, an argument.
  mutating func declare(namesOf pattern: Term, isArgument: Bool = false) {
    switch pattern.kind {
    case .variable(let name):
      if isArgument, isGlobal(name) { return }
      if scopes[scopes.count - 1].names[name] == nil { _ = declare(name, pattern.span) }
    case .array(let terms): for term in terms { declare(namesOf: term, isArgument: isArgument) }
    case .object(let entries):
      for entry in entries { declare(namesOf: entry.value, isArgument: isArgument) }
    default: break
    }
  }

  func isGlobal(_ name: String) -> Bool { name == "input" || name == "data" }

  /// Whether a variable has the name here.
  func isLocal(_ name: String) -> Bool { scopes.contains { $0.names[name] != nil } }

  func isKnown(_ name: String) -> Bool {
    isGlobal(name) || imports[name] != nil || rules.contains(name) || isLocal(name)
  }

  mutating func lookUp(_ name: String) -> Int? {
    for index in scopes.indices.reversed() {
      guard let id = scopes[index].names[name] else { continue }
      note(id)
      return id
    }
    return nil
  }

  /// Tells all closures between a variable and its declaration that they need it.
  private mutating func note(_ id: Int) {
    let depth = variables[id].depth
    for index in scopes.indices.reversed() {
      guard scopes[index].depth > depth else { break }
      if !scopes[index].free.contains(id) { scopes[index].free.append(id) }
    }
  }

  /// A closure: a comprehension, a negation, the body of `every`.
  mutating func closure<R>(
    _ body: Body, heads: [Term], patterns: [Term] = [],
    _ finish: (inout Resolver, [ResolvedExpression]) -> R
  ) -> (R, free: [Int]) {
    scopes.append(Scope(depth: scopes[scopes.count - 1].depth + 1))
    for pattern in patterns { declare(namesOf: pattern) }
    var direct: [(String, Span)] = []
    directNames(body, &direct)
    for head in heads { directNames(head, &direct) }
    let resolved = expressions(body, direct: direct)
    let outer = (pending, pendingReferences)
    (pending, pendingReferences) = ([], [])
    let result = finish(&self, resolved)
    (pending, pendingReferences) = outer
    let scope = scopes.removeLast()
    return (result, scope.free)
  }

  // MARK: what is looked at before

  /// Expressions, and before them what they leave to be looked at first.
  mutating func withPending(
    _ expressions: (inout Resolver) -> [ResolvedExpression]
  ) -> [ResolvedExpression] {
    let outer = (pending, pendingReferences)
    (pending, pendingReferences) = ([], [])
    let main = expressions(&self)
    let all = takePending() + main
    (pending, pendingReferences) = outer
    return all
  }

  mutating func takePending() -> [ResolvedExpression] {
    let all = pending + pendingReferences
    (pending, pendingReferences) = ([], [])
    return all
  }

  /// What a call is handed. References among it come after the calls, but before this one.
  mutating func handed(_ terms: [Term]) -> [Resolved] {
    let outer = pendingReferences
    pendingReferences = []
    let resolved = terms.map { plain($0) }
    pending += pendingReferences
    pendingReferences = outer
    return resolved
  }

  /// A term within another, or handed on: calls and what has choices leave for an expression of their own.
  mutating func plain(_ term: Term) -> Resolved {
    hoisted(resolve(term), term.span)
  }

  /// What a body ends with: a call is made there and nowhere before.
  mutating func last(_ term: Term) -> Resolved {
    let resolved = resolve(term)
    if case .call(.builtin(let index), _, _) = resolved, builtins[index].isRelation {
      return hoisted(resolved, term.span)
    }
    if case .call = resolved { return resolved }
    return hoisted(resolved, term.span)
  }

  private mutating func hoisted(_ resolved: Resolved, _ span: Span) -> Resolved {
    switch resolved {
    case .reference(_, let path) where path.contains(where: { $0.isPattern }):
      let id = temporary(span)
      pendingReferences.append(
        ResolvedExpression(kind: .unify(.local(id), resolved), span: span))
      return .local(id)
    case .call: return lookedAtBefore(resolved, span, for: span)
    default: return resolved
    }
  }

  /// A variable for a term that has an expression of its own, as part of what stands at `span`.
  mutating func lookedAtBefore(_ term: Resolved, _ place: Span, for span: Span) -> Resolved {
    let id = temporary(span)
    pending.append(ResolvedExpression(kind: .unify(.local(id), term), span: place))
    return .local(id)
  }

  mutating func error(_ code: String, _ message: String, _ span: Span, help: String? = nil) {
    errors.append(PolicyError(code, message, module: module.name, span: span, help: help))
  }
}
