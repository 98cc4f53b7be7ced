public import ShrikeLedger

/// All findings that a question is about, one a line.
public struct QueuePage: Page {
  /// Findings that have something in common.
  public struct Group: Sendable, Hashable {
    /// Empty where there are no groups.
    public var name: String
    public var rows: [FindingRow]
    /// Of all, not only those on this page; nil: not counted.
    public var total: Tally?

    public init(_ name: String, _ rows: [FindingRow], total: Tally? = nil) {
      self.name = name
      self.rows = rows
      self.total = total
    }
  }

  public var frame: Frame
  public var bar: QueryBar
  public var groups: [Group]
  public var total: Tally
  public var next: String?
  /// Whom findings can be assigned to.
  public var people: [String]
  /// The finding that is open beside the list, for addresses that somebody sent.
  public var panel: FindingDetailPage?
  /// How long a risk is accepted when nobody says otherwise.
  public var acceptUntil: Timestamp
  /// Formats that the list can be had in as a file.
  public var formats: [String]

  public init(
    frame: Frame, bar: QueryBar, groups: [Group], total: Tally, next: String? = nil,
    people: [String] = [], panel: FindingDetailPage? = nil, acceptUntil: Timestamp,
    formats: [String] = []
  ) {
    self.frame = frame
    self.bar = bar
    self.groups = groups
    self.total = total
    self.next = next
    self.people = people
    self.panel = panel
    self.acceptUntil = acceptUntil
    self.formats = formats
  }

  public var title: String { "Queue" }
  public var section: Frame.Section? { .queue }
  public var isWide: Bool { true }

  private var isEmpty: Bool { groups.allSatisfy(\.rows.isEmpty) }

  public func writeContent(into html: inout HTML) {
    html.heading(title, sentence, isLive: true) { html in
      html.element("a", .class("quiet"), .href(Route.keys), .data("data-keys", "1")) {
        $0.literal("Keys <kbd>?</kbd>")
      }
    }
    html.queryBar(bar, frame)
    html.element("div", .class("split", panel == nil ? "" : "open"), .id("split")) { html in
      html.element("div", .class("split-main")) { html in
        if isEmpty {
          empty(&html)
        } else {
          list(&html)
          if frame.may(.triage) { bulk(&html) }
        }
      }
      html.element(
        "aside", .id("panel"), .class("panel"), .label("Finding"), .flag("hidden", panel == nil),
        .fixed("tabindex", "-1")
      ) { html in
        if let panel { panel.writePanel(into: &html) }
      }
    }
  }

  private var sentence: String {
    let what = total.words("finding")
    return bar.query.isEmpty
      ? "\(what), the worst first" : "\(what) for this filter, the worst first"
  }

  private func empty(_ html: inout HTML) {
    if bar.query.isEmpty {
      html.empty(
        EmptyState(
          "The queue is empty", "Findings appear here when a scan brings them.",
          command: "shrike scan --publish"))
    } else {
      html.empty(
        EmptyState(
          "No finding fits this filter", "Take a condition away, or look at all that is open.",
          link: Route.queue("state:open"), linkWords: "All open findings"))
    }
  }

  private func list(_ html: inout HTML) {
    html.element("div", .class("table-box")) { html in
      html.element("table", .class("findings", frame.may(.triage) ? "selects" : ""), .id("list")) {
        html in
        html.literal("<caption class=\"sr\">Findings</caption>")
        html.findingHead(selects: frame.may(.triage))
        for group in groups {
          html.element("tbody") { html in
            if !group.name.isEmpty {
              html.element("tr", .class("group")) { html in
                html.element("th", .fixed("scope", "rowgroup"), .fixed("colspan", "9")) { html in
                  html.text(group.name)
                  if let total = group.total {
                    html.literal(" <span class=\"count\">")
                    html.tally(total)
                    html.literal("</span>")
                  }
                }
              }
              html.newline()
            }
            for row in group.rows { html.findingRow(row, frame, selects: frame.may(.triage)) }
          }
        }
      }
    }
    html.pager(
      next: next.map { Route.queue(bar.query, group: bar.group, after: $0) }, words: "Next 50")
    guard !formats.isEmpty else { return }
    html.element("p", .class("downloads muted")) { html in
      html.literal("As a file:")
      for format in formats {
        html.literal(" ")
        html.element("a", .href(Route.report(format, bar.query)), text: format)
      }
    }
  }

  /// Acts on what is selected: one form, whose boxes stand in the list.
  private func bulk(_ html: inout HTML) {
    html.form(frame, Route.act, class: "bulk", id: "acts", back: true) { html in
      html.literal(
        """
        <p class="bulk-count" id="bulk-count" role="status" aria-live="polite">\
        Select findings, then:</p>
        """)
      html.literal("<label class=\"sr\" for=\"bulk-reason\">Reason</label>")
      html.void(
        "input", .id("bulk-reason"), .name("reason"), .placeholder("Reason"),
        .fixed("autocomplete", "off"))
      html.literal("<label class=\"sr\" for=\"bulk-until\">Until</label>")
      html.void(
        "input", .id("bulk-until"), .name("until"), .type("date"), .value(acceptUntil.date))
      html.button(
        "Accept until \(Words.day(acceptUntil, now: frame.now))", value: "accept", key: "r")
      html.button("False positive", value: "false-positive", key: "f")
      html.literal("<label class=\"sr\" for=\"bulk-owner\">Owner</label>")
      html.owners("bulk-owner", people, selected: frame.viewer?.login)
      html.button("Assign", value: "assign", key: "a")
      html.button("Reopen", value: "open")
    }
  }
}

extension HTML {
  /// A choice of people; nobody is one of them.
  mutating func owners(_ id: StaticString, _ people: [String], selected: String?) {
    element("select", .id(id), .name("owner")) { html in
      html.element("option", .value(""), text: "nobody")
      for person in people {
        html.element(
          "option", .value(person), .flag("selected", person == selected), text: person)
      }
    }
  }
}
