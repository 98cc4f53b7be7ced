import CArgon2

/// Passwords with argon2id (RFC 9106). Costly on purpose: about 40 ms and 19 MiB; call it where waiting is
/// allowed.
enum Password {
  /// OWASP's password storage cheat sheet, first choice for argon2id.
  private static let passes: UInt32 = 2
  private static let kibibytes: UInt32 = 19_456
  private static let lanes: UInt32 = 1
  private static let saltBytes = 16
  private static let hashBytes = 32

  /// Long enough to resist guessing; NIST SP 800-63B asks for no other rule.
  static let shortest = 12
  /// So that hashing stays bounded.
  static let longest = 1_024

  /// The encoded hash, its salt and cost in it; nil where memory is short.
  static func hash(_ password: String) -> String? {
    let salt = Secrets.random(saltBytes)
    let bytes = Array(password.utf8)
    var out = [CChar](repeating: 0, count: 256)
    let code = argon2id_hash_encoded(
      passes, kibibytes, lanes, bytes, bytes.count, salt, salt.count, hashBytes, &out, out.count)
    guard code == ARGON2_OK.rawValue else { return nil }
    return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func verify(_ password: String, _ hash: String) -> Bool {
    let bytes = Array(password.utf8)
    return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
  }

  /// Takes as long as a check, so that an address without an account does not stand out.
  static func pretend(_ password: String) { _ = hash(password) }

  /// Why a password is refused; nil: it is good.
  static func fault(_ password: String, email: String) -> String? {
    if password.count < shortest { return "it needs \(shortest) characters at least" }
    if password.utf8.count > longest { return "it is longer than \(longest) bytes" }
    let small = password.lowercased()
    if Set(small).count < 5 { return "it has too few different characters" }
    if small == email.lowercased() { return "it is the address" }
    return nil
  }
}
