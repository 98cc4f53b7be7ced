import ShrikeText

/// Values that are looked for in short texts all at once: a file may hold thousands of secrets, and
/// the line of each is searched for every one of them.
struct ValueIndex {
  /// Ascending, each once, none empty.
  private let values: [[UInt8]]
  /// By first byte, where its values begin; one longer than there are bytes.
  private let starts: [Int]
  /// Bytes of the longest.
  let longest: Int

  init(_ values: some Sequence<[UInt8]>) {
    let sorted = Set(values).filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) }
    var starts = [Int](repeating: 0, count: 257)
    for value in sorted { starts[Int(value[0]) + 1] += 1 }
    for byte in 1...256 { starts[byte] += starts[byte - 1] }
    self.values = sorted
    self.starts = starts
    longest = sorted.reduce(0) { max($0, $1.count) }
  }

  /// Where values stand in a part of a text; of those that begin at one place the longest.
  func places(in part: ByteRange, of text: UnsafeBufferPointer<UInt8>) -> [ByteRange] {
    var found: [ByteRange] = []
    if values.isEmpty { return found }
    for at in part.lower..<part.upper {
      let byte = Int(text[at])
      if starts[byte] == starts[byte + 1] { continue }
      if let count = longest(starts[byte], starts[byte + 1], text, at, part.upper) {
        found.append(ByteRange(at, at + count))
      }
    }
    return found
  }

  /// Narrows the values that begin as the text does, byte by byte.
  private func longest(
    _ lower: Int, _ upper: Int, _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
  ) -> Int? {
    var (lower, upper) = (lower, upper)
    var best: Int?
    var depth = 1
    while lower < upper {
      // The one that ends here stands before those that go on.
      if values[lower].count == depth {
        best = depth
        lower += 1
        continue
      }
      guard at + depth < end else { return best }
      let byte = text[at + depth]
      lower = first(lower, upper) { values[$0][depth] >= byte }
      upper = first(lower, upper) { values[$0][depth] > byte }
      depth += 1
    }
    return best
  }

  /// The first index of the range for which `holds`, which then holds for all behind it.
  private func first(_ lower: Int, _ upper: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (lower, upper)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
