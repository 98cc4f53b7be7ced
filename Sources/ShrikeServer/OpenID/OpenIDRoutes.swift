import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// Signing in through somebody else's service: there, and back.
enum OpenIDRoutes {
  /// The page's button leads here.
  static let path = "/sign-in/oidc"

  static let all: [Route] = [
    Route(
      .get, path, .everybody(because: "whoever is to sign in has not yet"),
      "Go and sign in at the provider.",
      query: [Parameter("next", .anyText(2_000), "Where to go then.")], begin),
    // A provider may send more than is asked for (RFC 6749, section 4.1.2).
    Route(
      .get, "\(path)/return", .everybody(because: "whoever is to sign in has not yet"),
      "Come back from it.",
      query: [
        Parameter("code", .text(4_096), "What the token is had for."),
        Parameter("state", .text(64), "Which errand this is."),
        Parameter("iss", .text(2_000), "Who sends the browser back (RFC 9207)."),
        Parameter("error", .anyText(200), "Why there is no code."),
      ], ignoresOthers: true, end),
  ]

  private static func provider(_ call: Call) throws(Problem) -> OpenIDProvider {
    guard let provider = call.hub.openID else { throw .notFound() }
    let most = call.hub.settings.signInsPerMinute
    if let seconds = call.hub.limiter.ask("openid:\(call.address)", perMinute: most, at: call.now) {
      throw .tooMany(seconds)
    }
    return provider
  }

  private static func cookie(_ call: Call) -> String {
    call.hub.settings.isSecure ? "__Host-shrike-openid" : "shrike-openid"
  }

  private static func begin(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, provider) = (call.hub, call.now, try provider(call))
    let next = SignInRoutes.local(call.query.text("next")).text
    let (address, browser) = try await call.wait {
      try hub.beginOpenID(provider, next: next, at: now)
    }
    var answer = Answer.see(address)
    answer.headers[.setCookie] = call.setting(cookie(call), browser, seconds: 600)
    return answer
  }

  private static func end(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, provider) = (call.hub, call.now, try provider(call))
    if let issuer = call.query.text("iss"), issuer != provider.settings.issuer {
      throw refused("another service sent you here")
    }
    guard let code = call.query.text("code"), let state = call.query.text("state"),
      let browser = call.cookie(cookie(call))
    else {
      throw refused(
        call.query.text("error") == nil
          ? "it was not begun in this browser" : "the sign-in service did not let you in")
    }
    let old = call.cookie(call.sessionCookie)
    let outcome = try await call.wait {
      try hub.endOpenID(
        provider, code: code, state: state, browser: browser, replacing: old, at: now)
    }
    guard case .signedIn(let result, let next) = outcome else {
      hub.metrics.add("shrike_sign_ins_total{result=\"refused\"}")
      throw refused(
        "nobody here has your address, or the sign-in service has not verified it; ask an admin for an invitation"
      )
    }
    var answer: Answer
    switch result {
    case .done(let key):
      answer = SignInRoutes.enter(key, SignInRoutes.local(next), call)
    case .half(let key):
      answer = .see(Address.secondFactor)
      answer.headers[.setCookie] = call.setting(call.sessionCookie, key, seconds: nil)
    case .refused, .locked:
      hub.metrics.add("shrike_sign_ins_total{result=\"refused\"}")
      throw refused("the account is switched off")
    }
    answer.headers.append(
      HTTPField(name: .setCookie, value: call.setting(cookie(call), "", seconds: 0)))
    return answer
  }

  private static func refused(_ detail: String) -> Problem {
    Problem(.forbidden, "sign-in", "The sign-in was refused", detail)
  }
}
