import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// People and teams, what is theirs, and how somebody is invited.
enum PeoplePages {
  static let all: [Route] = [
    Route(.get, "/people", .right(.read, .organisation), "People and teams.", people),
    Route(
      .post, "/people", .right(.administer, .organisation), "Invite somebody.",
      body: .form([
        Parameter("role", .word(PeoplePage.roles), "What they may do.", isRequired: true),
        Parameter("email", .anyText(320), "Only for this address."),
        Parameter("assets", .anyText(4_096), "Names with commas; all."),
      ]), invite),
    Route(
      .post, "/people/groups", .right(.administer, .organisation), "Make a team or product.",
      body: .form([
        Parameter("kind", .word(["team", "product"]), "Which.", isRequired: true),
        Parameter("id", .text(60), "Its id.", isRequired: true),
        Parameter("name", .text(100), "Its name.", isRequired: true),
      ]), putGroup),
    Route(
      .post, "/people/handles", .right(.administer, .organisation),
      "Say what somebody is called in CODEOWNERS.",
      body: .form([
        Parameter("owner", .text(320), "The person or team.", isRequired: true),
        Parameter("handles", .anyText(8_192), "Names with commas; none."),
      ]), putHandles),
    Route(
      .post, "/people/members", .right(.administer, .organisation), "Say who is in a team.",
      body: .form([
        Parameter("team", .text(60), "The team.", isRequired: true),
        Parameter("people", .anyText(65_536), "Logins with commas; none."),
      ]), putMembers),
    Route(.get, "/people/{login}", .right(.read, .assets), "One person.", person),
    Route(.get, "/teams/{name}", .right(.read, .assets), "One team.", team),
  ]

  /// More are not listed on one page.
  private static let most = 150
  private static let rows = 20

  private static func people(_ call: Call) async throws(Problem) -> Answer {
    try await list(call, invitation: nil)
  }

