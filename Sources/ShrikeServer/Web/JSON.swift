import ShrikeFormats
import ShrikeText

/// JSON as a value, members in the order they were given: what is small and built by hand, as schemas are.
enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  struct Member: Sendable, Hashable {
    var name: String
    var value: JSON
  }

  static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  static func strings(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }

  /// Nil for what is no JSON, with the first mistake.
  static func read(_ bytes: [UInt8]) -> Result<Node, JSONMistake> {
    var diagnostics = Diagnostics()
    let document = JSONReader.strict.read(
      bytes, FileContext("body", quotes: false), diagnostics: &diagnostics)
    guard let document, !diagnostics.hasErrors else {
      let first = diagnostics.finish().first { $0.level == .error }
      return .failure(
        JSONMistake(
          message: first?.message ?? "it is no JSON",
          place: first?.frame.map { "line \($0.line), column \($0.column)" }))
    }
    return .success(document.root)
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .integer(let value): json.integer(value)
    case .number(let value): json.number(value)
    case .string(let value): json.string(value)
    case .array(let elements):
      json.beginArray()
      for element in elements { element.write(to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for member in members {
        json.key(member.name)
        member.value.write(to: &json)
      }
      json.endObject()
    }
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.finish()
  }

  subscript(name: String) -> JSON? {
    if case .object(let members) = self { return members.first { $0.name == name }?.value }
    return nil
  }
}

/// Why bytes are no JSON.
struct JSONMistake: Error {
  var message: String
  var place: String?
}
