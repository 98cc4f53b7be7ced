/// Writes a table as RFC 4180 has it: commas, quotes where they are needed, lines that end with CR LF.
///
/// Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula and run
/// it. Such a cell gets an apostrophe before it, which they show as text; see OWASP's "CSV Injection".
public struct CSVWriter: Sendable {
  public private(set) var text = ""

  public init() {}

  /// Adds a line. Cells of numbers are as harmless as they look: give them through `String(describing:)`.
  public mutating func row(_ cells: some Sequence<String>) {
    var isFirst = true
    for cell in cells {
      if !isFirst { text += "," }
      isFirst = false
      text += Self.cell(cell)
    }
    text += "\r\n"
  }

  /// Hands over what is written so far and forgets it: a long table needs no memory of its own size.
  public mutating func take() -> String {
    defer { text = "" }
    return text
  }

  /// One cell as it stands in the file.
  static func cell(_ value: String) -> String {
    guard let first = value.utf8.first else { return "" }
    let isFormula = formulaStarts.contains(first)
    // Semicolons and tabs divide cells where a spreadsheet's language uses commas in numbers.
    let needsQuotes =
      isFormula || first == 0x20 || value.utf8.last == 0x20
      || value.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x2C || $0 == 0x3B }
    guard needsQuotes else { return value }
    var out = isFormula ? "\"'" : "\""
    for scalar in value.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      out.unicodeScalars.append(scalar)
    }
    return out + "\""
  }

  /// `=`, `+`, `-`, `@`, tab, line feed, carriage return.
  private static let formulaStarts: Set<UInt8> = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D]
}
