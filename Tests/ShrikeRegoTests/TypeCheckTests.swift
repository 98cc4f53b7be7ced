import Testing

@testable import ShrikeRego

/// Calls and comparisons that can never have a value are told when a policy is compiled.
struct TypeCheckTests {
  private static func errors(_ text: String) throws -> [String] {
    let (module, mistakes) = Parser.parse(Array("package a\n\(text)\n".utf8), name: "a.rego")
    #expect(mistakes.isEmpty)
    let (_, errors) = Policy.compile([try #require(module)])
    #expect(errors.allSatisfy { $0.code == "rego_type_error" })
    return errors.map(\.message)
  }

  static let wrong: [(String, String)] = [
    ("p := 1 + \"a\"", "plus: invalid argument 2: it is string, not number"),
    ("p if startswith(\"abc\", 1)", "startswith: invalid argument 2: it is number, not string"),
    (
      "p := count(1)",
      "count: invalid argument 1: it is number, not string or array or object or set"
    ),
    (
      "p := concat(\",\", [1, 2])",
      "concat: invalid argument 2: it is array of number, not array or set of string"
    ),
    (
      "p := sum({x | some x in [\"a\"]})",
      "sum: invalid argument 1: it is set of string, not array or set of number"
    ),
    ("p if 1 == \"a\"", "match error: number is never string"),
    ("p if { x := 1; x == \"a\" }", "match error: number is never string"),
    (
      "p if { x = \"a\"; [y | y := x - 1] }",
      "minus: invalid argument 1: it is string, not number or set"
    ),
    (
      "p if q == \"a\"\nq := 1 if input.x\nq := true",
      "match error: boolean or number is never string"
    ),
    (
      "p if { some x in q; x == 1 }\nq contains sprintf(\"%v\", [y]) if some y in input",
      "match error: string is never number"
    ),
    ("p if f(1) == [1]\nf(x) := count(x)", "match error: number is never array of number"),
    (
      "p if { some i, x in [true]; upper(x) }",
      "upper: invalid argument 1: it is boolean, not string"
    ),
    ("p := lower($\"{1}\") + 1", "plus: invalid argument 1: it is string, not number"),
    (
      "p := to_number({})",
      "to_number: invalid argument 1: it is object, not null or boolean or number or string"
    ),
    ("p if { every x in [1] { x == \"a\" } }", "match error: number is never string"),
    ("p if not 1 == \"a\"", "match error: number is never string"),
  ]

  @Test("what can never be", arguments: wrong)
  func neverHolds(_ text: String, _ message: String) throws {
    #expect(try Self.errors(text) == [message])
  }

  static let right = [
    "p := input.x + 1", "p if input.x == \"a\"", "p := data.other.x + 1",
    "p := q + 1\nq := 1 if input.x\nq := \"a\"",
    "default p := false\n\np := \"a\" if input.x\n\nq if p == \"a\"\n\nr if p == false",
    "p if { x := json.unmarshal(input.t); x == 1; x.y == \"a\" }",
    "p := {1} - {2}", "p := {1} | set()", "p if [] == [1]", "p := concat(\",\", [])",
    "p if { x := [1, \"a\"][input.i]; upper(x) == \"A\"; x + 1 == 2 }",
    "p := object.get(input, \"a\", 1) == \"b\"",
    "p if f(1) == 1\nf(x) := x if is_number(x)\nf(x) := \"a\" if is_string(x)",
    "p if 1 != \"a\"", "p := 1 < \"a\"", "p := 1 == \"a\"",
    "p := min([1, 2]) + 1", "p if { walk(input, [path, value]); path[0] == \"a\"; value == 1 }",
    "p[x] := 1 if some x in [\"a\"]\nq if p.a == 1\nr if p == {}",
  ]

  @Test("what may be", arguments: right)
  func mayHold(_ text: String) throws { #expect(try Self.errors(text).isEmpty) }

  @Test("a query over rules")
  func query() throws {
    let (module, _) = Parser.parse(Array("package a\np := 1\n".utf8), name: "a.rego")
    let parsed = try #require(module)
    let policy = try #require(Policy.compile([parsed]).policy)
    #expect(throws: PolicyError.self) { try Query("upper(data.a.p, x)", policy: policy) }
    #expect(throws: PolicyError.self) { try Query("data.a.p == \"x\"", policy: policy) }
    #expect(throws: Never.self) { try Query("data.a.p == 2", policy: policy) }
  }

  @Test("every built-in has a signature of its arity")
  func signatures() {
    let table = BuiltinTable.standard
    for name in table.names {
      guard let index = table.index(name), table[index].arity != Builtin.variadic else { continue }
      let signature = BuiltinSignature.standard[name]
      #expect(signature != nil, "\(name) has no signature")
      #expect(signature?.arguments.count == table[index].arity, "\(name)")
    }
    #expect(BuiltinSignature.standard.keys.allSatisfy { table.index($0) != nil })
  }
}
