import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Steps that look for security problems and may fail, or whose scanner's answer is thrown away.
///
/// *Why it matters.* The workflow is green whatever is found, so nobody looks.
///
/// *Example.* `run: gitleaks git . || true` *Instead.* `run: gitleaks git .`, with waivers for what is accepted.
enum IgnoredSecurityStep: GitHubAudit {
  static let rule = PipelineRule(
    id: "ignored-security-step", title: "what a security step finds is ignored",
    why: "The workflow is green whatever is found, so nobody looks.",
    instead:
      "The same without `continue-on-error` and `|| true`, with waivers for what is accepted.",
    severity: .medium, cwe: 693, risks: .flowControl, .visibility)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let script = step.step.script, let shell = step.shellScript else { return }
    for (scanner, range) in SecurityScanners.ignored(in: shell) {
      out.report(
        rule, .medium, "what \(scanner) finds changes nothing",
        at: .init(script.text.site(range, in: out.document), "its answer is thrown away"),
        related: [.init(script.key.range, "in this script")], within: step.range)
    }
    guard let setting = step.step.continueOnError, setting.value == true,
      let scanner = SecurityScanners.calls(in: shell).first,
      let entry = step.step.node.entry("continue-on-error")
    else { return }
    out.report(
      rule, .medium, "what \(scanner.name) finds changes nothing",
      at: .init(entry.range, "the step may fail"),
      related: [
        .init(script.text.site(scanner.call.range, in: out.document), "looks for problems")
      ], within: step.range,
      fix: Fix("let the step fail the job", [.init(setting.node.range, "false")]))
  }
}
