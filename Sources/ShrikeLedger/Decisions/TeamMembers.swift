/// Who is in a team, whole, in place of who was in it before.
struct MembersPut: Sendable, Hashable {
  static let verb = "members.put"
  private static let role = "member"

  var team: String
  /// Ids of people.
  var people: [String]

  var json: CanonicalJSON { .object(["people": .array(people.map { .string($0) })]) }

  init(team: String, people: [String]) {
    self.team = team
    self.people = people
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    let people = json.list("people").compactMap(\.string)
    guard json["people"] != nil, people.count == json.list("people").count else { return nil }
    self.init(team: subject, people: people)
  }

  func apply(_ event: Event, _ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute(
      "DELETE FROM membership WHERE org_id = ? AND team = ?", [.text(event.org), .text(team)])
    try connection.insert(
      Schema.membership,
      people.map { [.text(event.org), .text($0), .text(team), .text(Self.role), .text("")] })
  }
}

extension Ledger {
  /// People of one team.
  public static let mostMembers = 1_000

  /// Says who is in a team, in place of whoever was. The same again changes nothing.
  public func putMembers(
    of team: String, _ people: [String], by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    let people = people.distinct.sorted()
    guard people.count <= Self.mostMembers else {
      throw LedgerError(.input, "a team has up to \(Self.mostMembers) people")
    }
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let known = try act.connection.row(
        "SELECT 1 FROM team WHERE org_id = ? AND id = ?", [.text(org), .text(team)])
      guard known != nil else { throw LedgerError(.notFound, "there is no team '\(team)'") }
      for person in people {
        let row = try act.connection.row(
          "SELECT active FROM person WHERE org_id = ? AND id = ?", [.text(org), .text(person)])
        guard row?.int(0) == 1 else {
          throw LedgerError(
            .input, "'\(person)' is nobody who can be in a team",
            help: "name people by their login")
        }
      }
      let before = try act.connection.rows(
        "SELECT DISTINCT person FROM membership WHERE org_id = ? AND team = ? ORDER BY person",
        [.text(org), .text(team)]
      ).map { $0.text(0) }
      guard before != people else { return }
      try act.record(.members(MembersPut(team: team, people: people)))
    }
  }
}
