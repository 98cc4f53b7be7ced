import Testing

@testable import ShrikeRego

struct NetworkBuiltinTests {
  @Test(
    arguments: [
      (#"net.cidr_contains("10.0.0.0/8", "10.1.2.3")"#, "true"),
      (#"net.cidr_contains("10.0.0.0/8", "10.0.0.0/7")"#, "false"),
      (#"net.cidr_contains("10.0.0.0/8", "::1")"#, "false"),
      (#"net.cidr_contains("10.0.0.0/8", "::ffff:10.1.1.1")"#, "true"),
      (#"net.cidr_contains("::/0", "10.1.1.1")"#, "false"),
      (#"net.cidr_contains("10.0.0.0/8", "ten")"#, "eval_builtin_error"),
      (#"net.cidr_contains("10.0.0.0/8", 1)"#, "rego_type_error"),
      (#"net.cidr_contains("10.0.0.0", "10.0.0.0")"#, "eval_builtin_error"),
      (#"net.cidr_intersects("10.0.0.0/8", "10.255.0.0/16")"#, "true"),
      (#"net.cidr_intersects("10.0.0.0/9", "10.128.0.0/9")"#, "false"),
      (
        #"net.cidr_contains_matches("10.0.0.0/8", {"a": "10.1.1.1", "b": ["11.0.0.0", 1]})"#,
        #"[["10.0.0.0/8","a"]]"#
      ),
      (
        #"net.cidr_contains_matches({["10.0.0.0/8", "x"]}, "10.1.1.1")"#,
        #"[[["10.0.0.0/8","x"],"10.1.1.1"]]"#
      ),
      (#"net.cidr_contains_matches([[]], "10.1.1.1")"#, "eval_builtin_error"),
      (#"net.cidr_expand("10.0.0.255/31")"#, #"["10.0.0.254","10.0.0.255"]"#),
      (#"net.cidr_expand("255.255.255.255/32")"#, #"["255.255.255.255"]"#),
      (#"net.cidr_expand("2001:db8::/127")"#, #"["2001:db8::","2001:db8::1"]"#),
      (#"net.cidr_expand("::/0")"#, "eval_cancel_error"),
      (#"net.cidr_is_valid("10.0.0.0/33")"#, "false"),
      (#"net.cidr_is_valid("010.0.0.0/8")"#, "false"),
      (#"net.cidr_is_valid("1:2:3:4:5:6:7:8/128")"#, "true"),
      (#"net.cidr_is_valid("1::2::3/64")"#, "false"),
      (#"net.cidr_is_valid(null)"#, "false"),
      (#"net.cidr_merge(["10.0.0.0/9", "10.128.0.0/9"])"#, #"["10.0.0.0/8"]"#),
      (
        #"net.cidr_merge(["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"])"#,
        #"["10.0.0.0/23","10.0.2.0/24"]"#
      ),
      (#"net.cidr_merge(["10.0.0.1/32", "10.0.0.2/32"])"#, #"["10.0.0.1/32","10.0.0.2/32"]"#),
      (#"net.cidr_merge(["2001:db8::/33", "2001:db8:8000::/33"])"#, #"["2001:db8::/32"]"#),
      (#"net.cidr_merge(["0.0.0.0/1", "128.0.0.0/1"])"#, #"["0.0.0.0/0"]"#),
      (#"net.cidr_merge(["::/1", "8000::/1"])"#, #"["::/0"]"#),
      (#"net.cidr_merge(["::1"])"#, "eval_builtin_error"),
      (#"net.cidr_merge([1])"#, "rego_type_error"),
      (#"net.lookup_ip_addr("1:0:0:2::3")"#, #"["1:0:0:2::3"]"#),
      (#"net.lookup_ip_addr("localhost")"#, #"["127.0.0.1","::1"]"#),
      (#"net.lookup_ip_addr("host.invalid")"#, "eval_builtin_error"),
    ])
  func networks(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("0:0:1::", "0:0:1::"), ("::", "::"),
      ("1::", "1::"), ("1:0:0:1:0:0:0:1", "1:0:0:1::1"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("::ffff:1.2.3.4", "1.2.3.4"), ("ABCD::", "abcd::"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
      ("1.2.3", nil), ("1.2.3.256", nil), ("1.2.3.04", nil), ("1:2:3:4:5:6:7", nil),
      ("1:2:3:4:5:6:7:8:9", nil), (":1", nil), ("1:", nil), ("12345::", nil), (":::", nil),
      ("", nil),
      ("::1.2.3", nil), ("1:2:3:4:5:6:7:1.2.3.4", nil), ("1:2:3:4:5:6:7::8", nil),
    ] as [(String, String?)])
  func addresses(_ text: String, _ expected: String?) {
    #expect(Address(text)?.text == expected)
  }
}
