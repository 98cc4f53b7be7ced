import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Events that strangers bring about and that run with the repository's own rights:
/// `pull_request_target`, `workflow_run`, `issue_comment`.
///
/// *Why it matters.* One line that touches what the stranger sent gives away the token and all secrets.
///
/// *Example.* `on: pull_request_target` *Instead.* `on: pull_request`, which has no rights.
enum DangerousTriggers: GitHubAudit {
  static let rule = PipelineRule(
    id: "privileged-trigger", aliases: ["dangerous-triggers"],
    title: "strangers can start a workflow that has rights",
    why: "One line that touches what the stranger sent gives away the token and all secrets.",
    instead: "`on: pull_request`, which has no rights.",
    severity: .high, cwe: 250, risks: .poisonedPipeline)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    for trigger in workflow.triggers ?? [] {
      let name = trigger.name.value
      guard ["pull_request_target", "workflow_run", "issue_comment"].contains(name) else {
        continue
      }
      if name == "pull_request_target", isLabeler(workflow) { continue }
      let isAlone = workflow.document.root["on"]?.isScalar ?? false
      let range =
        isAlone ? workflow.onRange ?? trigger.name.node.range : trigger.name.node.range
      out.report(
        rule, .high, .medium, .regular, "\(name) is almost always used insecurely",
        at: .init(range, "strangers bring this event about"))
    }
  }

  /// One job of one step that only labels, for which the event was made.
  private static func isLabeler(_ workflow: Workflow) -> Bool {
    guard let jobs = workflow.jobs, jobs.count == 1, let steps = jobs[0].steps, steps.count == 1,
      let uses = steps[0].action?.uses.value
    else { return false }
    return RepositoryReference(uses).isAction("actions/labeler")
  }
}
