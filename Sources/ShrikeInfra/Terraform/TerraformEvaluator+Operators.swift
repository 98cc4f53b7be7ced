import ShrikeFormats

extension TerraformEvaluator {
  static func operation(
    _ op: HCLOperator, _ a: TerraformValue, _ b: TerraformValue
  ) throws(TerraformError) -> TerraformValue {
    let isSensitive = a.isSensitive || b.isSensitive
    switch op {
    case .equal, .notEqual:
      let isDeepSensitive = isSensitive || a.holdsSensitive || b.holdsSensitive
      guard let same = TerraformValue.equal(a, b) else {
        return TerraformValue.unknown(.bool, because: a.reasons + b.reasons)
          .marked(isDeepSensitive)
      }
      return TerraformValue.bool(op == .equal ? same : !same).marked(isDeepSensitive)
    case .and, .or:
      let x = try operand(a, .bool)
      let y = try operand(b, .bool)
      let decisive = op == .or
      // One side decides where it has the decisive value, whatever the other would be.
      if x.bool == decisive || y.bool == decisive {
        return TerraformValue.bool(decisive).marked(isSensitive)
      }
      if x.bool == nil || y.bool == nil {
        return TerraformValue.unknown(.bool, because: x.reasons + y.reasons).marked(isSensitive)
      }
      return TerraformValue.bool(!decisive).marked(isSensitive)
    default: break
    }
    let x = try operand(a, .number)
    let y = try operand(b, .number)
    let isComparison =
      op.rawValue >= HCLOperator.less.rawValue
      && op.rawValue <= HCLOperator.greaterEqual.rawValue
    guard let m = x.number, let n = y.number else {
      return TerraformValue.unknown(
        isComparison ? .bool : .number, because: x.reasons + y.reasons
      ).marked(isSensitive)
    }
    if isComparison {
      let order = TerraformNumber.compare(m, n)
      let holds =
        switch op {
        case .less: order < 0
        case .lessEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
      return TerraformValue.bool(holds).marked(isSensitive)
    }
    let outcome =
      switch op {
      case .add: m + n
      case .subtract: m - n
      case .multiply: m * n
      case .divide: m / n
      default: m % n
      }
    guard let outcome else { throw TerraformError("the operation has no result") }
    return TerraformValue.number(outcome).marked(isSensitive)
  }
}
