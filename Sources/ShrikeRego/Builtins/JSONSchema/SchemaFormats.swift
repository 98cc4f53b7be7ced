import ShrikeText

/// Whether a text is of a format that schemas name; formats that nobody knows are always met.
func isOfFormat(_ format: String, _ text: String, _ context: BuiltinContext) -> Bool {
  let bytes = Array(text.utf8)
  switch format {
  case "date": return isDate(bytes)
  case "time": return isTime(bytes, needsZone: false)
  case "date-time":
    return isDate(bytes) || isTime(bytes, needsZone: false) || isDateTime(bytes)
  case "hostname": return isHostname(bytes)
  case "email", "idn-email": return isMailAddress(bytes)
  case "ipv4": return Address.parse(text) != nil && bytes.contains(0x2E)
  case "ipv6": return Address.parse(text) != nil && bytes.contains(0x3A)
  case "uri", "iri":
    return WebAddress(bytes).map { !$0.scheme.isEmpty } ?? false && !bytes.contains(0x5C)
  case "uri-reference", "iri-reference":
    return WebAddress(bytes) != nil && !bytes.contains(0x5C)
  case "uri-template":
    guard let address = WebAddress(bytes), !bytes.contains(0x5C) else { return false }
    return hasPairedBraces(address.path)
  case "uuid": return isUUID(bytes)
  case "regex": return text.isEmpty || (try? context.patterns.pattern(Value(text))) != nil
  case "json-pointer": return isPointer(bytes[...])
  case "relative-json-pointer": return isRelativePointer(bytes)
  default: return true
  }
}

// MARK: times

private func isDate(_ text: [UInt8]) -> Bool {
  guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D, let year = number(text[0..<4]),
    let month = number(text[5..<7]), let day = number(text[8..<10]), 1...12 ~= month
  else { return false }
  return 1...CalendarDate.days(inMonth: month, of: year) ~= day
}

/// `15:04:05`, with a fraction perhaps, and with a zone or without.
private func isTime(_ text: [UInt8], needsZone: Bool) -> Bool {
  // Hours may have one digit, as Go reads them.
  var rest = text[...]
  guard let colon = rest.firstIndex(of: 0x3A), let hour = number(rest[..<colon]), hour < 24,
    1...2 ~= colon - rest.startIndex
  else { return false }
  rest = rest[(colon + 1)...]
  guard rest.count >= 5, let minute = number(rest.prefix(2)), minute < 60,
    rest[rest.startIndex + 2] == 0x3A, let second = number(rest.dropFirst(3).prefix(2)),
    second < 60
  else { return false }
  rest = rest.dropFirst(5)
  if rest.first == 0x2E || rest.first == 0x2C {
    let fraction = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
    guard !fraction.isEmpty else { return false }
    rest = rest[fraction.endIndex...]
  }
  if rest.isEmpty { return !needsZone }
  if Array(rest) == [0x5A] { return true }
  guard rest.count == 6, rest.first == 0x2B || rest.first == 0x2D,
    rest[rest.startIndex + 3] == 0x3A, let hours = number(rest.dropFirst().prefix(2)),
    let minutes = number(rest.suffix(2))
  else { return false }
  return hours <= 24 && minutes < 60
}

private func isDateTime(_ text: [UInt8]) -> Bool {
  guard text.count > 11, text[10] == 0x54 else { return false }
  return isDate(Array(text[..<10])) && isTime(Array(text[11...]), needsZone: true)
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
  return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

// MARK: names and addresses

/// Labels of letters, digits and inner hyphens, of 63 bytes at most.
private func isHostname(_ text: [UInt8]) -> Bool {
  guard text.count < 256 else { return false }
  return text.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
    guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
  }
}

private func isUUID(_ text: [UInt8]) -> Bool {
  text.count == 36
    && text.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == 0x2D : hexadecimalDigit(byte) != nil
    }
}

