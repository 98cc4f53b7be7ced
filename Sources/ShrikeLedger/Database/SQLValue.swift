/// A value that goes into a statement or comes out of a row, the same for every database.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// The text, or NULL for nil.
  public init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  public init(_ number: Int) { self = .integer(Int64(number)) }
  public init(_ number: Int64?) { self = number.map(SQLValue.integer) ?? .null }
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  public init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
  public init(_ time: Timestamp?) { self.init(time?.milliseconds) }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

/// One row of an answer; columns are counted from 0 in the order of the statement.
public struct SQLRow: Sendable, Hashable {
  public var values: [SQLValue]

  public init(_ values: [SQLValue]) { self.values = values }

  public subscript(column: Int) -> SQLValue { values[column] }

  /// The text of a column; empty for NULL and other kinds.
  public func text(_ column: Int) -> String { optionalText(column) ?? "" }
  public func optionalText(_ column: Int) -> String? {
    if case .text(let text) = values[column] { return text }
    return nil
  }
  /// The number of a column; 0 for NULL and other kinds.
  public func int(_ column: Int) -> Int64 { optionalInt(column) ?? 0 }
  public func optionalInt(_ column: Int) -> Int64? {
    switch values[column] {
    case .integer(let number): number
    case .real(let number): Int64(exactly: number.rounded())
    default: nil
    }
  }
  public func time(_ column: Int) -> Timestamp { Timestamp(milliseconds: int(column)) }
  public func optionalTime(_ column: Int) -> Timestamp? {
    optionalInt(column).map { Timestamp(milliseconds: $0) }
  }
  public func blob(_ column: Int) -> [UInt8] {
    if case .blob(let bytes) = values[column] { return bytes }
    return []
  }
}
