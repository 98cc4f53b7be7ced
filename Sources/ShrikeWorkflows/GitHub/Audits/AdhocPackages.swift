import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Packages that a script installs by name: `npm install left-pad`, `gem install rake`.
///
/// *Why it matters.* No lock file says which bytes that is, so whoever takes over the package runs in the
/// pipeline with its secrets.
///
/// *Example.* `run: gem install rake`
///
/// *Instead.* A manifest with a lock file: `npm ci`, `bundle install`.
enum AdhocPackages: GitHubAudit {
  static let rule = PipelineRule(
    id: "package-outside-lockfile", aliases: ["adhoc-packages"],
    title: "a package is installed outside of a lock file",
    why:
      "No lock file says which bytes that is, so whoever takes over the package runs in the "
      + "pipeline with its secrets.",
    instead: "A manifest with a lock file: `npm ci`, `bundle install`.",
    severity: .low, cwe: 829, risks: .dependencyChain)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let script = step.step.script else { return }
    for command in step.commands where installs(command) {
      out.report(
        rule, .low, "installs a package that no lock file pins",
        at: .init(script.text.site(command.range, in: out.document), "this command"),
        related: [.init(script.key.range, "in this script")], within: step.range)
    }
  }

  private static func installs(_ command: ScriptCommand) -> Bool {
    let words = command.arguments.map(\.text)
    let verbs: Set<String>
    switch command.name {
    case "gem": verbs = ["install", "i"]
    case "bundle", "yarn", "pnpm": verbs = ["add"]
    case "npm":
      // npm takes its verb first, and many spellings of it.
      verbs = [
        "install", "i", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal",
        "isntall", "add",
      ]
      guard let verb = words.first(where: { !$0.hasPrefix("-") }), verbs.contains(verb) else {
        return false
      }
    default: return false
    }
    guard let verb = words.firstIndex(where: { verbs.contains($0) }) else { return false }
    return words[(verb + 1)...].contains { !$0.hasPrefix("-") }
  }
}
