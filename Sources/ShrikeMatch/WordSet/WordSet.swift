import ShrikeText

/// A set of words looked for in short texts, ASCII letters without case.
///
/// Words are filed under a hash of their first two bytes, so a look costs about one table read a byte of text.
public struct WordSet: Sendable {
  private static let slots = 1_024

  /// Start of each slot's words; one longer than there are slots.
  private let starts: [Int32]
  private let words: [[UInt8]]
  /// For each word the groups it is in, as bits.
  private let groups: [UInt64]
  /// The words of one letter, as `groups`.
  private let singleGroups: [UInt64]
  public let isEmpty: Bool
  /// The words, lower case, in no particular order.
  public let all: [String]

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 37 ^ Int(second)) & (slots - 1)
  }

  public init(_ words: [String]) { self.init(groups: [words]) }

  /// Words of up to 64 groups; `groups(in:)` tells which of them have a word in a text.
  init(groups: [[String]]) {
    var members: [[UInt8]: UInt64] = [:]
    for (number, words) in groups.prefix(64).enumerated() {
      for word in words { members[word.utf8.map(asciiLower), default: 0] |= 1 << UInt64(number) }
    }
    let lowered = members.keys
    var single = [UInt64](repeating: 0, count: 256)
    var pairs: [(slot: Int, word: [UInt8], groups: UInt64)] = []
    for (word, groups) in members {
      if word.count == 1 { single[Int(word[0])] = groups }
      if word.count > 1 { pairs.append((Self.slot(word[0], word[1]), word, groups)) }
    }
    pairs.sort { $0.slot != $1.slot ? $0.slot < $1.slot : $0.word.count < $1.word.count }
    var starts = [Int32](repeating: 0, count: Self.slots + 1)
    for pair in pairs { starts[pair.slot + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    singleGroups = single
    self.starts = starts
    self.words = pairs.map(\.word)
    self.groups = pairs.map(\.groups)
    isEmpty = lowered.isEmpty
    all = lowered.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether any word occurs in the text.
  public func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    look(in: text, stopping: true) != 0
  }

  /// The groups of which a word occurs in the text, as bits.
  func groups(in text: UnsafeBufferPointer<UInt8>) -> UInt64 { look(in: text, stopping: false) }

  @inline(__always)
  private func look(in text: UnsafeBufferPointer<UInt8>, stopping: Bool) -> UInt64 {
    var found: UInt64 = 0
    if isEmpty || text.isEmpty { return found }
    starts.withUnsafeBufferPointer { starts in
      var first = asciiLower(text[0])
      for index in text.indices {
        found |= singleGroups[Int(first)]
        if stopping, found != 0 { return }
        guard index + 1 < text.count else { return }
        let second = asciiLower(text[index + 1])
        let pair = Self.slot(first, second)
        first = second
        let (from, to) = (Int(starts[pair]), Int(starts[pair + 1]))
        if from == to { continue }
        for number in from..<to where matches(words[number], text, at: index) {
          found |= groups[number]
          if stopping { return }
        }
      }
    }
    return found
  }

  private func matches(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start + word.count <= text.count else { return false }
    for offset in word.indices where asciiLower(text[start + offset]) != word[offset] {
      return false
    }
    return true
  }
}
