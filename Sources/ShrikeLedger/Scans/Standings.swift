public import ShrikeModel

/// An asset as lists of assets show it: what is open in it, and what its last scans say.
public struct AssetOverview: Sendable, Hashable {
  /// Counting ends there: the shown number of such assets would cost as many rows.
  public static let mostCounted = 500

  public var asset: AssetRow
  /// At most `mostCounted` and one of each severity.
  public var open: [Severity: Int]
  /// At most `mostCounted` and one.
  public var overdue: Int
  /// The last scan of each tool, by the tool's name.
  public var scans: [ScanRow]

  /// When it was last looked at.
  public var lastScan: Timestamp? { scans.map(\.time).max() }
}

extension Ledger {
  /// Assets by name with what is open in them. `after`: go on after that name. `names`: only these; `owner`: only
  /// theirs.
  public func assetOverviews(
    names: Set<String>? = nil, owner: String? = nil, after: String? = nil, limit: Int = 50,
    at now: Timestamp
  ) throws(LedgerError) -> [AssetOverview] {
    var parts = [SQLCondition("org_id = ? AND name > ?", [.text(org), .text(after ?? "")])]
    if let names { parts.append(Self.chosen(names.sorted(), "name")) }
    if let owner { parts.append(SQLCondition("owner = ?", [.text(owner)])) }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let assets = try connection.rows(
        """
        SELECT id, name, kind, product, criticality, exposure, data_class, owner, created
        FROM asset WHERE \(condition.text) ORDER BY name
        LIMIT \(max(1, min(limit, Self.longestPage)))
        """, condition.values
      ).map { AssetRow($0) }
      let ids = assets.map(\.id)
      var open: [String: [Severity: Int]] = [:]
      var overdue: [String: Int] = [:]
      let chosen = Self.chosen(ids, "id")
      let some = """
        SELECT 1 FROM finding WHERE finding.org_id = ? AND finding.asset = asset.id
          AND finding.state = 'open' AND finding.weight = severity.column1
        """
      let end = AssetOverview.mostCounted + 1
      try connection.rows(
        """
        SELECT asset.id, severity.column1,
          (SELECT COUNT(*) FROM (\(some) LIMIT \(end)) counted),
          (SELECT COUNT(*) FROM (\(some) AND finding.due < ? LIMIT \(end)) counted)
        FROM asset, (VALUES (0), (1), (2), (3), (4)) severity
        WHERE org_id = ? AND \(chosen.text)
        """, [.text(org), .text(org), SQLValue(now), .text(org)] + chosen.values
      ) { row in
        if row.int(2) > 0 {
          open[row.text(0), default: [:]][Severity(weight: row.int(1))] = Int(row.int(2))
        }
        overdue[row.text(0)] = min(end, overdue[row.text(0), default: 0] + Int(row.int(3)))
      }
      let scans = try lastScans(Self.chosen(ids, "lane.asset"), connection)
      return assets.map { asset in
        AssetOverview(
          asset: asset, open: open[asset.id] ?? [:], overdue: overdue[asset.id] ?? 0,
          scans: scans.filter { $0.asset == asset.name })
      }
    }
  }

  /// The last scan of every tool in every asset that is not whole or older than `stale`, the oldest first.
  ///
  /// `assets`: only these.
  public func doubtfulScans(
    assets: Set<String>? = nil, stale: Timestamp
  ) throws(LedgerError) -> [ScanRow] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let condition =
        assets.map { names in
          let named = Self.chosen(names.sorted(), "name")
          return SQLCondition(
            "lane.asset IN (SELECT id FROM asset WHERE org_id = ? AND \(named.text))",
            [.text(org)] + named.values)
        } ?? SQLCondition("1 = 1")
      return try lastScans(condition, connection).filter { !$0.isComplete || $0.time < stale }
        .sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }
  }

  /// By asset and tool. A lane that is retired is asked for no more.
  private func lastScans(
    _ condition: SQLCondition, _ connection: any SQLConnection
  ) throws(LedgerError) -> [ScanRow] {
    try connection.rows(
      """
      SELECT \(ScanRow.columns) FROM (
        SELECT DISTINCT asset, tool FROM lane
        WHERE org_id = ? AND retired IS NULL AND \(condition.text)) pair
      JOIN scan ON scan.org_id = ? AND scan.id = (
        SELECT latest.id FROM scan latest
        WHERE latest.org_id = ? AND latest.asset = pair.asset AND latest.tool = pair.tool
        ORDER BY latest.time DESC, latest.id DESC LIMIT 1)
      JOIN asset ON asset.org_id = scan.org_id AND asset.id = scan.asset
      ORDER BY asset.name, scan.tool
      """, [.text(org)] + condition.values + [.text(org), .text(org)]
    ).map { ScanRow($0) }
  }

  static func chosen(_ values: [String], _ column: String) -> SQLCondition {
    values.isEmpty
      ? SQLCondition("1 = 0")
      : SQLCondition(
        "\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))",
        values.map { .text($0) })
  }

  /// The scan before one of the same asset, branch, tool and path scope; nil: it is the first.
  public func scan(before scan: ScanRow) throws(LedgerError) -> ScanRow? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        """
        SELECT \(ScanRow.columns) FROM \(ScanRow.source)
        WHERE scan.org_id = ? AND scan.asset =
            (SELECT id FROM asset WHERE org_id = ? AND name = ?)
          AND scan.tool = ? AND scan.ref = ? AND scan.scope = ?
          AND (scan.time, scan.id) < (?, ?)
        ORDER BY scan.time DESC, scan.id DESC LIMIT 1
        """,
        [
          .text(org), .text(org), .text(scan.asset), .text(scan.tool), .text(scan.ref),
          .text(scan.scope), SQLValue(scan.time), .text(scan.id),
        ]
      ).map { ScanRow($0) }
    }
  }
}
