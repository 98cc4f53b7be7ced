/// `json.verify_schema` and `json.match_schema`: JSON Schema of drafts 4, 6 and 7.
///
/// A schema that names no draft is read in the sense of all three. References lead to places in the
/// schema itself; nothing is ever fetched.
let jsonSchemaBuiltins: [Builtin] = [
  Builtin("json.verify_schema", 1) { a, context throws(BuiltinError) in
    do throws(BuiltinError) {
      _ = try context.schemas.schema(a[0], context)
      return Value(array: [.true, .null])
    } catch {
      if error.code == EvaluationError.cancelled { throw error }
      return Value(array: [.false, Value("jsonschema: " + error.message)])
    }
  },
  Builtin("json.match_schema", 2) { a, context throws(BuiltinError) in
    let document = try schemaDocument(a[0])
    let schema = try context.schemas.schema(a[1], context)
    var validator = SchemaValidator(schema: schema, context: context)
    let faults = try validator.faults(of: document)
    return Value(array: [Value(faults.isEmpty), Value(array: faults.map(\.value))])
  },
]

/// Schemas that were compiled, by their value; all are forgotten once there are too many.
final class SchemaCache {
  private static let capacity = 64
  private var known: [Value: Schema] = [:]

  func schema(_ source: Value, _ context: BuiltinContext) throws(BuiltinError) -> Schema {
    if let schema = known[source] { return schema }
    var compiler = SchemaCompiler(context: context)
    let schema = try compiler.compile(try schemaDocument(source))
    if known.count >= Self.capacity { known.removeAll() }
    known[source] = schema
    return schema
  }
}

/// A schema or a document: a JSON text, or an object that is taken as if it had been one.
private func schemaDocument(_ value: Value) throws(BuiltinError) -> Value {
  switch value.kind {
  case .string:
    guard let document = value.utf8.flatMap({ Value(json: $0) }) else {
      throw .failure("invalid JSON string")
    }
    return document
  case .object, .array:
    // Through its text: sets become arrays, and keys become strings.
    guard let document = Value(json: value.json) else { throw .failure("invalid JSON") }
    return document
  default: throw .failure("wrong type, expected string or object")
  }
}

/// A compiled schema: its parts, the first of which is the root, refer to each other by number.
struct Schema {
  let parts: [SchemaPart]
}

/// What one schema within a schema asks for.
final class SchemaPart {
  /// Of a schema that is `true` or `false`.
  var verdict: Bool?
  /// The schema that stands in this one's place.
  var reference: Int?
  var types: [String] = []
  var properties: [(name: Value, part: Int)] = []
  var propertySet: Set<Value> = []
  var patternProperties: [(pattern: Value, part: Int)] = []
  var additionalProperties = Rest.anything
  var propertyNames: Int?
  var dependencies: [(name: Value, dependency: Dependency)] = []
  var items: [Int] = []
  var itemsAreAlike = false
  var additionalItems = Rest.anything
  var contains: Int?
  var multipleOf: Value?
  var minimum: Value?
  var maximum: Value?
  var exclusiveMinimum: Value?
  var exclusiveMaximum: Value?
  var lengths = Bounds()
  var counts = Bounds()
  var sizes = Bounds()
  var isUnique = false
  var required: [Value] = []
  var pattern: Value?
  var format: String?
  /// Texts of JSON, as whose likes values are compared.
  var constant: String?
  var choices: [String]?
  var oneOf: [Int] = []
  var anyOf: [Int] = []
  var allOf: [Int] = []
  var not: Int?
  var condition: Int?
  var then: Int?
  var otherwise: Int?

  enum Rest { case anything, nothing, matching(Int) }
  enum Dependency { case properties([Value]), part(Int) }
  /// `minX` and `maxX`.
  struct Bounds {
    var least: Int?
    var most: Int?
  }
}

/// One way in which a document is not as the schema asks.
struct SchemaFault {
  var type: String
  var field: String
  var description: String

  var value: Value {
    Value(object: [
      (Value("desc"), Value(description)),
      (Value("error"), Value("\(field): \(description)")),
      (Value("field"), Value(field)),
      (Value("type"), Value(type)),
    ])
  }
}

/// The text by which constants are compared: numbers as 64-bit floating point ones.
func schemaText(_ value: Value) -> String {
  var out: [UInt8] = []
  schemaNumbers(value).write(to: &out, Value.JSONStyle(escapesHTML: true))
  return String(decoding: out, as: UTF8.self)
}

private func schemaNumbers(_ value: Value) -> Value {
  switch value.kind {
  case .number: value.double.flatMap { Value($0) } ?? value
  case .array: Value(array: (value.array?.elements ?? []).map(schemaNumbers))
  case .object:
    Value(
      ObjectBox(
        sorted: (value.object?.entries ?? []).map { ($0.key, schemaNumbers($0.value)) }))
  default: value
  }
}
