import ShrikeText

/// Where tests that fail ended: each is run once more, over a traced copy of its policy that is made when
/// the first one asks.
public final class PolicyFailures {
  private let policy: Policy
  private let data: Value
  private let now: Int64
  private lazy var traced = policy.isTraced ? policy : policy.traced()

  public init(_ policy: Policy, data: Value, now: Int64) {
    self.policy = policy
    self.data = data
    self.now = now
  }

  /// The test's bodies that did not hold, each with its last expression and the values that had a part in it.
  public func bodies(of outcome: PolicyTests.Outcome) -> [Explanation.Body] {
    let path = outcome.package + outcome.name.split(separator: ".").map(String.init)
    let text = "data" + path.map { "[\(Value($0).jsonText)]" }.joined()
    guard let traced, let query = try? Query(text, policy: traced) else { return [] }
    let machine = Machine(traced, data: data, context: BuiltinContext(now: now))
    let explanation = machine.explain(query, input: nil).explanation
    return explanation.rules(named: path.joined(separator: ".")).flatMap { $0.bodies }.filter {
      $0.solutions == 0
    }
  }

  /// The same as lines a person reads.
  public func lines(of outcome: PolicyTests.Outcome) -> [String] {
    bodies(of: outcome).flatMap { $0.failureText }
  }
}
