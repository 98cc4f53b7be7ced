import ShrikeFormats
import ShrikeLedger

/// Who somebody is, by the word of their provider.
struct OpenIDIdentity: Sendable, Hashable {
  var issuer: String
  /// The provider's name for them, which never means somebody else.
  var subject: String
  /// Nil where the provider has not verified it.
  var email: String?
  var name: String?
  /// Values of the claim that tells roles.
  var groups: [String]

  /// Seconds that clocks may differ.
  static let leeway: Int64 = 60

  /// Takes it from a token whose signature holds (OpenID Connect Core 1.0, section 3.1.3.7).
  init(
    _ token: SignedToken, _ settings: OpenIDSettings, nonce: String, at now: Timestamp
  ) throws(SignedToken.Refusal) {
    let claims = token.payload
    let seconds = now.milliseconds / 1_000
    guard claims["iss"]?.string == settings.issuer else {
      throw SignedToken.Refusal(reason: "another issuer made it")
    }
    let audience = Self.texts(claims["aud"])
    guard audience.contains(settings.client) else {
      throw SignedToken.Refusal(reason: "it is for somebody else")
    }
    let party = claims["azp"]?.string
    guard
      audience.count == 1 ? party ?? settings.client == settings.client : party == settings.client
    else { throw SignedToken.Refusal(reason: "it was made for another client") }
    guard let expires = Self.seconds(claims["exp"]), expires > seconds - Self.leeway else {
      throw SignedToken.Refusal(reason: "it has expired")
    }
    guard let issued = Self.seconds(claims["iat"]), issued <= seconds + Self.leeway,
      (claims["nbf"].map { Self.seconds($0) ?? .max } ?? 0) <= seconds + Self.leeway
    else { throw SignedToken.Refusal(reason: "it is not valid yet") }
    guard let given = claims["nonce"]?.string, Secrets.equal(given, nonce) else {
      throw SignedToken.Refusal(reason: "it answers another question")
    }
    guard let subject = claims["sub"]?.string, (1...255).contains(subject.utf8.count) else {
      throw SignedToken.Refusal(reason: "it names nobody")
    }
    issuer = settings.issuer
    self.subject = subject
    // Some providers write the flag as a text.
    let isVerified =
      claims["email_verified"]?.bool == true || claims["email_verified"]?.string == "true"
    email = claims["email"]?.string.flatMap {
      isVerified && Self.isAddress($0) ? $0.lowercased() : nil
    }
    name = claims["name"]?.string.flatMap { Self.isName($0) ? $0 : nil }
    groups = settings.roleClaim.map { Self.texts(claims[$0]) } ?? []
  }

  private static func texts(_ node: Node?) -> [String] {
    guard let node else { return [] }
    return node.isSequence ? node.elements.compactMap(\.string) : node.string.map { [$0] } ?? []
  }

  private static func seconds(_ node: Node?) -> Int64? {
    node?.int.map { Int64($0) }
  }

  private static func isAddress(_ text: String) -> Bool {
    text.utf8.count <= 320 && text.contains("@")
      && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  }

  private static func isName(_ text: String) -> Bool {
    (1...200).contains(text.utf8.count) && !text.allSatisfy(\.isWhitespace)
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
