import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Workflows with rights of their own that check out what a stranger sent.
///
/// *Why it matters.* A build runs what the stranger wrote: scripts, hooks of package managers, Makefiles. It
/// has the repository's token and secrets.
///
/// *Example.* `on: pull_request_target` and `with: { ref: "${{ github.event.pull_request.head.sha }}" }`
///
/// *Instead.* Build on `pull_request`, hand results over as artifacts, and use rights in a workflow that runs
/// none of the stranger's files.
enum UntrustedCheckout: GitHubAudit {
  static let rule = PipelineRule(
    id: "untrusted-checkout", title: "a stranger's files are checked out where there are rights",
    why:
      "A build runs what the stranger wrote: scripts, hooks of package managers, Makefiles. It has the "
      + "repository's token and secrets.",
    instead:
      "Build on `pull_request`, hand results over as artifacts, and use rights in a workflow that runs "
      + "none of the stranger's files.",
    severity: .critical, cwe: 829, 94, risks: .poisonedPipeline)

  private static let triggers = ["pull_request_target", "workflow_run", "issue_comment"]
  private static let heads = [
    "github.head_ref", "github.event.pull_request.head.ref", "github.event.pull_request.head.sha",
    "github.event.pull_request.merge_commit_sha", "github.event.pull_request.head.repo.full_name",
    "github.event.pull_request.number", "github.event.number", "github.event.issue.number",
    "github.event.workflow_run.head_branch", "github.event.workflow_run.head_sha",
    "github.event.workflow_run.head_commit.id",
    "github.event.workflow_run.head_repository.full_name",
  ]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard triggers.contains(where: { workflow.trigger($0) != nil }) else { return }
    var checkout: (site: PipelineFinding.Site, range: ByteRange)?
    for step in job.steps ?? [] where !step.condition.isNever {
      let view = StepView(step, job: job, workflow: workflow)
      guard let found = checkout else {
        checkout = site(view).map { ($0, view.range) }
        continue
      }
      guard let (range, note) = run(view) else { continue }
      // An environment can ask for approval first.
      let isGuarded = job.environment != nil
      out.report(
        rule, isGuarded ? .high : .critical, isGuarded ? .low : .medium, .regular,
        "what a stranger sent is run with the repository's rights", at: found.site,
        related: [.init(range, note)], within: found.range)
      return
    }
    guard let checkout else { return }
    out.report(
      rule, .medium, .low, .regular, "what a stranger sent lies beside the repository's rights",
      at: checkout.site, within: checkout.range)
  }

  private static func site(_ step: StepView) -> PipelineFinding.Site? {
    if step.reference?.repository?.isAction("actions/checkout") ?? false {
      for id in ["ref", "repository"] {
        guard let input = step.step.action?[id] else { continue }
        let paths = input.value.interpolations.compactMap(\.expression).flatMap(\.allPaths)
        if paths.contains(where: { path, _ in heads.contains { path.matches($0) } }) {
          return .init(input.range, "takes the stranger's commit")
        }
      }
    }
    guard let script = step.step.script, let document = step.document else { return nil }
    for command in step.shellScript?.pipelineCommands ?? [] {
      let words = command.arguments
      if command.name == "gh", words.starts(with: ["pr", "checkout"]) {
        return .init(
          script.text.site(command.call.range, in: document), "takes the stranger's commit")
      }
    }
    return nil
  }

  /// Commands that run nothing of the work tree.
  private static let harmless: Set<String> = [
    "", "echo", "printf", "git", "gh", "cat", "ls", "test", "[", "cd", "mkdir", "cp", "mv", "rm",
    "export", "grep", "sed", "awk", "jq", "curl", "wget", "true", "exit", "set", "diff", "wc",
    "head", "tail", "sort", "cut", "tr", "tee", "date", "sleep", "unzip", "tar", "find",
  ]

  private static func run(_ step: StepView) -> (ByteRange, String)? {
    if case .local? = step.reference { return (step.usesRange, "runs an action from there") }
    guard let script = step.step.script, let document = step.document else { return nil }
    guard let shell = step.shellScript else { return (step.runRange, "may run what was taken") }
    for command in shell.pipelineCommands where !harmless.contains(command.name) {
      return (script.text.site(command.call.range, in: document), "may run what was taken")
    }
    return nil
  }
}
