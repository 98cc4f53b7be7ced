import ShrikeModel
import ShrikeText

/// The audits of GitHub's and GitLab's pipeline files as rules of the engine.
enum PipelineRules {
  private static let rules = PipelineAudit.rules + GitLabPipelineAudit.rules

  /// In the order by which matches name them.
  static let infos: [RuleInfo] = rules.map { rule in
    RuleInfo(
      id: "pipeline/\(rule.id)", title: rule.title.prefix(1).uppercased() + rule.title.dropFirst(),
      why: rule.why, remedy: "Instead: " + rule.instead, severity: rule.severity, engine: "infra",
      taxonomies: rule.cwe.map { Taxonomy("CWE", String($0)) }
        + rule.risks.map { Taxonomy("control", $0.rawValue) },
      aliases: rule.aliases)
  }

  private static let indices = Dictionary(
    rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// Pipeline files, by where they stand.
  static func mayRecognize(path: String) -> Bool {
    isGitHub(path) || GitLabPipelineAudit.mayRecognize(path: path)
  }

  /// Workflows, actions and Dependabot's configuration, by where they stand.
  private static func isGitHub(_ path: String) -> Bool {
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return false }
    let parts = path.split(separator: "/")
    let name = parts.last ?? ""
    if name == "action.yml" || name == "action.yaml" { return true }
    let folders = parts.dropLast()
    if folders.last == "workflows", folders.dropLast().last == ".github" { return true }
    return folders.last == ".github" && (name == "dependabot.yml" || name == "dependabot.yaml")
  }

  static func inspect(_ file: InfraFile, offset: Int) -> InfraInspection? {
    let findings: [PipelineFinding]
    let kind: String?
    let problem: String?
    let isRead: Bool
    if isGitHub(file.path) {
      let report = PipelineAudit.findings(in: file.bytes, file: file.path)
      (findings, kind, problem) = (report.findings, report.kind?.rawValue, report.problem)
      isRead = report.text != nil
    } else {
      let report = GitLabPipelineAudit.findings(in: file.bytes, file: file.path)
      (findings, problem) = (report.findings, report.problem)
      isRead = report.text != nil
      kind = isRead ? "pipeline" : nil
    }
    var inspection = InfraInspection()
    guard let kind else {
      // Such a folder holds nothing else, so what cannot be read is told.
      if let problem {
        inspection.problems.append(
          Diagnostic(.error, "pipeline.unreadable", problem, file: file.path))
      }
      return isRead ? nil : inspection
    }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    for finding in findings where finding.persona == .regular {
      guard let index = indices[finding.rule.id] else { continue }
      var match = InfraMatch(
        rule: offset + index, message: finding.message, range: finding.primary.range,
        subject: "\(kind)/\(name)", key: finding.message)
      match.severity = finding.severity
      match.confidence = finding.confidence
      match.related = finding.related.map { ($0.range, $0.note) }
      match.secret = finding.secret
      match.fix = finding.fix
      inspection.matches.append(match)
    }
    return inspection
  }
}
