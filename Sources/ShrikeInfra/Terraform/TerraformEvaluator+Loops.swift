import ShrikeFormats

extension TerraformEvaluator {
  // MARK: loops

  /// Keys and values to go through; nil where they are not known.
  static func iterated(
    _ collection: TerraformValue
  ) throws(TerraformError) -> [(key: TerraformValue, value: TerraformValue)]? {
    switch collection.content {
    case .unknown(let unknown):
      if unknown.type.isPrimitive {
        throw TerraformError("the value has no elements to go through")
      }
      return nil
    case .null: throw TerraformError("there is nothing to go through in null")
    case .list(let elements, _), .tuple(let elements):
      return elements.enumerated().map { (.number($0.offset), $0.element) }
    case .set(let elements, _): return elements.map { ($0, $0) }
    case .map(let fields, _), .object(let fields):
      // A resource has more fields than are known.
      if fields.openAddress != nil { return nil }
      return fields.entries.map { (.string($0.key), $0.value) }
    default: throw TerraformError("the value has no elements to go through")
    }
  }

  mutating func result(of loop: HCLLoop) throws(TerraformError) -> TerraformValue {
    let collection = evaluate(loop.collection)
    guard let items = try Self.iterated(collection) else {
      return TerraformValue.unknown(because: collection.reasons).marked(collection.isSensitive)
    }
    try count(items.count)
    var isSensitive = collection.isSensitive
    var reasons: [String] = []
    var values: [TerraformValue] = []
    var fields: [(String, TerraformValue)] = []
    var groups: [String: [TerraformValue]] = [:]
    var seen: Set<String> = []
    let depth = locals.count
    defer { locals.removeSubrange(depth...) }
    for item in items {
      locals.removeSubrange(depth...)
      if let name = loop.keyName { locals.append((name, item.key)) }
      locals.append((loop.valueName, item.value))
      if let condition = loop.condition {
        let test = evaluate(condition)
        if test.isNull { throw TerraformError("the condition of the loop is null") }
        let decision = try test.converted(to: .bool)
        isSensitive = isSensitive || decision.isSensitive
        guard let isWanted = decision.bool else {
          reasons.append(contentsOf: decision.reasons)
          continue
        }
        if !isWanted { continue }
      }
      guard let keyExpression = loop.key else {
        values.append(evaluate(loop.value))
        continue
      }
      let key = evaluate(keyExpression)
      if key.isNull { throw TerraformError("a key is null") }
      isSensitive = isSensitive || key.isSensitive
      let text = try key.converted(to: .string)
      let value = evaluate(loop.value)
      guard let name = text.string else {
        reasons.append(contentsOf: text.reasons)
        continue
      }
      if loop.isGrouping {
        groups[name, default: []].append(value)
      } else {
        guard seen.insert(name).inserted else {
          throw TerraformError("two elements have the same key; '...' would group them")
        }
        fields.append((name, value))
      }
    }
    if !reasons.isEmpty { return .unknown(because: reasons).marked(isSensitive) }
    if loop.key == nil { return TerraformValue.tuple(values).marked(isSensitive) }
    if loop.isGrouping {
      return TerraformValue.object(groups.map { ($0.key, .tuple($0.value)) }).marked(isSensitive)
    }
    return TerraformValue.object(fields).marked(isSensitive)
  }

  // MARK: templates

  private struct Text {
    var string = ""
    var reasons: [String] = []
    var isSensitive = false
    /// Follows a text that begins like JSON.
    var draft: TerraformTemplateDraft?
  }

  mutating func template(_ parts: [HCLTemplatePart]) throws(TerraformError)
    -> TerraformValue
  {
    var text = Text()
    try add(parts, to: &text)
    if !text.reasons.isEmpty {
      var value = TerraformValue.unknown(.string, because: text.reasons)
      value.draft = text.draft?.value.map { TerraformDraft($0) }
      return value.marked(text.isSensitive)
    }
    return TerraformValue.string(text.string.normalized).marked(text.isSensitive)
  }

  private mutating func add(
    _ parts: [HCLTemplatePart], to text: inout Text
  ) throws(TerraformError) {
    for part in parts {
      guard text.string.utf8.count <= Self.textLimit else {
        throw TerraformError("the text is too large to be followed")
      }
      switch part {
      case .literal(let string, _):
        if text.string.isEmpty, text.reasons.isEmpty, TerraformTemplateDraft.begins(string) {
          text.draft = TerraformTemplateDraft()
        }
        text.string += string
        text.draft?.add(string)
      case .value(let expression):
        let value = evaluate(expression)
        if value.isNull { throw TerraformError("null has no place in a text") }
        try spend(value.weight)
        let string = try value.converted(to: .string)
        text.isSensitive = text.isSensitive || value.isSensitive
        if let string = string.string {
          text.string += string
          text.draft?.add(string)
        } else {
          text.reasons.append(contentsOf: string.reasons)
          text.draft?.add(unknown: string)
        }
      case .conditional(let condition, let then, let otherwise):
        let test = evaluate(condition)
        if test.isNull { throw TerraformError("the condition is null") }
        let decision = try test.converted(to: .bool)
        text.isSensitive = text.isSensitive || decision.isSensitive
        if let bool = decision.bool {
          try add(bool ? then : otherwise, to: &text)
        } else {
          text.reasons.append(contentsOf: decision.reasons)
          text.draft = nil
        }
      case .loop(let keyName, let valueName, let expression, let body):
        let collection = evaluate(expression)
        text.isSensitive = text.isSensitive || collection.isSensitive
        guard let items = try Self.iterated(collection) else {
          text.reasons.append(contentsOf: collection.reasons)
          text.draft = nil
          continue
        }
        try count(items.count)
        let depth = locals.count
        defer { locals.removeSubrange(depth...) }
        for item in items {
          locals.removeSubrange(depth...)
          if let keyName { locals.append((keyName, item.key)) }
          locals.append((valueName, item.value))
          try add(body, to: &text)
        }
      }
    }
  }
}
