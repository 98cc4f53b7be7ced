import ShrikeText

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

  private mutating func declare(_ name: String, _ span: Span) -> Int {
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
  private mutating func declare(namesOf pattern: Term, isArgument: Bool = false) {
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

  private func isKnown(_ name: String) -> Bool {
    if isGlobal(name) || imports[name] != nil || rules.contains(name) { return true }
    return scopes.contains { $0.names[name] != nil }
  }

  private mutating func lookUp(_ name: String) -> Int? {
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

  // MARK: names that stand directly in a body

  /// The variables a body uses itself, not in a closure within it.
  private func directNames(_ body: Body, _ names: inout [(String, Span)]) {
    for expression in body.flatMap({ withoutNegatedArguments($0) }) where !expression.isNegated {
      for with in expression.withs where !isFunctionName(with.value) {
        directNames(with.value, &names)
      }
      switch expression.kind {
      case .term(let term): directNames(term, &names)
      case .unify(let left, let right):
        directNames(left, &names)
        directNames(right, &names)
      case .assign(_, let right): directNames(right, &names)
      case .some: break
      case .someIn(_, _, let domain): directNames(domain, &names)
      case .every(_, _, let domain, _): directNames(domain, &names)
      }
    }
  }

  private func directNames(_ term: Term, _ names: inout [(String, Span)]) {
    switch term.kind {
    case .constant, .arrayComprehension, .setComprehension, .objectComprehension, .template: break
    case .variable(let name): names.append((name, term.span))
    case .reference(let head, let path):
      directNames(head, &names)
      for part in path { directNames(part, &names) }
    case .array(let terms), .set(let terms), .operation(_, let terms), .call(_, let terms):
      for term in terms { directNames(term, &names) }
    case .object(let entries):
      for entry in entries {
        directNames(entry.key, &names)
        directNames(entry.value, &names)
      }
    }
  }

  private func isFunctionName(_ term: Term) -> Bool {
    guard let words = term.words else { return false }
    return builtins.index(words.joined(separator: ".")) != nil
      && !scopes.contains { $0.names[words[0]] != nil }
  }

  // MARK: bodies

  private mutating func expressions(_ body: Body, direct: [(String, Span)]) -> [ResolvedExpression]
  {
    let body = body.flatMap { withoutNegatedArguments($0) }
    let used = Set(direct.map { $0.0 })
    for expression in body where !expression.isNegated { declareAll(expression, used) }
    for (name, span) in direct where !isKnown(name) { _ = declare(name, span) }
    var resolved: [ResolvedExpression] = []
    for expression in body { resolved += withPending { $0.expression(expression) } }
    return resolved
  }

  private mutating func declareAll(_ expression: Expression, _ used: Set<String>) {
    switch expression.kind {
    case .assign(let left, _): declare(namesOf: left)
    case .some(let names):
      // A name that only closures use is each closure's own.
      for name in names where used.contains(name.variable ?? "") || isKnown(name.variable ?? "") {
        declare(namesOf: name)
      }
    case .someIn(let key, let value, _):
      if let key { declare(namesOf: key) }
      declare(namesOf: value)
    default: break
    }
  }

  /// A closure: a comprehension, a negation, the body of `every`.
  private mutating func closure<R>(
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

  private mutating func expression(_ expression: Expression) -> [ResolvedExpression] {
    let span = expression.span
    if expression.isNegated {
      var inner = expression
      inner.isNegated = false
      let (body, free) = closure([inner], heads: []) { $1 }
      return [ResolvedExpression(kind: .not(body, free: free), span: span)]
    }
    if !expression.withs.isEmpty {
      let withs = expression.withs.compactMap { with($0) }
      var inner = expression
      inner.withs = []
      let body = withPending { $0.expression(inner) }
      return [ResolvedExpression(kind: .with(withs, body), span: span)]
    }
    switch expression.kind {
    case .some: return []
    case .term(let term):
      if let unified = outputCall(term, span) { return [unified] }
      return [ResolvedExpression(kind: .value(top(term)), span: span)]
    case .unify(let left, let right), .assign(let left, let right):
      return [ResolvedExpression(kind: .unify(top(left), top(right)), span: span)]
    case .someIn(let key, let value, let domain):
      let domain = plain(domain)
      return [
        ResolvedExpression(
          kind: .member(key: key.map { plain($0) }, value: plain(value), domain: domain), span: span
        )
      ]
    case .every(let key, let value, let domain, let body):
      let domain = plain(domain)
      let patterns = [key, value].compactMap { $0 }
      let ((keyPattern, valuePattern, resolved), free) = closure(
        body, heads: [], patterns: patterns
      ) {
        resolver, body in
        (key.map { resolver.plain($0) }, resolver.plain(value), body)
      }
      return [
        ResolvedExpression(
          kind: .every(
            key: keyPattern, value: valuePattern, domain: domain, body: resolved, free: free),
          span: span)
      ]
    }
  }

  /// `f(x, y)` of a function of one argument gives `y`.
  private mutating func outputCall(_ term: Term, _ span: Span) -> ResolvedExpression? {
    let name: Term
    let arguments: [Term]
    switch term.kind {
    case .call(let callee, let terms): (name, arguments) = (callee, terms)
    default: return nil
    }
    guard let callee = callee(name, arguments.count), let last = arguments.last else { return nil }
    guard arity(callee) == arguments.count - 1, arity(callee) != Builtin.variadic else {
      return nil
    }
    let call = Resolved.call(callee, handed(Array(arguments.dropLast())), term.span)
    return ResolvedExpression(kind: .unify(top(last), call), span: span)
  }

  private mutating func with(_ with: Expression.With) -> ResolvedExpression.With? {
    let target: ResolvedExpression.With.Target
    if let words = with.target.words, lookUp(words[0]) == nil {
      let path = globalPath(words)
      if let callee = callee(with.target, nil), !isData(path) {
        target = .callee(callee)
      } else if path?.first == "input" {
        target = .input(path!.dropFirst().map { Value($0) })
      } else if path?.first == "data" {
        target = .data(path!.dropFirst().map { Value($0) })
      } else {
        error("rego_type_error", "'with' replaces 'input', 'data', or a function", with.target.span)
        return nil
      }
    } else {
      error("rego_type_error", "'with' replaces 'input', 'data', or a function", with.target.span)
      return nil
    }
    if case .callee = target, let words = with.value.words, lookUp(words[0]) == nil,
      let callee = callee(with.value, nil)
    {
      return .init(target: target, value: nil, callee: callee)
    }
    return .init(target: target, value: plain(with.value), callee: nil)
  }

  /// A path that names data and no function.
  private func isData(_ path: [String]?) -> Bool {
    guard let path, path.first == "data" else { return false }
    guard let node = tree.find(Array(path.dropFirst())) else { return true }
    return tree.nodes[node].kind != .function
  }

  // MARK: terms

  /// A term that may be looked at in place: the side of an equation, a whole expression.
  private mutating func top(_ term: Term) -> Resolved { resolve(term) }

  /// Expressions, and before them what they leave to be looked at first.
  private mutating func withPending(
    _ expressions: (inout Resolver) -> [ResolvedExpression]
  ) -> [ResolvedExpression] {
    let outer = (pending, pendingReferences)
    (pending, pendingReferences) = ([], [])
    let main = expressions(&self)
    let all = takePending() + main
    (pending, pendingReferences) = outer
    return all
  }

  private mutating func takePending() -> [ResolvedExpression] {
    let all = pending + pendingReferences
    (pending, pendingReferences) = ([], [])
    return all
  }

  /// What a call is handed. References among it come after the calls, but before this one.
  private mutating func handed(_ terms: [Term]) -> [Resolved] {
    let outer = pendingReferences
    pendingReferences = []
    let resolved = terms.map { plain($0) }
    pending += pendingReferences
    pendingReferences = outer
    return resolved
  }

  /// A term within another, or handed on: calls and what has choices leave for an expression of their own.
  private mutating func plain(_ term: Term) -> Resolved {
    hoisted(resolve(term), term.span)
  }

  /// What a body ends with: a call is made there and nowhere before.
  private mutating func last(_ term: Term) -> Resolved {
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
    case .call:
      let id = temporary(span)
      pending.append(ResolvedExpression(kind: .unify(.local(id), resolved), span: span))
      return .local(id)
    default: return resolved
    }
  }

  private mutating func resolve(_ term: Term) -> Resolved {
    switch term.kind {
    case .constant(let value): return .constant(value)
    case .variable(let name): return variable(name, term.span)
    case .reference(let head, let path): return reference(head, path, term.span)
    case .array(let terms): return folded(.array(terms.map { plain($0) }))
    case .set(let terms): return folded(.set(terms.map { plain($0) }))
    case .object(let entries):
      return folded(.object(entries.map { (plain($0.key), plain($0.value)) }))
    case .arrayComprehension(let value, let body):
      return comprehension(.array, nil, value, body, term.span)
    case .setComprehension(let value, let body):
      return comprehension(.set, nil, value, body, term.span)
    case .objectComprehension(let key, let value, let body):
      return comprehension(.object, key, value, body, term.span)
    case .operation(let name, let terms):
      guard let index = builtins.index(name) else { return .constant(.null) }
      return .call(.builtin(index), handed(terms), term.span)
    case .call(let name, let terms):
      guard let callee = callee(name, terms.count) else {
        let words = name.words?.joined(separator: ".") ?? "?"
        error("rego_type_error", "undefined function \(words)", name.span, help: suggestion(words))
        return .constant(.null)
      }
      if arity(callee) == Builtin.variadic { return printing(callee, terms, term.span) }
      if arity(callee) != terms.count {
        error(
          "rego_type_error",
          "\(name.words?.joined(separator: ".") ?? "?"): has arity \(arity(callee)), got \(terms.count) arguments",
          term.span)
        return .constant(.null)
      }
      return .call(callee, handed(terms), term.span)
    case .template(let parts):
      return .template(
        parts.map { part in
          switch part {
          case .text(let value): return .text(value)
          case .expression(let expression):
            guard case .term(let value) = expression.kind else { return .text(Value("")) }
            var body: Body = []
            if !expression.withs.isEmpty {
              // The value under `with` is looked at as an equation with a variable of its own.
              let name = Term(.variable("template value"), value.span)
              var inner = expression
              inner.kind = .assign(name, value)
              body = [inner]
              guard
                case .comprehension(let values) = comprehension(.set, nil, name, body, value.span)
              else { return .text(Value("")) }
              return .values(values)
            }
            guard
              case .comprehension(let values) = comprehension(.set, nil, value, body, value.span)
            else { return .text(Value("")) }
            return .values(values)
          }
        })
    }
  }

  /// `print(x, y)` is `internal.print([{v | v = x}, {v | v = y}])`: what is undefined is printed too.
  private mutating func printing(
    _ callee: Resolved.Callee, _ terms: [Term], _ span: Span
  ) -> Resolved {
    guard let index = builtins.index("internal.print") else { return .call(callee, [], span) }
    let values = terms.map { comprehension(.set, nil, $0, [], $0.span) }
    return .call(.builtin(index), [.array(values)], span)
  }

  /// Collections of constants are constants.
  private func folded(_ term: Resolved) -> Resolved {
    func constant(_ term: Resolved) -> Value? {
      if case .constant(let value) = term { value } else { nil }
    }
    switch term {
    case .array(let terms):
      let values = terms.compactMap(constant)
      return values.count == terms.count ? .constant(Value(array: values)) : term
    case .set(let terms):
      let values = terms.compactMap(constant)
      return values.count == terms.count ? .constant(Value(set: values)) : term
    case .object(let entries):
      var values: [ObjectBox.Entry] = []
      for entry in entries {
        guard let key = constant(entry.key), let value = constant(entry.value) else { return term }
        values.append((key, value))
      }
      return .constant(Value(object: values))
    default: return term
    }
  }

  private mutating func comprehension(
    _ kind: Resolved.Comprehension.Kind, _ key: Term?, _ value: Term, _ body: Body, _ span: Span
  ) -> Resolved {
    let heads = [key, value].compactMap { $0 }
    let (parts, free) = closure(body, heads: heads) { resolver, body in
      let key = key.map { resolver.plain($0) }
      let value = resolver.last(value)
      return (key, value, body + resolver.takePending())
    }
    return .comprehension(
      .init(kind: kind, key: parts.0, value: parts.1, body: parts.2, free: free, span: span))
  }

  private mutating func variable(_ name: String, _ span: Span) -> Resolved {
    if let id = lookUp(name) { return .local(id) }
    if let path = globalPath([name]) { return global(path) }
    return .local(declare(name, span))
  }

  /// What a name means where no variable has it: a path that begins with `data` or `input`.
  private func globalPath(_ words: [String]) -> [String]? {
    if let path = imports[words[0]] { return path + words.dropFirst() }
    if rules.contains(words[0]) { return ["data"] + module.package + words }
    if isGlobal(words[0]) { return words }
    return nil
  }

  private func global(_ path: [String]) -> Resolved {
    .reference(path[0] == "input" ? .input : .data, path.dropFirst().map { .constant(Value($0)) })
  }

  private mutating func reference(_ head: Term, _ path: [Term], _ span: Span) -> Resolved {
    let base = resolve(head)
    let keys = path.map { plain($0) }
    switch base {
    case .reference(let root, let before): return .reference(root, before + keys)
    case .call, .array, .object, .set, .comprehension, .template:
      // Looked at once, then taken apart.
      let id = temporary(span)
      pending.append(ResolvedExpression(kind: .unify(.local(id), base), span: head.span))
      return .reference(.term(.local(id)), keys)
    default: return .reference(.term(base), keys)
    }
  }

  // MARK: functions

  private func arity(_ callee: Resolved.Callee) -> Int {
    switch callee {
    case .builtin(let index): builtins[index].arity
    case .function(let node): tree.nodes[node].arity
    }
  }

  private func callee(_ term: Term, _ count: Int?) -> Resolved.Callee? {
    guard let words = term.words else { return nil }
    if !scopes.contains(where: { $0.names[words[0]] != nil }), let path = globalPath(words),
      path[0] == "data", let node = tree.find(Array(path.dropFirst())),
      tree.nodes[node].kind == .function
    {
      return .function(node)
    }
    return builtins.index(words.joined(separator: ".")).map { .builtin($0) }
  }

  private func suggestion(_ name: String) -> String? {
    ShrikeText.suggestion(for: name, among: builtins.names + Array(rules))
      .map { "did you mean '\($0)'?" }
  }

  mutating func error(_ code: String, _ message: String, _ span: Span, help: String? = nil) {
    errors.append(PolicyError(code, message, module: module.name, span: span, help: help))
  }
}
