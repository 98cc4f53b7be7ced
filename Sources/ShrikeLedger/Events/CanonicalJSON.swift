import ShrikeFormats
import ShrikeText

/// What an event says, as JSON that has one spelling only: members sorted by name, no spaces, whole numbers
/// as they are. The same facts are the same bytes on every machine, so their hash can be compared.
enum CanonicalJSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// In its shortest form that reads back the same.
  case number(Double)
  case string(String)
  case array([CanonicalJSON])
  /// In any order; it is written sorted.
  case object([String: CanonicalJSON])

  var bytes: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.finish()
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .integer(let value): json.integer(Int(value))
    case .number(let value): json.number(value)
    case .string(let value): json.string(value)
    case .array(let elements):
      json.beginArray()
      for element in elements { element.write(to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      // By code units of UTF-8, as bytes are compared everywhere here.
      for (name, value) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      ) {
        json.key(name)
        value.write(to: &json)
      }
      json.endObject()
    }
  }

  /// Nil for what is no JSON.
  init?(_ bytes: [UInt8]) {
    var diagnostics = Diagnostics()
    guard
      let document = JSONReader.strict.read(
        bytes, FileContext("event", quotes: false), diagnostics: &diagnostics),
      !diagnostics.hasErrors
    else { return nil }
    self.init(document.root)
  }

  init(_ node: Node) {
    switch node.kind {
    case .mapping:
      var members: [String: CanonicalJSON] = [:]
      for entry in node.entries { members[entry.name] = CanonicalJSON(entry.value) }
      self = .object(members)
    case .sequence: self = .array(node.elements.map { CanonicalJSON($0) })
    case .bool: self = .bool(node.bool ?? false)
    case .integer: self = node.int.map { .integer(Int64($0)) } ?? .number(node.double ?? 0)
    case .float: self = .number(node.double ?? 0)
    case .string, .dateTime: self = .string(node.text ?? "")
    case .null: self = .null
    }
  }

  // MARK: reading

  subscript(name: String) -> CanonicalJSON? {
    if case .object(let members) = self { return members[name] }
    return nil
  }
  func text(_ name: String) -> String? { self[name]?.string }
  func int(_ name: String) -> Int64? { self[name]?.int }
  func flag(_ name: String) -> Bool { self[name] == .bool(true) }
  func list(_ name: String) -> [CanonicalJSON] { self[name]?.elements ?? [] }
  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }
  var int: Int64? {
    if case .integer(let number) = self { return number }
    return nil
  }
  var elements: [CanonicalJSON] {
    if case .array(let elements) = self { return elements }
    return []
  }

  // MARK: making

  /// Only the members that have a value.
  static func members(_ members: KeyValuePairs<String, CanonicalJSON?>) -> CanonicalJSON {
    var out: [String: CanonicalJSON] = Dictionary(minimumCapacity: members.count)
    for (name, value) in members { if let value { out[name] = value } }
    return .object(out)
  }
  static func text(_ text: String?) -> CanonicalJSON? { text.map { .string($0) } }
  static func int(_ number: Int64?) -> CanonicalJSON? { number.map { .integer($0) } }
  static func int(_ number: Int?) -> CanonicalJSON? { number.map { .integer(Int64($0)) } }
  /// Nothing for false.
  static func flag(_ flag: Bool) -> CanonicalJSON? { flag ? .bool(true) : nil }
  /// Nothing for an empty list.
  static func strings(_ list: [String]) -> CanonicalJSON? {
    list.isEmpty ? nil : .array(list.map { .string($0) })
  }
}
