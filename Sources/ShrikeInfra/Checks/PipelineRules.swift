import ShrikeModel
import ShrikeText

/// The audits of GitHub's pipeline files as rules of the engine.
enum PipelineRules {
  /// In the order of `PipelineAudit.rules`, by which matches name them.
  static let infos: [RuleInfo] = PipelineAudit.rules.map { rule in
    RuleInfo(
      id: "pipeline/\(rule.id)", title: rule.title.prefix(1).uppercased() + rule.title.dropFirst(),
      why: rule.why, remedy: "Instead: " + rule.instead, severity: .medium, engine: "infra",
      aliases: rule.aliases)
  }

  private static let indices = Dictionary(
    PipelineAudit.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// Workflows, actions and Dependabot's configuration, by where they stand.
  static func mayRecognize(path: String) -> Bool {
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return false }
    let parts = path.split(separator: "/")
    let name = parts.last ?? ""
    if name == "action.yml" || name == "action.yaml" { return true }
    let folders = parts.dropLast()
    if folders.last == "workflows", folders.dropLast().last == ".github" { return true }
    return folders.last == ".github" && (name == "dependabot.yml" || name == "dependabot.yaml")
  }

  static func inspect(_ file: InfraFile, offset: Int) -> InfraInspection? {
    let report = PipelineAudit.findings(in: file.bytes, file: file.path)
    var inspection = InfraInspection()
    guard let kind = report.kind else {
      // A workflow folder holds nothing else, so what cannot be read is told.
      if let problem = report.problem {
        inspection.problems.append(
          Diagnostic(.error, "pipeline.unreadable", problem, file: file.path))
      }
      return report.text == nil ? inspection : nil
    }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    for finding in report.findings where finding.persona == .regular {
      guard let index = indices[finding.rule.id] else { continue }
      var match = InfraMatch(
        rule: offset + index, message: finding.message, range: finding.primary.range,
        subject: "\(kind.rawValue)/\(name)", key: finding.message)
      match.severity = finding.severity
      match.confidence = finding.confidence
      match.related = finding.related.map { ($0.range, $0.note) }
      inspection.matches.append(match)
    }
    return inspection
  }
}
