import ShrikeFormats
import ShrikeText

/// JSON as `jsonencode` writes it and `jsondecode` reads it.
public enum JSONText {
  /// Levels of nesting that are written; values are never deeper than what was read.
  static let depthLimit = 500

  /// Compact, keys in order, `<`, `>` and `&` escaped.
  public static func encoded(_ value: TerraformValue) throws(TerraformError) -> String {
    var out: [UInt8] = []
    try write(value, to: &out, depth: 0)
    return String(decoding: out, as: UTF8.self)
  }

  private static func write(
    _ value: TerraformValue, to out: inout [UInt8], depth: Int
  ) throws(TerraformError) {
    guard depth < depthLimit else { throw TerraformError("the value is nested too deep") }
    switch value.content {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let bool): out.append(contentsOf: (bool ? "true" : "false").utf8)
    case .number(let number):
      if case .infinity = number { throw TerraformError("JSON has no infinite numbers") }
      out.append(contentsOf: number.text.utf8)
    case .string(let text): write(text, to: &out)
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        try write(element, to: &out, depth: depth + 1)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let fields, _), .object(let fields):
      out.append(UInt8(ascii: "{"))
      for (index, entry) in fields.entries.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        write(entry.key, to: &out)
        out.append(UInt8(ascii: ":"))
        try write(entry.value, to: &out, depth: depth + 1)
      }
      out.append(UInt8(ascii: "}"))
    case .unknown: throw TerraformError("the value is not known")
    }
  }

  /// A string in double quotes with Go's escapes.
  static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(scalar.value)])
      case "\n": out.append(contentsOf: "\\n".utf8)
      case "\r": out.append(contentsOf: "\\r".utf8)
      case "\t": out.append(contentsOf: "\\t".utf8)
      case "\u{8}": out.append(contentsOf: "\\b".utf8)
      case "\u{C}": out.append(contentsOf: "\\f".utf8)
      case "\u{0}"..<"\u{20}", "\u{2028}", "\u{2029}": escape(scalar.value, to: &out)
      case "<", ">", "&":
        escape(scalar.value, to: &out)
      default: out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func escape(_ value: UInt32, to out: inout [UInt8]) {
    let digits = String(value, radix: 16)
    out.append(contentsOf: "\\u".utf8)
    out.append(contentsOf: String(repeating: "0", count: 4 - digits.utf8.count).utf8)
    out.append(contentsOf: digits.utf8)
  }

  /// What `jsondecode` gives for a whole JSON text.
  static func decoded(_ text: String) throws(TerraformError) -> TerraformValue {
    var diagnostics = Diagnostics()
    let document = JSONReader.strict.read(
      Array(text.utf8), FileContext("", quotes: false), diagnostics: &diagnostics)
    guard let document, !diagnostics.hasErrors else {
      throw TerraformError("the text is not valid JSON")
    }
    return try value(of: document.root)
  }

  /// A document's node as a value: mappings are objects, sequences tuples.
  public static func value(of node: Node) throws(TerraformError) -> TerraformValue {
    switch node.kind {
    case .null: return .null()
    case .bool: return .bool(node.bool ?? false)
    case .integer, .float:
      guard let number = TerraformNumber(text: node.text ?? "") else {
        throw TerraformError("a number is too large")
      }
      return .number(number)
    case .string, .dateTime: return .string((node.text ?? "").normalized)
    case .sequence:
      var elements: [TerraformValue] = []
      elements.reserveCapacity(node.count)
      for element in node.elements { elements.append(try value(of: element)) }
      return .tuple(elements)
    case .mapping:
      var fields: [(String, TerraformValue)] = []
      fields.reserveCapacity(node.count)
      for entry in node.entries {
        fields.append((entry.name.normalized, try value(of: entry.value)))
      }
      return .object(fields)
    }
  }
}
