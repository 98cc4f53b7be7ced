/// Rules of operations and fragments.
extension GraphQL.Check {
  mutating func check(_ operation: GraphQL.Operation) throws(GraphQL.Failure) {
    let kind = operation.kind.isEmpty ? "query" : operation.kind
    if schema.roots[kind] == nil {
      report("Schema does not support operation type \"\(kind)\"", operation.place)
    }
    if operation.name.isEmpty, query.operations.count > 1 {
      report("This anonymous operation must be the only defined operation", operation.place)
    }
    var names: Set<String> = []
    for variable in operation.variables {
      if !variable.isUsed {
        report("Variable \"$\(variable.name)\" is never used", variable.place)
      }
      if let type = variable.definition, !type.isInput {
        report(
          "Variable \"$\(variable.name)\" cannot be non-input type \"\(variable.type.text)\"",
          variable.place)
      }
      if !names.insert(variable.name).inserted {
        report("There can be only one variable named \"$\(variable.name)\"", variable.place)
      }
    }
    if kind == "subscription", schema.roots[kind] != nil {
      try checkSubscription(operation)
    }
    try checkOverlap(operation.selections)
  }

  mutating func check(
    _ fragment: GraphQL.Fragment, _ type: GraphQL.Definition?
  ) throws(GraphQL.Failure) {
    isInFragment = true
    if let type, !type.isComposite {
      report(
        "Fragment \"\(fragment.name)\" cannot condition on non composite type "
          + "\"\(fragment.typeCondition)\"", fragment.place)
    }
    if type == nil { report("Unknown type \"\(fragment.typeCondition)\"", fragment.place) }
    if !used.contains(fragment.name) {
      report("Fragment \"\(fragment.name)\" is never used", fragment.place)
    }
    try checkOverlap(fragment.selections)
  }

  /// A subscription asks for one thing.
  private mutating func checkSubscription(_ operation: GraphQL.Operation) throws(GraphQL.Failure) {
    var fields: [(name: String, place: GraphQL.Place)] = []
    var open = [operation.selections]
    var seen: Set<String> = []
    while let selections = open.popLast() {
      for selection in selections {
        try count()
        switch selection {
        case .field(let field):
          if !fields.contains(where: { $0.name == field.name }) {
            fields.append((field.name, field.place))
          }
        case .inline(let inline): open.append(inline.selections)
        case .spread(let spread):
          if let fragment = spread.definition, seen.insert(fragment.name).inserted {
            open.append(fragment.selections)
          }
        }
      }
    }
    let name =
      operation.name.isEmpty ? "Anonymous Subscription" : "Subscription \"\(operation.name)\""
    if fields.count > 1 {
      report("\(name) must select only one top level field", fields[1].place)
    }
    for field in fields where field.name.hasPrefix("__") {
      report("\(name) must not select an introspection top level field", field.place)
    }
  }

  /// Fragments that spread themselves in the end.
  mutating func checkCycles() {
    var done: Set<String> = []
    for fragment in query.fragments where !done.contains(fragment.name) {
      var path: [(name: String, spreads: [GraphQL.Spread])] = [
        (fragment.name, Self.spreads(fragment))
      ]
      var onPath: Set = [fragment.name]
      while let (name, spreads) = path.last {
        guard let spread = spreads.last else {
          onPath.remove(name)
          done.insert(name)
          path.removeLast()
          continue
        }
        path[path.count - 1].spreads.removeLast()
        if onPath.contains(spread.name) {
          report("Cannot spread fragment \"\(spread.name)\" within itself", spread.place)
        } else if !done.contains(spread.name), let next = fragments[spread.name] {
          onPath.insert(next.name)
          path.append((next.name, Self.spreads(next)))
        }
      }
    }
  }

  private static func spreads(_ fragment: GraphQL.Fragment) -> [GraphQL.Spread] {
    var out: [GraphQL.Spread] = []
    var open = [fragment.selections]
    while let selections = open.popLast() {
      for selection in selections {
        switch selection {
        case .field(let field): open.append(field.selections)
        case .inline(let inline): open.append(inline.selections)
        case .spread(let spread): out.append(spread)
        }
      }
    }
    return out
  }
}
