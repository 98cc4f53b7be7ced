import Glibc

/// Reading and writing JSON without a document in between.
extension Value {
  /// Values within values; deeper texts are refused.
  static let depthLimit = 1_000

  /// A JSON text's value; nil where it is none, or too deep, or more follows it.
  public init?(json bytes: UnsafeBufferPointer<UInt8>) {
    var reader = JSONValueReader(bytes)
    guard let value = reader.document() else { return nil }
    self = value
  }

  public init?(json bytes: [UInt8]) {
    guard let value = bytes.withUnsafeBufferPointer({ Value(json: $0) }) else { return nil }
    self = value
  }

  /// The value as JSON, keys in the order of the language; sets are arrays.
  public var json: [UInt8] {
    var out: [UInt8] = []
    write(to: &out, JSONStyle())
    return out
  }
  public var jsonText: String { String(decoding: json, as: UTF8.self) }

  /// JSON over several lines, two spaces a level.
  public var indentedJSONText: String {
    var out: [UInt8] = []
    write(to: &out, JSONStyle(indent: [0x20, 0x20]))
    return String(decoding: out, as: UTF8.self)
  }

  struct JSONStyle {
    var escapesHTML = false
    var indent: [UInt8]?
    var prefix: [UInt8] = []
  }

  func write(to out: inout [UInt8], _ style: JSONStyle, depth: Int = 0) {
    switch kind {
    // JSON has no word for it.
    case .null, .unknown: out += Array("null".utf8)
    case .bool: out += Array((isFalse ? "false" : "true").utf8)
    case .int, .number: out += Array(numberText.utf8)
    case .string:
      stringBox?.withBytes { writeJSONString($0, to: &out, escapesHTML: style.escapesHTML) }
    case .array, .set:
      list(elements ?? [], 0x5B, 0x5D, to: &out, style, depth) { element, out in
        element.write(to: &out, style, depth: depth + 1)
      }
    case .object, .cursor:
      list(object?.entries ?? [], 0x7B, 0x7D, to: &out, style, depth) { entry, out in
        if entry.key.kind == .string {
          entry.key.write(to: &out, style, depth: depth + 1)
        } else {
          // JSON has no other keys; their text stands for them.
          let text = entry.key.json
          text.withUnsafeBufferPointer {
            writeJSONString($0, to: &out, escapesHTML: style.escapesHTML)
          }
        }
        out.append(0x3A)
        if style.indent != nil { out.append(0x20) }
        entry.value.write(to: &out, style, depth: depth + 1)
      }
    }
  }

  private func list<T>(
    _ items: [T], _ open: UInt8, _ close: UInt8, to out: inout [UInt8], _ style: JSONStyle,
    _ depth: Int, _ item: (T, inout [UInt8]) -> Void
  ) {
    out.append(open)
    var isFirst = true
    func line(_ depth: Int, _ out: inout [UInt8]) {
      guard let indent = style.indent else { return }
      out.append(0x0A)
      out += style.prefix
      for _ in 0..<depth { out += indent }
    }
    for element in items {
      if !isFirst { out.append(0x2C) }
      isFirst = false
      line(depth + 1, &out)
      item(element, &out)
    }
    if !isFirst { line(depth, &out) }
    out.append(close)
  }

