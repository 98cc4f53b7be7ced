/// The order of a body's expressions (OPA: "safety").
extension BodyCompiler {
  mutating func order(_ body: [ResolvedExpression]) {
    var remaining = Array(body.indices)
    while !remaining.isEmpty {
      var left: [Int] = []
      for index in remaining {
        if isReady(body[index]) {
          emit(body[index])
        } else {
          left.append(index)
        }
      }
      if left.count == remaining.count {
        reportUnsafe(left.map { body[$0] })
        return
      }
      remaining = left
    }
  }

  mutating func reportUnsafe(_ body: [ResolvedExpression]) {
    var ids: [Int] = []
    func collect(_ body: [ResolvedExpression]) {
      for expression in body {
        required(expression) { if !bound[$0], !ids.contains($0) { ids.append($0) } }
      }
    }
    collect(body)
    for id in ids where !variables[id].name.isEmpty && !bound[id] {
      unsafe.append((variables[id].name, variables[id].span))
    }
    if unsafe.isEmpty, let first = body.first { unsafe.append(("_", first.span)) }
    for id in ids { bound[id] = true }
  }

  func required(_ expression: ResolvedExpression, _ visit: (Int) -> Void) {
    switch expression.kind {
    case .value(let term): term.required(visit)
    case .unify(let left, let right):
      left.required(visit)
      right.required(visit)
    case .member(let key, let value, let domain):
      key?.patternRequired(visit)
      value.patternRequired(visit)
      domain.required(visit)
    case .not(_, let free): free.forEach(visit)
    case .with(let withs, let body):
      for with in withs { with.value?.required(visit) }
      for expression in body { required(expression, visit) }
    case .every(_, _, let domain, _, let free):
      domain.required(visit)
      free.forEach(visit)
    }
  }

  func has(_ term: Resolved) -> Bool {
    var all = true
    term.required { if !bound[$0] { all = false } }
    return all
  }

  func hasPattern(_ term: Resolved) -> Bool {
    var all = true
    term.patternRequired { if !bound[$0] { all = false } }
    return all
  }

  func isReady(_ expression: ResolvedExpression) -> Bool {
    switch expression.kind {
    case .value(let term): return has(term)
    case .unify(let left, let right): return canUnify(left, right)
    case .member(let key, let value, let domain):
      return has(domain) && hasPattern(value) && (key.map { hasPattern($0) } ?? true)
    case .not(_, let free): return free.allSatisfy { bound[$0] }
    case .with(let withs, let body):
      guard withs.allSatisfy({ $0.value.map { has($0) } ?? true }) else { return false }
      // The whole body must find an order.
      var trial = self
      var remaining = body[...]
      while !remaining.isEmpty {
        let left = remaining.filter { expression in
          guard trial.isReady(expression) else { return true }
          trial.assumeBound(expression)
          return false
        }
        if left.count == remaining.count { return false }
        remaining = left[...]
      }
      return true
    case .every(_, _, let domain, _, let free):
      return has(domain) && free.allSatisfy { bound[$0] }
    }
  }

  mutating func assumeBound(_ expression: ResolvedExpression) {
    var ids: [Int] = []
    required(expression) { ids.append($0) }
    switch expression.kind {
    case .value(let term): term.provided { ids.append($0) }
    case .unify(let left, let right):
      for term in [left, right] {
        term.provided { ids.append($0) }
        term.patternVariables { ids.append($0) }
      }
    case .member(let key, let value, _):
      key?.patternVariables { ids.append($0) }
      value.patternVariables { ids.append($0) }
    case .with(_, let body): for expression in body { assumeBound(expression) }
    default: break
    }
    for id in ids { bound[id] = true }
  }

  func canUnify(_ left: Resolved, _ right: Resolved) -> Bool {
    switch (left, right) {
    case (.local(let a), .local(let b)): return bound[a] || bound[b]
    case (.local(let a), _): return has(right) || (bound[a] && hasPattern(right))
    case (_, .local(let b)): return has(left) || (bound[b] && hasPattern(left))
    case (.array(let a), .array(let b)):
      guard a.count == b.count else {
        return has(left) || has(right) || hasPattern(left) && hasPattern(right)
      }
      return canUnify(zip(a, b).map { ($0, $1) })
    case (.object(let a), .object(let b)):
      return canUnify(pairs(a, b)) && a.allSatisfy { has($0.key) } && b.allSatisfy { has($0.key) }
    default:
      if has(left) { return has(right) || hasPattern(right) }
      return has(right) && hasPattern(left)
    }
  }

  /// Values of two objects under the same keys.
  func pairs(
    _ a: [(key: Resolved, value: Resolved)], _ b: [(key: Resolved, value: Resolved)]
  ) -> [(Resolved, Resolved)] {
    var pairs: [(Resolved, Resolved)] = []
    for entry in a {
      for other in b {
        switch (entry.key, other.key) {
        case (.constant(let one), .constant(let two)) where one == two: break
        case (.local(let one), .local(let two)) where one == two: break
        default: continue
        }
        pairs.append((entry.value, other.value))
      }
    }
    return pairs
  }

  func canUnify(_ pairs: [(Resolved, Resolved)]) -> Bool {
    var trial = self
    var remaining = pairs
    while !remaining.isEmpty {
      let left = remaining.filter { pair in
        guard trial.canUnify(pair.0, pair.1) else { return true }
        for term in [pair.0, pair.1] {
          term.patternVariables { trial.bound[$0] = true }
          term.provided { trial.bound[$0] = true }
        }
        return false
      }
      if left.count == remaining.count { return false }
      remaining = left
    }
    return true
  }
}
