import BigInt
import Glibc
import ShrikeMatch

/// Holds a document against a schema and collects all that is wrong with it.
struct SchemaValidator {
  /// Schemas applied within schemas: bounds those that lead to themselves.
  private static let depthLimit = 400
  /// Schemas applied to values in all: bounds alternatives that multiply.
  private static let stepLimit = 2_000_000

  private let schema: Schema
  private let context: BuiltinContext
  private var steps = 0
  /// Bytes that the faults take.
  private var output = 0

  /// What was found of one schema. Of alternatives that all fail, the one with the best score is
  /// the one whose faults are told.
  private struct Outcome {
    var faults: [SchemaFault] = []
    var score = 0
    var isValid: Bool { faults.isEmpty }

    mutating func merge(_ other: Outcome) {
      faults += other.faults
      score += other.score
    }
  }

  /// Where in the document a value stands.
  private final class Place {
    let name: String
    let parent: Place?

    init(_ name: String, in parent: Place?) {
      self.name = name
      self.parent = parent
    }

    /// `a.0.b`; `(Root)` for the document itself.
    var field: String {
      var names: [String] = []
      var place = self
      while let parent = place.parent {
        names.append(place.name)
        place = parent
      }
      return names.isEmpty ? "(Root)" : names.reversed().joined(separator: ".")
    }
  }

  init(schema: Schema, context: BuiltinContext) {
    self.schema = schema
    self.context = context
  }

  mutating func faults(of document: Value) throws(BuiltinError) -> [SchemaFault] {
    try outcome(0, document, Place("(Root)", in: nil), 0).faults
  }

  private mutating func outcome(
    _ number: Int, _ value: Value, _ place: Place, _ depth: Int
  ) throws(BuiltinError) -> Outcome {
    var outcome = Outcome()
    try check(number, value, place, depth, &outcome)
    return outcome
  }

  private mutating func fault(
    _ type: String, _ description: String, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    let field = place.field
    output += 64 + 2 * (field.utf8.count + description.utf8.count)
    guard output < context.outputLimit / 16 else {
      throw .limit("more faults than \(context.outputLimit / 16) bytes can tell")
    }
    outcome.faults.append(SchemaFault(type: type, field: field, description: description))
    outcome.score -= 2
  }

  private mutating func check(
    _ number: Int, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    steps += 1
    guard depth < Self.depthLimit, steps < Self.stepLimit else {
      throw .limit("a schema that takes too many steps")
    }
    let part = schema.parts[number]
    if let verdict = part.verdict {
      if !verdict { try fault("false", "False always fails validation", place, &outcome) }
      return
    }
    if let reference = part.reference {
      return try check(reference, value, place, depth + 1, &outcome)
    }
    let given = Self.typeName(value)
    if !part.types.isEmpty, !part.types.contains(given),
      given != "integer" || !part.types.contains("number")
    {
      let expected =
        part.types.count == 1 ? part.types[0] : "[\(part.types.joined(separator: ","))]"
      try fault(
        "invalid_type", "Invalid type. Expected: \(expected), given: \(given)", place, &outcome)
      return
    }
    try checkCombinations(part, value, place, depth + 1, &outcome)
    switch value.kind {
    case .array: try checkArray(part, value, place, depth + 1, &outcome)
    case .object: try checkObject(part, value, place, depth + 1, &outcome)
    case .int, .number: try checkNumber(part, value, place, &outcome)
    default: break
    }
    try checkAny(part, value, place, &outcome)
    if value.kind == .string { try checkText(part, value, place, &outcome) }
    if let object = value.object {
      for (name, child) in part.properties {
        guard let next = object[name] else { continue }
        try check(child, next, Place(name.string ?? "", in: place), depth + 1, &outcome)
      }
    }
    outcome.score += 1
  }

  private static func typeName(_ value: Value) -> String {
    value.isNumber && value.big != nil ? "integer" : value.typeName
  }

  // MARK: combinations

  private mutating func checkCombinations(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    if !part.anyOf.isEmpty { try checkAnyOf(part, value, place, depth, &outcome) }
    if !part.oneOf.isEmpty { try checkOneOf(part, value, place, depth, &outcome) }
    if !part.allOf.isEmpty {
      var valid = 0
      for number in part.allOf {
        let result = try self.outcome(number, value, place, depth)
        if result.isValid { valid += 1 }
        outcome.merge(result)
      }
      if valid != part.allOf.count {
        try fault("number_all_of", "Must validate all the schemas (allOf)", place, &outcome)
      }
    }
    if let not = part.not, try self.outcome(not, value, place, depth).isValid {
      try fault("number_not", "Must not validate the schema (not)", place, &outcome)
    }
    if let object = value.object {
      try checkDependencies(part, object, value, place, depth, &outcome)
    }
    if let condition = part.condition {
      try checkBranch(part, condition, value, place, depth, &outcome)
    }
    outcome.score += 1
  }

