import Testing

@testable import ShrikeRego

struct CryptoBuiltinTests {
  @Test(
    arguments: [
      (#"crypto.md5("")"#, #""d41d8cd98f00b204e9800998ecf8427e""#),
      (#"crypto.sha1("abc")"#, #""a9993e364706816aba3e25717850c26c9cd0d89d""#),
      (
        #"crypto.sha256("abc")"#,
        #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#
      ),
      (
        #"crypto.hmac.md5("what do ya want for nothing?", "Jefe")"#,
        #""750c783e6ab0b503eaa86e310a5db738""#
      ),
      (
        #"crypto.hmac.sha1("what do ya want for nothing?", "Jefe")"#,
        #""effcdf6ae5eb2fa2d27416d5f184df9c259a7c79""#
      ),
      (
        #"crypto.hmac.sha256("what do ya want for nothing?", "Jefe")"#,
        #""5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843""#
      ),
      (
        #"crypto.hmac.sha512("what do ya want for nothing?", "Jefe")"#,
        #""164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"#
          + #"9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737""#
      ),
      (#"crypto.hmac.equal("ab", "ab")"#, "true"),
      (#"crypto.hmac.equal("ab", "abc")"#, "false"),
      (#"crypto.md5(input.number)"#, "eval_type_error"),
    ])
  func digests(_ expression: String, _ expected: String) {
    let input = Value(object: [(Value("number"), Value(1))])
    #expect(BuiltinAnswer.of(expression, input: input) == expected)
  }
}
