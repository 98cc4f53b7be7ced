import ShrikeText

/// Where each line of a decoded text stands in the file it was decoded from.
///
/// A line is a stretch of one line of the file that begins at some column; within it a code point
/// may be written longer than it is (`\u00e9` in JSON), which shifts all columns after it.
public struct LineMap: Sendable, Hashable {
  private struct Line: Sendable, Hashable {
    var line: Int32
    /// Code points of the file's line before the stretch.
    var offset: Int32
    /// Index of the line's first shift.
    var firstShift: Int32
  }

  private struct Shift: Sendable, Hashable {
    /// Column (from 1) of the code point, in the decoded line.
    var column: Int32
    /// How many code points longer than one it is written.
    var extra: Int32
  }

  private var lines: [Line] = []
  private var shifts: [Shift] = []

  public init() {}

  /// Number of lines in the decoded text.
  public var lineCount: Int { lines.count }

  /// The next line of the decoded text begins at `line` (from 1) of the file, after `offset` code
  /// points.
  public mutating func beginLine(at line: Int, offset: Int) {
    lines.append(
      Line(
        line: Int32(clamping: line), offset: Int32(clamping: offset),
        firstShift: Int32(clamping: shifts.count)))
  }

  /// The code point at `column` of the line begun last is written with `extra` more code points.
  public mutating func shift(column: Int, extra: Int) {
    if extra > 0 {
      shifts.append(Shift(column: Int32(clamping: column), extra: Int32(clamping: extra)))
    }
  }

  /// The place in the file of a line and column (both from 1) of the decoded text; a place outside
  /// the text is taken for the nearest line in it.
  public func position(line: Int, column: Int) -> SourcePosition {
    guard !lines.isEmpty else { return SourcePosition(line: line, column: column) }
    let index = max(0, min(line - 1, lines.count - 1))
    let entry = lines[index]
    let end = index + 1 < lines.count ? Int(lines[index + 1].firstShift) : shifts.count
    var mapped = column + Int(entry.offset)
    for shift in shifts[Int(entry.firstShift)..<end] {
      if Int(shift.column) >= column { break }
      mapped += Int(shift.extra)
    }
    return SourcePosition(line: Int(entry.line), column: mapped)
  }
}
