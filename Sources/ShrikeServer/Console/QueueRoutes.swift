import HTTPTypes
import ShrikeConsole
import ShrikeIntake
import ShrikeLedger
import ShrikeText

/// The queue, and the finding that is open beside it.
enum QueueRoutes {
  static let all: [Route] = [
    Route(
      .get, "/queue", .right(.read, .assets), "The queue.",
      query: [
        FindingRoutes.query, Parameter("group", .word(groups), "What rows are put together by."),
        Parameter("after", .text(200), "The end of the part before."),
        Parameter("open", .integer(1...Int.max / 2), "The number of the finding beside it."),
      ], queue),
    Route(
      .post, "/queries", .right(.read, .assets), "Keep or forget a filter.",
      body: .form([
        Parameter("act", .word(["save", "remove"]), "What to do.", isRequired: true),
        Parameter("name", .text(100), "Its name.", isRequired: true),
        Parameter("q", .text(FindingQuery.longest), "The question."), back,
      ]), saveQuery),
  ]

  /// Where to go then; `Call.back` tells whether it is ours.
  static let back = Parameter("back", .anyText(Link.longest), "The page to see then.")

  private static let groups = ["asset", "rule", "owner"]
  private static let rows = 50
  /// How many findings of a question are counted: those of words are read one by one.
  private static func mostCounted(_ query: FindingQuery) -> Int {
    query.terms.contains { $0.field == .text } ? 1_000 : 10_000
  }
  /// More are not offered to choose from.
  static let mostPeople = 100
  /// A risk is accepted for so long when nobody says otherwise.
  static let acceptedDays = 90

  private static func queue(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, text) = (try call.me, call.query.text("q") ?? "")
    let (group, after) = (call.query.text("group"), call.query.text("after"))
    let open = call.query.integer("open").map { Int64($0) }
    let here = Address.queue(text, group: group, after: after, panel: open.map { Int($0) })
    return try await call.page(here) { frame, ledger in
      let now = call.now
      var bar = QueryBar(
        query: text, saved: try saved(call, viewer), group: group,
        assets: try assets(viewer, ledger), people: try people(viewer, ledger))
      var page = FindingPage(rows: [], next: nil)
      var total: Tally = 0
      var made: [QueuePage.Group] = []
      var diagnostics = Diagnostics()
      if FindingQuery.parse(text, me: viewer.actor, diagnostics: &diagnostics) != nil {
        let query = try FindingRoutes.question(text, viewer)
        page = try ledger.findings(query, cursor: after, limit: rows, at: now)
        total = try ledger.tally(query, limit: mostCounted(query), at: now)
        made = try put(page.rows, by: group, query, ledger, now)
      } else {
        bar.problems = diagnostics.finish().filter { $0.level == .error }.map {
          QueryBar.Problem($0)
        }
      }
      let panel = try open.flatMap { number in
        try FindingPages.detail(String(number), call, viewer, frame, ledger, people: bar.people)
      }
      return QueuePage(
        frame: frame, bar: bar, groups: made, total: total, next: page.next, people: bar.people,
        panel: panel, acceptUntil: now.adding(days: acceptedDays),
        formats: LedgerReport.formats.map(\.name))
    }
  }

  /// The rows of a page by what they have in common, in the order in which that first comes.
  private static func put(
    _ rows: [FindingRow], by group: String?, _ query: FindingQuery, _ ledger: Ledger,
    _ now: Timestamp
  ) throws -> [QueuePage.Group] {
    guard let group else { return [.init("", rows)] }
    func name(_ row: FindingRow) -> String {
      switch group {
      case "asset": row.asset
      case "rule": row.rule
      default: row.owner ?? "nobody"
      }
    }
    var names: [String] = []
    var parts: [String: [FindingRow]] = [:]
    for row in rows {
      if parts[name(row)] == nil { names.append(name(row)) }
      parts[name(row), default: []].append(row)
    }
    return try names.map { name in
      // Assets and owners have an index of their own; rules are not counted.
      var total: Tally?
      if group != "rule" {
        let value: FindingQuery.Value =
          group == "owner" && parts[name]?.first?.owner == nil ? .none : .text(name)
        var narrow = query
        narrow.terms.append(.init(field: group == "asset" ? .asset : .owner, values: [value]))
        total = try ledger.tally(narrow, at: now)
      }
      return QueuePage.Group(name, parts[name] ?? [], total: total)
    }
  }

  private static func saved(_ call: Call, _ viewer: Viewer) throws -> [QueryBar.Saved] {
    [
      QueryBar.Saved("Mine", "owner:me state:open"), .init("Overdue", "due:overdue state:open"),
      .init("Nobody's", "owner:none state:open"),
    ] + (try call.hub.savedQueries(viewer).map { .init($0.name, $0.query, isOwn: true) })
  }

  private static func assets(_ viewer: Viewer, _ ledger: Ledger) throws -> [String] {
    if let assets = viewer.assets { return Array(assets.sorted().prefix(20)) }
    return try ledger.assetNames(limit: 20)
  }

  /// Whom findings can be assigned to; the viewer is always one of them.
  static func people(_ viewer: Viewer, _ ledger: Ledger) throws -> [String] {
    let known = try ledger.people(activeOnly: true, limit: mostPeople * 2).map(\.id)
      .filter { !$0.contains(":") }.prefix(mostPeople)
    return known.contains(viewer.actor) || viewer.account == nil
      ? Array(known) : [viewer.actor] + known
  }

  private static func saveQuery(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, hub, given) = (try call.me, call.now, call.hub, call.given)
    let name = given.text("name") ?? ""
    if given.text("act") == "remove" {
      try await call.wait { try hub.forget(query: name, of: viewer) }
      return try call.telling(Toast("The filter is forgotten"), .see(call.back))
    }
    guard let query = given.text("q") else { throw .invalid("q", "it is missing") }
    let isKept = try await call.wait {
      try hub.save(query: query, name: name, of: viewer, at: now)
    }
    return try call.telling(
      isKept
        ? Toast("The filter is kept")
        : Toast("Not kept: forget one of your \(Hub.mostQueries) filters first", isFailure: true),
      .see(call.back))
  }
}
