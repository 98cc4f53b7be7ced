/// Rules of fields, and of fragments where they are spread.
extension GraphQL.Check {
  mutating func check(_ field: GraphQL.Field) throws(GraphQL.Failure) {
    checkUnique(field.arguments)
    guard let definition = field.definition else {
      if let parent = field.parent {
        report("Cannot query field \"\(field.name)\" on type \"\(parent.name)\"", field.place)
      }
      return
    }
    if let parent = field.parent {
      for argument in field.arguments where definition.argument(argument.name) == nil {
        report(
          "Unknown argument \"\(argument.name)\" on field \"\(parent.name).\(field.name)\"",
          field.place)
      }
    }
    for argument in definition.arguments where argument.isRequired {
      if !field.arguments.contains(where: { $0.name == argument.name }) {
        report(
          "Field \"\(field.name)\" argument \"\(argument.name)\" of type "
            + "\"\(argument.type.text)\" is required, but it was not provided", field.place)
      }
    }
    if let type = schema.types[definition.type.name] {
      if type.isLeaf, !field.selections.isEmpty {
        report(
          "Field \"\(field.name)\" must not have a selection since type \"\(type.name)\" has no "
            + "subfields", field.place)
      }
      if !type.isLeaf, field.selections.isEmpty {
        report(
          "Field \"\(field.name)\" of type \"\(definition.type.text)\" must have a selection of "
            + "subfields", field.place)
      }
    }
    if field.name == "__schema" || field.name == "__type" {
      var fragments: Set<String> = []
      if try isTooDeep(field.name, field.selections, 0, &fragments) {
        report("Maximum introspection depth exceeded", field.place)
      }
    }
  }

  /// Lists of types within lists of types: three levels of them are enough for anyone.
  private mutating func isTooDeep(
    _ name: String, _ selections: [GraphQL.Selection], _ depth: Int, _ inside: inout Set<String>
  ) throws(GraphQL.Failure) -> Bool {
    var depth = depth
    if ["fields", "interfaces", "possibleTypes", "inputFields"].contains(name) {
      depth += 1
      if depth >= 3 { return true }
    }
    for selection in selections {
      try count()
      switch selection {
      case .field(let field):
        if try isTooDeep(field.name, field.selections, depth, &inside) { return true }
      case .inline(let inline):
        if try isTooDeep("", inline.selections, depth, &inside) { return true }
      case .spread(let spread):
        guard let fragment = fragments[spread.name], inside.count < GraphQL.depthLimit,
          inside.insert(fragment.name).inserted
        else { continue }
        defer { inside.remove(fragment.name) }
        if try isTooDeep("", fragment.selections, depth, &inside) { return true }
      }
    }
    return false
  }

  mutating func check(_ inline: GraphQL.InlineFragment) {
    if !inline.typeCondition.isEmpty {
      guard let type = schema.types[inline.typeCondition] else {
        report("Unknown type \"\(inline.typeCondition)\"", inline.place)
        return
      }
      if !type.isComposite {
        report(
          "Fragment cannot condition on non composite type \"\(inline.typeCondition)\"",
          inline.place)
      }
    }
    if let parent = inline.parent, !isPossible(inline.typeCondition, in: parent) {
      report(
        "Fragment cannot be spread here as objects of type \"\(parent.name)\" can never be of "
          + "type \"\(inline.typeCondition)\"", inline.place)
    }
  }

  mutating func check(_ spread: GraphQL.Spread) {
    if !isInFragment { used.insert(spread.name) }
    guard let fragment = spread.definition else {
      report("Unknown fragment \"\(spread.name)\"", spread.place)
      return
    }
    if let parent = spread.parent, !isPossible(fragment.typeCondition, in: parent) {
      report(
        "Fragment \"\(spread.name)\" cannot be spread here as objects of type \"\(parent.name)\" "
          + "can never be of type \"\(fragment.typeCondition)\"", spread.place)
    }
  }

  /// Whether some object is of both types; what other rules look at counts as possible.
  private func isPossible(_ name: String, in parent: GraphQL.Definition) -> Bool {
    guard let type = schema.types[name], type.isComposite else { return true }
    let parents: Set<String>
    switch parent.kind {
    case .object: parents = [parent.name]
    case .interface, .union:
      parents = Set((schema.possible[parent.name] ?? []).map { $0.name })
    default: return true
    }
    return (schema.possible[name] ?? []).contains { parents.contains($0.name) }
  }
}
