import HTTPTypes
import ShrikeConsole
import ShrikeFormats
import ShrikeLedger

/// One finding: as a page, and as the short form beside the queue.
enum FindingPages {
  static let all: [Route] = [
    Route(
      .get, "/findings/{id}", .right(.read, .assets), "One finding.",
      query: [Parameter("panel", .flag, "Only the short form, without a frame.")], finding)
  ]

  private static func finding(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id) = (try call.me, call.parameter("id"))
    if call.query.flag("panel") {
      let bytes = try await call.ledger { ledger in
        var frame = call.bareFrame
        let people = try QueueRoutes.people(viewer, ledger)
        guard var page = try detail(id, call, viewer, frame, ledger, people: people) else {
          throw Problem.notFound("finding")
        }
        frame.here = Address.queue(panel: Int(page.detail.row.number))
        page.frame = frame
        var html = HTML()
        page.writePanel(into: &html)
        return html.bytes
      }
      return .page(bytes)
    }
    return try await call.page(Address.home) { frame, ledger in
      let people = try QueueRoutes.people(viewer, ledger)
      guard var page = try detail(id, call, viewer, frame, ledger, people: people) else {
        throw Problem.notFound("finding")
      }
      page.frame.here = Address.finding(page.detail.row.number)
      return page
    }
  }

  /// Nil where there is none that the viewer may see.
  static func detail(
    _ reference: String, _ call: Call, _ viewer: Viewer, _ frame: Frame, _ ledger: Ledger,
    people: [String]
  ) throws -> FindingDetailPage? {
    guard let id = try ledger.findingID(reference),
      let detail = try ledger.finding(id, at: call.now), viewer.reaches(detail.row.asset)
    else { return nil }
    var story = FindingStory(detail)
    story.related = try related(detail.row, viewer, ledger, call.now)
    story.otherWords = try otherWords(detail.row, viewer, ledger, call.now)
    let asked = try call.hub.tickets(of: id, org: viewer.org)
    story.tickets = try ledger.tickets(of: id).map { FindingStory.Ticket($0) }
    story.tickets += asked.filter { $0.reference.isEmpty }.map { FindingStory.Ticket($0) }
    // Those that failed can be asked for once more.
    let taken = Set(asked.filter { $0.state != .failed }.map(\.system))
    story.ticketSystems = call.hub.ticketSystems(for: detail.row.asset, of: viewer.org)
      .map(\.name).filter { !taken.contains($0) }
    if let proposal = try call.hub.proposals(viewer.org).first(where: { $0.findings.contains(id) })
    {
      story.approval = Approval(
        proposal, about: detail.row, of: proposal.findings.count, now: call.now)
    }
    // The owner is offered even where they are not among those that are known.
    let owners = detail.row.owner.map { people.contains($0) ? people : people + [$0] } ?? people
    return FindingDetailPage(
      frame: frame, detail: detail, story: story, people: owners,
      acceptUntil: call.now.adding(days: QueueRoutes.acceptedDays))
  }

  /// The same rule elsewhere. Its words are asked for, too: a rare rule is then found by the index of words, and a
  /// frequent one soon in any case.
  private static func related(
    _ row: FindingRow, _ viewer: Viewer, _ ledger: Ledger, _ now: Timestamp
  ) throws -> [FindingRow] {
    var query = try FindingRoutes.question("state:open", viewer)
    query.terms += [
      .init(field: .rule, values: [.text(row.rule)]),
      .init(field: .text, values: [.text(row.rule)]),
    ]
    return try ledger.findings(query, limit: 6, at: now).rows.filter { $0.id != row.id }
      .prefix(5).map { $0 }
  }

  /// What other tools say of the same, where the ledger has linked them.
  private static func otherWords(
    _ row: FindingRow, _ viewer: Viewer, _ ledger: Ledger, _ now: Timestamp
  ) throws -> [FindingStory.OtherWord] {
    let linked = try ledger.links(of: row.id).filter { $0.kind == Ledger.sameCause }
      .map { $0.source == row.id ? $0.target : $0.source }
    return try ledger.findings(ids: Array(linked.prefix(20)), at: now)
      .filter { viewer.reaches($0.asset) }
      .map { .init(tool: $0.tool, rule: $0.rule, message: $0.title, finding: $0.number) }
  }
}

