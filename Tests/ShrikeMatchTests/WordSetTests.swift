import ShrikeText
import Testing

@testable import ShrikeMatch

struct WordSetTests {
  @Test(
    arguments: [
      (["abc"], "xxABCxx", true), (["ABC"], "abc", true), (["abc"], "ab", false),
      (["abc"], "", false), ([], "abc", false), (["a"], "cba", true), (["a"], "bcd", false),
      (["ab", "abcd"], "xabx", true), (["abcd"], "abc", false), (["ü"], "xüx", true),
      (["ü"], "xÜx", false), (["example", "test"], "this is a TEST", true),
      (["zz"], "z z", false), (["[redacted]"], "a[REDACTED]", true),
    ] as [([String], String, Bool)])
  func itFindsWords(_ words: [String], _ text: String, _ expected: Bool) {
    let set = WordSet(words)
    #expect(Array(text.utf8).withUnsafeBufferPointer { set.occurs(in: $0) } == expected)
    #expect(set.isEmpty == words.isEmpty)
  }

  @Test func itAgreesWithPlainSearch() {
    var dice = Dice(1)
    let alphabet = Array("abcAB1".utf8)
    for _ in 0..<500 {
      func word(_ range: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: range, using: &dice)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &dice)]
        }
      }
      let words = (0..<3).map { _ in word(1...4) }
      let text = word(0...12)
      let set = WordSet(words.map { String(decoding: $0, as: UTF8.self) })
      text.withUnsafeBufferPointer { buffer in
        let plain = words.contains { findCaseless($0.map(asciiLower), in: buffer) != nil }
        #expect(set.occurs(in: buffer) == plain)
      }
    }
  }

  @Test func itKeepsItsWords() {
    #expect(Set(WordSet(["B", "a", "b", "CCC"]).all) == ["a", "b", "ccc"])
  }
}
