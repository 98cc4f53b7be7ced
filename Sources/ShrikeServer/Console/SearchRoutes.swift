import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeText

/// One field for everything: findings by words, and whatever has a name.
enum SearchRoutes {
  static let all: [Route] = [
    Route(
      .get, "/search", .right(.read, .assets), "Search for anything.",
      query: [Parameter("q", .anyText(FindingQuery.longest), "A number, words, a question.")],
      search)
  ]

  private static let rows = 20
  private static let namesShown = 10

  private static func search(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now) = (try call.me, call.now)
    let text = (call.query.text("q") ?? "").trimmingPrefix(while: \.isWhitespace)
    let query = String(text)
    // A number is a finding's.
    if query.hasPrefix("#") || Int64(query) != nil {
      let found = try await call.ledger { ledger -> Int64? in
        guard let id = try ledger.findingID(query),
          let row = try ledger.findings(ids: [id], at: now).first, viewer.reaches(row.asset)
        else { return nil }
        return row.number
      }
      if let found { return .see(Address.finding(found)) }
    }
    return try await call.page(Address.search(query), search: query) { frame, ledger in
      guard !query.isEmpty else {
        return SearchPage(frame: frame, query: "", hits: [], findings: [], total: 0)
      }
      var diagnostics = Diagnostics()
      guard FindingQuery.parse(query, me: viewer.actor, diagnostics: &diagnostics) != nil else {
        let problems = diagnostics.finish().filter { $0.level == .error }
        return SearchPage(
          frame: frame, query: query, hits: try names(query, viewer, frame, ledger),
          findings: [], total: 0, problems: problems.map { QueryBar.Problem($0) })
      }
      let question = try FindingRoutes.question(query, viewer)
      return SearchPage(
        frame: frame, query: query, hits: try names(query, viewer, frame, ledger),
        findings: try ledger.findings(question, limit: rows, at: now).rows,
        total: try ledger.tally(question, at: now))
    }
  }

  private static func names(
    _ query: String, _ viewer: Viewer, _ frame: Frame, _ ledger: Ledger
  ) throws -> [SearchPage.Hit] {
    let word = query.lowercased()
    var hits = try ledger.assetNames(containing: query, limit: 200)
      .filter { viewer.reaches($0) }.prefix(namesShown)
      .map { SearchPage.Hit(kind: "asset", name: $0, link: Address.asset($0)) }
    if viewer.assets == nil {
      hits += try ledger.people(activeOnly: true).filter { person in
        !person.id.contains(":")
          && (person.id.contains(word) || person.name.lowercased().contains(word))
      }.prefix(namesShown).map {
        .init(kind: "person", name: $0.name, about: $0.id, link: Address.person($0.id))
      }
    }
    hits += Frame.Section.allCases.filter { section in
      section.rawValue.hasPrefix(word) && frame.viewer?.closed.contains(section) != true
    }.map { .init(kind: "page", name: $0.word, link: $0.link) }
    return hits
  }
}
