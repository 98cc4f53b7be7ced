/// A database as the ledger sees it: transactions over a connection. SQLite and PostgreSQL stand behind it.
public protocol Database: Sendable {
  var dialect: Dialect { get }

  /// Runs `body` on one unchanging view of the data.
  func read<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer

  /// Runs `body` in a transaction of its own: what it wrote is kept whole when it returns, and not at all when
  /// it throws or the process ends.
  @discardableResult
  func write<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer

  /// Where it stands, for messages; never with a password.
  var place: String { get }

  /// The same database for one organisation, or for all. Without it none is reached, where the database can keep
  /// them apart.
  func reaching(_ reach: Reach) -> any Database

  /// Lets the database itself keep the organisations of all its tables apart, where it can.
  func separateOrganisations() throws(LedgerError)

  /// Calls `heard` with every organisation that somebody announces something for, and with nil when something may
  /// have been missed. Nil where the database tells nobody anything.
  func listen(_ heard: @escaping @Sendable (String?) -> Void) -> (any DatabaseListener)?
}

/// A connection inside a transaction. It must not outlive the call it was given to.
public protocol SQLConnection: AnyObject {
  var dialect: Dialect { get }

  /// Runs one statement; the number of rows it changed.
  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue]) throws(LedgerError) -> Int

  /// Gives each row of the answer to `body`, in order.
  func rows(
    _ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws(LedgerError) -> Void
  ) throws(LedgerError)

  /// Inserts rows in as few steps as the database allows. All rows have a value for each of `columns`.
  func insert(_ table: Table, _ rows: [[SQLValue]]) throws(LedgerError)

  /// Runs a statement once for every row of values, prepared once.
  func executeEach(_ sql: String, _ rows: [[SQLValue]]) throws(LedgerError)

  /// Runs statements that take no values, one after another.
  func script(_ sql: String) throws(LedgerError)

  /// Holds everybody else's migration off until the transaction ends.
  func lockSchema() throws(LedgerError)

  /// Tells whoever listens to the database that an organisation has something new, once it is kept.
  func announce(_ org: String) throws(LedgerError)
}

extension SQLConnection {
  @discardableResult
  public func execute(_ sql: String) throws(LedgerError) -> Int { try execute(sql, []) }

  public func rows(_ sql: String, _ values: [SQLValue] = []) throws(LedgerError) -> [SQLRow] {
    var out: [SQLRow] = []
    try rows(sql, values) { (row: SQLRow) throws(LedgerError) in out.append(row) }
    return out
  }

  /// The first row; nil where there is none.
  public func row(_ sql: String, _ values: [SQLValue] = []) throws(LedgerError) -> SQLRow? {
    var first: SQLRow?
    try rows(sql, values) { (row: SQLRow) throws(LedgerError) in if first == nil { first = row } }
    return first
  }

  /// The first column of the first row as a number.
  public func number(_ sql: String, _ values: [SQLValue] = []) throws(LedgerError) -> Int64? {
    try row(sql, values)?.optionalInt(0)
  }
}

/// A table as the ledger writes it: what a batch insert and a comparison of two ledgers need to know.
public struct Table: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case text, integer, blob
  }

  public struct Column: Sendable, Hashable {
    public var name: String
    public var kind: Kind
    public var isOptional: Bool

    public init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
      self.name = name
      self.kind = kind
      self.isOptional = isOptional
    }
  }

  public var name: String
  public var columns: [Column]
  /// Columns that tell a row from all others, in order.
  public var key: [String]

  /// Rows stand in the order of the key, where the database can do that: for many short rows.
  public var isClustered: Bool

  public init(_ name: String, key: [String], _ columns: [Column]) {
    self.name = name
    self.key = key
    self.columns = columns
    isClustered = false
  }

  init(clustered name: String, key: [String], _ columns: [Column]) {
    self.init(name, key: key, columns)
    isClustered = true
  }

  /// The statement that makes it.
  var definition: String {
    let lines =
      columns.map { "\($0.name) {\($0.kind.rawValue)}\($0.isOptional ? "" : " NOT NULL")" }
      + ["PRIMARY KEY (\(key.joined(separator: ", ")))"]
    let end = isClustered ? " {clustered}" : ""
    return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)\(end)"
  }

  /// `INSERT INTO … VALUES (?, …)`.
  var insertion: String {
    let names = columns.map(\.name).joined(separator: ", ")
    let values = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(name) (\(names)) VALUES (\(values))"
  }
}