  /// The value as the language writes it: sets in braces, other keys than strings as they are.
  public var regoText: String {
    var out: [UInt8] = []
    writeRego(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  func writeRego(to out: inout [UInt8]) {
    switch kind {
    case .array:
      out.append(0x5B)
      for (index, element) in array!.elements.enumerated() {
        if index > 0 { out += [0x2C, 0x20] }
        element.writeRego(to: &out)
      }
      out.append(0x5D)
    case .set:
      let elements = set!.elements
      if elements.isEmpty {
        out += Array("set()".utf8)
        return
      }
      out.append(0x7B)
      for (index, element) in elements.enumerated() {
        if index > 0 { out += [0x2C, 0x20] }
        element.writeRego(to: &out)
      }
      out.append(0x7D)
    case .object:
      out.append(0x7B)
      for (index, entry) in object!.entries.enumerated() {
        if index > 0 { out += [0x2C, 0x20] }
        entry.key.writeRego(to: &out)
        out += [0x3A, 0x20]
        entry.value.writeRego(to: &out)
      }
      out.append(0x7D)
    case .unknown: out += Array("<unknown>".utf8)
    default: write(to: &out, JSONStyle())
    }
  }

  /// A number's shortest text.
  public var numberText: String {
    switch kind {
    case .int: return String(int ?? 0)
    case .number:
      if let text = writtenNumber { return text }
      switch anyNumber {
      case .big(let big): return String(big)
      case .float(let float): return floatText(float)
      }
    default: return ""
    }
  }
}

/// As Go writes it: no exponent between 1e-6 and 1e21.
func floatText(_ float: Double) -> String {
  let text = "\(float)"
  guard let at = text.firstIndex(of: "e") else {
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
  let negative = text.hasPrefix("-")
  let digits = String(text[..<at].filter { $0 != "." && $0 != "-" })
  let exponent = Int(text[text.index(after: at)...]) ?? 0
  let sign = negative ? "-" : ""
  if exponent < -6 || exponent >= 21 {
    let mantissa = digits.count > 1 ? "\(digits.prefix(1)).\(digits.dropFirst())" : digits
    let magnitude = abs(exponent)
    return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(magnitude < 10 ? "0" : "")\(magnitude)"
  }
  if exponent < 0 {
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
  }
  return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
}

/// A number from Swift's text of it, as Go's `%g` with as many digits as it takes: an exponent below
/// 1e-4 and from ten to the power of `upTo` on.
func goFloatText(_ description: String, upTo: Int) -> String {
  let isNegative = description.hasPrefix("-")
  let parts = description.drop { $0 == "-" }.split(separator: "e", maxSplits: 1)
  guard let mantissa = parts.first else { return description }
  let point = mantissa.firstIndex(of: ".") ?? mantissa.endIndex
  let whole = mantissa[..<point]
  var digits = whole + mantissa[point...].dropFirst()
  var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - 1
  while digits.count > 1, digits.first == "0" {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  let sign = isNegative ? "-" : ""
  if digits == "0" { return sign + "0" }
  if exponent < -4 || exponent >= upTo {
    let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
    let size = abs(exponent)
    let power = (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + String(size)
    return "\(sign)\(digits.prefix(1))\(fraction)e\(power)"
  }
  if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
  }
  return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
}

func writeJSONString(
  _ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8], escapesHTML: Bool
) {
  out.append(0x22)
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x22: out += [0x5C, 0x22]
    case 0x5C: out += [0x5C, 0x5C]
    case 0x0A: out += [0x5C, 0x6E]
    case 0x0D: out += [0x5C, 0x72]
    case 0x09: out += [0x5C, 0x74]
    case 0x08: out += [0x5C, 0x62]
    case 0x0C: out += [0x5C, 0x66]
    case 0x3C, 0x3E, 0x26:
      if escapesHTML {
        out += Array("\\u00".utf8) + hexDigits(byte)
      } else {
        out.append(byte)
      }
    case 0..<0x20: out += Array("\\u00".utf8) + hexDigits(byte)
    case 0x80...0xFF:
      let width = scalarWidth(bytes, at: index - 1)
      if width == 1 {
        // No part of a code point, hence of no JSON text.
        out += Array(escapesHTML ? "\\ufffd".utf8 : "\u{FFFD}".utf8)
      } else if escapesHTML, byte == 0xE2, bytes[index] == 0x80, bytes[index + 1] & 0xFE == 0xA8 {
        // Line ends to a browser's scripts.
        out += Array("\\u202".utf8) + [lowerDigits[Int(bytes[index + 1] & 15)]]
        index += 2
      } else {
        out += bytes[(index - 1)..<(index - 1 + width)]
        index += width - 1
      }
    default: out.append(byte)
    }
  }
  out.append(0x22)
}

private func hexDigits(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789abcdef".utf8)
  return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}

/// One pass over a JSON text.
struct JSONValueReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() -> Value? {
    guard let value = value() else { return nil }
    skipSpace()
    return at == bytes.count ? value : nil
  }

