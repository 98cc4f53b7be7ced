/// Queries and schemas of GraphQL, as texts or as the trees that the first four make of them.
let graphQLBuiltins: [Builtin] = [
  Builtin("graphql.parse_query", 1) { a, _ throws(BuiltinError) in
    let text = try a.text(0)
    return try answering { () throws(GraphQL.Failure) in try GraphQL.query(text).tree }
  },
  Builtin("graphql.parse_schema", 1) { a, _ throws(BuiltinError) in
    let text = try a.text(0)
    return try answering { () throws(GraphQL.Failure) in try GraphQL.schema(text).tree }
  },
  Builtin("graphql.parse", 2) { a, _ throws(BuiltinError) in
    for index in 0..<2 where a[index].kind != .string && a[index].kind != .object {
      throw .type(
        "operand \(index + 1) must be one of {string, object} but got \(a[index].typeName)")
    }
    return try answering { () throws(GraphQL.Failure) in
      let (query, schema) = try verified(a[0], a[1])
      return Value(array: [query, schema])
    }
  },
  Builtin("graphql.parse_and_verify", 2) { a, _ throws(BuiltinError) in
    let result = try ifValid { () throws(GraphQL.Failure) in try verified(a[0], a[1]) }
    guard let (query, schema) = result else {
      return Value(array: [.false, .emptyObject, .emptyObject])
    }
    return Value(array: [.true, query, schema])
  },
  Builtin("graphql.is_valid", 2) { a, _ throws(BuiltinError) in
    Value(try ifValid { () throws(GraphQL.Failure) in try verified(a[0], a[1]) } != nil)
  },
  Builtin("graphql.schema_is_valid", 1) { a, _ throws(BuiltinError) in
    Value(
      try ifValid { () throws(GraphQL.Failure) in try GraphQL.Schema(try schema(a[0])) } != nil)
  },
]

private func answering<T>(_ body: () throws(GraphQL.Failure) -> T) throws(BuiltinError) -> T {
  do throws(GraphQL.Failure) {
    return try body()
  } catch {
    throw error.builtinError
  }
}

/// Nil for what is not valid; bounds are no judgement.
private func ifValid<T>(_ body: () throws(GraphQL.Failure) -> T) throws(BuiltinError) -> T? {
  do throws(GraphQL.Failure) {
    return try body()
  } catch {
    if error.isLimit { throw error.builtinError }
    return nil
  }
}

private func query(_ value: Value) throws(GraphQL.Failure) -> GraphQL.Query {
  if let text = value.string { return try GraphQL.query(text) }
  guard value.kind == .object else {
    throw GraphQL.Failure(message: "a query is a text or its tree", place: nil)
  }
  return try GraphQL.query(tree: value)
}

private func schema(_ value: Value) throws(GraphQL.Failure) -> GraphQL.SchemaDocument {
  if let text = value.string { return try GraphQL.schema(text) }
  guard value.kind == .object else {
    throw GraphQL.Failure(message: "a schema is a text or its tree", place: nil)
  }
  return try GraphQL.schema(tree: value)
}

/// The trees of a query and its schema, which were found to go together.
private func verified(
  _ queryValue: Value, _ schemaValue: Value
) throws(GraphQL.Failure) -> (query: Value, schema: Value) {
  let query = try query(queryValue)
  let document = try schema(schemaValue)
  // Before the schema is put together, which changes the definitions.
  let trees = (query: query.tree, schema: document.tree)
  let schema = try GraphQL.Schema(document)
  if let mistake = try GraphQL.Check.mistake(in: query, by: schema) { throw mistake }
  return trees
}
