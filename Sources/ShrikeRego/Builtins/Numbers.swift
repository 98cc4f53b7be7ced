import BigInt

/// Arithmetic, exact for whole numbers of any size.
let numberBuiltins: [Builtin] = [
  Builtin("plus", 2) { a, _ throws(BuiltinError) in
    try arithmetic(a, { $0.addingReportingOverflow($1) }, { $0 + $1 }, { $0 + $1 })
  },
  Builtin("minus", 2) { a, _ throws(BuiltinError) in
    if let left = a[0].set, let right = a[1].set {
      return Value(SetBox(sorted: left.elements.filter { right.find($0) == nil }))
    }
    guard a[0].isNumber || a[0].kind == .set else {
      throw .type("operand 1 must be one of {number, set} but got \(a[0].typeName)")
    }
    guard a[0].kind == .set ? a[1].kind == .set : a[1].isNumber else {
      throw .type("operand 2 must be \(a[0].typeName) but got \(a[1].typeName)")
    }
    return try arithmetic(a, { $0.subtractingReportingOverflow($1) }, { $0 - $1 }, { $0 - $1 })
  },
  Builtin("mul", 2) { a, _ throws(BuiltinError) in
    try arithmetic(a, { $0.multipliedReportingOverflow(by: $1) }, { $0 * $1 }, { $0 * $1 })
  },
  Builtin("div", 2) { a, _ throws(BuiltinError) in
    let (left, right) = (try a.number(0), try a.number(1))
    if let x = left.big, let y = right.big {
      guard y != 0 else { throw .failure("divide by zero") }
      let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
      if remainder == 0 { return Value(quotient) }
    }
    guard let x = left.double, let y = right.double, y != 0 else {
      throw .failure("divide by zero")
    }
    return Value(x / y)
  },
  Builtin("rem", 2) { a, _ throws(BuiltinError) in
    guard let x = try a.number(0).big, let y = try a.number(1).big else {
      throw .failure("modulo on floating-point number")
    }
    guard y != 0 else { throw .failure("modulo by zero") }
    return Value(x % y)
  },
  Builtin("abs", 1) { a, _ throws(BuiltinError) in
    let number = try a.number(0)
    if let big = number.big { return Value(big.magnitude == 0 ? 0 : BigInt(big.magnitude)) }
    return number.double.flatMap { Value(abs($0)) }
  },
  Builtin("round", 1) { a, _ throws(BuiltinError) in try rounded(a, .toNearestOrAwayFromZero) },
  Builtin("ceil", 1) { a, _ throws(BuiltinError) in try rounded(a, .up) },
  Builtin("floor", 1) { a, _ throws(BuiltinError) in try rounded(a, .down) },
  Builtin("numbers.range", 2) { a, context throws(BuiltinError) in
    let (from, to) = (try a.int(0), try a.int(1))
    return try range(from, to, by: 1, context)
  },
  Builtin("numbers.range_step", 3) { a, context throws(BuiltinError) in
    let (from, to, step) = (try a.int(0), try a.int(1), try a.int(2))
    guard step > 0 else { throw .failure("step must be a positive number above zero") }
    return try range(from, to, by: step, context)
  },
  Builtin("bits.or", 2) { a, _ throws(BuiltinError) in Value(try whole(a, 0) | whole(a, 1)) },
  Builtin("bits.and", 2) { a, _ throws(BuiltinError) in Value(try whole(a, 0) & whole(a, 1)) },
  Builtin("bits.xor", 2) { a, _ throws(BuiltinError) in Value(try whole(a, 0) ^ whole(a, 1)) },
  Builtin("bits.negate", 1) { a, _ throws(BuiltinError) in Value(-(try whole(a, 0)) - 1) },
  Builtin("bits.lsh", 2) { a, _ throws(BuiltinError) in Value(try whole(a, 0) << shift(a)) },
  Builtin("bits.rsh", 2) { a, _ throws(BuiltinError) in Value(try whole(a, 0) >> shift(a)) },
]

private func whole(_ a: Arguments, _ index: Int) throws(BuiltinError) -> BigInt {
  guard let big = try a.number(index).big else {
    throw .type("operand \(index + 1) must be integer number but got floating-point number")
  }
  return big
}

/// A wider number than the language bounds serves nobody.
private func shift(_ a: Arguments) throws(BuiltinError) -> Int {
  let places = try whole(a, 1)
  guard places >= 0 else {
    throw .type("operand 2 must be an unsigned integer number but got a negative integer")
  }
  guard places <= Value.bitLimit else { throw .failure("a number out of range") }
  return Int(places)
}

@inline(__always)
private func arithmetic(
  _ a: Arguments, _ small: (Int, Int) -> (Int, Bool), _ big: (BigInt, BigInt) -> BigInt,
  _ float: (Double, Double) -> Double
) throws(BuiltinError) -> Value? {
  let (left, right) = (try a.number(0), try a.number(1))
  if left.kind == .int, right.kind == .int, let x = left.int, let y = right.int {
    let (result, overflow) = small(x, y)
    if !overflow { return Value(result) }
  }
  if let x = left.big, let y = right.big {
    let result = big(x, y)
    guard result.bitWidth <= Value.bitLimit else { throw .failure("a number out of range") }
    return Value(result)
  }
  return try decimal(left, right, big, float)
}

/// Fractions of at most 15 digits are added and multiplied as people do on paper, since 0.1 + 0.2 is
/// 0.3 to everybody who writes a policy.
private func decimal(
  _ left: Value, _ right: Value, _ big: (BigInt, BigInt) -> BigInt,
  _ float: (Double, Double) -> Double
) throws(BuiltinError) -> Value? {
  guard let x = left.double, let y = right.double else { throw .failure("a number out of range") }
  let result = float(x, y)
  guard result.isFinite else { throw .failure("a number out of range") }
  return Value(result)
}

private func rounded(_ a: Arguments, _ rule: FloatingPointRoundingRule) throws(BuiltinError)
  -> Value?
{
  let number = try a.number(0)
  if number.big != nil { return number }
  guard let double = number.double?.rounded(rule) else { return nil }
  return BigInt(exactly: double).map { Value($0) }
}

private func range(
  _ from: Int, _ to: Int, by step: Int, _ context: BuiltinContext
) throws(BuiltinError) -> Value? {
  let (span, overflow) = from.subtractingReportingOverflow(to)
  guard !overflow, abs(span) / step < context.outputLimit / 16 else {
    throw .limit("a range of more than \(context.outputLimit / 16) numbers")
  }
  let numbers = stride(from: from, through: to, by: from <= to ? step : -step)
  return Value(array: numbers.map { Value($0) })
}
