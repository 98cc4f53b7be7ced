import BigInt
import Glibc
import ShrikeText

extension TerraformFunction {
  static let formatting: [String: TerraformFunction] = [
    "format": .init([.string], variadic: .dynamic, .string, takesNull: true) {
      call throws(TerraformError) in
      guard let format = call[0].string else { throw TerraformError("the format is null") }
      return .string(try formatted(format, Array(call.arguments.dropFirst())).normalized)
    },
    "formatlist": .init([.string], variadic: .dynamic, .list(.string), takesNull: true) {
      call throws(TerraformError) in
      guard let format = call[0].string else { throw TerraformError("the format is null") }
      let arguments = Array(call.arguments.dropFirst())
      var length: Int?
      for argument in arguments {
        guard let count = argument.elements?.count else { continue }
        if let length, length != count { throw TerraformError("the lists differ in length") }
        length = count
      }
      if arguments.isEmpty { return .strings([try formatted(format, []).normalized]) }
      var out: [String] = []
      var size = 0
      for index in 0..<(length ?? 1) {
        let text = try formatted(format, arguments.map { $0.elements?[index] ?? $0 })
        size += text.utf8.count
        try checkSize(size)
        out.append(text.normalized)
      }
      return .strings(out)
    },
  ]

  /// Widths and precisions beyond so many would only fill memory.
  private static let widthLimit = 10_000

  /// One verb: `%[2]-08.3f`.
  private struct Verb {
    var letter: UInt8 = 0
    var isSharp = false
    var isPlus = false
    var isMinus = false
    var isZero = false
    var isSpace = false
    var width: Int?
    var precision: Int?
  }

