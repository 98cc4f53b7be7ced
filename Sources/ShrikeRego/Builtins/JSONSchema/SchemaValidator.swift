import ShrikeMatch

/// Holds a document against a schema and collects all that is wrong with it.
struct SchemaValidator {
  /// Schemas applied within schemas: bounds those that lead to themselves.
  private static let depthLimit = 400
  /// Schemas applied to values in all: bounds alternatives that multiply.
  private static let stepLimit = 2_000_000

  private let schema: Schema
  let context: BuiltinContext
  private var steps = 0
  /// Bytes that the faults take.
  private var output = 0

  /// What was found of one schema. Of alternatives that all fail, the one with the best score is
  /// the one whose faults are told.
  struct Outcome {
    var faults: [SchemaFault] = []
    var score = 0
    var isValid: Bool { faults.isEmpty }

    mutating func merge(_ other: Outcome) {
      faults += other.faults
      score += other.score
    }
  }

  /// Where in the document a value stands.
  final class Place {
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

  mutating func outcome(
    _ number: Int, _ value: Value, _ place: Place, _ depth: Int
  ) throws(BuiltinError) -> Outcome {
    var outcome = Outcome()
    try check(number, value, place, depth, &outcome)
    return outcome
  }

  mutating func fault(
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

  mutating func check(
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

  mutating func matches(_ text: Value, _ pattern: Value) throws(BuiltinError) -> Bool {
    steps += 1
    guard steps < Self.stepLimit else { throw .limit("a schema that takes too many steps") }
    let compiled = try context.patterns.pattern(pattern)
    return text.stringBox?.withBytes {
      compiled.matches($0, scratch: context.patterns.scratch)
    } ?? false
  }
}
