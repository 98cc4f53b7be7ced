/// What each keyword may hold.
extension SchemaCompiler {
  func readTypes(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
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

  mutating func readObjectKeywords(
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

  mutating func readArrayKeywords(
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

  func readNumberKeywords(
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

  func readTextKeywords(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
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

  func readSizes(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
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

  func readChoices(_ object: ObjectBox, into part: SchemaPart) throws(BuiltinError) {
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

  mutating func readCombinations(
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

  func text(_ object: ObjectBox, _ key: String) throws(BuiltinError) -> String? {
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
}
