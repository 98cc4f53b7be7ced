import ShrikeText

/// Forms that texts of a log must have.
enum SarifText {
  /// Five groups of hexadecimal digits, as .NET reads a GUID and RFC 4122 writes it.
  static func isGUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return false }
    return groups.allSatisfy { $0.utf8.allSatisfy(isHexadecimal) }
  }

  /// `en` or `en-GB`.
  static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(isLetter) }
  }

  /// Something before a slash and something after it.
  static func isMIMEType(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains {
      bytes[$0] == UInt8(ascii: "/") && $0 > 0 && bytes[$0 - 1] != UInt8(ascii: "/")
        && $0 + 1 < bytes.count
    }
  }

  /// Four numbers with dots between them, anywhere.
  static func hasFourNumbers(_ text: String) -> Bool {
    var dots = 0
    var digits = 0
    for byte in text.utf8 {
      if isDigit(byte) {
        digits += 1
        if dots == 3 { return true }
      } else if byte == UInt8(ascii: "."), digits > 0 {
        dots += 1
        digits = 0
      } else {
        dots = 0
        digits = 0
      }
    }
    return false
  }

  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// `CS2001`, `CA-10-7`: up to eight capitals, then up to three numbers of six digits.
  static func isConventionalID(_ id: String) -> Bool {
    var rest = Array(id.utf8)[...]
    let capitals = rest.prefix { $0 &- 0x41 < 26 }.count
    guard (1...8).contains(capitals) else { return false }
    rest = rest.dropFirst(capitals)
    // Numbers may follow each other without a dash: eighteen digits are three of them.
    var numbers = 0
    while !rest.isEmpty, numbers < 3 {
      if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      let digits = min(6, rest.prefix(while: isDigit).count)
      guard digits > 0 else { return false }
      rest = rest.dropFirst(digits)
      numbers += 1
    }
    return rest.isEmpty
  }

  /// `ProvideRuleName`: words of a capital and lower-case letters or digits.
  static func isPascalCase(_ name: String) -> Bool {
    var afterCapital = false
    var isFirst = true
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter:
        if afterCapital { return false }
        afterCapital = true
      case .lowercaseLetter, .decimalNumber:
        if isFirst { return false }
        afterCapital = false
      default: return false
      }
      isFirst = false
    }
    return !afterCapital
  }

  /// The numbers of `{0}`, `{12}`, with the byte before each.
  static func placeholders(_ text: String) -> [(number: Int, before: UInt8?)] {
    var found: [(Int, UInt8?)] = []
    let bytes = Array(text.utf8)
    var open: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "{") {
        open = index
      } else if byte == UInt8(ascii: "}"), let start = open {
        open = nil
        if index > start + 1, index - start <= 10,
          let number = Int(String(decoding: bytes[start + 1..<index], as: UTF8.self))
        {
          found.append((number, start > 0 ? bytes[start - 1] : nil))
        }
      } else if !isDigit(byte) {
        open = nil
      }
    }
    return found
  }

  /// A date and time as RFC 3339 and ISO 8601 write them, as seconds since 1970 by the calendar; the
  /// zone counted in. Nil for what is none.
  static func seconds(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      let part = bytes[start..<start + count]
      return part.allSatisfy(isDigit) ? Int(String(decoding: part, as: UTF8.self)) : nil
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var total = Double(CalendarDate(year, month, day).daysSince1970) * 86_400
    guard bytes.count > 11, let hour = number(11, 2), let minute = number(14, 2) else {
      return total
    }
    total += Double(hour * 3_600 + minute * 60 + (number(17, 2) ?? 0))
    var at = 19
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      let digits = bytes[(at + 1)...].prefix(while: isDigit)
      total += Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
      at += 1 + digits.count
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"),
      let hours = number(at + 1, 2)
    {
      let offset = Double(hours * 3_600 + (number(at + 4, 2) ?? 0) * 60)
      total += bytes[at] == UInt8(ascii: "+") ? -offset : offset
    }
    return total
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
}
