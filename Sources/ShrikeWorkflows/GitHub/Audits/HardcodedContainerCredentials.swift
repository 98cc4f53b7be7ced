import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Passwords of container registries that stand in the workflow.
///
/// *Why it matters.* Whoever reads the repository has them.
///
/// *Example.* `password: hunter2` *Instead.* `password: ${{ secrets.REGISTRY_PASSWORD }}`
enum HardcodedContainerCredentials: GitHubAudit {
  static let rule = PipelineRule(
    id: "hardcoded-registry-password", aliases: ["hardcoded-container-credentials"],
    title: "a registry's password stands in the workflow",
    why: "Whoever reads the repository has them.",
    instead: "`password: ${{ secrets.REGISTRY_PASSWORD }}`",
    severity: .high, cwe: 798, risks: .credentials)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    let services = (job.services?.containers ?? []).map(\.container)
    for container in (job.container.map { [$0] } ?? []) + services {
      guard let entry = container.node.entry("credentials"),
        let password = entry.value["password"].map({ Text($0) }), !password.isExpression
      else { continue }
      out.report(rule, .high, "the password is written down", at: .init(entry.range, "here"))
    }
  }
}
