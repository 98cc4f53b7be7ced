import ShrikeModel
public import ShrikeRego
public import ShrikeText

/// Why a check did or did not find something.
extension InfraPack {
  public struct CheckExplanation: Sendable {
    /// What the check looked at: `Deployment/web`.
    public let subject: String
    /// What it found there.
    public let findings: [String]
    /// Why it could not be evaluated.
    public let problem: String?
    public let explanation: Explanation
  }

  /// A check by its id, whole or without the pack, or by an alias.
  public func check(named name: String) -> InfraCheck? {
    checks.first { check in
      let info = check.info
      return info.id == name || info.id.split(separator: "/").last.map(String.init) == name
        || info.aliases.contains(name)
    }
  }

  /// One answer for each thing in the files that the check looks at; nil where the files are nothing that is
  /// known. The policies are compiled once more, traced.
  public func explain(
    _ check: InfraCheck, _ files: [InfraFile], problems: inout [Diagnostic]
  ) -> [CheckExplanation]? {
    var places = PlaceTable()
    var inspection = InfraInspection()
    let subjects = InfraReader.subjects(files, places: &places, &inspection)
    problems += inspection.problems
    guard let subjects, let traced = policy.traced() else { return nil }
    let path = "data" + check.path.map { "[\(Value($0).jsonText)]" }.joined()
    guard let query = try? Query(path, policy: traced, asksValue: true) else { return nil }
    return subjects.filter { check.kinds.contains($0.kind) }.map { subject in
      // A machine for each, so that nothing is known from before.
      let (result, explanation) = Machine(traced).explain(query, input: subject.value)
      var findings: [String] = []
      var problem: String?
      switch result {
      case .success(let solutions):
        for finding in (solutions.first?.last ?? nil)?.elements ?? [] {
          findings.append(finding["message"]?.string ?? finding.string ?? check.info.title)
        }
      case .failure(let error): problem = error.message
      }
      return CheckExplanation(
        subject: subject.name, findings: findings, problem: problem, explanation: explanation)
    }
  }
}
