import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeModel

/// Findings: asked for, decided, assigned, talked about.
enum FindingRoutes {
  static let query = Parameter(
    "q", .anyText(FindingQuery.longest), "A question: `severity:high owner:me age:>30d words`.")
  static let cursor = Parameter("cursor", .text(200), "The `next` of the part before.")
  static let limit = Parameter("limit", .integer(1...200), "How many; 50.")
  static let decisionKinds = ["accepted", "false-positive", "not-affected", "open"]
  static let ids = Parameter(
    "findings", .texts(1_000), "Ids or numbers of findings; all of them or none.", isRequired: true)

  static let all: [Route] = [
    Route(
      .get, "/api/v1/findings", .right(.read, .assets),
      "Findings, the worst first, what came last, or what is due first.",
      query: [
        query, cursor, limit,
        Parameter("order", .word(FindingOrder.allCases.map(\.rawValue)), "queue, newest or due."),
      ],
      replies: [.json("a part of the list", FindingShapes.page)], list),
    Route(
      .get, "/api/v1/findings/{id}", .right(.read, .assets), "Everything about one finding.",
      replies: [.json("the finding", FindingShapes.detail), .empty(.notModified, "as known")], get),
    Route(
      .post, "/api/v1/findings/{id}/comments", .right(.comment, .assets), "Say something.",
      body: .json([
        Parameter("text", .text(65_536), "Markdown.", isRequired: true)
      ]), replies: [.json(.created, "the finding with it", FindingShapes.detail)], comment),
    Route(
      .post, "/api/v1/decisions", .right(.comment, .assets),
      "Decide about findings, all or none; where a second person is asked for it becomes a proposal.",
      body: .json([
        ids,
        Parameter("kind", .word(decisionKinds), "What is decided.", isRequired: true),
        Parameter("reason", .text(4_096), "Why, in a sentence.", isRequired: true),
        Parameter("until", .time, "When it ends; for accepted."),
        Parameter("owner", .text(200), "Who answers for it."),
      ]),
      replies: [
        .json("decided", FindingShapes.act), .json(.accepted, "proposed", FindingShapes.act),
      ], decide),
    Route(
      .post, "/api/v1/assignments", .right(.comment, .assets),
      "Make somebody the owner; without the right to decide only oneself.",
      body: .json([ids, Parameter("owner", .text(200), "A person's id; without it nobody.")]),
      replies: [.json("assigned", FindingShapes.act)], assign),
    Route(
      .post, "/api/v1/undo/{batch}", .right(.decide, .assets),
      "Take the decisions of a batch back.", replies: [.json("taken back", FindingShapes.act)], undo
    ),
  ]

  // MARK: reading

  /// The question of a person, kept to their assets.
  static func question(_ text: String, _ viewer: Viewer) throws(LedgerError) -> FindingQuery {
    var query = try FindingQuery.parse(text, me: viewer.actor)
    if let assets = viewer.assets {
      query.terms.append(
        FindingQuery.Term(
          field: .asset, values: assets.sorted().map { .text($0) }, isNegated: false))
    }
    return query
  }

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, query, now) = (try call.me, call.query, call.now)
    let page = try await call.ledger { ledger in
      try ledger.findings(
        question(query.text("q") ?? "", viewer),
        order: query.text("order").flatMap(FindingOrder.init(rawValue:)) ?? .queue,
        cursor: query.text("cursor"), limit: query.integer("limit") ?? 50, at: now)
    }
    return .json(Page(items: page.rows, next: page.next), FindingShapes.page)
  }

  /// A finding that the asker may see; one of other assets is as one that is not there.
  static func find(_ reference: String, _ viewer: Viewer, _ ledger: Ledger, _ now: Timestamp) throws
    -> FindingDetail
  {
    guard let id = try ledger.findingID(reference), let detail = try ledger.finding(id, at: now),
      viewer.reaches(detail.row.asset)
    else { throw Problem.notFound("finding") }
    return detail
  }

  private static func get(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, id) = (try call.me, call.now, call.parameter("id"))
    let detail = try await call.ledger { ledger in try find(id, viewer, ledger, now) }
    return .json(detail, FindingShapes.detail).tagged(FindingShapes.tag(detail), call)
  }

  // MARK: acting

  private static func comment(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, id) = (try call.me, call.now, call.parameter("id"))
    let (hub, text) = (call.hub, call.given.text("text") ?? "")
    let detail = try await call.ledger { ledger in
      let finding = try find(id, viewer, ledger, now)
      try call.requireMatch(FindingShapes.tag(finding))
      try hub.comment(finding.row.id, text, by: viewer, ledger, at: now)
      return try find(finding.row.id, viewer, ledger, now)
    }
    call.hub.feed.wake(viewer.org)
    return .json(detail, FindingShapes.detail, status: .created)
  }

  private static func decide(_ call: Call) async throws(Problem) -> Answer {
    let decision = try Deciding.decision(call.given, source: .api, at: call.now)
    let act = try await Deciding.decide(call.given.texts("findings"), decision, call)
    return .json(act, FindingShapes.act, status: act.proposal == nil ? .ok : .accepted)
  }

  private static func assign(_ call: Call) async throws(Problem) -> Answer {
    .json(
      try await Deciding.assign(
        call.given.texts("findings"), to: call.given.text("owner"), call), FindingShapes.act)
  }

  private static func undo(_ call: Call) async throws(Problem) -> Answer {
    .json(try await Deciding.undo(call.parameter("batch"), call), FindingShapes.act)
  }
}

extension Call {
  /// Refuses to act on what has changed since the asker saw it (RFC 9110, section 13.1.1).
  func requireMatch(_ tag: String) throws(Problem) {
    guard let wanted = headers[.ifMatch], wanted != "*" else { return }
    guard
      wanted.split(separator: ",").contains(where: {
        $0.trimmingPrefix(while: \.isWhitespace) == tag
      })
    else {
      throw Problem(
        .preconditionFailed, "changed", "Somebody changed it since you saw it", "read it again")
    }
  }
}
