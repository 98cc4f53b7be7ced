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

  static func matches(
    _ bytes: [UInt8], path: String, offset: Int, diagnostics: inout Diagnostics
  ) -> [InfraWorker.Match]? {
    let report = PipelineAudit.findings(in: bytes, file: path)
    guard let kind = report.kind else {
      // A workflow folder holds nothing else, so what cannot be read is told.
      if let problem = report.problem {
        diagnostics.report(Diagnostic(.error, "pipeline.unreadable", problem, file: path))
      }
      return report.text == nil ? [] : nil
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return report.findings.filter { $0.persona == .regular }.compactMap { finding in
      guard let index = indices[finding.rule.id] else { return nil }
      return InfraWorker.Match(
        rule: offset + index, severity: finding.severity, confidence: finding.confidence,
        message: finding.message, related: finding.related.map { ($0.range, $0.note) },
        range: finding.primary.range, subject: "\(kind.rawValue)/\(name)", key: finding.message)
    }
  }
}
