import Crypto
import FoundationEssentials

/// What signs a token ([RFC 7518, 3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1)).
enum JWTAlgorithm: String {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  case hs256 = "HS256"
  case hs384 = "HS384"
  case hs512 = "HS512"
  case edDSA = "EdDSA"

  private var hash: SignatureHash {
    switch self {
    case .rs256, .ps256, .es256, .hs256: .sha256
    case .rs384, .ps384, .es384, .hs384: .sha384
    case .rs512, .ps512, .es512, .hs512, .edDSA: .sha512
    }
  }

  /// Whether the key made the signature. Strictly, a signature has the length that the algorithm
  /// gives it, and private keys and secrets count as well.
  func isValid(
    _ signature: [UInt8], of message: [UInt8], _ key: JWK.Material, isStrict: Bool
  ) -> Bool {
    switch (self, key) {
    case (_, .secret(let secret)):
      guard isStrict, isMAC else { return false }
      return isEqualInConstantTime(code(message, secret), signature)
    case (_, .publicKey(let key)): return isValid(signature, of: message, key, isStrict)
    case (_, .privateKey(let key)):
      guard isStrict else { return false }
      switch key {
      case .rsa(let key): return isValid(signature, of: message, .rsa(key.publicKey), true)
      case .elliptic(let key):
        return isValid(signature, of: message, .elliptic(key.publicKey), true)
      case .ed25519(let key):
        return isValid(signature, of: message, .ed25519(key.publicKey), true)
      case .x25519: return false
      }
    }
  }

  private var isMAC: Bool { [.hs256, .hs384, .hs512].contains(self) }

  private func isValid(
    _ signature: [UInt8], of message: [UInt8], _ key: PublicKey, _ isStrict: Bool
  ) -> Bool {
    switch (self, key) {
    case (.rs256, .rsa(let key)), (.rs384, .rsa(let key)), (.rs512, .rsa(let key)):
      return key.isValidPKCS1(signature, of: message, hash)
    case (.ps256, .rsa(let key)), (.ps384, .rsa(let key)), (.ps512, .rsa(let key)):
      return key.isValidPSS(signature, of: message, hash, anySalt: !isStrict)
    case (.es256, .elliptic(let key)), (.es384, .elliptic(let key)),
      (.es512, .elliptic(let key)):
      guard !isStrict || signature.count == 2 * key.curve.size else { return false }
      let half = signature.count / 2
      return key.isValid(signature[..<half], signature[half...], of: message, hash)
    case (.edDSA, .ed25519(let key)): return isValidEd25519(key, signature, of: message)
    default: return false
    }
  }

  /// The code of a secret, for the algorithms that are made of one.
  func code(_ message: [UInt8], _ secret: [UInt8]) -> [UInt8] {
    let key = SymmetricKey(data: secret)
    return switch hash {
    case .sha384: Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
    case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
    default: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
  }

  /// The signature of a key; throws where the key is not one of this algorithm.
  func signature(of message: [UInt8], _ key: JWK.Material) throws -> [UInt8] {
    switch (self, key) {
    case (.hs256, .secret(let secret)), (.hs384, .secret(let secret)),
      (.hs512, .secret(let secret)):
      return code(message, secret)
    case (.rs256, .privateKey(.rsa(let key))), (.rs384, .privateKey(.rsa(let key))),
      (.rs512, .privateKey(.rsa(let key))):
      return try key.signature(message, hash, isPSS: false)
    case (.ps256, .privateKey(.rsa(let key))), (.ps384, .privateKey(.rsa(let key))),
      (.ps512, .privateKey(.rsa(let key))):
      return try key.signature(message, hash, isPSS: true)
    case (.es256, .privateKey(.elliptic(let key))), (.es384, .privateKey(.elliptic(let key))),
      (.es512, .privateKey(.elliptic(let key))):
      return try key.signature(message, hash)
    case (.edDSA, .privateKey(.ed25519(let key))): return try key.signature(message)
    default: throw PrivateKey.Unusable()
    }
  }
}
