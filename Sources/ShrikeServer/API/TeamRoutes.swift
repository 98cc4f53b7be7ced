import HTTPTypes
import ShrikeLedger

/// Teams and products, and what people and teams are called in CODEOWNERS.
enum TeamRoutes {
  private static let parts = [
    Parameter("id", .text(60), "Small letters, digits, - and _.", isRequired: true),
    Parameter("name", .text(100), "The name.", isRequired: true),
  ]

  static let all: [Route] = [
    Route(
      .post, "/api/v1/teams", .right(.administer, .organisation), "Make or rename a team.",
      body: .json(parts), replies: [.json("the team", named)], putTeam),
    Route(
      .get, "/api/v1/teams", .right(.read, .organisation), "Teams and who is in them.",
      replies: [.json("teams", teamList)], teams),
    Route(
      .put, "/api/v1/teams/{id}/members", .right(.administer, .organisation),
      "Say who is in a team, in place of whoever was.",
      body: .json([
        Parameter("people", .texts(Ledger.mostMembers), "Logins.", isRequired: true)
      ]), replies: [.json("the members", memberShape)], putMembers),
    Route(
      .post, "/api/v1/products", .right(.administer, .organisation),
      "Make or rename a product.",
      body: .json(parts), replies: [.json("the product", named)], putProduct),
    Route(
      .put, "/api/v1/owners/{id}/handles", .right(.administer, .organisation),
      "Say what a person or team is called in CODEOWNERS; without any: nothing.",
      body: .json([Parameter("handles", .texts(Ledger.mostHandles), "'@name' or an address.")]),
      replies: [.json("the handles", handleShape)], putHandles),
    Route(
      .get, "/api/v1/owners/unknown", .right(.read, .organisation),
      "Names in CODEOWNERS that nobody is known by.",
      replies: [.json("names", unknownShape)], unknown),
  ]

  private struct Named: Sendable {
    var id: String
    var name: String
  }
  private static let named = Shape<Named>.object(
    "Named", "A team or product.", [.text("id") { $0.id }, .text("name") { $0.name }])
  private static let handleShape = Shape<[String]>.object(
    "Handles", nil, [.texts("handles") { $0 }])
  private static let memberShape = Shape<[String]>.object(
    "Members", nil, [.texts("people") { $0 }])
  private static let teamList = Shape<[TeamEntry]>.object(
    "Teams", nil,
    [
      .list(
        "items",
        Shape<TeamEntry>.object(
          "Team", "A team and the logins of its people.",
          [.text("id") { $0.id }, .text("name") { $0.name }, .texts("people") { $0.members }])
      ) { $0 }
    ])
  private static let unknownShape = Shape<[UnknownOwner]>.object(
    "UnknownOwners", nil,
    [
      .list(
        "items",
        Shape<UnknownOwner>.object(
          "UnknownOwner", nil, [.text("name") { $0.name }, .texts("assets") { $0.assets }])
      ) { $0 }
    ])

  /// Ids stand in addresses and in queries: short words.
  static func checked(_ id: String) throws(Problem) -> String {
    let isWord = id.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x5F
    }
    guard isWord, (1...60).contains(id.utf8.count) else {
      throw .invalid("/id", "an id has 1 to 60 small letters, digits, - and _")
    }
    return id
  }

  private static func putTeam(_ call: Call) async throws(Problem) -> Answer {
    let (id, name) = (try checked(call.given.text("id") ?? ""), call.given.text("name") ?? "")
    let (actor, now) = (try call.me.actor, call.now)
    try await call.ledger { try $0.putTeam(id, name: name, by: actor, at: now) }
    return .json(Named(id: id, name: name), named)
  }

  private static func putProduct(_ call: Call) async throws(Problem) -> Answer {
    let (id, name) = (try checked(call.given.text("id") ?? ""), call.given.text("name") ?? "")
    let (actor, now) = (try call.me.actor, call.now)
    try await call.ledger { try $0.putProduct(id, name: name, by: actor, at: now) }
    return .json(Named(id: id, name: name), named)
  }

  private static func teams(_ call: Call) async throws(Problem) -> Answer {
    .json(try await call.ledger { try $0.teams() }, teamList)
  }

  private static func putMembers(_ call: Call) async throws(Problem) -> Answer {
    let people = call.given.texts("people")
    try await put(people: people, of: call.parameter("id"), call)
    return .json(people, memberShape)
  }

  /// Says who is in a team.
  static func put(people: [String], of team: String, _ call: Call) async throws(Problem) {
    let (actor, now) = (try call.me.actor, call.now)
    try await call.ledger { try $0.putMembers(of: team, people, by: actor, at: now) }
  }

  private static func putHandles(_ call: Call) async throws(Problem) -> Answer {
    let handles = call.given.texts("handles")
    try await put(handles, of: call.parameter("id"), call)
    return .json(handles, handleShape)
  }

  /// Says what a person or team is called.
  static func put(_ handles: [String], of id: String, _ call: Call) async throws(Problem) {
    let (actor, now) = (try call.me.actor, call.now)
    try await call.ledger { ledger in
      let isTeam = try ledger.teams().contains { $0.id == id }
      guard try isTeam || ledger.person(id) != nil else { throw Problem.notFound("person or team") }
      try ledger.putHandles(of: id, handles, by: actor, at: now)
    }
  }

  private static func unknown(_ call: Call) async throws(Problem) -> Answer {
    .json(try await call.ledger { try $0.unknownOwners() }, unknownShape)
  }
}
