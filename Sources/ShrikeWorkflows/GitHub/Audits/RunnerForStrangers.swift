import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs on runners of your own in workflows that strangers can start.
///
/// *Why it matters.* In a public repository anybody may open a pull request, and so run code on a machine in
/// your network; what it leaves there, the next job finds.
///
/// *Example.* `on: pull_request` and `runs-on: self-hosted`
///
/// *Instead.* GitHub's runners for pull requests; your own for `push` and `workflow_dispatch`.
enum RunnerForStrangers: GitHubAudit {
  static let rule = PipelineRule(
    id: "own-runner-for-strangers", title: "strangers can run code on a runner of your own",
    why:
      "In a public repository anybody may open a pull request, and so run code on a machine in your "
      + "network; what it leaves there, the next job finds.",
    instead: "GitHub's runners for pull requests; your own for `push` and `workflow_dispatch`.",
    severity: .high, cwe: 653, risks: .configuration, .pipelineAccess)

  private static let triggers = [
    "pull_request", "pull_request_target", "issue_comment", "issues", "discussion",
    "discussion_comment", "pull_request_review", "pull_request_review_comment", "fork", "watch",
  ]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall,
      let label = job.runsOn?.labels.first(where: { $0.value.isSame(as: "self-hosted") }),
      let trigger = workflow.triggers?.first(where: { triggers.contains($0.name.value) })
    else { return }
    // Runners that live for one job are mostly called so.
    let isShortLived =
      job.runsOn?.labels.contains { $0.value.contains(caseless: "ephemeral") } ?? false
    out.report(
      rule, isShortLived ? .low : .high, isShortLived ? .low : .medium, .regular,
      "\(trigger.name.value) lets strangers use this runner",
      at: .init(label.node.range, "a runner of your own"),
      related: [.init(trigger.name.node.range, "strangers bring this event about")],
      within: job.range(of: "runs-on"))
  }
}
