import Foundation

extension SQLiteDatabase {
  /// Writes a copy of the whole ledger, as it is at one moment, into a new file. Others may go on writing.
  public func backUp(to file: String) throws(LedgerError) {
    guard !FileManager.default.fileExists(atPath: file) else {
      throw LedgerError(
        .input, "'\(file)' exists already", help: "give the backup a name of its own")
    }
    try copy(to: file)
  }

  /// Puts a backup in the place of a ledger that nobody has open, after it was read whole: its pages are sound,
  /// its schema is known, and the log of every organisation is intact. What stood there is kept as
  /// `<file>.before-restore`.
  public static func restore(_ backup: String, to file: String) throws(LedgerError) {
    let files = FileManager.default
    guard files.fileExists(atPath: backup) else {
      throw LedgerError(.io, "there is no backup '\(backup)'")
    }
    try verify(backup)
    let staged = file + ".restoring"
    do {
      if files.fileExists(atPath: staged) { try files.removeItem(atPath: staged) }
      try files.copyItem(atPath: backup, toPath: staged)
      if files.fileExists(atPath: file) {
        let old = file + ".before-restore"
        for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: old + suffix) {
          try files.removeItem(atPath: old + suffix)
        }
        // What the old log still holds moves along with its file.
        for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: file + suffix) {
          try files.moveItem(atPath: file + suffix, toPath: old + suffix)
        }
      }
      try files.moveItem(atPath: staged, toPath: file)
    } catch {
      throw LedgerError(.io, "the backup cannot be put to '\(file)'", cause: "\(error)")
    }
  }

  private static func verify(_ backup: String) throws(LedgerError) {
    let database = try SQLiteDatabase(file: backup, isReadOnly: true)
    let orgs = try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let answer = try connection.row("PRAGMA integrity_check")?.text(0)
      guard answer == "ok" else {
        throw LedgerError(.damaged, "the backup '\(backup)' is damaged", cause: answer)
      }
      return try connection.rows("SELECT id FROM org ORDER BY id").map { $0.text(0) }
    }
    for org in orgs {
      let check = try Ledger(reading: database, org: org).verify()
      guard check.isIntact else {
        throw LedgerError(
          .damaged, "the log of '\(org)' in the backup '\(backup)' is not intact",
          cause: "\(check.outcome)")
      }
    }
    try database.close()
  }
}
