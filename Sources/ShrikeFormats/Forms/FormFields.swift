import ShrikeText

/// Reads `application/x-www-form-urlencoded` and query strings.
public enum FormFields {
  /// More fields than that are refused.
  public static let most = 5_000

  /// Nil for broken percent signs, bytes that are no UTF-8 or too many fields.
  public static func read(_ text: some StringProtocol) -> [(name: String, value: String)]? {
    var fields: [(String, String)] = []
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard fields.count < most, let name = decode(parts[0]),
        let value = decode(parts.count > 1 ? parts[1] : "")
      else { return nil }
      fields.append((name, value))
    }
    return fields
  }

  /// A part with `+` and percent signs taken back; nil where it is broken.
  public static func decode(_ part: some StringProtocol, plusIsSpace: Bool = true) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexadecimalDigit),
          let low = rest.popFirst().flatMap(hexadecimalDigit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// For a link: everything but letters, digits and `-._~` as percent signs.
  public static func encode(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let text = String(byte, radix: 16, uppercase: true)
        out += text.utf8.count == 1 ? "%0\(text)" : "%\(text)"
      }
    }
    return out
  }
}
