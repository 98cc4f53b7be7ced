import Crypto
import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport
import Synchronization

/// A provider as it describes itself, asked when it is needed and remembered for a while. Calls wait for the network.
final class OpenIDProvider: Sendable {
  typealias Fetch = @Sendable (Exchange) throws(EngineError) -> Exchange.Answer

  let settings: OpenIDSettings
  private let fetch: Fetch
  private let known = Mutex<Description?>(nil)

  private struct Description: Sendable {
    var authorization: String
    var token: String
    var keysAddress: String
    /// Nil where the provider tells everything in its tokens.
    var people: String?
    /// Whether the secret goes with the form, where the provider takes it no other way.
    var postsSecret: Bool
    var keys: VerificationKeys
    var read: Timestamp
    var readKeys: Timestamp
  }

  /// Milliseconds after which everything is asked anew, and before which keys are not.
  private static let (stale, calm): (Int64, Int64) = (3_600_000, 60_000)

  init(_ settings: OpenIDSettings, fetch: @escaping Fetch = OpenIDProvider.run) {
    self.settings = settings
    self.fetch = fetch
  }

  /// The operator names the provider, so it may stand in a private network.
  private static let run: Fetch = { (exchange: Exchange) throws(EngineError) in
    var exchange = exchange
    exchange.connectSeconds = 5
    exchange.seconds = 15
    exchange.answerLimit = 1 << 20
    return try exchange.run()
  }

  // MARK: what the provider says of itself

  private func description(at now: Timestamp) throws(Problem) -> Description {
    if let known = known.withLock({ $0 }),
      now.milliseconds - known.read.milliseconds < Self.stale
    {
      return known
    }
    let issuer = settings.issuer
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    let document = try json(Exchange("GET", "\(base)/.well-known/openid-configuration"))
    // Whoever answers for somebody else is not believed (OpenID Connect Discovery 1.0, section 4.3).
    guard document["issuer"]?.string == issuer else {
      throw Self.unusable("it names another issuer")
    }
    func address(_ name: String) throws(Problem) -> String {
      guard let text = document[name]?.string, OpenIDSettings.isSafe(text) else {
        throw Self.unusable("'\(name)' is no safe address")
      }
      return text
    }
    let methods = document["token_endpoint_auth_methods_supported"]?.elements.compactMap(\.string)
    let keysAddress = try address("jwks_uri")
    let fresh = Description(
      authorization: try address("authorization_endpoint"), token: try address("token_endpoint"),
      keysAddress: keysAddress,
      people: document["userinfo_endpoint"]?.string.flatMap {
        OpenIDSettings.isSafe($0) ? $0 : nil
      },
      postsSecret: methods.map {
        !$0.contains("client_secret_basic") && $0.contains("client_secret_post")
      } ?? false,
      keys: try keys(keysAddress), read: now, readKeys: now)
    known.withLock { $0 = fresh }
    return fresh
  }

  private func keys(_ address: String) throws(Problem) -> VerificationKeys {
    guard let keys = VerificationKeys(try bytes(Exchange("GET", address))) else {
      throw Self.unusable("its keys cannot be read")
    }
    return keys
  }

  // MARK: the flow

