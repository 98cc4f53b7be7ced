public import ShrikeLedger

/// Something a second person has to say yes or no to.
public struct Approval: Sendable, Hashable {
  public var id: String
  public var finding: FindingRow
  public var proposedBy: String
  public var at: Timestamp
  /// `accept the risk until 1 March`
  public var act: String
  public var reason: String

  public init(
    id: String, finding: FindingRow, proposedBy: String, at: Timestamp, act: String, reason: String
  ) {
    self.id = id
    self.finding = finding
    self.proposedBy = proposedBy
    self.at = at
    self.act = act
    self.reason = reason
  }
}

/// A mention or question in a discussion.
public struct Question: Sendable, Hashable {
  public var finding: Int64
  public var title: String
  public var author: String
  public var at: Timestamp
  public var text: String

  public init(finding: Int64, title: String, author: String, at: Timestamp, text: String) {
    self.finding = finding
    self.title = title
    self.author = author
    self.at = at
    self.text = text
  }
}

/// Something that was not looked at, or not lately.
public struct Unknown: Sendable, Hashable {
  public var asset: String
  /// `no advisory database for npm`
  public var reason: String
  public var since: Timestamp?
  /// What helps.
  public var help: String?
  public var scan: String?

  public init(
    asset: String, reason: String, since: Timestamp? = nil, help: String? = nil,
    scan: String? = nil
  ) {
    self.asset = asset
    self.reason = reason
    self.since = since
    self.help = help
    self.scan = scan
  }
}

/// What needs the person who looks: four short lists.
public struct HomePage: Page {
  /// The first rows of a list, and how many there are.
  public struct List<Row: Sendable & Hashable>: Sendable, Hashable {
    public var rows: [Row]
    public var total: Tally

    public init(_ rows: [Row] = [], total: Tally? = nil) {
      self.rows = rows
      self.total = total ?? Tally(rows.count)
    }
  }

  public var frame: Frame
  public var mine: List<FindingRow>
  public var approvals: List<Approval>
  public var questions: List<Question>
  public var fresh: List<FindingRow>
  public var lastVisit: Timestamp?
  public var unknown: List<Unknown>
  public var lastScan: ScanRow?
  /// The day on which the next finding is due.
  public var nextDue: Timestamp?

  public init(
    frame: Frame, mine: List<FindingRow> = .init(), approvals: List<Approval> = .init(),
    questions: List<Question> = .init(), fresh: List<FindingRow> = .init(),
    lastVisit: Timestamp? = nil, unknown: List<Unknown> = .init(), lastScan: ScanRow? = nil,
    nextDue: Timestamp? = nil
  ) {
    self.frame = frame
    self.mine = mine
    self.approvals = approvals
    self.questions = questions
    self.fresh = fresh
    self.lastVisit = lastVisit
    self.unknown = unknown
    self.lastScan = lastScan
    self.nextDue = nextDue
  }

  /// Rows of a list; the rest is behind "See all".
  static let rowsShown = 7

  public var title: String { "Home" }
  public var section: Frame.Section? { .home }

  private var isEmpty: Bool {
    [mine.total, approvals.total, questions.total, fresh.total, unknown.total].allSatisfy {
      $0.count == 0
    }
  }

  private var sentence: String {
    var parts: [String] = []
    if mine.total.count > 0 { parts.append("\(mine.total.words("finding")) of yours") }
    let waiting = approvals.total + questions.total
    if waiting.count > 0 { parts.append("\(waiting.short) waiting for you") }
    if fresh.total.count > 0 { parts.append("\(fresh.total.short) new") }
    if unknown.total.count > 0 { parts.append("\(unknown.total.short) not evaluated") }
    return parts.isEmpty ? "Nothing needs you" : parts.joined(separator: " · ")
  }

  public func writeContent(into html: inout HTML) {
    html.heading(title, sentence)
    guard !isEmpty else { return nothing(&html) }
    if unknown.total.count > 0 { notEvaluated(&html) }
    section("mine", "Mine", "by due date", mine.total, Route.queue("owner:me state:open"), &html) {
      findings(mine, "Nothing is assigned to you.", &$0)
    }
    section("waiting", "Waiting for me", "", approvals.total + questions.total, nil, &html) {
      waiting(&$0)
    }
    let since = lastVisit.map { "since \(Words.moment($0, now: frame.now))" } ?? "in the last week"
    let days = lastVisit.map { max(1, frame.now.day - $0.day + 1) } ?? 7
    section(
      "fresh", "New", "\(since), the worst first", fresh.total,
      Route.queue("state:open age:<\(days)d"), &html
    ) {
      findings(fresh, "Nothing new \(since).", &$0)
    }
    if unknown.total.count == 0 {
      html.element("p", .class("muted"), text: footer)
    }
  }

