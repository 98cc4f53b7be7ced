/// gzip as Go's `compress/gzip` writes it at its usual level, byte for byte: the result of `base64gzip`
/// is compared with what Terraform once stored.
///
/// RFC 1951 and 1952; which matches are taken and how code lengths are shared out among equals
/// follows `compress/flate` of Go.
enum Gzip {
  /// Longer texts would need more than one block.
  static let inputLimit = 16_000

  static func compressed(_ input: [UInt8]) -> [UInt8]? {
    guard input.count <= inputLimit else { return nil }
    var writer = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
    let tokens = Deflate.tokens(of: input)
    if !tokens.isEmpty { Deflate.write(tokens, input, to: &writer) }
    // A flush, then the end: two empty stored blocks.
    writer.storedHeader(0, isLast: false)
    writer.storedHeader(0, isLast: true)
    for word in [checksum(input), UInt32(input.count)] {
      for shift in [0, 8, 16, 24] { writer.bytes.append(UInt8(word >> UInt32(shift) & 0xFF)) }
    }
    return writer.bytes
  }

  private static func checksum(_ input: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in input {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }
}

/// Bits from the lowest of each byte on.
private struct BitWriter {
  var bytes: [UInt8]
  private var pending: UInt32 = 0
  private var count = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func write(_ value: Int, _ bits: Int) {
    pending |= UInt32(truncatingIfNeeded: value) << UInt32(count)
    count += bits
    while count >= 8 {
      bytes.append(UInt8(pending & 0xFF))
      pending >>= 8
      count -= 8
    }
  }

  mutating func write(_ code: HuffmanCode) { write(code.bits, code.length) }

  mutating func align() {
    if count > 0 { write(0, 8 - count) }
  }

  mutating func storedHeader(_ length: Int, isLast: Bool) {
    write(isLast ? 1 : 0, 3)
    align()
    write(length, 16)
    write(~length & 0xFFFF, 16)
  }
}

private struct HuffmanCode {
  /// In the order in which they are written.
  var bits = 0
  var length = 0
}

private enum Deflate {
  enum Token {
    case literal(Int)
    case match(length: Int, offset: Int)
  }

  // What Go does at level 6.
  private static let lazyLimit = 16
  private static let niceLength = 128
  private static let chainLimit = 128
  private static let least = 4
  private static let most = 258

  private static func hash(_ input: [UInt8], _ at: Int) -> Int {
    let word =
      UInt32(input[at]) << 24 | UInt32(input[at + 1]) << 16 | UInt32(input[at + 2]) << 8
      | UInt32(input[at + 3])
    return Int((word &* 0x1E35_A7BD) >> 15)
  }

  static func tokens(of input: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var heads = [Int](repeating: -1, count: 1 << 17)
    var previous = [Int](repeating: -1, count: input.count)
    var head = -1
    var length = least - 1
    var offset = 0
    var hasByte = false
    var index = 0
    func insert(_ at: Int) {
      guard at + least <= input.count else { return }
      let slot = hash(input, at)
      head = heads[slot]
      previous[at] = head
      heads[slot] = at
    }
    while index < input.count {
      let ahead = input.count - index
      insert(index)
      let (lastLength, lastOffset) = (length, offset)
      (length, offset) = (least - 1, 0)
      if head >= 0, ahead > lastLength, lastLength < lazyLimit,
        let match = longest(input, index, head, previous)
      {
        (length, offset) = match
      }
      if lastLength >= least, length <= lastLength {
        tokens.append(.match(length: lastLength, offset: lastOffset))
        let end = index + lastLength - 1
        index += 1
        while index < end {
          let kept = head
          insert(index)
          head = kept
          index += 1
        }
        hasByte = false
        length = least - 1
      } else {
        if hasByte { tokens.append(.literal(Int(input[index - 1]))) }
        index += 1
        hasByte = true
      }
    }
    if hasByte { tokens.append(.literal(Int(input[index - 1]))) }
    return tokens
  }

  private static func longest(
    _ input: [UInt8], _ at: Int, _ head: Int, _ previous: [Int]
  ) -> (length: Int, offset: Int)? {
    let limit = min(most, input.count - at)
    let nice = min(niceLength, limit)
    var best = least - 1
    var offset = 0
    var candidate = head
    for _ in 0..<chainLimit {
      if best < limit, input[candidate + best] == input[at + best] {
        var count = 0
        while count < limit, input[candidate + count] == input[at + count] { count += 1 }
        if count > best, count > least || at - candidate <= 4_096 {
          (best, offset) = (count, at - candidate)
          if count >= nice { break }
        }
      }
      candidate = previous[candidate]
      if candidate < 0 { break }
    }
    return offset > 0 ? (best, offset) : nil
  }

