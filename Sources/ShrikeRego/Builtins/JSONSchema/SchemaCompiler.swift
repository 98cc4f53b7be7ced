/// Reads a schema: checks that its keywords have the right types and resolves its references.
struct SchemaCompiler {
  /// Schemas within schemas, and parts of one schema; more are refused.
  private static let depthLimit = 400
  private static let partLimit = 200_000

  private let context: BuiltinContext
  private var parts: [SchemaPart] = []
  /// Whole documents and parts with a name of their own, by address.
  private var documents: [String: Value] = [:]
  /// Numbers of the schemas that references have led to, by address.
  private var referenced: [String: Int] = [:]
  private var draft = Draft.any

  private enum Draft: Int, Comparable {
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
    guard let base = WebAddress("") else { throw .failure("schema is invalid") }
    let resolved = resolvingReferences(document, base)
    documents[""] = resolved
    _ = try part(resolved, 0)
    return Schema(parts: parts)
  }

  // MARK: references

  /// The document with every `$ref` as seen from its place; notes what has an id of its own.
  private mutating func resolvingReferences(_ value: Value, _ base: WebAddress) -> Value {
    if let elements = value.array?.elements {
      return Value(array: elements.map { resolvingReferences($0, base) })
    }
    guard let object = value.object else { return value }
    var here = base
    var name: String?
    if let id = (object["id"] ?? object["$id"])?.string, let address = WebAddress(id) {
      here = base.resolving(address)
      name = here.text()
      if let name {
        if documents[name] != nil { return value }
        documents[name] = value
      }
    }
    var entries = object.entries
    for index in entries.indices {
      let (key, child) = entries[index]
      switch key.string {
      case "$ref":
        if let address = child.string.flatMap({ WebAddress($0) }) {
          entries[index].value = Value(here.resolving(address).text())
        }
      case "const", "enum": break
      case "properties", "dependencies", "patternProperties":
        // Names of the policy's own, which may look like keywords.
        guard let children = child.object else { break }
        entries[index].value = Value(
          ObjectBox(sorted: children.entries.map { ($0.key, resolvingReferences($0.value, here)) }))
      default: entries[index].value = resolvingReferences(child, here)
      }
    }
    let resolved = Value(ObjectBox(sorted: entries))
    if let name { documents[name] = resolved }
    return resolved
  }

  private func document(at reference: String) throws(BuiltinError) -> Value {
    if let document = documents[reference] { return document }
    guard let address = WebAddress(reference) else {
      throw .failure("\(reference) is no address")
    }
    guard let document = documents[address.text(withFragment: false)] else {
      guard !address.scheme.isEmpty else {
        throw .failure("Reference \(reference) must be canonical")
      }
      throw .failure("Reference \(reference) leads out of the schema; nothing is fetched")
    }
    return try pointed(address.fragment, in: document)
  }

