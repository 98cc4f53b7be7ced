import Glibc
import ShrikeText

/// Which parts of a text are new since another: what a scan that knows the other must look at.
///
/// Equal stretches are passed over by comparing memory; where lines differ, the next line that both
/// have soon is looked for. In the end a line is new when the old text does not have it, outside of
/// the stretches, as often: a line that only moved is not new. This is no smallest difference, but
/// never says that a new line is old.
public enum AddedLines {
  /// Whole lines of the new text with some around them.
  public struct Hunk: Sendable, Hashable {
    /// In the new text.
    public var range: ByteRange
    /// What of it is new, in the new text, in order; the rest stands around.
    public var added: [ByteRange]

    public init(range: ByteRange, added: [ByteRange]) {
      self.range = range
      self.added = added
    }

    /// Line of the first byte in the new text, from 1: counted when asked for, which is seldom.
    public func firstLine(in text: UnsafeBufferPointer<UInt8>) -> Int {
      guard let base = text.baseAddress else { return 1 }
      return 1 + AddedLines.countNewlines(base, range.lower)
    }

    /// Whether any byte of `part`, counted from the hunk's first, is new.
    public func brings(_ part: ByteRange) -> Bool {
      let (lower, upper) = (part.lower + range.lower, part.upper + range.lower)
      return added.contains { $0.lower < upper && lower < $0.upper }
    }
  }

  /// Lines shown before and after what is new: a secret may begin or end in them.
  public static let contextLines = 2

  /// Lines looked at on each side for one that both have; where there is none the rest is compared
  /// by hash.
  static let window = 24

  /// Hunks in order; they neither touch nor overlap.
  public static func hunks(
    old: UnsafeBufferPointer<UInt8>, new: UnsafeBufferPointer<UInt8>
  ) -> [Hunk] {
    guard let newBase = new.baseAddress, !new.isEmpty else { return [] }
    guard let oldBase = old.baseAddress, !old.isEmpty else {
      let all = ByteRange(0, new.count)
      return [Hunk(range: all, added: [all])]
    }
    var alignment = LineAlignment(old: oldBase, old.count, new: newBase, new.count)
    alignment.run()
    guard !alignment.added.isEmpty else { return [] }
    let fresh = freshLines(alignment, oldBase, newBase)
    return withContext(fresh, newBase, new.count)
  }

  /// The added stretches without the lines that were removed elsewhere.
  private static func freshLines(
    _ alignment: LineAlignment, _ old: UnsafePointer<UInt8>, _ new: UnsafePointer<UInt8>
  ) -> [ByteRange] {
    if alignment.removed.isEmpty { return alignment.added }
    var bag = LineBag(old, alignment.removed)
    var fresh: [ByteRange] = []
    for stretch in alignment.added {
      var at = stretch.lower
      while at < stretch.upper {
        let end = lineEnd(new, at, stretch.upper)
        if !bag.take(new + at, end - at) {
          if let last = fresh.last, last.upper == at {
            fresh[fresh.count - 1].upper = end
          } else {
            fresh.append(ByteRange(at, end))
          }
        }
        at = end
      }
    }
    return fresh
  }

  /// Adds the lines around and joins what then meets.
  private static func withContext(
    _ ranges: [ByteRange], _ base: UnsafePointer<UInt8>, _ count: Int
  ) -> [Hunk] {
    var hunks: [Hunk] = []
    for added in ranges {
      var range = added
      for _ in 0..<contextLines where range.lower > 0 {
        range.lower = lineStart(base, range.lower - 1)
      }
      for _ in 0..<contextLines where range.upper < count {
        range.upper = lineEnd(base, range.upper, count)
      }
      if let last = hunks.last, last.range.upper >= range.lower {
        hunks[hunks.count - 1].range.upper = max(last.range.upper, range.upper)
        hunks[hunks.count - 1].added.append(added)
      } else {
        hunks.append(Hunk(range: range, added: [added]))
      }
    }
    return hunks
  }

  /// Beginning of the line that holds the byte at `offset`.
  @inline(__always)
  static func lineStart(_ base: UnsafePointer<UInt8>, _ offset: Int) -> Int {
    var at = offset
    while at > 0, base[at - 1] != 0x0A { at -= 1 }
    return at
  }

  /// Offset after the newline of the line at `offset`.
  @inline(__always)
  static func lineEnd(_ base: UnsafePointer<UInt8>, _ offset: Int, _ limit: Int) -> Int {
    findByte(base + offset, 0x0A, limit - offset).map { offset + $0 + 1 } ?? limit
  }

  static func countNewlines(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let raw = UnsafeRawPointer(base)
    var total = 0
    var at = 0
    // Of each byte the highest bit stays set when it is a newline: exact, no borrow crosses bytes.
    while at + 8 <= count {
      let x = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
      let low = (x & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
      total &+= (~(low | x) & 0x8080_8080_8080_8080).nonzeroBitCount
      at += 8
    }
    while at < count {
      if base[at] == 0x0A { total += 1 }
      at += 1
    }
    return total
  }
}
