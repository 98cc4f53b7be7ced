import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Steps that allow commands which the runner takes from a script's output and has given
/// up: `::set-env::`, `::add-path::`.
///
/// *Why it matters.* Whatever prints foreign text can then set variables of the next steps.
///
/// *Example.* `env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }` *Instead.* `$GITHUB_ENV`.
enum InsecureCommands: GitHubAudit {
  static let rule = PipelineRule(
    id: "runner-commands-from-output", aliases: ["insecure-commands"],
    title: "commands in a script's output are obeyed",
    why: "Whatever prints foreign text can then set variables of the next steps.",
    instead: "`$GITHUB_ENV`.",
    severity: .high, cwe: 77, risks: .poisonedPipeline, .configuration)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    check(workflow.variables, workflow.document.root, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    if !job.isCall { check(job.variables, job.node, &out) }
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    if step.step.script != nil { check(step.step.variables, step.step.node, &out) }
  }

  private static func check(
    _ variables: Variables?, _ owner: Node, _ out: inout PipelineFindings
  ) {
    guard let variables else { return }
    let range = owner.entry("env")?.range ?? variables.node.range
    if variables.expression != nil {
      out.report(
        rule, .high, .low, .auditor, "the environment may allow old runner commands",
        at: .init(range, "an expression makes it"))
    } else if let entry = variables["ACTIONS_ALLOW_UNSECURE_COMMANDS"],
      entry.value.value.trimmed.lowercased() == "true"
    {
      out.report(
        rule, .high, "old runner commands are allowed", at: .init(range, "in these variables"),
        related: [.init(entry.range, "here")],
        fix: Fix("no longer allow them", [.init(entry.value.node.range, "false")]))
    }
  }
}
