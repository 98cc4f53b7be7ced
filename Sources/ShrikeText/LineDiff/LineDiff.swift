/// What lines two texts have not in common, as a person reads it: the unified form.
///
/// Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986) over the lines between the common beginning and
/// the common end; where more than `editLimit` lines differ, all of those count as changed.
public struct LineDiff: Sendable {
  public static let editLimit = 1_000

  private enum Line {
    case kept(ArraySlice<UInt8>)
    case removed(ArraySlice<UInt8>)
    case added(ArraySlice<UInt8>)
  }

  private var lines: [Line] = []

  public init(_ before: [UInt8], _ after: [UInt8]) {
    let old = Self.split(before)
    let new = Self.split(after)
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < old.count - start, tail < new.count - start,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    {
      tail += 1
    }
    lines += old[..<start].map { .kept($0) }
    lines += Self.compare(
      Array(old[start..<old.count - tail]), Array(new[start..<new.count - tail]))
    lines += old[(old.count - tail)...].map { .kept($0) }
  }

  private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  private static func compare(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [Line] {
    // By diagonal the furthest line of the old text, one row for each number of edits.
    var furthest = [1: 0]
    var rows: [[Int: Int]] = []
    for edits in 0...editLimit {
      rows.append(furthest)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let left = furthest[diagonal - 1] ?? -1
        let above = furthest[diagonal + 1] ?? -1
        var x = diagonal == -edits || diagonal != edits && left < above ? above : left + 1
        while x < old.count, x - diagonal >= 0, x - diagonal < new.count,
          old[x] == new[x - diagonal]
        {
          x += 1
        }
        furthest[diagonal] = x
        if x >= old.count, x - diagonal >= new.count { return trace(rows, old, new) }
      }
    }
    return old.map { .removed($0) } + new.map { .added($0) }
  }

  private static func trace(
    _ rows: [[Int: Int]], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [Line] {
    var lines: [Line] = []
    var x = old.count
    var y = new.count
    for (edits, row) in rows.enumerated().reversed() {
      let diagonal = x - y
      let left = row[diagonal - 1] ?? -1
      let above = row[diagonal + 1] ?? -1
      let before =
        diagonal == -edits || diagonal != edits && left < above ? diagonal + 1 : diagonal - 1
      let beforeX = edits == 0 ? 0 : row[before] ?? 0
      let beforeY = edits == 0 ? 0 : beforeX - before
      while x > beforeX, y > beforeY {
        x -= 1
        y -= 1
        lines.append(.kept(old[x]))
      }
      guard edits > 0 else { break }
      if x == beforeX, y > beforeY {
        y -= 1
        lines.append(.added(new[y]))
      } else if x > beforeX {
        x -= 1
        lines.append(.removed(old[x]))
      }
    }
    return lines.reversed()
  }

  /// The changed lines with three around them, under the name of the file; empty where nothing differs.
  public func unified(name: String, _ style: TextStyle = .plain) -> String {
    let context = 3
    let changed = lines.indices.filter { if case .kept = lines[$0] { false } else { true } }
    guard !changed.isEmpty else { return "" }
    var out = style.paint("--- \(name.printable)\n+++ \(name.printable)", .bold) + "\n"
    var start = 0
    var oldLine = 1
    var newLine = 1
    var at = 0
    while start < changed.count {
      var end = start
      while end + 1 < changed.count, changed[end + 1] - changed[end] <= 2 * context { end += 1 }
      let lower = max(0, changed[start] - context)
      let upper = min(lines.count, changed[end] + context + 1)
      for line in lines[at..<lower] { count(line, &oldLine, &newLine) }
      var (oldEnd, newEnd) = (oldLine, newLine)
      for line in lines[lower..<upper] { count(line, &oldEnd, &newEnd) }
      let ranges =
        "-\(range(oldLine, oldEnd - oldLine)) +\(range(newLine, newEnd - newLine))"
      out += style.paint("@@ \(ranges) @@", .cyan) + "\n"
      for line in lines[lower..<upper] { out += text(line, style) + "\n" }
      (oldLine, newLine, at) = (oldEnd, newEnd, upper)
      start = end + 1
    }
    return out
  }

  private func range(_ start: Int, _ count: Int) -> String {
    count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
  }

  private func count(_ line: Line, _ old: inout Int, _ new: inout Int) {
    switch line {
    case .kept:
      old += 1
      new += 1
    case .removed: old += 1
    case .added: new += 1
    }
  }

  private func text(_ line: Line, _ style: TextStyle) -> String {
    func shown(_ bytes: ArraySlice<UInt8>) -> String {
      // Tabs stay: a patch must apply.
      String(decoding: bytes, as: UTF8.self).split(
        separator: "\t", omittingEmptySubsequences: false
      )
      .map { String($0).printable }.joined(separator: "\t")
    }
    switch line {
    case .kept(let bytes): return " " + shown(bytes)
    case .removed(let bytes): return style.paint("-" + shown(bytes), .red)
    case .added(let bytes): return style.paint("+" + shown(bytes), .green)
    }
  }
}
