import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Updates that Dependabot proposes within days of a release.
///
/// *Why it matters.* Most malicious releases are found and pulled in a week.
///
/// *Example.* `updates: [{ package-ecosystem: pip, … }]` *Instead.* `cooldown: { default-days: 7 }`
enum DependabotCooldown: GitHubAudit {
  static let rule = PipelineRule(
    id: "update-without-cooldown", aliases: ["dependabot-cooldown"],
    title: "updates are proposed as soon as they are released",
    why: "Most malicious releases are found and pulled in a week.",
    instead: "`cooldown: { default-days: 7 }`",
    severity: .medium, cwe: 1357, risks: .dependencyChain)

  /// Days to wait, and what Dependabot waits where nothing is said.
  private static let wanted = 7
  private static let preset = 3

  static func inspect(_ file: DependabotFile, _ out: inout PipelineFindings) {
    for update in file.updates {
      let cooldown = update.entry("cooldown")
      let days = cooldown?.value.entry("default-days")
      guard days?.value.int ?? preset < wanted else { continue }
      let grip = update.entry("package-ecosystem")?.range ?? update.range
      out.report(
        rule, .medium, "waits less than \(wanted) days",
        at: .init((days ?? cooldown)?.range ?? grip, "too short"),
        related: [.init(grip, "this update")])
    }
  }
}
