import BigInt

/// `mantissa * 2^exponent`, rounded half to even at `precision` bits; the mantissa is odd or zero.
public struct BinaryFloat: Sendable {
  /// What `cty` parses with.
  static let standard = 512
  /// Beyond such exponents of ten nothing is a number here: digits are written out.
  static let exponentLimit = 5_000

  let mantissa: BigInt
  let exponent: Int
  /// Kept as Go keeps it: it decides how many digits are shown.
  let precision: Int

  init(_ mantissa: BigInt, _ exponent: Int, precision: Int = standard, sticky: Bool = false) {
    self.precision = precision
    var magnitude = mantissa.magnitude
    var exponent = exponent
    if magnitude.isZero {
      self.mantissa = 0
      self.exponent = 0
      return
    }
    let excess = magnitude.bitWidth - precision
    if excess > 0 {
      let half = BigUInt(1) << (excess - 1)
      let rest = magnitude & ((BigUInt(1) << excess) - 1)
      magnitude >>= excess
      exponent += excess
      if rest > half || rest == half && (sticky || magnitude.trailingZeroBitCount == 0) {
        magnitude += 1
      }
    }
    let zeros = magnitude.trailingZeroBitCount
    magnitude >>= zeros
    self.exponent = exponent + zeros
    self.mantissa = BigInt(sign: mantissa.sign, magnitude: magnitude)
  }

