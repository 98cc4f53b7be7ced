import GRDB
import GRDBSQLite

/// One connection of the pool inside a transaction. Statements are prepared once and kept by GRDB; values go in
/// and out through SQLite's own calls, since thousands of rows do.
final class SQLiteConnection: SQLConnection {
  private let connection: GRDB.Database

  init(_ connection: GRDB.Database) { self.connection = connection }

  var dialect: Dialect { .sqlite }

  func execute(_ sql: String, _ values: [SQLValue]) throws(LedgerError) -> Int {
    try executeEach(sql, [values])
    return connection.changesCount
  }

  func rows(
    _ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let statement = try prepare(sql)
    defer { finish(statement) }
    try bind(values, to: statement)
    let count = sqlite3_column_count(statement)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        var row: [SQLValue] = []
        row.reserveCapacity(Int(count))
        for column in 0..<count { row.append(Self.value(statement, column)) }
        try body(SQLRow(row))
      case SQLITE_DONE: return
      case let code: throw failure(code)
      }
    }
  }

  func insert(_ table: Table, _ rows: [[SQLValue]]) throws(LedgerError) {
    try executeEach(table.insertion, rows)
  }

  func executeEach(_ sql: String, _ rows: [[SQLValue]]) throws(LedgerError) {
    guard !rows.isEmpty else { return }
    let statement = try prepare(sql)
    defer { finish(statement) }
    for values in rows {
      try bind(values, to: statement)
      var code = sqlite3_step(statement)
      while code == SQLITE_ROW { code = sqlite3_step(statement) }
      guard code == SQLITE_DONE else { throw failure(code) }
      sqlite3_reset(statement)
    }
  }

  func script(_ sql: String) throws(LedgerError) {
    do {
      try connection.execute(sql: dialect.statement(sql))
    } catch {
      throw SQLiteDatabase.error(error, place, doing: "written")
    }
  }

  /// The one writer holds the file already.
  func lockSchema() throws(LedgerError) {}

  private var place: String {
    sqlite3_db_filename(connection.sqliteConnection, nil).map { String(cString: $0) } ?? "memory"
  }

  private func prepare(_ sql: String) throws(LedgerError) -> OpaquePointer {
    do {
      return try connection.cachedStatement(sql: dialect.statement(sql)).sqliteStatement
    } catch {
      throw SQLiteDatabase.error(error, place, doing: "read")
    }
  }

  private func finish(_ statement: OpaquePointer) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }

  private func failure(_ code: Int32) -> LedgerError {
    SQLiteDatabase.failure(
      code & 0xFF, String(cString: sqlite3_errmsg(connection.sqliteConnection)), place, "written")
  }

  private func bind(_ values: [SQLValue], to statement: OpaquePointer) throws(LedgerError) {
    // SQLite copies what it is given.
    let copied = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
    var column: Int32 = 0
    for value in values {
      column += 1
      let code: Int32
      switch value {
      case .null: code = sqlite3_bind_null(statement, column)
      case .integer(let number): code = sqlite3_bind_int64(statement, column, number)
      case .real(let number): code = sqlite3_bind_double(statement, column, number)
      case .text(var text):
        code = text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) {
            $0.isEmpty
              ? sqlite3_bind_text(statement, column, "", 0, copied)
              : sqlite3_bind_text(statement, column, $0.baseAddress, Int32($0.count), copied)
          }
        }
      case .blob(let bytes):
        code = bytes.withUnsafeBytes {
          $0.isEmpty
            ? sqlite3_bind_zeroblob(statement, column, 0)
            : sqlite3_bind_blob(statement, column, $0.baseAddress, Int32($0.count), copied)
        }
      }
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> SQLValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      guard let bytes = sqlite3_column_text(statement, column) else { return .null }
      let count = Int(sqlite3_column_bytes(statement, column))
      return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, column))
      guard count > 0, let bytes = sqlite3_column_blob(statement, column) else { return .blob([]) }
      return .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }
}
