import ShrikeText

/// The encodings that are looked through, as a set: a value may be wrapped in several.
public struct Encoding: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let percent = Encoding(rawValue: 1)
  public static let unicode = Encoding(rawValue: 2)
  public static let hex = Encoding(rawValue: 4)
  public static let base64 = Encoding(rawValue: 8)

  /// In the order tags are written.
  public var names: [String] {
    [(.percent, "percent"), (.unicode, "unicode"), (.hex, "hex"), (.base64, "base64")]
      .compactMap { (kind: Encoding, name: String) in contains(kind) ? name : nil }
  }

  /// When two neighbours touch, the one of the higher precedence is decoded first.
  var precedence: Int {
    switch self {
    case .percent: 4
    case .unicode: 3
    case .hex: 2
    default: 1
    }
  }

  /// The decoded text, empty when `bytes` are not this encoding of printable ASCII.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) -> Bool {
    out.removeAll(keepingCapacity: true)
    switch self {
    case .percent: decodePercent(bytes, into: &out)
    case .unicode: decodeUnicode(bytes, into: &out)
    case .hex: decodeHex(bytes, into: &out)
    default: decodeBase64(bytes, into: &out)
    }
    return !out.isEmpty
  }
}

/// Tab to tilde: what counts as readable once decoded.
@inline(__always)
private func isPrintable(_ byte: UInt8) -> Bool { byte > 0x08 && byte < 0x7F }

private func decodePercent(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
  var index = 0
  while index < bytes.count {
    if bytes[index] == 0x25, index + 2 < bytes.count, let high = hexadecimalDigit(bytes[index + 1]),
      let low = hexadecimalDigit(bytes[index + 2])
    {
      let byte = high << 4 | low
      guard isPrintable(byte) else {
        out.removeAll(keepingCapacity: true)
        return
      }
      out.append(byte)
      index += 3
    } else {
      out.append(bytes[index])
      index += 1
    }
  }
}

/// `U+0041 U+0042 ` and `\u0041\\u0042`: the segment is a run of one of the two.
private func decodeUnicode(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
  var index = 0
  while index + 5 < bytes.count {
    let isPoint = bytes[index] == 0x55 && bytes[index + 1] == 0x2B
    let isEscape = bytes[index] == 0x5C && bytes[index + 1] | 0x20 == 0x75
    if isPoint || isEscape, let value = hexValue(bytes, at: index + 2) {
      // A lone surrogate is written as U+FFFD.
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      out.append(contentsOf: String(Character(scalar)).utf8)
      index += 6
    } else {
      index += 1
    }
  }
}

private func hexValue(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32? {
  var value: UInt32 = 0
  for index in start..<(start + 4) {
    guard index < bytes.count, let digit = hexadecimalDigit(bytes[index]) else { return nil }
    value = value << 4 | UInt32(digit)
  }
  return value
}

private func decodeHex(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
  guard bytes.count % 2 == 0, bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return }
  var index = 0
  while index < bytes.count {
    guard let high = hexadecimalDigit(bytes[index]), let low = hexadecimalDigit(bytes[index + 1]),
      isPrintable(high << 4 | low)
    else {
      out.removeAll(keepingCapacity: true)
      return
    }
    out.append(high << 4 | low)
    index += 2
  }
}

/// Standard base64 with its padding, else base64url without; what decodes to anything unprintable is none.
private func decodeBase64(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
  // Names in code have no digit or sign; this saves decoding them and loses about one value in a hundred.
  guard bytes.contains(where: { base64Value[Int($0)] >= 52 && base64Value[Int($0)] != 0xFF })
  else { return }
  var count = bytes.count
  var padding = 0
  while count > 0, bytes[count - 1] == 0x3D {
    count -= 1
    padding += 1
  }
  let standard = bytes.count % 4 == 0 && padding <= 2 && !(padding > 0 && count % 4 < 2)
  if standard, decode(bytes, count, urlSafe: false, into: &out) { return }
  if padding == 0, count % 4 != 1, decode(bytes, count, urlSafe: true, into: &out) { return }
  out.removeAll(keepingCapacity: true)
}

private func decode(
  _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int, urlSafe: Bool, into out: inout [UInt8]
) -> Bool {
  out.removeAll(keepingCapacity: true)
  var bits: UInt32 = 0
  var have = 0
  for index in 0..<count {
    let byte = bytes[index]
    let isURL = byte == 0x2D || byte == 0x5F
    let isPlain = byte == 0x2B || byte == 0x2F
    let value = base64Value[Int(byte)]
    guard value != 0xFF, urlSafe ? !isPlain : !isURL else { return false }
    bits = bits << 6 | UInt32(value)
    have += 6
    if have >= 8 {
      have -= 8
      let decoded = UInt8(truncatingIfNeeded: bits >> UInt32(have))
      guard isPrintable(decoded) else { return false }
      out.append(decoded)
    }
  }
  return true
}

/// Value of every base64 and base64url character, 0xFF for others.
let base64Value: [UInt8] = {
  var table = [UInt8](repeating: 0xFF, count: 256)
  for (index, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    .enumerated()
  {
    table[Int(byte)] = UInt8(index)
  }
  table[0x2D] = 62
  table[0x5F] = 63
  return table
}()
