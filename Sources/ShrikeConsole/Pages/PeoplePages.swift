public import ShrikeLedger

/// A person of the organisation.
public struct PersonRow: Sendable, Hashable {
  public var login: String
  public var name: String
  public var role: String
  public var teams: [String]
  public var open: Int
  public var overdue: Int
  public var lastSeen: Timestamp?
  /// Nil: not for whoever looks.
  public var hasSecondFactor: Bool?

  public init(
    login: String, name: String, role: String, teams: [String] = [], open: Int = 0,
    overdue: Int = 0, lastSeen: Timestamp? = nil, hasSecondFactor: Bool? = nil
  ) {
    self.login = login
    self.name = name
    self.role = role
    self.teams = teams
    self.open = open
    self.overdue = overdue
    self.lastSeen = lastSeen
    self.hasSecondFactor = hasSecondFactor
  }
}

public struct TeamRow: Sendable, Hashable {
  public var name: String
  public var members: Int
  public var assets: Int
  /// Open findings that belong to it.
  public var open: Int
  public var overdue: Int

  public init(name: String, members: Int, assets: Int, open: Int = 0, overdue: Int = 0) {
    self.name = name
    self.members = members
    self.assets = assets
    self.open = open
    self.overdue = overdue
  }
}

/// People and teams, and what they own.
public struct PeoplePage: Page {
  /// What can be given to a person.
  public static let roles = ["reader", "developer", "triager", "approver", "admin", "auditor"]

  public var frame: Frame
  public var people: [PersonRow]
  public var teams: [TeamRow]
  /// A link that was just made: shown once.
  public var invitation: String?
  /// Names in CODEOWNERS that nobody is known by.
  public var unknown: [UnknownOwner]
  /// What people and teams are called there, by their ids.
  public var handles: [String: [String]]

  public init(
    frame: Frame, people: [PersonRow], teams: [TeamRow], invitation: String? = nil,
    unknown: [UnknownOwner] = [], handles: [String: [String]] = [:]
  ) {
    self.unknown = unknown
    self.handles = handles
    self.frame = frame
    self.people = people
    self.teams = teams
    self.invitation = invitation
  }

  public var title: String { "People and teams" }
  public var section: Frame.Section? { .people }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title, "\(Words.count(people.count, "person", "people")), \(Words.count(teams.count, "team"))"
    )
    teamTable(&html)
    html.literal("<section><h2>People</h2>")
    personTable(&html)
    html.literal("</section>")
    ownership(&html)
    if frame.may(.administer) { invite(&html) }
  }

  private func teamTable(_ html: inout HTML) {
    html.literal("<section><h2>Teams</h2>")
    if teams.isEmpty {
      html.empty(
        EmptyState(
          "No teams yet", "A finding belongs to a person or to a team; here are only people."),
        level: 3)
    } else {
      let columns = [
        Column("Team", .main), Column("Members", .number, isNamed: true),
        Column("Assets", .number, isNamed: true), Column("Open", .number, isNamed: true),
        Column("Overdue", .number, isNamed: true),
      ]
      html.table("Teams", columns, teams) { html, row in
        html.cell(columns[0]) { $0.element("a", .href(Route.team(row.name)), text: row.name) }
        html.cell(columns[1], row.members)
        html.cell(columns[2], row.assets)
        html.cell(columns[3], row.open)
        html.cell(columns[4], row.overdue)
      }
    }
    if frame.may(.administer) { html.group("team", frame) }
    html.literal("</section>")
  }

  private func personTable(_ html: inout HTML) {
    let columns = [
      Column("Person", .main), Column("Login"), Column("Role"), Column("Teams"),
      Column("Open", .number, isNamed: true), Column("Overdue", .number, isNamed: true),
      Column("Second factor", isNamed: true), Column("Last seen"),
    ]
    let shown = frame.may(.administer) ? columns : Array(columns.prefix(6))
    html.table("People", shown, people) { html, row in
      html.cell(columns[0]) { html in
        html.element("a", .class("person"), .href(Route.person(row.login))) { html in
          html.element(
            "span", .class("initials"), .hiddenFromReaders, text: Person.initials(row.name))
          html.text(row.name)
        }
      }
      html.cell(columns[1], row.login)
      html.cell(columns[2], row.role)
      html.cell(columns[3], row.teams.isEmpty ? "no team" : row.teams.joined(separator: ", "))
      html.cell(columns[4], row.open)
      html.cell(columns[5], row.overdue)
      guard frame.may(.administer) else { return }
      html.cell(columns[6], row.hasSecondFactor == true ? "on" : "off")
      html.cell(columns[7]) { html in
        if let time = row.lastSeen {
          html.time(time, now: frame.now)
        } else {
          html.text("never")
        }
      }
    }
  }

  private func ownership(_ html: inout HTML) {
    html.literal("<section><h2>CODEOWNERS</h2>")
    html.element(
      "p",
      text:
        "New findings are given to whom the repository's CODEOWNERS names: by a handle from here, an e-mail address, or @ and the login."
    )
    if !unknown.isEmpty {
      let columns = [Column("Nobody is known by", .main), Column("In")]
      html.table("Unknown owners", columns, unknown) { html, row in
        html.cell(columns[0], row.name)
        html.cell(columns[1], row.assets.prefix(5).joined(separator: ", "))
      }
    }
    if !handles.isEmpty {
      let columns = [Column("Person or team", .main), Column("Handles")]
      html.table("Handles", columns, handles.sorted { $0.key < $1.key }) { html, row in
        html.cell(columns[0]) { $0.person(row.key) }
        html.cell(columns[1], row.value.joined(separator: ", "))
      }
    }
    if frame.may(.administer) {
      html.form(frame, Route.handles, class: "act row-form") { html in
        html.field("Login or team", "handles-owner", name: "owner", isRequired: true)
        html.field(
          "Handles", "handles-list", name: "handles", hint: "As in CODEOWNERS, with commas.")
        html.submit("Set the handles")
      }
    }
    html.literal("</section>")
  }

  private func invite(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>Invite somebody</h2>")
      if let invitation {
        html.element("p", text: "This link works once, for 24 hours. It is shown only now.")
        html.command(invitation)
      }
      html.form(frame, Route.invite, class: "act row-form") { html in
        html.choice(
          "Role", "invite-role", name: "role", options: Self.roles.map { ($0, $0) },
          selected: "developer")
        html.field(
          "Email address", "invite-email", name: "email", type: "email",
          hint: "Empty: whoever has the link.")
        html.field(
          "Assets", "invite-assets", name: "assets", hint: "Names with commas; empty: all.")
        html.submit("Make a link", isPrimary: true)
      }
    }
  }
}

