import ShrikeModel

/// A scan as lists show it.
public struct ScanRow: Sendable, Hashable {
  public var id: String
  public var asset: String
  public var ref: String
  public var commit: String?
  public var tool: String
  public var toolVersion: String
  public var ruleset: String
  public var scope: String
  /// When it was made, and when it came here.
  public var time: Timestamp
  public var received: Timestamp
  public var isComplete: Bool
  public var findings: Int
  /// What ran and what did not, as JSON.
  public var coverage: String

  static let columns = """
    scan.id, asset.name, scan.ref, scan.commit_id, scan.tool, scan.tool_version, scan.ruleset,
      scan.scope, scan.time, scan.received, scan.complete, scan.findings, scan.coverage
    """
  static let source = "scan JOIN asset ON asset.org_id = scan.org_id AND asset.id = scan.asset"

  init(_ row: SQLRow) {
    id = row.text(0)
    asset = row.text(1)
    ref = row.text(2)
    commit = row.optionalText(3)
    tool = row.text(4)
    toolVersion = row.text(5)
    ruleset = row.text(6)
    scope = row.text(7)
    time = row.time(8)
    received = row.time(9)
    isComplete = row.int(10) == 1
    findings = Int(row.int(11))
    coverage = row.text(12)
  }
}

/// How the findings of one scan differ from another's.
public struct ScanDiff: Sendable, Hashable {
  /// The worst of those that only this scan has, and how many there are in all.
  public var new: [FindingRow]
  public var newCount: Int
  /// The same of those that only the other one has.
  public var gone: [FindingRow]
  public var goneCount: Int
  /// In both.
  public var same: Int

  /// The counts default to those of the rows.
  public init(
    new: [FindingRow], newCount: Int? = nil, gone: [FindingRow], goneCount: Int? = nil, same: Int
  ) {
    self.new = new
    self.newCount = newCount ?? new.count
    self.gone = gone
    self.goneCount = goneCount ?? gone.count
    self.same = same
  }
}

extension Ledger {
  /// Scans, the last made first. `before`: go on after the last one of the page before.
  public func scans(
    asset: String? = nil, ref: String? = nil, before: ScanRow? = nil, limit: Int = 50
  ) throws(LedgerError) -> [ScanRow] {
    var parts = [SQLCondition("scan.org_id = ?", [.text(org)])]
    if let asset { parts.append(SQLCondition("asset.name = ?", [.text(asset)])) }
    if let ref { parts.append(SQLCondition("scan.ref = ?", [.text(ref)])) }
    if let before {
      parts.append(
        SQLCondition("(scan.time, scan.id) < (?, ?)", [SQLValue(before.time), .text(before.id)]))
    }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT \(ScanRow.columns) FROM \(ScanRow.source) WHERE \(condition.text)
        ORDER BY scan.time DESC, scan.id DESC LIMIT \(max(1, min(limit, Self.longestPage)))
        """, condition.values
      ).map { ScanRow($0) }
    }
  }

  /// A scan by its id; nil: there is none.
  public func scan(_ id: String) throws(LedgerError) -> ScanRow? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT \(ScanRow.columns) FROM \(ScanRow.source) WHERE scan.org_id = ? AND scan.id = ?",
        [.text(org), .text(id)]
      ).map { ScanRow($0) }
    }
  }

  /// What `scan` has that `base` does not, and the other way round, at most `limit` rows of each, the worst first. Both
  /// must be known; nil: compared with nothing.
  public func scanDiff(
    from base: String?, to scan: String, limit: Int = longestPage, at now: Timestamp
  ) throws(LedgerError) -> ScanDiff {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let before = try base.map { id throws(LedgerError) in try findings(of: id, connection) } ?? []
      let after = try findings(of: scan, connection)
      let (new, gone) = (after.subtracting(before), before.subtracting(after))
      return ScanDiff(
        new: try worst(new, of: scan, limit, connection, now), newCount: new.count,
        gone: try worst(gone, of: base ?? scan, limit, connection, now), goneCount: gone.count,
        same: after.count - new.count)
    }
  }

  /// What a scan found, the worst first, each with what else is known of it as JSON.
  public func findings(
    ofScan scan: String, limit: Int = 1_000, at now: Timestamp
  ) throws(LedgerError) -> [(row: FindingRow, detail: String)] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let ids = try findings(of: scan, connection)
      let shown = try worst(ids, of: scan, limit, connection, now)
      var details: [String: String] = [:]
      for start in stride(from: 0, to: shown.count, by: 500) {
        let condition = Self.chosen(
          shown[start..<min(shown.count, start + 500)].map(\.id), "finding.id")
        try connection.rows(
          "SELECT id, detail FROM finding WHERE finding.org_id = ? AND \(condition.text)",
          [.text(org)] + condition.values
        ) { details[$0.text(0)] = $0.text(1) }
      }
      return shown.map { ($0, details[$0.id] ?? "{}") }
    }
  }

  private func findings(
    of scan: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> Set<String> {
    guard
      try connection.row(
        "SELECT 1 FROM scan WHERE org_id = ? AND id = ?", [.text(org), .text(scan)]) != nil
    else { throw LedgerError(.notFound, "there is no scan '\(scan)'") }
    // Its lanes first: both databases know an index from a lane to what was seen in it.
    let passes = try connection.rows(
      """
      SELECT pass.lane, pass.rank FROM scan
      JOIN lane ON lane.org_id = scan.org_id AND lane.asset = scan.asset AND lane.tool = scan.tool
      JOIN pass ON pass.org_id = scan.org_id AND pass.lane = lane.id AND pass.rank = scan.rank
        AND pass.scan = scan.id
      WHERE scan.org_id = ? AND scan.id = ?
      """, [.text(org), .text(scan)])
    var ids: Set<String> = []
    for pass in passes {
      let rank = SQLValue.integer(pass.int(1))
      try connection.rows(
        """
        SELECT finding FROM sighting {by-lane}
        WHERE org_id = ? AND lane = ? AND from_rank <= ?
          AND (missed_rank IS NULL OR missed_rank > ?) AND (gone_rank IS NULL OR gone_rank > ?)
        """, [.text(org), .text(pass.text(0)), rank, rank, rank]
      ) { ids.insert($0.text(0)) }
    }
    return ids
  }

  /// So many rows are read to find the worst of them; of more, an index tells which those are.
  private static let fewFindings = 500

  private func worst(
    _ ids: Set<String>, of scan: String, _ limit: Int, _ connection: any SQLConnection,
    _ now: Timestamp
  ) throws(LedgerError) -> [FindingRow] {
    guard ids.count > Self.fewFindings else {
      let rows = try findings(ids: ids.sorted(), connection, at: now)
      return Array(
        rows.sorted { ($1.severity, $0.id) < ($0.severity, $1.id) }.prefix(max(0, limit)))
    }
    var byWeight: [[String]] = Array(repeating: [], count: Severity.allCases.count)
    try connection.rows(
      """
      SELECT weight, id FROM finding WHERE org_id = ? AND asset =
        (SELECT asset FROM scan WHERE org_id = ? AND id = ?)
      """, [.text(org), .text(org), .text(scan)]
    ) { row in
      let id = row.text(1)
      // A file that was altered by hand may hold any number.
      let weight = min(max(0, row.int(0)), Int64(byWeight.count - 1))
      if ids.contains(id) { byWeight[Int(weight)].append(id) }
    }
    var shown: [String] = []
    for some in byWeight where shown.count < limit {
      shown += some.sorted().prefix(limit - shown.count)
    }
    return try findings(ids: shown, connection, at: now)
  }
}
