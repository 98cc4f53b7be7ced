import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Updates that Dependabot proposes within days of a release.
///
/// *Why it matters.* Most malicious releases are found and pulled in a week.
///
/// *Example.* `updates: [{ package-ecosystem: pip, … }]` *Instead.* `cooldown: { default-days: 7 }`
enum DependabotCooldown: GitHubAudit {
  static let rule = GitHubRule(
    id: "update-without-cooldown", aliases: ["dependabot-cooldown"],
    title: "updates are proposed as soon as they are released")

  /// Days to wait, and what Dependabot waits where nothing is said.
  private static let wanted = 7
  private static let preset = 3

  static func inspect(_ file: DependabotFile, _ out: inout GitHubFindings) {
    for update in file.updates {
      let cooldown = update.entry("cooldown")
      let days = cooldown?.value.entry("default-days")
      guard days?.value.int ?? preset < wanted else { continue }
      let grip = update.entry("package-ecosystem")?.range ?? update.range
      out.report(
        rule, .medium, "waits less than \(wanted) days",
        at: .init((days ?? cooldown)?.range ?? grip, "too short"), related: [.init(grip, "this update")])
    }
  }
}

/// *What it finds.* Updates during which Dependabot runs code of the packages.
///
/// *Why it matters.* That code runs with the registry's credentials.
///
/// *Example.* `insecure-external-code-execution: allow` *Instead.* `deny`, or leave it out.
enum DependabotExecution: GitHubAudit {
  static let rule = GitHubRule(
    id: "update-runs-foreign-code", aliases: ["dependabot-execution"],
    title: "Dependabot runs code of the packages it updates")

  static func inspect(_ file: DependabotFile, _ out: inout GitHubFindings) {
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
