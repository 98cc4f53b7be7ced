import BigInt

/// YAML in the manner of Go's older writer, which OPA uses: block style, keys in natural order,
/// sequences not indented, plain words where they can be read back, lines folded at 80.
struct YAMLTextWriter {
  private var out: [UInt8] = []
  private let limit: Int
  /// Place in the line, in code points.
  private var column = 0

  private static let width = 80

  init(limit: Int) { self.limit = limit }

  mutating func text(of value: Value) throws(BuiltinError) -> [UInt8] {
    try write(value, indent: 0, .top)
    if out.last != 0x0A { put(0x0A) }
    return out
  }

  private enum Position { case top, element, entry }

  // MARK: structure

  private mutating func write(
    _ value: Value, indent: Int, _ position: Position
  ) throws(BuiltinError) {
    guard out.count <= limit, indent <= 4 * Value.depthLimit else {
      throw .limit("a YAML text of more than \(limit) bytes")
    }
    switch value.kind {
    case .array, .set:
      let elements = value.elements ?? []
      if elements.isEmpty { return put(position == .top ? "[]" : " []") }
      for (number, element) in elements.enumerated() {
        // An element within an element stands on the same line; anything else begins a line.
        if position == .element, number == 0 { put(" ") } else { begin(line: indent) }
        put("-")
        try write(element, indent: indent + 2, .element)
      }
    case .object, .cursor:
      let entries = sorted(value.object?.entries ?? [])
      if entries.isEmpty { return put(position == .top ? "{}" : " {}") }
      for (number, entry) in entries.enumerated() {
        if position == .element, number == 0 { put(" ") } else { begin(line: indent) }
        writeKey(entry.key, indent)
        let isList = (entry.value.kind == .array || entry.value.kind == .set)
        try write(entry.value, indent: isList ? indent : indent + 2, .entry)
      }
    default:
      if position != .top { put(" ") }
      writeScalar(value, indent: indent)
    }
  }

  private mutating func begin(line indent: Int) {
    if let last = out.last, last != 0x0A { put(0x0A) }
    for _ in 0..<indent { put(0x20) }
  }

  /// A key of more than 128 bytes or with line ends in it has a line of its own.
  private mutating func writeKey(_ key: [UInt8], _ indent: Int) {
    let isSimple = key.count <= 128 && !key.contains(0x0A)
    if !isSimple { put("? ") }
    writeString(key, indent: indent + 2, isKey: isSimple)
    if !isSimple { begin(line: indent) }
    put(":")
  }

  /// Texts for keys, in the order people count in: `a2` before `a10`.
  private func sorted(_ entries: [ObjectBox.Entry]) -> [(key: [UInt8], value: Value)] {
    entries.map { (key: $0.key.utf8 ?? $0.key.json, value: $0.value) }
      .sorted { isNaturallyLess($0.key, $1.key) }
  }

  // MARK: scalars

  private mutating func writeScalar(_ value: Value, indent: Int) {
    switch value.kind {
    case .null: put("null")
    case .bool: put(value.isFalse ? "false" : "true")
    case .int: put(value.numberText)
    case .number:
      switch value.anyNumber {
      case .big(let big):
        if big.magnitude.bitWidth <= 64 {
          put(value.numberText)
        } else {
          put(goFloatText(Double(big).description, upTo: 6))
        }
      case .float(let float): put(goFloatText(float.description, upTo: 6))
      }
    case .string: writeString(value.utf8 ?? [], indent: indent, isKey: false)
    default: break
    }
  }

