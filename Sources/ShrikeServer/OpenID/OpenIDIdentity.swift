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
  /// Whether the token says all that is asked for; else the provider may tell it elsewhere.
  private(set) var isComplete: Bool

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
    email = Self.email(claims)
    name = Self.name(claims)
    groups = settings.roleClaim.map { Self.texts(claims[$0]) } ?? []
    isComplete =
      claims["email"] != nil && (settings.roleClaim.map { claims[$0] != nil } ?? true)
  }

  /// Takes what the token does not say from what the provider tells elsewhere, which counts for the same person only
  /// (OpenID Connect Core 1.0, section 5.3.2).
  mutating func add(_ claims: Node, _ settings: OpenIDSettings) throws(SignedToken.Refusal) {
    guard claims["sub"]?.string == subject else {
      throw SignedToken.Refusal(reason: "it tells of somebody else")
    }
    email = email ?? Self.email(claims)
    name = name ?? Self.name(claims)
    if groups.isEmpty, let claim = settings.roleClaim { groups = Self.texts(claims[claim]) }
    isComplete = true
  }

  /// Some providers write the flag as a text.
  private static func email(_ claims: Node) -> String? {
    let isVerified =
      claims["email_verified"]?.bool == true || claims["email_verified"]?.string == "true"
    return claims["email"]?.string.flatMap {
      isVerified && isAddress($0) ? $0.lowercased() : nil
    }
  }

  private static func name(_ claims: Node) -> String? {
    claims["name"]?.string.flatMap { isName($0) ? $0 : nil }
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
