import Crypto
import ShrikeText

/// A step from one schema to the next. Released steps never change: their text's hash is kept in the ledger.
struct Migration: Sendable {
  let number: Int
  let name: String
  /// One statement each, in the words of `Dialect`.
  let statements: [String]

  var checksum: String {
    hexadecimal(SHA256.hash(data: Array(statements.joined(separator: ";\n").utf8)))
  }

  static let all = [
    Migration(
      number: 1, name: "the ledger",
      statements: (Schema.truth + Schema.projections).map(\.definition) + Schema.indices
        + ["{search-table}"]),
    // What the last scan of a tool said is asked for on every page of the console; how long findings lived, by trends.
    Migration(
      number: 2, name: "last scans and lives",
      statements: [
        "CREATE INDEX scan_last ON scan (org_id, asset, tool, time, id)",
        """
        CREATE INDEX finding_closed ON finding (org_id, closed_at, weight, opened_at)
        WHERE closed_at IS NOT NULL
        """,
      ]),
  ]

  static var latest: Int { all.count }
}

/// Brings a database to the schema of this program, forward only. Safe when several processes do it at once.
struct Migrator {
  static let table = """
    CREATE TABLE IF NOT EXISTS migration (
      number {integer} PRIMARY KEY, name {text} NOT NULL, checksum {text} NOT NULL,
      at {integer} NOT NULL)
    """

  let migrations: [Migration]

  init(_ migrations: [Migration] = Migration.all) { self.migrations = migrations }

  func migrate(_ database: any Database, at time: Timestamp) throws(LedgerError) {
    // Mostly there is nothing to do, and nobody needs to wait for it.
    if try done(database) == migrations.count { return }
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      try connection.script(Self.table)
      let done = try checked(connection, database.place)
      for migration in migrations where migration.number > done {
        for statement in migration.statements { try connection.script(statement) }
        try connection.execute(
          "INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)",
          [
            SQLValue(migration.number), .text(migration.name), .text(migration.checksum),
            SQLValue(time),
          ])
      }
    }
  }

  /// Throws for a schema this program does not know. Changes nothing.
  func check(_ database: any Database) throws(LedgerError) {
    guard let done = try done(database) else {
      throw LedgerError(.damaged, "'\(database.place)' is no ledger")
    }
    guard done == migrations.count else {
      throw LedgerError(
        .schema,
        "the ledger '\(database.place)' has schema \(done), this program \(migrations.count)",
        help: "open it once with a program that may write")
    }
  }

  /// Nil where there is no ledger yet.
  private func done(_ database: any Database) throws(LedgerError) -> Int? {
    do throws(LedgerError) {
      return try database.read { (connection: any SQLConnection) throws(LedgerError) in
        try checked(connection, database.place)
      }
    } catch {
      // There is no table of migrations.
      if error.code == .statement { return nil }
      throw error
    }
  }

  /// The last migration that was done; throws where it is none of ours.
  private func checked(
    _ connection: any SQLConnection, _ place: String
  ) throws(LedgerError) -> Int {
    let rows = try connection.rows("SELECT number, name, checksum FROM migration ORDER BY number")
    for row in rows {
      let number = Int(row.int(0))
      guard number >= 1, number <= migrations.count else {
        throw LedgerError(
          .schema,
          "the ledger '\(place)' was made by a newer program: it has schema \(number), this program knows \(migrations.count)",
          help: "update this program; nothing was changed")
      }
      guard migrations[number - 1].checksum == row.text(2) else {
        throw LedgerError(
          .schema, "schema \(number) of the ledger '\(place)' is not the one that was released",
          help: "it comes from an unreleased program; restore a backup or start a new ledger")
      }
    }
    return rows.count
  }
}
