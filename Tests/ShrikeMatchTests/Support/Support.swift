import Foundation
import ShrikeMatch
import ShrikeTesting
import ShrikeText

/// Files beside the tests, and the repository they stand in.
let fixtures = Fixtures()

extension Pattern {
  /// All matches as flat lists of byte offsets, -1 for groups that took no part; the search goes on where
  /// the last match ended, a code point further when that was empty.
  func allMatches(in bytes: [UInt8], ascii: Bool, scratch: MatchScratch) -> [[Int]] {
    bytes.withUnsafeBufferPointer { text in
      var out: [[Int]] = []
      var at = 0
      while at <= text.count,
        let match = match(in: text, from: at, ascii: ascii, scratch: scratch)
      {
        out.append(
          (0...groupCount).flatMap { group in
            scratch.range(group).map { [$0.lower, $0.upper] } ?? [-1, -1]
          })
        at = match.upper
        if match.count == 0 {
          at += 1
          while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
        }
      }
      return out
    }
  }

  func allMatches(in text: String, scratch: MatchScratch = MatchScratch()) -> [[Int]] {
    let bytes = Array(text.utf8)
    return allMatches(
      in: bytes, ascii: bytes.allSatisfy { $0 < 0x80 }, scratch: scratch)
  }
}

/// Repeatable random numbers (SplitMix64): a failure can be met again.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
