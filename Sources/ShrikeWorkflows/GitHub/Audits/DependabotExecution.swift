import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Updates during which Dependabot runs code of the packages.
///
/// *Why it matters.* That code runs with the registry's credentials.
///
/// *Example.* `insecure-external-code-execution: allow` *Instead.* `deny`, or leave it out.
enum DependabotExecution: GitHubAudit {
  static let rule = PipelineRule(
    id: "update-runs-foreign-code", aliases: ["dependabot-execution"],
    title: "Dependabot runs code of the packages it updates",
    why: "That code runs with the registry's credentials.",
    instead: "`deny`, or leave it out.",
    severity: .high, cwe: 829, risks: .dependencyChain)

  static func inspect(_ file: DependabotFile, _ out: inout PipelineFindings) {
    for update in file.updates {
      guard let entry = update.entry("insecure-external-code-execution"),
        entry.value.text == "allow"
      else { continue }
      out.report(
        rule, .high, "packages may run their code during updates",
        at: .init(entry.range, "allowed here"),
        related: [.init(update.entry("package-ecosystem")?.range ?? update.range, "this update")])
    }
  }
}
