// A tree as policies see it: the fields of gqlparser's tree without places and comments, and without
// what is null or empty, as OPA gives it.

private typealias Entry = (String, Value?)

/// Entries that are nil, empty lists and empty objects are left out.
private func tree(_ entries: [Entry]) -> Value {
  Value(
    object: entries.compactMap { name, value in
      guard let value, value.kind == .string || value.count != 0 else { return nil }
      return (Value(name), value)
    })
}

private func list<T>(_ items: [T], _ tree: (T) -> Value) -> Value {
  Value(array: items.map(tree).filter { $0.count != 0 })
}

extension GraphQL.Query {
  var tree: Value {
    ShrikeRego.tree([
      ("Operations", list(operations) { $0.tree }), ("Fragments", list(fragments) { $0.tree }),
    ])
  }
}

extension GraphQL.SchemaDocument {
  var tree: Value {
    ShrikeRego.tree([
      ("Schema", list(schema) { $0.tree }), ("SchemaExtension", list(schemaExtensions) { $0.tree }),
      ("Directives", list(directives) { $0.tree }), ("Definitions", list(definitions) { $0.tree }),
      ("Extensions", list(extensions) { $0.tree }),
    ])
  }
}

extension GraphQL.Operation {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Operation", Value(kind)), ("Name", Value(name)),
      ("VariableDefinitions", list(variables) { $0.tree }),
      ("Directives", list(directives) { $0.tree }), ("SelectionSet", list(selections) { $0.tree }),
    ])
  }
}

extension GraphQL.Fragment {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Name", Value(name)), ("VariableDefinition", list(variables) { $0.tree }),
      ("TypeCondition", Value(typeCondition)), ("Directives", list(directives) { $0.tree }),
      ("SelectionSet", list(selections) { $0.tree }),
    ])
  }
}

extension GraphQL.VariableDefinition {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Variable", Value(name)), ("Type", type.tree), ("DefaultValue", defaultValue?.tree),
      ("Directives", list(directives) { $0.tree }), ("Used", .false),
    ])
  }
}

extension GraphQL.Selection {
  fileprivate var tree: Value {
    switch self {
    case .field(let field):
      ShrikeRego.tree([
        ("Alias", Value(field.alias)), ("Name", Value(field.name)),
        ("Arguments", list(field.arguments) { $0.tree }),
        ("Directives", list(field.directives) { $0.tree }),
        ("SelectionSet", list(field.selections) { $0.tree }),
      ])
    case .spread(let spread):
      ShrikeRego.tree([
        ("Name", Value(spread.name)), ("Directives", list(spread.directives) { $0.tree }),
      ])
    case .inline(let inline):
      ShrikeRego.tree([
        ("TypeCondition", Value(inline.typeCondition)),
        ("Directives", list(inline.directives) { $0.tree }),
        ("SelectionSet", list(inline.selections) { $0.tree }),
      ])
    }
  }
}

extension GraphQL.Argument {
  fileprivate var tree: Value { ShrikeRego.tree([("Name", Value(name)), ("Value", value.tree)]) }
}

extension GraphQL.Directive {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Name", Value(name)), ("Arguments", list(arguments) { $0.tree }), ("Location", Value("")),
    ])
  }
}

extension GraphQL.Literal {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Raw", Value(raw)), ("Kind", Value(kind.rawValue)), ("ExpectedTypeHasDefault", .false),
      (
        "Children",
        list(children) { ShrikeRego.tree([("Name", Value($0.name)), ("Value", $0.value.tree)]) }
      ),
    ])
  }
}

extension GraphQL.TypeReference {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("NamedType", Value(named)), ("Elem", element?.tree), ("NonNull", Value(isNonNull)),
    ])
  }
}

extension GraphQL.SchemaDefinition {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Description", Value(description)), ("Directives", list(directives) { $0.tree }),
      (
        "OperationTypes",
        list(roots) {
          ShrikeRego.tree([("Operation", Value($0.operation)), ("Type", Value($0.type))])
        }
      ),
    ])
  }
}

