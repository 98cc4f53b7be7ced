import Foundation
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeMatch

struct PatternSetTests {
  /// The set of these patterns, and where it says that matches of each may begin.
  private struct Filter {
    let patterns: [Pattern]
    let scratch: SetScratch?
    let indexed: Set<Int>

    init(_ patterns: [Pattern]) throws {
      self.patterns = patterns
      var entries: [PatternSet.Entry] = []
      var reaches: [Pattern.Reach] = []
      for (index, pattern) in patterns.enumerated() {
        let lookup = pattern.lookup()
        reaches.append(lookup?.reach ?? Pattern.Reach(back: nil, asciiBack: nil, near: 0))
        for source in lookup?.sources ?? [] {
          entries.append(PatternSet.Entry(id: UInt32(index), source: source))
        }
      }
      let (set, refused) = PatternSet.compile(entries)
      scratch = try set.map { try SetScratch($0, reaches: reaches) }
      indexed = Set(entries.map { Int($0.id) }).subtracting(refused.map(Int.init))
    }

    func segments(_ text: [UInt8]) -> [Segment] {
      var segments: [Segment] = []
      let done = text.withUnsafeBufferPointer {
        scratch?.scan($0, ascii: isASCII($0), into: &segments) ?? true
      }
      #expect(done)
      return segments
    }

    /// Every match that begins outside the segments of its pattern: `pattern @ offset`.
    func lost(in text: [UInt8], _ scratch: MatchScratch) -> [String] {
      let segments = Dictionary(grouping: segments(text), by: \.id)
      let ascii = text.allSatisfy { $0 < 0x80 }
      return patterns.indices.filter(indexed.contains).flatMap { index in
        patterns[index].allMatches(in: text, ascii: ascii, scratch: scratch).compactMap { match in
          let near = segments[UInt32(index)] ?? []
          if near.contains(where: { $0.lower <= match[0] && match[0] <= $0.upper }) { return nil }
          return "\(patterns[index].source) @ \(match[0])"
        }
      }
    }
  }

