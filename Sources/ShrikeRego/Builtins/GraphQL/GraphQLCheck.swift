extension GraphQL {
  /// Whether a query is valid by a schema: chapter 5 of the specification as gqlparser has it. Keeps
  /// the first mistake.
  struct Check {
    let schema: Schema
    let query: Query
    private let fragments: [String: Fragment]

    private(set) var mistake: Failure?
    private var operation: Operation?
    /// Fragments whose parts were looked at since the operation or fragment began.
    private var visited: Set<String> = []
    private var depth = 0
    private var used: Set<String> = []
    private var isInFragment = false
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

    private mutating func report(_ message: String, _ place: Place) {
      if mistake == nil { mistake = Failure(message: message, place: place) }
    }

    private mutating func count() throws(Failure) {
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

    // MARK: rules of operations and fragments

    private mutating func check(_ operation: Operation) throws(Failure) {
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

    private mutating func check(_ fragment: Fragment, _ type: Definition?) throws(Failure) {
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

    private mutating func checkOverlap(_ selections: [Selection]) throws(Failure) {
      guard mistake == nil, !selections.isEmpty else { return }
      if let conflict = try overlap.conflict(within: selections, schema) {
        report(conflict.message, conflict.place ?? Place())
      }
    }
    private let overlap = Overlap()

    /// A subscription asks for one thing.
    private mutating func checkSubscription(_ operation: Operation) throws(Failure) {
      var fields: [(name: String, place: Place)] = []
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
    private mutating func checkCycles() {
      var done: Set<String> = []
      for fragment in query.fragments where !done.contains(fragment.name) {
        var path: [(name: String, spreads: [Spread])] = [(fragment.name, Self.spreads(fragment))]
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

    private static func spreads(_ fragment: Fragment) -> [Spread] {
      var out: [Spread] = []
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

    // MARK: rules of selections

    private mutating func check(_ field: Field) throws(Failure) {
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
      _ name: String, _ selections: [Selection], _ depth: Int, _ inside: inout Set<String>
    ) throws(Failure) -> Bool {
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

    private mutating func check(_ inline: InlineFragment) {
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

    private mutating func check(_ spread: Spread) {
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
    private func isPossible(_ name: String, in parent: Definition) -> Bool {
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

    // MARK: rules of arguments and values

    private mutating func checkUnique(_ arguments: [Argument]) {
      var seen: Set<String> = []
      for argument in arguments where !seen.insert(argument.name).inserted {
        report("There can be only one argument named \"\(argument.name)\"", argument.place)
      }
    }

    private mutating func check(
      _ directive: Directive, _ definition: DirectiveDefinition?, at location: String
    ) throws(Failure) {
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

    private mutating func check(_ value: Literal) {
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

    private mutating func checkPosition(_ value: Literal, _ variable: VariableDefinition) {
      guard let expected = value.expected else { return }
      let hasDefault = variable.defaultValue.map { $0.kind != .null } ?? false
      if !variable.type.fits(expected, orNull: hasDefault || value.expectedHasDefault) {
        report(
          "Variable \"$\(value.raw)\" of type \"\(variable.type.text)\" used in position expecting "
            + "type \"\(expected.text)\"", value.place)
      }
    }

    private mutating func checkType(of value: Literal) {
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

    private mutating func checkFields(of value: Literal, _ definition: Definition) {
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
}
