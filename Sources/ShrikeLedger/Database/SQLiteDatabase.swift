import Foundation
import GRDB
import GRDBSQLite

/// A ledger in one file, through GRDB: one writer, readers beside it (WAL).
public final class SQLiteDatabase: Database {
  public let dialect = Dialect.sqlite
  public let place: String
  private let pool: any DatabaseWriter

  /// How long a writer waits for another process.
  static let busyTimeout: TimeInterval = 10

  /// Opens the file, or makes it. `readers`: how many connections read at once.
  public init(
    file: String, isReadOnly: Bool = false, readers: Int = 4
  ) throws(LedgerError) {
    place = file
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.busyTimeout)
    configuration.maximumReaderCount = readers
    configuration.readonly = isReadOnly
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { connection in
      // A transaction outlives the process once it is in the log; the log outlives the system at checkpoints.
      try connection.execute(sql: "PRAGMA synchronous = FULL")
      try connection.execute(sql: "PRAGMA cache_size = -16384")
      try connection.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    do {
      pool =
        isReadOnly
        ? try DatabaseQueue(path: file, configuration: configuration)
        : try DatabasePool(path: file, configuration: configuration)
    } catch {
      throw Self.error(error, file, doing: "opened")
    }
  }

  /// A ledger in memory, for tests and first looks; it ends with the value.
  public init(named name: String = "memory") throws(LedgerError) {
    place = name
    do { pool = try DatabaseQueue() } catch { throw Self.error(error, name, doing: "opened") }
  }

  public func read<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    var answer: Result<Answer, LedgerError>?
    func view(_ connection: GRDB.Database) throws {
      answer = Self.run(connection, body)
      if case .failure(let failure) = answer { throw failure }
    }
    do {
      // A queue has one connection, so nobody writes meanwhile; keeping it from writing costs two statements.
      if let queue = pool as? DatabaseQueue {
        try queue.unsafeRead(view)
      } else {
        try pool.read(view)
      }
    } catch let failure as LedgerError {
      throw failure
    } catch {
      throw Self.error(error, place, doing: "read")
    }
    return try Self.value(answer)
  }

  public func write<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    var answer: Result<Answer, LedgerError>?
    do {
      try pool.write { connection in
        answer = Self.run(connection, body)
        if case .failure(let failure) = answer { throw failure }
      }
    } catch let failure as LedgerError {
      throw failure
    } catch {
      throw Self.error(error, place, doing: "written")
    }
    return try Self.value(answer)
  }

  /// Writes a copy of everything into a new file that is whole and needs no log beside it.
  func copy(to file: String) throws(LedgerError) {
    do {
      try pool.writeWithoutTransaction { connection in
        try connection.execute(sql: "VACUUM INTO ?", arguments: [file])
      }
    } catch {
      throw Self.error(error, file, doing: "written")
    }
  }

  /// Waits for readers and closes the file.
  public func close() throws(LedgerError) {
    do { try pool.close() } catch { throw Self.error(error, place, doing: "closed") }
  }

  private static func run<Answer>(
    _ connection: GRDB.Database, _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) -> Result<Answer, LedgerError> {
    do throws(LedgerError) {
      return .success(try body(SQLiteConnection(connection)))
    } catch {
      return .failure(error)
    }
  }

  private static func value<Answer>(
    _ answer: Result<Answer, LedgerError>?
  ) throws(LedgerError) -> Answer {
    guard let answer else { throw LedgerError(.statement, "a transaction gave no answer") }
    return try answer.get()
  }

  static func error(_ error: any Error, _ place: String, doing verb: String) -> LedgerError {
    guard let error = error as? DatabaseError else {
      return LedgerError(.io, "the ledger '\(place)' cannot be \(verb)", cause: "\(error)")
    }
    return failure(
      error.resultCode.rawValue, error.message ?? "error \(error.resultCode.rawValue)", place, verb)
  }

  /// What a person is told of an SQLite result code.
  static func failure(
    _ code: Int32, _ message: String, _ place: String, _ verb: String
  ) -> LedgerError {
    switch code {
    case SQLITE_FULL:
      LedgerError(
        .full, "no room is left on the disk for the ledger '\(place)'; nothing of this was kept",
        cause: message, help: "free some space and repeat the command")
    case SQLITE_READONLY:
      LedgerError(
        .readOnly, "the ledger '\(place)' may not be written", cause: message,
        help: "check the permissions of the file and its folder")
    case SQLITE_BUSY, SQLITE_LOCKED:
      LedgerError(
        .busy, "another process writes into the ledger '\(place)'", cause: message,
        help: "repeat the command when it is through")
    case SQLITE_CORRUPT:
      LedgerError(
        .damaged, "the ledger '\(place)' is damaged", cause: message,
        help: "restore a backup; 'shrike audit verify' tells what is still true")
    case SQLITE_NOTADB:
      LedgerError(.damaged, "'\(place)' is no ledger", cause: message)
    case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_PERM, SQLITE_AUTH:
      LedgerError(
        .io, "the ledger '\(place)' cannot be \(verb)", cause: message,
        help: "check that its folder exists and may be written")
    case SQLITE_CONSTRAINT:
      LedgerError(.constraint, "the ledger '\(place)' refuses a row", cause: message)
    default: LedgerError(.statement, "the ledger '\(place)' refuses a statement", cause: message)
    }
  }
}