extension FindingStory.Ticket {
  init(_ row: TicketRow) {
    self.init(key: row.reference, state: row.status, link: Link(external: row.url))
  }

  /// One that is not made yet.
  init(_ ticket: Ticket) {
    let tried = ticket.problem.map { ": \($0)" } ?? ""
    self.init(
      key: ticket.system,
      state: ticket.state == .failed ? "could not be made\(tried)" : "is being made\(tried)")
  }
}

extension FindingStory {
  /// What report and rule say of a finding.
  init(_ detail: FindingDetail) {
    let facts = Self.node(detail.detail)
    let rule = detail.rule.flatMap(Self.node)
    let why = rule?["why"]?.string ?? ""
    self.init(message: why.isEmpty ? detail.row.title : "\(detail.row.title)\n\n\(why)")
    if let place = detail.occurrences.first(where: \.isPresent) ?? detail.occurrences.first,
      !place.code.isEmpty
    {
      frame = Self.frame(place)
    }
    steps = (facts?["related"]?.elements).map { $0.compactMap(Self.step) } ?? []
    remedy = facts?["remedy"]?.string ?? rule?["remedy"]?.string
    reasons = Self.reasons(detail, facts)
    let listed =
      (facts?["taxonomies"]?.strings ?? []) + (rule?["taxonomies"]?.strings ?? [])
      + (rule?["aliases"]?.strings ?? [])
    var seen: Set<String> = []
    references = listed.filter { seen.insert($0).inserted }.prefix(30).map {
      Reference($0, link: Self.link($0))
    }
    if let page = rule?["documentation"]?.string {
      lesson = Reference(page, link: Link(external: page))
    }
  }

  private static func node(_ text: String) -> Node? {
    guard case .success(let node) = JSON.read(Array(text.utf8)), node.isMapping else { return nil }
    return node
  }

  /// The line that was found; the ledger keeps no more of the source.
  private static func frame(_ place: FindingDetail.Occurrence) -> CodeFrame {
    let line = max(1, place.line)
    var mark: CodeFrame.Mark?
    if let column = place.column, let end = place.endColumn, place.endLine ?? line == line,
      end > column
    {
      mark = CodeFrame.Mark(line: line, column: column, length: end - column)
    }
    let lines = place.code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return CodeFrame(
      path: place.path, firstLine: line, lines: lines, lit: line...line, mark: mark,
      note: place.note)
  }

  private static func step(_ node: Node) -> Step? {
    guard let path = node["path"]?.string, let code = node["code"]?.string, !code.isEmpty else {
      return nil
    }
    let line = max(1, node["line"]?.int ?? 1)
    return Step(
      node["rest"]?["note"]?.string ?? "related place",
      CodeFrame(path: path, firstLine: line, lines: [code], lit: line...line))
  }

  /// What is known about how much it matters, and what is not.
  private static func reasons(_ detail: FindingDetail, _ facts: Node?) -> [Reason] {
    var reasons: [Reason] = []
    let properties = facts?["properties"]
    let catalogues = facts?["taxonomies"]?.strings ?? []
    if properties?["knownExploited"]?.bool == true || properties?["kev"]?.bool == true
      || catalogues.contains(where: { $0.hasPrefix("KEV-") })
    {
      reasons.append(Reason(.raises, "It is known to be exploited"))
    }
    switch detail.row.confidence {
    case "low": reasons.append(Reason(.lowers, "The tool is not sure: low confidence"))
    case "high": reasons.append(Reason(.raises, "The tool is sure: high confidence"))
    default: break
    }
    let branches = Set(detail.occurrences.filter(\.isPresent).map(\.ref))
    if branches.count > 1 {
      reasons.append(
        Reason(.raises, "It stands on \(Words.count(branches.count, "branch", "branches"))"))
    }
    if detail.row.observed == .unknown {
      reasons.append(Reason(.unknown, "Not evaluated: the last scan did not look at this place"))
    }
    return reasons
  }

  /// Where a catalogue tells of its entry.
  private static func link(_ name: String) -> Link? {
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return switch parts[0].uppercased() {
    case "CWE" where parts[1].allSatisfy(\.isNumber):
      Link(external: "https://cwe.mitre.org/data/definitions/\(parts[1]).html")
    case "CVE": Link(external: "https://www.cve.org/CVERecord?id=\(name)")
    case "GHSA": Link(external: "https://github.com/advisories/\(name)")
    default: nil
    }
  }
}
