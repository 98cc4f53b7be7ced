import Testing

@testable import ShrikeRego

struct UnitBuiltinTests {
  @Test(
    arguments: [
      (#"units.parse("10K")"#, "10000"),
      (#"units.parse("10k")"#, "10000"),
      (#"units.parse("1KI")"#, "1024"),
      (#"units.parse("1mi")"#, "1048576"),
      (#"units.parse("1.5m")"#, "0.0015"),
      (#"units.parse("1000m")"#, "1"),
      (#"units.parse("-2M")"#, "-2000000"),
      (#"units.parse("1e3")"#, "1000"),
      (#"units.parse("1e-3K")"#, "1"),
      (#"units.parse("\"7\"")"#, "7"),
      (#"units.parse("1MB")"#, "eval_builtin_error"),
      (#"units.parse("")"#, "eval_builtin_error"),
      (#"units.parse("K")"#, "eval_builtin_error"),
      (#"units.parse("1..2")"#, "eval_builtin_error"),
      (#"units.parse("1 K")"#, "eval_builtin_error"),
      (#"units.parse("1e1234567")"#, "eval_builtin_error"),
      (#"units.parse_bytes("1.5GB")"#, "1500000000"),
      (#"units.parse_bytes("1KiB")"#, "1024"),
      (#"units.parse_bytes("0.9")"#, "0"),
      (#"units.parse_bytes("1.9999k")"#, "1999"),
      (#"units.parse_bytes("0.1kib")"#, "102"),
      (#"units.parse_bytes("12EI")"#, "13835058055282163712"),
      (#"units.parse_bytes("1kk")"#, "eval_builtin_error"),
      (#"units.parse_bytes("kb")"#, "eval_builtin_error"),
      (#"units.parse_bytes("1+2")"#, "eval_builtin_error"),
    ])
  func amounts(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      (#"semver.compare("1.0.0", "v1.0.0")"#, "0"),
      (#"semver.compare("1.0.0-rc.1", "1.0.0")"#, "-1"),
      (#"semver.compare("1.0.0-rc.11", "1.0.0-rc.2")"#, "1"),
      (#"semver.compare("1.0.0-alpha", "1.0.0-alpha.1")"#, "-1"),
      (#"semver.compare("1.0.0-1", "1.0.0-alpha")"#, "-1"),
      (#"semver.compare("1.0.0+a", "1.0.0+b")"#, "0"),
      (#"semver.compare("1.10.0", "1.9.0")"#, "1"),
      (#"semver.compare("1.0", "1.0.0")"#, "eval_builtin_error"),
      (#"semver.is_valid("1.2.3-a.b-c+0.1")"#, "true"),
      (#"semver.is_valid("1.2.3-a..b")"#, "false"),
      (#"semver.is_valid("1.2.x")"#, "false"),
      (#"semver.is_valid("1.2.3.4")"#, "false"),
      (#"semver.is_valid(1)"#, "false"),
    ])
  func versions(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      (
        #"uuid.parse("F47AC10B-58CC-4372-A567-0E02B2C3D479")"#,
        #"{"variant":"RFC4122","version":4}"#
      ),
      (
        #"uuid.parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")"#,
        #"{"clocksequence":180,"macvariables":"global:unicast","nodeid":"00-c0-4f-d4-30-c8","time":886630433151182400,"variant":"RFC4122","version":1}"#
      ),
      (#"uuid.parse("6ba7b810-9dad-11d1-80b4_00c04fd430c8")"#, "undefined"),
      (#"uuid.parse("")"#, "undefined"),
      (#"uuid.rfc4122("a")"#, "eval_builtin_error"),
      (#"rand.intn("a", 0)"#, "0"),
    ])
  func identifiers(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }
}
