import Crypto
import CryptoExtras
import FoundationEssentials
import ShrikeFormats

/// A provider's keys that check signatures (RFC 7517): of RSA with 2,048 bits and more, and of the curve P-256.
struct VerificationKeys: Sendable {
  enum Key: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
  }
  private struct Entry: Sendable {
    var id: String?
    var key: Key
  }
  private let entries: [Entry]
  /// More keys than that are not looked at.
  private static let most = 100
  /// Larger moduli take too long.
  private static let mostModulusBytes = 1_024

  /// Keys that cannot be used are passed over; nil where the text is no set of keys.
  init?(_ bytes: [UInt8]) {
    guard case .success(let node) = JSON.read(bytes), let keys = node["keys"], keys.isSequence
    else {
      return nil
    }
    entries = keys.elements.prefix(Self.most).compactMap { key in
      guard key["use"]?.string ?? "sig" == "sig" else { return nil }
      return Self.key(key).map { Entry(id: key["kid"]?.string, key: $0) }
    }
  }

  /// What a key is for is said by the key, never by the token: an RSA key checks RS256 and nothing else.
  private static func key(_ node: Node) -> Key? {
    func number(_ name: String) -> [UInt8]? { node[name]?.string.flatMap { Base64URL.bytes($0) } }
    let algorithm = node["alg"]?.string
    switch node["kty"]?.string {
    case "RSA":
      guard algorithm ?? "RS256" == "RS256", let n = number("n"), let e = number("e"),
        n.count <= mostModulusBytes, e.count <= 8
      else { return nil }
      return (try? _RSA.Signing.PublicKey(n: n, e: e)).map { .rsa($0) }
    case "EC":
      guard algorithm ?? "ES256" == "ES256", node["crv"]?.string == "P-256",
        let x = number("x"), let y = number("y"), x.count == 32, y.count == 32
      else { return nil }
      return (try? P256.Signing.PublicKey(rawRepresentation: x + y)).map { .p256($0) }
    default: return nil
    }
  }

  /// Those with the id, or all where a token names none.
  func candidates(_ id: String?) -> [Key] {
    entries.filter { id == nil || $0.id == id }.map(\.key)
  }
}

/// A signed token (RFC 7515, compact), taken apart. Nothing in it is to be believed before `isSigned`.
struct SignedToken {
  /// Longer ones are refused.
  static let longest = 65_536

  enum Algorithm: String {
    case rs256 = "RS256"
    case es256 = "ES256"
  }

  let algorithm: Algorithm
  let keyID: String?
  /// The claims.
  let payload: Node
  private let signed: [UInt8]
  private let signature: [UInt8]

  /// Why a token is refused, for the log.
  struct Refusal: Error {
    let reason: String
  }

  init(_ text: String) throws(Refusal) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.longest, parts.count == 3,
      let head = Base64URL.bytes(parts[0]), let body = Base64URL.bytes(parts[1]),
      let signature = Base64URL.bytes(parts[2]),
      case .success(let header) = JSON.read(head), header.isMapping,
      case .success(let payload) = JSON.read(body), payload.isMapping
    else { throw Refusal(reason: "it is no signed token") }
    // Neither `none` nor a keyed hash: whoever knows the public key could make those.
    guard let algorithm = header["alg"]?.string.flatMap(Algorithm.init(rawValue:)) else {
      throw Refusal(reason: "its algorithm is neither RS256 nor ES256")
    }
    guard header["crit"] == nil else { throw Refusal(reason: "it asks for what is not understood") }
    self.algorithm = algorithm
    keyID = header["kid"]?.string
    self.payload = payload
    signed = Array("\(parts[0]).\(parts[1])".utf8)
    self.signature = signature
  }

  func isSigned(by keys: VerificationKeys) -> Bool {
    keys.candidates(keyID).contains { key in
      switch (algorithm, key) {
      case (.rs256, .rsa(let key)):
        key.isValidSignature(
          _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: signed),
          padding: .insecurePKCS1v1_5)
      case (.es256, .p256(let key)):
        (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
          key.isValidSignature($0, for: SHA256.hash(data: signed))
        } ?? false
      default: false
      }
    }
  }
}
