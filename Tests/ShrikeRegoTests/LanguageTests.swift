import ShrikeText
import Testing

@testable import ShrikeRego

/// The language itself: a module, and what its rule `p` comes to.
struct LanguageTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var body: String
    var value: String
    var input = "{}"
    var data = "{}"
    var version = RegoVersion.v1

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "all solutions of a set", body: "p contains x if some x in [2, 1, 2]", value: "[1,2]"),
    Row(
      name: "keys with and without a value", body: "p := [k | input.a[k]; k != \"y\"]",
      value: #"["x"]"#, input: #"{"a": {"x": 1, "y": 2, "z": false}}"#),
    Row(
      name: "an order of their own", body: "p := x if { x > 1; x := y + 1; y := 5 }", value: "6"),
    Row(
      name: "patterns take apart", body: "p := [a, c] if { [a, {\"b\": c}, _] = input.l }",
      value: "[1,2]", input: #"{"l": [1, {"b": 2}, 3]}"#),
    Row(
      name: "a pattern wants the whole", body: "p if { [_, _] = [1, 2, 3] }", value: "undefined"),
    Row(name: "unknown is not false", body: "p if not input.missing", value: "true"),
    Row(
      name: "what a negated call is given is looked at first",
      body: "p if not startswith(input.missing, \"a\")", value: "undefined"),
    Row(
      name: "a negated call over many is true for one",
      body: "p if not startswith(input.l[_], \"a\")", value: "true", input: #"{"l": ["a", "b"]}"#),
    Row(
      name: "with replaces input below a path",
      body: "p := [a, b] if { a := q with input.x.y as 5; b := q }\nq := input.x.y", value: "[5,1]",
      input: #"{"x": {"y": 1}}"#),
    Row(
      name: "with replaces a function",
      body: "p := y if { y := f(1) with f as g }\nf(x) := x\ng(x) := x + 10",
      value: "11"),
    Row(
      name: "with replaces a rule and what stands on it",
      body: "p := y if { y := r with data.t.q as 7 }\nq := 1\nr := q + 1", value: "8"),
    Row(
      name: "else in turn",
      body: "p := 1 if input.a == 1 else := 2 if input.a == 2 else := 3", value: "2",
      input: #"{"a": 2}"#),
    Row(
      name: "a default stands in", body: "default p := \"none\"\n\np := \"some\" if input.a",
      value: #""none""#),
    Row(
      name: "a function by its arguments' shape",
      body:
        "p := [f(1), f([2]), f(\"x\")]\nf(1) := \"one\"\nf([x]) := x\nf(x) := \"text\" if is_string(x)",
      value: #"["one",2,"text"]"#),
    Row(
      name: "an object of rules with keys",
      body: "p[x].n := y if { some x, y in {\"a\": 1, \"b\": 2} }\np.c.n := 3",
      value: #"{"a":{"n":1},"b":{"n":2},"c":{"n":3}}"#),
    Row(
      name: "no object on the way to nothing",
      body: "p[x].n := 1 if { some x in [] }\np.a.b := 2 if input.missing", value: "{}"),
    Row(
      name: "every holds for all",
      body: "p if every k, v in {\"a\": 1, \"b\": 2} { v > 0; k != \"c\" }",
      value: "true"),
    Row(name: "every fails for one", body: "p if every x in [1, 0] { x > 0 }", value: "undefined"),
    Row(name: "every over nothing", body: "p if every x in [] { x > 0 }", value: "true"),
    Row(
      name: "a closure's own name",
      body: "p := [y | x := 2; y := x * z] if { z := 10; x := 1; x == 1 }",
      value: "[20]"),
    Row(
      name: "an outer name in a closure", body: "p := [y | y := x + i] if { some i, x in [7] }",
      value: "[7]"),
    Row(
      name: "objects from a comprehension", body: "p := {k: v | some k, v in {\"a\": 1}}",
      value: #"{"a":1}"#),
    Row(
      name: "a walk goes everywhere",
      body:
        "p := {concat(\"/\", [sprintf(\"%v\", [k]) | some k in path]) | walk(input, [path, 1])}",
      value: #"["a/0","b/c"]"#, input: #"{"a": [1], "b": {"c": 1}}"#),
    Row(
      name: "templates name what is unknown", body: #"p := $"{input.a} and {input.b}""#,
      value: #""1 and <undefined>""#, input: #"{"a": 1}"#),
    Row(
      name: "keywords as names behind a dot", body: "p := input.if.in\nif.in := 1", value: "2",
      input: #"{"if": {"in": 2}}"#),
    Row(
      name: "data and rules under one path", body: "p := data.t.q\nq.a := 1", value: #"{"a":1}"#,
      data: #"{"t": {"other": 2}}"#),
    Row(name: "membership with a key", body: #"p if "a", 1 in {"a": 1}"#, value: "true"),
    Row(name: "union and not a comprehension", body: "p := {1} | {2}", value: "[1,2]"),
    Row(
      name: "a union that cannot be a comprehension", body: "p := [{1} | {2}, 3]",
      value: "[[1,2],3]"),
    Row(
      name: "whole numbers of any size", body: "p := 9007199254740993 * 3",
      value: "27021597764222979"),
    Row(name: "one and 1.0 are equal", body: "p if {1, 1.0} == {1}", value: "true"),
    Row(
      name: "the old grammar", body: "p[x] { x := [1, 2][_]; not q[x] }\n\nq[1]", value: "[2]",
      version: .v0),
    Row(
      name: "chained bodies of the old grammar", body: "p = 1 { input.a } { input.b }", value: "1",
      input: #"{"b": true}"#, version: .v0),
  ]

  @Test(arguments: rows)
  func value(_ row: Row) {
    #expect(Self.answer(row) == row.value)
  }

  static func answer(
    _ row: Row, limits: Machine.Limits = .init(), strict: Bool = false
  ) -> String {
    let text = "package t\n\n" + row.body + "\n"
    let (module, errors) = Parser.parse(Array(text.utf8), name: "t.rego", version: row.version)
    guard let module else { return "syntax: \(errors.first?.message ?? "")" }
    let (policy, mistakes) = Policy.compile([module])
    guard let policy else { return mistakes.first?.code ?? "" }
    let machine = Machine(policy, data: Value(json: Array(row.data.utf8)) ?? .null, limits: limits)
    machine.strict = strict
    do throws(EvaluationError) {
      return try machine.value(of: ["t", "p"], input: Value(json: Array(row.input.utf8)))?.jsonText
        ?? "undefined"
    } catch {
      return error.code
    }
  }

  /// A name among all of a package's may be the rule's own, so that is recursion.
  @Test(arguments: [
    ("p := [k | some k; data.t[k] == 3]\nq := 3", "rego_recursion_error"),
    ("p if x > 1", "rego_unsafe_var_error"),
    ("p if not q(x)\nq(y) if y", "rego_unsafe_var_error"),
    ("p := f(1)", "rego_type_error"),
    ("p := count(1, 2, 3)", "rego_type_error"),
    ("p := q\nq := p", "rego_recursion_error"),
    ("p := f(1)\nf(x) := f(x)", "rego_recursion_error"),
    ("p := 1\np contains 2", "rego_type_error"),
    ("p := 1\np := 2", "eval_conflict_error"),
    ("p := {k: v | some [k, v] in [[1, 1], [1, 2]]}", "eval_conflict_error"),
  ])
  func mistakes(_ body: String, _ code: String) {
    #expect(Self.answer(Row(name: "", body: body, value: "")) == code)
  }

  /// All mistakes of a file are told, each at its place.
  @Test func aBrokenRuleLosesNoOther() {
    let text = "package t\n\np := ]\n\nq if {\n  x == [1\n}\n\nr := 1\n\ns := }\n"
    let (module, errors) = Parser.parse(Array(text.utf8), name: "t.rego")
    #expect(module == nil)
    let lines = errors.map { error in
      text.utf8.prefix(Int(error.span.lower)).count { $0 == 0x0A } + 1
    }
    #expect(lines == [3, 7, 11])
  }

  @Test func valuesKeepTheirPlace() throws {
    var places = PlaceTable()
    let place = places.add(file: 0, .init(3, 9))
    let text = "package t\n\np := [x, y] if { x := input.a.b; some y in input.l }\n"
    let module = try #require(Parser.parse(Array(text.utf8), name: "t.rego").module)
    let policy = try #require(Policy.compile([module]).policy)
    let input = Value(object: [
      (Value("a"), Value(object: [(Value("b"), Value(true).at(place))])),
      (Value("l"), Value(array: [Value("z").at(place)])),
    ])
    let value = try Machine(policy).value(of: ["t", "p"], input: input)
    #expect(value?.elements?.map(\.place) == [place, place])
    #expect(value == Value(array: [.true, Value("z")]), "a place has no part in equality")
  }
}
