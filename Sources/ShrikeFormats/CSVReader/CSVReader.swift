/// Reads comma-separated values (RFC 4180) as spreadsheets and scanners write them: separated by
/// commas, semicolons, tabs or bars, values in quotes with line ends inside, a mark at the beginning.
public struct CSVReader: Sendable {
  public struct Limits: Sendable {
    public var rows = 5_000_000
    public var columns = 2_000

    public init() {}
  }

  public var limits = Limits()

  public init() {}

  /// - Parameter separator: nil takes the one that the first line has most of.
  public func read(_ text: [UInt8], separator: UInt8? = nil) -> CSVTable {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let mark = separator ?? Self.separator(of: text[start...])
    var rows: [CSVTable.Line] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var first = 1
    var index = start
    var isOpen = true
    func closeField() {
      if fields.count < limits.columns { fields.append(String(decoding: field, as: UTF8.self)) }
      field.removeAll(keepingCapacity: true)
    }
    func closeRow() {
      closeField()
      if fields.count > 1 || fields.first?.isEmpty == false {
        rows.append(CSVTable.Line(number: first, fields: fields))
      }
      fields.removeAll(keepingCapacity: true)
      first = line
    }
    while index < text.count, rows.count < limits.rows {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty && isOpen:
        isOpen = false
        while index < text.count {
          let inner = text[index]
          index += 1
          if inner == UInt8(ascii: "\"") {
            guard index < text.count, text[index] == inner else { break }
            index += 1
          } else if inner == 0x0A {
            line += 1
          }
          field.append(inner)
        }
      case mark:
        closeField()
        isOpen = true
      case 0x0D where index < text.count && text[index] == 0x0A: continue
      case 0x0A, 0x0D:
        line += 1
        closeRow()
        isOpen = true
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !fields.isEmpty { closeRow() }
    return CSVTable(lines: rows)
  }

  /// The candidate that the first line, outside of quotes, holds most of.
  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    var counts = [Int](repeating: 0, count: 4)
    let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    var isQuoted = false
    for byte in text.prefix(64 << 10) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if let which = candidates.firstIndex(of: byte) { counts[which] += 1 }
    }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { candidates[$0] } ?? candidates[0]
  }
}

/// Rows under the names of a header.
public struct CSVTable: Sendable {
  struct Line: Sendable {
    let number: Int
    let fields: [String]
  }

  /// The names of the columns, as they are written.
  public let header: [String]
  public let rows: [Row]
  private let columns: [String: Int]

  init(lines: [Line], from first: Int = 0) {
    let names = lines.indices.contains(first) ? lines[first].fields : []
    header = names.map(\.trimmed)
    columns = Dictionary(
      header.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { a, _ in a })
    let columns = columns
    rows = lines.dropFirst(first + 1).map {
      Row(fields: $0.fields, line: $0.number, columns: columns)
    }
    all = lines
  }

  private let all: [Line]

  /// A table of other origin, its first row the header.
  public init(rows: [(line: Int, fields: [String])]) {
    self.init(lines: rows.map { Line(number: $0.line, fields: $0.fields) })
  }

  /// The table whose header is the first row that has such a cell; reports often begin with
  /// a title.
  public func starting(at cell: String) -> CSVTable? {
    let wanted = cell.lowercased()
    let index = all.firstIndex { $0.fields.contains { $0.trimmed.lowercased() == wanted } }
    return index.map { CSVTable(lines: all, from: $0) }
  }

  /// Whether all of these are columns, whatever their case.
  public func has(_ names: String...) -> Bool {
    names.allSatisfy { columns[$0.lowercased()] != nil }
  }

  public struct Row: Sendable {
    public let fields: [String]
    /// The line of the file it begins on.
    public let line: Int
    private let columns: [String: Int]

    init(fields: [String], line: Int, columns: [String: Int]) {
      self.fields = fields
      self.line = line
      self.columns = columns
    }

    /// The value below a column's name, whatever its case; empty where there is none.
    public subscript(name: String) -> String {
      guard let index = columns[name.lowercased()], index < fields.count else { return "" }
      return fields[index].trimmed
    }

    /// The same, nil where it is empty.
    public func word(_ name: String) -> String? {
      let value = self[name]
      return value.isEmpty ? nil : value
    }
  }
}
