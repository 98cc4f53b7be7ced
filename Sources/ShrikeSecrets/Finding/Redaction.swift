import ShrikeText

/// Strikes secrets out of a line before anybody sees it.
struct Redaction {
  static let mark = "[redacted]"
  /// Longest line that is shown, in bytes.
  static let lineLimit = 400

  /// Byte ranges of the text that hold secrets, ascending, not overlapping.
  private let ranges: [ByteRange]
  private let values: [[UInt8]]

  init(_ matches: [SecretMatch]) {
    var ranges: [ByteRange] = []
    var values: [[UInt8]] = []
    for match in matches {
      for part in [match] + match.parts where !part.isPathOnly {
        ranges.append(part.secretRange ?? part.range)
        // The same value may stand again on the line where no rule sees it.
        if part.depth == 0, part.secret.count >= 4 { values.append(part.secret) }
      }
    }
    ranges.sort { $0.lower < $1.lower }
    var merged: [ByteRange] = []
    for range in ranges where range.count > 0 {
      if let last = merged.last, range.lower <= last.upper {
        merged[merged.count - 1].upper = max(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
    self.values = values
  }

  /// The line without its secrets, and where `place` begins and ends in it, in code points from 1.
  func line(
    _ line: ByteRange, place: ByteRange, in text: UnsafeBufferPointer<UInt8>
  ) -> (text: String, column: Int, length: Int) {
    var parts: [(text: [UInt8], isSecret: Bool, range: ByteRange)] = []
    var at = line.lower
    for range in struck(line, in: text) {
      if range.lower > at { parts.append(plain(ByteRange(at, range.lower), text)) }
      parts.append((Array(Self.mark.utf8), true, range))
      at = range.upper
    }
    if at < line.upper { parts.append(plain(ByteRange(at, line.upper), text)) }
    var out = ""
    var column = 1
    var end = 1
    var seen = false
    for part in parts {
      let shown = String(decoding: part.text, as: UTF8.self)
      let start = out.unicodeScalars.count
      let overlaps = part.range.lower < place.upper && part.range.upper > place.lower
      if overlaps {
        var from = start
        var to = start + shown.unicodeScalars.count
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
      out += shown
    }
    return cut(out, column: column, length: max(1, end - column))
  }

  /// A text of ours without any of the secrets that were found beside it.
  func struck(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for value in values {
      while let at = bytes.withUnsafeBufferPointer({ ShrikeText.find(value, in: $0) }) {
        bytes.replaceSubrange(at..<(at + value.count), with: Self.mark.utf8)
        // A value that stands in the mark itself would be found for ever.
        if find(value) { break }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func find(_ value: [UInt8]) -> Bool {
    Array(Self.mark.utf8).withUnsafeBufferPointer { ShrikeText.find(value, in: $0) != nil }
  }

  private func plain(
    _ range: ByteRange, _ text: UnsafeBufferPointer<UInt8>
  ) -> (text: [UInt8], isSecret: Bool, range: ByteRange) {
    (Array(text[range.lower..<range.upper]), false, range)
  }

  private func scalars(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

  /// Every stretch of the line that must not be shown.
  private func struck(_ line: ByteRange, in text: UnsafeBufferPointer<UInt8>) -> [ByteRange] {
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
    if line.count <= 4_096 {
      let bytes = UnsafeBufferPointer(rebasing: text[line.lower..<line.upper])
      for value in values {
        var from = 0
        while from < bytes.count,
          let hit = ShrikeText.find(value, in: UnsafeBufferPointer(rebasing: bytes[from...]))
        {
          found.append(
            ByteRange(line.lower + from + hit, line.lower + from + hit + value.count))
          from += hit + value.count
        }
      }
    }
    found.sort { $0.lower < $1.lower }
    var merged: [ByteRange] = []
    for range in found {
      if let last = merged.last, range.lower <= last.upper {
        merged[merged.count - 1].upper = max(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// A window around the place when the line is long.
  private func cut(
    _ text: String, column: Int, length: Int
  ) -> (text: String, column: Int, length: Int) {
    let scalars = text.unicodeScalars
    guard scalars.count > Self.lineLimit else { return (text, column, length) }
    let from = max(0, column - 1 - 120)
    let window = scalars.dropFirst(from).prefix(Self.lineLimit)
    let lead = from > 0 ? "…" : ""
    let tail = from + window.count < scalars.count ? "…" : ""
    return (
      lead + String(String.UnicodeScalarView(window)) + tail, column - from + lead.count,
      min(length, Self.lineLimit - 120)
    )
  }
}
