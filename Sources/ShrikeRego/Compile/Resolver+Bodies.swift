/// Expressions, and the variables they declare.
extension Resolver {
  mutating func expressions(_ body: Body, direct: [(String, Span)]) -> [ResolvedExpression] {
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

  /// A term that may be looked at in place: the side of an equation, a whole expression.
  private mutating func top(_ term: Term) -> Resolved { resolve(term) }
}