  /// What commas divide, without blanks around.
  private static func listed(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").compactMap { part in
      let from = part.firstIndex { !$0.isWhitespace }
      let to = part.lastIndex { !$0.isWhitespace }
      return from.flatMap { from in to.map { String(part[from...$0]) } }
    }
  }

  private static func putGroup(_ call: Call) async throws(Problem) -> Answer {
    let id = try TeamRoutes.checked(call.given.text("id") ?? "")
    let (name, isTeam) = (call.given.text("name") ?? id, call.given.text("kind") == "team")
    let (actor, now) = (try call.me.actor, call.now)
    try await call.ledger { ledger in
      if isTeam {
        try ledger.putTeam(id, name: name, by: actor, at: now)
      } else {
        try ledger.putProduct(id, name: name, by: actor, at: now)
      }
    }
    return try call.telling(
      Toast("\(name) is here"), .see(isTeam ? Address.people : Address.products))
  }

  private static func putHandles(_ call: Call) async throws(Problem) -> Answer {
    let (owner, handles) = (call.given.text("owner") ?? "", listed(call.given.text("handles")))
    try await TeamRoutes.put(handles, of: owner, call)
    return try call.telling(
      Toast("New findings follow the handles of \(owner)"), .see(Address.people))
  }

  private static func putMembers(_ call: Call) async throws(Problem) -> Answer {
    let (team, people) = (call.given.text("team") ?? "", listed(call.given.text("people")))
    try await TeamRoutes.put(people: people, of: team, call)
    let words = people.isEmpty ? "Nobody is in \(team)" : "\(team) has new members"
    return try call.telling(Toast(words), .see(Address.team(team)))
  }

  private static func invite(_ call: Call) async throws(Problem) -> Answer {
    let given = call.given
    let assets = listed(given.text("assets"))
    let link = try await PeopleRoutes.link(
      role: given.text("role").flatMap(Role.init(rawValue:)) ?? .reader,
      assets: assets.isEmpty ? nil : Set(assets), email: given.text("email"), call)
    // It is shown on the answer to the form, and nowhere after that.
    return try await list(call, invitation: link)
  }

  private static func list(_ call: Call, invitation: String?) async throws(Problem) -> Answer {
    let (viewer, hub) = (try call.me, call.hub)
    let accounts = try await PeopleRoutes.all(call).filter(\.isActive)
    return try await call.page(Address.people) { frame, ledger in
      let open = try ledger.openByOwner(at: call.now)
      let teams = try ledger.teams()
      let seen = viewer.has(.administer) ? try hub.lastSeen(viewer.org) : [:]
      return PeoplePage(
        frame: frame,
        people: accounts.prefix(most).map { account in
          PersonRow(
            login: account.person, name: account.name, role: account.role.rawValue,
            teams: teams.filter { $0.members.contains(account.person) }.map(\.name),
            open: open[account.person]?.open ?? 0, overdue: open[account.person]?.overdue ?? 0,
            lastSeen: seen[account.id],
            hasSecondFactor: viewer.has(.administer) ? account.factor != nil : nil)
        },
        teams: try teams.prefix(most).map { try row($0, open, ledger, call.now) },
        invitation: invitation, unknown: try ledger.unknownOwners(assets: viewer.assets),
        handles: try ledger.handles())
    }
  }

  private static func row(
    _ team: TeamEntry, _ open: [String: (open: Int, overdue: Int)], _ ledger: Ledger,
    _ now: Timestamp
  ) throws -> TeamRow {
    TeamRow(
      name: team.id, members: team.members.count,
      assets: try ledger.assetCount(owner: team.id),
      open: open[team.id]?.open ?? 0, overdue: open[team.id]?.overdue ?? 0)
  }

  private static func person(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, login, hub) = (try call.me, call.parameter("login"), call.hub)
    return try await call.page(Address.person(login)) { frame, ledger in
      let account = try hub.tables(of: viewer.org).read {
        (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(person: login, org: viewer.org, connection)
      }
      guard let name = try account?.name ?? ledger.person(login)?.name else {
        throw Problem.notFound("person")
      }
      let about = account.map { "\(login), \($0.role.rawValue)" } ?? login
      return try owner(login, name: name, about: about, [], viewer, frame, ledger, call.now)
    }
  }

  private static func team(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id) = (try call.me, call.parameter("name"))
    return try await call.page(Address.team(id)) { frame, ledger in
      guard let team = try ledger.teams().first(where: { $0.id == id }) else {
        throw Problem.notFound("team")
      }
      let members = team.members.map { PersonRow(login: $0, name: $0, role: "") }
      var page = try owner(
        id, name: team.name, about: "Team", members, viewer, frame, ledger, call.now)
      if viewer.has(.administer) { page.team = id }
      return page
    }
  }

  private static func owner(
    _ id: String, name: String, about: String, _ members: [PersonRow], _ viewer: Viewer,
    _ frame: Frame, _ ledger: Ledger, _ now: Timestamp
  ) throws -> OwnerPage {
    var query = try FindingRoutes.question("state:open", viewer)
    query.terms.append(.init(field: .owner, values: [.text(id)]))
    let products = try ledger.productNames()
    let assets = try ledger.assetOverviews(names: viewer.assets, owner: id, limit: rows, at: now)
    return OwnerPage(
      frame: frame, name: name, about: about,
      query: "owner:\(QueryBar.quoted(id)) state:open",
      findings: try ledger.findings(query, order: .due, limit: rows, at: now).rows,
      total: try ledger.tally(query, at: now),
      assets: assets.map { AssetSummary($0, products, at: now) }, members: members)
  }
}

extension Hub {
  /// When each account was last used, of those that are signed in.
  func lastSeen(_ org: String) throws(LedgerError) -> [String: Timestamp] {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      var seen: [String: Timestamp] = [:]
      try connection.rows(
        """
        SELECT hub_session.account, MAX(hub_session.seen)
        FROM hub_session JOIN hub_account ON hub_account.id = hub_session.account
        WHERE hub_account.org_id = ? GROUP BY hub_session.account
        """, [.text(org)]
      ) { seen[$0.text(0)] = $0.time(1) }
      return seen
    }
  }
}
