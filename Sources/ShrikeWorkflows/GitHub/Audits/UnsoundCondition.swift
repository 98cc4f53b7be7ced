import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Conditions that are always true because something, often a line break, stands around
/// `${{ }}`.
///
/// *Why it matters.* The condition is a text then, and a text that is not empty is true.
///
/// *Example.* `if: |` and `${{ false }}` on the next line *Instead.* `if: false`, or `|-`.
enum UnsoundCondition: GitHubAudit {
  static let rule = PipelineRule(
    id: "condition-always-true", aliases: ["unsound-condition"],
    title: "a condition is true whatever it says",
    why: "The condition is a text then, and a text that is not empty is true.",
    instead: "`if: false`, or `|-`.",
    severity: .high, cwe: 670, risks: .flowControl)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    check(job.condition, job.range(of: "if"), job.range, &out)
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    check(
      step.step.condition, step.step.node.entry("if")?.range ?? step.range, step.range, &out)
  }

  private static func check(
    _ condition: Text?, _ range: ByteRange, _ whole: ByteRange, _ out: inout PipelineFindings
  ) {
    guard let condition, let first = condition.interpolations.first,
      first.expression != nil || condition.value.contains("}}"),
      condition.value.utf8.count > first.range.count
    else { return }
    out.report(
      rule, .high, "this is a text, which is true", at: .init(range, "always true"), within: whole)
  }
}
