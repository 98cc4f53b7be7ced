extension GraphQL.Parser {
  mutating func schemaDocument() throws(GraphQL.Failure) -> GraphQL.SchemaDocument {
    var document = GraphQL.SchemaDocument()
    while token.kind != .end {
      let start = token
      let description = try description()
      guard token.kind == .name else { throw unexpected() }
      switch token.value {
      case "scalar", "type", "interface", "union", "enum", "input":
        let definition = try definition(isExtension: false)
        definition.description = description
        document.definitions.append(definition)
      case "schema":
        var schema = try schemaDefinition(isExtension: false)
        schema.description = description
        document.schema.append(schema)
      case "directive":
        var directive = try directiveDefinition()
        directive.description = description
        document.directives.append(directive)
      case "extend":
        guard description.isEmpty else { throw unexpected(start) }
        try next()
        switch token.value {
        case "schema": document.schemaExtensions.append(try schemaDefinition(isExtension: true))
        case "scalar", "type", "interface", "union", "enum", "input":
          document.extensions.append(try definition(isExtension: true))
        default: throw unexpected()
        }
      default: throw unexpected()
      }
    }
    return document
  }

  private mutating func description() throws(GraphQL.Failure) -> String {
    token.kind == .string || token.kind == .block ? try next().value : ""
  }

  private mutating func schemaDefinition(
    isExtension: Bool
  ) throws(GraphQL.Failure) -> GraphQL.SchemaDefinition {
    try expect(word: "schema")
    var schema = GraphQL.SchemaDefinition()
    schema.place = token.place
    schema.directives = try directives(isConstant: true)
    try some(.openBrace, .closeBrace) { (parser) throws(GraphQL.Failure) in
      let place = parser.token.place
      let operation = try parser.operationKind()
      try parser.expect(.colon)
      schema.roots.append((operation, try parser.name(), place))
    }
    if isExtension, schema.directives.isEmpty, schema.roots.isEmpty { throw unexpected() }
    return schema
  }

  /// A type, or what is added to one, which has to be something.
  private mutating func definition(
    isExtension: Bool
  ) throws(GraphQL.Failure) -> GraphQL.Definition {
    let word = try next().value
    let definition = GraphQL.Definition()
    definition.place = token.place
    definition.name = try name()
    if word == "type" || word == "interface" && !isExtension {
      definition.interfaces = try interfaces()
    }
    definition.directives = try directives(isConstant: word != "input" || !isExtension)
    switch word {
    case "scalar": definition.kind = .scalar
    case "type", "interface":
      definition.kind = word == "type" ? .object : .interface
      try some(.openBrace, .closeBrace) { (parser) throws(GraphQL.Failure) in
        definition.fields.append(try parser.fieldDefinition(isInput: false))
      }
    case "union":
      definition.kind = .union
      if try take(.equals) {
        _ = try take(.pipe)
        repeat { definition.types.append(try name()) } while try take(.pipe)
      }
    case "enum":
      definition.kind = .enumeration
      try some(.openBrace, .closeBrace) { (parser) throws(GraphQL.Failure) in
        var value = GraphQL.EnumValue()
        value.description = try parser.description()
        value.place = parser.token.place
        value.name = try parser.name()
        value.directives = try parser.directives(isConstant: true)
        definition.values.append(value)
      }
    default:
      definition.kind = .input
      try some(.openBrace, .closeBrace) { (parser) throws(GraphQL.Failure) in
        definition.fields.append(try parser.fieldDefinition(isInput: true))
      }
    }
    let isEmpty =
      definition.interfaces.isEmpty && definition.directives.isEmpty && definition.fields.isEmpty
      && definition.types.isEmpty && definition.values.isEmpty
    if isExtension, isEmpty { throw unexpected() }
    return definition
  }

  private mutating func interfaces() throws(GraphQL.Failure) -> [String] {
    guard token.value == "implements" else { return [] }
    try next()
    _ = try take(.ampersand)
    var names: [String] = []
    repeat { names.append(try name()) } while try take(.ampersand)
    return names
  }

  /// A field with arguments, or one of an input with a default; arguments look like the latter.
  private mutating func fieldDefinition(
    isInput: Bool
  ) throws(GraphQL.Failure) -> GraphQL.FieldDefinition {
    let field = GraphQL.FieldDefinition()
    field.description = try description()
    field.place = token.place
    field.name = try name()
    if !isInput { field.arguments = try argumentDefinitions() }
    try expect(.colon)
    field.type = try type()
    if isInput, try take(.equals) { field.defaultValue = try value(isConstant: true) }
    field.directives = try directives(isConstant: true)
    return field
  }

  private mutating func argumentDefinitions() throws(GraphQL.Failure) -> [GraphQL.FieldDefinition] {
    var out: [GraphQL.FieldDefinition] = []
    try some(.open, .close) { (parser) throws(GraphQL.Failure) in
      out.append(try parser.fieldDefinition(isInput: true))
    }
    return out
  }

  private mutating func directiveDefinition() throws(GraphQL.Failure) -> GraphQL.DirectiveDefinition
  {
    try expect(word: "directive")
    try expect(.at)
    var directive = GraphQL.DirectiveDefinition()
    directive.place = token.place
    directive.name = try name()
    directive.arguments = try argumentDefinitions()
    if token.kind == .name, token.value == "repeatable" {
      directive.isRepeatable = true
      try next()
    }
    try expect(word: "on")
    _ = try take(.pipe)
    repeat {
      let location = try expect(.name)
      guard Self.locations.contains(location.value) else { throw unexpected(location) }
      directive.locations.append(location.value)
    } while try take(.pipe)
    return directive
  }

  private static let locations: Set = [
    "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
  ]
}
