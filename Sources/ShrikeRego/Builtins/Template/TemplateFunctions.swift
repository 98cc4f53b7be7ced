/// The functions that every template of Go's has.
enum TemplateFunctions {
  static func call(_ name: String, _ arguments: [TemplateValue]) throws(BuiltinError)
    -> TemplateValue
  {
    func argument(_ index: Int) throws(BuiltinError) -> TemplateValue {
      guard index < arguments.count else {
        throw .failure("template: wrong number of args for \(name): got \(arguments.count)")
      }
      return arguments[index]
    }
    func only(_ count: Int) throws(BuiltinError) {
      guard arguments.count == count else {
        throw .failure(
          "template: wrong number of args for \(name): want \(count) got \(arguments.count)")
      }
    }
    switch name {
    case "not":
      try only(1)
      return .bool(!(try argument(0)).isTrue)
    case "len":
      try only(1)
      return .int(try length(try argument(0)))
    case "index": return try index(try argument(0), arguments.dropFirst())
    case "slice": return try slice(try argument(0), Array(arguments.dropFirst()))
    case "print", "println": return .string(joined(arguments, isLine: name == "println"))
    case "printf":
      guard case .string(let format) = try argument(0) else {
        throw .failure("template: wrong type for value; expected string")
      }
      return .string(TemplateFormat.text(format, Array(arguments.dropFirst())))
    case "html": return .string(escaped(joined(arguments, isLine: false), html))
    case "js": return .string(escaped(joined(arguments, isLine: false), script))
    case "urlquery": return .string(queryEscaped(joined(arguments, isLine: false)))
    case "eq":
      let first = try argument(0)
      _ = try argument(1)
      for other in arguments.dropFirst() where try TemplateValue.areEqual(first, other) {
        return .bool(true)
      }
      return .bool(false)
    case "ne":
      try only(2)
      return .bool(!(try TemplateValue.areEqual(arguments[0], arguments[1])))
    case "lt":
      try only(2)
      return .bool(try TemplateValue.isLess(arguments[0], arguments[1]))
    case "ge":
      try only(2)
      return .bool(!(try TemplateValue.isLess(arguments[0], arguments[1])))
    case "le", "gt":
      try only(2)
      let isOver = try TemplateValue.isLess(arguments[1], arguments[0])
      return .bool(isOver == (name == "gt"))
    default: throw .failure("template: error calling \(name): a value that is no function")
    }
  }

  private static func length(_ value: TemplateValue) throws(BuiltinError) -> Int {
    switch value {
    case .array(let elements): return elements.count
    case .map(let object): return object.entries.count
    default:
      guard let text = value.characters else {
        throw .failure("template: error calling len: len of type \(value.typeName)")
      }
      return text.count
    }
  }

  private static func position(
    _ value: TemplateValue, upTo limit: Int
  ) throws(BuiltinError) -> Int {
    guard case .int(let index) = value else {
      throw .failure("template: cannot index slice/array with type \(value.typeName)")
    }
    guard index >= 0, index <= limit else {
      throw .failure("template: error calling index: index out of range: \(index)")
    }
    return index
  }

  private static func index(
    _ value: TemplateValue, _ keys: ArraySlice<TemplateValue>
  ) throws(BuiltinError) -> TemplateValue {
    var value = value
    if case .missing = value {
      throw .failure("template: error calling index: index of untyped nil")
    }
    for key in keys {
      switch value {
      case .array(let elements):
        value = TemplateValue(elements[try position(key, upTo: elements.count - 1)])
      case .map(let object):
        guard case .string(let name) = key else {
          throw .failure("template: value has type \(key.typeName); should be string")
        }
        value = object[Value(utf8: name)].map { TemplateValue($0) } ?? .missing
      case .missing: throw .failure("template: error calling index: index of nil pointer")
      default:
        guard let text = value.characters else {
          throw .failure(
            "template: error calling index: can't index item of type \(value.typeName)")
        }
        value = .int(Int(text[try position(key, upTo: text.count - 1)]))
      }
    }
    return value
  }

  private static func slice(
    _ value: TemplateValue, _ bounds: [TemplateValue]
  ) throws(BuiltinError) -> TemplateValue {
    guard bounds.count <= 2 else {
      throw .failure("template: error calling slice: too many slice indexes")
    }
    let count: Int
    switch value {
    case .array(let elements): count = elements.count
    case .string(let text): count = text.count
    case .number(let text): count = text.utf8.count
    default:
      throw .failure("template: error calling slice: can't slice item of type \(value.typeName)")
    }
    let lower = bounds.isEmpty ? 0 : try position(bounds[0], upTo: count)
    let upper = bounds.count < 2 ? count : try position(bounds[1], upTo: count)
    guard lower <= upper else {
      throw .failure("template: error calling slice: invalid slice index: \(lower) > \(upper)")
    }
    if case .array(let elements) = value { return .array(Array(elements[lower..<upper])) }
    return .string(Array((value.characters ?? [])[lower..<upper]))
  }

  /// Between two that are no texts stands a space; on a line, between all.
  private static func joined(_ arguments: [TemplateValue], isLine: Bool) -> [UInt8] {
    var out: [UInt8] = []
    var wasText = true
    for (index, argument) in arguments.enumerated() {
      let isText = argument.characters != nil
      if index > 0, isLine || !isText && !wasText { out.append(0x20) }
      out += argument.text
      wasText = isText
    }
    return isLine ? out + [0x0A] : out
  }

  private static func escaped(_ text: [UInt8], _ replace: (UInt8) -> String?) -> [UInt8] {
    text.flatMap { byte in replace(byte).map { Array($0.utf8) } ?? [byte] }
  }

  private static func html(_ byte: UInt8) -> String? {
    switch byte {
    case 0x00: "\u{FFFD}"
    case 0x22: "&#34;"
    case 0x27: "&#39;"
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    default: nil
    }
  }

  private static func script(_ byte: UInt8) -> String? {
    switch byte {
    case 0x5C: "\\\\"
    case 0x27: "\\'"
    case 0x22: "\\\""
    case 0x3C: "\\u003C"
    case 0x3E: "\\u003E"
    case 0x26: "\\u0026"
    case 0x3D: "\\u003D"
    case 0..<0x20:
      "\\u00" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16, uppercase: true)
    default: nil
    }
  }
}
