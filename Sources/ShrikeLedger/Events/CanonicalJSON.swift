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
  /// Sorted by name; make it with `members` or `object(_: [String: …])`.
  case sorted([Member])

  struct Member: Sendable, Hashable {
    var name: String
    var value: CanonicalJSON
  }

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
    case .sorted(let members):
      json.beginObject()
      for member in members {
        json.key(member.name)
        member.value.write(to: &json)
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
      self = .sorted(
        node.entries.map { Member(name: $0.name, value: CanonicalJSON($0.value)) }
          .sorted(by: Self.precedes))
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
    guard case .sorted(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
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

  /// Only the members that have a value; names are ASCII.
  static func members(_ members: KeyValuePairs<String, CanonicalJSON?>) -> CanonicalJSON {
    var out: [Member] = []
    out.reserveCapacity(members.count)
    for (name, value) in members {
      guard let value else { continue }
      // There are few, and mostly in order.
      var at = out.count
      while at > 0, name < out[at - 1].name { at -= 1 }
      out.insert(Member(name: name, value: value), at: at)
    }
    return .sorted(out)
  }

  static func object(_ members: [String: CanonicalJSON]) -> CanonicalJSON {
    .sorted(members.map { Member(name: $0.key, value: $0.value) }.sorted(by: precedes))
  }

  /// By the bytes of UTF-8, as everything here.
  private static func precedes(_ a: Member, _ b: Member) -> Bool {
    a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
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
