extension Resolver {
  /// In `not f(input.x)` the argument is looked at before and outside of the negation, as OPA does: where
  /// it is undefined, so is the body, and where it has several values, each is tried.
  func withoutNegatedArguments(_ expression: Expression) -> [Expression] {
    guard expression.isNegated else { return [expression] }
    var before: [Expression] = []
    func hoisted(_ term: Term, references: Bool) -> Term {
      let isHoisted: Bool
      switch term.kind {
      case .call, .operation: isHoisted = true
      case .reference, .arrayComprehension, .setComprehension, .objectComprehension, .template:
        isHoisted = references
      case .variable(let name):
        isHoisted = references && (isGlobal(name) || imports[name] != nil || rules.contains(name))
      case .array(let terms):
        return Term(.array(terms.map { hoisted($0, references: references) }), term.span)
      case .set(let terms):
        return Term(.set(terms.map { hoisted($0, references: references) }), term.span)
      case .object(let entries):
        let entries = entries.map {
          (hoisted($0.key, references: references), hoisted($0.value, references: references))
        }
        return Term(.object(entries), term.span)
      case .constant: isHoisted = false
      }
      guard isHoisted else { return term }
      let name = Term(.variable("negated \(term.span.lower)-\(term.span.upper)"), term.span)
      var outside = expression
      outside.isNegated = false
      outside.kind = .assign(name, term)
      before.append(outside)
      return name
    }
    /// A reference stays inside, its keys do not.
    func keysHoisted(_ term: Term) -> Term {
      guard case .reference(let head, let path) = term.kind else {
        return hoisted(term, references: false)
      }
      return Term(.reference(head, path.map { hoisted($0, references: true) }), term.span)
    }
    var inside = expression
    switch expression.kind {
    case .term(let term):
      switch term.kind {
      case .reference: inside.kind = .term(keysHoisted(term))
      case .operation("equal", let terms):
        inside.kind = .term(Term(.operation("equal", terms.map { keysHoisted($0) }), term.span))
      case .operation(let name, let terms):
        let terms = terms.map { hoisted($0, references: true) }
        inside.kind = .term(Term(.operation(name, terms), term.span))
      case .call(let name, let terms):
        let terms = terms.map { hoisted($0, references: true) }
        inside.kind = .term(Term(.call(name, terms), term.span))
      default: break
      }
    case .unify(let left, let right):
      inside.kind = .unify(keysHoisted(left), keysHoisted(right))
    default: break
    }
    return before + [inside]
  }
}