  private func section(
    _ id: StaticString, _ name: StaticString, _ aside: String, _ total: Tally, _ all: Link?,
    _ html: inout HTML, content: (inout HTML) -> Void
  ) {
    html.element("section", .class("list"), .fixed("aria-labelledby", id)) { html in
      html.element("div", .class("list-head")) { html in
        html.element("h2", .id(id)) { html in
          html.literal(name)
          html.literal(" <span class=\"count\">")
          html.tally(total)
          html.literal("</span>")
        }
        if !aside.isEmpty { html.element("span", .class("muted"), text: aside) }
        if let all, total.count > Self.rowsShown {
          html.element("a", .class("all"), .href(all)) { html in
            html.text("See all \(total.short)")
          }
        }
      }
      content(&html)
    }
    html.newline()
  }

  private func findings(_ list: List<FindingRow>, _ none: String, _ html: inout HTML) {
    if list.rows.isEmpty {
      html.element("p", .class("none"), text: none)
    } else {
      html.findings(Array(list.rows.prefix(Self.rowsShown)), frame)
    }
  }

  private func notEvaluated(_ html: inout HTML) {
    section(
      "not-evaluated", "Not evaluated", "nobody knows how these stand", unknown.total,
      Route.imports, &html
    ) { html in
      let columns = [
        Column("Asset", .main), Column("Reason"), Column("Since"), Column("What helps"),
      ]
      html.table("Not evaluated", columns, unknown.rows.prefix(Self.rowsShown)) { html, row in
        html.cell(columns[0]) {
          $0.element(
            "a", .href(row.scan.map(Route.scan) ?? Route.asset(row.asset)), text: row.asset)
        }
        html.cell(columns[1]) { $0.notEvaluated(row.reason) }
        html.cell(columns[2]) { html in
          if let since = row.since {
            html.time(since, now: frame.now)
          } else {
            html.text("never scanned")
          }
        }
        html.cell(columns[3], row.help ?? "")
      }
    }
  }

  private func waiting(_ html: inout HTML) {
    if (approvals.total + questions.total).count == 0 {
      html.element("p", .class("none"), text: "Nobody waits for you.")
      return
    }
    html.element("ul", .class("cards")) { html in
      for approval in approvals.rows.prefix(Self.rowsShown) {
        html.element("li", .class("card")) { $0.approval(approval, frame) }
      }
      for question in questions.rows.prefix(max(0, Self.rowsShown - approvals.rows.count)) {
        html.element("li", .class("card")) { html in
          html.element("p") { html in
            html.person(question.author)
            html.literal(" asks about ")
            html.element("a", .href(Route.finding(question.finding)), text: question.title)
            html.literal(" ")
            html.element("span", .class("muted")) { $0.time(question.at, now: frame.now) }
          }
          html.element("div", .class("prose quote")) { Markdown(question.text).write(into: &$0) }
        }
      }
    }
  }

  private var footer: String {
    var parts: [String] = []
    if let lastScan {
      parts.append(
        "Last scan: \(lastScan.asset), \(Words.relative(lastScan.time, to: frame.now))")
    }
    if let nextDue { parts.append("Next due: \(Words.day(nextDue, now: frame.now))") }
    return parts.joined(separator: " · ")
  }

  private func nothing(_ html: inout HTML) {
    guard lastScan != nil else {
      html.empty(
        EmptyState(
          "No scan has come in yet",
          "Findings come from scans. Run this in a repository; its results appear here at once.",
          command: "shrike scan --publish", link: Route.imports, linkWords: "Or import a report"))
      return
    }
    html.empty(
      EmptyState(
        "Nothing needs you",
        "No finding is yours, nobody waits for your answer, and nothing is new. \(footer)",
        link: Route.queue(), linkWords: "Look at the queue"))
  }
}
