public import ShrikeFormats
import ShrikeText

/// Computes what an expression gives, as far as it can be told without running anything.
///
/// A mistake is noted in `problems` and gives an unknown value, so that the rest of an object or
/// list around it stays known. Unknown values go through operators and functions as Terraform's do,
/// and keep the names of what was not known.
public struct TerraformEvaluator {
  /// `templatefile` within templates.
  public static let templateDepthLimit = 8
  /// Problems of one evaluator that are kept.
  public static let problemLimit = 200
  /// Elements that the loops of one evaluator may go through in all.
  public static let iterationLimit = 1_000_000

  /// The weight of all values that one evaluator hands to functions and operators: some seconds.
  public static let workLimit = 100_000_000
  /// Bytes of a text that one expression makes.
  public static let textLimit = 32 << 20

  public var scope: TerraformScope
  /// The number of the file whose expressions are evaluated; it goes into the places of values.
  public var file: Int
  public private(set) var problems: [TerraformProblem] = []
  /// Also counts the problems that were not kept.
  private(set) var problemCount = 0

  var locals: [(name: String, value: TerraformValue)] = []
  var elements: [TerraformValue] = []
  var templateDepth = 0
  var iterations = 0
  var work = 0

  public init(_ scope: TerraformScope, file: Int = 0) {
    self.scope = scope
    self.file = file
  }

  public mutating func evaluate(_ expression: HCLExpression) -> TerraformValue {
    var value: TerraformValue
    do throws(TerraformError) {
      value = try result(of: expression)
      if value.weight > TerraformValue.weightLimit {
        throw TerraformError("the value is too large to be followed")
      }
      if value.depth > TerraformValue.depthLimit {
        throw TerraformError("the value is nested too deep to be followed")
      }
    } catch {
      note(error, expression.range)
      value = .unknown(because: [Self.mistake])
    }
    if value.place == nil { value.place = TerraformPlace(file: file, expression.range) }
    return value
  }

  static let undeclared = TerraformError("the name refers to nothing that is declared")
  /// The reason of values that a mistake left unknown.
  public static let mistake = "a mistake in the expression"

  mutating func note(_ error: TerraformError, _ range: ByteRange) {
    problemCount += 1
    if problems.count < Self.problemLimit {
      problems.append(
        TerraformProblem(
          message: error.message, place: TerraformPlace(file: file, range),
          isUndeclared: error == Self.undeclared))
    }
  }

  /// What a part of a program does, with the problems it has brought taken out again.
  mutating func attempt(
    _ body: (inout TerraformEvaluator) -> TerraformValue
  ) -> (value: TerraformValue, isSound: Bool) {
    let kept = problems.count
    let count = problemCount
    let value = body(&self)
    let isSound = problemCount == count
    // A name that nothing declares stays a mistake: Terraform looks at references before it evaluates.
    let lasting = problems[kept...].filter(\.isUndeclared)
    problems.replaceSubrange(kept..., with: lasting)
    problemCount = count + lasting.count
    return (value, isSound)
  }

  mutating func count(_ steps: Int) throws(TerraformError) {
    iterations += steps
    if iterations > Self.iterationLimit {
      throw TerraformError("the loops of this expression are too long to be followed")
    }
  }

  /// Pays for looking through a value of this weight.
  mutating func spend(_ weight: Int) throws(TerraformError) {
    work += weight
    if work > Self.workLimit {
      throw TerraformError("the expressions take too long to be followed")
    }
  }

  // MARK: expressions

