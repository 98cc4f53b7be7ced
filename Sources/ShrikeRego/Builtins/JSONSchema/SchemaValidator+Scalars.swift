import BigInt
import Glibc

/// Keywords for values of any type, for texts and for numbers.
extension SchemaValidator {
  mutating func checkAny(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    if part.constant != nil || part.choices != nil {
      let text = schemaText(value)
      if let constant = part.constant, text != constant {
        try fault("const", "\(place.field) does not match: \(constant)", place, &outcome)
      }
      if let choices = part.choices, !choices.contains(text) {
        let allowed = choices.isEmpty ? "(none)" : choices.joined(separator: ", ")
        try fault(
          "enum", "\(place.field) must be one of the following: \(allowed)", place, &outcome)
      }
    }
    if let format = part.format, let text = value.string,
      !isOfFormat(format, text, context)
    {
      try fault("format", "Does not match format '\(format)'", place, &outcome)
    }
    outcome.score += 1
  }

  mutating func checkText(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    let count = value.count ?? 0
    if let least = part.lengths.least, count < least {
      try fault(
        "string_gte", "String length must be greater than or equal to \(least)", place, &outcome)
    }
    if let most = part.lengths.most, count > most {
      try fault(
        "string_lte", "String length must be less than or equal to \(most)", place, &outcome)
    }
    if let pattern = part.pattern, try !matches(value, pattern) {
      try fault("pattern", "Does not match pattern '\(pattern.string ?? "")'", place, &outcome)
    }
    outcome.score += 1
  }

  mutating func checkNumber(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    if let multiple = part.multipleOf, !Self.isMultiple(value, of: multiple) {
      try fault("multiple_of", "Must be a multiple of \(Self.shown(multiple))", place, &outcome)
    }
    if let most = part.maximum, most < value {
      try fault(
        "number_lte", "Must be less than or equal to \(Self.shown(most))", place, &outcome)
    }
    if let most = part.exclusiveMaximum, !(value < most) {
      try fault("number_lt", "Must be less than \(Self.shown(most))", place, &outcome)
    }
    if let least = part.minimum, value < least {
      try fault(
        "number_gte", "Must be greater than or equal to \(Self.shown(least))", place, &outcome)
    }
    if let least = part.exclusiveMinimum, !(least < value) {
      try fault("number_gt", "Must be greater than \(Self.shown(least))", place, &outcome)
    }
    outcome.score += 1
  }

  /// Exact on the numbers as they are written: 0.3 is a multiple of 0.1.
  private static func isMultiple(_ value: Value, of divisor: Value) -> Bool {
    let (x, y) = (decimal(value), decimal(divisor))
    let places = min(x.exponent, y.exponent)
    let dividend = x.digits * BigInt(10).power(x.exponent - places)
    let scaled = y.digits * BigInt(10).power(y.exponent - places)
    return scaled != 0 && dividend % scaled == 0
  }

  private static func decimal(_ value: Value) -> (digits: BigInt, exponent: Int) {
    if let big = value.big { return (big, 0) }
    let parts = value.numberText.split(separator: "e", maxSplits: 1)
    let number = parts[0].split(separator: ".", maxSplits: 1)
    let fraction = number.count == 2 ? String(number[1]) : ""
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return (BigInt(String(number[0]) + fraction) ?? 0, exponent - fraction.count)
  }

  /// Ten digits at most, as `%.10g` writes them.
  private static func shown(_ number: Value) -> String {
    withVaList([number.double ?? 0]) { arguments in
      var buffer = [CChar](repeating: 0, count: 64)
      vsnprintf(&buffer, buffer.count, "%.10g", arguments)
      return String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
