import BigInt

/// Go's `fmt.Sprintf` for the values a policy can hand it: whole numbers, floats, strings, and the
/// text of everything else. Mistakes in a format are written into the text, as Go does.
struct GoFormat {
  /// Wider paddings are cut: a format must not fill the memory.
  private static let widthLimit = 1 << 16

  private enum Argument {
    case int(BigInt)
    case float(Double)
    case string([UInt8])

    init(_ value: Value) {
      switch value.kind {
      case .string: self = .string(value.utf8 ?? [])
      case .int, .number:
        if let text = value.writtenNumber {
          self = .string(Array(text.utf8))
        } else if let big = value.big {
          self = .int(big)
        } else {
          self = .float(value.double ?? 0)
        }
      default: self = .string(Array(value.regoText.utf8))
      }
    }

    var typeName: String {
      switch self {
      case .int(let big): Int(exactly: big) == nil ? "*big.Int" : "int64"
      case .float: "float64"
      case .string: "string"
      }
    }
  }

  private struct Flags {
    var plus = false
    var minus = false
    var sharp = false
    var space = false
    var zero = false
    var width: Int?
    var precision: Int?
  }

  private let format: UnsafeBufferPointer<UInt8>
  private let arguments: [Value]
  private var at = 0
  private var next = 0
  private var reordered = false
  private var out: [UInt8] = []

  static func write(
    _ format: UnsafeBufferPointer<UInt8>, _ arguments: [Value], to out: inout [UInt8]
  ) {
    var writer = GoFormat(format: format, arguments: arguments)
    writer.run()
    out += writer.out
  }

  private init(format: UnsafeBufferPointer<UInt8>, arguments: [Value]) {
    self.format = format
    self.arguments = arguments
    out.reserveCapacity(format.count + 32)
  }

  private mutating func run() {
    while at < format.count {
      let byte = format[at]
      if byte != 0x25 {
        out.append(byte)
        at += 1
      } else {
        at += 1
        verb()
      }
    }
    if !reordered, next < arguments.count {
      text("%!(EXTRA ")
      for index in next..<arguments.count {
        if index > next { text(", ") }
        let argument = Argument(arguments[index])
        text(argument.typeName + "=")
        plain(argument)
      }
      text(")")
    }
  }

  private mutating func text(_ string: String) { out += Array(string.utf8) }

  private mutating func verb() {
    var flags = Flags()
    flagLoop: while at < format.count {
      switch format[at] {
      case 0x2B: flags.plus = true
      case 0x2D: flags.minus = true
      case 0x23: flags.sharp = true
      case 0x20: flags.space = true
      case 0x30: flags.zero = true
      default: break flagLoop
      }
      at += 1
    }
    var indexIsBad = !argumentIndex()
    if at < format.count, format[at] == 0x2A {
      at += 1
      if let width = intArgument() {
        flags.width = min(abs(width), Self.widthLimit)
        if width < 0 { flags.minus = true }
      } else {
        text("%!(BADWIDTH)")
      }
    } else {
      flags.width = digits()
    }
    if at < format.count, format[at] == 0x2E {
      at += 1
      if !argumentIndex() { indexIsBad = true }
      if at < format.count, format[at] == 0x2A {
        at += 1
        if let precision = intArgument() {
          flags.precision = precision < 0 ? nil : min(precision, Self.widthLimit)
        } else {
          text("%!(BADPREC)")
        }
      } else {
        flags.precision = digits() ?? 0
      }
    }
    if !argumentIndex() { indexIsBad = true }
    guard at < format.count else { return text("%!(NOVERB)") }
    var end = at + 1
    while end < format.count, format[end] & 0xC0 == 0x80 { end += 1 }
    let name = Array(format[at..<end])
    at = end
    if name == [0x25] { return out.append(0x25) }
    if indexIsBad {
      text("%!")
      out += name
      return text("(BADINDEX)")
    }
    guard next < arguments.count else {
      text("%!")
      out += name
      return text("(MISSING)")
    }
    let argument = Argument(arguments[next])
    next += 1
    write(argument, name, flags)
  }

  /// `[3]`; false where it names no argument.
  private mutating func argumentIndex() -> Bool {
    guard at < format.count, format[at] == 0x5B else { return true }
    reordered = true
    let start = at + 1
    guard let close = format[start...].firstIndex(of: 0x5D) else {
      at += 1
      return false
    }
    at = close + 1
    guard let number = Int(String(decoding: format[start..<close], as: UTF8.self)), number >= 1,
      number <= arguments.count
    else { return false }
    next = number - 1
    return true
  }

  private mutating func intArgument() -> Int? {
    guard next < arguments.count else { return nil }
    let value = arguments[next].int
    next += 1
    return value
  }

  private mutating func digits() -> Int? {
    let start = at
    var value = 0
    while at < format.count, isDigit(format[at]) {
      value = min(value * 10 + Int(format[at] - 0x30), Self.widthLimit)
      at += 1
    }
    return at > start ? value : nil
  }

  // MARK: values

  private mutating func plain(_ argument: Argument) {
    switch argument {
    case .int(let big): text(String(big))
    case .float(let float): text(goFloat(float, "g", nil))
    case .string(let bytes): out += bytes
    }
  }