  private mutating func result(of expression: HCLExpression) throws(TerraformError)
    -> TerraformValue
  {
    switch expression.kind {
    case .null: return .null()
    case .bool(let bool): return .bool(bool)
    case .number(let text):
      guard let number = TerraformNumber(text: text) else {
        throw TerraformError("the number is too large")
      }
      return .number(number)
    case .string(let text): return .string(text.normalized)
    case .template(let parts): return try template(parts)
    case .wrap(let inner): return evaluate(inner)
    case .parentheses(let inner): return evaluate(inner)
    case .variable(let name, let steps): return try reference(name, steps)
    case .steps(let source, let steps):
      var value = evaluate(source)
      for step in steps { value = try Self.step(value, step) }
      return value
    case .index(let source, let key):
      let collection = evaluate(source)
      return try Self.index(collection, evaluate(key))
    case .splat(let source, let each, let isLegacy):
      return try splat(evaluate(source), each, isLegacy: isLegacy)
    case .element: return elements.last ?? .unknown(because: [Self.mistake])
    case .call(let call): return try result(of: call)
    case .negate(let operand):
      let value = try number(evaluate(operand))
      guard let number = value.number else { return value }
      return TerraformValue.number(-number).marked(value.isSensitive)
    case .not(let operand):
      let value = try bool(evaluate(operand))
      guard let bool = value.bool else { return value }
      return TerraformValue.bool(!bool).marked(value.isSensitive)
    case .operation(let op, let left, let right):
      let a = evaluate(left)
      let b = evaluate(right)
      try spend(a.weight + b.weight)
      return try Self.operation(op, a, b)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise)
    case .tuple(let items):
      var out: [TerraformValue] = []
      out.reserveCapacity(items.count)
      for item in items { out.append(evaluate(item)) }
      return .tuple(out)
    case .object(let items): return try object(items)
    case .loop(let loop): return try result(of: loop)
    case .invalid: return .unknown(because: [Self.mistake])
    }
  }

  private func number(_ value: TerraformValue) throws(TerraformError) -> TerraformValue {
    try Self.operand(value, .number)
  }

  private func bool(_ value: TerraformValue) throws(TerraformError) -> TerraformValue {
    try Self.operand(value, .bool)
  }

  static func operand(
    _ value: TerraformValue, _ type: TerraformType
  ) throws(TerraformError) -> TerraformValue {
    if value.isNull { throw TerraformError("an operand is null") }
    return try value.converted(to: type)
  }

  private mutating func object(_ items: [HCLItem]) throws(TerraformError) -> TerraformValue {
    var fields: [(String, TerraformValue)] = []
    fields.reserveCapacity(items.count)
    var reasons: [String] = []
    var isSensitive = false
    for item in items {
      let name: String
      switch item.key.kind {
      case .variable(let word, let steps):
        guard steps.isEmpty else {
          throw TerraformError("a key that is an expression stands in parentheses")
        }
        name = word.normalized
      case .string(let text): name = text.normalized
      case .null: name = "null"
      case .bool(let bool): name = bool ? "true" : "false"
      default:
        let key = evaluate(item.key)
        if key.isNull { throw TerraformError("a key is null") }
        let text = try key.converted(to: .string)
        isSensitive = isSensitive || key.isSensitive
        guard let string = text.string else {
          reasons.append(contentsOf: text.reasons)
          _ = evaluate(item.value)
          continue
        }
        name = string
      }
      fields.append((name, evaluate(item.value)))
    }
    // With a key that is not known, nothing is known about the others.
    if !reasons.isEmpty { return .unknown(because: reasons).marked(isSensitive) }
    return TerraformValue.object(fields).marked(isSensitive)
  }

  private mutating func conditional(
    _ condition: HCLExpression, _ then: HCLExpression, _ otherwise: HCLExpression
  ) throws(TerraformError) -> TerraformValue {
    let test = evaluate(condition)
    if test.isNull { throw TerraformError("the condition is null") }
    let decision = try test.converted(to: .bool)
    guard let bool = decision.bool else {
      let a = attempt { $0.evaluate(then) }.value
      let b = attempt { $0.evaluate(otherwise) }.value
      return TerraformValue.unknown(
        TerraformType.united([a.type, b.type]) ?? .dynamic, because: decision.reasons
      ).marked(decision.isSensitive)
    }
    let chosen = evaluate(bool ? then : otherwise)
    let other = attempt { $0.evaluate(bool ? otherwise : then) }.value
    try spend(chosen.weight + other.weight)
    guard let type = TerraformType.united([chosen.type, other.type]) else {
      note(
        TerraformError("the results of the two cases have no type in common"),
        ByteRange(then.range.lower, otherwise.range.upper))
      return chosen.marked(decision.isSensitive)
    }
    if chosen.type == type { return chosen.marked(decision.isSensitive) }
    do throws(TerraformError) {
      return try chosen.converted(to: type).marked(decision.isSensitive)
    } catch {
      note(error, (bool ? then : otherwise).range)
      return chosen.marked(decision.isSensitive)
    }
  }
}
