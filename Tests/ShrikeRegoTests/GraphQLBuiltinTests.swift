import Testing

@testable import ShrikeRego

struct GraphQLBuiltinTests {
  private static let schema = """
    interface Pet { name: String! }
    type Dog implements Pet { name: String! barks(loud: Boolean = true): Boolean }
    type Cat implements Pet { name: String! lives: Int }
    enum Size { SMALL LARGE }
    input Filter { size: Size!, tags: [String!] }
    type Query { pet(id: ID!): Pet, pets(filter: Filter): [Pet!]! }
    """

  @Test(
    arguments: [
      ("{ pet(id: 1) { name } }", "true"),
      ("{ pet { name } }", "false"),
      ("{ pet(id: 1.5) { name } }", "false"),
      ("{ pet(id: 1) }", "false"),
      ("{ pet(id: 1) { name { x } } }", "false"),
      ("{ pet(id: 1) { barks } }", "false"),
      ("{ pet(id: 1) { ... on Dog { barks(loud: false) } } }", "true"),
      ("{ pet(id: 1) { ... on Size { name } } }", "false"),
      ("{ pet(id: 1) { ... on Filter { name } } }", "false"),
      ("query Q($id: ID!) { pet(id: $id) { name } }", "true"),
      ("query Q($id: ID) { pet(id: $id) { name } }", "false"),
      ("query Q($id: ID = 1) { pet(id: $id) { name } }", "true"),
      ("query Q($id: ID!) { pet(id: 1) { name } }", "false"),
      ("{ pet(id: $id) { name } }", "false"),
      ("{ pets(filter: {size: SMALL}) { name } }", "true"),
      ("{ pets(filter: {size: HUGE}) { name } }", "false"),
      ("{ pets(filter: {tags: [1]}) { name } }", "false"),
      ("{ pets(filter: {size: SMALL, size: LARGE}) { name } }", "false"),
      ("{ pets(filter: {size: SMALL, colour: RED}) { name } }", "false"),
      ("{ pet(id: 1) { ...F } } fragment F on Pet { name }", "true"),
      ("{ pet(id: 1) { name } } fragment F on Pet { name }", "false"),
      ("{ pet(id: 1) { ...F } } fragment F on Pet { ...F }", "false"),
      ("{ pet(id: 1) { ...G } }", "false"),
      ("{ a: pet(id: 1) { name } a: pet(id: 2) { name } }", "false"),
      ("{ pet(id: 1) { x: name } pet(id: 1) { x: __typename } }", "false"),
      ("{ pet(id: 1) { ... on Dog { x: barks } ... on Cat { x: lives } } }", "false"),
      ("{ pet(id: 1) { ... on Dog { x: name } ... on Cat { x: name } } }", "true"),
      ("{ pet(id: 1) { name @skip(if: true) } }", "true"),
      ("{ pet(id: 1) { name @skip } }", "false"),
      ("{ pet(id: 1) { name @nothing } }", "false"),
      ("query @skip(if: true) { pet(id: 1) { name } }", "false"),
      ("{ pet(id: 1, id: 2) { name } }", "false"),
      ("mutation { pet(id: 1) { name } }", "false"),
      ("query A { pet(id: 1) { name } } query A { pet(id: 1) { name } }", "false"),
      ("{ pet(id: 1) { name } } { pet(id: 1) { name } }", "false"),
      ("{ __schema { types { name } } __typename }", "true"),
      (
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "false"
      ),
      ("{", "false"), ("", "true"),
    ])
  func queries(_ query: String, _ expected: String) {
    let input = Value(object: [(Value("q"), Value(query)), (Value("s"), Value(Self.schema))])
    #expect(BuiltinAnswer.of("graphql.is_valid(input.q, input.s)", input: input) == expected)
  }

