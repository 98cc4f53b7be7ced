import Testing

@testable import ShrikeRego

struct JWTBuiltinTests {
  /// Keys of RFC 8037 and RFC 7517, and one that anybody could guess.
  private static let input = Value(object: [
    (
      Value("ed"),
      Value(object: [
        (Value("kty"), Value("OKP")), (Value("crv"), Value("Ed25519")),
        (Value("d"), Value("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")),
        (Value("x"), Value("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")),
      ])
    ),
    (
      Value("ec"),
      Value(object: [
        (Value("kty"), Value("EC")), (Value("crv"), Value("P-256")),
        (Value("x"), Value("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4")),
        (Value("y"), Value("4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM")),
        (Value("d"), Value("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE")),
      ])
    ),
    (
      Value("oct"),
      Value(object: [(Value("kty"), Value("oct")), (Value("k"), Value("c2VjcmV0"))])
    ),
  ])

  private static let edPublic =
    #"{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
  private static let ecPublic =
    #"{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "#
    + #""y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#

  private static func answer(_ expression: String) -> String {
    BuiltinAnswer.of(expression, input: input)
  }

  @Test(
    arguments: [
      (#"io.jwt.decode("eyJhbGciOiJub25lIn0.e30.")"#, #"[{"alg":"none"},{},""]"#),
      (#"io.jwt.decode("eyJhbGciOiJub25lIn0.W10.")"#, "eval_builtin_error"),
      (#"io.jwt.decode("a.b")"#, "eval_builtin_error"),
      (#"io.jwt.decode("abc")"#, "eval_builtin_error"),
      (#"io.jwt.decode("eyJlbmMiOjF9.e30.")"#, "eval_builtin_error"),
      (
        #"io.jwt.encode_sign({"alg": "HS256"}, {"b": 1, "a": {"<"}}, input.oct)"#,
        "\"eyJhbGciOiJIUzI1NiJ9."
          + "eyJhIjpbIlx1MDAzYyJdLCJiIjoxfQ."
          + "ymfUoRnITvo6Zui0RTTnIJCIhuEU0a8j896E0V_et08\""
      ),
      (#"io.jwt.encode_sign({"alg": "XX"}, {}, input.oct)"#, "eval_builtin_error"),
      (#"io.jwt.encode_sign({"alg": "ES256"}, {}, input.oct)"#, "eval_builtin_error"),
      (#"io.jwt.encode_sign({}, {}, input.oct)"#, "eval_builtin_error"),
      (#"io.jwt.encode_sign({"alg": "HS256"}, {}, {"kty": "oct"})"#, "eval_builtin_error"),
      (
        #"io.jwt.encode_sign_raw(`{"alg": "HS256"}`, "x", `{"kty": "oct", "k": "YQ"}`)"#,
        "eval_builtin_error"
      ),
    ])
  func texts(_ expression: String, _ expected: String) {
    #expect(Self.answer(expression) == expected)
  }

  @Test(
    arguments: [
      ("HS256", "oct", #"io.jwt.verify_hs256(token, "secret")"#, true),
      ("HS384", "oct", #"io.jwt.verify_hs384(token, "secret")"#, true),
      ("HS512", "oct", #"io.jwt.verify_hs512(token, "wrong")"#, false),
      ("EdDSA", "ed", "io.jwt.verify_eddsa(token, `\(edPublic)`)", true),
      ("EdDSA", "ed", "io.jwt.verify_es256(token, `\(ecPublic)`)", false),
      ("ES256", "ec", "io.jwt.verify_es256(token, `\(ecPublic)`)", true),
      ("ES256", "ec", "io.jwt.verify_es256(token, `{\"keys\": [\(edPublic), \(ecPublic)]}`)", true),
      ("ES256", "ec", "io.jwt.verify_es256(token, `{\"keys\": []}`)", false),
      ("ES256", "ec", "io.jwt.verify_rs256(token, `\(ecPublic)`)", false),
    ])
  func signatures(_ algorithm: String, _ key: String, _ check: String, _ isValid: Bool) {
    let sign = #"io.jwt.encode_sign({"alg": "\#(algorithm)"}, {"a": 1}, input.\#(key))"#
    let expression = check.replacing("token", with: sign)
    #expect(Self.answer(expression) == "\(isValid)")
  }

  /// Claims, constraints, and whether they go together; the time is 2026-01-01.
  @Test(
    arguments: [
      ("{}", #""secret": "secret""#, "true"),
      ("{}", #""secret": "wrong""#, "false"),
      (#"{"iss": "a"}"#, #""secret": "secret", "iss": "a""#, "true"),
      (#"{"iss": "a"}"#, #""secret": "secret", "iss": "b""#, "false"),
      ("{}", #""secret": "secret", "iss": "b""#, "false"),
      (#"{"aud": ["a", "b"]}"#, #""secret": "secret", "aud": "b""#, "true"),
      (#"{"aud": "a"}"#, #""secret": "secret""#, "false"),
      ("{}", #""secret": "secret", "aud": "b""#, "false"),
      (#"{"exp": 1767225601}"#, #""secret": "secret""#, "true"),
      (#"{"exp": 1767225600}"#, #""secret": "secret""#, "false"),
      (#"{"exp": 100}"#, #""secret": "secret", "time": 99000000000"#, "true"),
      (#"{"nbf": 1767225600}"#, #""secret": "secret""#, "true"),
      (#"{"nbf": 1767225600.5}"#, #""secret": "secret""#, "false"),
      (#"{"nbf": "1"}"#, #""secret": "secret""#, "eval_builtin_error"),
      ("{}", #""secret": "secret", "alg": "HS256""#, "true"),
      ("{}", #""secret": "secret", "alg": "HS512""#, "false"),
      ("{}", #""secret": "secret", "color": 1"#, "eval_builtin_error"),
      ("{}", #""alg": "HS256""#, "eval_builtin_error"),
      ("{}", #""secret": "secret", "time": -1"#, "eval_builtin_error"),
      ("{}", "\"cert\": `\(edPublic)`", "false"),
      ("{}", #""cert": "{}""#, "eval_builtin_error"),
    ])
  func constraints(_ claims: String, _ constraints: String, _ expected: String) {
    let sign = #"io.jwt.encode_sign({"alg": "HS256"}, \#(claims), input.oct)"#
    #expect(Self.answer("io.jwt.decode_verify(\(sign), {\(constraints)})[0]") == expected)
  }

  @Test func rsaKeysAreOnesThatBelongTogether() {
    let key = #"{"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "Aw", "p": "Aw", "q": "BQ"}"#
    #expect(
      Self.answer("io.jwt.encode_sign({\"alg\": \"RS256\"}, {}, \(key))") == "eval_builtin_error")
  }

  /// What is wrong with a key is told, the key is not.
  @Test func keysStayOutOfMessages() {
    for text in [#"{"kty": "oct", "k": "hush hush"}"#, #"{"kty": "EC", "crv": "hush hush"}"#] {
      do throws(JWK.Malformed) {
        _ = try JWK.keys(Array(text.utf8))
        Issue.record("a key that is none was read")
      } catch {
        #expect(!error.message.contains("hush"))
      }
    }
  }
}