  private mutating func checkAnyOf(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    var best: Outcome?
    for number in part.anyOf {
      let result = try self.outcome(number, value, place, depth)
      if result.isValid { return }
      if best.map({ result.score > $0.score }) ?? true { best = result }
    }
    try fault("number_any_of", "Must validate at least one schema (anyOf)", place, &outcome)
    if let best { outcome.merge(best) }
  }

  private mutating func checkOneOf(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    var valid = 0
    var best: Outcome?
    for number in part.oneOf {
      let result = try self.outcome(number, value, place, depth)
      if result.isValid {
        valid += 1
      } else if valid == 0, best.map({ result.score > $0.score }) ?? true {
        best = result
      }
    }
    guard valid != 1 else { return }
    try fault("number_one_of", "Must validate one and only one schema (oneOf)", place, &outcome)
    if valid == 0, let best { outcome.merge(best) }
  }

  private mutating func checkDependencies(
    _ part: SchemaPart, _ object: ObjectBox, _ value: Value, _ place: Place, _ depth: Int,
    _ outcome: inout Outcome
  ) throws(BuiltinError) {
    for (name, dependency) in part.dependencies where object[name] != nil {
      switch dependency {
      case .properties(let wanted):
        for other in wanted where object[other] == nil {
          let text = other.string ?? ""
          try fault("missing_dependency", "Has a dependency on \(text)", place, &outcome)
        }
      case .part(let number): try check(number, value, place, depth, &outcome)
      }
    }
  }

