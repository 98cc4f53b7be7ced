import BigInt
import ShrikeFormats
import ShrikeText

/// YAML as the reader that OPA uses takes it: the older of Go's two, where `y` and `off` are
/// booleans, `1:30` is a text, and numbers are Go's.
extension Value {
  /// The first document's value. Keys become texts; what JSON cannot say is refused.
  init(yaml text: [UInt8]) throws(BuiltinError) {
    var diagnostics = Diagnostics()
    let documents = YAMLReader(schema: .yaml11).read(
      text, FileContext("yaml"), diagnostics: &diagnostics)
    let failed = diagnostics.hasErrors
    let messages = diagnostics.finish()
    if let document = documents.first {
      self = try Value(yaml: document.root)
    } else if failed {
      throw .failure("yaml: \(messages.first { $0.level == .error }?.message ?? "syntax error")")
    } else {
      self = .null
    }
  }

  init(yaml node: Node) throws(BuiltinError) {
    switch node.kind {
    case .sequence:
      var elements: [Value] = []
      elements.reserveCapacity(node.count)
      for element in node.elements { elements.append(try Value(yaml: element)) }
      self.init(array: elements)
    case .mapping:
      var entries: [ObjectBox.Entry] = []
      entries.reserveCapacity(node.count)
      for entry in node.entries {
        let key = try Value(yaml: entry.key)
        guard let name = key.yamlKey else {
          throw .failure("yaml: unsupported map key of type: \(key.typeName)")
        }
        entries.append((name, try Value(yaml: entry.value)))
      }
      self.init(object: entries)
    default: self = try yamlScalar(node)
    }
  }

  private var yamlKey: Value? {
    switch kind {
    case .string: self
    case .bool: Value(isFalse ? "false" : "true")
    case .int: Value(numberText)
    case .number:
      if case .float(let float) = anyNumber {
        Value(shortFloat32(float))
      } else {
        Value(numberText)
      }
    default: nil
    }
  }
}

/// As many digits as 32 bits need: that is how the reader names a key that is a number.
private func shortFloat32(_ double: Double) -> String {
  let float = Float(double)
  guard float.isFinite else { return float < 0 ? "-.inf" : ".inf" }
  return goFloatText(float.description, upTo: 6)
}

private func yamlScalar(_ node: Node) throws(BuiltinError) -> Value {
  let text = node.text ?? ""
  let tag = node.tag.map { tag in
    tag.hasPrefix("tag:yaml.org,2002:") ? "!!" + tag.dropFirst("tag:yaml.org,2002:".count) : tag
  }
  switch tag {
  case nil: return node.isQuoted ? Value(text) : try finite(YAMLScalar(plain: text), text)
  case "!!binary":
    guard let bytes = Base64.decode(Array(text.utf8), .standard) else {
      throw .failure("yaml: !!binary value contains invalid base64 data")
    }
    return Value(utf8: bytes)
  case "!!bool", "!!int", "!!float", "!!null":
    let scalar = YAMLScalar(plain: text)
    switch (tag, scalar) {
    case ("!!bool", .bool), ("!!int", .number(isFloat: false, _)), ("!!null", .null),
      ("!!float", .number), ("!!float", .unspeakable):
      return try finite(scalar, text)
    default: throw .failure("yaml: cannot decode \(text) as a \(tag ?? "")")
    }
  default: return Value(text)
  }
}

private func finite(_ scalar: YAMLScalar, _ text: String) throws(BuiltinError) -> Value {
  switch scalar {
  case .null: return .null
  case .bool(let bool): return Value(bool)
  case .number(_, let value): return value
  case .string: return Value(text)
  case .unspeakable: throw .failure("yaml: \(text) has no place in JSON")
  }
}

/// What a scalar without quotes stands for.
enum YAMLScalar {
  case null
  case bool(Bool)
  case number(isFloat: Bool, Value)
  case string
  /// Infinite, or not a number.
  case unspeakable

  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
      self = .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
      self = .bool(false)
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
      "-.Inf", "-.INF":
      self = .unspeakable
    default: self = Self.number(text)
    }
  }

  private static func number(_ text: String) -> YAMLScalar {
    guard let first = text.utf8.first else { return .null }
    if first == UInt8(ascii: ".") {
      return float(text)
    }
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") || first &- 0x30 < 10 else {
      return .string
    }
    let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    if let int = integer(plain) { return .number(isFloat: false, int) }
    return float(plain)
  }

  /// Go's integers: `0x`, `0o`, `0b`, and `0` alone for octal ones; as far as 64 bits go.
  private static func integer(_ text: String) -> Value? {
    var digits = text[...]
    var isNegative = false
    if digits.first == "+" || digits.first == "-" {
      isNegative = digits.first == "-"
      digits = digits.dropFirst()
    }
    var radix = 10
    if digits.count > 1, digits.first == "0" {
      switch digits.dropFirst().first {
      case "x", "X": (radix, digits) = (16, digits.dropFirst(2))
      case "o", "O": (radix, digits) = (8, digits.dropFirst(2))
      case "b", "B": (radix, digits) = (2, digits.dropFirst(2))
      default: (radix, digits) = (8, digits.dropFirst())
      }
    }
    guard let first = digits.utf8.first, hexadecimalDigit(first) != nil,
      let magnitude = UInt64(digits, radix: radix)
    else { return nil }
    if isNegative {
      guard magnitude <= 1 << 63 else { return nil }
      return Value(Int(truncatingIfNeeded: 0 &- magnitude))
    }
    return magnitude <= UInt64(Int.max) ? Value(Int(magnitude)) : Value(BigInt(magnitude))
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func float(_ text: String) -> YAMLScalar {
    var rest = text.utf8[...]
    func digits() -> Int {
      let count = rest.prefix { $0 &- 0x30 < 10 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = digits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits() + whole > 0 else { return .string }
    } else if whole == 0 {
      return .string
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard digits() > 0 else { return .string }
    }
    guard rest.isEmpty, let double = Double(text), let value = Value(double) else { return .string }
    return .number(isFloat: true, value)
  }
}
