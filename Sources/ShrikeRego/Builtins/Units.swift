import BigInt

/// Amounts with a unit: `10Ki`, `500m`, `1.5GB`.
let unitBuiltins: [Builtin] = [
  Builtin("units.parse", 1) { a, _ throws(BuiltinError) in
    let (amount, unit) = try amount(try a.text(0), "units.parse")
    // Only the first letter's case counts: `m` is a thousandth, `M` a million.
    let name = unit.prefix(1) + unit.dropFirst().lowercased()
    let factor: Fraction
    if name == "m" {
      factor = Fraction.milli
    } else if let whole = resourceFactors[String(name)] {
      factor = Fraction(whole, 1)
    } else {
      throw .failure("units.parse: unit \(name) not recognized")
    }
    guard let number = Fraction(decimal: amount) else {
      throw .failure("units.parse: could not parse amount to a number")
    }
    return (number * factor).value
  },
  Builtin("units.parse_bytes", 1) { a, _ throws(BuiltinError) in
    let (amount, unit) = try amount(try a.text(0).lowercased(), "units.parse_bytes")
    guard let factor = byteFactors[unit] else {
      throw .failure("units.parse_bytes: byte unit \(unit) not recognized")
    }
    guard let number = Fraction(decimal: amount) else {
      throw .failure("units.parse_bytes: could not parse byte amount to a number")
    }
    let rounded = number.rounded64 * Fraction(factor, 1)
    return Value(rounded.rounded64.wholePart)
  },
]

private let thousand: BigInt = 1_000
private let kibi: BigInt = 1_024

private let resourceFactors: [String: BigInt] = {
  var factors: [String: BigInt] = ["": 1]
  for (power, letter) in ["k", "m", "g", "t", "p", "e"].enumerated() {
    let upper = letter.uppercased()
    factors[upper] = thousand.power(power + 1)
    if letter != "m" { factors[letter] = thousand.power(power + 1) }
    factors[letter + "i"] = kibi.power(power + 1)
    factors[upper + "i"] = kibi.power(power + 1)
  }
  return factors
}()

private let byteFactors: [String: BigInt] = {
  var factors: [String: BigInt] = ["": 1]
  for (power, letter) in ["k", "m", "g", "t", "p", "e"].enumerated() {
    factors[letter] = thousand.power(power + 1)
    factors[letter + "b"] = thousand.power(power + 1)
    factors[letter + "i"] = kibi.power(power + 1)
    factors[letter + "ib"] = kibi.power(power + 1)
  }
  return factors
}()

/// Digits an exponent may have.
private let exponentDigits = 6

/// Where the number ends and the unit begins; quotes count for nothing.
private func amount(
  _ text: String, _ function: String
) throws(BuiltinError) -> (number: String, unit: String) {
  let bytes = text.utf8.filter { $0 != 0x22 }
  if bytes.contains(0x20) {
    throw .failure("\(function): spaces not allowed in resource strings")
  }
  func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- 0x30 < 10 }
  func isSign(_ index: Int) -> Bool {
    index < bytes.count && (bytes[index] == 0x2B || bytes[index] == 0x2D)
  }
  var end = 0
  while end < bytes.count {
    if bytes[end] | 0x20 == 0x65 {
      guard isDigit(end + 1) || isSign(end + 1) else { break }
      if isSign(end + 1) { end += 1 }
      var last = end + 1
      while isDigit(last) { last += 1 }
      guard last - end - 1 <= exponentDigits else {
        throw .failure("\(function): exponent too large")
      }
    } else if !isDigit(end), !isSign(end), bytes[end] != 0x2E {
      break
    }
    end += 1
  }
  end = min(end, bytes.count)
  guard end > 0 else { throw .failure("\(function): no amount provided") }
  return (
    String(decoding: bytes[..<end], as: UTF8.self), String(decoding: bytes[end...], as: UTF8.self)
  )
}

/// A fraction of whole numbers, not reduced.
private struct Fraction {
  let numerator: BigInt
  let denominator: BigInt

  /// The binary fraction next to 0.001, as Go has it.
  static let milli = Fraction(BigInt(0x10_624D_D2F1_A9FC), BigInt(1) << 62)
  /// Exponents beyond that are for nobody's good.
  private static let exponentLimit = 20_000

  init(_ numerator: BigInt, _ denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `-12.5e3`
  init?(decimal text: String) {
    var rest = text.utf8[...]
    var digits: [UInt8] = []
    var exponent = 0
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest.removeFirst() }
    let whole = rest.prefix { $0 &- 0x30 < 10 }
    digits += whole
    rest = rest.dropFirst(whole.count)
    if rest.first == 0x2E {
      let fraction = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
      digits += fraction
      exponent -= fraction.count
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !digits.isEmpty else { return nil }
    if let mark = rest.first {
      guard mark | 0x20 == 0x65, let power = Int(Substring(rest.dropFirst())) else { return nil }
      exponent += power
    }
    guard digits.count <= Self.exponentLimit, abs(exponent) <= Self.exponentLimit,
      let value = BigInt(String(decoding: digits, as: UTF8.self))
    else { return nil }
    let scale = BigInt(10).power(abs(exponent))
    let signed = isNegative ? -value : value
    self.init(exponent > 0 ? signed * scale : signed, exponent < 0 ? scale : 1)
  }

  static func * (a: Fraction, b: Fraction) -> Fraction {
    Fraction(a.numerator * b.numerator, a.denominator * b.denominator)
  }

  /// Towards zero.
  var wholePart: BigInt { numerator / denominator }

  /// The nearest number whose first bit and last bit are at most 63 places apart, the precision
  /// that amounts of bytes are computed in.
  var rounded64: Fraction {
    let magnitude = BigInt(numerator.magnitude)
    guard magnitude != 0 else { return self }
    // As many places to the left as leave a quotient of 64 or 65 bits.
    let shift = 65 - (magnitude.bitWidth - denominator.bitWidth)
    let dividend = shift > 0 ? magnitude << shift : magnitude
    let divisor = shift < 0 ? denominator << -shift : denominator
    var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let bits = quotient.magnitude.bitWidth
    let extra = max(0, bits - 64)
    if extra > 0 {
      let low = quotient & ((BigInt(1) << extra) - 1)
      quotient >>= extra
      let half = BigInt(1) << (extra - 1)
      if low > half || low == half && (remainder != 0 || quotient & 1 == 1) { quotient += 1 }
    }
    remainder = 0
    let places = extra - shift
    let signed = numerator < 0 ? -quotient : quotient
    return places >= 0
      ? Fraction(signed << places, 1) : Fraction(signed, BigInt(1) << -places)
  }

  /// The whole number, or ten places after the point, rounded half up.
  var value: Value? {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    if remainder == 0 { return Value(quotient) }
    let scale = BigInt(10).power(10)
    let scaled = BigInt(numerator.magnitude) * scale
    let rounded = (2 * scaled + denominator) / (2 * denominator)
    let (whole, rest) = rounded.quotientAndRemainder(dividingBy: scale)
    let digits = String(rest)
    let text =
      (numerator < 0 ? "-" : "") + String(whole) + "."
      + String(repeating: "0", count: 10 - digits.count) + digits
    // What is too large for a fraction to matter is whole.
    return Array(text.utf8).withUnsafeBufferPointer { Value(numberText: $0) } ?? Value(whole)
  }
}