  private mutating func writeString(_ bytes: [UInt8], indent: Int, isKey: Bool) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      put("!!binary ")
      let encoded = Base64.encode(bytes, .standard)
      return writeString(encoded, indent: indent, isKey: isKey)
    }
    let facts = ScalarFacts(text)
    var style = Style.plain
    if bytes.contains(0x0A) {
      style = .literal
    } else if !isPlainString(text) {
      style = .double
    }
    if style == .plain, !facts.allowsPlain { style = .single }
    if style == .single, !facts.allowsSingle { style = .double }
    if style == .literal, !facts.allowsBlock || isKey { style = .double }
    switch style {
    case .plain: writeFolding(text, indent: indent, isKey: isKey, quote: false)
    case .single: writeFolding(text, indent: indent, isKey: isKey, quote: true)
    case .double: writeDouble(text, indent: indent, isKey: isKey)
    case .literal: writeLiteral(text, indent: indent)
    }
  }

  private enum Style { case plain, single, double, literal }

  private func isPlainString(_ text: String) -> Bool {
    guard case .string = YAMLScalar(plain: text), text != "<<" else { return false }
    return !isBase60(text) && !isTimestamp(text)
  }

  private mutating func writeFolding(_ text: String, indent: Int, isKey: Bool, quote: Bool) {
    if quote { put(0x27) }
    let scalars = Array(text.unicodeScalars)
    var wasSpace = false
    for (index, scalar) in scalars.enumerated() {
      if scalar == " " {
        let isInside = index > 0 && index + 1 < scalars.count && scalars[index + 1] != " "
        if !isKey, !wasSpace, column > Self.width, isInside {
          begin(line: max(indent, 2))
        } else {
          put(0x20)
        }
        wasSpace = true
      } else {
        if quote, scalar == "'" { put(0x27) }
        put(scalar)
        wasSpace = false
      }
    }
    if quote { put(0x27) }
  }

  private mutating func writeDouble(_ text: String, indent: Int, isKey: Bool) {
    put(0x22)
    let scalars = Array(text.unicodeScalars)
    var wasSpace = false
    for (index, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x00: put("\\0")
      case 0x07: put("\\a")
      case 0x08: put("\\b")
      case 0x09: put("\\t")
      case 0x0A: put("\\n")
      case 0x0B: put("\\v")
      case 0x0C: put("\\f")
      case 0x0D: put("\\r")
      case 0x1B: put("\\e")
      case 0x22: put("\\\"")
      case 0x5C: put("\\\\")
      case 0x85: put("\\N")
      case 0xA0: put("\\_")
      case 0x2028: put("\\L")
      case 0x2029: put("\\P")
      case 0x20:
        if !isKey, !wasSpace, column > Self.width, index > 0, index < scalars.count - 1 {
          begin(line: max(indent, 2))
          if scalars[index + 1] == " " { put("\\") }
        } else {
          put(0x20)
        }
        wasSpace = true
        continue
      default:
        if isPrintable(scalar) {
          put(scalar)
        } else {
          let (mark, width) =
            scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
          let digits = String(scalar.value, radix: 16, uppercase: true)
          put("\\" + mark + String(repeating: "0", count: width - digits.count) + digits)
        }
      }
      wasSpace = false
    }
    put(0x22)
  }

  private mutating func writeLiteral(_ text: String, indent: Int) {
    put("|")
    if text.hasPrefix(" ") || text.hasPrefix("\n") { put("2") }
    if !text.hasSuffix("\n") {
      put("-")
    } else if text == "\n" || text.hasSuffix("\n\n") {
      put("+")
    }
    put(0x0A)
    var isLineStart = true
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        put(0x0A)
        isLineStart = true
        continue
      }
      if isLineStart { for _ in 0..<max(indent, 2) { put(0x20) } }
      isLineStart = false
      put(scalar)
    }
  }

  // MARK: bytes

  private mutating func put(_ byte: UInt8) {
    out.append(byte)
    if byte == 0x0A { column = 0 } else { column += 1 }
  }
  private mutating func put(_ text: String) {
    out += Array(text.utf8)
    column += text.unicodeScalars.count
  }
  private mutating func put(_ scalar: Unicode.Scalar) {
    out += Array(String(Character(scalar)).utf8)
    column += 1
  }
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: scalar.value != 0xFEFF
  case 0x10000...0x10FFFF: true
  default: false
  }
}

