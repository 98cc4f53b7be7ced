/// Names that stand directly in a body.
extension Resolver {
  /// The variables a body uses itself, not in a closure within it.
  func directNames(_ body: Body, _ names: inout [(String, Span)]) {
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

  func directNames(_ term: Term, _ names: inout [(String, Span)]) {
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
      && !isLocal(words[0])
  }
}
