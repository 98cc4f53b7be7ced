import ShrikeLedger

/// A browser that has signed in. The database holds only a hash of what the cookie says.
struct Session: Sendable {
  /// Without a request for so long it ends.
  static let idle: Int64 = 12 * 3_600_000
  /// And whatever happens after so long.
  static let longest: Int64 = 7 * 86_400_000
  /// Clocks of servers differ by so much at most.
  private static let skew: Int64 = 5 * 60_000
  /// The second factor must follow the password within.
  static let half: Int64 = 10 * 60_000

  var hash: [UInt8]
  var account: String
  var csrf: String
  var created: Timestamp
  var seen: Timestamp
  /// The password was right, the second factor is still to come: good for nothing else.
  var isHalf: Bool

  /// A new session; what the cookie says. An older one of the same browser ends, so that nobody can plant one.
  static func start(
    _ account: Account, isHalf: Bool, replacing old: String?, at now: Timestamp,
    _ connection: any SQLConnection
  ) throws(LedgerError) -> String {
    if let old { try end(Secrets.hash(old), connection) }
    let key = Secrets.key()
    try connection.execute(
      "INSERT INTO hub_session (hash, account, csrf, created, seen, half) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .blob(Secrets.hash(key)), .text(account.id), .text(Secrets.key()), SQLValue(now),
        SQLValue(now), SQLValue(isHalf),
      ])
    return key
  }

  static func find(
    _ key: String, at now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> Session? {
    let hash = Secrets.hash(key)
    let row = try connection.row(
      "SELECT account, csrf, created, seen, half FROM hub_session WHERE hash = ?", [.blob(hash)])
    guard let row else { return nil }
    let session = Session(
      hash: hash, account: row.text(0), csrf: row.text(1), created: row.time(2), seen: row.time(3),
      isHalf: row.int(4) == 1)
    let age = now.milliseconds - session.created.milliseconds
    let rest = now.milliseconds - session.seen.milliseconds
    // One of times to come was made by a clock that was wrong: how old it is nobody knows.
    guard age > -skew, rest > -skew, age < (session.isHalf ? half : longest), rest < idle else {
      return nil
    }
    return session
  }

  /// Notes that it was used, once a minute at most.
  func touch(at now: Timestamp, _ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute(
      "UPDATE hub_session SET seen = ? WHERE hash = ? AND seen < ?",
      [SQLValue(now), .blob(hash), SQLValue(now)])
  }

  static func end(_ hash: [UInt8], _ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute("DELETE FROM hub_session WHERE hash = ?", [.blob(hash)])
  }

  static func endAll(
    of account: String, but kept: [UInt8]? = nil, _ connection: any SQLConnection
  ) throws(LedgerError) {
    try connection.execute(
      "DELETE FROM hub_session WHERE account = ? AND hash <> ?",
      [.text(account), .blob(kept ?? [])])
  }

  /// Forgets those that have ended.
  static func sweep(at now: Timestamp, _ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute(
      "DELETE FROM hub_session WHERE created < ? OR seen < ?",
      [
        .integer(now.milliseconds - longest), .integer(now.milliseconds - idle),
      ])
  }
}
