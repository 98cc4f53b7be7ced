import Testing

@testable import ShrikeRego

/// Joins, groups and rules that are found and not gone through: the same answers, for few steps.
struct IndexTests {
  private static let rows = (0..<300).map { "{\"id\": \($0), \"zone\": \"z\($0 % 10)\"}" }
  private static let input =
    "{\"a\": [\(rows.joined(separator: ","))], \"b\": [\(rows.reversed().joined(separator: ","))]}"

  /// Going through everything takes 90,000 steps.
  @Test(arguments: [
    ("p := count([1 | some x in input.a; some y in input.b; x.id == y.id])", "300"),
    ("p := count([1 | some x in input.a; some y in input.b; y.id = x.id])", "300"),
    ("p := count([1 | x := input.a[_]; y := input.b[i]; k := y.id; i >= 0; k == x.id])", "300"),
    ("p := count([1 | some x in input.a; z := input.b[_]; z.id > 290; z.id == x.id])", "9"),
    (
      "p := sum([f(x.id) | some x in input.a])\nf(n) := y.id if { some y in input.b; y.id == n }",
      "44850"
    ),
    (
      "p := {z: count(l) | some x in input.a; z := x.zone; l := [y | some y in input.b; y.zone == z]}",
      #"{"z0":30,"z1":30,"z2":30,"z3":30,"z4":30,"z5":30,"z6":30,"z7":30,"z8":30,"z9":30}"#
    ),
    // What does not depend on the loop is gathered once.
    ("p := count([1 | some x in input.a; l := [y | some y in input.b]; l[x.id].id >= 0])", "300"),
  ])
  func aJoinIsLookedUp(_ body: String, _ value: String) {
    var limits = Machine.Limits()
    limits.steps = 20_000
    let row = LanguageTests.Row(name: "", body: body, value: value, input: Self.input)
    #expect(LanguageTests.answer(row, limits: limits) == value)
  }

  @Test(arguments: [
    // Elements in their order, equal ones each.
    (
      "p := [[x, i] | some x in [1, 2]; some i, y in input.l; y.k == x]",
      "[[1,0],[1,3],[2,1],[2,9]]"
    ),
    // A set, an object, a whole element.
    ("p := [y | some x in [3, 4]; some y in {1, 2, 3, 4, 5, 6, 7, 8, 9}; y == x]", "[3,4]"),
    ("p := [i | some x in [1, 2]; some i, y in input.o; y.k == x]", #"["a","d","b"]"#),
    (
      "p := [i | some x in [1, 2, 1]; some i, y in input.o; y == {\"k\": x}]",
      #"["a","d","b","a","d"]"#
    ),
    // Numbers that are equal, and elements without the key.
    ("p := [i | some x in [1.0, 1]; some i, y in input.l; y.k == x]", "[0,3,0,3]"),
    ("p := [i | some x in [5, null]; some i, y in input.l; y.none == x]", "[]"),
    // An error between the two comes up, whether they are equal or not.
    (
      "p := [y | some x in [1, 2]; some y in input.l; z := to_number(y.s); y.k == x]",
      "eval_builtin_error"
    ),
  ])
  func aLookupGivesWhatAScanGives(_ body: String, _ value: String) {
    let list = (0..<10).map { "{\"k\": \($0 == 3 ? 1 : $0 == 9 ? 2 : $0 + 1), \"s\": \"x\"}" }
    let object =
      "\"a\": {\"k\": 1}, \"b\": {\"k\": 2}, \"c\": {\"k\": 3}, \"d\": {\"k\": 1}, \"e\": {}, \"f\": {}, \"g\": 1, \"h\": []"
    let input = "{\"l\": [\(list.joined(separator: ","))], \"o\": {\(object)}}"
    let row = LanguageTests.Row(name: "", body: body, value: value, input: input)
    #expect(LanguageTests.answer(row, strict: value == "eval_builtin_error") == value)
  }

  private static let rules = """
    p contains 1 if input.a == "x"
    p contains 2 if { input.a == "x"; input.b == 1 }
    p contains 3 if { 2 == input.b; input.a == "x" }
    p contains 4 if input.a in {"x", "y"}
    p contains 5 if { some l in ["y", "z"]; input.a == "y"; l != "" }
    p contains 6 if startswith(input.a, "ab")
    p contains 7 if glob.match("ab*", [], input.a)
    p contains 8 if { v := input.a; v == "abc" }
    p contains 9 if input.b
    p contains 10 if not input.a
    p contains 11 if { count("text") == 4; input.c == 1 }
    p contains 12 if input.a == ["x"]
    """

  /// A rule that is left out would have had no value.
  @Test(arguments: [
    (#"{"a": "x", "b": 1}"#, "[1,2,4,9]"),
    (#"{"a": "x", "b": 2.0}"#, "[1,3,4,9]"),
    (#"{"a": "y"}"#, "[4,5]"),
    (#"{"a": "abc", "b": false}"#, "[6,7,8]"),
    (#"{"a": "ab"}"#, "[6,7]"),
    (#"{"a": "a"}"#, "[]"),
    (#"{"b": 0}"#, "[9,10]"),
    (#"{"a": false, "c": 1}"#, "[10,11]"),
    (#"{"a": ["x"]}"#, "[12]"),
  ])
  func theIndexLosesNoRule(_ input: String, _ value: String) {
    let row = LanguageTests.Row(name: "", body: Self.rules, value: value, input: input)
    #expect(LanguageTests.answer(row) == value)
  }

  @Test(arguments: [
    (#"{"a": 1}"#, "1"), (#"{"a": 2}"#, "20"), (#"{"a": 2, "b": 1}"#, "2"), (#"{"a": 3}"#, "3"),
    (#"{"a": 4}"#, "0"),
  ])
  func alternativesAreFoundByAnyOfTheirConditions(_ input: String, _ value: String) {
    let body = """
      default p := 0
      p := 1 if input.a == 1 else := 10 if input.a == 11
      p := 2 if { input.a == 2; input.b } else := 20 if input.a == 2
      p := 3 if input.a == 3
      p := 5 if input.a == 5
      """
    let row = LanguageTests.Row(name: "", body: body, value: value, input: input)
    #expect(LanguageTests.answer(row) == value)
  }

  /// A value that nobody can tell meets every rule, and every element.
  @Test func whatIsUnknownIsNotLookedUp() throws {
    let text = """
      package t

      p contains 1 if input.a == "x"
      p contains 2 if input.a == "y"
      p contains 3 if input.a in {"x", "z"}
      p contains 4 if startswith(input.a, "z")
      q contains i if { some x in [1, 2]; some i, y in input.l; y.k == x }
      """
    let module = try #require(Parser.parse(Array(text.utf8), name: "t.rego").module)
    let machine = Machine(try #require(Policy.compile([module]).policy))
    let unknown = Value.unknown(because: ["var.a"])
    let rows = (0..<10).map { Value(object: [(Value("k"), $0 == 4 ? unknown : Value($0))]) }
    let input = Value(object: [(Value("a"), unknown), (Value("l"), Value(array: rows))])
    let rules = try #require(try machine.value(of: ["t", "p"], input: input))
    #expect(Set(rules.doubtfulElements.map(\.value)) == Set([1, 2, 3, 4].map { Value($0) }))
    let found = try #require(try machine.value(of: ["t", "q"], input: input))
    #expect(found.elements == [Value(1), Value(2)])
    #expect(Set(found.doubtfulElements.map(\.value)) == [Value(4)])
  }
}