  private mutating func skipSpace() {
    while at < bytes.count,
      bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09
    {
      at += 1
    }
  }

  mutating func value() -> Value? {
    skipSpace()
    guard at < bytes.count else { return nil }
    switch bytes[at] {
    case 0x7B: return object()
    case 0x5B: return array()
    case 0x22: return string()
    case 0x74: return word("true") ? .true : nil
    case 0x66: return word("false") ? .false : nil
    case 0x6E: return word("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count, memcmp(bytes.baseAddress! + at, word.utf8Start, count) == 0
    else {
      return false
    }
    at += count
    return true
  }

  private mutating func object() -> Value? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Value.depthLimit else { return nil }
    at += 1
    var entries: [ObjectBox.Entry] = []
    skipSpace()
    if at < bytes.count, bytes[at] == 0x7D {
      at += 1
      return .emptyObject
    }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == 0x22, let key = string() else { return nil }
      skipSpace()
      guard at < bytes.count, bytes[at] == 0x3A else { return nil }
      at += 1
      guard let value = value() else { return nil }
      entries.append((key, value))
      skipSpace()
      guard at < bytes.count else { return nil }
      at += 1
      if bytes[at - 1] == 0x7D { return Value(object: entries) }
      guard bytes[at - 1] == 0x2C else { return nil }
    }
  }

  private mutating func array() -> Value? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Value.depthLimit else { return nil }
    at += 1
    var elements: [Value] = []
    skipSpace()
    if at < bytes.count, bytes[at] == 0x5D {
      at += 1
      return .emptyArray
    }
    while true {
      guard let value = value() else { return nil }
      elements.append(value)
      skipSpace()
      guard at < bytes.count else { return nil }
      at += 1
      if bytes[at - 1] == 0x5D { return Value(array: elements) }
      guard bytes[at - 1] == 0x2C else { return nil }
    }
  }

  private mutating func string() -> Value? {
    let start = at + 1
    var end = start
    var hasEscape = false
    var hasHighByte = false
    while end < bytes.count, bytes[end] != 0x22 {
      guard bytes[end] >= 0x20 else { return nil }
      if bytes[end] >= 0x80 { hasHighByte = true }
      if bytes[end] == 0x5C {
        hasEscape = true
        end += 1
      }
      end += 1
    }
    guard end < bytes.count else { return nil }
    at = end + 1
    let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
    guard hasHighByte, String(validating: content, as: UTF8.self) == nil else {
      return hasEscape ? unescaped(content).map { Value(utf8: $0) } : Value(utf8: content)
    }
    // What is no UTF-8 becomes U+FFFD, as in Go.
    let repaired = Array(String(decoding: content, as: UTF8.self).utf8)
    return hasEscape
      ? repaired.withUnsafeBufferPointer { unescaped($0) }.map { Value(utf8: $0) }
      : Value(utf8: repaired)
  }

  private mutating func number() -> Value? {
    let start = at
    if bytes[at] == 0x2D { at += 1 }
    let digits = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    guard at > digits, at - digits == 1 || bytes[digits] != 0x30 else { return nil }
    if at < bytes.count, bytes[at] == 0x2E {
      at += 1
      let fraction = at
      while at < bytes.count, isDigit(bytes[at]) { at += 1 }
      guard at > fraction else { return nil }
    }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      at += 1
      if at < bytes.count, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
      let exponent = at
      while at < bytes.count, isDigit(bytes[at]) { at += 1 }
      guard at > exponent else { return nil }
    }
    return Value(numberText: UnsafeBufferPointer(rebasing: bytes[start..<at]))
  }
}
