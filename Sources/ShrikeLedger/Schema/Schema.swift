/// The tables of the ledger. `event` and `checkpoint` are the truth; all others are made from the events and
/// can be made again (`Ledger.rebuild`).
///
/// Times are milliseconds since 1970. A scan's `rank` orders the scans of a lane: its time and, for the same
/// time, its input (`Rank`). Flags are 0 and 1.
enum Schema {
  typealias Column = Table.Column

  // MARK: the truth

  /// What happened, in order: `bytes` is the canonical JSON, `leaf` its RFC 9162 hash. The other columns repeat
  /// what the bytes say, for looking things up.
  static let event = Table(
    "event", key: ["org_id", "seq"],
    [
      Column("org_id", .text), Column("seq", .integer), Column("at", .integer),
      Column("actor", .text), Column("verb", .text), Column("subject", .text),
      Column("bytes", .blob), Column("leaf", .blob),
    ])
  /// Signed tree heads: after `size` events the root was this.
  static let checkpoint = Table(
    "checkpoint", key: ["org_id", "size"],
    [
      Column("org_id", .text), Column("size", .integer), Column("root", .blob),
      Column("at", .integer), Column("note", .text),
    ])

  // MARK: who and what

  static let org = Table(
    "org", key: ["id"],
    [
      Column("id", .text), Column("number", .integer), Column("name", .text),
      Column("created", .integer),
    ])
  /// How far the log is: its size, the roots of its complete subtrees, and the last finding's number.
  static let log = Table(
    "log", key: ["org_id"],
    [
      Column("org_id", .text), Column("size", .integer), Column("frontier", .blob),
      Column("findings", .integer),
    ])
  static let person = Table(
    "person", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("name", .text),
      Column("email", .text, isOptional: true), Column("active", .integer),
    ])
  static let team = Table(
    "team", key: ["org_id", "id"],
    [Column("org_id", .text), Column("id", .text), Column("name", .text)])
  static let membership = Table(
    "membership", key: ["org_id", "person", "team", "role", "scope"],
    [
      Column("org_id", .text), Column("person", .text), Column("team", .text),
      Column("role", .text), Column("scope", .text),
    ])
  static let product = Table(
    "product", key: ["org_id", "id"],
    [Column("org_id", .text), Column("id", .text), Column("name", .text)])
  static let asset = Table(
    "asset", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("name", .text), Column("kind", .text),
      Column("product", .text, isOptional: true), Column("criticality", .text, isOptional: true),
      Column("exposure", .text, isOptional: true), Column("data_class", .text, isOptional: true),
      Column("owner", .text, isOptional: true), Column("created", .integer),
    ])

  // MARK: what was seen

  static let rule = Table(
    "rule", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("title", .text),
      Column("digest", .text), Column("body", .text),
    ])
  /// Scans that can be compared: of one asset, ref, tool, part of the tool and path scope.
  static let lane = Table(
    "lane", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("asset", .text), Column("ref", .text),
      Column("tool", .text), Column("part", .text), Column("scope", .text),
      Column("retired", .integer, isOptional: true),
    ])
  static let scan = Table(
    "scan", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("asset", .text), Column("ref", .text),
      Column("commit_id", .text, isOptional: true), Column("tool", .text),
      Column("tool_version", .text), Column("ruleset", .text), Column("input", .text),
      Column("scope", .text), Column("rank", .integer), Column("time", .integer),
      Column("received", .integer), Column("complete", .integer), Column("findings", .integer),
      Column("coverage", .text),
    ])
  /// What a scan says of one lane.
  static let pass = Table(
    clustered: "pass", key: ["org_id", "lane", "rank"],
    [
      Column("org_id", .text), Column("lane", .text), Column("rank", .integer),
      Column("scan", .text), Column("complete", .integer), Column("findings", .integer),
    ])
  static let finding = Table(
    "finding", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("number", .integer),
      Column("slot", .integer), Column("asset", .text), Column("tool", .text),
      Column("part", .text), Column("rule", .text), Column("kind", .text), Column("title", .text),
      // 0 for critical to 4 for info: the worst come first.
      Column("weight", .integer), Column("confidence", .text), Column("identity", .text),
      Column("scheme", .text), Column("path", .text), Column("line", .integer),
      Column("detail", .text), Column("cwe", .text),
      Column("owner", .text, isOptional: true), Column("due", .integer),
      Column("observed", .text), Column("state", .text),
      Column("state_until", .integer, isOptional: true),
      Column("decision", .text, isOptional: true),
      Column("decision_kind", .text, isOptional: true),
      Column("decision_until", .integer, isOptional: true),
      Column("waived", .text, isOptional: true), Column("waived_until", .integer, isOptional: true),
      Column("first_seen", .integer), Column("opened_at", .integer),
      Column("closed_at", .integer, isOptional: true), Column("facts_rank", .integer),
    ])
  /// Where a finding stands, or last stood, in a lane. `ordinal` 0 is the primary place.
  static let occurrence = Table(
    clustered: "occurrence", key: ["org_id", "finding", "lane", "ordinal"],
    [
      Column("org_id", .text), Column("finding", .text), Column("lane", .text),
      Column("ordinal", .integer), Column("scan", .text), Column("path", .text),
      Column("line", .integer), Column("code", .text), Column("context", .text),
      Column("marks", .text), Column("scope", .text), Column("place", .text),
    ])
  /// From which scan of a lane to which a finding was in it. `missed_rank`: since then the scans were incomplete
  /// and without it; `gone_rank`: the complete scan that no longer had it.
  static let sighting = Table(
    clustered: "sighting", key: ["org_id", "finding", "lane", "from_rank"],
    [
      Column("org_id", .text), Column("finding", .text), Column("lane", .text),
      Column("from_rank", .integer), Column("missed_rank", .integer, isOptional: true),
      Column("gone_rank", .integer, isOptional: true), Column("print", .integer),
      // The version of the matching that knew it; 0 where it was new.
      Column("family", .integer), Column("matched_by", .integer),
    ])

  // MARK: what people said

  static let decision = Table(
    "decision", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("finding", .text),
      Column("kind", .text), Column("until_time", .integer, isOptional: true),
      Column("reason", .text), Column("owner", .text, isOptional: true), Column("source", .text),
      Column("actor", .text), Column("at", .integer), Column("batch", .text, isOptional: true),
      Column("ended", .integer, isOptional: true),
    ])
  static let comment = Table(
    "comment", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("finding", .text),
      Column("author", .text), Column("at", .integer), Column("body", .text),
    ])
  static let ticket = Table(
    "ticket", key: ["org_id", "id"],
    [
      Column("org_id", .text), Column("id", .text), Column("finding", .text),
      Column("system", .text), Column("reference", .text), Column("url", .text),
      Column("status", .text), Column("at", .integer),
    ])
  static let link = Table(
    "link", key: ["org_id", "source", "kind", "target"],
    [
      Column("org_id", .text), Column("source", .text), Column("kind", .text),
      Column("target", .text), Column("at", .integer),
    ])
  /// What happened on a day (UTC, days since 1970), by asset and severity.
  static let daily = Table(
    clustered: "daily", key: ["org_id", "day", "asset", "weight"],
    [
      Column("org_id", .text), Column("day", .integer), Column("asset", .text),
      Column("weight", .integer), Column("opened", .integer), Column("reopened", .integer),
      Column("closed", .integer),
    ])

  static let truth = [event, checkpoint]
  static let projections = [
    org, log, person, team, membership, product, asset, rule, lane, scan, pass, finding,
    occurrence, sighting, decision, comment, ticket, link, daily,
  ]

  /// What the queue, pages and publishing look things up by.
  static let indices = [
    "CREATE INDEX event_subject ON event (org_id, subject, seq)",
    "CREATE UNIQUE INDEX asset_name ON asset (org_id, name)",
    "CREATE UNIQUE INDEX lane_path ON lane (org_id, asset, tool, part, ref, scope)",
    "CREATE INDEX scan_input ON scan (org_id, asset, input)",
    "CREATE INDEX scan_time ON scan (org_id, time, id)",
    "CREATE UNIQUE INDEX finding_slot ON finding (slot)",
    "CREATE INDEX finding_queue ON finding (org_id, state, weight, due, id)",
    "CREATE INDEX finding_all ON finding (org_id, weight, due, id)",
    "CREATE INDEX finding_new ON finding (org_id, state, id)",
    "CREATE INDEX finding_identity ON finding (org_id, identity)",
    "CREATE INDEX finding_owner ON finding (org_id, owner, state, weight, due, id) WHERE owner IS NOT NULL",
    "CREATE INDEX finding_asset ON finding (org_id, asset, state, weight, due, id)",
    "CREATE INDEX finding_until ON finding (org_id, state_until) WHERE state_until IS NOT NULL",
    "CREATE INDEX sighting_lane ON sighting (org_id, lane, gone_rank)",
    "CREATE INDEX decision_finding ON decision (org_id, finding)",
    "CREATE INDEX decision_batch ON decision (org_id, batch)",
    "CREATE INDEX comment_finding ON comment (org_id, finding, at)",
    "CREATE INDEX ticket_finding ON ticket (org_id, finding)",
    "CREATE INDEX link_target ON link (org_id, target)",
  ]
}
