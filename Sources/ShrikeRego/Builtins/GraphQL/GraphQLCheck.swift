extension GraphQL {
  /// Whether a query is valid by a schema: chapter 5 of the specification as gqlparser has it. Keeps
  /// the first mistake.
  struct Check {
    let schema: Schema
    let query: Query
    let fragments: [String: Fragment]

    private(set) var mistake: Failure?
    private(set) var operation: Operation?
    /// Fragments whose parts were looked at since the operation or fragment began.
    private var visited: Set<String> = []
    private var depth = 0
    /// Fragments that operations come to.
    var used: Set<String> = []
    var isInFragment = false
    private let overlap = Overlap()
    private var work = 0

    /// Nodes that one check may look at, repeats through fragments counted.
    private static let workLimit = 2_000_000

    /// Nil where the query is valid.
    static func mistake(in query: Query, by schema: Schema) throws(Failure) -> Failure? {
      var check = Check(schema, query)
      try check.run()
      return check.mistake
    }

    private init(_ schema: Schema, _ query: Query) {
      self.schema = schema
      self.query = query
      fragments = Dictionary(
        query.fragments.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func report(_ message: String, _ place: Place) {
      if mistake == nil { mistake = Failure(message: message, place: place) }
    }

    mutating func count() throws(Failure) {
      work += 1
      guard work <= Self.workLimit else {
        throw Failure(message: "too much to look at", place: nil, isLimit: true)
      }
    }

    private mutating func run() throws(Failure) {
      var names: Set<String> = []
      for operation in query.operations {
        visited = []
        self.operation = operation
        try walk(operation)
        try check(operation)
        if !names.insert(operation.name).inserted {
          report("There can be only one operation named \"\(operation.name)\".", operation.place)
        }
        self.operation = nil
      }
      var fragmentNames: Set<String> = []
      for fragment in query.fragments {
        visited = []
        let type = schema.types[fragment.typeCondition]
        try walk(fragment.directives, at: "FRAGMENT_DEFINITION")
        try walk(fragment.selections, of: type)
        try check(fragment, type)
        if !fragmentNames.insert(fragment.name).inserted {
          report("There can be only one fragment named \"\(fragment.name)\".", fragment.place)
        }
      }
      checkCycles()
    }

    // MARK: walking

    private mutating func walk(_ operation: Operation) throws(Failure) {
      for variable in operation.variables {
        variable.definition = schema.types[variable.type.name]
        if variable.definition == nil {
          report("Unknown type \"\(variable.type.name)\".", variable.place)
        }
        variable.defaultValue?.expected = variable.type
        variable.defaultValue?.definition = variable.definition
      }
      for variable in operation.variables {
        if let value = variable.defaultValue { try walk(value) }
        try walk(variable.directives, at: "VARIABLE_DEFINITION")
      }
      let kind = operation.kind.isEmpty ? "query" : operation.kind
      try walk(operation.directives, at: kind.uppercased())
      try walk(operation.selections, of: schema.roots[kind])
    }

    private mutating func walk(_ directives: [Directive], at location: String) throws(Failure) {
      var seen: Set<String> = []
      for directive in directives {
        let definition = schema.directives[directive.name]
        for argument in directive.arguments {
          try walk(argument, definition?.argument(argument.name))
        }
        try check(directive, definition, at: location)
        let isRepeated = !seen.insert(directive.name).inserted
        if isRepeated, definition?.isRepeatable != true {
          report(
            "The directive \"@\(directive.name)\" can only be used once at this location",
            directive.place)
        }
      }
    }

    private mutating func walk(
      _ argument: Argument, _ definition: FieldDefinition?
    ) throws(Failure) {
      if let definition { expect(definition, of: argument.value) }
      try walk(argument.value)
    }

    private func expect(_ definition: FieldDefinition, of value: Literal) {
      value.expected = definition.type
      value.expectedHasDefault = definition.defaultValue.map { $0.kind != .null } ?? false
      value.definition = schema.types[definition.type.name]
    }

    private mutating func walk(_ value: Literal) throws(Failure) {
      try count()
      switch value.kind {
      case .variable:
        if let operation {
          value.variable = operation.variables.first { $0.name == value.raw }
          value.variable?.isUsed = true
        }
      case .object:
        for child in value.children {
          if let field = value.definition?.field(child.name) { expect(field, of: child.value) }
          try walk(child.value)
        }
      case .list:
        for child in value.children {
          if let element = value.expected?.element {
            child.value.expected = element
            child.value.definition = value.definition
          }
          try walk(child.value)
        }
      default: break
      }
      check(value)
    }

    private mutating func walk(_ selections: [Selection], of parent: Definition?) throws(Failure) {
      depth += 1
      defer { depth -= 1 }
      guard depth <= GraphQL.depthLimit else {
        throw Failure(message: "nested too deeply", place: nil, isLimit: true)
      }
      for selection in selections {
        try count()
        switch selection {
        case .field(let field): try walk(field, of: parent)
        case .inline(let inline):
          inline.parent = parent
          let type = inline.typeCondition.isEmpty ? parent : schema.types[inline.typeCondition]
          try walk(inline.directives, at: "INLINE_FRAGMENT")
          try walk(inline.selections, of: type)
          check(inline)
          try checkOverlap(inline.selections)
        case .spread(let spread):
          let fragment = fragments[spread.name]
          spread.definition = fragment
          spread.parent = parent
          try walk(spread.directives, at: "FRAGMENT_SPREAD")
          if let fragment, visited.insert(fragment.name).inserted {
            try walk(fragment.directives, at: "FRAGMENT_DEFINITION")
            try walk(fragment.selections, of: schema.types[fragment.typeCondition])
          }
          check(spread)
        }
      }
    }

    private let typeName: FieldDefinition = {
      let field = FieldDefinition()
      field.name = "__typename"
      field.type = TypeReference("String")
      return field
    }()

    private mutating func walk(_ field: Field, of parent: Definition?) throws(Failure) {
      let definition = field.name == "__typename" ? typeName : parent?.field(field.name)
      field.definition = definition
      field.parent = parent
      for argument in field.arguments {
        try walk(argument, definition?.argument(argument.name))
      }
      try walk(field.directives, at: "FIELD")
      try walk(field.selections, of: definition.flatMap { schema.types[$0.type.name] })
      try check(field)
      if operation != nil { try checkOverlap(field.selections) }
    }

    mutating func checkOverlap(_ selections: [Selection]) throws(Failure) {
      guard mistake == nil, !selections.isEmpty else { return }
      if let conflict = try overlap.conflict(within: selections, schema) {
        report(conflict.message, conflict.place ?? Place())
      }
    }
  }
}
