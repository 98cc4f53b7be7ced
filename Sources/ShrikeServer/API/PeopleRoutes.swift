import HTTPTypes
import ShrikeLedger

/// People, what they may do, and how they are invited.
enum PeopleRoutes {
  static let assets = Parameter(
    "assets", .texts(1_000), "Limited to these assets; without it all of them.")
  private static let roles = Role.allCases.filter { $0 != .ci }.map(\.rawValue)

  static let all: [Route] = [
    Route(
      .get, "/api/v1/people", .right(.administer, .organisation), "Everybody who can sign in.",
      replies: [.json("people", listShape)], list),
    Route(
      .get, "/api/v1/people/{id}", .right(.administer, .organisation), "One of them.",
      replies: [.json("the person", shape)], get),
    Route(
      .patch, "/api/v1/people/{id}", .right(.administer, .organisation),
      "Change a role, or switch an account off; never one's own.",
      body: .json([
        Parameter("role", .word(roles), "The role."), assets,
        Parameter("everywhere", .flag, "No longer limited to some assets."),
        Parameter("active", .flag, "Whether they can sign in."),
        Parameter("resetFactor", .flag, "Forget the second factor."),
      ]), replies: [.json("as it is now", shape)], patch),
    Route(
      .post, "/api/v1/invitations", .right(.administer, .organisation),
      "A link that makes one account, once, within a day.",
      body: .json([
        Parameter("role", .word(roles), "The role.", isRequired: true), assets,
        Parameter("email", .text(320), "Only for this address."),
      ]), replies: [.json(.created, "the link; it is not shown again", linkShape)], invite),
  ]

  static let shape = Shape<Account>.object(
    "Person", "Somebody who can sign in.",
    [
      .text("id") { $0.person }, .text("name") { $0.name }, .text("email") { $0.email },
      .word("role", Role.allCases.map(\.rawValue)) { $0.role.rawValue },
      .flag("everywhere") { $0.assets == nil }, .texts("assets") { ($0.assets ?? []).sorted() },
      .flag("active") { $0.isActive }, .flag("secondFactor") { $0.factor != nil },
      .time("created") { $0.created },
    ])
  private static let listShape = Shape<[Account]>.object(
    "People", nil, [.list("items", shape) { $0 }])
  private static let linkShape = Shape<String>.object(
    "Invitation", nil, [.text("link") { $0 }])

  private static func tag(_ account: Account) -> String { "\"\(account.id)-\(account.version)\"" }

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    .json(try await all(call), listShape)
  }

  static func all(_ call: Call) async throws(Problem) -> [Account] {
    let (hub, org) = (call.hub, try call.me.org)
    return try await call.wait {
      try hub.tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
        try Account.all(org: org, connection)
      }
    }
  }

  private static func get(_ call: Call) async throws(Problem) -> Answer {
    let (hub, org, id) = (call.hub, try call.me.org, call.parameter("id"))
    let account = try await call.wait {
      try hub.tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(person: id, org: org, connection)
      }
    }
    guard let account else { throw .notFound("person") }
    return .json(account, shape).tagged(tag(account), call)
  }

  private static func patch(_ call: Call) async throws(Problem) -> Answer {
    let (hub, viewer, id, now) = (call.hub, try call.me, call.parameter("id"), call.now)
    let given = call.given
    guard id != viewer.actor else {
      throw .forbidden("somebody else must change your own account")
    }
    try noWildcards(Set(given.texts("assets")))
    let account = try await call.ledger { ledger -> Account in
      let changed = try hub.tables(of: viewer.org).write {
        (connection: any SQLConnection) throws(LedgerError) -> Result<Account, Problem> in
        guard var account = try Account.find(person: id, org: viewer.org, connection) else {
          return .failure(.notFound("person"))
        }
        do throws(Problem) { try call.requireMatch(tag(account)) } catch { return .failure(error) }
        if let role = given.text("role").flatMap(Role.init(rawValue:)) { account.role = role }
        if given.values["assets"] != nil { account.assets = Set(given.texts("assets")) }
        if given.flag("everywhere") { account.assets = nil }
        if given.values["active"] != nil { account.isActive = given.flag("active") }
        if given.flag("resetFactor") {
          account.factor = nil
          account.recovery = []
        }
        try account.save(connection)
        // What was allowed before may no longer be.
        try Session.endAll(of: account.id, connection)
        account.version += 1
        return .success(account)
      }
      let account = try changed.get()
      try ledger.state(account, by: viewer.actor, at: now)
      return account
    }
    return .json(account, shape).tagged(tag(account), call)
  }

  private static func invite(_ call: Call) async throws(Problem) -> Answer {
    let given = call.given
    let link = try await link(
      role: given.text("role").flatMap(Role.init(rawValue:)) ?? .reader,
      assets: given.values["assets"] == nil ? nil : Set(given.texts("assets")),
      email: given.text("email"), call)
    return .json(link, linkShape, status: .created)
  }

  /// Makes a link that makes one account.
  static func link(
    role: Role, assets: Set<String>?, email: String?, _ call: Call
  ) async throws(Problem) -> String {
    let (hub, org, now) = (call.hub, try call.me.org, call.now)
    try noWildcards(assets)
    let key = try await call.wait {
      try hub.tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
        try OneTimeLink.add(
          org: org, role: role, assets: assets, email: email, at: now, connection)
      }
    }
    return "\(hub.settings.address)/welcome?key=\(key)"
  }

  /// Names are names here, never patterns.
  static func noWildcards(_ assets: Set<String>?) throws(Problem) {
    if let assets, assets.contains(where: { $0.contains { $0 == "*" || $0 == "\n" } }) {
      throw .invalid("/assets", "names without asterisks")
    }
  }
}
