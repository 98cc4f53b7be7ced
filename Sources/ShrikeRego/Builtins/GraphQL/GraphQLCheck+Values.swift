/// Rules of arguments, directives and values.
extension GraphQL.Check {
  mutating func checkUnique(_ arguments: [GraphQL.Argument]) {
    var seen: Set<String> = []
    for argument in arguments where !seen.insert(argument.name).inserted {
      report("There can be only one argument named \"\(argument.name)\"", argument.place)
    }
  }

  mutating func check(
    _ directive: GraphQL.Directive, _ definition: GraphQL.DirectiveDefinition?, at location: String
  ) throws(GraphQL.Failure) {
    checkUnique(directive.arguments)
    guard let definition else {
      report("Unknown directive \"@\(directive.name)\"", directive.place)
      return
    }
    if !definition.locations.contains(location) {
      report("Directive \"@\(directive.name)\" may not be used on \(location)", directive.place)
    }
    for argument in directive.arguments where definition.argument(argument.name) == nil {
      report(
        "Unknown argument \"\(argument.name)\" on directive \"@\(directive.name)\"",
        directive.place)
    }
    for argument in definition.arguments where argument.isRequired {
      if !directive.arguments.contains(where: { $0.name == argument.name }) {
        report(
          "Directive \"@\(directive.name)\" argument \"\(argument.name)\" of type "
            + "\"\(argument.type.text)\" is required, but it was not provided", directive.place)
      }
    }
  }

  mutating func check(_ value: GraphQL.Literal) {
    if value.kind == .variable, let operation {
      if let variable = value.variable {
        checkPosition(value, variable)
      } else {
        let owner = operation.name.isEmpty ? "" : " by operation \"\(operation.name)\""
        report("Variable \"$\(value.raw)\" is not defined\(owner)", value.place)
      }
    }
    if value.kind == .object {
      var seen: Set<String> = []
      for child in value.children where !seen.insert(child.name).inserted {
        report("There can be only one input field named \"\(child.name)\"", child.place)
      }
    }
    checkType(of: value)
  }

  private mutating func checkPosition(
    _ value: GraphQL.Literal, _ variable: GraphQL.VariableDefinition
  ) {
    guard let expected = value.expected else { return }
    let hasDefault = variable.defaultValue.map { $0.kind != .null } ?? false
    if !variable.type.fits(expected, orNull: hasDefault || value.expectedHasDefault) {
      report(
        "Variable \"$\(value.raw)\" of type \"\(variable.type.text)\" used in position expecting "
          + "type \"\(expected.text)\"", value.place)
    }
  }

  private mutating func checkType(of value: GraphQL.Literal) {
    guard let definition = value.definition, let expected = value.expected else { return }
    func unexpected() -> String {
      "Expected value of type \"\(expected.text)\", found \(value.raw)"
    }
    if value.kind == .null, expected.isNonNull { report(unexpected(), value.place) }
    // Scalars of the schema's own may be written in any way.
    if definition.kind == .scalar,
      !["Int", "Float", "String", "Boolean", "ID"].contains(definition.name)
    {
      return
    }
    func isOne(of names: String...) -> Bool { names.contains(definition.name) }
    let isRight: Bool
    switch value.kind {
    case .null, .variable: return
    case .list: isRight = expected.element != nil
    case .int: isRight = isOne(of: "Int", "Float", "ID") && Int64(value.raw) != nil
    case .float: isRight = isOne(of: "Float") && Double(value.raw)?.isFinite == true
    case .string, .block:
      isRight = definition.kind != .enumeration && isOne(of: "String", "ID")
    case .boolean: isRight = isOne(of: "Boolean")
    case .enumeration:
      isRight =
        definition.kind == .enumeration && definition.values.contains { $0.name == value.raw }
    case .object:
      checkFields(of: value, definition)
      return
    }
    if !isRight { report(unexpected(), value.place) }
  }

  private mutating func checkFields(of value: GraphQL.Literal, _ definition: GraphQL.Definition) {
    for field in definition.fields where field.isRequired {
      if !value.children.contains(where: { $0.name == field.name }) {
        report(
          "Field \"\(definition.name).\(field.name)\" of required type \"\(field.type.text)\" was "
            + "not provided", value.place)
      }
    }
    if definition.directives.contains(where: { $0.name == "oneOf" }) {
      if value.children.count != 1 {
        report(
          "OneOf Input Object \"\(definition.name)\" must specify exactly one key", value.place)
      }
      for child in value.children {
        let isNullable = child.value.variable.map { !$0.type.isNonNull } ?? false
        if child.value.kind == .null || child.value.kind == .variable && isNullable {
          report("Field \"\(definition.name).\(child.name)\" must be non-null", value.place)
        }
      }
    }
    for child in value.children where definition.field(child.name) == nil {
      report(
        "Field \"\(child.name)\" is not defined by type \"\(definition.name)\"", child.place)
    }
  }
}
