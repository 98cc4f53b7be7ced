public import BigInt

/// A number as Terraform computes with it: whole numbers of 64 bits as they are, all others as
/// binary floats of 512 bits (Go's `big.Float`, which `cty` uses), so that even the last of a
/// third's 155 digits is the same.
public enum TerraformNumber: Sendable, Hashable {
  case int(Int)
  /// Never a whole number that fits `int`.
  case float(BinaryFloat)
  /// What a division by zero gives.
  case infinity(isNegative: Bool)

  public static let zero = TerraformNumber.int(0)

  init(_ float: BinaryFloat) {
    if let int = float.int { self = .int(int) } else { self = .float(float) }
  }

  public init(_ big: BigInt) {
    if let int = Int(exactly: big) { self = .int(int) } else { self = .float(BinaryFloat(big, 0)) }
  }

  public init?(_ double: Double) {
    if double.isNaN { return nil }
    if double.isInfinite {
      self = .infinity(isNegative: double < 0)
      return
    }
    if let int = Int(exactly: double) {
      self = .int(int)
      return
    }
    let magnitude = BigInt(double.significandBitPattern | 1 << 52)
    let exponent = Int(double.exponentBitPattern) - 1075
    // Subnormal numbers have no hidden bit.
    let whole = double.exponentBitPattern == 0 ? BigInt(double.significandBitPattern) : magnitude
    let lowest = double.exponentBitPattern == 0 ? -1074 : exponent
    self.init(BinaryFloat(double < 0 ? -whole : whole, lowest, precision: 53))
  }

  /// A number as HCL, JSON or a string has it: `12`, `-1.5`, `6.02e23`.
  public init?(text: some StringProtocol) {
    let bytes = Array(text.utf8)
    var index = 0
    var isNegative = false
    if let first = bytes.first, first == 0x2D || first == 0x2B {
      isNegative = first == 0x2D
      index = 1
    }
    let start = index
    var value = 0
    while index < bytes.count, index - start < 18, bytes[index] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    if index == bytes.count, index > start {
      self = .int(isNegative ? -value : value)
      return
    }
    if bytes[start...].elementsEqual("Inf".utf8) {
      self = .infinity(isNegative: isNegative)
      return
    }
    guard let float = BinaryFloat(decimal: bytes[start...], isNegative: isNegative) else {
      return nil
    }
    self.init(float)
  }

  /// Without an exponent, as many digits as tell the number from its neighbours.
  public var text: String {
    switch self {
    case .int(let int): String(int)
    case .float(let float): float.text
    case .infinity(let isNegative): isNegative ? "-Inf" : "+Inf"
    }
  }

  public var isWhole: Bool {
    switch self {
    case .int: true
    case .float(let float): float.exponent >= 0
    case .infinity: false
    }
  }

  public var isNegative: Bool {
    switch self {
    case .int(let int): int < 0
    case .float(let float): float.mantissa.sign == .minus
    case .infinity(let isNegative): isNegative
    }
  }

  /// A whole number that fits.
  public var int: Int? { if case .int(let int) = self { int } else { nil } }

  public var big: BigInt? {
    switch self {
    case .int(let int): BigInt(int)
    case .float(let float): float.exponent >= 0 ? float.mantissa << float.exponent : nil
    case .infinity: nil
    }
  }

  public var double: Double {
    switch self {
    case .int(let int): Double(int)
    case .float(let float): Double(float.text) ?? 0
    case .infinity(let isNegative): isNegative ? -Double.infinity : .infinity
    }
  }

  var wide: BinaryFloat {
    switch self {
    case .int(let int): BinaryFloat(BigInt(int), 0)
    case .float(let float): float
    case .infinity: BinaryFloat(0, 0)
    }
  }

  /// Towards negative infinity.
  var floor: TerraformNumber {
    guard case .float(let float) = self, float.exponent < 0 else { return self }
    let whole = BigInt(float.mantissa.magnitude >> -float.exponent)
    return TerraformNumber(float.mantissa.sign == .minus ? -whole - 1 : whole)
  }

  var ceil: TerraformNumber { (-(-self).floor) }

  var truncated: TerraformNumber { isNegative ? ceil : floor }

  static prefix func - (a: TerraformNumber) -> TerraformNumber {
    switch a {
    case .int(let int): int == Int.min ? TerraformNumber(-BigInt(int)) : .int(-int)
    case .float(let float):
      .init(BinaryFloat(-float.mantissa, float.exponent, precision: float.precision))
    case .infinity(let isNegative): .infinity(isNegative: !isNegative)
    }
  }

  /// Nil for numbers that have too many digits to be written out.
  private static func bounded(_ float: BinaryFloat) -> TerraformNumber? {
    abs(float.exponent) <= 8 * BinaryFloat.exponentLimit ? TerraformNumber(float) : nil
  }

  /// Nil for what is no number, as the difference of infinities.
  static func + (a: TerraformNumber, b: TerraformNumber) -> TerraformNumber? {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      let (sum, over) = x.addingReportingOverflow(y)
      return over ? TerraformNumber(BigInt(x) + BigInt(y)) : .int(sum)
    case (.infinity(let x), .infinity(let y)): return x == y ? a : nil
    case (.infinity, _): return a
    case (_, .infinity): return b
    default: return TerraformNumber(a.wide + b.wide)
    }
  }

  static func - (a: TerraformNumber, b: TerraformNumber) -> TerraformNumber? { a + (-b) }

  static func * (a: TerraformNumber, b: TerraformNumber) -> TerraformNumber? {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      let (product, over) = x.multipliedReportingOverflow(by: y)
      return over ? TerraformNumber(BigInt(x) * BigInt(y)) : .int(product)
    case (.infinity, let other), (let other, .infinity):
      return other == .zero ? nil : .infinity(isNegative: a.isNegative != b.isNegative)
    default: return bounded(a.wide * b.wide)
    }
  }

  static func / (a: TerraformNumber, b: TerraformNumber) -> TerraformNumber? {
    switch (a, b) {
    case (.infinity, .infinity): return nil
    case (_, .infinity): return .zero
    case (.infinity, _): return .infinity(isNegative: a.isNegative != b.isNegative)
    case (_, .zero): return a == .zero ? nil : .infinity(isNegative: a.isNegative)
    case (.int(let x), .int(let y)) where y != -1 && x % y == 0: return .int(x / y)
    default: return bounded(a.wide / b.wide)
    }
  }

  static func % (a: TerraformNumber, b: TerraformNumber) -> TerraformNumber? {
    if case .int(let x) = a, case .int(let y) = b, y != 0, y != -1 { return .int(x % y) }
    if b == .zero { return a }
    guard let quotient = (a / b)?.truncated, let product = b * quotient else { return nil }
    return a - product
  }

  static func compare(_ a: TerraformNumber, _ b: TerraformNumber) -> Int {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y ? -1 : x == y ? 0 : 1
    case (.infinity(let x), .infinity(let y)): return x == y ? 0 : x ? -1 : 1
    case (.infinity(let isNegative), _): return isNegative ? -1 : 1
    case (_, .infinity(let isNegative)): return isNegative ? 1 : -1
    default: return BinaryFloat.compare(a.wide, b.wide)
    }
  }
}
