/// `printf` of Go's fmt for the values that templates have.
struct TemplateFormat {
  private var out: [UInt8] = []
  private var flags: Set<Character> = []
  private var width: Int?
  private var precision: Int?

  /// Go refuses wider fields.
  private static let widthLimit = 1_000_000

  static func text(_ format: [UInt8], _ arguments: [TemplateValue]) -> [UInt8] {
    var writer = TemplateFormat()
    writer.run(format, arguments)
    return writer.out
  }

  private mutating func run(_ format: [UInt8], _ arguments: [TemplateValue]) {
    var rest = arguments[...]
    var text = format[...]
    while let byte = text.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      flags = []
      while let flag = text.first, "+-# 0".utf8.contains(flag) {
        flags.insert(Character(UnicodeScalar(flag)))
        text.removeFirst()
      }
      width = number(&text, &rest)
      if let given = width, given < 0 {
        flags.insert("-")
        width = -given
      }
      precision = nil
      if text.first == UInt8(ascii: ".") {
        text.removeFirst()
        precision = max(0, number(&text, &rest) ?? 0)
      }
      let scalars = String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars
      guard let verb = scalars.first else {
        put("%!(NOVERB)")
        return
      }
      text = text.dropFirst(verb.utf8.count)
      if verb == "%" {
        out.append(UInt8(ascii: "%"))
      } else if let argument = rest.popFirst() {
        write(argument, verb)
      } else {
        put("%!\(verb)(MISSING)")
      }
    }
    if !rest.isEmpty {
      let extra = rest.map { value in
        var text = value.typeName
        if case .missing = value {
        } else {
          text += "=" + String(decoding: value.text, as: UTF8.self)
        }
        return text
      }
      put("%!(EXTRA \(extra.joined(separator: ", ")))")
    }
  }

  private func number(_ text: inout ArraySlice<UInt8>, _ rest: inout ArraySlice<TemplateValue>)
    -> Int?
  {
    if text.first == UInt8(ascii: "*") {
      text.removeFirst()
      guard case .int(let int)? = rest.popFirst(), int.magnitude <= Self.widthLimit else {
        return nil
      }
      return int
    }
    let digits = text.prefix { $0 &- 0x30 < 10 }
    text = text.dropFirst(digits.count)
    guard let value = Int(String(decoding: digits, as: UTF8.self)), value <= Self.widthLimit else {
      return nil
    }
    return value
  }

  private mutating func put(_ text: String) { out += Array(text.utf8) }

  private mutating func pad(_ text: [UInt8], isNumber: Bool = false) {
    let count = String(decoding: text, as: UTF8.self).unicodeScalars.count
    let missing = max(0, (width ?? 0) - count)
    if flags.contains("-") {
      out += text + Array(repeating: 0x20, count: missing)
    } else if flags.contains("0"), isNumber {
      let hasSign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
      out += text.prefix(hasSign ? 1 : 0) + Array(repeating: 0x30, count: missing)
      out += text.dropFirst(hasSign ? 1 : 0)
    } else {
      out += Array(repeating: flags.contains("0") ? 0x30 : 0x20, count: missing) + text
    }
  }

  private mutating func write(_ value: TemplateValue, _ verb: Unicode.Scalar) {
    if verb == "T" { return pad(Array(value.typeName.utf8)) }
    switch value {
    case .missing where verb == "v": return pad(value.text)
    case .bool where verb == "v" || verb == "t": return pad(value.text)
    case .string, .number:
      if writeText(value.characters ?? [], verb) { return }
    case .int(let int): if writeInt(int, verb) { return }
    case .float(let float): if writeFloat(float, verb) { return }
    case .array(let elements):
      out.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(0x20) }
        write(TemplateValue(element), verb)
      }
      out.append(0x5D)
      return
    case .map(let object):
      put("map[")
      for (index, entry) in object.entries.enumerated() {
        if index > 0 { out.append(0x20) }
        write(TemplateValue(entry.key), verb)
        out.append(0x3A)
        write(TemplateValue(entry.value), verb)
      }
      out.append(0x5D)
      return
    default: break
    }
    put("%!\(verb)(\(value.typeName)")
    if case .missing = value {} else { out += [0x3D] + value.text }
    out.append(0x29)
  }

  private mutating func writeText(_ text: [UInt8], _ verb: Unicode.Scalar) -> Bool {
    var text = text
    if let precision {
      let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.prefix(precision)
      text = Array(String(String.UnicodeScalarView(scalars)).utf8)
    }
    switch verb {
    case "v" where flags.contains("#"), "q": pad(Array(goQuoted(text).utf8))
    case "v", "s": pad(text)
    case "x", "X":
      let digits = text.flatMap { [lowerDigits[Int($0 >> 4)], lowerDigits[Int($0 & 15)]] }
      let hex = String(decoding: digits, as: UTF8.self)
      pad(Array((verb == "x" ? hex : hex.uppercased()).utf8))
    default: return false
    }
    return true
  }

  private mutating func writeInt(_ int: Int, _ verb: Unicode.Scalar) -> Bool {
    let radix: Int
    switch verb {
    case "v", "d": radix = 10
    case "b": radix = 2
    case "o", "O": radix = 8
    case "x", "X": radix = 16
    case "c", "q", "U":
      let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: int)) ?? "\u{FFFD}"
      let hex = String(int, radix: 16, uppercase: true)
      if verb == "U" {
        pad(Array(("U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex).utf8))
      } else {
        pad(Array((verb == "q" ? "'\(Character(scalar))'" : "\(Character(scalar))").utf8))
      }
      return true
    default: return false
    }
    var digits = String(int.magnitude, radix: radix, uppercase: verb == "X")
    if let precision {
      digits = String(repeating: "0", count: max(0, precision - digits.count)) + digits
    }
    if flags.contains("#") {
      digits = (radix == 16 ? "0\(verb)" : radix == 8 ? "0" : radix == 2 ? "0b" : "") + digits
    } else if verb == "O" {
      digits = "0o" + digits
    }
    let sign = int < 0 ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    pad(Array((sign + digits).utf8), isNumber: true)
    return true
  }

  private mutating func writeFloat(_ float: Double, _ verb: Unicode.Scalar) -> Bool {
    var text: String
    switch verb {
    case "v":
      text = precision == nil ? goFloatText(float.description, upTo: 21) : formatted(float, "g")
    case "g", "G":
      text = precision == nil ? goFloatText(float.description, upTo: 21) : formatted(float, "g")
    case "f", "F": text = formatted(float, "f")
    case "e", "E": text = formatted(float, "e")
    default: return false
    }
    if verb == "E" || verb == "G" { text = text.uppercased() }
    if flags.contains("+"), !text.hasPrefix("-") { text = "+" + text }
    pad(Array(text.utf8), isNumber: true)
    return true
  }

  private func formatted(_ float: Double, _ verb: String) -> String {
    formatFloat(float, verb, min(precision ?? 6, 1_000))
  }
}

/// A text in quotes, as Go's `%q` has it.
func goQuoted(_ text: [UInt8]) -> String {
  var out = "\""
  for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\u{7}": out += "\\a"
    case "\u{8}": out += "\\b"
    case "\u{C}": out += "\\f"
    case "\n": out += "\\n"
    case "\r": out += "\\r"
    case "\t": out += "\\t"
    case "\u{B}": out += "\\v"
    default:
      if scalar.value < 0x20 || scalar.value == 0x7F {
        out += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
  return out + "\""
}