  /// Where the browser goes to sign in.
  func authorization(
    redirect: String, state: String, nonce: String, verifier: String, at now: Timestamp
  ) throws(Problem) -> String {
    let address = try description(at: now).authorization
    let challenge = Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))
    let fields = [
      ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", redirect),
      ("scope", "openid email profile"), ("state", state), ("nonce", nonce),
      ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ]
    return address + (address.contains("?") ? "&" : "?") + Self.form(fields)
  }

  /// Trades the code for a token and reads it.
  func identity(
    code: String, redirect: String, nonce: String, verifier: String, at now: Timestamp
  ) throws(Problem) -> OpenIDIdentity {
    var description = try description(at: now)
    let given = try self.token(description, code, redirect, verifier)
    do throws(SignedToken.Refusal) {
      let signed = try SignedToken(given.identity)
      // A provider that has changed its keys names one that is not known yet.
      if description.keys.candidates(signed.keyID).isEmpty,
        now.milliseconds - description.readKeys.milliseconds >= Self.calm
      {
        description.keys = try fresh(description, at: now)
      }
      guard signed.isSigned(by: description.keys) else {
        throw SignedToken.Refusal(reason: "its signature is not of the provider")
      }
      var identity = try OpenIDIdentity(signed, settings, nonce: nonce, at: now)
      if !identity.isComplete, let address = description.people, let access = given.access {
        let more: Node
        do throws(Problem) { more = try about(address, access) } catch {
          throw SignedToken.Refusal(reason: "it does not tell who you are")
        }
        try identity.add(more, settings)
      }
      return identity
    } catch {
      throw Self.refused(error.reason)
    }
  }

  /// What the provider tells of whom it gave an access token for (OpenID Connect Core 1.0, section 5.3).
  private func about(_ address: String, _ access: String) throws(Problem) -> Node {
    try json(
      Exchange(
        "GET", address,
        headers: [("Authorization", "Bearer \(access)"), ("Accept", "application/json")]))
  }

  /// New keys; the old ones where they cannot be had.
  private func fresh(
    _ description: Description, at now: Timestamp
  ) throws(SignedToken.Refusal) -> VerificationKeys {
    let keys: VerificationKeys
    do throws(Problem) { keys = try self.keys(description.keysAddress) } catch {
      throw SignedToken.Refusal(reason: "its key is not known, and new ones cannot be had")
    }
    known.withLock { known in
      known?.keys = keys
      known?.readKeys = now
    }
    return keys
  }

  private func token(
    _ description: Description, _ code: String, _ redirect: String, _ verifier: String
  ) throws(Problem) -> (identity: String, access: String?) {
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
      ("client_id", settings.client), ("code_verifier", verifier),
    ]
    var headers = [
      ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
    ]
    if let secret = settings.secret {
      if description.postsSecret {
        fields.append(("client_secret", secret))
      } else {
        // Both are encoded before they are joined (RFC 6749, section 2.3.1).
        let pair = "\(FormFields.encode(settings.client)):\(FormFields.encode(secret))"
        headers.append(("Authorization", "Basic \(Self.base64(Array(pair.utf8)))"))
      }
    }
    let answer = try json(
      Exchange(
        "POST", description.token, headers: headers.map { (name: $0.0, value: $0.1) },
        body: Array(Self.form(fields).utf8)))
    guard let token = answer["id_token"]?.string else { throw Self.refused("it gave no token") }
    return (token, answer["access_token"]?.string)
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0.0)=\(FormFields.encode($0.1))" }.joined(separator: "&")
  }

  /// With the usual alphabet, and padding.
  private static func base64(_ bytes: [UInt8]) -> String {
    let text = Base64URL.text(bytes).replacing("-", with: "+").replacing("_", with: "/")
    return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
  }

  // MARK: asking

  private func bytes(_ exchange: Exchange) throws(Problem) -> [UInt8] {
    let answer: Exchange.Answer
    do throws(EngineError) { answer = try fetch(exchange) } catch {
      throw Self.unusable(error.cause ?? error.message)
    }
    guard answer.status == 200 else {
      // An old or foreign code is the browser's mistake, not the provider's.
      throw exchange.method == "POST" && (400..<500).contains(answer.status)
        ? Self.refused("it takes the code no more") : Self.unusable("it answered \(answer.status)")
    }
    return answer.body
  }

  private func json(_ exchange: Exchange) throws(Problem) -> Node {
    guard case .success(let node) = JSON.read(try bytes(exchange)), node.isMapping else {
      throw Self.unusable("its answer is no JSON")
    }
    return node
  }

  private static func unusable(_ cause: String) -> Problem {
    Problem(
      .badGateway, "sign-in", "The sign-in service cannot be used now",
      "\(cause); sign in with a password, or tell who runs this server")
  }

  private static func refused(_ reason: String) -> Problem {
    Problem(
      .forbidden, "sign-in", "The sign-in was refused",
      "what the sign-in service sent is not good: \(reason); try again")
  }
}
