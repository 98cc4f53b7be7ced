public import ShrikeLedger

extension HTML {
  /// Findings, one line each. `selects`: with boxes that belong to the form `acts`.
  public mutating func findings(
    _ rows: [FindingRow], _ frame: Frame, selects: Bool = false, query: String = "",
    showsAsset: Bool = true
  ) {
    element("div", .class("table-box")) { html in
      html.element("table", .class("findings", selects ? "selects" : "")) { html in
        html.literal("<caption class=\"sr\">Findings</caption>")
        html.findingHead(selects: selects, showsAsset: showsAsset)
        html.element("tbody") { html in
          for row in rows {
            html.findingRow(row, frame, selects: selects, showsAsset: showsAsset)
          }
        }
      }
    }
    newline()
  }

  mutating func findingHead(selects: Bool, showsAsset: Bool = true) {
    literal("<thead><tr>")
    if selects {
      literal("<th scope=\"col\" class=\"pick\"><span class=\"sr\">Selected</span></th>")
    }
    literal(
      "<th scope=\"col\" class=\"sev\">Severity</th><th scope=\"col\" class=\"what\">Finding</th>")
    if showsAsset { literal("<th scope=\"col\" class=\"asset\">Asset</th>") }
    literal(
      """
      <th scope="col" class="where">Place</th><th scope="col" class="old">Age</th>\
      <th scope="col" class="who">Owner</th><th scope="col" class="when">Due</th>\
      <th scope="col" class="how">State</th></tr></thead>

      """)
  }

  mutating func findingRow(
    _ row: FindingRow, _ frame: Frame, selects: Bool, showsAsset: Bool = true
  ) {
    let number = Int(row.number)
    element(
      "tr", selects ? .id("finding-", number) : .flag("", false)
    ) { html in
      if selects {
        html.element("td", .class("pick")) {
          $0.void(
            "input", .type("checkbox"), .name("finding"), .value(number), .form("acts"),
            .label("#\(number)"))
        }
      }
      html.element("td", .class("sev")) { $0.severity(row.severity) }
      html.element("td", .class("what")) { html in
        let title = Words.cut(text: row.title, to: 200)
        html.element(
          "a", .href(Route.finding(row.number)),
          title.utf8.count > 40 ? .title(title) : .flag("", false), text: title)
        html.literal(" <span class=\"id\">#")
        html.digits(number)
        html.literal("</span>")
      }
      if showsAsset {
        html.element("td", .class("asset"), text: Words.cut(text: row.asset, to: 100))
      }
      html.element("td", .class("where")) { $0.shortPlace(row.path, line: row.line) }
      html.element("td", .class("old")) { $0.age(since: row.openedAt, now: frame.now) }
      html.element("td", .class("who")) { $0.text(row.owner ?? "nobody") }
      html.element("td", .class("when")) { html in
        if row.state == .open {
          html.due(row.due, now: frame.now)
        } else if let until = row.until.map(Words.lastDay) {
          html.literal("<span class=\"muted\"><span class=\"sr\">until </span>")
          html.element(
            "time", .class("day"), .datetime(until.date), text: Words.shortDay(until))
          html.literal("</span>")
        }
      }
      html.element("td", .class("how")) { html in
        if row.observed == .unknown, row.state == .open {
          html.literal(
            "<span class=\"unseen\" title=\"Open, but the last scan did not look there\">? Unseen</span>"
          )
        } else if row.state == .open {
          html.literal("Open")
        } else {
          html.state(row.state, now: frame.now)
        }
      }
    }
    newline()
  }
}