  private static func formatted(
    _ format: String, _ arguments: [TerraformValue]
  ) throws(TerraformError) -> String {
    let bytes = Array(format.utf8)
    var out: [UInt8] = []
    var index = 0
    var next = 0
    var highest = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        out.append(bytes[index])
        index += 1
        continue
      }
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "%") {
        out.append(bytes[index])
        index += 1
        continue
      }
      var verb = Verb()
      flags: while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "#"): verb.isSharp = true
        case UInt8(ascii: "+"): verb.isPlus = true
        case UInt8(ascii: "-"): verb.isMinus = true
        case UInt8(ascii: "0"): verb.isZero = true
        case UInt8(ascii: " "): verb.isSpace = true
        default: break flags
        }
        index += 1
      }
      func number() -> Int? {
        var value: Int?
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
          value = min((value ?? 0) * 10 + Int(bytes[index] - 0x30), widthLimit + 1)
          index += 1
        }
        return value
      }
      verb.width = number()
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        verb.precision = number() ?? 0
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "[") {
        index += 1
        guard let position = number(), position > 0, index < bytes.count,
          bytes[index] == UInt8(ascii: "]")
        else { throw TerraformError("the format has a broken argument number") }
        index += 1
        next = position - 1
      }
      guard index < bytes.count else { throw TerraformError("the format ends within a verb") }
      verb.letter = bytes[index]
      index += 1
      guard (verb.width ?? 0) <= widthLimit, (verb.precision ?? 0) <= widthLimit else {
        throw TerraformError("the format has too large a width")
      }
      guard "vtbdoxXeEfgGsq".utf8.contains(verb.letter) else {
        throw TerraformError("the format has an unknown verb")
      }
      guard next < arguments.count else {
        throw TerraformError("the format has more verbs than arguments")
      }
      out.append(contentsOf: try written(arguments[next], verb).utf8)
      next += 1
      highest = max(highest, next)
    }
    guard highest >= arguments.count else {
      throw TerraformError("the format has fewer verbs than arguments")
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func written(
    _ value: TerraformValue, _ verb: Verb
  ) throws(TerraformError) -> String {
    switch verb.letter {
    case UInt8(ascii: "v"):
      if verb.isSharp { return padded(try JSONText.encoded(value), verb) }
      switch value.content {
      case .string(let text): return padded(text, verb)
      case .number:
        // Of the flags only those count that fill up to a width.
        var plain = verb
        (plain.isPlus, plain.isSpace, plain.precision) = (false, false, nil)
        return try number(value, with: plain, as: UInt8(ascii: "g"))
      case .bool(let bool): return padded(bool ? "true" : "false", verb)
      case .null: return padded("null", verb)
      default: return padded(try JSONText.encoded(value), verb)
      }
    case UInt8(ascii: "t"):
      if value.isNull { throw TerraformError("an argument is null") }
      return padded(try value.converted(to: .bool).bool == true ? "true" : "false", verb)
    case UInt8(ascii: "s"), UInt8(ascii: "q"):
      if value.isNull { throw TerraformError("an argument is null") }
      guard var text = try value.converted(to: .string).string else {
        throw TerraformError("a string is required")
      }
      if let precision = verb.precision { text = String(text.prefix(precision)) }
      if verb.letter == UInt8(ascii: "q") { text = quoted(text) }
      return padded(text, verb)
    default: return try number(value, with: verb, as: verb.letter)
    }
  }

  private static func number(
    _ value: TerraformValue, with verb: Verb, as letter: UInt8
  ) throws(TerraformError) -> String {
    if value.isNull { throw TerraformError("an argument is null") }
    guard let number = try value.converted(to: .number).number else {
      throw TerraformError("a number is required")
    }
    var body: String
    switch letter {
    case UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "o"), UInt8(ascii: "x"),
      UInt8(ascii: "X"):
      guard let big = number.big else { throw TerraformError("a whole number is required") }
      let radix =
        switch letter {
        case UInt8(ascii: "b"): 2
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "d"): 10
        default: 16
        }
      body = String(big.magnitude, radix: radix, uppercase: letter == UInt8(ascii: "X"))
      if let precision = verb.precision {
        body = String(repeating: "0", count: max(0, precision - body.utf8.count)) + body
      }
      if verb.isSharp {
        switch letter {
        case UInt8(ascii: "b"): body = "0b" + body
        case UInt8(ascii: "o"): body = "0" + body
        case UInt8(ascii: "x"): body = "0x" + body
        case UInt8(ascii: "X"): body = "0X" + body
        default: break
        }
      }
    case UInt8(ascii: "f"):
      body = fixed(number, verb.precision ?? 6)
    case UInt8(ascii: "g"), UInt8(ascii: "G"):
      body = general(number, verb.precision, letter)
    default:
      body = printed(
        "%.\(verb.precision ?? 6)\(letter == UInt8(ascii: "e") ? "e" : "E")", abs(number.double))
    }
    let sign = number.isNegative ? "-" : verb.isPlus ? "+" : verb.isSpace ? " " : ""
    if verb.isZero, !verb.isMinus, let width = verb.width {
      let missing = width - body.utf8.count - sign.utf8.count
      return sign + String(repeating: "0", count: max(0, missing)) + body
    }
    var plain = verb
    plain.isZero = false
    return padded(sign + body, plain)
  }

  /// `%f` from the exact value, half to even as the binary value falls.
  private static func fixed(_ number: TerraformNumber, _ precision: Int) -> String {
    let magnitude = number.isNegative ? -number : number
    let scale = BigInt(10).power(precision)
    let float = magnitude.wide
    var scaled: BigInt
    if float.exponent >= 0 {
      scaled = (float.mantissa << float.exponent) * scale
    } else {
      let product = float.mantissa * scale
      let shift = -float.exponent
      scaled = product >> shift
      let rest = product - (scaled << shift)
      let half = BigInt(1) << (shift - 1)
      if rest > half || rest == half && scaled.magnitude.trailingZeroBitCount == 0 { scaled += 1 }
    }
    var digits = String(scaled)
    if digits.utf8.count <= precision {
      digits = String(repeating: "0", count: precision + 1 - digits.utf8.count) + digits
    }
    guard precision > 0 else { return digits }
    return digits.dropLast(precision) + "." + digits.suffix(precision)
  }

  /// `%g`: the shortest digits, with an exponent below -4 and from 6 on (Go's
  /// `big.Float`).
  private static func general(
    _ number: TerraformNumber, _ precision: Int?, _ letter: UInt8
  ) -> String {
    let magnitude = number.isNegative ? -number : number
    if let precision {
      return printed("%.\(precision)\(letter == UInt8(ascii: "g") ? "g" : "G")", magnitude.double)
    }
    let text = magnitude.text
    let digits = text.utf8.filter { $0 != 0x2E }
    guard let first = digits.firstIndex(where: { $0 != 0x30 }) else { return "0" }
    let point = text.utf8.firstIndex(of: 0x2E).map {
      text.utf8.distance(from: text.utf8.startIndex, to: $0)
    }
    let exponent = (point ?? text.utf8.count) - 1 - first
    let significant = digits[first...].reversed().drop { $0 == 0x30 }.reversed()
    guard exponent < -4 || exponent >= 6 else { return text }
    let mantissa = Array(significant)
    var out = String(decoding: mantissa.prefix(1), as: UTF8.self)
    if mantissa.count > 1 { out += "." + String(decoding: mantissa.dropFirst(), as: UTF8.self) }
    let power = abs(exponent)
    out += letter == UInt8(ascii: "G") ? "E" : "e"
    return out + (exponent < 0 ? "-" : "+") + (power < 10 ? "0" : "") + String(power)
  }

  static func printed(_ format: String, _ double: Double) -> String {
    withVaList([double]) { list in
      // A double has up to 309 digits before its point.
      var buffer = [CChar](repeating: 0, count: widthLimit + 400)
      let count = vsnprintf(&buffer, buffer.count, format, list)
      let bytes = buffer.prefix(max(0, min(Int(count), buffer.count - 1)))
      return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// Filled up to the width, which counts characters.
  private static func padded(_ text: String, _ verb: Verb) -> String {
    guard let width = verb.width else { return text }
    let missing = width - text.count
    guard missing > 0 else { return text }
    if verb.isMinus { return text + String(repeating: " ", count: missing) }
    return String(repeating: verb.isZero ? "0" : " ", count: missing) + text
  }

  /// In double quotes, as JSON has it.
  private static func quoted(_ text: String) -> String {
    var out: [UInt8] = []
    JSONText.write(text, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
