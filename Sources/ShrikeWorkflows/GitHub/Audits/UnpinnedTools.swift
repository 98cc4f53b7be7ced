import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions that install a tool in whatever version is the newest.
///
/// *Why it matters.* The action is pinned, what it downloads is not.
///
/// *Example.* `uses: aquasecurity/setup-trivy@…` *Instead.* `with: { version: v0.65.0 }`
enum UnpinnedTools: GitHubAudit {
  static let rule = PipelineRule(
    id: "unpinned-tool", aliases: ["unpinned-tools"], title: "a tool's version is not said",
    why: "The action is pinned, what it downloads is not.",
    instead: "`with: { version: v0.65.0 }`",
    severity: .medium, cwe: 829, risks: .dependencyChain)

  private static let actions = ["aquasecurity/setup-trivy", "1password/load-secrets-action"]

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository, !step.hasOpaqueInputs,
      actions.contains(where: { reference.isAction($0) })
    else { return }
    let action = PipelineFinding.Site(step.referenceRange, "installs a tool")
    guard let version = step.step.action?["version"] else {
      out.report(rule, .medium, "the newest version is installed", at: action)
      return
    }
    if version.value.value == "latest" {
      out.report(
        rule, .medium, "the newest version is installed", at: .init(version.range, "not pinned"),
        related: [action])
    } else if version.value.isExpression {
      out.report(
        rule, .medium, .low, .regular, "the version may not be pinned",
        at: .init(version.range, "decided later"), related: [action])
    }
  }
}
