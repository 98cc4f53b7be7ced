/// Schemas of which all, some, one or none must hold, and those that hang on a condition.
extension SchemaValidator {
  mutating func checkCombinations(
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
}
