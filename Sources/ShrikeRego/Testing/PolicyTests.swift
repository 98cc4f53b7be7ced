/// Runs a policy's own tests: rules whose names begin with `test_`.
public struct PolicyTests {
  public struct Outcome: Sendable {
    public enum State: Sendable, Hashable {
      case passed, failed, skipped
      case error(String)
    }

    public let package: [String]
    public let name: String
    public let module: String
    public let span: Span
    public let state: State
    /// The rule's value; nil where it is undefined.
    public let value: Value?
  }

  private let policy: Policy
  private let machine: Machine

  public init(_ policy: Policy, data: Value = .emptyObject, context: BuiltinContext) {
    self.policy = policy
    machine = Machine(policy, data: data, context: context)
    if policy.isTraced { machine.observer = Observer() }
  }

  /// What the tests have reached so far, of a traced policy.
  public var coverage: PolicyCoverage? {
    machine.observer.map { PolicyCoverage(policy, counts: $0.counts) }
  }

  /// All tests in the order of their modules; a rule with several bodies is one test. Names that begin
  /// with `todo_test_` are told as skipped.
  public func run(where isWanted: (Module, String) -> Bool = { _, _ in true }) -> [Outcome] {
    var outcomes: [Outcome] = []
    for module in policy.modules {
      var seen: Set<[String]> = []
      for rule in module.rules {
        let words = [rule.head.name] + rule.head.path.compactMap { $0.constant?.string }
        guard let last = words.last,
          last.hasPrefix("test_") || last.hasPrefix("todo_test_") || words[0].hasPrefix("test_"),
          isWanted(module, words[0]), seen.insert(words).inserted
        else { continue }
        outcomes.append(run(module, rule, words))
      }
    }
    return outcomes
  }

  private func run(_ module: Module, _ rule: Rule, _ words: [String]) -> Outcome {
    func outcome(_ state: Outcome.State, _ value: Value?) -> Outcome {
      Outcome(
        package: module.package, name: words.joined(separator: "."), module: module.name,
        span: rule.head.span, state: state, value: value)
    }
    if words[0].hasPrefix("todo_") { return outcome(.skipped, nil) }
    do throws(EvaluationError) {
      let value = try machine.value(of: module.package + words, input: nil)
      return outcome(Self.isTrue(value) ? .passed : .failed, value)
    } catch {
      return outcome(.error("\(error.code): \(error.message)"), nil)
    }
  }

  /// True, or a table of named cases that are all true.
  private static func isTrue(_ value: Value?) -> Bool {
    guard let value else { return false }
    if value == .true { return true }
    guard let entries = value.object?.entries, !entries.isEmpty else { return false }
    return entries.allSatisfy { isTrue($0.value) }
  }
}
