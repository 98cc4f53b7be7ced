import ShrikeText

@testable import ShrikeMatch

extension FuzzTarget {
  static let patterns = [
    FuzzTarget("pattern", "a regular expression and the text behind its line", longest: 512) {
      let scratch = MatchScratch()
      return { bytes in
        let (source, text) = firstLine(bytes)
        guard let pattern = try? Pattern(source) else { return }
        _ = pattern.lookup(words: [Array("key".utf8)])
        let facts = Pattern(source: source, facts: pattern.facts)
        for pattern in [pattern, facts] { search(pattern, text, scratch) }
      }
    },
    FuzzTarget(
      "pattern-set", "lines of expressions, and a text in which the automaton must miss no match",
      longest: 256
    ) {
      let scratch = MatchScratch()
      return { bytes in
        let parts = parts(bytes, atMost: 2)
        let lines = parts.part(0).split(separator: 0x0A).prefix(4)
        let patterns = lines.compactMap { try? Pattern(String(decoding: $0, as: UTF8.self)) }
        parts.part(1).withUnsafeBufferPointer { checkSet(patterns, $0, scratch) }
      }
    },
    FuzzTarget("word-set", "lines of words, and a text in which they are looked for") { bytes in
      let parts = parts(bytes, atMost: 2)
      let words = parts.part(0).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      let set = WordSet(words)
      parts.part(1).withUnsafeBufferPointer { text in
        let found = words.contains {
          !$0.isEmpty && findCaseless(Array($0.utf8).map(asciiLower), in: text) != nil
        }
        require(set.occurs(in: text) == found, "a set finds what its words find alone")
      }
    },
  ]

  private static func firstLine(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (String, UnsafeBufferPointer<UInt8>) {
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
    let rest = UnsafeBufferPointer(rebasing: bytes[min(end + 1, bytes.count)...])
    return (String(decoding: bytes[..<end], as: UTF8.self), rest)
  }

  private static func search(
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ scratch: MatchScratch
  ) {
    var at = 0
    var left = 20
    while left > 0, at <= text.count,
      let range = pattern.match(in: text, from: at, ascii: isASCII(text), scratch: scratch)
    {
      left -= 1
      require(
        range.lower >= at && range.lower <= range.upper && range.upper <= text.count,
        "a match \(range) lies in the rest of the text from \(at)")
      require(range.count >= pattern.minWidth, "a match is as long as the expression at least")
      if let most = pattern.maxWidth { require(range.count <= most, "and at most") }
      for group in 0...pattern.groupCount {
        guard let part = scratch.range(group) else { continue }
        require(part.upper <= text.count, "a group lies in the text")
      }
      at = max(range.upper, range.lower + 1)
    }
  }

  /// A match begins in a segment, or the rule would never be asked about it. The two letters that
  /// Unicode folds to `k` and `s` are left out of the automaton on purpose.
  private static func checkSet(
    _ patterns: [Pattern], _ text: UnsafeBufferPointer<UInt8>, _ scratch: MatchScratch
  ) {
    for letter in ["\u{17F}", "\u{212A}"] where find(Array(letter.utf8), in: text) != nil { return }
    var entries: [PatternSet.Entry] = []
    var reaches: [Pattern.Reach] = []
    for (index, pattern) in patterns.enumerated() {
      let lookup = pattern.lookup()
      reaches.append(lookup?.reach ?? .everywhere)
      for source in lookup?.sources ?? [] {
        entries.append(PatternSet.Entry(id: UInt32(index), source: source))
      }
    }
    let (compiled, refused) = PatternSet.compile(entries)
    guard let set = compiled, let memory = try? SetScratch(set, reaches: reaches)
    else { return }
    let held = Set(entries.map(\.id)).subtracting(refused)
    let ascii = isASCII(text)
    // A text that is ASCII is one of any bytes, too.
    for known in ascii ? [true, false] : [false] {
      var segments: [Segment] = []
      require(
        memory.scan(text, ascii: known, into: &segments), "a text of this length can be scanned")
      for (a, b) in zip(segments, segments.dropFirst()) {
        require(a.id < b.id || (a.id == b.id && a.upper < b.lower), "segments come in order")
      }
      for (index, pattern) in patterns.enumerated() where held.contains(UInt32(index)) {
        var at = 0
        while at <= text.count,
          let range = pattern.match(in: text, from: at, ascii: known, scratch: scratch)
        {
          require(
            segments.contains {
              $0.id == UInt32(index) && $0.lower <= range.lower && range.lower <= $0.upper
            }, "the automaton reports where \(pattern.source) matches at \(range)")
          at = max(range.upper, range.lower + 1)
        }
      }
    }
  }
}
