public import ShrikeLedger

/// A key of a machine, without what is secret of it.
public struct TokenRow: Sendable, Hashable {
  public var id: String
  public var name: String
  /// Nil: all assets.
  public var assets: [String]?
  public var role: String
  public var madeBy: String
  public var expires: Timestamp
  public var lastUsed: Timestamp?

  public init(
    id: String, name: String, assets: [String]? = nil, role: String, madeBy: String,
    expires: Timestamp, lastUsed: Timestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.assets = assets
    self.role = role
    self.madeBy = madeBy
    self.expires = expires
    self.lastUsed = lastUsed
  }
}

/// Something outside that is told or asked: a tracker, a chat, a webhook.
public struct ConnectionRow: Sendable, Hashable {
  public var name: String
  public var kind: String
  public var target: String
  /// Why the last delivery failed; nil: it did not.
  public var failure: String?
  public var lastUsed: Timestamp?

  public init(
    name: String, kind: String, target: String, failure: String? = nil, lastUsed: Timestamp? = nil
  ) {
    self.name = name
    self.kind = kind
    self.target = target
    self.failure = failure
    self.lastUsed = lastUsed
  }
}

/// What holds for the whole organisation.
public struct SettingsPage: Page {
  /// Something that is set where the server is started.
  public struct Fact: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var frame: Frame
  public var facts: [Fact]
  public var deadlines: Deadlines
  public var tokens: [TokenRow]
  public var connections: [ConnectionRow]
  /// A token that was just made: shown once.
  public var newToken: String?

  public init(
    frame: Frame, facts: [Fact], deadlines: Deadlines = Deadlines(), tokens: [TokenRow],
    connections: [ConnectionRow],
    newToken: String? = nil
  ) {
    self.frame = frame
    self.facts = facts
    self.deadlines = deadlines
    self.tokens = tokens
    self.connections = connections
    self.newToken = newToken
  }

  /// What a token can be made for, the least first.
  static let tokenRoles: [(value: String, words: String)] = [
    ("ci", "ci: send scans of one asset"), ("reader", "reader: see findings"),
    ("developer", "developer: comment and propose"), ("triager", "triager: decide and send scans"),
    ("auditor", "auditor: read the log"), ("admin", "admin: everything"),
  ]

  public var title: String { "Settings" }
  public var section: Frame.Section? { .settings }

  public func writeContent(into html: inout HTML) {
    html.heading(title, "For the whole organisation; what is done here stands in the audit log")
    tokenList(&html)
    connectionList(&html)
    html.deadlines(deadlines, frame)
    rules(&html)
  }

  private func rules(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>Decisions</h2>")
      html.element("dl", .class("facts")) { html in
        for fact in facts {
          html.element("dt", text: fact.name)
          html.element("dd", text: fact.value)
        }
      }
      html.literal(
        "<p class=\"hint\">The second person is an option of <code>shrike serve</code>.</p>")
    }
  }

  private func tokenList(_ html: inout HTML) {
    html.literal("<section><h2>Tokens for pipelines</h2>")
    if let newToken {
      html.element("p", text: "This is the token. It is shown only now.")
      html.command(newToken)
    }
    if tokens.isEmpty {
      html.element("p", .class("none"), text: "No pipeline may send scans yet.")
    } else {
      let columns = [
        Column("Name", .main), Column("Role"), Column("Assets"), Column("Made by"),
        Column("Ends"), Column("Last used"), Column("Take back", .action),
      ]
      html.table("Tokens", columns, tokens) { html, row in
        html.cell(columns[0], row.name)
        html.cell(columns[1], row.role)
        html.cell(columns[2], row.assets?.joined(separator: ", ") ?? "all assets")
        html.cell(columns[3]) { $0.person(row.madeBy) }
        html.cell(columns[4]) { $0.day(row.expires, now: frame.now) }
        html.cell(columns[5]) { html in
          if let time = row.lastUsed {
            html.time(time, now: frame.now)
          } else {
            html.text("never")
          }
        }
        html.cell(columns[6]) { html in
          html.form(frame, Route.tokens) { html in
            html.hidden("id", row.id)
            html.element(
              "button", .class("plain"), .name("act"), .value("revoke"),
              .label("Take back \(row.name)"), text: "Take back")
          }
        }
      }
    }
    html.form(frame, Route.tokens, class: "act row-form") { html in
      html.field("Name", "token-name", name: "name", isRequired: true)
      html.choice("Role", "token-role", name: "role", options: Self.tokenRoles)
      html.field(
        "Asset", "token-asset", name: "asset", hint: "Empty: all assets; ci needs one.")
      html.field("Days it holds", "token-days", name: "days", type: "number", value: "90")
      html.button("Make a token", value: "create", isPrimary: true)
    }
    html.literal("</section>")
  }

  private func connectionList(_ html: inout HTML) {
    html.literal("<section><h2>Connections</h2>")
    if connections.isEmpty {
      html.empty(
        EmptyState(
          "Nothing is connected",
          "Webhooks are made through the API and told of everything that happens."), level: 3)
    } else {
      let columns = [
        Column("Name", .main), Column("Kind"), Column("Where", .code), Column("Last delivery"),
      ]
      html.table("Connections", columns, connections) { html, row in
        html.cell(columns[0], row.name)
        html.cell(columns[1], row.kind)
        html.cell(columns[2], row.target)
        html.cell(columns[3]) { html in
          if let failure = row.failure {
            html.element("span", .class("verdict fail")) {
              $0.literal("<b aria-hidden=\"true\">✕</b> ")
              $0.text(failure)
            }
          } else if let time = row.lastUsed {
            html.time(time, now: frame.now)
          } else {
            html.text("none yet")
          }
        }
      }
    }
    html.literal("</section>")
  }
}
