import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs on runners of your own.
///
/// *Why it matters.* What one run leaves there, the next one finds; in a public repository strangers run
/// code on it.
///
/// *Example.* `runs-on: [self-hosted, linux]` *Instead.* GitHub's runners, or runners that live for one job.
enum SelfHostedRunner: GitHubAudit {
  static let rule = PipelineRule(
    id: "self-hosted-runner", aliases: ["self-hosted-runner"],
    title: "a job runs on a runner of your own",
    why:
      "What one run leaves there, the next one finds; in a public repository strangers run "
      + "code on it.",
    instead: "GitHub's runners, or runners that live for one job.",
    severity: .medium, cwe: 653, risks: .configuration, .pipelineAccess)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall, let runner = job.runsOn else { return }
    let site = PipelineFinding.Site(job.range(of: "runs-on"), "this runner")
    func report(_ confidence: Confidence, _ message: String) {
      out.report(rule, .medium, confidence, .auditor, message, at: site)
    }
    if runner.node.isMapping {
      if runner.group != nil { report(.high, "groups have runners of your own") }
    } else if let expression = runner.expression?.interpolations.first?.expression {
      let values = MatrixValues(job)?.values ?? []
      for leaf in expression.leaves {
        if case .call = leaf.kind { return report(.low, "this may be a runner of your own") }
        guard let path = leaf.path else { continue }
        if values.contains(where: { path.matches($0.path) && $0.text.contains("self-hosted") }) {
          return report(.high, "the matrix names a runner of your own")
        }
      }
    } else if runner.labels.contains(where: { $0.value.isSame(as: "self-hosted") }) {
      report(.high, "this is a runner of your own")
    }
  }
}
