import ShrikeLedger
import ShrikeModel

/// The least that can be worked with: no style, no script, every act a form.
struct PlainPages: ConsolePages {
  func asset(_ name: String) -> ConsoleAsset? { nil }

  func page(_ page: ConsolePage) -> String {
    switch page {
    case .signIn(let csrf, let next, let fault, let single):
      let other = single.map {
        "<p><a href=\"\(OpenIDRoutes.path)?next=\(FormFields.encode(next))\">Sign in with \(escaped($0))</a></p>"
      }
      return frame(
        "Sign in",
        self.fault(fault) + (other ?? "")
          + form(
            "/sign-in", csrf, "Sign in",
            hidden("next", next) + field("Address", "email", "email")
              + field("Password", "password", "password")))
    case .secondFactor(let csrf, let fault):
      return frame(
        "Second factor",
        self.fault(fault)
          + form(
            "/second-factor", csrf, "Go on",
            field("Code of your app, or a recovery code", "code", "text")))
    case .welcome(let csrf, let key, let role, let email, let fault):
      return frame(
        "Welcome",
        self.fault(fault)
          + "<p>This makes an account with the role \(escaped(role)), once.</p>"
          + form(
            "/welcome", csrf, "Make the account",
            hidden("key", key) + field("Your name", "name", "text")
              + field("Address", "email", "email", email ?? "")
              + field("Password, \(Password.shortest) characters at least", "password", "password")
          ))
    case .queue(let viewer, let query, let page, let fault):
      return queue(viewer, query, page, fault)
    case .finding(let viewer, let detail): return finding(viewer, detail)
    case .proposals(let viewer, let list): return proposals(viewer, list)
    case .account(let viewer, let hasFactor):
      return frame(
        "Account",
        "<p>\(escaped(viewer.name)), \(escaped(viewer.role))</p>"
          + (hasFactor
            ? "<p>A second factor is asked for.</p>"
            : "<p><a href=\"/account/factor\">Set up a second factor</a></p>")
          + form("/sign-out", viewer.csrf, "Sign out", ""), viewer)
    case .newFactor(let viewer, let secret, let address, let fault):
      return frame(
        "Second factor",
        self.fault(fault)
          + "<p>Give this key to your app: <code>\(escaped(secret))</code></p><p><code>\(escaped(address))</code></p>"
          + form(
            "/account/factor", viewer.csrf, "Confirm",
            hidden("secret", secret) + field("Code of your app", "code", "text")), viewer)
    case .recoveryCodes(let viewer, let codes):
      return frame(
        "Recovery codes",
        "<p>Each is good once. They are not shown again.</p><ul>"
          + codes.map { "<li><code>\(escaped($0))</code></li>" }.joined() + "</ul>", viewer)
    case .problem(let title, let detail, _):
      return frame(title, "<p>\(escaped(detail ?? ""))</p><p><a href=\"/\">Home</a></p>")
    }
  }

  // MARK: pages

  private func queue(
    _ viewer: ConsoleViewer, _ query: String, _ page: FindingPage, _ fault: String?
  ) -> String {
    let rows = page.rows.map { row in
      "<tr><td>\(row.severity.rawValue)</td><td><a href=\"/findings/\(row.number)\">\(escaped(row.title))</a></td>"
        + "<td>\(escaped(row.asset))</td><td>\(escaped(row.path)):\(row.line)</td><td>\(row.state.rawValue)</td></tr>"
    }.joined()
    let more = page.next.map {
      "<p><a href=\"/findings?q=\(FormFields.encode(query))&amp;cursor=\(FormFields.encode($0))\">More</a></p>"
    }
    return frame(
      "Queue",
      self.fault(fault)
        + "<form action=\"/findings\"><input name=\"q\" value=\"\(escaped(query))\" aria-label=\"Query\"><button>Search</button></form>"
        + "<table><thead><tr><th>Severity<th>Finding<th>Asset<th>Place<th>State</tr></thead><tbody>\(rows)</tbody></table>"
        + (more ?? ""), viewer)
  }

