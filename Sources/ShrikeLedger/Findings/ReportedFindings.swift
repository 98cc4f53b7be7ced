public import ShrikeModel
import ShrikeText

/// Findings whole, with the rules that they name: what reports are written from.
public struct ReportedFindings: Sendable {
  /// In the order of the queue. What was decided about them stands in their waivers.
  public var findings: [Finding] = []
  public var rules: [RuleInfo] = []
}

extension Ledger {
  /// Findings that fit a question and still stand; nil where more than `limit` do.
  ///
  /// Where the question does not name a state, open ones and those that somebody settled are meant.
  public func reported(
    _ query: FindingQuery, limit: Int, at now: Timestamp
  ) throws(LedgerError) -> ReportedFindings? {
    var query = query
    if !query.namesState {
      query.terms.append(
        FindingQuery.Term(
          field: .state, values: [.text(FindingState.fixed.rawValue)], isNegated: true))
    }
    if query.states?.contains(FindingState.fixed.rawValue) ?? true {
      throw LedgerError(
        .input, "a report holds what still stands, and the question asks for what is fixed",
        help: "take 'fixed' and 'any' out of the states")
    }
    var reported = ReportedFindings()
    var cursor: String?
    var rules: Set<String> = []
    repeat {
      let page = try findings(query, cursor: cursor, limit: Self.longestPage, at: now)
      guard reported.findings.count + page.rows.count <= limit else { return nil }
      let wholes = try database.read {
        (connection: any SQLConnection) throws(LedgerError) in
        try WholeFindings(page.rows, org, connection, at: now).findings
      }
      reported.findings += wholes
      rules.formUnion(page.rows.map(\.rule))
      cursor = page.next
    } while cursor != nil
    reported.rules = try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows("SELECT id, body FROM rule WHERE org_id = ? ORDER BY id", [.text(org)])
    }.compactMap { row in
      guard rules.contains(row.text(0)) else { return nil }
      return CanonicalJSON(Array(row.text(1).utf8)).flatMap { RuleInfo(row.text(0), $0) }
    }
    return reported
  }
}

/// A page of findings with their places and what was decided, in three questions whatever their number.
private struct WholeFindings {
  private(set) var findings: [Finding] = []

  init(
    _ rows: [FindingRow], _ org: String, _ connection: any SQLConnection, at now: Timestamp
  ) throws(LedgerError) {
    guard !rows.isEmpty else { return }
    let marks = Array(repeating: "?", count: rows.count).joined(separator: ", ")
    let ids = [SQLValue.text(org)] + rows.map { .text($0.id) }
    var facts: [String: (json: CanonicalJSON, scheme: String)] = [:]
    try connection.rows(
      "SELECT id, detail, scheme FROM finding WHERE org_id = ? AND id IN (\(marks))", ids
    ) { row in
      facts[row.text(0)] = (CanonicalJSON(Array(row.text(1).utf8)) ?? .null, row.text(2))
    }
    let places = try Self.places(marks, ids, connection)
    let decisions = try Self.decisions(marks, ids, connection, at: now)
    for row in rows {
      guard let (json, scheme) = facts[row.id] else { continue }
      var finding = Finding(row, json, scheme: scheme, places: places[row.id] ?? [])
      if row.state != .open {
        finding.waivers = decisions[row.id].map { [$0] } ?? json.list("waivers").map { Waiver($0) }
        // Whoever is told wrongly of a weak package is not affected by it.
        if row.state == .notAffected || finding.packageIsMisjudged(row.state) {
          finding.waivers = finding.waivers.map { waiver in
            var waiver = waiver
            if waiver.source == .decision { waiver.source = .vex }
            return waiver
          }
        }
      }
      findings.append(finding)
    }
  }

  /// Each place once, however many branches it stands in; those where it no longer stands only where it stands nowhere.
  private static func places(
    _ marks: String, _ ids: [SQLValue], _ connection: any SQLConnection
  ) throws(LedgerError) -> [String: [Place]] {
    var places: [String: [Place]] = [:]
    var present: [String: Bool] = [:]
    try connection.rows(
      """
      SELECT occurrence.finding, occurrence.path, occurrence.line, occurrence.code, occurrence.place,
        (
          SELECT COUNT(*) FROM sighting
          WHERE sighting.org_id = occurrence.org_id AND sighting.finding = occurrence.finding
          AND sighting.lane = occurrence.lane AND sighting.gone_rank IS NULL) AS present,
        occurrence.context
      FROM occurrence WHERE occurrence.org_id = ? AND occurrence.finding IN (\(marks))
      ORDER BY occurrence.finding, present DESC, occurrence.lane, occurrence.ordinal
      """, ids
    ) { row in
      let (id, stands) = (row.text(0), row.int(5) != 0)
      if present[id] == nil { present[id] = stands }
      guard present[id] == stands else { return }
      let rest = CanonicalJSON(Array(row.text(4).utf8)) ?? .null
      let place = Place(
        row.text(1), line: Int(row.int(2)), code: row.text(3), context: row.text(6), rest)
      if places[id]?.contains(place) != true { places[id, default: []].append(place) }
    }
    return places
  }

