/// What one policy of the gate says, and of which findings.
public struct PolicyAnswer: Sendable, Hashable {
  /// A sentence, and the findings it is about: their numbers in the report's lists, from 0.
  public struct Reason: Sendable, Hashable {
    public var message: String
    public var findings: [Int]
    public var suppressed: [Int]

    public init(_ message: String, findings: [Int] = [], suppressed: [Int] = []) {
      self.message = message
      self.findings = findings
      self.suppressed = suppressed
    }
  }

  /// The package below `gate`: `fail-on`.
  public var id: String
  public var title: String
  public var file: String
  /// False where a setting has switched it off.
  public var applies = true
  public var fails: [Reason] = []
  /// What nobody can tell.
  public var undecided: [Reason] = []
  public var warnings: [Reason] = []
  /// Worth knowing, nothing more.
  public var notes: [Reason] = []

  public init(id: String, title: String, file: String) {
    self.id = id
    self.title = title
    self.file = file
  }

  /// Failing is stronger than not knowing.
  public var verdict: Verdict {
    !fails.isEmpty
      ? .fail(fails.map(\.message))
      : !undecided.isEmpty ? .notEvaluated(undecided.map(\.message)) : .pass
  }
}
