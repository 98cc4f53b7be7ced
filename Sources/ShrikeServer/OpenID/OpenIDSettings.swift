/// Whom people may sign in through, and what they may do then (OpenID Connect Core 1.0, code flow with PKCE).
public struct OpenIDSettings: Sendable {
  /// As its discovery document spells it: `https://id.example`.
  public var issuer: String
  public var client: String
  /// Nil for a client that has none.
  public var secret: String?
  /// What people call it; the button says "Sign in with …".
  public var name = "single sign-on"
  /// Addresses of these domains get an account at their first sign-in; `*`: whoever the provider knows. All others
  /// must have one.
  public var domains: Set<String> = []
  /// The claim that tells what somebody is, as `groups`: a text or a list of texts.
  public var roleClaim: String?
  /// Roles by the claim's values. Where there are any, the provider's word is the last: whoever has none of the values
  /// is a reader.
  public var roles: [String: String] = [:]

  public init(issuer: String, client: String, secret: String? = nil) {
    self.issuer = issuer
    self.client = client
    self.secret = secret
  }

  /// What is wrong with it; nil: nothing.
  public var fault: String? {
    guard Self.isSafe(issuer) else {
      return "the issuer is an https:// address, or an http:// one of this machine"
    }
    if client.isEmpty { return "the client's id is missing" }
    if let role = roles.values.sorted().first(where: {
      Role(rawValue: $0).map { $0 == .ci } ?? true
    }) {
      return "'\(role)' is no role of people"
    }
    if roleClaim == nil, !roles.isEmpty { return "the claim that tells the roles is missing" }
    return nil
  }

  /// Tokens and secrets go to such addresses only.
  static func isSafe(_ url: String) -> Bool {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("@") else { return false }
    if url.hasPrefix("https://") { return url.utf8.count > 8 }
    return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { local in
      guard url.hasPrefix(local) else { return false }
      let rest = url.dropFirst(local.count)
      return rest.isEmpty || rest.hasPrefix(":") || rest.hasPrefix("/")
    }
  }

  /// The strongest role that a claim's values give; nil where roles are not the provider's to give.
  func role(_ values: [String]) -> Role? {
    guard roleClaim != nil, !roles.isEmpty else { return nil }
    return values.compactMap { roles[$0].flatMap(Role.init(rawValue:)) }
      .max { ($0.rights.count, $0.rawValue) < ($1.rights.count, $1.rawValue) } ?? .reader
  }

  func admits(_ email: String) -> Bool {
    guard let at = email.lastIndex(of: "@") else { return false }
    let domain = email[email.index(after: at)...].lowercased()
    return domains.contains("*") || domains.contains { $0.lowercased() == domain }
  }
}
