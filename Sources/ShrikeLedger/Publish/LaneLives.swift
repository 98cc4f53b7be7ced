import ShrikeModel

/// What is known of some findings before a scan changes it: their spans in all lanes, severity, last facts.
struct LaneLives {
  private var known: [String: Known] = [:]

  private struct Known {
    var spans: [(lane: String, span: Span)] = []
    var prints: [String: FindingPrint] = [:]
    var factsRank = Rank(-1)
    var weight: Int64 = 4
    var isExploited = false
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
        SELECT id, facts_rank, weight, title, rule, path,
          CASE WHEN \(FindingFacts.exploited) THEN 1 ELSE 0 END
        FROM finding
        WHERE org_id = ? AND id IN (\(marks))
        """, values
      ) { row in
        var one = Known()
        one.factsRank = Rank(row.int(1))
        one.weight = row.int(2)
        one.title = row.text(3)
        one.rule = row.text(4)
        one.path = row.text(5)
        one.isExploited = row.int(6) == 1
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
  func isExploited(_ id: String) -> Bool { known[id]?.isExploited ?? false }
  func print(_ id: String, _ lane: String) -> FindingPrint {
    known[id]?.prints[lane] ?? FindingPrint(whole: 0, family: 0)
  }
}

extension FindingPrint {
  init(whole: Int64, family: Int64) {
    self.whole = whole
    self.family = family
  }
}
