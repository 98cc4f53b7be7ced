import Foundation
public import ShrikeLedger

#if SHRIKE_HUB
  import ShrikePostgres
#endif

/// The databases that the whole suite runs on.
public enum Engine: String, Sendable, CaseIterable, CustomStringConvertible {
  case sqlite = "SQLite"
  case postgres = "PostgreSQL"

  public var description: String { rawValue }

  /// Address of a server that is there for tests only: scripts/postgresql starts one.
  private static let address = ProcessInfo.processInfo.environment["SHRIKE_TEST_POSTGRESQL"]

  /// Without a server, SQLite alone; a test says so once.
  public static let all: [Engine] = {
    #if SHRIKE_HUB
      return address == nil ? [.sqlite] : [.sqlite, .postgres]
    #else
      return [.sqlite]
    #endif
  }()

  /// An empty database of its own.
  public func database() throws -> any ShrikeLedger.Database {
    #if SHRIKE_HUB
      if self == .postgres {
        return try PostgresDatabase(
          Engine.address ?? "", schema: Engine.schema(), connections: 4)
      }
    #endif
    return try SQLiteDatabase(named: "memory")
  }

  /// One that can be opened again: a file, or a schema of the server.
  public func database(file: String, schema: String) throws -> any ShrikeLedger.Database {
    #if SHRIKE_HUB
      if self == .postgres {
        return try PostgresDatabase(Engine.address ?? "", schema: schema, connections: 4)
      }
    #endif
    return try SQLiteDatabase(file: file)
  }

  /// A name that no other test has.
  public static func schema() -> String {
    "t" + UUID().uuidString.filter { $0 != "-" }.lowercased()
  }
}
