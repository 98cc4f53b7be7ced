/// An event for people: what was done to what.
public struct LogLine: Sendable, Hashable {
  public var entry: LogEntry
  /// A sentence without its subject: `risk accepted until 2027-03-01`; empty where the verb says it all.
  public var text: String
  /// The number of the finding it is about.
  public var finding: Int64?
}

extension Ledger {
  /// So many events before a place are looked through at once.
  public static let logWindow: Int64 = 20_000

  /// Events, the last first, of those before `seq`; and where to go on, nil at the beginning of the log.
  ///
  /// `actor`, `verb`: only theirs; a verb may be cut short. A rare one is searched for in `logWindow` events at a
  /// time, so that a page never costs the whole log.
  public func logLines(
    before seq: Int64? = nil, actor: String? = nil, verb: String? = nil, limit: Int = 50
  ) throws(LedgerError) -> (lines: [LogLine], next: Int64?) {
    let limit = max(1, min(limit, Self.longestPage))
    let end = try min(seq ?? .max, logSize())
    let start = max(0, end - Self.logWindow)
    var parts = [
      SQLCondition(
        "event.org_id = ? AND event.seq < ? AND event.seq >= ?",
        [.text(org), .integer(end), .integer(start)])
    ]
    if let actor { parts.append(SQLCondition("event.actor = ?", [.text(actor)])) }
    if let verb {
      // Verbs hold no more than letters, points and dashes, so the range is what begins with it.
      parts.append(
        SQLCondition(
          "event.verb >= ? AND event.verb < ?", [.text(verb), .text(verb + "\u{FFFD}")]))
    }
    let condition = SQLCondition.all(parts)
    let lines = try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT event.seq, event.at, event.actor, event.verb, event.subject, event.bytes,
          event.leaf, finding.number
        FROM event LEFT JOIN finding
          ON finding.org_id = event.org_id AND finding.id = event.subject
        WHERE \(condition.text) ORDER BY event.seq DESC LIMIT \(limit)
        """, condition.values
      ).map { row in
        let entry = LogEntry(
          seq: row.int(0), at: row.time(1), actor: row.text(2), verb: row.text(3),
          subject: row.text(4), bytes: row.blob(5), leaf: row.blob(6))
        return LogLine(
          entry: entry, text: Event(entry.bytes).map { TimelineEntry($0).text } ?? "",
          finding: row.optionalInt(7))
      }
    }
    let last = lines.count == limit ? lines.last?.entry.seq ?? start : start
    return (lines, last > 0 ? last : nil)
  }

  /// Who published each of these scans.
  public func publishers(of scans: [String]) throws(LedgerError) -> [String: String] {
    guard !scans.isEmpty else { return [:] }
    let marks = scans.map { _ in "?" }.joined(separator: ", ")
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var actors: [String: String] = [:]
      try connection.rows(
        """
        SELECT subject, actor FROM event
        WHERE org_id = ? AND subject IN (\(marks)) AND verb = 'scan.published'
        """, [.text(org)] + scans.map { .text($0) }
      ) { actors[$0.text(0)] = $0.text(1) }
      return actors
    }
  }
}
