import Foundation
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeMatch

struct PatternTests {
  private struct Answers: Decodable {
    struct Row: Decodable {
      var pattern: String
      /// By text.
      var matches: [[[Int]]]
    }
    var texts: [String]
    var patterns: [Row]
  }

  private static func answers() throws -> Answers {
    let file = fixtures.folder.appending(path: "RE2/answers.json")
    return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
  }

  @Test func itAnswersAsRE2() throws {
    let answers = try Self.answers()
    let scratch = MatchScratch()
    var rows = 0
    for row in answers.patterns {
      let pattern: Pattern
      do throws(PatternError) { pattern = try Pattern(row.pattern) } catch {
        Issue.record("\(row.pattern) is refused: \(error.message)")
        continue
      }
      for (text, expected) in zip(answers.texts, row.matches) {
        rows += 1
        let bytes = Array(text.utf8)
        let ascii = bytes.allSatisfy { $0 < 0x80 }
        // RE2 takes no empty turn of a repetition after one that was not empty, PCRE2 does: the match is
        // the same, a group inside then differs.
        let groupsDiffer = Self.repeatsEmpty(row.pattern)
        func told(_ matches: [[Int]]) -> [[Int]] {
          groupsDiffer ? matches.map { Array($0.prefix(2)) } : matches
        }
        let expected = told(expected)
        let found = told(pattern.allMatches(in: bytes, ascii: ascii, scratch: scratch))
        #expect(found == expected, "\(row.pattern) on \(text.debugDescription)")
        // The slower program must say the same of ASCII.
        if ascii {
          let wide = told(pattern.allMatches(in: bytes, ascii: false, scratch: scratch))
          #expect(wide == expected, "\(row.pattern) on \(text.debugDescription), as UTF-8")
        }
        for match in expected {
          let width = match[1] - match[0]
          #expect(width >= pattern.minWidth, "\(row.pattern): the shortest match")
          if let most = pattern.maxWidth {
            #expect(width <= most, "\(row.pattern): the longest match")
          }
        }
      }
    }
    #expect(rows >= 400)
    #expect(scratch.failures == 0)
  }

  /// `(a*)*` and the like: a group that can be empty, repeated.
  private static func repeatsEmpty(_ pattern: String) -> Bool {
    ["*)*", "*)+", "?)*", "?)+", "|)*", "|)+", "*){", "?){", "(|", "*?)*"].contains {
      pattern.contains($0)
    }
  }

  /// An expression that was read before answers as one that is read now.
  @Test func itIsRebuiltFromItsFacts() throws {
    for source in [#"(?i)(?P<k>key)\s*=\s*(\w{4,8})"#, "a*", "(a|b)+?c"] {
      let pattern = try Pattern(source)
      let again = Pattern(source: source, facts: pattern.facts)
      #expect(again.groupNames == pattern.groupNames)
      #expect(again.groupCount == pattern.groupCount)
      #expect(again.minWidth == pattern.minWidth && again.maxWidth == pattern.maxWidth)
      let text = "Key = abcdefgh, KEY=xy12 aabc"
      #expect(again.allMatches(in: text) == pattern.allMatches(in: text))
    }
  }

