import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Workflows that follow another one and unpack its artifacts over the work tree.
///
/// *Why it matters.* The other workflow ran for a pull request, so a stranger decides what its artifacts hold,
/// names of files included; a replaced script runs with rights.
///
/// *Example.* `on: workflow_run` and `with: { run-id: "${{ github.event.workflow_run.id }}" }`
///
/// *Instead.* `path: ${{ runner.temp }}/artifact`, and read from there only data that is checked.
enum ArtifactOfStrangers: GitHubAudit {
  static let rule = PipelineRule(
    id: "artifact-of-strangers", title: "another run's artifact is trusted",
    why:
      "The other workflow ran for a pull request, so a stranger decides what its artifacts hold, names of "
      + "files included; a replaced script runs with rights.",
    instead: "`path: ${{ runner.temp }}/artifact`, and read from there only data that is checked.",
    severity: .high, cwe: 829, 345, risks: .artifactIntegrity, .poisonedPipeline)

  private static let downloads = [
    "actions/download-artifact", "dawidd6/action-download-artifact",
    "aochmann/actions-download-artifact", "bettermarks/action-artifact-download",
    "actions-cool/download-artifact",
  ]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard workflow.trigger("workflow_run") != nil else { return }
    let steps = (job.steps ?? []).filter { !$0.condition.isNever }
    let last = steps.lastIndex { step in
      step.script != nil || step.action?.uses.value.hasPrefix("./") ?? false
    }
    guard let last else { return }
    for step in steps[..<last] {
      let view = StepView(step, job: job, workflow: workflow)
      guard let action = step.action, let reference = view.reference?.repository,
        downloads.contains(where: { reference.isAction($0) })
      else { continue }
      // GitHub's own action takes this run's artifacts unless it is told another one.
      if reference.owner.isSame(as: "actions"), action["run-id"] == nil { continue }
      let path = action["path"]?.value
      if path?.value.contains("runner.temp") ?? false { continue }
      if path?.value.hasPrefix("/tmp/") ?? false { continue }
      out.report(
        rule, .high, .medium, .regular, "a stranger's artifact lies in the work tree",
        at: .init(view.usesRange, "unpacks it there"),
        related: [.init(steps[last].node.range, "runs beside it")], within: view.range)
    }
  }
}