/// A mail address, with a name in front of it or without
/// ([RFC 5322, 3.4](https://www.rfc-editor.org/rfc/rfc5322#section-3.4)).
private func isMailAddress(_ text: [UInt8]) -> Bool {
  var reader = MailAddressReader(text)
  return reader.isAddress()
}

private struct MailAddressReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func isAddress() -> Bool {
    guard skipSpace() else { return false }
    let start = at
    if isSpecification(), skipSpace(), at == text.count { return true }
    // A name, then the address in angle brackets.
    at = start
    while at < text.count, text[at] != 0x3C {
      guard word(allowsDots: true) != nil, skipSpace() else { return false }
    }
    guard take(0x3C), isSpecification(), take(0x3E), skipSpace() else { return false }
    return at == text.count
  }

  /// `local@domain`.
  private mutating func isSpecification() -> Bool {
    guard word(allowsDots: true, isStrict: true) != nil, skipSpace(), take(0x40), skipSpace()
    else { return false }
    if at < text.count, text[at] == 0x5B {
      let literal = text[(at + 1)...].prefix { $0 != 0x5D }
      guard literal.endIndex < text.count else { return false }
      at = literal.endIndex + 1
      let address = String(decoding: literal, as: UTF8.self)
      return Address.parse(address.hasPrefix("IPv6:") ? address.dropFirst(5) : address[...]) != nil
    }
    return word(allowsDots: true, isStrict: true, allowsQuotes: false) != nil
  }

  /// An atom, with dots perhaps, or a quoted text; strictly no two dots and none at an end.
  private mutating func word(
    allowsDots: Bool, isStrict: Bool = false, allowsQuotes: Bool = true
  ) -> ArraySlice<UInt8>? {
    if allowsQuotes, at < text.count, text[at] == 0x22 { return quoted() }
    let start = at
    while at < text.count, isAtom(text[at]) || allowsDots && text[at] == 0x2E { at += 1 }
    let word = text[start..<at]
    guard !word.isEmpty else { return nil }
    if isStrict {
      let parts = word.split(separator: 0x2E, omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    }
    return word
  }

  private mutating func quoted() -> ArraySlice<UInt8>? {
    let start = at
    at += 1
    while at < text.count, text[at] != 0x22 {
      guard text[at] >= 0x20 || text[at] == 0x09 else { return nil }
      at += text[at] == 0x5C ? 2 : 1
    }
    guard at < text.count else { return nil }
    at += 1
    return text[start..<at]
  }

  private func isAtom(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isAlphanumeric(byte) || Array("!#$%&'*+-/=?^_`{|}~".utf8).contains(byte)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  /// Spaces and comments, which stand in parentheses.
  private mutating func skipSpace() -> Bool {
    var depth = 0
    while at < text.count {
      switch text[at] {
      case 0x28: depth += 1
      case 0x29 where depth > 0: depth -= 1
      case 0x5C where depth > 0: at += 1
      case 0x20, 0x09: break
      default: if depth == 0 { return true }
      }
      at += 1
    }
    return depth == 0
  }
}

// MARK: pointers and templates

/// Steps that each begin with a slash, tildes in them only as `~0` and `~1`.
private func isPointer(_ text: ArraySlice<UInt8>) -> Bool {
  guard text.first == 0x2F || text.isEmpty else { return false }
  for (index, byte) in zip(text.indices, text) where byte == 0x7E {
    guard index + 1 < text.endIndex, text[index + 1] == 0x30 || text[index + 1] == 0x31 else {
      return false
    }
  }
  return true
}

private func isRelativePointer(_ text: [UInt8]) -> Bool {
  let digits = text.prefix { 0x30...0x39 ~= $0 }
  guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return false }
  let rest = text[digits.endIndex...]
  return Array(rest) == [0x23] || isPointer(rest)
}

/// Every brace that opens is closed.
private func hasPairedBraces(_ path: [UInt8]) -> Bool {
  var isOpen = false
  for byte in path {
    if byte == 0x7D { isOpen = false } else if byte == 0x7B, !isOpen { isOpen = true }
  }
  return !isOpen
}
