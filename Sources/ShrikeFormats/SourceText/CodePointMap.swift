import ShrikeText

/// Turns places counted in code points, as libyaml and toml++ give them, into byte offsets.
///
/// An ASCII text needs no table; another one keeps the offset of every 64th code point, so a
/// look-up walks at most 63 of them however long the lines are.
struct CodePointMap {
  private static let stride = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let checkpoints: [UInt32]
  /// Code points before each line, for look-ups by line and column.
  private let lineStarts: [UInt32]

  /// `bytes` is valid UTF-8 that outlives the map; counting begins at `start`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, lines: Bool = false) {
    self.bytes = bytes
    self.start = start
    let tail = UnsafeBufferPointer(rebasing: bytes[start...])
    guard isASCII(tail) else {
      var points: [UInt32] = []
      var starts: [UInt32] = [0]
      var count = 0
      var index = 0
      while index < tail.count {
        let byte = tail[index]
        if byte & 0xC0 != 0x80 {
          if count % Self.stride == 0 { points.append(UInt32(index)) }
          count += 1
          if lines, byte == 0x0A { starts.append(UInt32(count)) }
        }
        index += 1
      }
      checkpoints = points
      lineStarts = starts
      return
    }
    checkpoints = []
    lineStarts = lines ? [0] + LineIndex(tail).newlines.map { UInt32($0 + 1) } : []
  }

  func offset(_ codePoint: Int) -> Int {
    guard !checkpoints.isEmpty else { return min(start + codePoint, bytes.count) }
    let slot = codePoint / Self.stride
    guard slot < checkpoints.count else { return offset(inLast: codePoint) }
    return walk(from: start + Int(checkpoints[slot]), codePoint % Self.stride)
  }

  /// Both count from 1.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lineStarts.count else { return line < 1 ? start : bytes.count }
    return offset(Int(lineStarts[line - 1]) + max(0, column - 1))
  }

  private func offset(inLast codePoint: Int) -> Int {
    let slot = checkpoints.count - 1
    return walk(from: start + Int(checkpoints[slot]), codePoint - slot * Self.stride)
  }

  private func walk(from: Int, _ steps: Int) -> Int {
    var index = from
    var left = steps
    while left > 0, index < bytes.count {
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      left -= 1
    }
    return index
  }
}
