import HTTPTypes
import ShrikeLedger

/// Tokens for programs.
enum TokenRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/tokens", .right(.administer, .organisation), "Tokens, without what is secret.",
      replies: [.json("tokens", listShape)], list),
    Route(
      .post, "/api/v1/tokens", .right(.administer, .organisation),
      "A new token; it is shown this once. One of the role ci is for one asset.",
      body: .json([
        Parameter("name", .text(100), "What it is for.", isRequired: true),
        Parameter("role", .word(Role.allCases.map(\.rawValue)), "What it may do; ci."),
        PeopleRoutes.assets,
        Parameter("days", .integer(1...AccessToken.longest), "How long it lives; 90."),
      ]), replies: [.json(.created, "the token", newShape)], create),
    Route(
      .delete, "/api/v1/tokens/{id}", .right(.administer, .organisation), "Revoke it.",
      replies: [.empty(.noContent, "it is good for nothing now")], revoke),
  ]

  private static let fields: [Field<AccessToken>] = [
    .text("id") { $0.id }, .text("name") { $0.name },
    .word("role", Role.allCases.map(\.rawValue)) { $0.role.rawValue },
    .flag("everywhere") { $0.assets == nil }, .texts("assets") { ($0.assets ?? []).sorted() },
    .text("createdBy") { $0.createdBy }, .time("created") { $0.created },
    .time("expires") { $0.expires }, .time(ifAny: "used") { $0.used },
    .time(ifAny: "revoked") { $0.revoked },
  ]
  private static let shape = Shape<AccessToken>.object("Token", "A token's facts.", fields)
  private static let listShape = Shape<[AccessToken]>.object(
    "Tokens", nil, [.list("items", shape) { $0 }])

  private struct New: Sendable {
    var text: String
    var token: AccessToken
  }
  private static let newShape = Shape<New>.object(
    "NewToken", "A token; `token` is the secret.",
    [.text("token") { $0.text }, .one("facts", shape) { $0.token }])

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    .json(try await all(call), listShape)
  }

  static func all(_ call: Call) async throws(Problem) -> [AccessToken] {
    let (hub, org) = (call.hub, try call.me.org)
    return try await call.wait {
      try hub.tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
        try AccessToken.all(org: org, connection)
      }
    }
  }

  private static func create(_ call: Call) async throws(Problem) -> Answer {
    let given = call.given
    let assets = given.values["assets"] == nil ? nil : Set(given.texts("assets"))
    let (text, token) = try await make(
      name: given.text("name") ?? "",
      role: given.text("role").flatMap(Role.init(rawValue:)) ?? .ci, assets: assets,
      days: given.integer("days") ?? 90, call)
    return .json(New(text: text.text, token: token), newShape, status: .created)
  }

  /// Makes a token, and writes into the log what it may do.
  static func make(
    name: String, role: Role, assets: Set<String>?, days: Int, _ call: Call
  ) async throws(Problem) -> (TokenText, AccessToken) {
    let (hub, viewer, now) = (call.hub, try call.me, call.now)
    try PeopleRoutes.noWildcards(assets)
    guard role != .ci || assets?.count == 1 else {
      throw .invalid("/assets", "a token of the role ci is for one asset")
    }
    guard name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw .invalid("/name", "without control characters")
    }
    let id = hub.nextID(now)
    return try await call.ledger { ledger in
      let made = try hub.tables(of: viewer.org).write {
        (connection: any SQLConnection) throws(LedgerError) in
        try AccessToken.add(
          id: id, org: viewer.org, name: name, role: role, assets: assets, by: viewer.actor,
          expires: now.adding(days: days), at: now, connection)
      }
      try ledger.state(made.1, isActive: true, by: viewer.actor, at: now)
      return made
    }
  }

  private static func revoke(_ call: Call) async throws(Problem) -> Answer {
    _ = try await revoke(call.parameter("id"), call)
    return .empty
  }

  @discardableResult
  static func revoke(_ id: String, _ call: Call) async throws(Problem) -> AccessToken {
    let (hub, viewer, now) = (call.hub, try call.me, call.now)
    return try await call.ledger { ledger in
      let token = try hub.tables(of: viewer.org).write {
        (connection: any SQLConnection) throws(LedgerError) -> AccessToken? in
        guard try AccessToken.revoke(id, org: viewer.org, at: now, connection) else { return nil }
        return try AccessToken.all(org: viewer.org, connection).first { $0.id == id }
      }
      guard let token else { throw Problem.notFound("token") }
      try ledger.state(token, isActive: false, by: viewer.actor, at: now)
      return token
    }
  }
}

extension Ledger {
  /// Writes into the log what a token may do, and that it no longer may.
  fileprivate func state(
    _ token: AccessToken, isActive: Bool, by actor: String, at now: Timestamp
  ) throws(LedgerError) {
    try state(
      token.viewer.actor, name: token.name, email: nil, isActive: isActive, role: token.role,
      assets: token.assets, by: actor, at: now)
  }
}