  // MARK: codes of lengths and offsets (RFC 1951, 3.2.5)

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let offsetBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537,
    2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let offsetBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private static func code(_ value: Int, _ bases: [Int]) -> Int {
    (bases.firstIndex { $0 > value } ?? bases.count) - 1
  }

  // MARK: the block

  static func write(_ tokens: [Token], _ input: [UInt8], to writer: inout BitWriter) {
    var literals = [Int](repeating: 0, count: 286)
    var offsets = [Int](repeating: 0, count: 30)
    var extra = 0
    literals[256] = 1
    for token in tokens {
      switch token {
      case .literal(let byte): literals[byte] += 1
      case .match(let length, let offset):
        let (a, b) = (code(length, lengthBases), code(offset, offsetBases))
        literals[257 + a] += 1
        offsets[b] += 1
        extra += lengthBits[a] + offsetBits[b]
      }
    }
    let literalCount = (literals.lastIndex { $0 > 0 } ?? 256) + 1
    if offsets.allSatisfy({ $0 == 0 }) { offsets[0] = 1 }
    let offsetCount = (offsets.lastIndex { $0 > 0 } ?? 0) + 1
    var literalCodes = Huffman.codes(literals, limit: 15)
    var offsetCodes = Huffman.codes(offsets, limit: 15)

    let lengths =
      literalCodes[..<literalCount].map(\.length) + offsetCodes[..<offsetCount].map(\.length)
    let runs = runs(of: lengths)
    var frequencies = [Int](repeating: 0, count: 19)
    for run in runs { frequencies[run.symbol] += 1 }
    let runCodes = Huffman.codes(frequencies, limit: 7)
    var runCount = 19
    while runCount > 4, frequencies[lengthOrder[runCount - 1]] == 0 { runCount -= 1 }

    func size(_ frequencies: [Int], _ codes: [HuffmanCode]) -> Int {
      zip(frequencies, codes).reduce(0) { $0 + $1.0 * $1.1.length }
    }
    let (fixedLiterals, fixedOffsets) = (Huffman.fixedLiterals, Huffman.fixedOffsets)
    let fixed = 3 + size(literals, fixedLiterals) + size(offsets, fixedOffsets) + extra
    let dynamic =
      17 + 3 * runCount + size(frequencies, runCodes) + frequencies[16] * 2 + frequencies[17] * 3
      + frequencies[18] * 7 + size(literals, literalCodes) + size(offsets, offsetCodes) + extra
    if (input.count + 5) * 8 < min(fixed, dynamic) {
      writer.storedHeader(input.count, isLast: false)
      writer.bytes.append(contentsOf: input)
      return
    }
    if dynamic < fixed {
      writer.write(4, 3)
      writer.write(literalCount - 257, 5)
      writer.write(offsetCount - 1, 5)
      writer.write(runCount - 4, 4)
      for symbol in lengthOrder[..<runCount] { writer.write(runCodes[symbol].length, 3) }
      for run in runs {
        writer.write(runCodes[run.symbol])
        switch run.symbol {
        case 16: writer.write(run.extra, 2)
        case 17: writer.write(run.extra, 3)
        case 18: writer.write(run.extra, 7)
        default: break
        }
      }
    } else {
      writer.write(2, 3)
      (literalCodes, offsetCodes) = (fixedLiterals, fixedOffsets)
    }
    for token in tokens {
      switch token {
      case .literal(let byte): writer.write(literalCodes[byte])
      case .match(let length, let offset):
        let (a, b) = (code(length, lengthBases), code(offset, offsetBases))
        writer.write(literalCodes[257 + a])
        writer.write(length - lengthBases[a], lengthBits[a])
        writer.write(offsetCodes[b])
        writer.write(offset - offsetBases[b], offsetBits[b])
      }
    }
    writer.write(literalCodes[256])
  }

