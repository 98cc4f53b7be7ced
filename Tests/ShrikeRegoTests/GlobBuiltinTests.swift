import Testing

@testable import ShrikeRego

struct GlobBuiltinTests {
  @Test(
    arguments: [
      ("*", "[]", "a.b", "false"), ("*", "null", "a.b", "true"), ("**", "[]", "a.b", "true"),
      ("*.*", "[]", "a.b", "true"), ("a*c", #"["/"]"#, "abbc", "true"),
      ("a?c", "[]", "a.c", "false"),
      ("a?c", #"["/"]"#, "a.c", "true"), ("", "[]", "", "true"), ("", "[]", "a", "false"),
      ("[a-c]x", "[]", "bx", "true"), ("[!a-c]x", "[]", "bx", "false"),
      ("[!a-c]x", "[]", ".x", "true"),
      ("[ab-]x", "[]", "-x", "true"), ("[^a]", "[]", "^", "true"),
      ("[]a]", "[]", "a", "eval_builtin_error"),
      ("[a-", "[]", "a", "eval_builtin_error"), ("[c-a]", "[]", "b", "eval_builtin_error"),
      ("[a", "[]", "a", "eval_builtin_error"), ("{a,bc}d", "[]", "bcd", "true"),
      ("{a,b*}.c", "[]", "bx.c", "true"), ("{a,{b,c}}d", "[]", "cd", "true"),
      ("{,a}b", "[]", "b", "true"),
      ("a,b", "[]", "a,b", "true"), ("a}", "[]", "a}", "true"), ("{a,b", "[]", "b", "true"),
      (#"\\*a"#, "[]", "*a", "true"), (#"\\*a"#, "[]", "ba", "false"), ("é?", "[]", "éü", "true"),
      ("**.c", "[]", "a.b.c", "true"), ("*.c", "[]", "a.b.c", "false"),
    ])
  func globs(_ glob: String, _ delimiters: String, _ text: String, _ expected: String) {
    #expect(BuiltinAnswer.of("glob.match(\"\(glob)\", \(delimiters), \"\(text)\")") == expected)
  }

  @Test(
    arguments: [
      (#"glob.match("a", ["ab"], "a")"#, "eval_type_error"),
      (#"glob.match("a", "/", "a")"#, "rego_type_error"),
      (#"glob.quote_meta("a*[{?\\b")"#, #""a\\*\\[\\{\\?\\\\b""#),
      (#"regex.globs_match("a.*", "ab+")"#, "true"),
      (#"regex.globs_match("a.", "a")"#, "false"),
      (#"regex.globs_match("[a-c]+x", "[d-f]*x")"#, "false"),
      (#"regex.globs_match("a*b", "a+")"#, "false"),
      (#"regex.globs_match("a\\.b", "a.b")"#, "true"),
      (#"regex.globs_match("+a", "a")"#, "eval_builtin_error"),
      (#"regex.globs_match("[a", "a")"#, "eval_builtin_error"),
      (#"regex.globs_match("[c-a]", "a")"#, "eval_builtin_error"),
      (#"regex.globs_match("a\\", "a")"#, "eval_builtin_error"),
      (#"regex.template_match("urn:{[a-z]+}:x.y", "urn:abc:x.y", "{", "}")"#, "true"),
      (#"regex.template_match("urn:{[a-z]+}:x.y", "urn:abc:x-y", "{", "}")"#, "false"),
      (#"regex.template_match("{a}{b}", "ab", "{", "}")"#, "true"),
      (#"regex.template_match("{a", "a", "{", "}")"#, "eval_builtin_error"),
      (#"regex.template_match("a}", "a", "{", "}")"#, "eval_builtin_error"),
      (#"regex.template_match("{(}", "a", "{", "}")"#, "eval_builtin_error"),
      (#"regex.template_match("a", "a", "<<", ">")"#, "eval_builtin_error"),
    ])
  func patterns(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  /// What a matcher that tries one way after the other would not come to an end with.
  @Test func manyStarsAreFast() {
    let glob = String(repeating: "*a", count: 200) + "b"
    let text = String(repeating: "a", count: 2_000)
    #expect(BuiltinAnswer.of("glob.match(\"\(glob)\", null, \"\(text)\")") == "false")
    let plus = String(repeating: "[ab]+", count: 300)
    #expect(BuiltinAnswer.of("regex.globs_match(\"\(plus)\", \"\(plus)c\")") == "false")
  }
}
