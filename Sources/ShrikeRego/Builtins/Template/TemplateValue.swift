/// What a template computes with: JSON's values, in which numbers are texts of a type of their own,
/// and constants of the template.
enum TemplateValue {
  /// A key that is not there, or null.
  case missing
  case bool(Bool)
  /// From JSON; to functions a text.
  case number(String)
  case string([UInt8])
  case int(Int)
  case float(Double)
  case array([Value])
  case map(ObjectBox)

  init(_ value: Value) {
    switch value.kind {
    case .null, .unknown: self = .missing
    case .bool: self = .bool(!value.isFalse)
    case .int, .number: self = .number(value.numberText)
    case .string: self = .string(value.utf8 ?? [])
    case .array, .set: self = .array(value.elements ?? [])
    case .object, .cursor: self = .map(value.object ?? ObjectBox(sorted: []))
    }
  }

  var isTrue: Bool {
    switch self {
    case .missing: false
    case .bool(let bool): bool
    case .number: true
    case .string(let text): !text.isEmpty
    case .int(let int): int != 0
    case .float(let float): float != 0
    case .array(let elements): !elements.isEmpty
    case .map(let object): !object.entries.isEmpty
    }
  }

  var typeName: String {
    switch self {
    case .missing: "<nil>"
    case .bool: "bool"
    case .number: "json.Number"
    case .string: "string"
    case .int: "int"
    case .float: "float64"
    case .array: "[]interface {}"
    case .map: "map[string]interface {}"
    }
  }

  /// As Go prints it with `%v`.
  var text: [UInt8] {
    switch self {
    case .missing: return Array("<nil>".utf8)
    case .bool(let bool): return Array((bool ? "true" : "false").utf8)
    case .number(let text): return Array(text.utf8)
    case .string(let text): return text
    case .int(let int): return Array(String(int).utf8)
    case .float(let float): return Array(goFloatText(float.description, upTo: 21).utf8)
    case .array(let elements):
      return [0x5B] + elements.map { TemplateValue($0).text }.joined(separator: [0x20]) + [0x5D]
    case .map(let object):
      let entries = object.entries.map { entry in
        (entry.key.utf8 ?? entry.key.json) + [0x3A] + TemplateValue(entry.value).text
      }
      return Array("map[".utf8) + entries.joined(separator: [0x20]) + [0x5D]
    }
  }

  /// The text of a text, or of a number from JSON.
  var characters: [UInt8]? {
    switch self {
    case .string(let text): text
    case .number(let text): Array(text.utf8)
    default: nil
    }
  }

  private enum Basic { case missing, bool, text, int, float, other }

  private var basic: Basic {
    switch self {
    case .missing: .missing
    case .bool: .bool
    case .number, .string: .text
    case .int: .int
    case .float: .float
    case .array, .map: .other
    }
  }

  static func areEqual(_ a: TemplateValue, _ b: TemplateValue) throws(BuiltinError) -> Bool {
    switch (a, b) {
    case (.missing, .missing): return true
    case (.missing, _), (_, .missing): return false
    case (.bool(let left), .bool(let right)): return left == right
    case (.int(let left), .int(let right)): return left == right
    case (.float(let left), .float(let right)): return left == right
    default:
      guard let left = a.characters, let right = b.characters else {
        throw .failure("template: incompatible types for comparison")
      }
      return left == right
    }
  }

  static func isLess(_ a: TemplateValue, _ b: TemplateValue) throws(BuiltinError) -> Bool {
    switch (a, b) {
    case (.int(let left), .int(let right)): return left < right
    case (.float(let left), .float(let right)): return left < right
    default:
      guard let left = a.characters, let right = b.characters else {
        throw .failure("template: incompatible types for comparison")
      }
      return left.lexicographicallyPrecedes(right)
    }
  }
}
