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
  public var new: [FindingRow]
  public var gone: [FindingRow]
  /// In both.
  public var same: Int

  public init(new: [FindingRow], gone: [FindingRow], same: Int) {
    self.new = new
    self.gone = gone
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

  /// What `scan` has that `base` does not, and the other way round. Both must be known; nil: compared with nothing.
  public func scanDiff(
    from base: String?, to scan: String, at now: Timestamp
  ) throws(LedgerError) -> ScanDiff {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let before = try base.map { id throws(LedgerError) in try findings(of: id, connection) } ?? []
      let after = try findings(of: scan, connection)
      return ScanDiff(
        new: try rows(after.subtracting(before), connection, now),
        gone: try rows(before.subtracting(after), connection, now),
        same: before.intersection(after).count)
    }
  }

  /// What a scan found, the worst first, each with what else is known of it as JSON.
  public func findings(
    ofScan scan: String, limit: Int = 1_000, at now: Timestamp
  ) throws(LedgerError) -> [(row: FindingRow, detail: String)] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let ids = try findings(of: scan, connection).sorted()
      var rows: [(row: FindingRow, detail: String)] = []
      for start in stride(from: 0, to: ids.count, by: 500) {
        let condition = Self.chosen(
          Array(ids[start..<min(ids.count, start + 500)]), "finding.id")
        try connection.rows(
          """
          SELECT \(FindingRow.columns), finding.detail FROM \(FindingRow.source)
          WHERE finding.org_id = ? AND \(condition.text)
          """, [.text(org)] + condition.values
        ) { rows.append((FindingRow($0, at: now), $0.text(FindingRow.columnCount))) }
      }
      rows.sort { ($1.row.severity, $0.row.number) < ($0.row.severity, $1.row.number) }
      return Array(rows.prefix(max(0, limit)))
    }
  }

  private func findings(
    of scan: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> Set<String> {
    guard
      try connection.row(
        "SELECT 1 FROM scan WHERE org_id = ? AND id = ?", [.text(org), .text(scan)]) != nil
    else { throw LedgerError(.notFound, "there is no scan '\(scan)'") }
    var ids: Set<String> = []
    try connection.rows(
      """
      SELECT sighting.finding FROM pass JOIN sighting
        ON sighting.org_id = pass.org_id AND sighting.lane = pass.lane
      WHERE pass.org_id = ? AND pass.scan = ? AND sighting.from_rank <= pass.rank
        AND (sighting.missed_rank IS NULL OR sighting.missed_rank > pass.rank)
        AND (sighting.gone_rank IS NULL OR sighting.gone_rank > pass.rank)
      """, [.text(org), .text(scan)]
    ) { ids.insert($0.text(0)) }
    return ids
  }

  private func rows(
    _ ids: Set<String>, _ connection: any SQLConnection, _ now: Timestamp
  ) throws(LedgerError) -> [FindingRow] {
    try findings(ids: ids.sorted(), connection, at: now)
      .sorted { ($1.severity, $0.number) < ($0.severity, $1.number) }
  }
}
