/// Keywords for arrays and objects.
extension SchemaValidator {
  mutating func checkArray(
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

  mutating func checkObject(
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
}
