import BigInt
import Glibc

extension TerraformFunction {
  static let numeric: [String: TerraformFunction] = [
    "abs": number { $0.isNegative ? -$0 : $0 },
    "ceil": number { $0.ceil },
    "floor": number { $0.floor },
    "signum": .init([.number], .number) { call throws(TerraformError) in
      guard let number = call[0].number, number.isWhole else {
        throw TerraformError("a whole number is required")
      }
      return .number(number == .zero ? 0 : number.isNegative ? -1 : 1)
    },
    "log": .init([.number, .number], .number) { call throws(TerraformError) in
      try double(log(call[0].number?.double ?? 0) / log(call[1].number?.double ?? 0))
    },
    "pow": .init([.number, .number], .number) { call throws(TerraformError) in
      try double(pow(call[0].number?.double ?? 0, call[1].number?.double ?? 0))
    },
    "max": extreme { $0 > 0 },
    "min": extreme { $0 < 0 },
    "parseint": .init([.dynamic, .number], .number) { call throws(TerraformError) in
      guard let text = call[0].string else { throw TerraformError("a string is required") }
      let base = try call.int(1)
      guard (2...62).contains(base) else {
        throw TerraformError("the base is between 2 and 62")
      }
      guard let number = parsed(text, base) else {
        throw TerraformError("the text is no whole number of this base")
      }
      return .number(TerraformNumber(number))
    },
    "sum": .init([.dynamic], .number) { call throws(TerraformError) in
      guard let elements = call[0].elements, !elements.isEmpty else {
        throw TerraformError("a list with elements is required")
      }
      var total = TerraformNumber.zero
      for element in elements {
        guard !element.isNull, let number = try element.converted(to: .number).number,
          let sum = total + number
        else { throw TerraformError("the elements must be numbers") }
        total = sum
      }
      return .number(total)
    },
  ]

  private static func number(
    _ compute: @escaping @Sendable (TerraformNumber) -> TerraformNumber
  ) -> TerraformFunction {
    .init([.number], .number) { call throws(TerraformError) in
      call[0].number.map { .number(compute($0)) } ?? call[0]
    }
  }

  private static func extreme(
    _ isBetter: @escaping @Sendable (Int) -> Bool
  ) -> TerraformFunction {
    .init([], variadic: .number, .number) { call throws(TerraformError) in
      guard var best = call.arguments.first?.number else {
        throw TerraformError("a number is required")
      }
      for value in call.arguments.dropFirst() {
        if let number = value.number, isBetter(TerraformNumber.compare(number, best)) {
          best = number
        }
      }
      return .number(best)
    }
  }

  private static func double(_ double: Double) throws(TerraformError) -> TerraformValue {
    guard let number = TerraformNumber(double) else {
      throw TerraformError("the operation has no result")
    }
    return .number(number)
  }

  /// Digits, then lower-case, then upper-case letters; up to base 36 the case does not matter.
  private static func parsed(_ text: String, _ base: Int) -> BigInt? {
    var bytes = Array(text.utf8)[...]
    var isNegative = false
    if let first = bytes.first, first == 0x2D || first == 0x2B {
      isNegative = first == 0x2D
      bytes = bytes.dropFirst()
    }
    guard !bytes.isEmpty, bytes.count <= 10_000 else { return nil }
    var value = BigInt(0)
    for byte in bytes {
      let digit: Int
      switch byte {
      case 0x30...0x39: digit = Int(byte) - 0x30
      case 0x61...0x7A: digit = Int(byte) - 0x61 + 10
      case 0x41...0x5A: digit = Int(byte) - 0x41 + (base <= 36 ? 10 : 36)
      default: return nil
      }
      guard digit < base else { return nil }
      value = value * BigInt(base) + BigInt(digit)
    }
    return isNegative ? -value : value
  }
}
