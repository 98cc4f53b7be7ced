import ShrikeIdentity
import Testing

/// What holds for whatever two scans.
@Suite struct MatchingLawTests {
  /// Scans with much in common: few rules, paths and lines of code, and every kind of key.
  static func scan(_ dice: inout Dice, _ count: Int) -> [Sighting] {
    let texts = (0..<6).map { number in
      let body = (0..<40).map { _ in
        [
          "run(a)", "run(b)", "", "# note", "if a:",
          "def f\(Int.random(in: 0..<3, using: &dice))():",
        ]
        .randomElement(using: &dice) ?? ""
      }
      return SourceMarks(Array((body.joined(separator: "\n") + "\(number)").utf8))
    }
    return (0..<count).map { _ in
      let file = Int.random(in: 0..<6, using: &dice)
      let line = Int.random(in: 0..<42, using: &dice)
      let key = "key \(Int.random(in: 0..<20, using: &dice))"
      let isKeyed = Int.random(in: 0..<6, using: &dice) == 0
      return Sighting(
        rule: "r\(Int.random(in: 0..<3, using: &dice))",
        path: ["a.py", "b.py", "lib/a.py", "c.py", "d/c.py", "e.py"][file],
        line: line, column: Int.random(in: 0..<9, using: &dice),
        message: "message \(Int.random(in: 0..<3, using: &dice))",
        code: Bool.random(using: &dice) ? texts[file].marks(line: line) : nil,
        stableID: Int.random(in: 0..<9, using: &dice) == 0 ? key : nil,
        keys: isKeyed ? [key] : [], isKeyed: isKeyed && Bool.random(using: &dice))
    }
  }

  @Test(arguments: 1...60) func oneToOneWithinARule(seed: Int) {
    var dice = Dice(UInt64(seed))
    let before = Self.scan(&dice, Int.random(in: 0..<80, using: &dice))
    let after = Self.scan(&dice, Int.random(in: 0..<80, using: &dice))
    let match = FindingMatcher().match(before: before, after: after)
    #expect(match.count == after.count)
    let pairs = match.compactMap { $0 }
    #expect(Set(pairs).count == pairs.count)
    for (index, partner) in match.enumerated() {
      guard let partner else { continue }
      let same = before[partner].rule == after[index].rule
      let shared = !Set(before[partner].keys).isDisjoint(with: after[index].keys)
      #expect(same || shared || before[partner].stableID == after[index].stableID)
    }
  }

  @Test(arguments: 1...40) func anIdenticalReportMatchesFully(seed: Int) {
    var dice = Dice(UInt64(seed))
    let scan = Self.scan(&dice, 120)
    let match = FindingMatcher().match(before: scan, after: scan)
    for (index, partner) in match.enumerated() {
      #expect(partner.map { scan[$0] } == scan[index])
    }
  }

  @Test(arguments: 1...40) func theOrderOfTheListsTellsNothing(seed: Int) {
    var dice = Dice(UInt64(seed))
    let before = Self.scan(&dice, 60)
    let after = Self.scan(&dice, 60)
    func pairs(_ before: [Sighting], _ after: [Sighting]) -> [[Sighting?]: Int] {
      var count: [[Sighting?]: Int] = [:]
      for (index, partner) in FindingMatcher().match(before: before, after: after).enumerated() {
        count[[after[index], partner.map { before[$0] }], default: 0] += 1
      }
      return count
    }
    #expect(
      pairs(before, after)
        == pairs(before.shuffled(using: &dice), after.shuffled(using: &dice)))
  }

  @Test func nothingAndSomething() {
    let one = Sighting(rule: "r", path: "a")
    #expect(FindingMatcher().match(before: [], after: []) == [])
    #expect(FindingMatcher().match(before: [one], after: []) == [])
    #expect(FindingMatcher().match(before: [], after: [one]) == [nil])
  }

  /// Ten thousand equal lines in one function, moved down by a few: all known, in little time.
  @Test func manyEqualLines() {
    let line = "    db.execute(query)\n"
    let text = "def f():\n" + String(repeating: line, count: 10_000)
    func scan(_ text: String, from first: Int) -> [Sighting] {
      let marks = SourceMarks(Array(text.utf8))
      return (0..<10_000).map {
        Sighting(rule: "r", path: "g.py", line: first + $0, code: marks.marks(line: first + $0))
      }
    }
    let before = scan(text, from: 2)
    let after = scan("# one\n\nimport db\n" + text, from: 5)
    let clock = ContinuousClock()
    var match: [Int?] = []
    let time = clock.measure { match = FindingMatcher().match(before: before, after: after) }
    #expect(match == Array(0..<10_000).map { $0 })
    #expect(time < .seconds(10), "\(time)")
  }

  @Test(arguments: [
    "", "\n", "\r\r\r", "\u{FEFF}", "(((((((((", "}}}}}", "\"\"\"", "/*", "<!--", "'''\n'''\n'''",
    String(repeating: "{", count: 5_000), String(repeating: "/* \n", count: 5_000),
    String(repeating: "(\n", count: 5_000), String(repeating: "\"\"\" \n", count: 2_001),
    (0..<2_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    "def \u{1F98A}(\n", "\0\0\n\0", "x = 'open\ny = 1", "a\\",
  ])
  func anyText(_ text: String) {
    let marks = SourceMarks(Array(text.utf8))
    for line in -1...(marks.lineCount + 1) where line < 50 || line % 97 == 0 {
      _ = marks.marks(line: line, column: line * 7)
    }
    #expect(marks.marks(line: 0) == nil)
    #expect(marks.marks(line: marks.lineCount + 1) == nil)
  }

  @Test(arguments: 1...30) func anyBytes(seed: Int) {
    var dice = Dice(UInt64(seed))
    let alphabet = Array("{}()[]\"'`#/*-<>!\\\n\r\t abc=:;".utf8) + [0, 0x80, 0xFF, 0xC3]
    let bytes = (0..<2_000).map { _ in alphabet.randomElement(using: &dice) ?? 0 }
    let marks = SourceMarks(bytes)
    for line in 1...marks.lineCount { #expect(marks.marks(line: line, column: 3) != nil) }
  }
}
