import ShrikeLedger

/// Somebody who can sign in.
struct Account: Sendable, Hashable {
  var id: String
  var org: String
  var person: String
  var email: String
  var name: String
  var role: Role
  var assets: Set<String>?
  var password: String?
  /// The key of one-time codes.
  var factor: Sealed?
  var factorStep: Int64
  /// Hashes of the recovery codes that are left.
  var recovery: [String]
  var failures: Int
  var lockedUntil: Timestamp?
  var isActive: Bool
  var created: Timestamp
  /// Counts changes, for If-Match.
  var version: Int

  private static let columns = """
    id, org_id, person, email, name, role, assets, password, factor, factor_step, recovery, failures,
    locked_until, active, created, version
    """

  private init(_ row: SQLRow) {
    id = row.text(0)
    org = row.text(1)
    person = row.text(2)
    email = row.text(3)
    name = row.text(4)
    // A role that this program does not know may do the least.
    role = Role(rawValue: row.text(5)) ?? .reader
    assets = Self.assets(row.optionalText(6))
    password = row.optionalText(7)
    factor = row[8] == .null ? nil : Sealed(bytes: row.blob(8))
    factorStep = row.int(9)
    recovery = row.text(10).split(separator: " ").map(String.init)
    failures = Int(row.int(11))
    lockedUntil = row.optionalTime(12)
    isActive = row.int(13) == 1
    created = row.time(14)
    version = Int(row.int(15))
  }

  // MARK: lists of assets

  /// Names, a line each; an empty list reaches nothing.
  static func assets(_ text: String?) -> Set<String>? {
    text.map { Set($0.split(separator: "\n").map(String.init)) }
  }
  static func text(_ assets: Set<String>?) -> String? { assets?.sorted().joined(separator: "\n") }

  // MARK: finding

  static func find(
    email: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> Account? {
    try connection.row(
      "SELECT \(columns) FROM hub_account WHERE email = ?", [.text(email.lowercased())]
    ).map(Account.init)
  }

  static func find(id: String, _ connection: any SQLConnection) throws(LedgerError) -> Account? {
    try connection.row("SELECT \(columns) FROM hub_account WHERE id = ?", [.text(id)])
      .map(Account.init)
  }

  static func find(
    person: String, org: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> Account? {
    try connection.row(
      "SELECT \(columns) FROM hub_account WHERE org_id = ? AND person = ?",
      [.text(org), .text(person)]
    ).map(Account.init)
  }

  static func all(org: String, _ connection: any SQLConnection) throws(LedgerError) -> [Account] {
    try connection.rows(
      "SELECT \(columns) FROM hub_account WHERE org_id = ? ORDER BY person LIMIT 5000", [.text(org)]
    ).map(Account.init)
  }

  // MARK: changing

  /// Adds an account; its person's id is made from the address.
  static func add(
    id: String, org: String, email: String, name: String, role: Role, assets: Set<String>?,
    password: String?, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> Account {
    let email = email.lowercased()
    guard try find(email: email, connection) == nil else {
      throw LedgerError(.conflict, "there is an account for this address already")
    }
    let stem = personID(email)
    var person = stem
    var number = 2
    while try find(person: person, org: org, connection) != nil {
      person = "\(stem)-\(number)"
      number += 1
    }
    try connection.execute(
      """
      INSERT INTO hub_account (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, '', 0, NULL, 1, ?, 1)
      """,
      [
        .text(id), .text(org), .text(person), .text(email), .text(name), .text(role.rawValue),
        SQLValue(text(assets)), SQLValue(password), SQLValue(now),
      ])
    guard let account = try find(id: id, connection) else {
      throw LedgerError(.statement, "the account was not kept")
    }
    return account
  }

  private static func personID(_ email: String) -> String {
    let local = email.prefix { $0 != "@" }.lowercased()
    let kept = local.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    // Names that mean something in queries or as actors.
    return kept.isEmpty || ["me", "none", "cli", "ledger"].contains(kept) ? "\(kept)person" : kept
  }

  /// Writes what may change.
  func save(_ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute(
      """
      UPDATE hub_account SET name = ?, role = ?, assets = ?, password = ?, factor = ?,
        factor_step = ?, recovery = ?, failures = ?, locked_until = ?, active = ?,
        version = version + 1
      WHERE id = ? AND org_id = ?
      """,
      [
        .text(name), .text(role.rawValue), SQLValue(Self.text(assets)), SQLValue(password),
        factor.map { .blob($0.bytes) } ?? .null, .integer(factorStep),
        .text(recovery.joined(separator: " ")), SQLValue(failures), SQLValue(lockedUntil),
        SQLValue(isActive), .text(id), .text(org),
      ])
  }
}

extension SQLRow {
  /// The whole row as the closure sees it, for `map`.
  func map<Value>(_ make: (SQLRow) -> Value) -> Value { make(self) }
}
