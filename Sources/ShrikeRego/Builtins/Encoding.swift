import ShrikeText

/// JSON, YAML, base64, hexadecimal digits and query strings: texts in and out of values.
let encodingBuiltins: [Builtin] =
  jsonBuiltins + yamlBuiltins + [
    Builtin("base64.encode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: Base64.encode(try a.bytes(0), Base64.standard))
    },
    Builtin("base64.decode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: try decoded(try a.bytes(0), Base64.standard))
    },
    Builtin("base64.is_valid", 1) { a, _ in
      Value(a[0].utf8.flatMap { Base64.decode($0, Base64.standard) } != nil)
    },
    Builtin("base64url.encode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: Base64.encode(try a.bytes(0), Base64.url))
    },
    Builtin("base64url.encode_no_pad", 1) { a, _ throws(BuiltinError) in
      Value(utf8: Base64.encode(try a.bytes(0), Base64.url, pads: false))
    },
    Builtin("base64url.decode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: try decodedBase64URL(try a.bytes(0)))
    },
    Builtin("hex.encode", 1) { a, _ throws(BuiltinError) in
      Value(
        utf8: try a.bytes(0).flatMap { [lowerDigits[Int($0 >> 4)], lowerDigits[Int($0 & 15)]] })
    },
    Builtin("hex.decode", 1) { a, _ throws(BuiltinError) in
      let digits = try a.bytes(0)
      var out: [UInt8] = []
      out.reserveCapacity(digits.count / 2)
      for index in stride(from: 0, to: digits.count - 1, by: 2) {
        guard let high = hexadecimalDigit(digits[index]) else { throw badDigit(digits[index]) }
        guard let low = hexadecimalDigit(digits[index + 1]) else {
          throw badDigit(digits[index + 1])
        }
        out.append(high << 4 | low)
      }
      if digits.count % 2 == 1 {
        guard hexadecimalDigit(digits[digits.count - 1]) != nil else {
          throw badDigit(digits[digits.count - 1])
        }
        throw .failure("encoding/hex: odd length hex string")
      }
      return Value(utf8: out)
    },
    Builtin("urlquery.encode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: queryEscaped(try a.bytes(0)))
    },
    Builtin("urlquery.decode", 1) { a, _ throws(BuiltinError) in
      Value(utf8: try queryUnescaped(try a.bytes(0)[...]))
    },
    Builtin("urlquery.encode_object", 1) { a, _ throws(BuiltinError) in
      Value(utf8: try queryText(try a.object(0)))
    },
    Builtin("urlquery.decode_object", 1) { a, _ throws(BuiltinError) in
      try queryObject(try a.bytes(0))
    },
  ]

private let jsonBuiltins: [Builtin] = [
  Builtin("json.marshal", 1) { a, _ in Value(utf8: a[0].marshalled(Value.JSONStyle())) },
  Builtin("json.marshal_with_options", 2) { a, _ throws(BuiltinError) in
    let options = try MarshalOptions(try a.object(1))
    guard options.isPretty else { return Value(utf8: a[0].marshalled(Value.JSONStyle())) }
    return Value(
      utf8: options.prefix
        + a[0].marshalled(Value.JSONStyle(indent: options.indent, prefix: options.prefix)))
  },
  Builtin("json.unmarshal", 1) { a, _ throws(BuiltinError) in
    guard let value = (try a.string(0).withBytes { Value(json: $0) }) else {
      throw .failure("the text is no JSON")
    }
    return value
  },
  Builtin("json.is_valid", 1) { a, _ in
    Value(a[0].stringBox?.withBytes { Value(json: $0) } != nil)
  },
]

private let yamlBuiltins: [Builtin] = [
  Builtin("yaml.marshal", 1) { a, context throws(BuiltinError) in
    var writer = YAMLTextWriter(limit: context.outputLimit)
    return Value(utf8: try writer.text(of: a[0]))
  },
  Builtin("yaml.unmarshal", 1) { a, _ throws(BuiltinError) in try Value(yaml: try a.bytes(0)) },
  Builtin("yaml.is_valid", 1) { a, _ in
    guard let text = a[0].utf8 else { return .false }
    do {
      _ = try Value(yaml: text)
      return .true
    } catch {
      return .false
    }
  },
]

// MARK: JSON

extension Value {
  /// JSON as Go's encoder writes it, which also escapes what a browser would read as markup.
  fileprivate func marshalled(_ style: JSONStyle) -> [UInt8] {
    var style = style
    style.escapesHTML = true
    var out: [UInt8] = []
    write(to: &out, style)
    return out
  }
}

private struct MarshalOptions {
  var isPretty = false
  var prefix: [UInt8] = []
  var indent: [UInt8] = [0x09]

  init(_ options: ObjectBox) throws(BuiltinError) {
    var asked: Bool?
    for (key, value) in options.entries {
      switch key.string {
      case "prefix":
        guard let text = value.utf8 else { throw Self.wrong("prefix", "string") }
        prefix = text
        isPretty = true
      case "indent":
        guard let text = value.utf8 else { throw Self.wrong("indent", "string") }
        indent = text
        isPretty = true
      case "pretty":
        guard let bool = value.bool else { throw Self.wrong("pretty", "bool") }
        asked = bool
      default: throw .type("operand 2 object contained unknown key \(key.regoText)")
      }
    }
    isPretty = asked ?? isPretty
  }

