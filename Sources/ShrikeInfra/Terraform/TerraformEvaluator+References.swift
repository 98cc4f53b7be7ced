import ShrikeFormats

extension TerraformEvaluator {
  mutating func reference(
    _ name: String, _ steps: [HCLStep]
  ) throws(TerraformError) -> TerraformValue {
    var value: TerraformValue
    var done = 0
    if let local = locals.last(where: { $0.name == name }) {
      value = local.value
    } else if let variable = scope.variables[name] {
      value = variable
    } else if let found = scope.resolve?(name, steps) {
      value = found.value
      done = found.steps
    } else if scope.isOpen {
      return .unknown(because: [Self.text(name, steps)])
    } else {
      throw Self.undeclared
    }
    for step in steps.dropFirst(done) {
      if let unknown = value.unknown, unknown.type == .dynamic { return value }
      value = try Self.step(value, step)
    }
    return value
  }

  /// A reference as messages have it.
  static func text(_ name: String, _ steps: [HCLStep]) -> String {
    var out = name
    for step in steps {
      switch step.kind {
      case .attribute(let name): out += "." + name
      case .index(let number): out += "[" + number + "]"
      case .key(let key): out += "[\"" + key + "\"]"
      }
    }
    return out
  }

  static func step(
    _ value: TerraformValue, _ step: HCLStep
  ) throws(TerraformError) -> TerraformValue {
    switch step.kind {
    case .attribute(let name):
      var result: TerraformValue
      switch value.content {
      case .unknown(let unknown):
        var type = TerraformType.dynamic
        switch unknown.type {
        case .dynamic: break
        case .map(let element): type = element
        case .object(let fields):
          guard let field = fields[name] else {
            throw TerraformError("the object has no attribute of this name")
          }
          type = field
        default: throw TerraformError("the value has no attributes")
        }
        result = .unknown(type, because: unknown.reasons)
      case .null: throw TerraformError("an attribute of null is asked for")
      case .object(let fields), .map(let fields, _):
        if let field = fields[name] {
          result = field
        } else if let address = fields.openAddress {
          result = .unknown(because: [address + "." + name])
        } else {
          throw TerraformError("the object has no attribute of this name")
        }
      default: throw TerraformError("the value has no attributes")
      }
      result = result.marked(value.isSensitive)
      return result
    case .index(let text):
      guard let number = TerraformNumber(text: text) else {
        throw TerraformError("the index is no number")
      }
      return try index(value, .number(number))
    case .key(let key): return try index(value, .string(key.normalized))
    }
  }

  static func index(
    _ collection: TerraformValue, _ key: TerraformValue
  ) throws(TerraformError) -> TerraformValue {
    let isSensitive = collection.isSensitive || key.isSensitive
    if collection.isNull { throw TerraformError("an element of null is asked for") }
    if key.isNull { throw TerraformError("the index is null") }
    switch collection.content {
    case .unknown(let unknown):
      var type = TerraformType.dynamic
      switch unknown.type {
      case .list(let element), .map(let element): type = element
      case .dynamic, .tuple, .object: break
      default: throw TerraformError("the value has no elements")
      }
      return TerraformValue.unknown(type, because: unknown.reasons).marked(isSensitive)
    case .list(let elements, _), .tuple(let elements):
      let number = try key.converted(to: .number)
      guard let wanted = number.number else {
        return TerraformValue.unknown(
          TerraformType.united(elements.map(\.type)) ?? .dynamic, because: number.reasons
        ).marked(isSensitive)
      }
      guard let position = wanted.int, position >= 0, position < elements.count else {
        throw TerraformError("the index is outside of the list")
      }
      return elements[position].marked(isSensitive)
    case .map(let fields, _), .object(let fields):
      let text = try key.converted(to: .string)
      guard let name = text.string else {
        return TerraformValue.unknown(
          TerraformType.united(fields.entries.map(\.value.type)) ?? .dynamic,
          because: text.reasons
        ).marked(isSensitive)
      }
      if let value = fields[name] { return value.marked(isSensitive) }
      guard let address = fields.openAddress else {
        throw TerraformError("the map has no element of this key")
      }
      return TerraformValue.unknown(because: [address + "." + name]).marked(isSensitive)
    case .set: throw TerraformError("the elements of a set have no index")
    default: throw TerraformError("the value has no elements")
    }
  }

  mutating func splat(
    _ source: TerraformValue, _ each: HCLExpression, isLegacy: Bool
  ) throws(TerraformError) -> TerraformValue {
    var items: [TerraformValue]
    var isList = false
    switch source.content {
    case .unknown(let unknown):
      return TerraformValue.unknown(because: unknown.reasons).marked(source.isSensitive)
    case .null: items = []
    case .list(let elements, _), .set(let elements, _):
      items = elements
      isList = true
    case .tuple(let elements): items = elements
    default: items = [source]
    }
    try count(items.count)
    for index in items.indices {
      elements.append(items[index].marked(source.isSensitive))
      items[index] = evaluate(each)
      elements.removeLast()
    }
    let result = TerraformValue.tuple(items)
    try spend(result.weight)
    if isList, let list = try? result.converted(to: .list(.dynamic)) {
      return list.marked(source.isSensitive)
    }
    return result.marked(source.isSensitive)
  }
}
