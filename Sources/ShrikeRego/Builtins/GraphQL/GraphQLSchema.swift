extension GraphQL {
  /// A schema put together from its definitions and extensions, and found to make sense.
  struct Schema {
    private(set) var types: [String: Definition] = [:]
    private(set) var directives: [String: DirectiveDefinition] = [:]
    /// What a value of an abstract type may be.
    private(set) var possible: [String: [Definition]] = [:]
    private(set) var roots: [String: Definition] = [:]

    /// Definitions that every schema has may be repeated.
    private static let known: Set = [
      "include", "skip", "deprecated", "specifiedBy", "defer", "oneOf",
    ]

    init(_ document: SchemaDocument) throws(Failure) {
      var document = document
      let prelude = try GraphQL.schema(GraphQL.prelude, isBuiltIn: true)
      document.definitions = prelude.definitions + document.definitions
      document.directives = prelude.directives + document.directives

      for definition in document.definitions {
        guard types.updateValue(definition, forKey: definition.name) == nil else {
          throw Failure(
            message: "Cannot redeclare type \(definition.name).", place: definition.place)
        }
      }
      var definitions = document.definitions
      for addition in document.extensions {
        try extend(with: addition, &definitions)
      }
      for definition in definitions { notePossible(definition) }
      for directive in document.directives {
        let isRepeated = directives.updateValue(directive, forKey: directive.name) != nil
        if isRepeated, !Self.known.contains(directive.name) {
          throw Failure(
            message: "Cannot redeclare directive \(directive.name).", place: directive.place)
        }
      }
      try checkRoots(document)
      for name in types.keys.sorted() {
        if let definition = types[name] { try check(definition) }
      }
      try checkCycles()
      for name in directives.keys.sorted() {
        guard let directive = directives[name] else { continue }
        try checkName(directive.name, directive.place)
        try check(arguments: directive.arguments, of: directive.name)
      }
      if document.schema.isEmpty {
        for (operation, name) in [
          ("query", "Query"), ("mutation", "Mutation"), ("subscription", "Subscription"),
        ] where roots[operation] == nil {
          roots[operation] = types[name]
        }
      }
      addIntrospection()
    }

    private mutating func extend(
      with addition: Definition, _ definitions: inout [Definition]
    ) throws(Failure) {
      let base: Definition
      if let known = types[addition.name] {
        base = known
      } else {
        base = Definition()
        base.kind = addition.kind
        base.name = addition.name
        base.place = addition.place
        types[base.name] = base
        definitions.append(base)
      }
      guard base.kind == addition.kind else {
        throw Failure(
          message: "Cannot extend type \(addition.name) because the base type is a "
            + "\(base.kind.rawValue), not \(addition.kind.rawValue).", place: addition.place)
      }
      base.directives += addition.directives
      base.interfaces += addition.interfaces
      base.fields += addition.fields
      base.types += addition.types
      base.values += addition.values
    }

    private mutating func notePossible(_ definition: Definition) {
      switch definition.kind {
      case .union:
        possible[definition.name, default: []] += definition.types.compactMap { types[$0] }
      case .object, .input:
        for name in definition.interfaces { possible[name, default: []].append(definition) }
        possible[definition.name, default: []].append(definition)
      case .interface:
        for name in definition.interfaces { possible[name, default: []].append(definition) }
      default: break
      }
    }

    private mutating func checkRoots(_ document: SchemaDocument) throws(Failure) {
      if document.schema.count > 1 {
        throw Failure(
          message: "Cannot have multiple schema entry points, consider schema extensions instead.",
          place: document.schema[1].place)
      }
      for schema in document.schema + document.schemaExtensions {
        for root in schema.roots {
          guard let type = types[root.type] else {
            throw Failure(
              message: "Schema root \(root.operation) refers to a type \(root.type) that does not "
                + "exist.", place: root.place)
          }
          roots[root.operation] = type
        }
        try check(schema.directives, at: "SCHEMA")
      }
    }

    /// `__schema` and `__type` of the query's root.
    private func addIntrospection() {
      guard let query = roots["query"] else { return }
      let schema = FieldDefinition()
      schema.name = "__schema"
      schema.type = TypeReference("__Schema", isNonNull: true)
      let type = FieldDefinition()
      type.name = "__type"
      type.type = TypeReference("__Type")
      let name = FieldDefinition()
      name.name = "name"
      name.type = TypeReference("String", isNonNull: true)
      type.arguments = [name]
      query.fields += [schema, type]
    }

    // MARK: checks

    private func checkName(_ name: String, _ place: Place) throws(Failure) {
      guard !name.hasPrefix("__") else {
        throw Failure(
          message: "Name \"\(name)\" must not begin with \"__\", which is reserved by GraphQL "
            + "introspection.", place: place)
      }
    }

    private func checkType(_ type: TypeReference) throws(Failure) {
      guard types[type.name] != nil else {
        throw Failure(message: "Undefined type \(type.name).", place: type.place)
      }
    }

    private func check(_ definition: Definition) throws(Failure) {
      func wrong(_ message: String, _ place: Place? = nil) -> Failure {
        Failure(
          message: "\(definition.kind.rawValue) \(definition.name): \(message).",
          place: place ?? definition.place)
      }
      let isInput = definition.kind == .input
      for field in definition.fields {
        try checkName(field.name, field.place)
        try checkType(field.type)
        try check(arguments: field.arguments, of: nil)
        try check(field.directives, at: isInput ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION")
      }
      for name in definition.types {
        guard let type = types[name] else {
          throw Failure(message: "Undefined type \"\(name)\".", place: definition.place)
        }
        guard type.kind == .object else {
          throw Failure(message: "UNION type \"\(name)\" must be OBJECT.", place: definition.place)
        }
      }
      for name in definition.interfaces { try checkImplements(definition, name) }
      switch definition.kind {
      case .object, .interface, .input:
        if definition.fields.isEmpty { throw wrong("must define one or more fields") }
        for field in definition.fields {
          guard let type = types[field.type.name] else { continue }
          let isRight = isInput ? type.isInput : type.kind != .input
          if !isRight { throw wrong("field must not be \(type.kind.rawValue)", field.place) }
        }
      case .enumeration:
        if definition.values.isEmpty { throw wrong("must define one or more unique enum values") }
        for value in definition.values {
          if ["true", "false", "null"].contains(value.name) {
            throw wrong("non-enum value \(value.name)")
          }
          try check(value.directives, at: "ENUM_VALUE")
        }
      default: break
      }
      try checkUnique(definition.fields.map { ($0.name, $0.place) }, of: definition)
      try checkUnique(definition.values.map { ($0.name, $0.place) }, of: definition)
      try checkUnique(definition.types.map { ($0, definition.place) }, of: definition)
      if !definition.isBuiltIn { try checkName(definition.name, definition.place) }
      // Gathered from several places, so that what may stand once may stand here twice.
      try check(definition.directives, at: definition.kind.rawValue, isOnePlace: false)
    }

    private func checkUnique(
      _ names: [(String, Place)], of definition: Definition
    ) throws(Failure) {
      var seen: Set<String> = []
      for (name, place) in names where !seen.insert(name).inserted {
        throw Failure(
          message: "\(definition.name).\(name) can only be defined once.", place: place)
      }
    }

    private func check(
      arguments: [FieldDefinition], of directive: String?
    ) throws(Failure) {
      for argument in arguments {
        try checkName(argument.name, argument.place)
        try checkType(argument.type)
        if let type = types[argument.type.name], !type.isInput {
          throw Failure(
            message: "cannot use \(argument.type.text) as argument \(argument.name) because "
              + "\(type.kind.rawValue) is not a valid input type", place: argument.place)
        }
        try check(argument.directives, at: "ARGUMENT_DEFINITION", inside: directive)
      }
    }

    private func check(
      _ uses: [Directive], at location: String, inside directive: String? = nil,
      isOnePlace: Bool = true
    ) throws(Failure) {
      var seen: Set<String> = []
      for use in uses {
        try checkName(use.name, use.place)
        if use.name == directive {
          throw Failure(
            message: "Directive \(use.name) cannot refer to itself.", place: use.place)
        }
        guard let definition = directives[use.name] else {
          throw Failure(message: "Undefined directive \(use.name).", place: use.place)
        }
        if isOnePlace, !seen.insert(use.name).inserted, !definition.isRepeatable {
          throw Failure(
            message: "The directive \(use.name) can only be used once at this location.",
            place: use.place)
        }
        guard definition.locations.contains(location) else {
          throw Failure(
            message: "Directive \(use.name) is not applicable on \(location).", place: use.place)
        }
        for argument in use.arguments where definition.argument(argument.name) == nil {
          throw Failure(
            message: "Undefined argument \(argument.name) for directive \(use.name).",
            place: argument.place)
        }
        for wanted in definition.arguments where wanted.isRequired {
          let given = use.arguments.first { $0.name == wanted.name }
          if given?.value.kind ?? .null == .null {
            throw Failure(
              message: "Argument \(wanted.name) for directive \(use.name) cannot be null.",
              place: use.place)
          }
        }
      }
    }

    private func checkImplements(_ definition: Definition, _ name: String) throws(Failure) {
      func wrong(_ message: String, _ place: Place? = nil) -> Failure {
        Failure(
          message: "For \(definition.name) to implement \(name) \(message).",
          place: place ?? definition.place)
      }
      guard let interface = types[name] else {
        throw Failure(message: "Undefined type \"\(name)\".", place: definition.place)
      }
      guard interface.kind == .interface else {
        throw Failure(
          message: "\"\(name)\" is a non interface type \(interface.kind.rawValue).",
          place: definition.place)
      }
      for wanted in interface.fields {
        guard let field = definition.field(wanted.name) else {
          throw wrong("it must have a field called \(wanted.name)")
        }
        guard isCovariant(wanted.type, field.type) else {
          throw wrong("the field \(wanted.name) must have type \(wanted.type.text)", field.place)
        }
        for argument in wanted.arguments {
          guard let own = field.argument(argument.name) else {
            throw wrong(
              "the field \(wanted.name) must have the same arguments but it is missing "
                + argument.name, field.place)
          }
          guard argument.type.fits(own.type) else {
            throw wrong(
              "the field \(wanted.name) must have the same arguments but \(argument.name) has the "
                + "wrong type", own.place)
          }
        }
        for own in field.arguments where own.isRequired && wanted.argument(own.name) == nil {
          throw wrong(
            "any additional arguments on \(wanted.name) must be optional but \(own.name) is "
              + "required", own.place)
        }
      }
      for ancestor in interface.interfaces where !definition.interfaces.contains(ancestor) {
        throw Failure(
          message: ancestor == definition.name
            ? "Type \(definition.name) cannot implement \(name) because it would create a circular "
              + "reference."
            : "Type \(definition.name) must implement \(ancestor) because it is implemented by "
              + "\(name).", place: definition.place)
      }
    }

    private func isCovariant(_ wanted: TypeReference, _ actual: TypeReference) -> Bool {
      if wanted.isNonNull, !actual.isNonNull { return false }
      if let element = wanted.element {
        return actual.element.map { isCovariant(element, $0) } ?? false
      }
      return wanted.named == actual.named
        || possible[wanted.named]?.contains { $0.name == actual.named } ?? false
    }

    /// An input that must hold itself can never be given.
    private func checkCycles() throws(Failure) {
      enum State { case open, done }
      var states: [String: State] = [:]
      for name in types.keys.sorted() where states[name] == nil {
        var path: [(definition: Definition, next: Int)] = []
        if let definition = types[name], definition.kind == .input {
          path.append((definition, 0))
          states[name] = .open
        }
        while let (definition, next) = path.last {
          guard next < definition.fields.count else {
            states[definition.name] = .done
            path.removeLast()
            continue
          }
          path[path.count - 1].next += 1
          let type = definition.fields[next].type
          guard type.isNonNull, type.element == nil, let target = types[type.named],
            target.kind == .input
          else { continue }
          switch states[target.name] {
          case .open:
            throw Failure(
              message: "Cannot reference Input Object \"\(target.name)\" within itself through a "
                + "series of non-null fields.", place: definition.fields[next].place)
          case .done: break
          case nil:
            states[target.name] = .open
            path.append((target, 0))
          }
        }
      }
    }
  }

  /// What every schema has: chapters 3.5, 3.13 and 4.2 of the specification, and `@defer`.
  fileprivate static let prelude = """
    scalar Int scalar Float scalar String scalar Boolean scalar ID
    directive @defer(if: Boolean = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @deprecated(reason: String = "No longer supported")
      on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
    directive @specifiedBy(url: String!) on SCALAR
    directive @oneOf on INPUT_OBJECT
    type __Schema {
      description: String types: [__Type!]! queryType: __Type! mutationType: __Type
      subscriptionType: __Type directives: [__Directive!]!
    }
    type __Type {
      kind: __TypeKind! name: String description: String specifiedByURL: String
      fields(includeDeprecated: Boolean = false): [__Field!] interfaces: [__Type!]
      possibleTypes: [__Type!] enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
      inputFields(includeDeprecated: Boolean = false): [__InputValue!] ofType: __Type
      isOneOf: Boolean
    }
    enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
    type __Field {
      name: String! description: String
      args(includeDeprecated: Boolean = false): [__InputValue!]!
      type: __Type! isDeprecated: Boolean! deprecationReason: String
    }
    type __InputValue {
      name: String! description: String type: __Type! defaultValue: String
      isDeprecated: Boolean! deprecationReason: String
    }
    type __EnumValue {
      name: String! description: String isDeprecated: Boolean! deprecationReason: String
    }
    type __Directive {
      name: String! description: String isRepeatable: Boolean!
      locations: [__DirectiveLocation!]!
      args(includeDeprecated: Boolean = false): [__InputValue!]!
    }
    enum __DirectiveLocation {
      QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT
      VARIABLE_DEFINITION SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE
      UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION
    }
    """
}
