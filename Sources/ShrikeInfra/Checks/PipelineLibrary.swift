public import ShrikeModel
import ShrikeText
import ShrikeWorkflows

/// The audits of GitHub's and GitLab's pipeline files as a library of the engine. They are no Rego, and
/// need nothing read or compiled.
public struct PipelineLibrary: InfraLibrary {
  private static let audits = PipelineAudit.rules + GitLabPipelineAudit.rules

  /// In the order by which matches name them.
  private static let infos: [RuleInfo] = audits.map { rule in
    RuleInfo(
      id: "pipeline/\(rule.id)", title: rule.title.prefix(1).uppercased() + rule.title.dropFirst(),
      why: rule.why, remedy: "Instead: " + rule.instead, severity: rule.severity, engine: "infra",
      taxonomies: rule.cwe.map { Taxonomy("CWE", String($0)) }
        + rule.risks.map { Taxonomy("control", $0.rawValue) },
      aliases: rule.aliases)
  }

  private static let indices = Dictionary(
    audits.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })

  public let packs = ["pipeline"]
  public var rules: [RuleInfo] { Self.infos }

  public init() {}

  public func mayRecognize(path: String) -> Bool { Self.isPipeline(path) }

  public func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    Self.isPipeline(path)
  }

  public func makeChecker() -> any InfraChecker { PipelineChecker() }

  /// Pipeline files, by where they stand.
  static func isPipeline(_ path: String) -> Bool {
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

  fileprivate static func inspect(_ file: InfraFile) -> InfraInspection? {
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
        rule: index, message: finding.message, range: finding.primary.range,
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

private final class PipelineChecker: InfraChecker {
  func gathers(path: String) -> Bool { false }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    guard files.count == 1, PipelineLibrary.isPipeline(files[0].path) else { return nil }
    return PipelineLibrary.inspect(files[0])
  }
}
