import ShrikeModel

/// What is known of some findings before a scan changes it: their spans in all lanes, severity, last facts.
struct LaneLives {
  private var known: [String: Known] = [:]

  private struct Known {
    var spans: [(lane: String, span: Span)] = []
    var prints: [String: FindingPrint] = [:]
    var factsRank = Rank(-1)
    var weight: Int64 = 4
    var title = ""
    var rule = ""
    var path = ""
  }

  /// So many ids go into one question.
  private static let chunk = 200

  init() {}

  init(
    _ connection: any SQLConnection, _ org: String, _ ids: [String]
  ) throws(LedgerError) {
    guard !ids.isEmpty else { return }
    known.reserveCapacity(ids.count)
    let marks = Array(repeating: "?", count: Self.chunk).joined(separator: ", ")
    var from = 0
    while from < ids.count {
      var part = Array(ids[from..<min(from + Self.chunk, ids.count)])
      from += Self.chunk
      // One statement for all, also the last.
      while part.count < Self.chunk, let last = part.last { part.append(last) }
      let values = [SQLValue.text(org)] + part.map { .text($0) }
      try connection.rows(
        """
        SELECT id, facts_rank, weight, title, rule, path FROM finding
        WHERE org_id = ? AND id IN (\(marks))
        """, values
      ) { row in
        var one = Known()
        one.factsRank = Rank(row.int(1))
        one.weight = row.int(2)
        one.title = row.text(3)
        one.rule = row.text(4)
        one.path = row.text(5)
        known[row.text(0)] = one
      }
      try connection.rows(
        """
        SELECT finding, lane, from_rank, missed_rank, gone_rank, print, family FROM sighting
        WHERE org_id = ? AND finding IN (\(marks)) ORDER BY finding, lane, from_rank
        """, values
      ) { row in
        let span = Span(
          from: Rank(row.int(2)), missed: row.optionalInt(3).map { Rank($0) },
          gone: row.optionalInt(4).map { Rank($0) })
        known[row.text(0), default: Known()].spans.append((row.text(1), span))
        known[row.text(0)]?.prints[row.text(1)] = FindingPrint(
          whole: row.int(5), family: row.int(6))
      }
    }
  }

  func spans(_ id: String) -> [(lane: String, span: Span)] { known[id]?.spans ?? [] }
  /// The scan that last said what it is.
  func factsRank(_ id: String) -> Rank { known[id]?.factsRank ?? Rank(-1) }
  /// Whether full-text search must learn the finding anew.
  func isReworded(_ id: String, _ facts: FindingFacts) -> Bool {
    guard let one = known[id] else { return true }
    return one.title != facts.title || one.rule != facts.rule || one.path != facts.path
  }
  func weight(_ id: String) -> Int64 { known[id]?.weight ?? 4 }
  func print(_ id: String, _ lane: String) -> FindingPrint {
    known[id]?.prints[lane] ?? FindingPrint(whole: 0, family: 0)
  }
}

/// All findings that a tool's part ever had in an asset, as matching sees them.
struct MatchCandidates {
  private(set) var ids: [String] = []
  private(set) var list: [MatchCandidate] = []

  /// Their places are those of the lane; of findings that do not stand in it, those of any other.
  init(
    _ connection: any SQLConnection, _ org: String, asset: String, tool: String, part: String,
    lane: String
  ) throws(LedgerError) {
    var positions: [String: Int] = [:]
    var isOfLane: [Bool] = []
    var lines: [(String, MatchCandidate, Bool)] = []
    try connection.rows(
      """
      SELECT finding.id, finding.rule, finding.kind, finding.identity, finding.scheme,
        occurrence.path, occurrence.line, occurrence.code, occurrence.context,
        occurrence.scope, occurrence.lane
      FROM finding JOIN occurrence
        ON occurrence.org_id = finding.org_id AND occurrence.finding = finding.id
        AND occurrence.ordinal = 0
      WHERE finding.org_id = ? AND finding.asset = ? AND finding.tool = ? AND finding.part = ?
      ORDER BY finding.number, occurrence.lane
      """, [.text(org), .text(asset), .text(tool), .text(part)]
    ) { row in
      let candidate = MatchCandidate(
        rule: row.text(1),
        key: MatchCandidate.key(
          kind: row.text(2), identity: row.text(3), scheme: row.text(4), code: row.text(7)),
        path: row.text(5), line: Int(row.int(6)), code: row.text(7), context: row.text(8),
        scope: row.text(9))
      lines.append((row.text(0), candidate, row.text(10) == lane))
    }
    for (id, candidate, isHere) in lines {
      if let position = positions[id] {
        if isHere, !isOfLane[position] {
          list[position] = candidate
          isOfLane[position] = true
        }
        continue
      }
      positions[id] = ids.count
      ids.append(id)
      list.append(candidate)
      isOfLane.append(isHere)
    }
  }

  mutating func remove(_ gone: Set<String>) {
    guard !gone.isEmpty else { return }
    let kept = ids.indices.filter { !gone.contains(ids[$0]) }
    list = kept.map { list[$0] }
    ids = kept.map { ids[$0] }
  }

  /// Moves some to the front: where two are equally likely they are meant.
  mutating func put(first: Set<String>) {
    let order =
      ids.indices.filter { first.contains(ids[$0]) }
      + ids.indices.filter { !first.contains(ids[$0]) }
    list = order.map { list[$0] }
    ids = order.map { ids[$0] }
  }
}

extension MatchCandidate {
  /// What a finding is by itself: nothing for lines of code, whose identity is made of what matching knows better.
  static func key(kind: String, identity: String, scheme: String, code: String) -> String {
    kind == Finding.Subject.code.kind && !code.isEmpty ? "" : "\(scheme):\(identity)"
  }

  init(_ finding: Finding) {
    let place = finding.places.first.map { PlaceFacts($0, finding) }
    self.init(
      rule: finding.rule,
      key: Self.key(
        kind: finding.subject.kind, identity: finding.identity.value,
        scheme: finding.identity.scheme, code: place?.code ?? ""),
      path: place?.path ?? "", line: Int(place?.line ?? 0), code: place?.code ?? "",
      context: place?.context ?? "", scope: place?.scope ?? "")
  }
}

extension FindingPrint {
  init(whole: Int64, family: Int64) {
    self.whole = whole
    self.family = family
  }
}
