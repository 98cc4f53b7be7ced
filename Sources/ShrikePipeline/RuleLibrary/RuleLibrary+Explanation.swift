import ShrikeModel
import ShrikeInfra
public import ShrikeRego
public import ShrikeText

extension RuleLibrary {
  /// Why a check did or did not find something in one thing that it looked at.
  public struct CheckExplanation: Sendable {
    /// `Deployment/web`.
    public let subject: String
    /// The messages of what it found.
    public let findings: [String]
    /// Why it could not be evaluated.
    public let problem: String?
    public let explanation: Explanation
  }

  /// Why a built-in check finds something in files, or nothing: one answer for each thing it looks at.
  public func explain(
    check name: String, files: [(path: String, bytes: [UInt8])], problems: inout [Diagnostic]
  ) throws(EngineError) -> [CheckExplanation] {
    var diagnostics = Diagnostics()
    let pack = try infra(&diagnostics)?.pack
    problems += diagnostics.finish()
    guard let pack else { return [] }
    guard let check = pack.check(named: name) else {
      let near = suggestion(for: name, among: pack.checks.map { $0.info.id })
      throw EngineError(
        .unavailable, "there is no check '\(name)' written in Rego",
        cause: near.map { "did you mean '\($0)'?" } ?? "'shrike rules list' names them")
    }
    let read = files.map { InfraFile(path: $0.path, bytes: $0.bytes) }
    guard let answers = pack.explain(check, read, problems: &problems) else {
      throw EngineError(
        .unavailable, "the files are nothing that checks look at",
        cause: "a Dockerfile, or Kubernetes objects in YAML or JSON")
    }
    return answers.map {
      CheckExplanation(
        subject: $0.subject, findings: $0.findings, problem: $0.problem, explanation: $0.explanation
      )
    }
  }
}
