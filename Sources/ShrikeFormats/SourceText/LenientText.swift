/// Text of any encoding that tools write, as UTF-8.
public enum LenientText {
  /// UTF-8 without its mark, or UTF-16 turned into it; what is neither is taken for Windows-1252,
  /// of which every sequence of bytes is a text.
  public static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    let decoded = DecodedText(bytes)
    guard decoded.failure != nil else {
      return decoded.start == 0 ? decoded.bytes : Array(decoded.bytes[decoded.start...])
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return decoded.bytes
    }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes { appendUTF8(windows1252(byte), to: &out) }
    return out
  }

  /// The characters that Windows puts where Latin-1 has controls (WHATWG Encoding, windows-1252).
  private static let extras: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static func windows1252(_ byte: UInt8) -> UInt32 {
    byte >= 0x80 && byte < 0xA0 ? extras[Int(byte) - 0x80] : UInt32(byte)
  }
}
