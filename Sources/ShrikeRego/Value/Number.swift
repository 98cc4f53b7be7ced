public import BigInt

/// A number that does not stand in the value itself. Canonical: whole numbers below 56 bits are
/// never boxed, and a `float` is never whole below 1e21, so equal numbers look alike.
@usableFromInline
final class NumberBox: Box, @unchecked Sendable {
  let number: Number
  /// As it was written, of a number that is too large for its digits to be welcome: `2e308`.
  let text: String?
  init(_ number: Number, text: String? = nil) {
    self.number = number
    self.text = text
  }
}

/// Any number.
public enum Number: Hashable, Sendable {
  case big(BigInt)
  case float(Double)

  public var double: Double {
    switch self {
    case .big(let big): Double(big)
    case .float(let float): float
    }
  }
  public var isWhole: Bool {
    switch self {
    case .big: true
    case .float(let float): float == float.rounded()
    }
  }
}

extension Value {
  public init(_ big: BigInt) {
    if let int = Int(exactly: big) {
      self.init(int)
    } else {
      self.init(bits: 3, box: NumberBox(.big(big)))
    }
  }

  /// A finite number; infinities and NaN have no value in the language and give nil.
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    if double == double.rounded(), abs(double) < 9_007_199_254_740_992 {
      self.init(Int(double))
    } else if double == double.rounded(), abs(double) < 1e21, let big = BigInt(exactly: double) {
      // Written without an exponent, so it must keep every digit.
      self.init(big)
    } else {
      self.init(bits: 3, box: NumberBox(.float(double)))
    }
  }

  /// Whole numbers have at most so many bits: arithmetic and printing cost the square of it.
  static let bitLimit = 1 << 17

  /// A number as JSON writes it. Whole numbers keep every digit, of which there may be so many.
  public init?(numberText text: UnsafeBufferPointer<UInt8>) {
    if text.count <= 17, let int = smallInteger(text) {
      self.init(int)
      return
    }
    guard text.count <= Self.bitLimit / 4 else { return nil }
    let string = String(decoding: text, as: UTF8.self)
    if !text.contains(where: { $0 == 0x2E || $0 == 0x65 || $0 == 0x45 }) {
      guard let big = BigInt(string) else { return nil }
      self.init(big)
    } else {
      guard let double = Double(string) else { return nil }
      if let value = Value(double) {
        self = value
      } else if let big = wholeNumber(ofScientific: string) {
        self.init(bits: 3, box: NumberBox(.big(big), text: string))
      } else {
        return nil
      }
    }
  }

  /// The text of a number beyond all floats.
  var writtenNumber: String? {
    kind == .number ? unsafeDowncast(box!, to: NumberBox.self).text : nil
  }

  /// Any number, boxed or not.
  var anyNumber: Number {
    if kind == .number { return unsafeDowncast(box!, to: NumberBox.self).number }
    return .big(BigInt(int ?? 0))
  }

  public var double: Double? {
    switch kind {
    case .int: int.map { Double($0) }
    case .number: anyNumber.double
    default: nil
    }
  }

  public var big: BigInt? {
    switch kind {
    case .int: int.map { BigInt($0) }
    case .number:
      switch anyNumber {
      case .big(let big): big
      case .float(let float): float == float.rounded() ? BigInt(exactly: float) : nil
      }
    default: nil
    }
  }
}

func compare(_ a: Number, _ b: Number) -> Int {
  switch (a, b) {
  case (.big(let x), .big(let y)): return x < y ? -1 : x == y ? 0 : 1
  case (.float(let x), .float(let y)): return x < y ? -1 : x == y ? 0 : 1
  case (.big(let x), .float(let y)):
    // Exact: the float's whole part against the integer, then its fraction.
    guard let whole = BigInt(exactly: y.rounded(.down)) else { return y > 0 ? -1 : 1 }
    if x != whole { return x < whole ? -1 : 1 }
    return y > y.rounded(.down) ? -1 : 0
  case (.float, .big): return -compare(b, a)
  }
}

@inline(__always)
private func smallInteger(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
  var index = 0
  let negative = text.first == 0x2D
  if negative { index = 1 }
  guard index < text.count else { return nil }
  var value = 0
  while index < text.count {
    let digit = Int(text[index]) - 0x30
    guard digit >= 0, digit <= 9 else { return nil }
    value = value * 10 + digit
    index += 1
  }
  return negative ? -value : value
}

/// `1e400` and the like, within bounds that a file cannot abuse.
private func wholeNumber(ofScientific text: String) -> BigInt? {
  let parts = text.lowercased().split(separator: "e", maxSplits: 1)
  guard parts.count == 2, let exponent = Int(parts[1]), exponent >= 0, exponent <= 4_000 else {
    return nil
  }
  let mantissa = parts[0].split(separator: ".", maxSplits: 1)
  let fraction = mantissa.count == 2 ? String(mantissa[1]) : ""
  guard fraction.count <= exponent, let digits = BigInt(String(mantissa[0]) + fraction) else {
    return nil
  }
  return digits * BigInt(10).power(exponent - fraction.count)
}