  private mutating func checkBranch(
    _ part: SchemaPart, _ condition: Int, _ value: Value, _ place: Place, _ depth: Int,
    _ outcome: inout Outcome
  ) throws(BuiltinError) {
    let holds = try self.outcome(condition, value, place, depth).isValid
    guard let branch = holds ? part.then : part.otherwise else { return }
    let result = try self.outcome(branch, value, place, depth)
    guard !result.isValid else { return }
    if holds {
      try fault("condition_then", #"Must validate "then" as "if" was valid"#, place, &outcome)
    } else {
      try fault("condition_else", #"Must validate "else" as "if" was not valid"#, place, &outcome)
    }
    outcome.merge(result)
  }

  // MARK: values of any type

  private mutating func checkAny(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    if part.constant != nil || part.choices != nil {
      let text = schemaText(value)
      if let constant = part.constant, text != constant {
        try fault("const", "\(place.field) does not match: \(constant)", place, &outcome)
      }
      if let choices = part.choices, !choices.contains(text) {
        let allowed = choices.isEmpty ? "(none)" : choices.joined(separator: ", ")
        try fault(
          "enum", "\(place.field) must be one of the following: \(allowed)", place, &outcome)
      }
    }
    if let format = part.format, let text = value.string,
      !isOfFormat(format, text, context)
    {
      try fault("format", "Does not match format '\(format)'", place, &outcome)
    }
    outcome.score += 1
  }

  // MARK: arrays

  private mutating func checkArray(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    let elements = value.array?.elements ?? []
    for (index, element) in elements.enumerated() {
      let number: Int
      if part.itemsAreAlike {
        number = part.items[0]
      } else if index < part.items.count {
        number = part.items[index]
      } else if !part.items.isEmpty, case .matching(let rest) = part.additionalItems {
        number = rest
      } else {
        if !part.items.isEmpty, case .nothing = part.additionalItems {
          try fault(
            "array_no_additional_items", "No additional items allowed on array", place, &outcome)
        }
        break
      }
      let here = Place(String(index), in: place)
      outcome.merge(try self.outcome(number, element, here, depth))
    }
    if let least = part.counts.least, elements.count < least {
      try fault("array_min_items", "Array must have at least \(least) items", place, &outcome)
    }
    if let most = part.counts.most, elements.count > most {
      try fault("array_max_items", "Array must have at most \(most) items", place, &outcome)
    }
    if part.isUnique { try checkUnique(elements, place, &outcome) }
    if let contains = part.contains {
      try checkContains(contains, elements, place, depth, &outcome)
    }
    outcome.score += 1
  }

  private mutating func checkUnique(
    _ elements: [Value], _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    var seen: [String: Int] = [:]
    for (index, element) in elements.enumerated() {
      let text = schemaText(element)
      if let first = seen[text] {
        try fault("unique", "array items[\(first),\(index)] must be unique", place, &outcome)
      }
      seen[text] = index
    }
  }

  private mutating func checkContains(
    _ number: Int, _ elements: [Value], _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    var best: Outcome?
    for (index, element) in elements.enumerated() {
      let here = Place(String(index), in: place)
      let result = try self.outcome(number, element, here, depth)
      if result.isValid { return }
      if best.map({ result.score > $0.score }) ?? true { best = result }
    }
    try fault("contains", "At least one of the items must match", place, &outcome)
    if let best { outcome.merge(best) }
  }

  // MARK: objects

  private mutating func checkObject(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ depth: Int, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    guard let object = value.object else { return }
    let count = object.entries.count
    if let least = part.sizes.least, count < least {
      try fault("array_min_properties", "Must have at least \(least) properties", place, &outcome)
    }
    if let most = part.sizes.most, count > most {
      try fault("array_max_properties", "Must have at most \(most) properties", place, &outcome)
    }
    for name in part.required {
      if object[name] != nil {
        outcome.score += 1
      } else {
        try fault("required", "\(name.string ?? "") is required", place, &outcome)
      }
    }
    for (key, child) in object.entries {
      let name = key.string ?? ""
      let isMatched = try checkPatterns(part, key, child, place, depth, &outcome)
      if isMatched || part.propertySet.contains(key) { continue }
      switch part.additionalProperties {
      case .anything: break
      case .nothing:
        try fault(
          "additional_property_not_allowed", "Additional property \(name) is not allowed", place,
          &outcome)
      case .matching(let number):
        outcome.merge(try self.outcome(number, child, Place(name, in: place), depth))
      }
    }
    if let names = part.propertyNames {
      for (key, _) in object.entries {
        let result = try self.outcome(names, key, place, depth)
        guard !result.isValid else { continue }
        try fault(
          "invalid_property_name", "Property name of \"\(key.string ?? "")\" does not match",
          place, &outcome)
        outcome.merge(result)
      }
    }
    outcome.score += 1
  }

  private mutating func checkPatterns(
    _ part: SchemaPart, _ key: Value, _ value: Value, _ place: Place, _ depth: Int,
    _ outcome: inout Outcome
  ) throws(BuiltinError) -> Bool {
    var isMatched = false
    for (pattern, number) in part.patternProperties where try matches(key, pattern) {
      isMatched = true
      let here = Place(key.string ?? "", in: place)
      outcome.merge(try self.outcome(number, value, here, depth))
    }
    if isMatched { outcome.score += 1 }
    return isMatched
  }

  private mutating func matches(_ text: Value, _ pattern: Value) throws(BuiltinError) -> Bool {
    steps += 1
    guard steps < Self.stepLimit else { throw .limit("a schema that takes too many steps") }
    let compiled = try context.patterns.pattern(pattern)
    return text.stringBox?.withBytes {
      compiled.matches($0, scratch: context.patterns.scratch)
    } ?? false
  }

  // MARK: strings and numbers

  private mutating func checkText(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    let count = value.count ?? 0
    if let least = part.lengths.least, count < least {
      try fault(
        "string_gte", "String length must be greater than or equal to \(least)", place, &outcome)
    }
    if let most = part.lengths.most, count > most {
      try fault(
        "string_lte", "String length must be less than or equal to \(most)", place, &outcome)
    }
    if let pattern = part.pattern, try !matches(value, pattern) {
      try fault("pattern", "Does not match pattern '\(pattern.string ?? "")'", place, &outcome)
    }
    outcome.score += 1
  }

  private mutating func checkNumber(
    _ part: SchemaPart, _ value: Value, _ place: Place, _ outcome: inout Outcome
  ) throws(BuiltinError) {
    if let multiple = part.multipleOf, !Self.isMultiple(value, of: multiple) {
      try fault("multiple_of", "Must be a multiple of \(Self.shown(multiple))", place, &outcome)
    }
    if let most = part.maximum, most < value {
      try fault(
        "number_lte", "Must be less than or equal to \(Self.shown(most))", place, &outcome)
    }
    if let most = part.exclusiveMaximum, !(value < most) {
      try fault("number_lt", "Must be less than \(Self.shown(most))", place, &outcome)
    }
    if let least = part.minimum, value < least {
      try fault(
        "number_gte", "Must be greater than or equal to \(Self.shown(least))", place, &outcome)
    }
    if let least = part.exclusiveMinimum, !(least < value) {
      try fault("number_gt", "Must be greater than \(Self.shown(least))", place, &outcome)
    }
    outcome.score += 1
  }

  /// Exact on the numbers as they are written: 0.3 is a multiple of 0.1.
  private static func isMultiple(_ value: Value, of divisor: Value) -> Bool {
    let (x, y) = (decimal(value), decimal(divisor))
    let places = min(x.exponent, y.exponent)
    let dividend = x.digits * BigInt(10).power(x.exponent - places)
    let scaled = y.digits * BigInt(10).power(y.exponent - places)
    return scaled != 0 && dividend % scaled == 0
  }

  private static func decimal(_ value: Value) -> (digits: BigInt, exponent: Int) {
    if let big = value.big { return (big, 0) }
    let parts = value.numberText.split(separator: "e", maxSplits: 1)
    let number = parts[0].split(separator: ".", maxSplits: 1)
    let fraction = number.count == 2 ? String(number[1]) : ""
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return (BigInt(String(number[0]) + fraction) ?? 0, exponent - fraction.count)
  }

  /// Ten digits at most, as `%.10g` writes them.
  private static func shown(_ number: Value) -> String {
    withVaList([number.double ?? 0]) { arguments in
      var buffer = [CChar](repeating: 0, count: 64)
      vsnprintf(&buffer, buffer.count, "%.10g", arguments)
      return String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
