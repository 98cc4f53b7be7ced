import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeModel

/// What holds for the whole organisation: tokens, webhooks, and what is set where the server is started.
enum SettingsPages {
  static let all: [Route] = [
    Route(.get, "/settings", .right(.administer, .organisation), "Settings.", settings),
    Route(
      .get, "/settings/tokens", .right(.administer, .organisation), "Where tokens are made.",
      tokens),
    Route(
      .post, "/settings/tokens", .right(.administer, .organisation), "Make or take back a token.",
      body: .form([
        Parameter("act", .word(["create", "revoke"]), "What to do.", isRequired: true),
        Parameter("id", .text(26), "Which is taken back."),
        Parameter("name", .anyText(100), "What it is for."),
        Parameter("role", .word(Role.allCases.map(\.rawValue)), "What it may do."),
        Parameter("asset", .anyText(500), "For one asset; all."),
        Parameter("days", .integer(1...AccessToken.longest), "How long it lives; 90."),
      ]), change),
    Route(
      .post, "/settings/deadlines", .right(.administer, .organisation), "Set all deadlines.",
      body: .form(DeadlineRoutes.parameters), setDeadlines),
  ]

  private static func settings(_ call: Call) async throws(Problem) -> Answer {
    try await show(call, newToken: nil)
  }

  private static func tokens(_ call: Call) async throws(Problem) -> Answer {
    .see(Address.settings)
  }

  private static func show(_ call: Call, newToken: String?) async throws(Problem) -> Answer {
    let (viewer, hub) = (try call.me, call.hub)
    let tokens = try await TokenRoutes.all(call).filter { token in
      token.revoked == nil && token.expires > call.now
    }
    return try await call.page(Address.settings) { frame, ledger in
      SettingsPage(
        frame: frame, facts: facts(hub.settings), deadlines: try ledger.deadlines(),
        tokens: tokens.prefix(100).map { TokenRow($0) },
        connections: try hub.webhooks(viewer.org).prefix(100).map { webhook in
          ConnectionRow(
            name: webhook.verbs.isEmpty ? "everything" : webhook.verbs.joined(separator: " "),
            kind: "webhook", target: webhook.url,
            failure: try hub.lastFailure(of: webhook.id, viewer.org))
        }, newToken: newToken)
    }
  }

  private static func facts(_ settings: Hub.Settings) -> [SettingsPage.Fact] {
    [
      .init(
        "A second person",
        settings.secondPerson.map { "agrees to decisions from \($0.rawValue) on" }
          ?? "is never asked")
    ]
  }

  private static func setDeadlines(_ call: Call) async throws(Problem) -> Answer {
    let (actor, now) = (try call.me.actor, call.now)
    let deadlines = DeadlineRoutes.deadlines(call.given)
    try await call.ledger { try $0.set(deadlines, by: actor, at: now) }
    return try call.telling(
      Toast("The deadlines hold now, and due dates followed"), .see(Address.settings))
  }

  private static func change(_ call: Call) async throws(Problem) -> Answer {
    let given = call.given
    do throws(Problem) {
      if given.text("act") == "revoke" {
        let token = try await TokenRoutes.revoke(given.text("id") ?? "", call)
        return try call.telling(
          Toast("\(token.name) is good for nothing now"), .see(Address.settings))
      }
      guard let name = given.text("name"), !name.allSatisfy(\.isWhitespace) else {
        throw .invalid("name", "say what the token is for")
      }
      let (text, _) = try await TokenRoutes.make(
        name: name, role: given.text("role").flatMap(Role.init(rawValue:)) ?? .ci,
        assets: given.text("asset").map { [$0] }, days: given.integer("days") ?? 90, call)
      // It is shown on the answer to the form, and nowhere after that.
      return try await show(call, newToken: text.text)
    } catch {
      guard error.status.code < 500 else { throw error }
      let why = error.mistakes.first?.detail ?? error.detail ?? error.title
      return try call.telling(
        Toast("Nothing was changed: \(why)", isFailure: true), .see(Address.settings))
    }
  }
}

extension TokenRow {
  init(_ token: AccessToken) {
    self.init(
      id: token.id, name: token.name, assets: token.assets?.sorted(), role: token.role.rawValue,
      madeBy: token.createdBy, expires: token.expires, lastUsed: token.used)
  }
}

extension Hub {
  /// Why the last message to a webhook could not be delivered; nil: it was, or none was sent.
  func lastFailure(of webhook: String, _ org: String) throws(LedgerError) -> String? {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        """
        SELECT problem FROM hub_delivery
        WHERE org_id = ? AND webhook = ? AND state <> 'waiting' ORDER BY id DESC LIMIT 1
        """, [.text(org), .text(webhook)])?.optionalText(0)
    }
  }
}
