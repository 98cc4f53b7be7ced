import Crypto
import FoundationEssentials
public import ShrikeModel

/// The key under which secrets' values are hashed, so that a report never holds what could be tried out
/// against a list of likely values without it.
public struct IdentityKey: Sendable {
  public enum Origin: String, Sendable {
    /// `SHRIKE_FINGERPRINT_KEY`.
    case environment
    /// The repository's smallest root commit.
    case repository
    /// The same everywhere: shallow clones, standard input, folders without a repository.
    case fixed
  }

  public let origin: Origin
  private let key: SymmetricKey

  public init(_ text: String, origin: Origin) {
    key = SymmetricKey(data: Data(SHA256.hash(data: Data("shrike/identity/1\0\(text)".utf8))))
    self.origin = origin
  }

  public static let fixed = IdentityKey("fixed", origin: .fixed)

  /// Below so many bits a value could be guessed from its hash; rule, path and context are hashed instead.
  public static let guessableBits = 40.0

  /// HMAC-SHA256 of the parts, cut to 64 bits, as 16 hexadecimal digits.
  public func hash(_ parts: [[UInt8]]) -> String {
    var code = HMAC<SHA256>(key: key)
    for part in parts {
      // Lengths keep ("ab", "c") and ("a", "bc") apart.
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { code.update(data: Data($0)) }
      code.update(data: Data(part))
    }
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in code.finalize().prefix(8) {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Identity of a secret by its value.
  public func identity(rule: String, value: [UInt8]) -> Identity {
    Identity(value: hash([Array(rule.utf8), value]), scheme: "secret/1")
  }

  /// Identity by where the secret is used; `ordinal` tells apart what all the rest cannot.
  public func identity(rule: String, path: String, context: [UInt8], ordinal: Int) -> Identity {
    Identity(
      value: hash([
        Array(rule.utf8), Array(path.utf8), context, Array(String(ordinal).utf8),
      ]), scheme: "secret-context/1")
  }

  /// Whether the value has so little entropy that its hash would give it away.
  public static func isGuessable(_ value: [UInt8], entropy: Double) -> Bool {
    entropy * Double(value.count) < guessableBits
  }
}
