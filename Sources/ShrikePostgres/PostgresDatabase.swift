import Dispatch
public import ShrikeLedger
import Synchronization

/// A ledger on a PostgreSQL server, for a team: many processes read and write at once.
///
/// By itself it reaches the rows of no organisation: `reaching` says whose are meant.
/// Calls wait for the server: make them on threads that may wait.
public final class PostgresDatabase: Database {
  public let dialect = Dialect.postgres
  public let place: String
  private let address: String
  private let schema: String?
  private let idle = Mutex<[PostgresConnection]>([])
  /// As many as may be open at once.
  private let free: DispatchSemaphore

  /// `address`: a `postgres://` address or libpq's `host=… dbname=…`. `schema`: made where it is missing, so that
  /// several ledgers may share a database.
  public init(
    _ address: String, schema: String? = nil, connections: Int = 8
  ) throws(LedgerError) {
    self.address = address
    self.schema = schema
    free = DispatchSemaphore(value: max(1, connections))
    let first = try PostgresConnection(address, schema: schema)
    place = first.place
    idle.withLock { $0.append(first) }
  }

  /// Questions are planned for what they ask for: after five times the server would take a plan for any value, and go
  /// through a million open findings for the few that are accepted.
  static let beginReading =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan"
  static let beginWriting = "BEGIN ISOLATION LEVEL READ COMMITTED"

  public func read<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    try transaction(Self.beginReading, body)
  }

  public func write<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    try transaction(Self.beginWriting, body)
  }

  /// A connection's organisation is set with its transaction and ends with it.
  public func reaching(_ reach: Reach) -> any Database { PostgresView(base: self, reach: reach) }

  public func listen(
    _ heard: @escaping @Sendable (String?) -> Void
  ) -> (any DatabaseListener)? {
    PostgresListener(address, schema: schema, heard)
  }

  func transaction<Answer>(
    _ begin: String, _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    free.wait()
    defer { free.signal() }
    let connection = try start(begin)
    do throws(LedgerError) {
      let answer = try body(connection)
      try connection.script("COMMIT")
      idle.withLock { $0.append(connection) }
      return answer
    } catch {
      // Where the server is gone there is nothing to roll back; it does so itself.
      if (try? connection.script("ROLLBACK")) != nil, connection.isSound {
        idle.withLock { $0.append(connection) }
      }
      throw error
    }
  }

  /// A connection in a new transaction. One that has waited may have been closed by the server: then another is
  /// tried, the last one fresh.
  private func start(_ begin: String) throws(LedgerError) -> PostgresConnection {
    while let connection = idle.withLock({ $0.popLast() }) {
      do throws(LedgerError) {
        try connection.script(begin)
        return connection
      } catch {
        continue
      }
    }
    let connection = try PostgresConnection(address, schema: schema)
    try connection.script(begin)
    return connection
  }
}
