import ShrikeLedger

/// Arrays as PostgreSQL writes them in text, by which a batch of rows travels in one statement.
enum PostgresArray {
  /// `{1,NULL,"a \"b\""}`
  static func text(_ values: some Sequence<SQLValue>) -> String {
    var out: [UInt8] = [UInt8(ascii: "{")]
    for value in values {
      if out.count > 1 { out.append(UInt8(ascii: ",")) }
      switch value {
      case .null: out += "NULL".utf8
      case .integer(let number): out += String(number).utf8
      case .real(let number): out += String(number).utf8
      case .text(let text): quote(text.utf8, &out)
      case .blob(let bytes):
        out += #""\\x"#.utf8
        for byte in bytes {
          out.append(digits[Int(byte >> 4)])
          out.append(digits[Int(byte & 15)])
        }
        out.append(UInt8(ascii: "\""))
      }
    }
    out.append(UInt8(ascii: "}"))
    return String(decoding: out, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// A zero byte, which PostgreSQL keeps in no text, becomes a space.
  private static func quote(_ text: String.UTF8View, _ out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
      out.append(byte == 0 ? 0x20 : byte)
    }
    out.append(UInt8(ascii: "\""))
  }

  /// The bytes of `\x68…`.
  static func bytes(hexadecimal text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard text.count >= 2 else { return [] }
    var out: [UInt8] = []
    out.reserveCapacity((text.count - 2) / 2)
    for index in stride(from: 2, to: text.count - 1, by: 2) {
      out.append(nibble(text[index]) << 4 | nibble(text[index + 1]))
    }
    return out
  }

  private static func nibble(_ digit: UInt8) -> UInt8 {
    digit < 0x3A ? digit &- 0x30 : (digit | 0x20) &- 0x57
  }
}