  private static func wrong(_ key: String, _ wanted: String) -> BuiltinError {
    .type("operand 2 key \(key) failed cast to \(wanted)")
  }
}

// MARK: base64 and digits

private func decoded(_ text: [UInt8], _ alphabet: Base64) throws(BuiltinError) -> [UInt8] {
  guard let bytes = Base64.decode(text, alphabet) else {
    throw .failure("illegal base64 data")
  }
  return bytes
}

/// Writers may leave the padding out (RFC 7515, appendix C).
func decodedBase64URL(_ text: [UInt8]) throws(BuiltinError) -> [UInt8] {
  var text = text
  if text.last != 0x3D {
    switch text.count % 4 {
    case 0: break
    case 2: text += [0x3D, 0x3D]
    case 3: text.append(0x3D)
    default: throw .failure("illegal base64url string")
    }
  }
  return try decoded(text, .url)
}

/// One of the two alphabets of RFC 4648.
struct Base64: Sendable {
  static let standard = Base64(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  static let url = Base64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  private let digits: [UInt8]
  private let values: [UInt8]

  private init(_ alphabet: StaticString) {
    digits = alphabet.withUTF8Buffer { Array($0) }
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    self.values = values
  }

  static func encode(_ bytes: [UInt8], _ alphabet: Base64, pads: Bool = true) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = UInt32(bytes[start]) << 16
      if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[start + 2]) }
      for position in 0...count {
        out.append(alphabet.digits[Int(group >> (18 - 6 * UInt32(position)) & 63)])
      }
      if pads { for _ in count..<3 { out.append(0x3D) } }
    }
    return out
  }

  /// Line ends are passed over, padding is asked for, bits left over are not looked at.
  static func decode(_ text: [UInt8], _ alphabet: Base64) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text where byte != 0x0A && byte != 0x0D {
      if byte == 0x3D {
        guard count >= 2, count + padding < 4 else { return nil }
        padding += 1
        continue
      }
      let value = alphabet.values[Int(byte)]
      guard value != 0xFF, padding == 0 else { return nil }
      group = group << 6 | UInt32(value)
      count += 1
      if count == 4 {
        out += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
        (group, count) = (0, 0)
      }
    }
    guard count == 0 ? padding == 0 : count + padding == 4 else { return nil }
    if count == 2 { out.append(UInt8(group >> 4 & 255)) }
    if count == 3 { out += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)] }
    return out
  }
}

let lowerDigits = Array("0123456789abcdef".utf8)
let upperDigits = Array("0123456789ABCDEF".utf8)

private func badDigit(_ byte: UInt8) -> BuiltinError {
  .failure("encoding/hex: invalid byte: \(String(decoding: [byte], as: UTF8.self))")
}

// MARK: query strings

func queryEscaped(_ text: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(text.count)
  for byte in text {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
    case 0x20: out.append(0x2B)
    default: out += [0x25, upperDigits[Int(byte >> 4)], upperDigits[Int(byte & 15)]]
    }
  }
  return out
}

private func queryUnescaped(_ text: ArraySlice<UInt8>) throws(BuiltinError) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(text.count)
  var index = text.startIndex
  while index < text.endIndex {
    let byte = text[index]
    index += 1
    switch byte {
    case 0x2B: out.append(0x20)
    case 0x25:
      guard index + 1 < text.endIndex, let high = hexadecimalDigit(text[index]),
        let low = hexadecimalDigit(text[index + 1])
      else { throw .failure("invalid URL escape") }
      out.append(high << 4 | low)
      index += 2
    default: out.append(byte)
    }
  }
  return out
}

private func queryText(_ object: ObjectBox) throws(BuiltinError) -> [UInt8] {
  var pairs: [(key: [UInt8], values: [Value])] = []
  for (key, value) in object.entries {
    let name = key.utf8 ?? key.json
    switch value.kind {
    case .string: pairs.append((name, [value]))
    case .array, .set: pairs.append((name, value.elements ?? []))
    default: throw wrongQueryValue
    }
  }
  pairs.sort { $0.key.lexicographicallyPrecedes($1.key) }
  var out: [UInt8] = []
  for (key, values) in pairs {
    for value in values {
      guard let text = value.utf8 else { throw wrongQueryValue }
      if !out.isEmpty { out.append(0x26) }
      out += queryEscaped(key)
      out.append(0x3D)
      out += queryEscaped(text)
    }
  }
  return out
}

private let wrongQueryValue = BuiltinError.type(
  "operand 1 values must be string, array[string], or set[string]")

private func queryObject(_ text: [UInt8]) throws(BuiltinError) -> Value {
  var entries: [[UInt8]: [Value]] = [:]
  var isBad = false
  for pair in text.split(separator: 0x26) {
    // Read in full, so that a mistake is told whatever comes before it.
    if pair.contains(0x3B) {
      isBad = true
      continue
    }
    let equals = pair.firstIndex(of: 0x3D)
    let key = try queryUnescaped(pair[..<(equals ?? pair.endIndex)])
    let value = try queryUnescaped(equals.map { pair[($0 + 1)...] } ?? [])
    entries[key, default: []].append(Value(utf8: value))
  }
  if isBad { throw .failure("invalid semicolon separator in query") }
  return Value(object: entries.map { (Value(utf8: $0.key), Value(array: $0.value)) })
}
