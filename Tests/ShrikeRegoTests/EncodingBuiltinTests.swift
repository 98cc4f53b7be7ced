import Testing

@testable import ShrikeRego

struct EncodingBuiltinTests {
  @Test(
    arguments: [
      (#"base64.encode("")"#, #""""#),
      (#"base64.encode("fo")"#, #""Zm8=""#),
      (#"base64.encode("a?>")"#, #""YT8+""#),
      (#"base64url.encode("a?>f")"#, #""YT8-Zg==""#),
      (#"base64url.encode_no_pad("a?>f")"#, #""YT8-Zg""#),
      (#"base64.decode("Zm9v\nYmFy\r\n")"#, #""foobar""#),
      (#"base64.decode("Zm8")"#, "eval_builtin_error"),
      (#"base64.decode("Zm8==")"#, "eval_builtin_error"),
      (#"base64.decode("Zm9v=")"#, "eval_builtin_error"),
      (#"base64.decode("Zh==")"#, #""f""#),
      (#"base64.decode("YT8-")"#, "eval_builtin_error"),
      (#"base64url.decode("YT8-Zg")"#, #""a?>f""#),
      (#"base64url.decode("YT8-Zg==")"#, #""a?>f""#),
      (#"base64url.decode("YT8-Z")"#, "eval_builtin_error"),
      (#"base64.is_valid("Zm8=")"#, "true"),
      (#"base64.is_valid("Zm8")"#, "false"),
      (#"count(base64.decode("/+Kc4pyTgA=="))"#, "5"),
      (#"hex.encode("\u00e9")"#, #""c3a9""#),
      (#"hex.decode("C3a9")"#, #""é""#),
      (#"hex.decode("abc")"#, "eval_builtin_error"),
      (#"hex.decode("0g")"#, "eval_builtin_error"),
      (#"urlquery.encode("a b/c~é")"#, #""a+b%2Fc~%C3%A9""#),
      (#"urlquery.decode("a+b%2Fc%c3%A9")"#, #""a b/cé""#),
      (#"urlquery.decode("%2")"#, "eval_builtin_error"),
      (#"urlquery.decode("%zz")"#, "eval_builtin_error"),
      (
        #"urlquery.encode_object({"b": ["2", "1"], "a": {"y", "x"}, "c": "&"})"#,
        #""a=x&a=y&b=2&b=1&c=%26""#
      ),
      (#"urlquery.encode_object({"a": 1})"#, "eval_type_error"),
      (#"urlquery.encode_object({"a": [1]})"#, "eval_type_error"),
      (#"urlquery.encode_object({})"#, #""""#),
      (#"urlquery.decode_object("a=1&b=%26&a=2&&c")"#, #"{"a":["1","2"],"b":["&"],"c":[""]}"#),
      (#"urlquery.decode_object("a=1;b=2")"#, "eval_builtin_error"),
      (#"urlquery.decode_object("a=%")"#, "eval_builtin_error"),
    ])
  func texts(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      (
        #"json.marshal({"b": [1, 2.5, null], "a": {3, 1}})"#, #""{\"a\":[1,3],\"b\":[1,2.5,null]}""#
      ),
      (#"json.marshal("<&>")"#, #""\"\\u003c\\u0026\\u003e\"""#),
      (#"json.marshal({1: 2})"#, #""{\"1\":2}""#),
      (#"json.unmarshal(" [1, {\"a\": \"\\u00e9\"}] ")"#, #"[1,{"a":"é"}]"#),
      (#"json.unmarshal("[1,]")"#, "eval_builtin_error"),
      (#"json.unmarshal("1 2")"#, "eval_builtin_error"),
      (#"json.unmarshal("")"#, "eval_builtin_error"),
      (#"json.is_valid("{\"a\": 01}")"#, "false"),
      (#"json.is_valid("null")"#, "true"),
      (#"json.marshal_with_options({"a": []}, {"indent": " "})"#, #""{\n \"a\": []\n}""#),
      (
        #"json.marshal_with_options({"a": 1}, {"pretty": true, "prefix": "> "})"#,
        #""> {\n> \t\"a\": 1\n> }""#
      ),
      (#"json.marshal_with_options({"a": 1}, {"indent": "x", "pretty": false})"#, #""{\"a\":1}""#),
      (#"json.marshal_with_options({}, {"indent": 1})"#, "eval_type_error"),
      (#"json.marshal_with_options({}, {"other": "x"})"#, "eval_type_error"),
    ])
  func json(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      (#"yaml.unmarshal("a: [1, 2.0, 0x10, 010, 1_000]")"#, #"{"a":[1,2,16,8,1000]}"#),
      (
        #"yaml.unmarshal("[yes, n, Off, ~, 1:30, 2020-01-01]")"#,
        #"[true,false,false,null,"1:30","2020-01-01"]"#
      ),
      (#"yaml.unmarshal("{1: a, true: b, 1.5: c}")"#, #"{"1":"a","1.5":"c","true":"b"}"#),
      (#"yaml.unmarshal("{~: a}")"#, "eval_builtin_error"),
      (#"yaml.unmarshal("[1]: a")"#, "eval_builtin_error"),
      (#"yaml.unmarshal("a: .inf")"#, "eval_builtin_error"),
      (#"yaml.unmarshal("a: 'yes'\nb: !!str 1\nc: !Ref x")"#, #"{"a":"yes","b":"1","c":"x"}"#),
      (
        #"yaml.unmarshal("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2")"#,
        #"{"a":{"b":1},"c":{"b":1,"d":2}}"#
      ),
      (#"yaml.unmarshal("a: 1\na: 2")"#, #"{"a":2}"#),
      (#"yaml.unmarshal("a\n---\nb")"#, #""a""#),
      (#"yaml.unmarshal("")"#, "null"),
      (#"yaml.unmarshal("a: [")"#, "eval_builtin_error"),
      (#"yaml.unmarshal("a: !!binary Zm8=")"#, #"{"a":"fo"}"#),
      (#"yaml.is_valid("a: b: c")"#, "false"),
      (#"yaml.is_valid("- a\n- b")"#, "true"),
      (#"yaml.is_valid(1)"#, "false"),
      (
        #"yaml.marshal({"a": [1, {"b": [], "c": {}}], "d": "x"})"#,
        #""a:\n- 1\n- b: []\n  c: {}\nd: x\n""#
      ),
      (
        #"yaml.marshal([[1, 2], ["a: b", "", "yes", "1", "null", "x"]])"#,
        #""- - 1\n  - 2\n- - 'a: b'\n  - \"\"\n  - \"yes\"\n  - \"1\"\n  - \"null\"\n  - x\n""#
      ),
      (#"yaml.marshal("one\ntwo\n")"#, #""|\n  one\n  two\n""#),
      (#"yaml.marshal({"k": "one\ntwo"})"#, #""k: |-\n  one\n  two\n""#),
      (
        ##"yaml.marshal(["- a", "#b", "a #b", "it's", "é", "a\tb", " x", "[a", "2020-01-01"])"##,
        #""- '- a'\n- '#b'\n- 'a #b'\n- it's\n- é\n- \"a\\tb\"\n- ' x'\n- '[a'\n- \"2020-01-01\"\n""#
      ),
      (#"yaml.marshal({"a10": 1, "a2": 2, "B": 3})"#, #""B: 3\na2: 2\na10: 1\n""#),
      (
        #"yaml.marshal([0.5, 1234567.5, 1e-7, true, null])"#,
        #""- 0.5\n- 1.2345675e+06\n- 1e-07\n- true\n- null\n""#
      ),
      (#"yaml.marshal(null)"#, #""null\n""#),
      (#"yaml.marshal({})"#, #""{}\n""#),
    ])
  func yaml(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      (
        #"uri.parse("HTTPS://u:p@example.com:8080/a%20b?q=1&r#top")"#,
        #"{"fragment":"top","hostname":"example.com","path":"/a b","port":"8080","raw_path":"/a b","raw_query":"q=1&r","scheme":"https"}"#
      ),
      (#"uri.parse("/a%2Fb")"#, #"{"path":"/a/b","raw_path":"/a%2Fb"}"#),
      (#"uri.parse("mailto:a@b?subject=x")"#, #"{"raw_query":"subject=x","scheme":"mailto"}"#),
      (
        #"uri.parse("http://[::1%25eth0]:80/")"#,
        #"{"hostname":"::1%eth0","path":"/","port":"80","raw_path":"/","scheme":"http"}"#
      ),
      (#"uri.parse("//host")"#, #"{"hostname":"host"}"#),
      (#"uri.parse("")"#, "{}"),
      (#"uri.parse("1a:b")"#, "eval_builtin_error"),
      (#"uri.parse("%zz")"#, "eval_builtin_error"),
      (#"uri.parse(1)"#, "rego_type_error"),
      (#"uri.is_valid("")"#, "false"),
      (#"uri.is_valid(1)"#, "false"),
      (#"uri.is_valid(":a")"#, "false"),
      (#"uri.is_valid("a b")"#, "true"),
      (#"uri.is_valid("http://a b/")"#, "false"),
      (#"uri.is_valid("http://a%41/")"#, "false"),
      (#"uri.is_valid("http://a:8x/")"#, "false"),
      (#"uri.is_valid("http://a:1:2/")"#, "false"),
      (#"uri.is_valid("db://a:1,b:2/")"#, "true"),
      (#"uri.is_valid("http://[::1/")"#, "false"),
      (#"uri.is_valid("http://[x]/")"#, "false"),
      (#"uri.is_valid("http://u^@a/")"#, "false"),
      (#"uri.is_valid("a\nb")"#, "false"),
      (#"uri.is_valid("a\u0001")"#, "false"),
      (#"uri.is_valid("a#b\u0001")"#, "true"),
      (#"strings.split_n("a.b.c", ".", 2)"#, #"["a","b"]"#),
      (#"strings.split_n("a.b.c", ".", -2)"#, #"["b","c"]"#),
      (#"strings.split_n("a.b.c", ".", 0)"#, "[]"),
      (#"strings.split_n("äb", "", 9)"#, #"["ä","b"]"#),
      (#"strings.split_n("a", ".", 1.5)"#, "eval_type_error"),
    ])
  func uris(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  /// Each alias stands for ten of the one before.
  @Test func aliasesAreBounded() {
    var text = "a0: &a0 [x]\\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\\n"
    }
    #expect(BuiltinAnswer.of("yaml.unmarshal(\"\(text)\")") == "eval_builtin_error")
  }
}
