import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// Signing in and out, the second factor, and the account of a one-time link.
enum SignInRoutes {
  private static let open = Access.everybody(because: "whoever is to sign in has not yet")
  private static let next = Parameter("next", .anyText(2_000), "Where to go then.")
  private static let key = Parameter("key", .text(64), "The link's secret.", isRequired: true)

  static let all: [Route] = [
    Route(.get, "/sign-in", open, "The form.", query: [next], form),
    Route(
      .post, "/sign-in", open, "Sign in.",
      body: .form([
        next, Parameter("email", .text(320), "Address.", isRequired: true),
        Parameter("password", .text(4_096), "Password.", isRequired: true),
      ]), signIn),
    Route(.get, "/second-factor", open, "The form.", factorForm),
    Route(
      .post, "/second-factor", open, "Give the code.",
      body: .form([Parameter("code", .text(64), "The code.", isRequired: true)]), factor),
    Route(.get, "/welcome", open, "The form of a one-time link.", query: [key], welcomeForm),
    Route(
      .post, "/welcome", open, "Make the account.",
      body: .form([
        key, Parameter("name", .text(200), "Name.", isRequired: true),
        Parameter("email", .text(320), "Address.", isRequired: true),
        Parameter("password", .text(4_096), "Password.", isRequired: true),
      ]), welcome),
    Route(.post, "/sign-out", .account, "Sign out.", body: .form([]), signOut),
    Route(.get, "/account", .account, "One's own account.", account),
    Route(.get, "/account/factor", .account, "Begin a second factor.", newFactor),
    Route(
      .post, "/account/factor", .account, "Confirm it.",
      body: .form([
        Parameter("secret", .text(64), "The key.", isRequired: true),
        Parameter("code", .text(10), "The code.", isRequired: true),
      ]), addFactor),
  ]

  // MARK: signing in

  private static func form(_ call: Call) async throws(Problem) -> Answer {
    .page(
      SignInPage(
        frame: call.bareFrame, next: local(call.query.text("next")),
        provider: call.hub.openID?.settings.name))
  }

  /// Only a page of ours: the form must not lead elsewhere.
  static func local(_ path: String?) -> Link {
    guard let path, path.utf8.allSatisfy({ $0 < 0x7F }), let link = Link(local: path) else {
      return Address.home
    }
    return link
  }