  @Test(
    arguments: [
      ("type Query { a: Int }", "true"), ("type Query { a: Nothing }", "false"),
      ("type A { a: Int } type A { b: Int }", "false"), ("type A { a: Int a: Int }", "false"),
      ("type A { __a: Int }", "false"), ("type __A { a: Int }", "false"), ("type A", "false"),
      ("extend type A { a: Int }", "true"), ("scalar A extend type A { a: Int }", "false"),
      ("union U = A type A { a: Int }", "true"), ("union U = A scalar A", "false"),
      ("union U = A | A type A { a: Int }", "false"), ("enum E { A A }", "false"),
      ("enum E { true }", "false"), ("input I { a: I! }", "false"),
      ("input I { a: [I!]! }", "true"),
      ("input I { a: T } type T { a: Int }", "false"), ("type T { a(b: T): Int }", "false"),
      ("interface I { a: Int } type T implements I { b: Int }", "false"),
      ("interface I { a: Int } type T implements I { a: Int! }", "true"),
      ("interface I { a(b: Int): Int } type T implements I { a: Int }", "false"),
      (
        "interface I { a: Int } interface J implements I { a: Int } type T implements J { a: Int }",
        "false"
      ),
      ("schema { query: Q } type Q { a: Int }", "true"), ("schema { query: Q }", "false"),
      ("schema { query: Q } schema { query: Q } type Q { a: Int }", "false"),
      ("directive @d(a: Int) on FIELD_DEFINITION type T { a: Int @d(a: 1) }", "true"),
      ("directive @d on OBJECT type T { a: Int @d }", "false"),
      ("directive @d(a: Int @d) on ARGUMENT_DEFINITION", "false"),
      ("directive @d on NOWHERE", "false"), ("extend type T", "false"),
      ("fragment F on T { a }", "false"),
      ("\"\"\"\n  a\n    b\n\"\"\" scalar S", "true"),
    ])
  func schemas(_ schema: String, _ expected: String) {
    let input = Value(object: [(Value("s"), Value(schema))])
    #expect(BuiltinAnswer.of("graphql.schema_is_valid(input.s)", input: input) == expected)
  }

  @Test(
    arguments: [
      (
        #"graphql.parse_query("{ a: b(c: [1, $d]) @e }")"#,
        #"{"Operations":[{"Name":"","Operation":"query","SelectionSet":[{"Alias":"a","Arguments":[{"Name":"c","Value":{"Children":[{"Name":"","Value":{"ExpectedTypeHasDefault":false,"Kind":1,"Raw":"1"}},{"Name":"","Value":{"ExpectedTypeHasDefault":false,"Kind":0,"Raw":"d"}}],"ExpectedTypeHasDefault":false,"Kind":8,"Raw":""}}],"Directives":[{"Location":"","Name":"e"}],"Name":"b"}]}]}"#
      ),
      (
        #"graphql.parse_schema("\"x\" scalar A # note")"#,
        #"{"Definitions":[{"BuiltIn":false,"Description":"x","Kind":"SCALAR","Name":"A"}]}"#
      ),
      (
        #"graphql.parse_query("{ a(b: \"\\u00e9\\n\") }").Operations[0].SelectionSet[0].Arguments[0].Value.Raw"#,
        #""é\n""#
      ),
      (#"graphql.parse_query("{ a(b: 01) }")"#, "eval_builtin_error"),
      (#"graphql.parse_query("{ a(b: \"x) }")"#, "eval_builtin_error"),
      (#"graphql.parse(1, "scalar A")"#, "rego_type_error"),
      (#"graphql.parse_and_verify("{", "scalar A")"#, "[false,{},{}]"),
      (
        #"graphql.is_valid(graphql.parse_query("{ a }"), graphql.parse_schema("type Query { a: Int }"))"#,
        "true"
      ),
      (
        #"graphql.is_valid({"Operations": [{"SelectionSet": 1}]}, "type Query { a: Int }")"#,
        "false"
      ),
    ])
  func trees(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      String(repeating: "{a", count: 5_000),
      "{a(b:" + String(repeating: "[", count: 100_000),
      "query($a:" + String(repeating: "[", count: 100_000),
      // Each fragment spreads the next twice.
      "{...f0}"
        + (0..<400).map { "fragment f\($0) on Query{a{...f\($0 + 1)}b:a{...f\($0 + 1)}}" }.joined(),
      "{" + String(repeating: "a{a ", count: 150) + String(repeating: "}", count: 151),
    ])
  func hostileQueries(_ query: String) {
    let input = Value(object: [(Value("q"), Value(query))])
    let answer = BuiltinAnswer.of(
      #"graphql.is_valid(input.q, "type Query { a: Query }")"#, input: input)
    #expect(answer == "false" || answer == "eval_cancel_error")
  }
}
