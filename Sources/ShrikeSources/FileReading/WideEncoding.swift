/// UTF-16 and UTF-32: texts full of NULs that are no binary files.
enum WideEncoding: Equatable {
  case utf16Little, utf16Big, utf32Little, utf32Big

  /// The encoding a byte order mark states, and the mark's length.
  static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> (encoding: WideEncoding, count: Int)? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE):
      let isLonger = bytes.count >= 4 && bytes[2] == 0 && bytes[3] == 0 && bytes.count % 4 == 0
      return isLonger ? (.utf32Little, 4) : (.utf16Little, 2)
    case (0xFE, 0xFF): return (.utf16Big, 2)
    case (0, 0) where bytes.count >= 4 && bytes[2] == 0xFE && bytes[3] == 0xFF:
      return (.utf32Big, 4)
    default: return nil
    }
  }

  /// UTF-16 without a mark: of the head's pairs nine in ten have a NUL on the same side and a
  /// printable byte or a blank on the other, and none has a NUL on both or a control character.
  static func guess(_ bytes: UnsafeBufferPointer<UInt8>) -> WideEncoding? {
    guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
    let pairs = min(bytes.count, Content.headLimit) / 2
    var little = 0
    var big = 0
    for pair in 0..<pairs {
      let first = bytes[pair * 2]
      let second = bytes[pair * 2 + 1]
      if second == 0, isText(first) { little += 1 }
      if first == 0, isText(second) { big += 1 }
      if (first == 0 && !isText(second)) || (second == 0 && !isText(first)) { return nil }
    }
    if little * 10 >= pairs * 9 { return .utf16Little }
    if big * 10 >= pairs * 9 { return .utf16Big }
    return nil
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C
  }

  /// Writes the text as UTF-8 in place of what `out` held; a broken unit becomes U+FFFD.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    out.removeAll(keepingCapacity: true)
    switch self {
    case .utf16Little, .utf16Big: decode16(bytes, into: &out)
    case .utf32Little, .utf32Big: decode32(bytes, into: &out)
    }
  }

  private func decode16(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    out.reserveCapacity(bytes.count / 2 + 16)
    let highAt = self == .utf16Little ? 1 : 0
    let units = bytes.count / 2
    func unit(_ index: Int) -> UInt32 {
      UInt32(bytes[index * 2 + highAt]) << 8 | UInt32(bytes[index * 2 + 1 - highAt])
    }
    var index = 0
    while index < units {
      let first = unit(index)
      index += 1
      if first < 0x80 {
        out.append(UInt8(truncatingIfNeeded: first))
      } else if first & 0xFC00 == 0xD800, index < units, unit(index) & 0xFC00 == 0xDC00 {
        appendUTF8(0x10000 + ((first & 0x3FF) << 10) + (unit(index) & 0x3FF), to: &out)
        index += 1
      } else {
        appendUTF8(first, to: &out)
      }
    }
    if bytes.count % 2 != 0 { appendUTF8(0xFFFD, to: &out) }
  }

  private func decode32(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    out.reserveCapacity(bytes.count / 4 + 16)
    let isLittle = self == .utf32Little
    for start in stride(from: 0, to: bytes.count - 3, by: 4) {
      var value: UInt32 = 0
      for place in 0..<4 {
        value = value << 8 | UInt32(bytes[start + (isLittle ? 3 - place : place)])
      }
      appendUTF8(value, to: &out)
    }
    if bytes.count % 4 != 0 { appendUTF8(0xFFFD, to: &out) }
  }
}

/// Appends a code point; what is none (a lone surrogate) becomes U+FFFD.
func appendUTF8(_ value: UInt32, to out: inout [UInt8]) {
  let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
  for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { out.append(byte) }
}
