import ShrikeIdentity

/// A scan of one's own making: files, and findings where `^rule` stands at the end of a line.
struct Scan {
  var sightings: [Sighting] = []

  init(_ files: KeyValuePairs<String, String>) {
    for (path, marked) in files {
      var lines: [String] = []
      var found: [(rule: Substring, line: Int)] = []
      let isWindows = marked.contains("\r\n")
      let plain = marked.replacing("\r\n", with: "\n")
      for (index, line) in plain.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let parts = line.split(separator: "^", omittingEmptySubsequences: false)
        lines.append(parts[0].hasSuffix(" ") ? String(parts[0].dropLast()) : String(parts[0]))
        for rule in parts.dropFirst() { found.append((rule, index + 1)) }
      }
      let text = lines.joined(separator: isWindows ? "\r\n" : "\n")
      let marks = SourceMarks(Array(text.utf8))
      for (rule, line) in found {
        sightings.append(
          Sighting(
            rule: String(rule), path: path, line: line,
            code: marks.marks(line: line)))
      }
    }
  }

  func matched(to former: Scan) -> [Int?] {
    FindingMatcher().match(before: former.sightings, after: sightings)
  }
}

/// A small generator whose every run is the same.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
