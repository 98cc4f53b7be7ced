import ShrikeFormats
import ShrikeLedger

/// How a value is written as JSON, and the schema of what is written: one list makes both, so that the
/// published schema cannot differ from the answers.
struct Shape<Value: Sendable>: Sendable {
  /// Its name among the document's schemas; nil: it is written where it is used.
  let name: String?
  let schema: JSON
  let write: @Sendable (Value, inout JSONWriter) -> Void
  /// Shapes it speaks of, by name.
  let parts: [String: JSON]

  /// The schema, or where it stands.
  var reference: JSON {
    name.map { .members(["$ref": .string("#/components/schemas/\($0)")]) } ?? schema
  }
  var components: [String: JSON] {
    var all = parts
    if let name { all[name] = schema }
    return all
  }

  init(
    name: String?, schema: JSON, parts: [String: JSON] = [:],
    write: @escaping @Sendable (Value, inout JSONWriter) -> Void
  ) {
    self.name = name
    self.schema = schema
    self.parts = parts
    self.write = write
  }

  /// An object with these members, and no others.
  static func object(
    _ name: String? = nil, _ summary: String? = nil, _ fields: [Field<Value>]
  ) -> Shape {
    let schema = JSON.members([
      "type": "object", "description": summary.map { .string($0) },
      "properties": .object(fields.map { JSON.Member(name: $0.name, value: $0.schema) }),
      "required": .strings(fields.filter { !$0.isOptional }.map(\.name)),
      "additionalProperties": .bool(false),
    ])
    return Shape(
      name: name, schema: schema,
      parts: fields.reduce(into: [:]) { all, field in
        all.merge(field.parts) { first, _ in first }
      }
    ) { value, json in
      json.beginObject()
      for field in fields { field.write(value, &json) }
      json.endObject()
    }
  }

  func bytes(_ value: Value) -> [UInt8] {
    var json = JSONWriter()
    write(value, &json)
    return json.finish()
  }
}

extension JSON: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .string(value) }
}

/// A member of an object.
struct Field<Value: Sendable>: Sendable {
  let name: String
  let schema: JSON
  let isOptional: Bool
  let parts: [String: JSON]
  let write: @Sendable (Value, inout JSONWriter) -> Void

  init(
    _ name: String, _ schema: JSON, isOptional: Bool = false, parts: [String: JSON] = [:],
    _ write: @escaping @Sendable (Value, inout JSONWriter) -> Void
  ) {
    self.name = name
    self.schema = schema
    self.isOptional = isOptional
    self.parts = parts
    self.write = write
  }

  static func text(_ name: String, _ get: @escaping @Sendable (Value) -> String) -> Field {
    Field(name, .members(["type": "string"])) { $1.field(name, get($0)) }
  }
  static func text(ifAny name: String, _ get: @escaping @Sendable (Value) -> String?) -> Field {
    Field(name, .members(["type": "string"]), isOptional: true) { $1.field(name, ifAny: get($0)) }
  }
  static func word(
    _ name: String, _ words: [String], _ get: @escaping @Sendable (Value) -> String
  ) -> Field {
    Field(name, .members(["type": "string", "enum": .strings(words)])) { $1.field(name, get($0)) }
  }
  static func integer(_ name: String, _ get: @escaping @Sendable (Value) -> Int) -> Field {
    Field(name, .members(["type": "integer"])) { $1.field(name, get($0)) }
  }
  static func integer(ifAny name: String, _ get: @escaping @Sendable (Value) -> Int?) -> Field {
    Field(name, .members(["type": "integer"]), isOptional: true) { $1.field(name, ifAny: get($0)) }
  }
  static func flag(_ name: String, _ get: @escaping @Sendable (Value) -> Bool) -> Field {
    Field(name, .members(["type": "boolean"])) { $1.field(name, get($0)) }
  }
  private static var timeSchema: JSON { .members(["type": "string", "format": "date-time"]) }
  static func time(_ name: String, _ get: @escaping @Sendable (Value) -> Timestamp) -> Field {
    Field(name, timeSchema) { $1.field(name, get($0).text) }
  }
  static func time(ifAny name: String, _ get: @escaping @Sendable (Value) -> Timestamp?) -> Field {
    Field(name, timeSchema, isOptional: true) { $1.field(name, ifAny: get($0)?.text) }
  }
  static func texts(_ name: String, _ get: @escaping @Sendable (Value) -> [String]) -> Field {
    Field(name, .members(["type": "array", "items": .members(["type": "string"])])) {
      $1.field(name, get($0))
    }
  }
  static func list<Element>(
    _ name: String, _ shape: Shape<Element>, _ get: @escaping @Sendable (Value) -> [Element]
  ) -> Field {
    Field(
      name, .members(["type": "array", "items": shape.reference]), parts: shape.components
    ) { value, json in
      json.key(name)
      json.beginArray()
      for element in get(value) { shape.write(element, &json) }
      json.endArray()
    }
  }
  /// Counts by word.
  static func counts(_ name: String, _ get: @escaping @Sendable (Value) -> [String: Int]) -> Field {
    Field(
      name,
      .members(["type": "object", "additionalProperties": .members(["type": "integer"])])
    ) { value, json in
      json.key(name)
      json.beginObject()
      for (word, count) in get(value).sorted(by: { $0.key < $1.key }) { json.field(word, count) }
      json.endObject()
    }
  }
  static func one<Element>(
    _ name: String, _ shape: Shape<Element>, _ get: @escaping @Sendable (Value) -> Element
  ) -> Field {
    Field(name, shape.reference, parts: shape.components) { value, json in
      json.key(name)
      shape.write(get(value), &json)
    }
  }
  static func one<Element>(
    ifAny name: String, _ shape: Shape<Element>, _ get: @escaping @Sendable (Value) -> Element?
  ) -> Field {
    Field(name, shape.reference, isOptional: true, parts: shape.components) { value, json in
      guard let element = get(value) else { return }
      json.key(name)
      shape.write(element, &json)
    }
  }
  /// JSON that stands in the ledger as text; left out where it is none.
  static func json(ifAny name: String, _ get: @escaping @Sendable (Value) -> String?) -> Field {
    Field(name, .members([:]), isOptional: true) { value, json in
      guard let text = get(value), case .success(let node) = JSON.read(Array(text.utf8)) else {
        return
      }
      json.key(name)
      json.node(node)
    }
  }
}

/// A page of a list, and how to go on.
struct Page<Element: Sendable>: Sendable {
  var items: [Element]
  var next: String?
}

extension Shape {
  static func page<Element>(_ element: Shape<Element>) -> Shape<Page<Element>>
  where Value == Page<Element> {
    .object(
      element.name.map { "\($0)Page" },
      "A part of a list; `next` is the cursor of the part after it.",
      [.list("items", element) { $0.items }, .text(ifAny: "next") { $0.next }])
  }
}
