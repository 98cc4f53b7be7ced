import ShrikeModel
import ShrikeText

/// A line of source cut to a terminal's width around what it is shown for.
struct FrameWindow {
  /// Safe for a terminal.
  let text: String
  /// Terminal columns before the mark, and of the mark.
  let indent: Int
  let length: Int

  /// `width` in terminal columns.
  init(_ snippet: Snippet, width: Int) {
    let scalars = Array(snippet.text.unicodeScalars)
    let start = min(max(0, snippet.column - 1), scalars.count)
    let end = start + min(scalars.count - start, max(1, snippet.length))
    var cells = scalars.map { Cell($0) }
    let total = cells.reduce(0) { $0 + $1.columns }
    var from = 0
    var to = cells.count
    if total > width {
      // A third of the width before the mark, the rest for it and what follows.
      var before = 0
      from = start
      while from > 0, before + cells[from - 1].columns <= width / 3 {
        from -= 1
        before += cells[from].columns
      }
      var used = from > 0 ? 1 : 0
      to = from
      while to < cells.count, used + cells[to].columns < width {
        used += cells[to].columns
        to += 1
      }
    }
    cells = Array(cells[from..<to])
    let lead = from > 0 ? 1 : 0
    text = (lead > 0 ? "…" : "") + cells.map(\.text).joined() + (to < scalars.count ? "…" : "")
    let mark = min(max(0, start - from), cells.count)
    indent = lead + cells[..<mark].reduce(0) { $0 + $1.columns }
    length = max(
      1, cells[mark..<min(max(mark, end - from), cells.count)].reduce(0) { $0 + $1.columns })
  }

  private struct Cell {
    let text: String
    let columns: Int

    init(_ scalar: Unicode.Scalar) {
      text = String(scalar).printable
      columns = text.unicodeScalars.reduce(0) { $0 + $1.terminalColumns }
    }
  }
}

extension Unicode.Scalar {
  /// Columns a terminal gives it: none to marks that join the letter before, two to East Asian wide
  /// letters and to pictures (Unicode's EastAsianWidth W and F, in whole blocks).
  var terminalColumns: Int {
    switch value {
    case ..<0x300: return 1
    case 0x300...0x36F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      let category = properties.generalCategory
      return category == .nonspacingMark || category == .enclosingMark ? 0 : 1
    }
  }
}

/// The words of a text in lines of at most `width` code points; a longer word has a line of its
/// own.
func wrap(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var length = 0
  for word in text.split(separator: " ") {
    let size = word.unicodeScalars.count
    if length > 0, length + 1 + size > width {
      lines.append(line)
      line = ""
      length = 0
    }
    line += (length > 0 ? " " : "") + word
    length += size + (length > 0 ? 1 : 0)
  }
  if length > 0 { lines.append(line) }
  return lines
}
