import Testing

@testable import ShrikeRego

struct TemplateBuiltinTests {
  private static let values =
    #"{"s": "x<y", "n": 3, "f": 1.5, "b": false, "z": null, "l": ["a", "b"], "m": {"k": {"j": 1}, "a": []}}"#

  @Test(
    arguments: [
      ("a{{.s}}b", "ax<yb"), ("{{.m.k.j}} {{.f}}", "1 1.5"), ("{{.none}}", "<undefined>"),
      ("{{.none.more}}", "<undefined>"), ("{{.z}}", "<undefined>"), ("{{.z.a}}", "error"),
      ("{{.s.a}}", "error"), ("{{.l}} {{.m}}", "[a b] map[a:[] k:map[j:1]]"),
      ("{{if .b}}y{{else}}n{{end}}", "n"), ("{{if .n}}y{{end}}", "y"), ("{{if .m.a}}y{{end}}", ""),
      ("{{if .b}}1{{else if .n}}2{{else}}3{{end}}", "2"),
      ("{{range .l}}<{{.}}>{{end}}", "<a><b>"), ("{{range $k, $v := .m}}{{$k}};{{end}}", "a;k;"),
      ("{{range .none}}x{{else}}none{{end}}", "none"), ("{{range 3}}{{.}}{{end}}", "012"),
      ("{{range .s}}{{end}}", "error"),
      ("{{range $i, $e := .l}}{{if $i}}{{break}}{{end}}{{$e}}{{end}}", "a"),
      ("{{range .l}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{end}}", "b"),
      ("{{with .m.k}}{{.j}}{{$.n}}{{end}}", "13"), ("{{with .none}}x{{else}}y{{end}}", "y"),
      ("{{$x := 1}}{{$x = 2}}{{$x}}", "2"), ("{{$x}}", "error"),
      ("{{$x := .l}}{{index $x 1}}", "b"),
      ("{{index .m \"k\" \"j\"}}", "1"), ("{{index .l 2}}", "error"), ("{{index .l .n}}", "error"),
      ("{{len .l}} {{len .s}} {{len .m}}", "2 3 2"), ("{{slice .s 1 2}}", "<"),
      (
        "{{printf \"%s-%5.2f|%-4d|%04d|%q|%v|%x\" .s 1.5 7 7 .s .l \"hi\"}}",
        "x<y- 1.50|7   |0007|\"x<y\"|[a b]|6869"
      ),
      ("{{printf \"%d\" .n}}", "%!d(json.Number=3)"), ("{{printf \"%d %s\" 1}}", "1 %!s(MISSING)"),
      ("{{printf \"%d\" 1 2}}", "1%!(EXTRA int=2)"), ("{{printf \"%t%%\" true}}", "true%"),
      ("{{.s | html}}", "x&lt;y"), ("{{.s | printf \"%s%s\" \"a\"}}", "ax<y"),
      ("{{urlquery \"a b\"}}", "a+b"),
      ("{{print 1 2 \"a\" \"b\" 3}}", "1 2ab3"), ("{{println 1}}", "1\n"),
      ("{{js \"a'<\"}}", "a\\'\\u003C"),
      (
        "{{eq 1 2 1}} {{ne \"a\" \"b\"}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 2}}",
        "true true true true false true"
      ),
      ("{{eq .n 3}}", "error"), ("{{eq .n \"3\"}}", "true"), ("{{eq .none 1}}", "false"),
      ("{{and 1 0 2}} {{or 0 \"x\"}} {{not 1}}", "0 x false"), ("{{(index .l 0) | len}}", "1"),
      ("a {{- 1 -}} b", "a1b"), ("a {{/* c */ -}} b", "a b"), ("{{- .n}}", "3"),
      ("{{define \"t\"}}[{{.}}]{{end}}{{template \"t\" .n}}", "[3]"),
      ("{{template \"u\"}}", "error"),
      ("{{block \"t\" .n}}<{{.}}>{{end}}", "<3>"),
      (
        "{{define \"t\"}}{{template \"t\"}}{{end}}{{template \"t\"}}",
        "cancelled"
      ),
      ("{{\"a\\tb\"}} {{`raw`}} {{'a'}} {{0x10}} {{true}}", "a\tb raw 97 16 true"),
      ("{{", "error"), ("{{end}}", "error"), ("{{if .n}}", "error"), ("{{nope}}", "error"),
      ("{{nil}}", "error"),
      ("{{.n 1}}", "error"), ("{{1 | 2}}", "error"), ("{{break}}", "error"),
    ])
  func templates(_ template: String, _ expected: String) {
    let input = Value(object: [(Value("t"), Value(template))])
    let wanted =
      switch expected {
      case "error": "eval_builtin_error"
      case "cancelled": "eval_cancel_error"
      default: Value(expected).jsonText
      }
    #expect(
      BuiltinAnswer.of("strings.render_template(input.t, \(Self.values))", input: input) == wanted)
  }

  @Test func loopsAreBounded() {
    let loops =
      String(repeating: "{{range $.l}}", count: 40) + String(repeating: "{{end}}", count: 40)
    let input = Value(object: [(Value("t"), Value(loops))])
    #expect(
      BuiltinAnswer.of("strings.render_template(input.t, \(Self.values))", input: input)
        == "eval_cancel_error")
  }
}
