import ShrikeText

/// One thing that happened. Events are only ever added; everything the ledger shows follows from them.
public struct Event: Sendable, Hashable {
  /// From 0, without gaps, within the organisation.
  public var seq: Int64
  public var org: String
  /// When the act took place, as its caller said.
  public var at: Timestamp
  /// A person's id, or what acted for one: `ci:main`, `cli`.
  public var actor: String
  /// `finding.opened`, `finding.decided`, …
  public var verb: String { body.verb }
  /// The id of what it is about.
  public var subject: String { body.subject }
  var body: EventBody

  /// What stands in the log and is hashed.
  var bytes: [UInt8] {
    CanonicalJSON.members([
      "actor": .string(actor), "at": .integer(at.milliseconds), "body": body.json,
      "org": .string(org), "seq": .integer(seq), "subject": .string(subject),
      "v": .integer(Self.version), "verb": .string(verb),
    ]).bytes
  }

  static let version: Int64 = 1

  init(seq: Int64, org: String, at: Timestamp, actor: String, body: EventBody) {
    self.seq = seq
    self.org = org
    self.at = at
    self.actor = actor
    self.body = body
  }

  /// Nil where the bytes are no event that this program knows.
  init?(_ bytes: [UInt8]) {
    guard let json = CanonicalJSON(bytes), json.int("v") == Self.version,
      let seq = json.int("seq"), let org = json.text("org"), let at = json.int("at"),
      let actor = json.text("actor"), let verb = json.text("verb"),
      let subject = json.text("subject"), let content = json["body"],
      let body = EventBody(verb, subject, content)
    else { return nil }
    self.init(
      seq: seq, org: org, at: Timestamp(milliseconds: at), actor: actor, body: body)
  }
}

/// What an event says. Every case holds the values *after* it, so that replaying asks nothing.
enum EventBody: Sendable, Hashable {
  case org(OrgAdded)
  /// A row of a small table as it is now: person, team, membership, product, asset, ticket, link.
  case put(RowPut)
  case rule(RuleStated)
  case scan(ScanPublished)
  case sighted(FindingSighted)
  case gone(FindingGone)
  case revised(FindingRevised)
  case decided(FindingDecided)
  case undone(DecisionUndone)
  case expired(DecisionExpired)
  case assigned(FindingAssigned)
  case commented(FindingCommented)
  case retired(LaneRetired)
  case retention(RetentionApplied)
  case deadlines(DeadlinesStated)
  case handles(HandlesPut)
  case members(MembersPut)

  var verb: String {
    switch self {
    case .org: "org.added"
    case .put(let put): "\(put.table).put"
    case .rule: "rule.stated"
    case .scan: "scan.published"
    case .sighted(let sighting): "finding.\(sighting.how.rawValue)"
    case .gone(let gone): gone.life.observed == .absent ? "finding.closed" : "finding.left"
    case .revised: "finding.revised"
    case .decided: "finding.decided"
    case .undone: "finding.decision-undone"
    case .expired: "finding.decision-expired"
    case .assigned: "finding.assigned"
    case .commented: "finding.commented"
    case .retired: "lane.retired"
    case .retention: "retention.applied"
    case .deadlines(let body): body.asset == nil ? Deadlines.verb : "deadlines.applied"
    case .handles: "handles.put"
    case .members: MembersPut.verb
    }
  }

  var subject: String {
    switch self {
    case .org(let body): body.id
    case .put(let body): body.id
    case .rule(let body): body.id
    case .scan(let body): body.id
    case .sighted(let body): body.finding
    case .gone(let body): body.finding
    case .revised(let body): body.finding
    case .decided(let body): body.finding
    case .undone(let body): body.finding
    case .expired(let body): body.finding
    case .assigned(let body): body.finding
    case .commented(let body): body.finding
    case .retired(let body): body.lane
    case .retention: "scans"
    case .deadlines(let body): body.asset ?? Deadlines.subject
    case .handles(let body): body.owner
    case .members(let body): body.team
    }
  }

  var json: CanonicalJSON {
    switch self {
    case .org(let body): body.json
    case .put(let body): body.json
    case .rule(let body): body.json
    case .scan(let body): body.json
    case .sighted(let body): body.json
    case .gone(let body): body.json
    case .revised(let body): body.json
    case .decided(let body): body.json
    case .undone(let body): body.json
    case .expired(let body): body.json
    case .assigned(let body): body.json
    case .commented(let body): body.json
    case .retired(let body): body.json
    case .retention(let body): body.json
    case .deadlines(let body): body.json
    case .handles(let body): body.json
    case .members(let body): body.json
    }
  }

  init?(_ verb: String, _ subject: String, _ json: CanonicalJSON) {
    let body: EventBody? =
      switch verb {
      case "org.added": OrgAdded(subject, json).map { .org($0) }
      case "rule.stated": RuleStated(subject, json).map { .rule($0) }
      case "scan.published": ScanPublished(subject, json).map { .scan($0) }
      case "finding.closed", "finding.left": FindingGone(subject, json).map { .gone($0) }
      case "finding.revised": FindingRevised(subject, json).map { .revised($0) }
      case "finding.decided": FindingDecided(subject, json).map { .decided($0) }
      case "finding.decision-undone": DecisionUndone(subject, json).map { .undone($0) }
      case "finding.decision-expired": DecisionExpired(subject, json).map { .expired($0) }
      case "finding.assigned": FindingAssigned(subject, json).map { .assigned($0) }
      case "finding.commented": FindingCommented(subject, json).map { .commented($0) }
      case "lane.retired": LaneRetired(subject, json).map { .retired($0) }
      case Deadlines.verb: DeadlinesStated(json).map { .deadlines($0) }
      case "deadlines.applied": DeadlinesStated(asset: subject, json).map { .deadlines($0) }
      case "handles.put": HandlesPut(subject, json).map { .handles($0) }
      case MembersPut.verb: MembersPut(subject, json).map { .members($0) }
      case "retention.applied": RetentionApplied(json).map { .retention($0) }
      case _ where verb.hasSuffix(".put"):
        RowPut(String(verb.dropLast(4)), subject, json).map { .put($0) }
      case _ where verb.hasPrefix("finding."):
        FindingSighted.How(rawValue: String(verb.dropFirst(8)))
          .flatMap { FindingSighted($0, subject, json) }.map { .sighted($0) }
      default: nil
      }
    guard let body else { return nil }
    self = body
  }
}
