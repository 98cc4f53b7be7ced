import CPostgreSQL
import Glibc
import ShrikeLedger

/// One connection to the server.
///
/// Unchecked: a connection is in one place only, in the list of idle ones under its lock or with the one call that
/// took it from there, so no two threads ever use it at once.
final class PostgresConnection: SQLConnection, @unchecked Sendable {
  private let connection: OpaquePointer
  /// Names of prepared statements by their text.
  private var prepared: [String: String] = [:]
  let place: String

  /// So many rows of a batch go in one statement.
  private static let batch = 10_000
  /// So many statements are under way before answers are read; their answers fit the buffers of a socket.
  private static let pipeline = 200
  /// The number that those who change the schema lock: "shrike" in ASCII.
  private static let schemaLock = "126943972715365"

  init(_ address: String, schema: String?) throws(LedgerError) {
    guard let connection = PQconnectdb(address) else {
      throw LedgerError(.connection, "no memory is left for a connection")
    }
    self.connection = connection
    place = Self.place(connection)
    guard PQstatus(connection) == CONNECTION_OK else {
      // What is thrown away here is closed by `deinit`.
      let cause = Self.message(connection)
      throw LedgerError(
        .connection, "the database at \(place) cannot be reached", cause: cause,
        help: "check the address, and that the server runs")
    }
    try script("SET client_min_messages = warning; SET standard_conforming_strings = on")
    if let schema {
      let name = "\"\(schema.filter { $0 != "\"" && $0 != "\0" })\""
      // Two that make it at once would collide.
      try script(
        """
        BEGIN; SELECT pg_advisory_xact_lock(\(Self.schemaLock));
        CREATE SCHEMA IF NOT EXISTS \(name); COMMIT; SET search_path TO \(name)
        """)
    }
  }

  deinit { PQfinish(connection) }

  var dialect: Dialect { .postgres }
  var isSound: Bool { PQstatus(connection) == CONNECTION_OK }

  private static func place(_ connection: OpaquePointer) -> String {
    let host = PQhost(connection).map { String(cString: $0) } ?? ""
    let name = PQdb(connection).map { String(cString: $0) } ?? ""
    return "postgres://\(host)/\(name)"
  }

  private static func message(_ connection: OpaquePointer) -> String {
    let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  // MARK: statements

  func execute(_ sql: String, _ values: [SQLValue]) throws(LedgerError) -> Int {
    let result = try run(sql, values)
    defer { PQclear(result) }
    return Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  func rows(
    _ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let result = try run(sql, values)
    defer { PQclear(result) }
    let columns = PQnfields(result)
    let kinds = (0..<columns).map { PQftype(result, $0) }
    for row in 0..<PQntuples(result) {
      var out: [SQLValue] = []
      out.reserveCapacity(Int(columns))
      for column in 0..<columns {
        out.append(Self.value(result, row, column, kinds[Int(column)]))
      }
      try body(SQLRow(out))
    }
  }

  func insert(_ table: Table, _ rows: [[SQLValue]]) throws(LedgerError) {
    guard !rows.isEmpty else { return }
    let names = table.columns.map(\.name).joined(separator: ", ")
    let arrays = table.columns.map { column in
      switch column.kind {
      case .text: "CAST(? AS TEXT[])"
      case .integer: "CAST(? AS BIGINT[])"
      case .blob: "CAST(? AS BYTEA[])"
      }
    }
    let sql =
      "INSERT INTO \(table.name) (\(names)) SELECT * FROM unnest(\(arrays.joined(separator: ", ")))"
    var from = 0
    while from < rows.count {
      let part = rows[from..<min(from + Self.batch, rows.count)]
      from += Self.batch
      let values = table.columns.indices.map { column in
        PostgresArray.text(part.lazy.map { $0[column] })
      }
      _ = try execute(sql, values.map { .text($0) })
    }
  }

  func executeEach(_ sql: String, _ rows: [[SQLValue]]) throws(LedgerError) {
    guard rows.count > 1 else {
      if let row = rows.first { _ = try execute(sql, row) }
      return
    }
    let name = try prepare(sql, count: rows[0].count)
    guard PQenterPipelineMode(connection) == 1 else { throw failure(nil) }
    var from = 0
    var problem: LedgerError?
    while from < rows.count, problem == nil {
      let part = rows[from..<min(from + Self.pipeline, rows.count)]
      from += Self.pipeline
      for row in part {
        let sent = Self.withParameters(row) {
          PQsendQueryPrepared(connection, name, Int32(row.count), $0, $1, $2, 0)
        }
        if sent == 0 { problem = problem ?? failure(nil) }
      }
      if PQpipelineSync(connection) == 0 { problem = problem ?? failure(nil) }
      problem = drain(part.count) ?? problem
    }
    if PQexitPipelineMode(connection) == 0 { problem = problem ?? failure(nil) }
    if let problem { throw problem }
  }

  /// Reads the answers of so many statements and of the point of synchronisation behind them.
  private func drain(_ count: Int) -> LedgerError? {
    var problem: LedgerError?
    while true {
      guard let result = PQgetResult(connection) else {
        // Between two statements' answers stands a null; a lost connection has nothing else.
        if PQstatus(connection) != CONNECTION_OK { return problem ?? failure(nil) }
        continue
      }
      let status = PQresultStatus(result)
      if status == PGRES_PIPELINE_SYNC {
        PQclear(result)
        return problem
      }
      if status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK, status != PGRES_PIPELINE_ABORTED {
        problem = problem ?? failure(result)
      }
      PQclear(result)
    }
  }

  func script(_ sql: String) throws(LedgerError) {
    let result = PQexec(connection, dialect.statement(sql))
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
    else { throw failure(result) }
  }

  func lockSchema() throws(LedgerError) {
    try script("SELECT pg_advisory_xact_lock(\(Self.schemaLock))")
  }

  /// What was announced meanwhile; waits for something so many milliseconds.
  func notices(within milliseconds: Int32) throws(LedgerError) -> [String] {
    var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
    _ = poll(&descriptor, 1, milliseconds)
    guard PQconsumeInput(connection) == 1 else { throw failure(nil) }
    var all: [String] = []
    while let notice = PQnotifies(connection) {
      all.append(String(cString: notice.pointee.extra))
      PQfreemem(notice)
    }
    return all
  }

  private func run(_ sql: String, _ values: [SQLValue]) throws(LedgerError) -> OpaquePointer {
    let name = try prepare(sql, count: values.count)
    let result = Self.withParameters(values) {
      PQexecPrepared(connection, name, Int32(values.count), $0, $1, $2, 0)
    }
    let status = PQresultStatus(result)
    guard let result, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      let error = failure(result)
      PQclear(result)
      throw error
    }
    return result
  }

  private func prepare(_ sql: String, count: Int) throws(LedgerError) -> String {
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count + 1)"
    let result = PQprepare(connection, name, dialect.statement(sql), Int32(count), nil)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result) }
    prepared[sql] = name
    return name
  }

  // MARK: values

  /// Blobs go as bytes, all else as text; the server knows the kinds.
  private static func withParameters<Answer>(
    _ values: [SQLValue],
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Answer
  ) -> Answer {
    // One buffer for all values, each with a zero behind it.
    var bytes: [UInt8] = []
    var offsets: [Int?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []
    for value in values {
      let start = bytes.count
      switch value {
      case .null: break
      case .integer(let number): bytes += String(number).utf8
      case .real(let number): bytes += String(number).utf8
      case .text(let text): bytes += text.utf8.lazy.map { $0 == 0 ? 0x20 : $0 }
      case .blob(let blob): bytes += blob
      }
      if case .null = value { offsets.append(nil) } else { offsets.append(start) }
      if case .blob = value { formats.append(1) } else { formats.append(0) }
      lengths.append(Int32(bytes.count - start))
      bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        let pointers = offsets.map { offset in
          offset.flatMap { at in characters.baseAddress.map { $0 + at } }
        }
        return body(pointers, lengths, formats)
      }
    }
  }

  /// Object ids of the kinds the ledger's answers have (pg_type.dat).
  private enum Kind {
    static let bytes: Oid = 17
    static let integers: Set<Oid> = [20, 21, 23]
    static let reals: Set<Oid> = [700, 701, 1700]
  }

  private static func value(
    _ result: OpaquePointer, _ row: Int32, _ column: Int32, _ kind: Oid
  ) -> SQLValue {
    guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column) else {
      return .null
    }
    let length = Int(PQgetlength(result, row, column))
    if Kind.integers.contains(kind) { return .integer(Int64(String(cString: text)) ?? 0) }
    if Kind.reals.contains(kind) { return .real(Double(String(cString: text)) ?? 0) }
    return text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
      let buffer = UnsafeBufferPointer(start: bytes, count: length)
      return kind == Kind.bytes
        ? .blob(PostgresArray.bytes(hexadecimal: buffer))
        : .text(String(decoding: buffer, as: UTF8.self))
    }
  }

  // MARK: errors

  private func failure(_ result: OpaquePointer?) -> LedgerError {
    // 'C' is PG_DIAG_SQLSTATE.
    let state =
      result.flatMap { PQresultErrorField($0, Int32(UInt8(ascii: "C"))) }
      .map { String(cString: $0) } ?? ""
    let cause = Self.message(connection)
    guard isSound else {
      return LedgerError(
        .connection, "the connection to \(place) was lost; nothing of this was kept", cause: cause,
        help: "repeat the command when the server is back")
    }
    switch state {
    case "53100":
      return LedgerError(
        .full, "no room is left on the disk of \(place); nothing of this was kept", cause: cause,
        help: "free some space and repeat the command")
    case "25006", "42501":
      return LedgerError(.readOnly, "the ledger at \(place) may not be written", cause: cause)
    case "40001", "40P01", "55P03":
      return LedgerError(
        .busy, "another process writes into the ledger at \(place)", cause: cause,
        help: "repeat the command")
    case _ where state.hasPrefix("23"):
      return LedgerError(.constraint, "the ledger at \(place) refuses a row", cause: cause)
    case _ where state.hasPrefix("08") || state.hasPrefix("57P"):
      return LedgerError(.connection, "the connection to \(place) was lost", cause: cause)
    default:
      return LedgerError(.statement, "the ledger at \(place) refuses a statement", cause: cause)
    }
  }
}