  private static func signIn(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, given) = (call.hub, call.now, call.given)
    let (email, password) = (given.text("email") ?? "", given.text("password") ?? "")
    try limit(call, "sign-in")
    let old = call.cookie(call.sessionCookie)
    let result = try await call.wait {
      try hub.signIn(email: email, password: password, replacing: old, at: now)
    }
    let next = local(given.text("next"))
    switch result {
    case .done(let key): return enter(key, next, call)
    case .half(let key):
      var answer = Answer.see(Address.secondFactor)
      answer.headers[.setCookie] = call.setting(call.sessionCookie, key, seconds: nil)
      return answer
    case .refused, .locked:
      hub.metrics.add("shrike_sign_ins_total{result=\"refused\"}")
      // The same words for an address without an account, a wrong password and a resting account.
      return .page(
        SignInPage(
          frame: call.bareFrame, next: next, provider: hub.openID?.settings.name,
          problem: "Address or password are wrong, or the account rests after too many tries."),
        status: .forbidden)
    }
  }

  private static func limit(_ call: Call, _ what: String) throws(Problem) {
    let most = call.hub.settings.signInsPerMinute
    if let seconds = call.hub.limiter.ask("\(what):\(call.address)", perMinute: most, at: call.now)
    {
      throw .tooMany(seconds)
    }
  }

  static func enter(_ key: String, _ next: Link, _ call: Call) -> Answer {
    call.hub.metrics.add("shrike_sign_ins_total{result=\"done\"}")
    var answer = Answer.see(next)
    answer.headers[.setCookie] = call.setting(
      call.sessionCookie, key, seconds: Int(Session.longest / 1_000))
    return answer
  }

  private static func factorForm(_ call: Call) async throws(Problem) -> Answer {
    .page(SignInPage(frame: call.bareFrame, step: .code))
  }

  private static func factor(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, code) = (call.hub, call.now, call.given.text("code") ?? "")
    try limit(call, "factor")
    guard let key = call.cookie(call.sessionCookie) else { return .see(Address.signIn) }
    let result = try await call.wait { try hub.secondFactor(code, session: key, at: now) }
    if case .done(let key) = result { return enter(key, Address.home, call) }
    return .page(
      SignInPage(
        frame: call.bareFrame, step: .code,
        problem: "The code is wrong, was used already, or took too long: sign in again."),
      status: .forbidden)
  }

  // MARK: one-time links

  private static func welcomeForm(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, key) = (call.hub, call.now, call.query.text("key") ?? "")
    try limit(call, "welcome")
    let link = try await call.wait {
      try hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
        try OneTimeLink.find(key, at: now, connection)
      }
    }
    guard let link else { throw gone }
    return .page(
      WelcomePage(
        frame: call.bareFrame, key: key, role: link.role.rawValue, email: link.email ?? "",
        isAddressFixed: link.email != nil))
  }

  private static let gone = Problem(
    .notFound, "link", "This link is no longer good",
    "it works once and for a day; the server prints a new one when it starts")

  private static func welcome(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, given) = (call.hub, call.now, call.given)
    let (key, name) = (given.text("key") ?? "", given.text("name") ?? "")
    let (email, password) = (given.text("email") ?? "", given.text("password") ?? "")
    try limit(call, "welcome")
    let fault =
      Password.fault(password, email: email).map { "The password is not good: \($0)." }
      ?? (email.contains("@") ? nil : "The address is none.")
    if let fault {
      return .page(
        WelcomePage(
          frame: call.bareFrame, key: key, role: "", name: name, email: email, problem: fault),
        status: .unprocessableContent)
    }
    let old = call.cookie(call.sessionCookie)
    let session = try await call.wait {
      try hub.welcome(
        key: key, email: email, name: name, password: password, replacing: old, at: now)
    }
    guard let session else { throw gone }
    return enter(session, Address.home, call)
  }

  // MARK: the account

  private static func signOut(_ call: Call) async throws(Problem) -> Answer {
    let hub = call.hub
    if case .session(let hash, _) = try call.me.means {
      try await call.wait {
        try hub.everything.write { (connection: any SQLConnection) throws(LedgerError) in
          try Session.end(hash, connection)
        }
      }
    }
    var answer = Answer.see(Address.signIn)
    answer.headers[.setCookie] = call.setting(call.sessionCookie, "", seconds: 0)
    return answer
  }

  private static func own(_ call: Call) async throws(Problem) -> Account {
    let (hub, org, id) = (call.hub, try call.me.org, try call.me.account ?? "")
    let account = try await call.wait {
      try hub.tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(id: id, connection)
      }
    }
    guard let account else { throw .signIn }
    return account
  }

  private static func account(_ call: Call) async throws(Problem) -> Answer {
    let account = try await own(call)
    return try await call.page(Address.account) { frame, _ in
      AccountPage(
        frame: frame, email: account.email, hasSecondFactor: account.factor != nil,
        recoveryCodes: account.recovery.count)
    }
  }

  private static func newFactor(_ call: Call) async throws(Problem) -> Answer {
    let account = try await own(call)
    let secret = Secrets.random(OneTimeCode.secretBytes)
    return try await call.page(Address.factor) { frame, _ in
      FactorPage(
        frame: frame, secret: OneTimeCode.base32(secret),
        address: OneTimeCode.address(secret, email: account.email))
    }
  }

  private static func addFactor(_ call: Call) async throws(Problem) -> Answer {
    let (hub, now, viewer) = (call.hub, call.now, try call.me)
    let (text, code) = (call.given.text("secret") ?? "", call.given.text("code") ?? "")
    let account = try await own(call)
    guard account.factor == nil else {
      throw Problem(.conflict, "factor", "There is a second factor already")
    }
    guard let secret = OneTimeCode.bytes(base32: text), secret.count == OneTimeCode.secretBytes,
      let step = OneTimeCode.match(code, secret, at: now, after: 0)
    else {
      var answer = try await call.page(Address.factor) { frame, _ in
        FactorPage(
          frame: frame, secret: text, address: "",
          problem: "The code does not fit the key; is the clock of your device right?")
      }
      answer.status = .unprocessableContent
      return answer
    }
    let codes = OneTimeCode.recoveryCodes()
    try await call.wait {
      try hub.tables(of: account.org).write { (connection: any SQLConnection) throws(LedgerError) in
        guard var account = try Account.find(id: account.id, connection) else { return }
        account.factor = try hub.keys.seal(secret, .factor(account: account.id))
        account.factorStep = step
        account.recovery = codes.map(Hub.recoveryHash)
        try account.save(connection)
        // Whoever else was signed in did so without it.
        if case .session(let hash, _) = viewer.means {
          try Session.endAll(of: account.id, but: hash, connection)
        }
      }
    }
    return try await call.page(Address.account) { frame, _ in
      RecoveryCodesPage(frame: frame, codes: codes)
    }
  }
}

extension OneTimeCode {
  /// Nil where it is no base 32.
  static func bytes(base32 text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in text.uppercased().utf8 {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x32...0x37: value = byte - 0x32 + 26
      default: return nil
      }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        buffer &= (1 << UInt32(bits)) - 1
      }
    }
    return out
  }
}
