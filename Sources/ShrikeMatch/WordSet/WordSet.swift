import ShrikeText

/// A set of words looked for in short texts, ASCII letters without case.
///
/// Words are filed under a hash of their first two bytes, so a look costs about one table read a byte of text.
public struct WordSet: Sendable {
  private static let slots = 1_024

  private let single: [Bool]
  /// Start of each slot's words; one longer than there are slots.
  private let starts: [Int32]
  private let words: [[UInt8]]
  public let isEmpty: Bool
  /// The words, lower case, in no particular order.
  public let all: [String]

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 37 ^ Int(second)) & (slots - 1)
  }

  public init(_ words: [String]) {
    let lowered = Set(words.map { Array($0.utf8).map(asciiLower) })
    var single = [Bool](repeating: false, count: 256)
    var pairs: [(Int, [UInt8])] = []
    for word in lowered {
      if word.count == 1 { single[Int(word[0])] = true }
      if word.count > 1 { pairs.append((Self.slot(word[0], word[1]), word)) }
    }
    pairs.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.count < $1.1.count }
    var starts = [Int32](repeating: 0, count: Self.slots + 1)
    for (pair, _) in pairs { starts[pair + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.single = single
    self.starts = starts
    self.words = pairs.map(\.1)
    isEmpty = lowered.isEmpty
    all = lowered.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether any word occurs in the text.
  public func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isEmpty || text.isEmpty { return false }
    for index in text.indices {
      let first = asciiLower(text[index])
      if single[Int(first)] { return true }
      guard index + 1 < text.count else { continue }
      let pair = Self.slot(first, asciiLower(text[index + 1]))
      for word in words[Int(starts[pair])..<Int(starts[pair + 1])]
      where matches(word, text, at: index) {
        return true
      }
    }
    return false
  }

  private func matches(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start + word.count <= text.count else { return false }
    for offset in word.indices where asciiLower(text[start + offset]) != word[offset] {
      return false
    }
    return true
  }
}
