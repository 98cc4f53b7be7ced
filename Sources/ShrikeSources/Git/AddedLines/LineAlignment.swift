import Glibc
import ShrikeText

/// Runs through two texts side by side and notes what only one of them has, in whole lines.
struct LineAlignment {
  private let old: UnsafePointer<UInt8>
  private let new: UnsafePointer<UInt8>
  private var oldEnd: Int
  private var newEnd: Int
  private(set) var removed: [ByteRange] = []
  private(set) var added: [ByteRange] = []

  init(
    old: UnsafePointer<UInt8>, _ oldCount: Int, new: UnsafePointer<UInt8>, _ newCount: Int
  ) {
    self.old = old
    self.new = new
    oldEnd = oldCount
    newEnd = newCount
  }

  mutating func run() {
    var oldAt = 0
    var newAt = 0
    var isEndCut = false
    while true {
      let common = commonPrefix(oldAt, newAt)
      if oldAt + common == oldEnd, newAt + common == newEnd { return }
      // Back to the beginning of the line that differs.
      let back = common - AddedLines.lineStart(new + newAt, common)
      oldAt += common - back
      newAt += common - back
      if !isEndCut {
        isEndCut = true
        cutCommonEnd(oldAt, newAt)
      }
      if oldAt == oldEnd || newAt == newEnd { break }
      guard let step = nextCommonLine(oldAt, newAt) else { break }
      note(oldAt, step.old, newAt, step.new)
      oldAt = step.old
      newAt = step.new
    }
    note(oldAt, oldEnd, newAt, newEnd)
  }

  private mutating func note(_ oldAt: Int, _ oldTo: Int, _ newAt: Int, _ newTo: Int) {
    if oldTo > oldAt { removed.append(ByteRange(oldAt, oldTo)) }
    if newTo > newAt { added.append(ByteRange(newAt, newTo)) }
  }

  /// The nearest line that stands on both sides within the window.
  private func nextCommonLine(_ oldAt: Int, _ newAt: Int) -> (old: Int, new: Int)? {
    withUnsafeTemporaryAllocation(of: Line.self, capacity: 2 * AddedLines.window) { lines in
      let a = UnsafeMutableBufferPointer(rebasing: lines[..<AddedLines.window])
      let b = UnsafeMutableBufferPointer(rebasing: lines[AddedLines.window...])
      let oldCount = fill(a, old, oldAt, oldEnd)
      let newCount = fill(b, new, newAt, newEnd)
      for distance in 1..<(2 * AddedLines.window) {
        let first = max(0, distance - newCount + 1)
        let last = min(distance, oldCount - 1)
        if first > last { continue }
        for i in first...last {
          let j = distance - i
          if a[i].hash == b[j].hash, a[i].count == b[j].count,
            memcmp(old + a[i].start, new + b[j].start, a[i].count) == 0
          {
            return (a[i].start, b[j].start)
          }
        }
      }
      return nil
    }
  }

  private struct Line {
    var start: Int
    var count: Int
    var hash: UInt64
  }

  private func fill(
    _ lines: UnsafeMutableBufferPointer<Line>, _ base: UnsafePointer<UInt8>, _ from: Int,
    _ limit: Int
  ) -> Int {
    var at = from
    var count = 0
    while count < lines.count, at < limit {
      let end = AddedLines.lineEnd(base, at, limit)
      let hash = hashBytes(UnsafeBufferPointer(start: base + at, count: end - at))
      lines[count] = Line(start: at, count: end - at, hash: hash)
      count += 1
      at = end
    }
    return count
  }

  /// Moves both ends back over the lines they have in common.
  private mutating func cutCommonEnd(_ oldAt: Int, _ newAt: Int) {
    let a = old + oldEnd
    let b = new + newEnd
    let count = min(oldEnd - oldAt, newEnd - newAt)
    var length = 0
    while length + Self.block <= count,
      memcmp(a - length - Self.block, b - length - Self.block, Self.block) == 0
    { length += Self.block }
    while length + 8 <= count, word(a - length - 8) == word(b - length - 8) { length += 8 }
    while length < count, a[-length - 1] == b[-length - 1] { length += 1 }
    guard length > 0 else { return }
    let startsLine =
      (oldEnd - length == oldAt || a[-length - 1] == 0x0A)
      && (newEnd - length == newAt || b[-length - 1] == 0x0A)
    if !startsLine { length = newEnd - AddedLines.lineEnd(new, newEnd - length, newEnd) }
    oldEnd -= length
    newEnd -= length
  }

  /// Bytes compared by one call of memcmp.
  private static let block = 2048

  private func commonPrefix(_ oldAt: Int, _ newAt: Int) -> Int {
    let a = old + oldAt
    let b = new + newAt
    let count = min(oldEnd - oldAt, newEnd - newAt)
    var at = 0
    // Short stretches between changes are many: words first, then blocks.
    while at + 8 <= min(count, 256), word(a + at) == word(b + at) { at += 8 }
    if at >= 256 {
      while at + Self.block <= count, memcmp(a + at, b + at, Self.block) == 0 { at += Self.block }
    }
    while at + 8 <= count, word(a + at) == word(b + at) { at += 8 }
    while at < count, a[at] == b[at] { at += 1 }
    return at
  }

  @inline(__always)
  private func word(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
  }
}

/// The lines of some ranges, each as often as it stands there. Equal hashes are not trusted: a line
/// made to collide with another would hide.
struct LineBag {
  private struct Slot {
    var hash: UInt64 = 0
    var start = 0
    var count: Int32 = 0
    /// How often the line may still be taken; -1: the slot is free.
    var left: Int32 = -1
  }

  private let base: UnsafePointer<UInt8>
  private var slots: [Slot]

  init(_ base: UnsafePointer<UInt8>, _ ranges: [ByteRange]) {
    self.base = base
    var lines = ranges.count
    for range in ranges { lines += AddedLines.countNewlines(base + range.lower, range.count) }
    var size = 16
    while size < lines * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    for range in ranges {
      var at = range.lower
      while at < range.upper {
        let end = AddedLines.lineEnd(base, at, range.upper)
        let hash = hashBytes(UnsafeBufferPointer(start: base + at, count: end - at))
        let slot = find(hash, base + at, end - at)
        if slots[slot].left < 0 {
          slots[slot] = Slot(
            hash: hash, start: at, count: Int32(truncatingIfNeeded: end - at), left: 1)
        } else {
          slots[slot].left += 1
        }
        at = end
      }
    }
  }

  /// Whether the line is there once more than it was taken.
  @inline(__always)
  mutating func take(_ line: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let slot = find(hashBytes(UnsafeBufferPointer(start: line, count: count)), line, count)
    guard slots[slot].left > 0 else { return false }
    slots[slot].left -= 1
    return true
  }

  @inline(__always)
  private func find(_ hash: UInt64, _ line: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at].left >= 0 {
      if slots[at].hash == hash, Int(slots[at].count) == count,
        memcmp(base + slots[at].start, line, count) == 0
      {
        return at
      }
      at = (at + 1) & mask
    }
    return at
  }
}