  private mutating func write(_ argument: Argument, _ name: [UInt8], _ flags: Flags) {
    let verb = name.count == 1 ? Character(Unicode.Scalar(name[0])) : "\u{0}"
    if verb == "T" { return pad(Array(argument.typeName.utf8), flags) }
    switch argument {
    case .int(let big):
      switch verb {
      case "v", "d": return integer(big, 10, flags)
      // Large numbers write themselves, as texts, too.
      case "s" where Int(exactly: big) == nil: return integer(big, 10, flags)
      case "b": return integer(big, 2, flags, prefix: "0b")
      case "o": return integer(big, 8, flags, prefix: "0")
      case "O":
        var sharp = flags
        sharp.sharp = true
        return integer(big, 8, sharp, prefix: "0o")
      case "x": return integer(big, 16, flags, prefix: "0x")
      case "X": return integer(big, 16, flags, uppercase: true, prefix: "0X")
      case "c":
        let scalar = UInt32(exactly: big).flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}"
        return pad(Array(String(Character(scalar)).utf8), flags)
      case "q":
        let scalar = UInt32(exactly: big).flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}"
        let text: [UInt8] =
          switch scalar {
          case "'": [0x5C, 0x27]
          case "\"": [0x22]
          default: Array(quoted(Array(String(scalar).utf8), Flags()).dropFirst().dropLast())
          }
        return pad([0x27] + text + [0x27], flags)
      case "U":
        let digits = String(big, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        return pad(Array("U+\(zeros)\(digits)".utf8), flags)
      default: break
      }
    case .float(let float):
      switch verb {
      case "v": return number(goFloat(float, "g", flags.precision), flags)
      case "g", "G", "e", "E", "f", "F":
        let text = goFloat(float, verb, flags.precision)
        return number(text, flags)
      case "x", "X": return number(goHexFloat(float, verb, flags.precision), flags)
      default: break
      }
    case .string(let bytes):
      switch verb {
      case "v", "s": return pad(cut(bytes, flags.precision), flags)
      case "q": return pad(quoted(cut(bytes, flags.precision), flags), flags)
      case "x": return hex(cut(bytes, flags.precision), "0123456789abcdef", flags)
      case "X": return hex(cut(bytes, flags.precision), "0123456789ABCDEF", flags)
      default: break
      }
    }
    text("%!")
    out += name
    // A large whole number writes its own name, without the pointer.
    text("(\(argument.typeName == "*big.Int" ? "big.Int" : argument.typeName)=")
    // With the width and precision that the format asked for.
    write(argument, [0x76], flags)
    text(")")
  }

  private func cut(_ bytes: [UInt8], _ precision: Int?) -> [UInt8] {
    guard let precision else { return bytes }
    return Array(
      String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(precision).map {
        Array(String($0).utf8)
      }.joined())
  }

  private mutating func pad(_ bytes: [UInt8], _ flags: Flags) {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    let padding = [UInt8](
      repeating: flags.zero && !flags.minus ? 0x30 : 0x20, count: max(0, (flags.width ?? 0) - count)
    )
    out += flags.minus ? bytes + padding : padding + bytes
  }

  private mutating func integer(
    _ big: BigInt, _ radix: Int, _ flags: Flags, uppercase: Bool = false, prefix: String = ""
  ) {
    var digits = String(big.magnitude, radix: radix, uppercase: uppercase)
    if flags.precision == 0, big == 0 { digits = "" }
    if let precision = flags.precision, digits.count < precision {
      digits = String(repeating: "0", count: precision - digits.count) + digits
    }
    let sign = big < 0 ? "-" : flags.plus ? "+" : flags.space ? " " : ""
    let head = sign + (flags.sharp ? prefix : "")
    if flags.zero, !flags.minus, flags.precision == nil, let width = flags.width,
      digits.count + head.count < width
    {
      digits = String(repeating: "0", count: width - digits.count - head.count) + digits
    }
    var rest = flags
    rest.zero = false
    pad(Array((head + digits).utf8), rest)
  }

  private mutating func number(_ text: String, _ flags: Flags) {
    var body = text
    var sign = ""
    if body.hasPrefix("-") {
      sign = "-"
      body.removeFirst()
    } else if flags.plus {
      sign = "+"
    } else if flags.space {
      sign = " "
    }
    if flags.zero, !flags.minus, let width = flags.width, body.count + sign.count < width {
      body = String(repeating: "0", count: width - body.count - sign.count) + body
    }
    var rest = flags
    rest.zero = false
    pad(Array((sign + body).utf8), rest)
  }

  private func quoted(_ bytes: [UInt8], _ flags: Flags) -> [UInt8] {
    if flags.sharp, !bytes.contains(0x60), !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 }) {
      return [0x60] + bytes + [0x60]
    }
    var out: [UInt8] = [0x22]
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": out += [0x5C, 0x22]
      case "\\": out += [0x5C, 0x5C]
      case "\u{07}": out += [0x5C, 0x61]
      case "\u{08}": out += [0x5C, 0x62]
      case "\u{0C}": out += [0x5C, 0x66]
      case "\n": out += [0x5C, 0x6E]
      case "\r": out += [0x5C, 0x72]
      case "\t": out += [0x5C, 0x74]
      case "\u{0B}": out += [0x5C, 0x76]
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          out += Array("\\x\(digits.count < 2 ? "0" : "")\(digits)".utf8)
        } else {
          out += Array(String(scalar).utf8)
        }
      }
    }
    return out + [0x22]
  }

  private mutating func hex(_ bytes: [UInt8], _ digits: String, _ flags: Flags) {
    let digits = Array(digits.utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if flags.space, index > 0 { text.append(0x20) }
      if flags.sharp, index == 0 || flags.space {
        text += [0x30, digits[10] == 0x61 ? 0x78 : 0x58]
      }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    pad(text, flags)
  }
}
