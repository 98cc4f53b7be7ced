import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* `contains('a b', github.ref)`: a search in a text where a list was meant.
///
/// *Why it matters.* A part of a name is contained too; whoever names a branch `a` passes.
///
/// *Example.* `contains('refs/heads/main refs/heads/dev', github.ref)`
///
/// *Instead.* `contains(fromJSON('["refs/heads/main", "refs/heads/dev"]'), github.ref)`
enum UnsoundContains: GitHubAudit {
  static let rule = PipelineRule(
    id: "contains-in-text", aliases: ["unsound-contains"],
    title: "contains() searches a text where a list was meant",
    why: "A part of a name is contained too; whoever names a branch `a` passes.",
    instead: "`contains(fromJSON('[\"refs/heads/main\", \"refs/heads/dev\"]'), github.ref)`",
    severity: .high, cwe: 697, risks: .flowControl)

  private static let shaped = [
    "env", "github.actor", "github.base_ref", "github.head_ref", "github.ref", "github.ref_name",
    "github.sha", "github.triggering_actor", "inputs",
  ]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall else { return }
    check(job.condition, job.range(of: "if"), &out)
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard step.job != nil else { return }
    check(step.step.condition, step.step.node.entry("if")?.range ?? step.range, &out)
  }

  private static func check(_ condition: Text?, _ range: ByteRange, _ out: inout PipelineFindings) {
    guard let condition, condition.value.contains(caseless: "contains"),
      let expression = condition.asCondition?.expression
    else { return }
    for path in paths(expression) {
      let isShaped = shaped.contains { path.matches($0, orBelow: true) }
      out.report(
        rule, isShaped ? .high : .info, "a part of a name passes too",
        at: .init(range, "searches a text"))
    }
  }

  private static func paths(_ expression: Expression) -> [ContextPath] {
    if case .call(let name, let arguments) = expression.kind, name.lowercased() == "contains",
      arguments.count == 2, case .string = arguments[0].kind, let path = arguments[1].path
    {
      return [path]
    }
    return expression.children.flatMap { paths($0) }
  }
}
