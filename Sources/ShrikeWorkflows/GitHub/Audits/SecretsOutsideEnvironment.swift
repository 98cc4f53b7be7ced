import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Secrets used in jobs that have no environment.
///
/// *Why it matters.* Only an environment can ask for approval or hold a secret back from other branches.
///
/// *Example.* a job with `${{ secrets.NPM_TOKEN }}` *Instead.* `environment: release` in that job.
enum SecretsOutsideEnvironment: GitHubAudit {
  static let rule = PipelineRule(
    id: "secret-outside-environment", aliases: ["secrets-outside-env"],
    title: "a secret is used without an environment",
    why: "Only an environment can ask for approval or hold a secret back from other branches.",
    instead: "`environment: release` in that job.",
    severity: .medium, cwe: 653, risks: .flowControl, .credentials)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall, !workflow.isReusable, job.environment == nil,
      workflow.document.mentions("secrets")
    else { return }
    for placed in PlacedExpression.all(in: workflow.document, below: job.node) {
      for (path, expression) in placed.expression.allPaths where path.head == "secrets" {
        if path.onlyName?.lowercased() == "github_token" { continue }
        out.report(
          rule, .medium, .high, .auditor, "no environment guards this secret",
          at: .init(expression.range, "used here"),
          related: [.init(job.id.node.range, "in this job")], within: job.range)
      }
    }
  }
}