  init?(decimal bytes: ArraySlice<UInt8>, isNegative: Bool) {
    var digits: [UInt8] = []
    var scale = 0
    var sawPoint = false
    var sawDigit = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte &- 0x30 < 10 {
        sawDigit = true
        digits.append(byte)
        if sawPoint { scale -= 1 }
      } else if byte == 0x2E, !sawPoint {
        sawPoint = true
      } else {
        break
      }
      index += 1
    }
    guard sawDigit else { return nil }
    if index < bytes.endIndex {
      guard bytes[index] | 0x20 == 0x65,
        let power = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)),
        abs(power) <= Self.exponentLimit
      else { return nil }
      scale += power
    }
    guard digits.count <= 2 * Self.exponentLimit,
      let whole = BigInt(String(decoding: digits, as: UTF8.self))
    else { return nil }
    let signed = isNegative ? -whole : whole
    if scale >= 0 {
      self.init(signed * BigInt(10).power(scale), 0)
    } else {
      self = Self.quotient(signed, 0, BigInt(10).power(-scale), 0, precision: Self.standard)
    }
  }

  static func quotient(
    _ a: BigInt, _ aExponent: Int, _ b: BigInt, _ bExponent: Int, precision: Int
  ) -> BinaryFloat {
    let shift = max(0, precision + 2 - a.magnitude.bitWidth + b.magnitude.bitWidth)
    let (quotient, rest) = (a.magnitude << shift).quotientAndRemainder(dividingBy: b.magnitude)
    let sign: BigInt.Sign = a.sign == b.sign ? .plus : .minus
    return BinaryFloat(
      BigInt(sign: sign, magnitude: quotient), aExponent - bExponent - shift,
      precision: precision, sticky: !rest.isZero)
  }

  /// A whole number of 64 bits.
  var int: Int? {
    guard exponent >= 0, exponent < 64, mantissa.magnitude.bitWidth + exponent <= 64 else {
      return nil
    }
    return Int(exactly: mantissa << exponent)
  }

  static func + (a: BinaryFloat, b: BinaryFloat) -> BinaryFloat {
    let exponent = min(a.exponent, b.exponent)
    return BinaryFloat(
      (a.mantissa << (a.exponent - exponent)) + (b.mantissa << (b.exponent - exponent)), exponent,
      precision: max(a.precision, b.precision))
  }

  static func * (a: BinaryFloat, b: BinaryFloat) -> BinaryFloat {
    BinaryFloat(
      a.mantissa * b.mantissa, a.exponent + b.exponent, precision: max(a.precision, b.precision))
  }

  static func / (a: BinaryFloat, b: BinaryFloat) -> BinaryFloat {
    quotient(
      a.mantissa, a.exponent, b.mantissa, b.exponent, precision: max(a.precision, b.precision))
  }

  static func compare(_ a: BinaryFloat, _ b: BinaryFloat) -> Int {
    let exponent = min(a.exponent, b.exponent)
    let x = a.mantissa << (a.exponent - exponent)
    let y = b.mantissa << (b.exponent - exponent)
    return x < y ? -1 : x == y ? 0 : 1
  }

  /// The shortest decimal between the halfway points to both neighbours (Go's
  /// `big.Float.Text('f', -1)`).
  var text: String {
    if mantissa.isZero { return "0" }
    // The mantissa with one bit more than the precision, so that ±1 is half a step.
    let shift = precision + 1 - mantissa.magnitude.bitWidth
    let middle = mantissa.magnitude << shift
    let power = exponent - shift
    let isEven = middle & 2 == 0
    let exact = Self.decimal(middle, power)
    let lower = Self.decimal(middle - 1, power)
    let upper = Self.decimal(middle + 1, power)
    var digits = exact.digits
    var point = exact.point
    // Leading zeros put all three at the same point.
    let top = max(exact.point, lower.point, upper.point)
    let (a, b, c) = (exact.aligned(top), lower.aligned(top), upper.aligned(top))
    for (index, digit) in a.enumerated() {
      let low = index < b.count ? b[index] : 0
      let high = index < c.count ? c[index] : 0
      let canTruncate = low != digit || isEven && index + 1 == b.count
      let canRaise = digit != high && (isEven || digit + 1 < high || index + 1 < c.count)
      guard canTruncate || canRaise else { continue }
      digits = Array(a[...index])
      point = top
      let rest = a[(index + 1)...]
      let roundsUp =
        canTruncate && canRaise
        ? (rest.first ?? 0) > 5
          || (rest.first == 5 && (rest.dropFirst().contains { $0 != 0 } || digit % 2 == 1))
        : canRaise
      if roundsUp { Self.increment(&digits, &point) }
      break
    }
    return (mantissa.sign == .minus ? "-" : "") + Self.written(digits, point)
  }

  private struct Decimal {
    /// Values of digits; the first is not zero.
    var digits: [UInt8]
    /// Digits before the decimal point.
    var point: Int

    func aligned(_ top: Int) -> [UInt8] {
      top > point ? [UInt8](repeating: 0, count: top - point) + digits : digits
    }
  }

  private static func decimal(_ magnitude: BigUInt, _ power: Int) -> Decimal {
    let whole =
      power >= 0 ? magnitude << power : magnitude * BigUInt(5).power(-power)
    var digits = Array(whole.description.utf8).map { $0 - 0x30 }
    let point = power >= 0 ? digits.count : digits.count + power
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return Decimal(digits: digits, point: point)
  }

  private static func increment(_ digits: inout [UInt8], _ point: inout Int) {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        digits.removeSubrange((index + 1)...)
        return
      }
      index -= 1
    }
    digits = [1]
    point += 1
  }

  private static func written(_ digits: [UInt8], _ point: Int) -> String {
    var out: [UInt8] = []
    var digits = digits
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    for index in 0..<max(point, 0) { out.append(0x30 + (index < digits.count ? digits[index] : 0)) }
    while out.count > 1, out.first == 0x30 { out.removeFirst() }
    if out.isEmpty { out.append(0x30) }
    if digits.count > max(point, 0) {
      out.append(0x2E)
      for _ in 0..<max(0, -point) { out.append(0x30) }
      for digit in digits[max(point, 0)...] { out.append(0x30 + digit) }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// Equal numbers are equal whatever their precision.
extension BinaryFloat: Hashable {
  public static func == (a: BinaryFloat, b: BinaryFloat) -> Bool {
    a.exponent == b.exponent && a.mantissa == b.mantissa
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(mantissa)
    hasher.combine(exponent)
  }
}