/// One person or team: what is theirs.
public struct OwnerPage: Page {
  public var frame: Frame
  /// `Ada Brook` or `payments`
  public var name: String
  /// `ada, triager` or `team, from CODEOWNERS`
  public var about: String
  public var query: String
  public var findings: [FindingRow]
  public var total: Tally
  public var assets: [AssetSummary]
  public var members: [PersonRow]
  /// The team whose members whoever looks may change; nil: it is a person, or they may not.
  public var team: String?

  public init(
    frame: Frame, name: String, about: String, query: String, findings: [FindingRow], total: Tally,
    assets: [AssetSummary] = [], members: [PersonRow] = [], team: String? = nil
  ) {
    self.team = team
    self.frame = frame
    self.name = name
    self.about = about
    self.query = query
    self.findings = findings
    self.total = total
    self.assets = assets
    self.members = members
  }

  public var title: String { name }
  public var section: Frame.Section? { .people }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) {
      $0.element("a", .href(Route.people), text: "People and teams")
    }
    html.heading(name, "\(about) · \(total.words("open finding"))")
    html.literal("<section><h2>Open findings</h2>")
    if findings.isEmpty {
      html.element("p", .class("none"), text: "Nothing is assigned here.")
    } else {
      html.findings(findings, frame)
      html.element("p") {
        $0.element("a", .href(Route.queue(query)), text: "All \(total.short) in the queue")
      }
    }
    html.literal("</section>")
    if !assets.isEmpty {
      html.literal("<section><h2>Assets</h2>")
      html.assets(assets, frame)
      html.literal("</section>")
    }
    if !members.isEmpty || team != nil {
      html.literal("<section><h2>Members</h2>")
      if members.isEmpty { html.element("p", .class("none"), text: "Nobody is in it.") }
      html.element("ul", .class("people")) { html in
        for member in members { html.element("li") { $0.person(member.login) } }
      }
      if let team { change(team, &html) }
      html.literal("</section>")
    }
  }

  private func change(_ team: String, _ html: inout HTML) {
    html.form(frame, Route.members, class: "act row-form") { html in
      html.hidden("team", team)
      html.field(
        "Members", "team-people", name: "people",
        value: members.map(\.login).joined(separator: ", "), hint: "Logins, with commas.")
      html.submit("Set the members")
    }
  }
}

extension HTML {
  /// The form that makes or renames a team or product.
  mutating func group(_ kind: StaticString, _ frame: Frame) {
    form(frame, Route.group, class: "act row-form") { html in
      html.void("input", .type("hidden"), .name("kind"), .fixed("value", kind))
      html.field(
        "Id", "group-id", name: "id", hint: "Small letters, digits, - and _.", isRequired: true)
      html.field("Name", "group-name", name: "name", isRequired: true)
      html.submit("Make or rename the \(kind)")
    }
  }
}
