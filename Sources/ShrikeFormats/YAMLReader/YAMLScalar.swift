/// The kind of a plain scalar: chapter 10.3.2 of YAML 1.2.2, or the types of YAML 1.1
/// (https://yaml.org/type/) as PyYAML and libyaml's users read them.
func yamlKind(
  _ text: UnsafeBufferPointer<UInt8>, _ schema: YAMLReader.Schema, _ flags: inout UInt8
) -> Node.Kind {
  guard let first = text.first else { return .null }
  switch first {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
    UInt8(ascii: "."):
    return (schema == .yaml11 ? number11(text) : number12(text)) ?? .string
  case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
  case UInt8(ascii: "n"), UInt8(ascii: "N"):
    if isWord(text, "null") { return .null }
    return schema == .yaml11 && isWord(text, "no") ? .bool : .string
  case UInt8(ascii: "t"), UInt8(ascii: "T"):
    guard isWord(text, "true") else { return .string }
    flags |= NodeRecord.isTrue
    return .bool
  case UInt8(ascii: "f"), UInt8(ascii: "F"): return isWord(text, "false") ? .bool : .string
  case UInt8(ascii: "y"), UInt8(ascii: "Y"):
    guard schema == .yaml11, isWord(text, "yes") else { return .string }
    flags |= NodeRecord.isTrue
    return .bool
  case UInt8(ascii: "o"), UInt8(ascii: "O"):
    guard schema == .yaml11 else { return .string }
    if isWord(text, "off") { return .bool }
    guard isWord(text, "on") else { return .string }
    flags |= NodeRecord.isTrue
    return .bool
  default: return .string
  }
}

/// `word`, `Word` or `WORD`.
private func isWord(_ text: some Collection<UInt8>, _ word: StaticString) -> Bool {
  let lower = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
  guard text.count == lower.count else { return false }
  let isUpper = text.dropFirst().allSatisfy { $0 & 0x20 == 0 }
  for (index, (byte, wanted)) in zip(text, lower).enumerated() {
    let upper = wanted & 0xDF
    let matches =
      isUpper ? byte == upper : byte == wanted || index == 0 && byte == upper
    guard matches else { return false }
  }
  return true
}

private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
private func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

/// The rest after what `isPart` takes, and how much that was.
private func skip(_ text: Bytes, _ isPart: (UInt8) -> Bool) -> (rest: Bytes, count: Int) {
  let rest = text.drop(while: isPart)
  return (rest, text.count - rest.count)
}

private func unsigned(_ text: UnsafeBufferPointer<UInt8>) -> (rest: Bytes, hasSign: Bool) {
  let hasSign = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-")
  return (hasSign ? text.dropFirst() : text[...], hasSign)
}

private func isSpecialFloat(_ text: Bytes, _ hasSign: Bool) -> Bool {
  guard text.count == 4, text.first == UInt8(ascii: ".") else { return false }
  let word = text.dropFirst()
  return isWord(word, "inf")
    || !hasSign && (isWord(word, "nan") || word.elementsEqual("NaN".utf8))
}

private func number12(_ text: UnsafeBufferPointer<UInt8>) -> Node.Kind? {
  let (body, hasSign) = unsigned(text)
  if isSpecialFloat(body, hasSign) { return .float }
  if !hasSign, body.count > 2, body.first == UInt8(ascii: "0") {
    let mark = body[body.startIndex + 1]
    if mark == UInt8(ascii: "x") {
      return body.dropFirst(2).allSatisfy(isHexDigit) ? .integer : nil
    }
    if mark == UInt8(ascii: "o") {
      return body.dropFirst(2).allSatisfy { $0 &- 0x30 < 8 } ? .integer : nil
    }
  }
  var (rest, whole) = skip(body, isDigit)
  if rest.isEmpty { return whole > 0 ? .integer : nil }
  var fraction = 0
  if rest.first == UInt8(ascii: ".") { (rest, fraction) = skip(rest.dropFirst(), isDigit) }
  guard whole + fraction > 0 else { return nil }
  return rest.isEmpty || isExponent(rest, needsSign: false) ? .float : nil
}

private func isExponent(_ text: Bytes, needsSign: Bool) -> Bool {
  guard let first = text.first, first | 0x20 == UInt8(ascii: "e") else { return false }
  var digits = text.dropFirst()
  if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") {
    digits = digits.dropFirst()
  } else if needsSign {
    return false
  }
  return !digits.isEmpty && digits.allSatisfy(isDigit)
}

private func number11(_ text: UnsafeBufferPointer<UInt8>) -> Node.Kind? {
  let (body, hasSign) = unsigned(text)
  if isSpecialFloat(body, hasSign) { return .float }
  guard let first = body.first else { return nil }
  if body.count > 2, first == UInt8(ascii: "0") {
    let digits = body.dropFirst(2)
    switch body[body.startIndex + 1] {
    case UInt8(ascii: "x"):
      return digits.allSatisfy { isHexDigit($0) || $0 == 0x5F } ? .integer : nil
    case UInt8(ascii: "b"):
      return digits.allSatisfy { $0 &- 0x30 < 2 || $0 == 0x5F } ? .integer : nil
    default: break
    }
  }
  let isPart: (UInt8) -> Bool = { isDigit($0) || $0 == 0x5F }
  guard isDigit(first) else {
    guard first == UInt8(ascii: "."), let digit = body.dropFirst().first, isDigit(digit) else {
      return nil
    }
    let rest = skip(body.dropFirst(), isPart).rest
    return rest.isEmpty || isExponent(rest, needsSign: true) ? .float : nil
  }
  var (rest, _) = skip(body, isPart)
  if rest.isEmpty {
    guard first == UInt8(ascii: "0"), body.count > 1 else { return .integer }
    return body.allSatisfy { $0 &- 0x30 < 8 || $0 == 0x5F } ? .integer : nil
  }
  if rest.first == UInt8(ascii: ":") {
    while rest.first == UInt8(ascii: ":") {
      let (after, digits) = skip(rest.dropFirst(), isDigit)
      let lead = rest.dropFirst().first ?? 0
      guard digits == 1 || digits == 2 && lead < UInt8(ascii: "6") else { return nil }
      rest = after
    }
    if rest.isEmpty { return first == UInt8(ascii: "0") ? nil : .integer }
    guard rest.first == UInt8(ascii: ".") else { return nil }
    return skip(rest.dropFirst(), isPart).rest.isEmpty ? .float : nil
  }
  guard rest.first == UInt8(ascii: ".") else { return nil }
  rest = skip(rest.dropFirst(), isPart).rest
  return rest.isEmpty || isExponent(rest, needsSign: true) ? .float : nil
}