extension GraphQL.Definition {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Kind", Value(kind.rawValue)), ("Description", Value(description)), ("Name", Value(name)),
      ("Directives", list(directives) { $0.tree }),
      ("Interfaces", Value(array: interfaces.map { Value($0) })),
      ("Fields", list(fields) { $0.tree }), ("Types", Value(array: types.map { Value($0) })),
      ("EnumValues", list(values) { $0.tree }), ("BuiltIn", Value(isBuiltIn)),
    ])
  }
}

extension GraphQL.FieldDefinition {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Description", Value(description)), ("Name", Value(name)),
      ("Arguments", list(arguments) { $0.tree }), ("DefaultValue", defaultValue?.tree),
      ("Type", type.tree), ("Directives", list(directives) { $0.tree }),
    ])
  }
}

extension GraphQL.EnumValue {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Description", Value(description)), ("Name", Value(name)),
      ("Directives", list(directives) { $0.tree }),
    ])
  }
}

extension GraphQL.DirectiveDefinition {
  fileprivate var tree: Value {
    ShrikeRego.tree([
      ("Description", Value(description)), ("Name", Value(name)),
      ("Arguments", list(arguments) { $0.tree }),
      ("Locations", Value(array: locations.map { Value($0) })),
      ("IsRepeatable", Value(isRepeatable)),
    ])
  }
}

// MARK: and back

extension GraphQL {
  /// The query that a tree stands for.
  static func query(tree: Value) throws(Failure) -> Query {
    let tree = TreeReader(tree)
    return Query(
      operations: try tree.list("Operations") { (item) throws(Failure) in
        let operation = Operation()
        operation.kind = try item.text("Operation")
        operation.name = try item.text("Name")
        operation.variables = try item.variables("VariableDefinitions")
        operation.directives = try item.directives()
        operation.selections = try item.selections()
        return operation
      },
      fragments: try tree.list("Fragments") { (item) throws(Failure) in
        let fragment = Fragment()
        fragment.name = try item.text("Name")
        fragment.variables = try item.variables("VariableDefinition")
        fragment.typeCondition = try item.text("TypeCondition")
        fragment.directives = try item.directives()
        fragment.selections = try item.selections()
        return fragment
      })
  }

  /// The schema that a tree stands for.
  static func schema(tree: Value) throws(Failure) -> SchemaDocument {
    let tree = TreeReader(tree)
    return SchemaDocument(
      schema: try tree.list("Schema") { (item) throws(Failure) in try item.schemaDefinition() },
      schemaExtensions: try tree.list("SchemaExtension") { (item) throws(Failure) in
        try item.schemaDefinition()
      },
      directives: try tree.list("Directives") { (item) throws(Failure) in
        var directive = DirectiveDefinition()
        directive.description = try item.text("Description")
        directive.name = try item.text("Name")
        directive.arguments = try item.fields("Arguments")
        directive.locations = try item.texts("Locations")
        directive.isRepeatable = try item.bool("IsRepeatable")
        return directive
      },
      definitions: try tree.list("Definitions") { (item) throws(Failure) in try item.definition() },
      extensions: try tree.list("Extensions") { (item) throws(Failure) in try item.definition() })
  }

  private struct TreeReader {
    private let value: Value
    private let depth: Int

    init(_ value: Value, depth: Int = 0) {
      self.value = value
      self.depth = depth
    }

    private func wrong(_ name: String) -> Failure {
      Failure(message: "\(name) of the tree is of the wrong kind", place: nil)
    }

    private func part(_ name: String) throws(Failure) -> TreeReader? {
      guard value.kind == .object else { throw wrong(name) }
      guard let part = value[name], !part.isNull else { return nil }
      guard depth < 4 * GraphQL.depthLimit else {
        throw Failure(message: "the tree is too deep", place: nil, isLimit: true)
      }
      return TreeReader(part, depth: depth + 1)
    }

    func text(_ name: String) throws(Failure) -> String {
      guard let part = try part(name) else { return "" }
      guard let text = part.value.string else { throw wrong(name) }
      return text
    }

    func bool(_ name: String) throws(Failure) -> Bool {
      guard let part = try part(name) else { return false }
      guard let bool = part.value.bool else { throw wrong(name) }
      return bool
    }

    func texts(_ name: String) throws(Failure) -> [String] {
      try list(name) { (item) throws(Failure) in
        guard let text = item.value.string else { throw item.wrong(name) }
        return text
      }
    }

