import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Workflows and jobs without a name.
///
/// *Why it matters.* In GitHub's lists they stand under their path or id, where nobody finds them.
///
/// *Example.* `jobs: { build: { runs-on: … } }` *Instead.* `name: Build` in the workflow and its jobs.
enum AnonymousDefinition: GitHubAudit {
  static let rule = PipelineRule(
    id: "nameless-definition", aliases: ["anonymous-definition"],
    title: "a workflow or job has no name",
    why: "In GitHub's lists they stand under their path or id, where nobody finds them.",
    instead: "`name: Build` in the workflow and its jobs.",
    severity: .low, cwe: 1059, risks: .visibility)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    let root = workflow.document.root
    if workflow.name == nil {
      out.report(
        rule, .low, .high, .pedantic, "the workflow has no name",
        at: .init(root.range, "this workflow"))
    }
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard job.name == nil, !job.isCall else { return }
    out.report(
      rule, .info, .high, .pedantic, "the job has no name", at: .init(job.id.node.range, "this job")
    )
  }
}
