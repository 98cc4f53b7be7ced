public import ShrikeLedger

/// A key of a machine: shown by its beginning only.
public struct TokenRow: Sendable, Hashable {
  public var name: String
  /// `shrk_ci_7f3a`
  public var prefix: String
  public var asset: String?
  public var role: String
  public var expires: Timestamp
  public var lastUsed: Timestamp?

  public init(
    name: String, prefix: String, asset: String? = nil, role: String, expires: Timestamp,
    lastUsed: Timestamp? = nil
  ) {
    self.name = name
    self.prefix = prefix
    self.asset = asset
    self.role = role
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
  public var frame: Frame
  /// Days until a finding is due, by severity: critical, high, medium, low.
  public var deadlines: [Int]
  /// Whether a second person has to agree.
  public var needsSecondPerson: Bool
  public var longestAcceptance: Int
  public var tokens: [TokenRow]
  public var connections: [ConnectionRow]
  /// A token that was just made: shown once.
  public var newToken: String?
  public var assets: [String]

  public init(
    frame: Frame, deadlines: [Int], needsSecondPerson: Bool, longestAcceptance: Int,
    tokens: [TokenRow], connections: [ConnectionRow], newToken: String? = nil,
    assets: [String] = []
  ) {
    self.frame = frame
    self.deadlines = deadlines
    self.needsSecondPerson = needsSecondPerson
    self.longestAcceptance = longestAcceptance
    self.tokens = tokens
    self.connections = connections
    self.newToken = newToken
    self.assets = assets
  }

  public var title: String { "Settings" }
  public var section: Frame.Section? { .settings }

  public func writeContent(into html: inout HTML) {
    html.heading(title, "For all of \(frame.organization); every change stands in the audit log")
    rules(&html)
    tokenList(&html)
    connectionList(&html)
  }

  private func rules(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>Deadlines and decisions</h2>")
      html.form(frame, Route.organization, class: "act stack") { html in
        html.element("fieldset", .class("inline")) { html in
          html.literal("<legend>Days until a finding is due</legend>")
          let fields: [(StaticString, StaticString, StaticString)] = [
            ("Critical", "due-critical", "due-critical"), ("High", "due-high", "due-high"),
            ("Medium", "due-medium", "due-medium"), ("Low", "due-low", "due-low"),
          ]
          for (index, field) in fields.enumerated() {
            html.field(
              field.0, field.1, name: field.2, type: "number",
              value: deadlines.indices.contains(index) ? String(deadlines[index]) : "")
          }
        }
        html.field(
          "Longest acceptance, in days", "longest", name: "longest", type: "number",
          value: String(longestAcceptance), hint: "Nobody can accept a risk for longer.")
        html.element("div", .class("check")) { html in
          html.void(
            "input", .id("second"), .type("checkbox"), .name("second-person"), .value("yes"),
            .flag("checked", needsSecondPerson))
          html.literal(
            "<label for=\"second\">A second person agrees before a risk is accepted</label>")
        }
        html.element("div") { $0.button("Save", value: "save", isPrimary: true) }
      }
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
        Column("Name", .main), Column("Begins with", .code), Column("Asset"), Column("Role"),
        Column("Ends"), Column("Last used"), Column("Take back", .action),
      ]
      html.table("Tokens", columns, tokens) { html, row in
        html.cell(columns[0], row.name)
        html.cell(columns[1], row.prefix)
        html.cell(columns[2], row.asset ?? "all assets")
        html.cell(columns[3], row.role)
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
            html.hidden("prefix", row.prefix)
            html.element(
              "button", .class("plain"), .name("act"), .value("revoke"),
              .label("Take back \(row.name)"), text: "Take back")
          }
        }
      }
    }
    html.form(frame, Route.tokens, class: "act row-form") { html in
      html.field("Name", "token-name", name: "name", isRequired: true)
      html.choice(
        "Asset", "token-asset", name: "asset",
        options: [("", "All assets")] + assets.map { ($0, $0) })
      html.field("Days it holds", "token-days", name: "days", type: "number", value: "90")
      html.button("Make a token", value: "create")
    }
    html.literal("</section>")
  }

  private func connectionList(_ html: inout HTML) {
    html.literal("<section><h2>Connections</h2>")
    if connections.isEmpty {
      html.empty(
        EmptyState(
          "Nothing is connected",
          "Trackers, chats and webhooks are named in the server's configuration.",
          command: "shrike serve --help"), level: 3)
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
