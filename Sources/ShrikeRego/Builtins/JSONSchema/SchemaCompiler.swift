/// Reads a schema: checks that its keywords have the right types and follows its references.
struct SchemaCompiler {
  /// Schemas within schemas, and parts of one schema; more are refused.
  private static let depthLimit = 400
  private static let partLimit = 200_000

  let context: BuiltinContext
  private var parts: [SchemaPart] = []
  private var documents = SchemaDocuments()
  /// Numbers of the schemas that references have led to, by address.
  private var referenced: [String: Int] = [:]
  private(set) var draft = Draft.any

  enum Draft: Int, Comparable {
    case draft4 = 4
    case draft6 = 6
    case draft7 = 7
    case any = 99

    static func < (a: Draft, b: Draft) -> Bool { a.rawValue < b.rawValue }
  }

  init(context: BuiltinContext) { self.context = context }

  mutating func compile(_ document: Value) throws(BuiltinError) -> Schema {
    guard document.bool != nil || document.kind == .object else {
      throw .failure("schema is invalid")
    }
    if let name = document.object?["$schema"] {
      guard let text = name.string else { throw Self.wrongType("$schema", "string") }
      guard let address = WebAddress(text) else { throw .failure("\(text) is no address") }
      switch address.text() {
      case "http://json-schema.org/draft-04/schema": draft = .draft4
      case "http://json-schema.org/draft-06/schema": draft = .draft6
      case "http://json-schema.org/draft-07/schema": draft = .draft7
      default: break
      }
    }
    let resolved = try documents.take(document)
    _ = try part(resolved, 0)
    return Schema(parts: parts)
  }

  /// Adds a schema and gives its number. The number is known before the schema's parts are read, so
  /// that these may refer to it.
  mutating func part(
    _ value: Value, _ depth: Int, reference: String? = nil
  ) throws(BuiltinError) -> Int {
    guard depth < Self.depthLimit, parts.count < Self.partLimit else {
      throw .limit("a schema of more than \(Self.depthLimit) levels or \(Self.partLimit) parts")
    }
    let number = parts.count
    let part = SchemaPart()
    parts.append(part)
    if let reference { referenced[reference] = number }
    if draft >= .draft6, let verdict = value.bool {
      part.verdict = verdict
      return number
    }
    guard let object = value.object else {
      throw .failure("Expected: valid schema, given: Invalid JSON")
    }
    try read(object, into: part, depth + 1)
    return number
  }

  private mutating func read(
    _ object: ObjectBox, into part: SchemaPart, _ depth: Int
  ) throws(BuiltinError) {
    let idKey = draft == .draft4 || draft == .any && object["id"] != nil ? "id" : "$id"
    _ = try text(object, idKey)
    if let definitions = object["definitions"] {
      guard let entries = definitions.object?.entries else {
        throw Self.invalidType("array of schemas", "definitions")
      }
      for entry in entries {
        guard isSchema(entry.value) else {
          throw Self.invalidType("array of schemas", "definitions")
        }
        _ = try self.part(entry.value, depth)
      }
    }
    _ = try text(object, "title")
    _ = try text(object, "description")
    if let reference = try text(object, "$ref") {
      if let known = referenced[reference] {
        part.reference = known
      } else {
        let document = try documents.document(at: reference)
        guard isSchema(document) else { throw Self.wrongType("valid schema", "object") }
        part.reference = try self.part(document, depth, reference: reference)
        return
      }
    }
    try readTypes(object, into: part)
    try readObjectKeywords(object, into: part, depth)
    try readArrayKeywords(object, into: part, depth)
    try readNumberKeywords(object, into: part)
    try readTextKeywords(object, into: part)
    try readSizes(object, into: part)
    try readChoices(object, into: part)
    try readCombinations(object, into: part, depth)
  }

  func isSchema(_ value: Value) -> Bool { value.bool != nil || value.kind == .object }

  // MARK: messages

  static func invalidType(_ expected: String, _ given: String) -> BuiltinError {
    .failure("Invalid type. Expected: \(expected), given: \(given)")
  }
  static func wrongType(_ key: String, _ type: String) -> BuiltinError {
    .failure("\(key) must be of type \(type)")
  }
}
