import ShrikeText

/// Terms: what a name, a reference, a call means.
extension Resolver {
  mutating func resolve(_ term: Term) -> Resolved {
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
  func globalPath(_ words: [String]) -> [String]? {
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
      return .reference(.term(lookedAtBefore(base, head.span, for: span)), keys)
    default: return .reference(.term(base), keys)
    }
  }

  // MARK: calls

  func arity(_ callee: Resolved.Callee) -> Int {
    switch callee {
    case .builtin(let index): builtins[index].arity
    case .function(let node): tree.nodes[node].arity
    }
  }

  func callee(_ term: Term, _ count: Int?) -> Resolved.Callee? {
    guard let words = term.words else { return nil }
    if !isLocal(words[0]), let path = globalPath(words), path[0] == "data",
      let node = tree.find(Array(path.dropFirst())), tree.nodes[node].kind == .function
    {
      return .function(node)
    }
    return builtins.index(words.joined(separator: ".")).map { .builtin($0) }
  }

  private func suggestion(_ name: String) -> String? {
    ShrikeText.suggestion(for: name, among: builtins.names + Array(rules))
      .map { "did you mean '\($0)'?" }
  }
}