  @Test func groupsKeepTheirNames() throws {
    #expect(
      try Pattern("(a)(?P<b>b)(?:c)(?<d_1>d)").groupNames == [nil, nil, "b", "d_1"])
  }

  /// Go takes each invalid byte for one U+FFFD; these answers are those of Go's `regexp`.
  @Test(
    arguments: [
      (".", [0xFF, 0x61], [[0, 1], [1, 2]]),
      ("a.b", [0x61, 0xC3, 0x62], [[0, 3]]),
      ("^.{3}$", [0xF0, 0x9F, 0xA6], [[0, 3]]),
      ("[^a]", [0x61, 0xFE, 0x61], [[1, 2]]),
      (#"\W"#, [0x80], [[0, 1]]),
      (#"\w+"#, [0x61, 0x80, 0x62], [[0, 1], [2, 3]]),
      (#"\bb"#, [0x80, 0x62], [[1, 2]]),
      ("é", [0xC3, 0x28, 0xC3, 0xA9], [[2, 4]]),
      ("(?i)É", [0xC3, 0xC3, 0xA9], [[1, 3]]),
      ("[^a]b", [0xED, 0xA0, 0x80, 0x62], [[2, 4]]),
      ("abc", [0x00, 0x61, 0x62, 0x63, 0x00], [[1, 4]]),
      (#"\x00"#, [0x61, 0x00], [[1, 2]]),
    ] as [(String, [UInt8], [[Int]])])
  func bytesThatAreNoUTF8(_ source: String, _ text: [UInt8], _ expected: [[Int]]) throws {
    let found = try Pattern(source).allMatches(in: text, ascii: false, scratch: MatchScratch())
    #expect(found == expected)
  }

  @Test func aMatchBeginsInsideItsLimits() throws {
    let pattern = try Pattern("ab+")
    let scratch = MatchScratch()
    let text = Array("ab abb abbb".utf8)
    text.withUnsafeBufferPointer { text in
      func match(_ from: Int, _ limit: Int?) -> ByteRange? {
        pattern.match(in: text, from: from, startLimit: limit, ascii: true, scratch: scratch)
      }
      #expect(match(0, nil) == ByteRange(0, 2))
      #expect(match(1, nil) == ByteRange(3, 6))
      #expect(match(1, 2) == nil)
      #expect(match(1, 3) == ByteRange(3, 6))
      #expect(match(4, 7) == ByteRange(7, 11))
      #expect(match(text.count, nil) == nil)
    }
    #expect(scratch.failures == 0)
  }

  /// What stands before `from` still counts for \b, ^ and the like.
  @Test func theTextBeforeIsSeen() throws {
    let text = Array("xab\nab".utf8)
    let scratch = MatchScratch()
    for (source, expected) in [
      (#"\bab"#, [4, 6]), ("^ab", nil), ("(?m)^ab", [4, 6]), (#"\Aab"#, nil), (#"\Bab"#, [1, 3]),
    ] as [(String, [Int]?)] {
      let pattern = try Pattern(source)
      let match = text.withUnsafeBufferPointer {
        pattern.match(in: $0, from: 1, ascii: true, scratch: scratch)
      }
      #expect(match.map { [$0.lower, $0.upper] } == expected, "\(source)")
    }
  }

  /// A search that would take for ever is given up and counted; the next one works.
  @Test(arguments: ["(a+)+$", "(a|aa)+$", "(?:a*)*b", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func catastrophicExpressionsEnd(_ source: String) throws {
    let scratch = MatchScratch()
    let pattern = try Pattern(source)
    let text = [UInt8](repeating: 0x61, count: 40) + [0x21]
    let start = ThreadTime.now
    let found = text.withUnsafeBufferPointer { pattern.matches($0, scratch: scratch) }
    #expect(!found)
    #expect(ThreadTime.now - start < .seconds(20))
    let simple = try Pattern("!")
    #expect(text.withUnsafeBufferPointer { simple.matches($0, scratch: scratch) })
  }

  @Test func longTextsNeedNoLongStack() throws {
    let scratch = MatchScratch()
    let text = [UInt8](repeating: 0x61, count: 1 << 20)
    for source in ["(?:a|b)*c", "(a|b)*", "(?s).*", "[a-z]+z"] {
      let pattern = try Pattern(source)
      _ = text.withUnsafeBufferPointer {
        pattern.match(in: $0, startLimit: 0, ascii: true, scratch: scratch)
      }
    }
  }

  @Test(
    arguments: [
      ("abc", 3, 3), ("a{2,5}", 2, 5), ("a*", 0, nil), ("a|bcd", 1, 3), ("(?i)sk", 2, 5),
      ("é", 2, 2),
      (".", 1, 4), (#"\w"#, 1, 1), (#"^\b$"#, 0, 0), ("(a?){3}", 0, 3), ("(?:)*", 0, 0),
      ("a{1000}", 1000, 1000),
    ] as [(String, Int, Int?)])
  func widthsBoundAMatch(_ source: String, _ least: Int, _ most: Int?) throws {
    let pattern = try Pattern(source)
    // An invalid byte may stand for a wide scalar, so the least may be lower than the literal's own.
    #expect(pattern.minWidth <= least)
    if let most {
      #expect((pattern.maxWidth ?? Int.max) >= most)
    } else {
      #expect(pattern.maxWidth == nil)
    }
  }

  @Test func threadsMayShareAPattern() async throws {
    let pattern = try Pattern(#"(?i)\b(key|token)\s*=\s*(\w+)"#)
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let scratch = MatchScratch()
          return (0..<200).reduce(0) { sum, _ in
            sum + pattern.allMatches(in: "key = a; TOKEN=ü; token=b", scratch: scratch).count
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 400, count: 8))
  }
}
