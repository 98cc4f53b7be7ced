import Crypto
import FoundationEssentials

/// Digests and message authentication codes, as hexadecimal texts.
let cryptoBuiltins: [Builtin] = [
  Builtin("crypto.md5", 1) { a, _ throws(BuiltinError) in
    hexadecimal(Insecure.MD5.hash(data: try a.bytes(0)))
  },
  Builtin("crypto.sha1", 1) { a, _ throws(BuiltinError) in
    hexadecimal(Insecure.SHA1.hash(data: try a.bytes(0)))
  },
  Builtin("crypto.sha256", 1) { a, _ throws(BuiltinError) in
    hexadecimal(SHA256.hash(data: try a.bytes(0)))
  },
  Builtin("crypto.hmac.md5", 2) { a, _ throws(BuiltinError) in
    hexadecimal(try code(a, Insecure.MD5.self))
  },
  Builtin("crypto.hmac.sha1", 2) { a, _ throws(BuiltinError) in
    hexadecimal(try code(a, Insecure.SHA1.self))
  },
  Builtin("crypto.hmac.sha256", 2) { a, _ throws(BuiltinError) in
    hexadecimal(try code(a, SHA256.self))
  },
  Builtin("crypto.hmac.sha512", 2) { a, _ throws(BuiltinError) in
    hexadecimal(try code(a, SHA512.self))
  },
  Builtin("crypto.hmac.equal", 2) { a, _ throws(BuiltinError) in
    Value(isEqualInConstantTime(try a.bytes(0), try a.bytes(1)))
  },
]

private func code<H: HashFunction>(
  _ a: Arguments, _ hash: H.Type
) throws(BuiltinError) -> HMAC<H>.MAC {
  let message = try a.bytes(0)
  return HMAC<H>.authenticationCode(for: message, using: SymmetricKey(data: try a.bytes(1)))
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> Value {
  Value(utf8: hexadecimalText(bytes))
}

/// Two digits a byte, in lower case.
func hexadecimalText(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  bytes.flatMap { [lowerDigits[Int($0 >> 4)], lowerDigits[Int($0 & 15)]] }
}

/// Takes as long whatever the first difference is, so that the time tells nothing of the code.
func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  var difference: UInt8 = 0
  for index in a.indices { difference |= a[index] ^ b[index] }
  return difference == 0
}
