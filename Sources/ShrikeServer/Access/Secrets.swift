import Crypto
import ShrikeText

/// Random secrets, what is kept of them, and how they are compared.
enum Secrets {
  static func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// What is kept of a secret that nobody can guess: its hash is as good as a salted one.
  static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

  static func mac(_ key: [UInt8], _ text: String) -> String {
    hexadecimal(
      HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
  }

  /// Takes the same time wherever they differ.
  static func equal(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Of 64 hexadecimal digits, for sessions and links.
  static func key() -> String { hexadecimal(random(32)) }
}

/// An access token as people and programs carry it: `shk_`, 32 letters of chance, 6 of a checksum, so that scanners
/// recognise one that leaked and a mistyped one is refused without asking the database.
struct TokenText: Sendable, Hashable {
  static let prefix = "shk_"
  private static let letters = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let chance = 32
  private static let sum = 6

  let text: String

  /// A new one.
  init() {
    var generator = SystemRandomNumberGenerator()
    let body = String(
      decoding: (0..<Self.chance).map { _ in
        Self.letters[Int.random(in: 0..<Self.letters.count, using: &generator)]
      }, as: UTF8.self)
    text = Self.prefix + body + Self.checksum(body)
  }

  /// Nil where the form or the checksum is wrong.
  init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), text.utf8.count == 4 + Self.chance + Self.sum else {
      return nil
    }
    let body = String(text.dropFirst(4).prefix(Self.chance))
    guard body.utf8.allSatisfy(Self.letters.contains), text.hasSuffix(Self.checksum(body)) else {
      return nil
    }
    self.text = text
  }

  var hash: [UInt8] { Secrets.hash(text) }

  /// CRC-32 (ISO-HDLC) of the chance part, base 62.
  private static func checksum(_ body: String) -> String {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in body.utf8 {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    var rest = ~crc
    var digits: [UInt8] = []
    for _ in 0..<sum {
      digits.append(letters[Int(rest % 62)])
      rest /= 62
    }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }
}
