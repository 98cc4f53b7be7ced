import ShrikeText

/// A piece of text that was encoded: where it stood, where its decoded form stands.
struct EncodedSegment: Sendable, Equatable {
  /// In the original text.
  var original: ByteRange
  /// In the text of the pass before.
  var encoded: ByteRange
  /// In the text of this pass.
  var decoded: ByteRange
  var encodings: Encoding
  var depth: Int
}

/// Decodes a text in place, pass by pass, and maps places back. Follows gitleaks' `detect/codec`.
struct Decoder {
  /// The segments of each pass so far, the first pass first.
  private(set) var passes: [[EncodedSegment]] = []

  var segments: [EncodedSegment] { passes.last ?? [] }

  mutating func reset() { passes.removeAll(keepingCapacity: true) }

  /// One pass over `text`; false when there was nothing to decode (`out` is then untouched).
  mutating func decode(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) -> Bool {
    let found = Self.candidates(in: text)
    guard !found.isEmpty else { return false }
    var segments: [EncodedSegment] = []
    var value: [UInt8] = []
    var copied = 0
    out.removeAll(keepingCapacity: true)
    for (kind, range) in Self.withoutOverlaps(found) {
      guard
        kind.decode(UnsafeBufferPointer(rebasing: text[range.lower..<range.upper]), into: &value)
      else { continue }
      out.append(contentsOf: text[copied..<range.lower])
      let start = out.count
      out.append(contentsOf: value)
      copied = range.upper
      var segment = EncodedSegment(
        original: original(of: range), encoded: range, decoded: ByteRange(start, out.count),
        encodings: kind, depth: passes.count + 1)
      for previous in overlapping(range, in: passes.count - 1) {
        segment.encodings.formUnion(previous.encodings)
      }
      segments.append(segment)
    }
    guard !segments.isEmpty else { return false }
    out.append(contentsOf: text[copied..<text.count])
    passes.append(segments)
    return true
  }

  // MARK: places

  /// The segments of the last pass that `range` of its text touches.
  func overlapping(_ range: ByteRange) -> ArraySlice<EncodedSegment> {
    overlapping(range, in: passes.count - 1)
  }