  private func finding(_ viewer: ConsoleViewer, _ detail: FindingDetail) -> String {
    let row = detail.row
    let places = detail.occurrences.map {
      "<li>\(escaped($0.path)):\($0.line) <code>\(escaped($0.code))</code></li>"
    }.joined()
    let story = detail.timeline.map {
      "<li>\($0.at.text) \(escaped($0.actor)): \(escaped($0.text))</li>"
    }.joined()
    var acts = ""
    if viewer.mayComment {
      acts += form(
        "/findings/\(row.id)/comments", viewer.csrf, "Comment", field("Comment", "text", "text"))
      acts += form(
        "/findings/\(row.id)/decisions", viewer.csrf,
        viewer.mayDecide ? "Decide" : "Propose",
        "<label>Decision <select name=\"kind\">"
          + FindingRoutes.decisionKinds.map { "<option>\($0)</option>" }.joined()
          + "</select></label>" + field("Reason", "reason", "text")
          + field("Until", "until", "date", isRequired: false))
      acts += form(
        "/findings/\(row.id)/assignments", viewer.csrf, "Assign",
        field("Owner", "owner", "text", isRequired: false))
    }
    for decision in detail.decisions where decision.ended == nil && viewer.mayDecide {
      if let batch = decision.batch {
        acts += form("/undo/\(batch)", viewer.csrf, "Undo: \(decision.kind)", "")
      }
    }
    return frame(
      "#\(row.number) \(row.title)",
      "<p>\(row.severity.rawValue), \(row.state.rawValue), \(escaped(row.asset)), \(escaped(row.rule))</p><ul>\(places)</ul>"
        + acts + "<h2>History</h2><ol>\(story)</ol>", viewer)
  }

  private func proposals(_ viewer: ConsoleViewer, _ list: [ConsoleProposal]) -> String {
    let rows = list.map { proposal in
      let ask =
        proposal.mayConfirm
        ? form("/proposals/\(proposal.id)/confirm", viewer.csrf, "Confirm", "")
          + form("/proposals/\(proposal.id)/refuse", viewer.csrf, "Refuse", "") : ""
      return
        "<li>\(escaped(proposal.words)): \(escaped(proposal.reason)), by \(escaped(proposal.proposer)) \(ask)</li>"
    }.joined()
    return frame("Waiting for a second person", "<ul>\(rows)</ul>", viewer)
  }

  // MARK: parts

  private func frame(_ title: String, _ body: String, _ viewer: ConsoleViewer? = nil) -> String {
    let rail =
      viewer == nil
      ? ""
      : "<nav><a href=\"/findings\">Queue</a> <a href=\"/proposals\">Proposals</a> <a href=\"/account\">Account</a></nav>"
    return """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(escaped(title)) · Shrike</title>\
      <meta name="viewport" content="width=device-width"></head><body>\(rail)<main><h1>\(escaped(title))</h1>\
      \(body)</main></body></html>
      """
  }

  private func form(_ action: String, _ csrf: String, _ verb: String, _ fields: String) -> String {
    "<form method=\"post\" action=\"\(escaped(action))\">\(hidden("csrf", csrf))\(fields)<button>\(escaped(verb))</button></form>"
  }

  private func hidden(_ name: String, _ value: String) -> String {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">"
  }

  private func field(
    _ label: String, _ name: String, _ type: String, _ value: String = "", isRequired: Bool = true
  ) -> String {
    "<p><label>\(escaped(label)) <input type=\"\(type)\" name=\"\(name)\" value=\"\(escaped(value))\"\(isRequired ? " required" : "")></label></p>"
  }

  private func fault(_ text: String?) -> String {
    text.map { "<p role=\"alert\">\(escaped($0))</p>" } ?? ""
  }

  private func escaped(_ text: String) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}
