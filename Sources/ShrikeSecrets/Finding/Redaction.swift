public import ShrikeText

/// Strikes secrets out of a line before anybody sees it.
public struct Redaction {
  static let mark = "[redacted]"
  /// Longest line that is shown, in bytes.
  static let lineLimit = 400

  /// Byte ranges of the text that hold secrets, ascending, not overlapping.
  private let ranges: [ByteRange]
  private let values: ValueIndex

  /// - Parameters:
  ///   - more: what else is not to be shown, in bytes of `text`, whether a rule knows it or not.
  public init(
    _ matches: [SecretMatch], and more: [ByteRange] = [],
    in text: UnsafeBufferPointer<UInt8> = UnsafeBufferPointer(start: nil, count: 0)
  ) {
    var ranges = more
    var values: [[UInt8]] = []
    for range in more where range.count >= 4 && range.upper <= text.count {
      values.append(Array(text[range.lower..<range.upper]))
    }
    for match in matches {
      for part in [match] + match.parts where !part.isPathOnly {
        ranges.append(part.secretRange ?? part.range)
        // The same value may stand again on the line where no rule sees it.
        if part.depth == 0, part.secret.count >= 4 { values.append(part.secret) }
      }
    }
    self.ranges = Self.joined(ranges.filter { $0.count > 0 })
    self.values = ValueIndex(values)
  }

  /// The line without its secrets, and where `place` begins and ends in it, in code points from 1.
  public func line(
    _ line: ByteRange, place: ByteRange, in text: UnsafeBufferPointer<UInt8>
  ) -> (text: String, column: Int, length: Int) {
    var parts: [(text: [UInt8], isSecret: Bool, range: ByteRange)] = []
    let found = rangesMet(by: line)
    let shown = Self.visible(line, near: place, between: found)
    var at = shown.lower
    for range in Self.joined(found + places(touching: shown, in: line, of: text))
    where range.upper > shown.lower && range.lower < shown.upper {
      if range.lower > at { parts.append(plain(ByteRange(at, range.lower), text)) }
      parts.append((Array(Self.mark.utf8), true, range))
      at = range.upper
    }
    if at < shown.upper { parts.append(plain(ByteRange(at, shown.upper), text)) }
    var out = ""
    var column = 1
    var end = 1
    var seen = false
    for part in parts {
      let words = String(decoding: part.text, as: UTF8.self)
      let start = out.unicodeScalars.count
      let overlaps = part.range.lower < place.upper && part.range.upper > place.lower
      if overlaps {
        var from = start
        var to = start + words.unicodeScalars.count
        if !part.isSecret {
          let before = max(0, place.lower - part.range.lower)
          let after = max(0, part.range.upper - place.upper)
          from = start + scalars(part.text.prefix(before))
          to -= scalars(part.text.suffix(after))
        }
        if !seen { column = from + 1 }
        seen = true
        end = to + 1
      }
      out += words
    }
    return cut(
      out, column: column, length: max(1, end - column),
      more: (shown.lower > line.lower, shown.upper < line.upper))
  }

  /// A text of ours without any of the secrets that were found beside it.
  public func struck(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var at = 0
    // All are found before any is struck: the mark could hold one, or complete it.
    let found = bytes.withUnsafeBufferPointer {
      values.places(in: ByteRange(0, bytes.count), of: $0)
    }
    for range in Self.joined(found) {
      out += bytes[at..<range.lower]
      out += Self.mark.utf8
      at = range.upper
    }
    return String(decoding: out + bytes[at...], as: UTF8.self)
  }

  /// Where a value stands that touches a part of a line, whether a rule saw it there or not.
  private func places(
    touching part: ByteRange, in line: ByteRange, of text: UnsafeBufferPointer<UInt8>
  ) -> [ByteRange] {
    let lower = max(line.lower, part.lower - values.longest)
    let upper = min(line.upper, part.upper + values.longest)
    return values.places(in: ByteRange(lower, upper), of: text)
  }

  /// Ascending, and one where several overlap or touch.
  private static func joined(_ ranges: [ByteRange]) -> [ByteRange] {
    var merged: [ByteRange] = []
    for range in ranges.sorted(by: { $0.lower < $1.lower }) {
      if let last = merged.last, range.lower <= last.upper {
        merged[merged.count - 1].upper = max(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private func plain(
    _ range: ByteRange, _ text: UnsafeBufferPointer<UInt8>
  ) -> (text: [UInt8], isSecret: Bool, range: ByteRange) {
    (Array(text[range.lower..<range.upper]), false, range)
  }

  private func scalars(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

  /// Every stretch of the line in which a rule saw a secret.
  private func rangesMet(by line: ByteRange) -> [ByteRange] {
    var found: [ByteRange] = []
    // Lines of minified files can be long, and matches many: only those near are looked at.
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upper <= line.lower { low = middle + 1 } else { high = middle }
    }
    while low < ranges.count, ranges[low].lower < line.upper {
      found.append(
        ByteRange(max(ranges[low].lower, line.lower), min(ranges[low].upper, line.upper)))
      low += 1
    }
    return found
  }

  /// The part of a line that is looked at and can be shown: of a minified file's line a little on each
  /// side of the place. A code point has four bytes at most; what is struck out takes no room.
  private static func visible(
    _ line: ByteRange, near place: ByteRange, between struck: [ByteRange]
  ) -> ByteRange {
    var lower = min(max(place.lower, line.lower), line.upper)
    var upper = min(max(place.upper, lower), line.upper)
    var room = 4 * lineLimit
    for range in struck.reversed() where range.upper <= lower {
      if lower - range.upper >= room { break }
      room -= lower - range.upper
      lower = range.lower
    }
    lower = max(line.lower, lower - room)
    room = 4 * lineLimit
    for range in struck where range.lower >= upper {
      if range.lower - upper >= room { break }
      room -= range.lower - upper
      upper = range.upper
    }
    return ByteRange(lower, min(line.upper, upper + room))
  }

  /// A window around the place when the line is long.
  private func cut(
    _ text: String, column: Int, length: Int, more: (before: Bool, after: Bool)
  ) -> (text: String, column: Int, length: Int) {
    let scalars = text.unicodeScalars
    guard scalars.count > Self.lineLimit || more.before || more.after else {
      return (text, column, length)
    }
    let from = scalars.count > Self.lineLimit ? max(0, column - 1 - 120) : 0
    let window = scalars.dropFirst(from).prefix(Self.lineLimit)
    let lead = from > 0 || more.before ? "…" : ""
    let tail = from + window.count < scalars.count || more.after ? "…" : ""
    return (
      lead + String(String.UnicodeScalarView(window)) + tail, column - from + lead.count,
      min(length, Self.lineLimit - 120)
    )
  }
}