  private func overlapping(_ range: ByteRange, in pass: Int) -> ArraySlice<EncodedSegment> {
    guard passes.indices.contains(pass) else { return [] }
    let segments = passes[pass]
    // Decoded ranges ascend and do not overlap: two binary searches.
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].decoded.upper < range.lower { low = middle + 1 } else { high = middle }
    }
    var end = low
    high = segments.count
    while end < high {
      let middle = (end + high) / 2
      if segments[middle].decoded.lower <= range.upper { end = middle + 1 } else { high = middle }
    }
    return segments[low..<end]
  }

  /// Maps a range of the last pass's text to the original text.
  func original(of range: ByteRange) -> ByteRange {
    var range = range
    var pass = passes.count - 1
    while pass >= 0 {
      var merged: ByteRange?
      for segment in overlapping(range, in: pass) {
        if segment.decoded.lower <= range.lower, range.upper <= segment.decoded.upper {
          return segment.original
        }
        let lower = segment.encoded.lower + min(0, range.lower - segment.decoded.lower)
        let upper = segment.encoded.upper + max(0, range.upper - segment.decoded.upper)
        let part = ByteRange(lower, upper)
        if let before = merged, before.upper != 0 {
          merged = ByteRange(min(before.lower, part.lower), max(before.upper, part.upper))
        } else {
          merged = part
        }
      }
      guard let next = merged, next.upper != 0 else { return range }
      range = next
      pass -= 1
    }
    return range
  }

  // MARK: candidates

  /// The leftmost match of each encoding's pattern, in gitleaks' order of alternatives:
  /// `%XX(.*%XX)?`, `(U+XXXX\s)+ | (\\?\uXXXX)+`, `[0-9A-Fa-f]{32,}`, `[\w/+-]{16,}={0,2}`.
  private static func candidates(
    in text: UnsafeBufferPointer<UInt8>
  ) -> [(Encoding, ByteRange)] {
    var found: [(Encoding, ByteRange)] = []
    guard let base = text.baseAddress else { return found }
    let count = text.count
    var at = 0
    // Where each kind comes next; looked for anew only once it lies behind.
    var percentAt = next(0x25, base, count, from: 0)
    var escapeAt = next(0x5C, base, count, from: 0)
    var pointAt = nextPoint(base, count, from: 0)
    var run = nextRun(base, count, from: 0)
    while true {
      if percentAt < at { percentAt = next(0x25, base, count, from: at) }
      if escapeAt < at { escapeAt = next(0x5C, base, count, from: at) }
      if pointAt < at { pointAt = nextPoint(base, count, from: at) }
      if run.lowerBound < at { run = nextRun(base, count, from: at) }
      let first = min(min(percentAt, escapeAt), min(pointAt, run.lowerBound))
      if first >= count { return found }
      at = first
      if first == percentAt, let end = percent(base, count, at) {
        found.append((.percent, ByteRange(at, end)))
        at = end
      } else if first == escapeAt, let end = escapes(base, count, at) {
        found.append((.unicode, ByteRange(at, end)))
        at = end
      } else if first == pointAt, let end = codePoints(base, count, at) {
        found.append((.unicode, ByteRange(at, end)))
        at = end
      } else if first == run.lowerBound {
        at = longRun(base, count, from: at, to: run.upperBound, into: &found)
      } else {
        at += 1
      }
    }
  }

  private static func next(
    _ byte: UInt8, _ base: UnsafePointer<UInt8>, _ count: Int, from: Int
  ) -> Int {
    from < count ? findByte(base + from, byte, count - from).map { $0 + from } ?? count : count
  }

  /// The next `U+`.
  private static func nextPoint(
    _ base: UnsafePointer<UInt8>, _ count: Int, from: Int
  ) -> Int {
    var at = from + 1
    while true {
      let plus = next(0x2B, base, count, from: at)
      if plus >= count { return count }
      if base[plus - 1] == 0x55 { return plus - 1 }
      at = plus + 1
    }
  }

  /// The next sixteen or more characters of base64's alphabet in a row. Eight that are counted from any
  /// place in steps of eight lie wholly in such a run, so the rest is passed over block by block.
  private static func nextRun(
    _ base: UnsafePointer<UInt8>, _ count: Int, from: Int
  ) -> Range<Int> {
    base64Members.withUnsafeBufferPointer { members in
      var at = from
      while true {
        at = nextBlock(base, count, from: at)
        if at >= count { return count..<count }
        var lower = at
        while lower > from, members[Int(base[lower - 1])] { lower -= 1 }
        var upper = at + 8
        while upper < count, members[Int(base[upper])] { upper += 1 }
        if upper - lower >= 16 { return lower..<upper }
        at = upper + 1
      }
    }
  }

  /// The next eight bytes, in steps of eight, that are all of base64's alphabet.
  @inline(__always)
  private static func nextBlock(
    _ base: UnsafePointer<UInt8>, _ count: Int, from: Int
  ) -> Int {
    var at = from
    while at + 8 <= count {
      let bytes = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      // No member is below `+` or beyond ASCII, which settles most blocks.
      let outside = ((bytes &- ones &* 0x2B) & ~bytes | bytes) & highs
      if outside == 0, !holdsOther(bytes) { return at }
      at += 8
    }
    return count
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Whether one of eight bytes of `+` to DEL is not of base64's alphabet: `,` `.` `:`-`@` `[`-`^` `` ` `` `{`-DEL.
  @inline(__always)
  private static func holdsOther(_ bytes: UInt64) -> Bool {
    // In each byte's highest bit: at least `from`. ASCII alone, so nothing is carried to the next byte.
    func least(_ from: UInt64) -> UInt64 { bytes &+ ones &* (0x80 &- from) }
    func equal(_ byte: UInt64) -> UInt64 { ~((bytes ^ ones &* byte) &+ ones &* 0x7F) }
    let others =
      least(0x3A) & ~least(0x41) | least(0x5B) & ~least(0x5F) | least(0x7B) | equal(0x2C)
      | equal(0x2E) | equal(0x60)
    return others & highs != 0
  }

  private static func longRun(
    _ base: UnsafePointer<UInt8>, _ count: Int, from: Int, to end: Int,
    into found: inout [(Encoding, ByteRange)]
  ) -> Int {
    if base[from] == 0x55, base[from + 1] == 0x2B, let stop = codePoints(base, count, from) {
      found.append((.unicode, ByteRange(from, stop)))
      return stop
    }
    var hexEnd = from
    while hexEnd < end, hexadecimalDigit(base[hexEnd]) != nil { hexEnd += 1 }
    if hexEnd - from >= 32 {
      found.append((.hex, ByteRange(from, hexEnd)))
      return hexEnd
    }
    var stop = end
    while stop < count, stop - end < 2, base[stop] == 0x3D { stop += 1 }
    found.append((.base64, ByteRange(from, stop)))
    return stop
  }

  private static func percent(_ base: UnsafePointer<UInt8>, _ count: Int, _ at: Int) -> Int? {
    func isEscape(_ at: Int) -> Bool {
      at + 2 < count && base[at] == 0x25 && hexadecimalDigit(base[at + 1]) != nil
        && hexadecimalDigit(base[at + 2]) != nil
    }
    guard isEscape(at) else { return nil }
    var lineEnd = at + 3
    while lineEnd < count, base[lineEnd] != 0x0A { lineEnd += 1 }
    var last = lineEnd - 3
    while last >= at + 3 {
      if isEscape(last) { return last + 3 }
      last -= 1
    }
    return at + 3
  }

  private static func codePoints(_ base: UnsafePointer<UInt8>, _ count: Int, _ at: Int) -> Int? {
    var end = at
    while end + 5 < count, base[end] == 0x55, base[end + 1] == 0x2B,
      (2..<6).allSatisfy({ hexadecimalDigit(base[end + $0]) != nil })
    {
      if end + 6 == count { return count }
      switch base[end + 6] {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20: end += 7
      default: return end > at ? end : nil
      }
    }
    return end > at ? end : nil
  }

  private static func escapes(_ base: UnsafePointer<UInt8>, _ count: Int, _ at: Int) -> Int? {
    var end = at
    while end < count, base[end] == 0x5C {
      var next = end + 1
      if next < count, base[next] == 0x5C { next += 1 }
      guard next + 4 < count, base[next] | 0x20 == 0x75,
        (1...4).allSatisfy({ hexadecimalDigit(base[next + $0]) != nil })
      else { break }
      end = next + 5
    }
    return end > at ? end : nil
  }

  /// Of neighbours that overlap or touch, the one of lower precedence waits for the next pass.
  private static func withoutOverlaps(
    _ all: [(Encoding, ByteRange)]
  ) -> [(Encoding, ByteRange)] {
    guard all.count > 1 else { return all }
    var kept: [(Encoding, ByteRange)] = []
    kept.reserveCapacity(all.count)
    for (index, (kind, range)) in all.enumerated() {
      if index > 0, touches(all[index - 1].1, range),
        all[index - 1].0.precedence > kind.precedence
      {
        continue
      }
      if index + 1 < all.count, touches(range, all[index + 1].1),
        all[index + 1].0.precedence > kind.precedence
      {
        continue
      }
      kept.append((kind, range))
    }
    return kept
  }

  private static func touches(_ a: ByteRange, _ b: ByteRange) -> Bool {
    a.lower <= b.upper && a.upper >= b.lower
  }
}

private let base64Members = base64Value.map { $0 != 0xFF }
