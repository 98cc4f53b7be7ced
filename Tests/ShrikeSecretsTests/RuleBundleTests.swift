import ShrikeMatch
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSecrets

struct RuleBundleTests {
  private func bundle() throws -> (set: SecretRuleSet, bytes: [UInt8]) {
    var set = try ruleSet(String(decoding: fixtures.bytes("Gitleaks/complete.toml"), as: UTF8.self))
    let more = try ruleSet(
      """
      filter = '''finding.secret == "x"'''
      [[rules]]
      id = "rich"
      regex = '''(?i)(?P<name>rich)_([a-z]{4,9})'''
      severity = "critical"
      confidence = "low"
      checks = ["uuid", "jwt"]
      aliases = ["other/rich"]
      why = "because"
      now = "rotate"
      docs = "https://example.org/"
      specificity = 7
      skipReport = true
      filter = '''len(finding.secret) < 3'''
      [[rules.required]]
      id = "rich"
      withinLines = 3
      """)
    set.rules += more.rules
    set.filter = more.filter
    let automaton = CompiledAutomaton.compile(set)
    return (set, try #require(RuleBundle.encode(set, automaton)))
  }

  @Test func aSetComesBackAsItWas() throws {
    let (set, bytes) = try bundle()
    let (read, automaton) = try #require(bytes.withUnsafeBytes { RuleBundle.decode($0) })
    #expect(read.name == set.name && read.dialect == set.dialect && read.file == set.file)
    #expect(read.filter?.source == set.filter?.source)
    #expect(read.allowlists.count == set.allowlists.count)
    for (a, b) in zip(read.rules, set.rules) {
      #expect(a.id == b.id && a.description == b.description && a.entropy == b.entropy)
      #expect(a.pattern?.source == b.pattern?.source && a.pattern?.facts == b.pattern?.facts)
      #expect(a.path?.source == b.path?.source && a.secretGroup == b.secretGroup)
      #expect(a.keywords == b.keywords && a.tags == b.tags && a.required == b.required)
      #expect(a.skipReport == b.skipReport && a.specificity == b.specificity)
      #expect(a.filter?.source == b.filter?.source && a.checks == b.checks)
      #expect(a.severity == b.severity && a.confidence == b.confidence && a.aliases == b.aliases)
      #expect(a.why == b.why && a.now == b.now && a.documentation == b.documentation)
      #expect(a.allowlists.count == b.allowlists.count)
      for (x, y) in zip(a.allowlists, b.allowlists) {
        #expect(x.all == y.all && x.target == y.target && x.commits == y.commits)
        #expect(x.paths?.source == y.paths?.source && x.regexes?.source == y.regexes?.source)
        #expect(x.stopWords?.all.sorted() == y.stopWords?.all.sorted())
      }
    }
    let cold = SecretScanner(set)
    let warm = SecretScanner(read, automaton: automaton)
    let text = "tok_a1b2c3d4 tok_00000000 rich_abcde"
    #expect(try warm.lines(text, path: "x.conf") == cold.lines(text, path: "x.conf"))
    #expect(try !warm.lines(text, path: "x.conf").isEmpty)
  }

  @Test func cutBundlesAreRefused() throws {
    let bytes = try bundle().bytes
    for end in Set((0..<64).map { $0 * bytes.count / 64 } + [bytes.count - 1]) {
      #expect(bytes[..<end].withUnsafeBytes { RuleBundle.decode($0) } == nil, "cut at \(end)")
    }
  }

  @Test func anotherVersionIsRefused() throws {
    var bytes = try bundle().bytes
    bytes[0] &+= 1
    #expect(bytes.withUnsafeBytes { RuleBundle.decode($0) } == nil)
  }

  /// Changed numbers, lengths and texts end in a refusal or a set, never in a crash; the cache's checksum
  /// keeps such bytes away from the automaton.
  @Test func poisonedBundlesEnd() throws {
    let bytes = try bundle().bytes
    // The automaton comes last; Vectorscan looks after its own bytes.
    for at in stride(from: 0, to: min(bytes.count, 3_000), by: 11) {
      for value in [UInt8(0xFF), 0x00, bytes[at] ^ 0x80] {
        var poisoned = bytes
        poisoned[at] = value
        _ = poisoned.withUnsafeBytes { RuleBundle.decode($0) != nil }
      }
    }
    _ = [UInt8](repeating: 0xFF, count: 500).withUnsafeBytes { RuleBundle.decode($0) != nil }
  }

  /// Numbers that are no lengths, and places outside of lists: the checksum of a file that somebody
  /// else wrote holds as well.
  @Test func numbersBeyondTheirListAreRefused() throws {
    func isRefused(
      _ change: (inout SecretRuleSet, inout CompiledAutomaton) -> Void
    ) throws -> Bool {
      var set = try bundle().set
      var automaton = CompiledAutomaton.compile(set)
      change(&set, &automaton)
      let bytes = try #require(RuleBundle.encode(set, automaton))
      return bytes.withUnsafeBytes { RuleBundle.decode($0) } == nil
    }
    #expect(try !isRefused { _, _ in })
    #expect(try isRefused { set, _ in set.rules[0].secretGroup = -1 })
    #expect(try isRefused { set, _ in set.rules[0].secretGroup = 60 })
    #expect(
      try isRefused { set, _ in set.rules[0].required = [.init(rule: "a", withinLines: .max)] })
    #expect(try isRefused { _, automaton in automaton.refused = [1_000] })
    #expect(try isRefused { _, automaton in automaton.refused = [-1] })
    #expect(try isRefused { _, automaton in automaton.reaches[0].near = .min })
    #expect(try isRefused { _, automaton in automaton.reaches[0].back = .max })
    #expect(try isRefused { _, automaton in automaton.reaches[0].asciiBack = 0 })
  }

  @Test func anAutomatonOfMoreRulesReportsOnlyWhatIsKnown() throws {
    let (set, _) = PatternSet.compile([
      PatternSet.Entry(id: 0, source: "a"), PatternSet.Entry(id: 9, source: "b"),
    ])
    let reach = Pattern.Reach(back: 1, asciiBack: 1, near: 1)
    let scratch = try SetScratch(try #require(set), reaches: [reach])
    var segments: [Segment] = []
    _ = Array("ab".utf8).withUnsafeBufferPointer { scratch.scan($0, ascii: true, into: &segments) }
    #expect(segments == [Segment(id: 0, lower: 0, upper: 0)])
  }
}
