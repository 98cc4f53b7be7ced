import ShrikeText

/// The lines around a match, and what they say of it.
extension SecretWorker {
  /// The decoded line(s) around a decoded value, as gitleaks' `CurrentLine`: the newline before included.
  func currentLine(_ range: ByteRange, in text: UnsafeBufferPointer<UInt8>) -> ByteRange {
    var lower = min(range.lower, text.count - 1)
    while lower > 0, text[lower] != 0x0A { lower -= 1 }
    var upper = min(range.upper, text.count)
    while upper < text.count, text[upper] != 0x0A { upper += 1 }
    return ByteRange(lower, upper)
  }

  func realLines(_ range: ByteRange, _ text: UnsafeBufferPointer<UInt8>) -> ByteRange {
    var lower = min(range.lower, text.count)
    while lower > 0, text[lower - 1] != 0x0A { lower -= 1 }
    var upper = min(range.upper, text.count)
    while upper < text.count, text[upper] != 0x0A { upper += 1 }
    return ByteRange(lower, upper)
  }

  private static let signatures = ["betterleaks:allow", "gitleaks:allow"].map { Array($0.utf8) }

  func allowance(_ text: UnsafeBufferPointer<UInt8>, _ lines: ByteRange) -> String? {
    let line = UnsafeBufferPointer(rebasing: text[lines.lower..<lines.upper])
    for signature in Self.signatures where find(signature, in: line) != nil {
      return String(decoding: signature, as: UTF8.self)
    }
    return nil
  }
}