/// What a text holds that rules a style out: libyaml's analysis of a scalar.
private struct ScalarFacts {
  var allowsPlain = true
  var allowsSingle = true
  var allowsBlock = true
  var hasBreaks = false

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else {
      (allowsPlain, allowsBlock) = (true, false)
      return
    }
    var hasIndicator = text.hasPrefix("---") || text.hasPrefix("...")
    var hasSpecial = false
    var (spaceBreak, breakSpace) = (false, false)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let endsWord = next == nil || next == " " || next == "\t" || next == "\n" || next == "\r"
      if index == 0 {
        switch scalar {
        case "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
          hasIndicator = true
        case "?", ":", "-": if endsWord { hasIndicator = true }
        default: break
        }
      } else {
        let before = scalars[index - 1]
        if scalar == ":", endsWord { hasIndicator = true }
        if scalar == "#", before == " " || before == "\t" || before == "\n" { hasIndicator = true }
      }
      if !isPrintable(scalar) { hasSpecial = true }
      let isBreak =
        scalar == "\n" || scalar == "\r" || scalar.value == 0x85 || scalar.value == 0x2028
        || scalar.value == 0x2029
      if isBreak {
        hasBreaks = true
        if index > 0, scalars[index - 1] == " " { spaceBreak = true }
      } else if scalar == " ", index > 0, scalars[index - 1] == "\n" {
        breakSpace = true
      }
    }
    if first == " " || last == " " || first == "\n" || last == "\n" { allowsPlain = false }
    if last == " " { allowsBlock = false }
    if breakSpace { (allowsPlain, allowsSingle) = (false, false) }
    if spaceBreak || hasSpecial { (allowsPlain, allowsSingle, allowsBlock) = (false, false, false) }
    if hasBreaks { allowsPlain = false }
    if hasIndicator { allowsPlain = false }
  }
}

/// Numbers to base 60, which nobody means and other readers take for numbers.
private func isBase60(_ text: String) -> Bool {
  guard let first = text.utf8.first, first == 0x2B || first == 0x2D || first &- 0x30 < 10,
    text.contains(":")
  else { return false }
  var body = text.utf8[...]
  if first == 0x2B || first == 0x2D { body = body.dropFirst() }
  var parts = body.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard let lead = parts.first?.first, lead &- 0x30 < 10,
    parts[0].allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x5F })
  else { return false }
  if let last = parts.last, let dot = last.firstIndex(of: UInt8(ascii: ".")) {
    guard last[dot...].dropFirst().allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x5F }) else {
      return false
    }
    parts[parts.count - 1] = last[..<dot]
  }
  return parts.dropFirst().allSatisfy { part in
    guard let lead = part.first, part.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    return part.count == 1 || part.count == 2 && lead < UInt8(ascii: "6")
  }
}

/// `2001-12-14`, and with a time behind it: a date to whoever reads it without quotes.
private func isTimestamp(_ text: String) -> Bool {
  guard text.utf8.count > 5, text.utf8.prefix(4).allSatisfy({ $0 &- 0x30 < 10 }),
    text.utf8.dropFirst(4).first == UInt8(ascii: "-")
  else { return false }
  let layouts = [
    "2006-1-2T15:4:5.999999999Z07:00", "2006-1-2t15:4:5.999999999Z07:00",
    "2006-1-2 15:4:5.999999999", "2006-1-2",
  ]
  return layouts.contains { TimeLayout($0).parse(text) != nil }
}

/// Digits count as numbers, letters come after everything else.
private func isNaturallyLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  let a = Array(String(decoding: left, as: UTF8.self).unicodeScalars)
  let b = Array(String(decoding: right, as: UTF8.self).unicodeScalars)
  func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }
  func number(_ text: [Unicode.Scalar], from start: Int, _ seed: Int64) -> (Int64, Int) {
    var (value, index) = (seed, start)
    while index < text.count, isDigit(text[index]) {
      value = value &* 10 &+ Int64(text[index].value) &- 0x30
      index += 1
    }
    return (value, index)
  }
  var wasDigit = false
  for index in 0..<min(a.count, b.count) {
    if a[index] == b[index] {
      wasDigit = isDigit(a[index])
      continue
    }
    let (isLetterA, isLetterB) = (
      a[index].properties.isAlphabetic, b[index].properties.isAlphabetic
    )
    if isLetterA, isLetterB { return a[index] < b[index] }
    if isLetterA || isLetterB { return wasDigit ? isLetterA : isLetterB }
    var seed: Int64 = 0
    if a[index] == "0" || b[index] == "0" {
      for scalar in a[..<index].reversed() {
        guard isDigit(scalar) else { break }
        if scalar != "0" {
          seed = 1
          break
        }
      }
    }
    let (numberA, endA) = number(a, from: index, seed)
    let (numberB, endB) = number(b, from: index, seed)
    if numberA != numberB { return numberA < numberB }
    if endA != endB { return endA < endB }
    return a[index] < b[index]
  }
  return a.count < b.count
}