  /// Decisions that hold, as waivers.
  private static func decisions(
    _ marks: String, _ ids: [SQLValue], _ connection: any SQLConnection, at now: Timestamp
  ) throws(LedgerError) -> [String: Waiver] {
    var waivers: [String: Waiver] = [:]
    try connection.rows(
      """
      SELECT finding, kind, until_time, reason, owner, actor FROM decision
      WHERE org_id = ? AND finding IN (\(marks)) AND ended IS NULL ORDER BY at, id
      """, ids
    ) { row in
      let until = row.optionalTime(2)
      guard let state = FindingState(rawValue: row.text(1)), state != .open,
        until.map({ $0 > now }) ?? true
      else {
        waivers[row.text(0)] = nil
        return
      }
      waivers[row.text(0)] = Waiver(
        scope: .finding, source: .decision,
        reason: state == .falsePositive ? "false positive: \(row.text(3))" : row.text(3),
        owner: row.optionalText(4) ?? row.text(5),
        // It ends at a midnight: the day before is the last one it holds.
        until: until.map { Timestamp(milliseconds: $0.milliseconds - 1).date })
    }
    return waivers
  }
}

extension Finding {
  fileprivate init(_ row: FindingRow, _ json: CanonicalJSON, scheme: String, places: [Place]) {
    self.init(
      rule: row.rule, severity: row.severity, statedSeverity: json.text("statedSeverity"),
      confidence: Confidence(rawValue: row.confidence) ?? .medium, message: row.title,
      identity: Identity(value: row.identity, scheme: scheme),
      places: places.isEmpty
        ? [Place(row.path, line: row.line, code: "", context: "", .null)] : places,
      related: json.list("related").map { place in
        Place(
          place.text("path") ?? "", line: Int(place.int("line") ?? 0),
          code: place.text("code") ?? "", context: place.text("context") ?? "",
          place["rest"] ?? .null)
      },
      evidence: json.text("evidence"), taxonomies: json.taxonomies, remedy: json.text("remedy"))
    subject = Subject(kind: row.kind, json["subject"])
    if case .sorted(let members) = json["properties"] {
      for member in members { properties[member.name] = Property(member.value) }
    }
  }
}

extension Finding {
  fileprivate func packageIsMisjudged(_ state: FindingState) -> Bool {
    guard state == .falsePositive else { return false }
    return switch subject {
    case .package, .image: true
    default: false
    }
  }
}

extension Place {
  /// `rest`: as `PlaceFacts` keeps it.
  fileprivate init(
    _ path: String, line: Int, code: String, context: String, _ rest: CanonicalJSON
  ) {
    func number(_ name: String) -> Int? { rest.int(name).map { Int($0) } }
    self.init(path: path)
    if line > 0 { start = SourcePosition(line: line, column: number("column") ?? 1) }
    if let endLine = number("endLine") {
      end = SourcePosition(line: endLine, column: number("endColumn") ?? 1)
    }
    if let from = number("from"), let to = number("to"), from <= to { range = ByteRange(from, to) }
    if !code.isEmpty {
      snippet = Snippet(text: code, column: number("mark") ?? 1, length: number("length") ?? 0)
    }
    if !context.isEmpty { lineHash = context }
    note = rest.text("note")
    if let id = rest.text("commit") {
      commit = CommitInfo(
        id: id, author: rest.text("author") ?? "", email: "", date: rest.text("committed") ?? "",
        message: "")
    }
  }
}

extension Waiver {
  fileprivate init(_ json: CanonicalJSON) {
    self.init(
      scope: json.text("scope").flatMap(Scope.init(rawValue:)) ?? .finding,
      source: json.text("source").flatMap(Source.init(rawValue:)) ?? .decision,
      origin: json.text("origin"), reason: json.text("reason"), owner: json.text("owner"),
      ticket: json.text("ticket"), until: json.text("until"))
  }
}

extension Property {
  fileprivate init?(_ json: CanonicalJSON) {
    switch json {
    case .string(let text): self = .text(text)
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .bool(let flag): self = .flag(flag)
    case .array(let list): self = .list(list.compactMap(\.string))
    case .null, .sorted: return nil
    }
  }
}

extension RuleInfo {
  /// Reads back what the ledger keeps of a rule.
  fileprivate init?(_ id: String, _ json: CanonicalJSON) {
    guard let title = json.text("title"), let engine = json.text("engine") else { return nil }
    self.init(
      id: id, title: title, why: json.text("why"), remedy: json.text("remedy"),
      severity: json.text("severity").flatMap(Severity.init(rawValue:)) ?? .medium,
      statedSeverity: json.text("statedSeverity"),
      confidence: json.text("confidence").flatMap(Confidence.init(rawValue:)) ?? .medium,
      engine: engine, tags: json.list("tags").compactMap(\.string), taxonomies: json.taxonomies,
      aliases: json.list("aliases").compactMap(\.string),
      documentation: json.text("documentation"))
  }
}

extension CanonicalJSON {
  /// `CWE-79` is entry 79 of the catalogue CWE.
  fileprivate var taxonomies: [Taxonomy] {
    list("taxonomies").compactMap { entry in
      guard let text = entry.string, let dash = text.firstIndex(of: "-") else { return nil }
      return Taxonomy(String(text[..<dash]), String(text[text.index(after: dash)...]))
    }
  }
}
