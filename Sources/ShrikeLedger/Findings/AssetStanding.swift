/// A repository, image or host as lists show it.
public struct AssetStanding: Sendable, Hashable {
  public var id: String
  public var name: String
  public var kind: String
  public var criticality: String?
  public var exposure: String?
  public var owner: String?
  public var created: Timestamp
  /// Findings that are open as it is written down.
  public var open: Int
}

extension Ledger {
  /// Assets by name. `after`: go on after that name.
  public func assetStandings(
    after: String? = nil, limit: Int = 50
  ) throws(LedgerError) -> [AssetStanding] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT id, name, kind, criticality, exposure, owner, created, (
          SELECT COUNT(*) FROM finding
          WHERE finding.org_id = asset.org_id AND finding.asset = asset.id
            AND finding.state = 'open')
        FROM asset WHERE org_id = ? AND name > ? ORDER BY name
        LIMIT \(max(1, min(limit, Self.longestPage)))
        """, [.text(org), .text(after ?? "")]
      ).map { row in
        AssetStanding(
          id: row.text(0), name: row.text(1), kind: row.text(2), criticality: row.optionalText(3),
          exposure: row.optionalText(4), owner: row.optionalText(5), created: row.time(6),
          open: Int(row.int(7)))
      }
    }
  }
}
