import ShrikeText

/// What a number's text stands for. Values are made when they are asked for: the readers only
/// decide the kind, so a number nobody reads costs nothing and none loses a digit.

/// The value of a text its reader took for an integer; nil where 64 bits do not hold it.
func integerValue(_ text: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) -> Int? {
  var digits = text[...]
  var negative = false
  if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
    negative = first == UInt8(ascii: "-")
    digits = digits.dropFirst()
  }
  var radix = 10
  if digits.count > 1, digits[digits.startIndex] == UInt8(ascii: "0") {
    switch digits[digits.startIndex + 1] {
    case UInt8(ascii: "x"): (radix, digits) = (16, digits.dropFirst(2))
    case UInt8(ascii: "o"): (radix, digits) = (8, digits.dropFirst(2))
    case UInt8(ascii: "b"): (radix, digits) = (2, digits.dropFirst(2))
    default: if dialect == .yaml11 { (radix, digits) = (8, digits.dropFirst()) }
    }
  }
  // Accumulated on the negative side, where the smallest integer fits too.
  var value = 0
  var part = 0
  for byte in digits {
    let digit: Int
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = Int(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = Int(byte) - 0x61 + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = Int(byte) - 0x41 + 10
    case UInt8(ascii: "_"): continue
    case UInt8(ascii: ":"):
      // YAML 1.1's base 60.
      guard let next = shifted(value, by: 60, minus: part) else { return nil }
      (value, part) = (next, 0)
      continue
    default: return nil
    }
    guard digit < radix else { return nil }
    if dialect == .yaml11, radix == 10 {
      let (product, over) = part.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(digit)
      if over || overflow { return wide(digits, negative) }
      part = sum
    } else {
      guard let next = shifted(value, by: radix, minus: digit) else { return nil }
      value = next
    }
  }
  if dialect == .yaml11, radix == 10 {
    guard let next = shifted(value, by: 60, minus: part) else { return nil }
    value = next
  }
  return negative ? value : value == Int.min ? nil : -value
}

private func shifted(_ value: Int, by radix: Int, minus digit: Int) -> Int? {
  let (product, over) = value.multipliedReportingOverflow(by: radix)
  let (sum, overflow) = product.subtractingReportingOverflow(digit)
  return over || overflow ? nil : sum
}

/// -9223372036854775808 is the one decimal that overflows before its sign is known.
private func wide(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ negative: Bool) -> Int? {
  let plain = digits.filter { $0 != UInt8(ascii: "_") }
  return negative ? Int("-" + String(decoding: plain, as: UTF8.self)) : nil
}

/// The value of a text its reader took for a float or an integer.
func doubleValue(_ text: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) -> Double? {
  if let exact = integerValue(text, dialect) { return Double(exact) }
  let plain = String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  switch plain.drop(while: { $0 == "+" || $0 == "-" }).lowercased() {
  case ".inf", "inf": return plain.hasPrefix("-") ? -Double.infinity : Double.infinity
  case ".nan", "nan": return Double.nan
  default: break
  }
  if plain.contains(":") {
    let negative = plain.hasPrefix("-")
    var value = 0.0
    for part in plain.drop(while: { $0 == "+" || $0 == "-" }).split(separator: ":") {
      guard let number = Double(part) else { return nil }
      value = value * 60 + number
    }
    return negative ? -value : value
  }
  guard let value = Double(plain.replacingYAMLOctal), value.isFinite else { return nil }
  return value
}

extension String {
  /// Swift reads hexadecimal floats but no `0o`; an octal beyond 64 bits is read digit by digit.
  fileprivate var replacingYAMLOctal: String {
    guard let mark = firstIndex(of: "o"), mark > startIndex else { return self }
    var value = 0.0
    for digit in self[index(after: mark)...].utf8 { value = value * 8 + Double(digit & 7) }
    return hasPrefix("-") ? "-\(value)" : "\(value)"
  }
}
