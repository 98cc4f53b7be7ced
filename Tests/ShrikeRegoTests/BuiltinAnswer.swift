@testable import ShrikeRego

/// What an expression comes to: its value as JSON, `undefined`, or an error's code.
enum BuiltinAnswer {
  /// 2026-01-01.
  static let now: Int64 = 1_767_225_600_000_000_000

  static func of(_ expression: String, input: Value? = nil, limit: Int? = nil) -> String {
    let (policy, errors) = Policy.compile([])
    guard let policy else { return errors.first?.code ?? "no policy" }
    let context = BuiltinContext(now: now)
    if let limit { context.outputLimit = limit }
    let machine = Machine(policy, context: context)
    machine.strict = true
    do {
      let query = try Query("x = \(expression)", policy: policy)
      let answers = try machine.evaluate(query, input: input)
      return (answers.first?.first ?? nil)?.jsonText ?? "undefined"
    } catch let error as EvaluationError {
      return error.code
    } catch let error as PolicyError {
      return error.code
    } catch {
      return "\(error)"
    }
  }
}
