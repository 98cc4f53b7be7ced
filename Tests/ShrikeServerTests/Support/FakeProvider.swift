import Crypto
import CryptoExtras
import Foundation
import ShrikeText
import ShrikeTransport
import Synchronization

@testable import ShrikeServer

/// A provider of sign-ins that lives in the test: it signs whatever it is told to.
final class FakeProvider: Sendable {
  static let issuer = "https://id.example"
  static let client = "shrike"

  /// How a token is signed.
  enum Signing: String, Sendable, CaseIterable {
    case rs256, es256
    /// What must not be taken.
    case none, emptyNone, hs256WithPublicKey, foreignKey, es256NamedRSA, cut
  }

  /// Made once: a key of RSA takes a while.
  private static let rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
  private let p256 = Mutex(P256.Signing.PrivateKey())
  private let stranger = P256.Signing.PrivateKey()

  private struct State {
    var claims: [String: JSON] = [:]
    var signing = Signing.rs256
    var requests: [Exchange] = []
    var keyID = "e1"
    var status = 200
    var issuer = FakeProvider.issuer
    var person: [String: JSON]?
  }
  private let state = Mutex(State())

  /// What the next token says, and how it is signed.
  func answer(_ claims: [String: JSON], signing: Signing = .rs256) {
    state.withLock {
      $0.claims = claims
      $0.signing = signing
    }
  }

  /// Changes the key of the curve, as providers do now and then.
  func changeKey() {
    p256.withLock { $0 = P256.Signing.PrivateKey() }
    state.withLock { $0.keyID = "e2" }
  }
  /// What it tells of a person outside of tokens.
  func tell(_ person: [String: JSON]) { state.withLock { $0.person = person } }
  func fail(_ status: Int) { state.withLock { $0.status = status } }
  func pretend(_ issuer: String) { state.withLock { $0.issuer = issuer } }

  var requests: [Exchange] { state.withLock { $0.requests } }

  func provider(_ change: (inout OpenIDSettings) -> Void = { _ in }) -> OpenIDProvider {
    var settings = OpenIDSettings(issuer: Self.issuer, client: Self.client, secret: "s3/cret:")
    change(&settings)
    return OpenIDProvider(settings) { (exchange: Exchange) throws(EngineError) in
      self.run(exchange)
    }
  }

  private func run(_ exchange: Exchange) -> Exchange.Answer {
    let (status, issuer) = state.withLock { state in
      state.requests.append(exchange)
      return (state.status, state.issuer)
    }
    let person = state.withLock { $0.person }
    let body: JSON
    switch exchange.url {
    case "\(Self.issuer)/.well-known/openid-configuration":
      body = .members([
        "issuer": .string(issuer), "authorization_endpoint": .string("\(Self.issuer)/authorize"),
        "token_endpoint": .string("\(Self.issuer)/token"),
        "jwks_uri": .string("\(Self.issuer)/keys"),
        "userinfo_endpoint": person == nil ? nil : .string("\(Self.issuer)/people"),
      ])
    case "\(Self.issuer)/keys": body = keys
    case "\(Self.issuer)/people":
      let isKnown = exchange.headers.contains { $0.value == "Bearer at" }
      guard isKnown else { return Exchange.Answer(status: 401, body: []) }
      body = .object((person ?? [:]).map { JSON.Member(name: $0.key, value: $0.value) })
    default: body = .members(["id_token": .string(token()), "access_token": .string("at")])
    }
    return Exchange.Answer(status: status, body: body.bytes)
  }

  private var keys: JSON {
    let point = p256.withLock { $0.publicKey.rawRepresentation }
    let numbers = try? Self.rsa?.publicKey.getKeyPrimitives()
    return .members([
      "keys": .array([
        .members([
          "kty": .string("RSA"), "kid": .string("r1"), "use": .string("sig"),
          "n": .string(Base64URL.text(numbers?.modulus ?? Data())),
          "e": .string(Base64URL.text(numbers?.publicExponent ?? Data())),
        ]),
        .members([
          "kty": .string("EC"), "crv": .string("P-256"),
          "kid": .string(state.withLock { $0.keyID }),
          "x": .string(Base64URL.text(point.prefix(32))),
          "y": .string(Base64URL.text(point.suffix(32))),
        ]),
        .members(["kty": .string("OKP"), "kid": .string("unknown")]),
      ])
    ])
  }

  // MARK: tokens

  private func token() -> String {
    let (claims, signing, keyID) = state.withLock { ($0.claims, $0.signing, $0.keyID) }
    let (algorithm, key) =
      switch signing {
      case .rs256, .cut: ("RS256", "r1")
      case .es256, .foreignKey: ("ES256", keyID)
      case .none, .emptyNone: ("none", "r1")
      case .hs256WithPublicKey: ("HS256", "r1")
      case .es256NamedRSA: ("ES256", "r1")
      }
    let header = JSON.members(["alg": .string(algorithm), "kid": .string(key)])
    let body = JSON.object(claims.map { JSON.Member(name: $0.key, value: $0.value) })
    let text = "\(Base64URL.text(header.bytes)).\(Base64URL.text(body.bytes))"
    return "\(text).\(Base64URL.text(signature(Array(text.utf8), signing)))"
  }

  private func signature(_ text: [UInt8], _ signing: Signing) -> [UInt8] {
    let digest = SHA256.hash(data: text)
    func rsa() -> [UInt8] {
      (try? Self.rsa?.signature(for: digest, padding: .insecurePKCS1v1_5)).map {
        Array($0.rawRepresentation)
      } ?? []
    }
    switch signing {
    case .rs256: return rsa()
    case .cut: return rsa().dropLast()
    case .es256, .es256NamedRSA:
      return p256.withLock { key in
        (try? key.signature(for: digest)).map { Array($0.rawRepresentation) } ?? []
      }
    case .foreignKey:
      return (try? stranger.signature(for: digest)).map { Array($0.rawRepresentation) } ?? []
    case .none: return rsa()
    case .emptyNone: return []
    case .hs256WithPublicKey:
      // Whoever takes the token's word for the algorithm would use the public key as a password.
      let key = SymmetricKey(data: Array((Self.rsa?.publicKey.pemRepresentation ?? "").utf8))
      return Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
    }
  }
}