    func list<T>(
      _ name: String, _ make: (TreeReader) throws(Failure) -> T
    ) throws(Failure) -> [T] {
      guard let part = try part(name) else { return [] }
      guard let elements = part.value.elements else { throw wrong(name) }
      var out: [T] = []
      for element in elements { out.append(try make(TreeReader(element, depth: depth + 1))) }
      return out
    }

    /// Every selection is read as a field, since that is the first that gqlparser tries and it never
    /// fails.
    func selections() throws(Failure) -> [Selection] {
      try list("SelectionSet") { (item) throws(Failure) in
        let field = Field()
        field.alias = try item.text("Alias")
        field.name = try item.text("Name")
        field.arguments = try item.arguments()
        field.directives = try item.directives()
        field.selections = try item.selections()
        return .field(field)
      }
    }

    func arguments() throws(Failure) -> [Argument] {
      try list("Arguments") { (item) throws(Failure) in
        var argument = Argument()
        argument.name = try item.text("Name")
        guard let value = try item.literal("Value") else { throw item.wrong("Value") }
        argument.value = value
        return argument
      }
    }

    func directives() throws(Failure) -> [Directive] {
      try list("Directives") { (item) throws(Failure) in
        let directive = Directive()
        directive.name = try item.text("Name")
        directive.arguments = try item.arguments()
        return directive
      }
    }

    func literal(_ name: String) throws(Failure) -> Literal? {
      guard let part = try part(name) else { return nil }
      let literal = Literal()
      literal.raw = try part.text("Raw")
      if let kind = try part.part("Kind") {
        guard let kind = kind.value.int.flatMap({ ValueKind(rawValue: $0) }) else {
          throw wrong("Kind")
        }
        literal.kind = kind
      }
      literal.children = try part.list("Children") { (item) throws(Failure) in
        guard let value = try item.literal("Value") else { throw item.wrong("Value") }
        return (try item.text("Name"), value, Place())
      }
      return literal
    }

    func type(_ name: String) throws(Failure) -> TypeReference? {
      guard let part = try part(name) else { return nil }
      let type = TypeReference()
      type.named = try part.text("NamedType")
      type.element = try part.type("Elem")
      type.isNonNull = try part.bool("NonNull")
      guard !type.named.isEmpty || type.element != nil else { throw wrong(name) }
      return type
    }

    func variables(_ name: String) throws(Failure) -> [VariableDefinition] {
      try list(name) { (item) throws(Failure) in
        let variable = VariableDefinition()
        variable.name = try item.text("Variable")
        guard let type = try item.type("Type") else { throw item.wrong("Type") }
        variable.type = type
        variable.defaultValue = try item.literal("DefaultValue")
        variable.directives = try item.directives()
        variable.isUsed = try item.bool("Used")
        return variable
      }
    }

    func fields(_ name: String) throws(Failure) -> [FieldDefinition] {
      try list(name) { (item) throws(Failure) in
        let field = FieldDefinition()
        field.description = try item.text("Description")
        field.name = try item.text("Name")
        field.arguments = try item.fields("Arguments")
        field.defaultValue = try item.literal("DefaultValue")
        guard let type = try item.type("Type") else { throw item.wrong("Type") }
        field.type = type
        field.directives = try item.directives()
        return field
      }
    }

    func definition() throws(Failure) -> Definition {
      let definition = Definition()
      guard let kind = Kind(rawValue: try text("Kind")) else { throw wrong("Kind") }
      definition.kind = kind
      definition.description = try text("Description")
      definition.name = try text("Name")
      definition.directives = try directives()
      definition.interfaces = try texts("Interfaces")
      definition.fields = try fields("Fields")
      definition.types = try texts("Types")
      definition.values = try list("EnumValues") { (item) throws(Failure) in
        EnumValue(
          description: try item.text("Description"), name: try item.text("Name"),
          directives: try item.directives())
      }
      definition.isBuiltIn = try bool("BuiltIn")
      return definition
    }

    func schemaDefinition() throws(Failure) -> SchemaDefinition {
      var schema = SchemaDefinition()
      schema.description = try text("Description")
      schema.directives = try directives()
      schema.roots = try list("OperationTypes") { (item) throws(Failure) in
        (try item.text("Operation"), try item.text("Type"), Place())
      }
      return schema
    }
  }
}
