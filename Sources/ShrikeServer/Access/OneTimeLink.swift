import ShrikeLedger

/// A link that makes one account, once, within a day: for the first admin and for people who are invited.
struct OneTimeLink: Sendable {
  static let hours: Int64 = 24

  var hash: [UInt8]
  var org: String
  var role: Role
  var assets: Set<String>?
  var email: String?

  /// A new one; the secret part of its address. Earlier ones for the same purpose stay good.
  static func add(
    org: String, role: Role, assets: Set<String>? = nil, email: String? = nil, at now: Timestamp,
    _ connection: any SQLConnection
  ) throws(LedgerError) -> String {
    let key = Secrets.key()
    try connection.execute(
      "INSERT INTO hub_link (hash, org_id, role, assets, email, expires) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .blob(Secrets.hash(key)), .text(org), .text(role.rawValue),
        SQLValue(Account.text(assets)), SQLValue(email),
        .integer(now.milliseconds + hours * 3_600_000),
      ])
    return key
  }

  static func find(
    _ key: String, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> OneTimeLink? {
    let row = try connection.row(
      """
      SELECT hash, org_id, role, assets, email FROM hub_link
      WHERE hash = ? AND expires > ? AND used IS NULL
      """, [.blob(Secrets.hash(key)), SQLValue(now)])
    guard let row, let role = Role(rawValue: row.text(2)) else { return nil }
    return OneTimeLink(
      hash: row.blob(0), org: row.text(1), role: role,
      assets: Account.assets(row.optionalText(3)), email: row.optionalText(4))
  }

  /// False where somebody else used it meanwhile.
  func use(at now: Timestamp, _ connection: any SQLConnection) throws(LedgerError) -> Bool {
    try connection.execute(
      "UPDATE hub_link SET used = ? WHERE hash = ? AND used IS NULL",
      [SQLValue(now), .blob(hash)]) == 1
  }
}

extension Hub {
  /// Where the first person becomes the admin; nil once there is one.
  public func adminLink() throws(LedgerError) -> String? {
    let now = clock()
    let key = try tables(of: Ledger.defaultOrg).write {
      (connection: any SQLConnection) throws(LedgerError) -> String? in
      let admins = try connection.number(
        "SELECT COUNT(*) FROM hub_account WHERE org_id = ? AND role = 'admin' AND active = 1",
        [.text(Ledger.defaultOrg)])
      guard admins == 0 else { return nil }
      return try OneTimeLink.add(org: Ledger.defaultOrg, role: .admin, at: now, connection)
    }
    return key.map { "\(settings.address)/welcome?key=\($0)" }
  }
}
