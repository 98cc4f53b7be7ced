import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Tokens that may do more than the workflow says it needs: no `permissions`, `write-all`,
/// `read-all`, or a right to write for all jobs alike.
///
/// *Why it matters.* Whatever goes wrong in any step goes wrong with these rights.
///
/// *Example.* `permissions: write-all`
///
/// *Instead.* `permissions: {}` for the workflow, and what each job needs in the job.
enum ExcessivePermissions: GitHubAudit {
  static let rule = PipelineRule(
    id: "broad-token-permissions", aliases: ["excessive-permissions"],
    title: "the token may do more than needed",
    why: "Whatever goes wrong in any step goes wrong with these rights.",
    instead: "`permissions: {}` for the workflow, and what each job needs in the job.",
    severity: .high, cwe: 250, risks: .pipelineAccess, .identity)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    let jobs = workflow.jobs ?? []
    let isPedantic =
      jobs.count == 1 || workflow.isReusableOnly
      || jobs.allSatisfy { $0.permissions != nil || $0.condition.isNever }
    let persona: Persona = isPedantic ? .pedantic : .regular
    guard let permissions = workflow.permissions else {
      out.report(
        rule, .medium, .medium, persona, "the token has the repository's default rights",
        at: .init(workflow.document.root.range, "no permissions are set"),
        fix: readOnly(workflow))
      return
    }
    if let (severity, message) = blanket(permissions) {
      out.report(rule, severity, .high, persona, message, at: .init(permissions.range, "set here"))
    }
    for scope in permissions.scopes where scope.value.value == "write" {
      out.report(
        rule, severities[scope.name.value] ?? .medium, .high, persona,
        "all jobs may write \(scope.name.value)", at: .init(scope.range, "only some job needs it"))
    }
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    let persona: Persona = workflow.isReusableOnly && !job.isCall ? .pedantic : .regular
    guard let permissions = job.permissions else {
      if workflow.permissions == nil {
        out.report(
          rule, .medium, .medium, persona, "the token has the repository's default rights",
          at: .init(job.range, "no permissions are set"))
      }
      return
    }
    if let (severity, message) = blanket(permissions) {
      out.report(
        rule, severity, .high, persona, message, at: .init(permissions.range, "set here"),
        related: [.init(job.id.node.range, "for this job")], within: job.range)
    }
  }

  /// GitHub's own restricted default, written down.
  private static func readOnly(_ workflow: Workflow) -> Fix? {
    guard let key = workflow.document.root.entry("jobs")?.key else { return nil }
    return BlockEdit.insert(
      ["permissions:", "  contents: read", ""], before: key, in: workflow.document
    ).map { Fix("let the token read the repository and nothing else", [$0]) }
  }

  private static func blanket(_ permissions: Permissions) -> (Severity, String)? {
    switch permissions.all?.value {
    case "read-all": (.medium, "the token may read everything")
    case "write-all": (.high, "the token may write everything")
    default: nil
    }
  }

  private static let severities: [String: Severity] = [
    "actions": .high, "artifact-metadata": .medium, "attestations": .high, "checks": .medium,
    "contents": .high, "deployments": .high, "discussions": .medium, "id-token": .high,
    "issues": .high, "models": .low, "packages": .high, "pages": .high, "pull-requests": .high,
    "repository-projects": .medium, "security-events": .medium, "statuses": .low,
  ]
}
