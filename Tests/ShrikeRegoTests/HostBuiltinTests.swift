import Testing

@testable import ShrikeRego

struct HostBuiltinTests {
  @Test(
    arguments: [
      (#"opa.runtime()"#, "{}"), (#"trace("x")"#, "true"), (#"trace(1)"#, "rego_type_error"),
      (
        #"rego.parse_module("a", "package a.b\nimport data.c as d\np contains x if { some x in d; not x > 1 }").rules[0].head"#,
        #"{"key":{"type":"var","value":"x"},"name":"p","ref":[{"type":"var","value":"p"}]}"#
      ),
      (
        #"rego.parse_module("a", "package a.b\nimport data.c as d").imports"#,
        #"[{"alias":"d","path":{"type":"ref","value":[{"type":"var","value":"data"},{"type":"string","value":"c"}]}}]"#
      ),
      (
        #"rego.parse_module("a", "package a\nf(x) := x + 1").rules[0].head"#,
        #"{"args":[{"type":"var","value":"x"}],"assign":true,"name":"f","ref":[{"type":"var","value":"f"}],"value":{"type":"call","value":[{"type":"ref","value":[{"type":"var","value":"plus"}]},{"type":"var","value":"x"},{"type":"number","value":1}]}}"#
      ),
      (
        #"rego.parse_module("a", "package a\ndefault p = false").rules"#,
        #"[{"body":[{"index":0,"terms":{"type":"boolean","value":true}}],"default":true,"head":{"name":"p","ref":[{"type":"var","value":"p"}],"value":{"type":"boolean","value":false}}}]"#
      ),
      (
        #"rego.parse_module("a", "package a\np if { x := 1; count(x) > 0 }").rules[0].body[1].terms[1]"#,
        #"{"type":"call","value":[{"type":"ref","value":[{"type":"var","value":"count"}]},{"type":"var","value":"x"}]}"#
      ),
      (#"rego.parse_module("a", "package a\np if {")"#, "eval_builtin_error"),
      (#"rego.parse_module("a", "")"#, "eval_builtin_error"),
    ])
  func answers(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  /// What is undefined is printed too, and several values make several lines.
  @Test func prints() throws {
    let (parsed, _) = Parser.parse(
      Array(
        """
        package t
        p if { print("a", input.nothing, {"k": [1]}); print(); print({x | some x in [1, 2]}) }
        q if { print("not reached", 1 + 1); false }
        """.utf8), name: "t.rego")
    let module = try #require(parsed)
    let policy = try #require(Policy.compile([module]).policy)
    let context = BuiltinContext()
    let machine = Machine(policy, context: context)
    let answers = try machine.evaluate(
      try Query("x = data.t.p; not data.t.q", policy: policy), input: nil)
    #expect(answers.count == 1)
    #expect(
      context.printed == [#"a <undefined> {"k": [1]}"#, "", "{1, 2}", "not reached 2"])
  }
}
