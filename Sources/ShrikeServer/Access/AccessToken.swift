import ShrikeLedger

/// A token for programs, as the database has it.
struct AccessToken: Sendable, Hashable {
  var id: String
  var org: String
  var name: String
  var role: Role
  var assets: Set<String>?
  var createdBy: String
  var created: Timestamp
  var expires: Timestamp
  var used: Timestamp?
  var revoked: Timestamp?

  /// Days a token may live at most.
  static let longest = 366

  private static let columns =
    "id, org_id, name, role, assets, created_by, created, expires, used, revoked"

  private init(_ row: SQLRow) {
    id = row.text(0)
    org = row.text(1)
    name = row.text(2)
    role = Role(rawValue: row.text(3)) ?? .reader
    assets = Account.assets(row.optionalText(4))
    createdBy = row.text(5)
    created = row.time(6)
    expires = row.time(7)
    used = row.optionalTime(8)
    revoked = row.optionalTime(9)
  }

  /// The token itself is shown once and never kept.
  static func add(
    id: String, org: String, name: String, role: Role, assets: Set<String>?, by actor: String,
    expires: Timestamp, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> (TokenText, AccessToken) {
    let text = TokenText()
    try connection.execute(
      """
      INSERT INTO hub_token (id, org_id, hash, name, role, assets, created_by, created, expires)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(org), .blob(text.hash), .text(name), .text(role.rawValue),
        SQLValue(Account.text(assets)), .text(actor), SQLValue(now), SQLValue(expires),
      ])
    guard let token = try all(org: org, connection).first(where: { $0.id == id }) else {
      throw LedgerError(.statement, "the token was not kept")
    }
    return (text, token)
  }

  /// One that is good now.
  static func find(
    _ text: TokenText, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> AccessToken? {
    try connection.row(
      """
      SELECT \(columns) FROM hub_token
      WHERE hash = ? AND expires > ? AND revoked IS NULL
      """, [.blob(text.hash), SQLValue(now)]
    ).map(AccessToken.init)
  }

  static func all(
    org: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> [AccessToken] {
    try connection.rows(
      "SELECT \(columns) FROM hub_token WHERE org_id = ? ORDER BY id DESC LIMIT 1000", [.text(org)]
    ).map(AccessToken.init)
  }

  /// False where there is none.
  static func revoke(
    _ id: String, org: String, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> Bool {
    try connection.execute(
      "UPDATE hub_token SET revoked = COALESCE(revoked, ?) WHERE id = ? AND org_id = ?",
      [SQLValue(now), .text(id), .text(org)]) > 0
  }

  var viewer: Viewer {
    Viewer(
      org: org, actor: "\(role == .ci ? "ci" : "token"):\(name)", name: name, account: nil,
      role: role, assets: assets, means: .token(id: id))
  }
}