  /// The expressions of every `regex =` line of the rule files under a folder or file.
  private static func rulePatterns(_ root: URL) throws -> [Pattern] {
    let files =
      root.pathExtension == "toml" ? [root] : try Self.files(root) { $0.pathExtension == "toml" }
    return try files.flatMap { file -> [Pattern] in
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        guard let match = line.firstMatch(of: /^\s*regex\s*=\s*'''(.*)'''\s*$/) else { return nil }
        return try? Pattern(String(match.1))
      }
    }
  }

  private static func files(_ root: URL, where wanted: (URL) -> Bool) throws -> [URL] {
    let walk = FileManager.default.enumerator(
      at: root.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
    return (walk?.compactMap { $0 as? URL } ?? []).filter(wanted).sorted { $0.path < $1.path }
  }

  private static let ownRules = fixtures.repository.appending(path: "Rules/secrets")

  /// Lines that rules were made for.
  private static func lines() throws -> [String] {
    try files(ownRules) { $0.path.contains("/cases/") && !$0.hasDirectoryPath }
      .flatMap { file in
        ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(
          String.init)
      }
  }

  /// A text of lines that hold secrets, some cut, some joined, some with what no rule expects in them.
  private static func randomText(_ lines: [String], _ dice: inout Dice) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<60 {
      var line = Array((lines.randomElement(using: &dice) ?? "").utf8)
      if !line.isEmpty {
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: line.removeFirst(Int.random(in: 0..<line.count, using: &dice))
        case 1: line.removeLast(Int.random(in: 0..<line.count, using: &dice))
        case 2: line.insert(contentsOf: Array("é🦊".utf8), at: line.count / 2)
        case 3: line.insert(UInt8.random(in: 0...255, using: &dice), at: line.count / 3)
        case 4: line = Array(String(decoding: line, as: UTF8.self).uppercased().utf8)
        default: break
        }
      }
      text += line
      text += [[], [0x20], [0x0A], [0x0D, 0x0A], [0x0A]].randomElement(using: &dice) ?? []
    }
    return text
  }

  private static func check(_ patterns: [Pattern], rounds: Int) throws {
    #expect(patterns.count > 20)
    let filter = try Filter(patterns)
    let lines = try lines()
    #expect(!lines.isEmpty)
    var dice = Dice(11)
    let scratch = MatchScratch()
    for _ in 0..<rounds {
      let text = randomText(lines, &dice)
      #expect(filter.lost(in: text, scratch) == [])
    }
  }

  @Test func noMatchOfOurRulesIsLost() throws {
    try Self.check(Self.rulePatterns(Self.ownRules), rounds: 12)
  }

  /// With `SHRIKE_CORPUS` naming the unpacked corpus: the same for gitleaks' rules.
  @Test func noMatchOfGitleaksRulesIsLost() throws {
    guard let corpus = ProcessInfo.processInfo.environment["SHRIKE_CORPUS"] else { return }
    let file = URL(fileURLWithPath: corpus).appending(path: "secrets/rules/gitleaks.toml")
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    try Self.check(Self.rulePatterns(file), rounds: 12)
  }

  /// Single letters beyond ASCII count, and ranges that begin within it, and U+FFFD for any wrong byte.
  @Test func noMatchOfClassesBeyondASCIIIsLost() throws {
    let patterns = try ["[aé]{2}", #"[b-\x{e9}]{3}"#, #"[q\x{fffd}]{2}"#, "[äöüß]{3}"].map {
      try Pattern($0)
    }
    let filter = try Filter(patterns)
    let text = Array("éé aé bcd éée äöü ".utf8) + [0xFF, 0xFE, 0x71, 0xFF]
    #expect(filter.lost(in: text, MatchScratch()) == [])
    #expect(Set(filter.segments(text).map(\.id)) == [0, 1, 2, 3])
  }

  /// Small random expressions on small random texts find what rules of real life never try.
  @Test func noMatchOfRandomExpressionsIsLost() throws {
    let atoms = [
      "a", "b", "ab", "key", "[ab]", "[^a]", #"\b"#, #"\w"#, ".", "^", "$", "(?:a|bc)", "(k|K)ey",
      "(?i:aB)", "é", #"\d"#, "=", "(?m:^)", "(?m:$)", "(?i:k)", "[bé]", #"[a-\x{e9}]"#,
    ]
    let tails = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "{2,}"]
    var dice = Dice(5)
    let scratch = MatchScratch()
    let alphabet = Array("aabbkey=1 \néKc")
    for _ in 0..<40 {
      var patterns: [Pattern] = []
      while patterns.count < 25 {
        var source = ""
        for _ in 0..<Int.random(in: 1...5, using: &dice) {
          source += atoms.randomElement(using: &dice) ?? ""
          if !source.hasSuffix("\\b"), let tail = tails.randomElement(using: &dice) {
            source += tail
          }
        }
        if let pattern = try? Pattern(source) { patterns.append(pattern) }
      }
      let filter = try Filter(patterns)
      for _ in 0..<6 {
        let text = String(
          (0..<Int.random(in: 0...60, using: &dice)).compactMap { _ in
            alphabet.randomElement(using: &dice)
          })
        #expect(filter.lost(in: Array(text.utf8), scratch) == [])
      }
    }
  }

  @Test func segmentsAreOrderedAndApart() throws {
    let filter = try Filter([Pattern("a+"), Pattern("key=[0-9]+"), Pattern("never-there")])
    let text = Array(String(repeating: "aaaa key=12 b ", count: 100).utf8)
    let segments = filter.segments(text)
    #expect(!segments.isEmpty)
    #expect(!segments.contains { $0.id == 2 })
    for (a, b) in zip(segments, segments.dropFirst()) {
      #expect(a.id < b.id || a.id == b.id && a.upper < b.lower)
    }
    for segment in segments { #expect(0 <= segment.lower && segment.upper <= text.count) }
    // The scratch starts afresh with every text.
    #expect(filter.segments(Array("b".utf8)) == [])
    #expect(filter.segments(text) == segments)
    #expect(filter.segments([]) == [])
  }

  @Test func aSetSurvivesItsBytes() throws {
    let (set, refused) = PatternSet.compile([.init(id: 0, source: "abc")])
    #expect(refused.isEmpty)
    let compiled = try #require(set)
    let bytes = try #require(compiled.serialized())
    #expect(bytes.withUnsafeBytes { PatternSet.deserialize($0) } != nil)
    for cut in [0, 1, 16, bytes.count / 2, bytes.count - 1] {
      #expect(bytes[..<cut].withUnsafeBytes { PatternSet.deserialize($0) } == nil, "cut at \(cut)")
    }
  }

  @Test func whatCannotBeCompiledIsNamed() throws {
    let (set, refused) = PatternSet.compile([
      .init(id: 4, source: "abc"), .init(id: 7, source: "(?<=a)b"), .init(id: 9, source: "de"),
    ])
    #expect(set != nil)
    #expect(refused == [7])
    #expect(PatternSet.compile([]).set == nil)
    // Nothing of an expression that is refused is left.
    let (rest, gone) = PatternSet.compile([
      .init(id: 4, source: "abc"), .init(id: 4, source: "(?<=a)b"), .init(id: 9, source: "de"),
    ])
    #expect(gone == [4])
    let scratch = try SetScratch(
      try #require(rest), reaches: Array(repeating: .everywhere, count: 10))
    var segments: [Segment] = []
    _ = Array("abc de".utf8).withUnsafeBufferPointer {
      scratch.scan($0, ascii: true, into: &segments)
    }
    #expect(segments.map(\.id) == [9])
  }

  /// Building an automaton of such an expression takes minutes; it is run by itself instead.
  @Test(arguments: [
    "(?:\(String(repeating: "\u{FFFD}", count: 29))?:[0-9a-f]{2}:){213,}[0-9]",
    "(?:\(String(repeating: "[a-z]", count: 300)):){500,}[0-9]",
  ])
  func whatCostsTooMuchIsNotLookedFor(_ source: String) throws {
    #expect(try Pattern(source).lookup() == nil)
  }

  @Test func countedClassesAreLookedFor() throws {
    for source in ["[A-Z0-9]{200}", "[^a]{1,200}", "(?:[a-f0-9]{2}:){19}[a-f0-9]{2}"] {
      #expect(try Pattern(source).lookup() != nil, "\(source)")
    }
  }
}