  private func pointed(_ pointer: [UInt8], in document: Value) throws(BuiltinError) -> Value {
    guard pointer.first == 0x2F else { return document }
    var value = document
    for step in pointer.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      let key = jsonPath(Value(utf8: step))?.first ?? Value("")
      let text = key.string ?? ""
      if let object = value.object {
        guard let next = object[key] else { throw .failure("Object has no key '\(text)'") }
        value = next
      } else if let elements = value.array?.elements {
        guard let index = Int(text) else { throw .failure("Invalid array index '\(text)'") }
        guard elements.indices ~= index else {
          throw .failure("Out of bound array[0,\(elements.count)] index '\(index)'")
        }
        value = elements[index]
      } else {
        throw .failure("Invalid token reference '\(text)'")
      }
    }
    return value
  }

  // MARK: one schema

  /// Adds a schema and gives its number. The number is known before the schema's parts are read, so
  /// that these may refer to it.
  private mutating func part(
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
        let document = try document(at: reference)
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

  private func readTypes(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
    guard let type = object["type"] else { return }
    let names = ["array", "boolean", "integer", "number", "null", "object", "string"]
    guard let types = type.kind == .string ? [type] : type.array?.elements else {
      throw Self.invalidType("type", "string/Array Of Strings")
    }
    for type in types {
      guard let name = type.string else {
        throw Self.invalidType("type", "string/Array Of Strings")
      }
      guard names.contains(name) else {
        throw .failure(
          "has a primitive type that is NOT VALID -- given: /\(name)/ Expected valid values are:"
            + "[array boolean integer number null object string]")
      }
      guard !part.types.contains(name) else { throw .failure("\(name) type is duplicated") }
      part.types.append(name)
    }
  }

  private mutating func readObjectKeywords(
    _ object: ObjectBox, into part: SchemaPart, _ depth: Int
  ) throws(BuiltinError) {
    if let properties = object["properties"] {
      guard let entries = properties.object?.entries else {
        throw Self.wrongType("properties", "object")
      }
      for entry in entries {
        part.properties.append((entry.key, try self.part(entry.value, depth)))
        part.propertySet.insert(entry.key)
      }
    }
    part.additionalProperties = try rest(object, "additionalProperties", depth)
    if let patterns = object["patternProperties"] {
      guard let entries = patterns.object?.entries else {
        throw Self.invalidType("valid schema", "patternProperties")
      }
      for entry in entries {
        guard (try? context.patterns.pattern(entry.key)) != nil else {
          throw .failure("Invalid regex pattern '\(entry.key.string ?? "")'")
        }
        part.patternProperties.append((entry.key, try self.part(entry.value, depth)))
      }
    }
    if let names = object["propertyNames"], draft >= .draft6 {
      guard isSchema(names) else { throw Self.invalidType("valid schema", "patternProperties") }
      part.propertyNames = try self.part(names, depth)
    }
    guard let dependencies = object["dependencies"] else { return }
    guard let entries = dependencies.object?.entries else {
      throw Self.wrongType("dependencies", "object")
    }
    for entry in entries {
      if isSchema(entry.value) {
        part.dependencies.append((entry.key, .part(try self.part(entry.value, depth))))
      } else {
        guard let names = entry.value.array?.elements, names.allSatisfy({ $0.kind == .string })
        else { throw Self.wrongType("dependency", "schema or array of strings") }
        part.dependencies.append((entry.key, .properties(names)))
      }
    }
  }

  private mutating func readArrayKeywords(
    _ object: ObjectBox, into part: SchemaPart, _ depth: Int
  ) throws(BuiltinError) {
    if let items = object["items"] {
      part.itemsAreAlike = isSchema(items)
      guard let all = part.itemsAreAlike ? [items] : items.array?.elements else {
        throw Self.invalidType("valid schema/array of schemas", "items")
      }
      for item in all {
        guard isSchema(item) else {
          throw Self.invalidType("valid schema/array of schemas", "items")
        }
        part.items.append(try self.part(item, depth))
      }
    }
    part.additionalItems = try rest(object, "additionalItems", depth)
    if let unique = object["uniqueItems"] {
      guard let isUnique = unique.bool else {
        throw .failure("uniqueItems must be of a boolean")
      }
      part.isUnique = isUnique
    }
    if let contains = object["contains"], draft >= .draft6 {
      part.contains = try self.part(contains, depth)
    }
  }

  private func readNumberKeywords(
    _ object: ObjectBox, into part: SchemaPart
  ) throws(BuiltinError) {
    if let multiple = object["multipleOf"] {
      guard multiple.isNumber else { throw Self.invalidType("number", "multipleOf") }
      guard Value(0) < multiple else {
        throw .failure("multipleOf must be strictly greater than 0")
      }
      part.multipleOf = multiple
    }
    part.minimum = try limit(object, "minimum")
    if let exclusive = object["exclusiveMinimum"] {
      if try excludes(exclusive, "exclusiveMinimum", part.minimum, "minimum") {
        (part.minimum, part.exclusiveMinimum) = (nil, part.minimum)
      } else if exclusive.isNumber {
        part.exclusiveMinimum = exclusive
      }
    }
    part.maximum = try limit(object, "maximum")
    if let exclusive = object["exclusiveMaximum"] {
      if try excludes(exclusive, "exclusiveMaximum", part.maximum, "maximum") {
        (part.maximum, part.exclusiveMaximum) = (nil, part.maximum)
      } else if exclusive.isNumber {
        part.exclusiveMaximum = exclusive
      }
    }
  }

  private func limit(_ object: ObjectBox, _ key: String) throws(BuiltinError) -> Value? {
    guard let limit = object[key] else { return nil }
    guard limit.isNumber else { throw .failure("\(key) must be of a number") }
    return limit
  }

  /// Whether the keyword is draft 4's, which makes a bound an exclusive one.
  private func excludes(
    _ value: Value, _ key: String, _ bound: Value?, _ boundKey: String
  ) throws(BuiltinError) -> Bool {
    let given = draft == .draft4 ? "boolean" : draft == .any ? "boolean/number" : "number"
    if let isExclusive = value.bool, draft == .draft4 || draft == .any {
      guard bound != nil else { throw .failure("\(key) cannot be used without \(boundKey)") }
      return isExclusive
    }
    guard value.isNumber, draft != .draft4 else { throw Self.invalidType(given, key) }
    return false
  }

  private func readTextKeywords(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
    part.lengths = try bounds(object, "Length")
    if let least = part.lengths.least, let most = part.lengths.most, least > most {
      throw .failure("minLength cannot be greater than maxLength")
    }
    if let pattern = try text(object, "pattern") {
      let source = Value(pattern)
      guard (try? context.patterns.pattern(source)) != nil else {
        throw .failure("pattern must be a valid regex")
      }
      part.pattern = source
    }
    part.format = try text(object, "format")
  }

  private func readSizes(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
    part.sizes = try bounds(object, "Properties")
    if let least = part.sizes.least, let most = part.sizes.most, least > most {
      throw .failure("minProperties cannot be greater than maxProperties")
    }
    var seen: Set<Value> = []
    for name in try list(object, "required") {
      guard name.kind == .string else { throw Self.invalidType("string", "required") }
      guard seen.insert(name).inserted else { throw .failure("required items must be unique") }
      part.required.append(name)
    }
    part.counts = try bounds(object, "Items")
  }

  private func readChoices(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
    if let constant = object["const"], draft >= .draft6 { part.constant = schemaText(constant) }
    guard object["enum"] != nil else { return }
    var seen: Set<String> = []
    var choices: [String] = []
    for choice in try list(object, "enum") {
      let text = schemaText(choice)
      guard seen.insert(text).inserted else { throw .failure("enum items must be unique") }
      choices.append(text)
    }
    part.choices = choices
  }

  private mutating func readCombinations(
    _ object: ObjectBox, into part: SchemaPart, _ depth: Int
  ) throws(BuiltinError) {
    for value in try list(object, "oneOf") { part.oneOf.append(try self.part(value, depth)) }
    for value in try list(object, "anyOf") { part.anyOf.append(try self.part(value, depth)) }
    for value in try list(object, "allOf") { part.allOf.append(try self.part(value, depth)) }
    part.not = try single(object, "not", depth)
    guard draft >= .draft7 else { return }
    part.condition = try single(object, "if", depth)
    part.then = try single(object, "then", depth)
    part.otherwise = try single(object, "else", depth)
  }

  // MARK: kinds of keywords

  private func isSchema(_ value: Value) -> Bool { value.bool != nil || value.kind == .object }

  private func text(_ object: ObjectBox, _ key: String) throws(BuiltinError) -> String? {
    guard let value = object[key] else { return nil }
    guard let text = value.string else { throw Self.invalidType("string", key) }
    return text
  }

  private func list(_ object: ObjectBox, _ key: String) throws(BuiltinError) -> [Value] {
    guard let value = object[key] else { return [] }
    guard let list = value.array?.elements else {
      throw .failure("\(key) must be of an array")
    }
    return list
  }

  private mutating func single(
    _ object: ObjectBox, _ key: String, _ depth: Int
  ) throws(BuiltinError) -> Int? {
    guard let value = object[key] else { return nil }
    guard isSchema(value) else { throw .failure("\(key) must be of an object") }
    return try part(value, depth)
  }

  private mutating func rest(
    _ object: ObjectBox, _ key: String, _ depth: Int
  ) throws(BuiltinError) -> SchemaPart.Rest {
    guard let value = object[key] else { return .anything }
    if let allows = value.bool { return allows ? .anything : .nothing }
    guard value.kind == .object else { throw Self.invalidType("boolean/valid schema", key) }
    return .matching(try part(value, depth))
  }

  private func bounds(
    _ object: ObjectBox, _ noun: String
  ) throws(BuiltinError) -> SchemaPart.Bounds {
    SchemaPart.Bounds(
      least: try count(object, "min" + noun), most: try count(object, "max" + noun))
  }

  private func count(_ object: ObjectBox, _ key: String) throws(BuiltinError) -> Int? {
    guard let value = object[key] else { return nil }
    guard let count = value.int else { throw .failure("\(key) must be of an integer") }
    guard count >= 0 else { throw .failure("\(key) must be greater than or equal to 0") }
    return count
  }

  // MARK: messages

  private static func invalidType(_ expected: String, _ given: String) -> BuiltinError {
    .failure("Invalid type. Expected: \(expected), given: \(given)")
  }
  private static func wrongType(_ key: String, _ type: String) -> BuiltinError {
    .failure("\(key) must be of type \(type)")
  }
}