  /// Code lengths as symbols: 16 repeats the last, 17 and 18 are runs of zeros.
  private static func runs(of lengths: [Int]) -> [(symbol: Int, extra: Int)] {
    var out: [(symbol: Int, extra: Int)] = []
    var index = 0
    while index < lengths.count {
      let length = lengths[index]
      var count = 1
      while index + count < lengths.count, lengths[index + count] == length { count += 1 }
      index += count
      if length != 0 {
        out.append((length, 0))
        count -= 1
        while count >= 3 {
          let run = min(6, count)
          out.append((16, run - 3))
          count -= run
        }
      } else {
        while count >= 11 {
          let run = min(138, count)
          out.append((18, run - 11))
          count -= run
        }
        if count >= 3 {
          out.append((17, count - 3))
          count = 0
        }
      }
      for _ in 0..<count { out.append((length, 0)) }
    }
    return out
  }
}

private enum Huffman {
  static let fixedLiterals: [HuffmanCode] = (0..<286).map { symbol in
    switch symbol {
    case ..<144: HuffmanCode(bits: reversed(symbol + 48, 8), length: 8)
    case ..<256: HuffmanCode(bits: reversed(symbol - 144 + 400, 9), length: 9)
    case ..<280: HuffmanCode(bits: reversed(symbol - 256, 7), length: 7)
    default: HuffmanCode(bits: reversed(symbol - 280 + 192, 8), length: 8)
    }
  }
  static let fixedOffsets: [HuffmanCode] = (0..<30).map {
    HuffmanCode(bits: reversed($0, 5), length: 5)
  }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
  }

  static func codes(_ frequencies: [Int], limit: Int) -> [HuffmanCode] {
    var codes = [HuffmanCode](repeating: HuffmanCode(), count: frequencies.count)
    var symbols = frequencies.indices.filter { frequencies[$0] > 0 }
    if symbols.count <= 2 {
      for (bit, symbol) in symbols.enumerated() {
        codes[symbol] = HuffmanCode(bits: bit, length: 1)
      }
      return codes
    }
    symbols.sort { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var rest = symbols[...]
    var code = 0
    for (length, count) in counts(symbols.map { frequencies[$0] }, limit).enumerated() {
      code <<= 1
      guard length > 0, count > 0 else { continue }
      for symbol in rest.suffix(count).sorted() {
        codes[symbol] = HuffmanCode(bits: reversed(code, length), length: length)
        code += 1
      }
      rest = rest.dropLast(count)
    }
    return codes
  }

  /// How many symbols get each length: the boundary package-merge of Katajainen, Moffat and Turpin
  /// ("A Fast and Space-Economical Algorithm for Length-Limited Coding"), with Go's choice among equals.
  private static func counts(_ sorted: [Int], _ limit: Int) -> [Int] {
    struct Level {
      var last: Int
      var nextLeaf: Int
      var nextPair: Int
      var needed = 0
    }
    let count = sorted.count
    let top = min(limit, count - 1)
    let frequencies = sorted + [Int.max]
    var levels = [Level](
      repeating: Level(
        last: frequencies[1], nextLeaf: frequencies[2],
        nextPair: frequencies[0] + frequencies[1]), count: top + 2)
    var leaves = [[Int]](repeating: [Int](repeating: 0, count: top + 1), count: top + 1)
    for level in 1...top { leaves[level][level] = 2 }
    levels[1].nextPair = Int.max
    levels[0].needed = 0
    levels[top].needed = 2 * count - 4
    var level = top
    while true {
      if levels[level].nextPair == Int.max, levels[level].nextLeaf == Int.max {
        levels[level].needed = 0
        levels[level + 1].nextPair = Int.max
        level += 1
        if level > top { break }
        continue
      }
      let before = levels[level].last
      if levels[level].nextLeaf < levels[level].nextPair {
        let next = leaves[level][level] + 1
        levels[level].last = levels[level].nextLeaf
        leaves[level][level] = next
        levels[level].nextLeaf = frequencies[next]
      } else {
        levels[level].last = levels[level].nextPair
        for lower in 0..<level { leaves[level][lower] = leaves[level - 1][lower] }
        levels[level - 1].needed = 2
      }
      levels[level].needed -= 1
      if levels[level].needed == 0 {
        if level == top { break }
        levels[level + 1].nextPair = before + levels[level].last
        level += 1
      } else {
        while levels[level - 1].needed > 0 { level -= 1 }
      }
    }
    var out = [0]
    for level in stride(from: top, to: 0, by: -1) {
      out.append(leaves[top][level] - leaves[top][level - 1])
    }
    return out
  }
}
