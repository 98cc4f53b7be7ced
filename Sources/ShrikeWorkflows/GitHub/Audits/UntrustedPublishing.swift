import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Packages published with a password or token where the registry can trust the
/// pipeline itself.
///
/// *Why it matters.* A token can be stolen and used for years; trusted publishing has none.
///
/// *Example.* `run: twine upload dist/*`
///
/// *Instead.* `permissions: { id-token: write }` and `uses: pypa/gh-action-pypi-publish@…`
enum UntrustedPublishing: GitHubAudit {
  static let rule = PipelineRule(
    id: "publishing-by-token", aliases: ["use-trusted-publishing"],
    title: "a package is published with a token",
    why: "A token can be stolen and used for years; trusted publishing has none.",
    instead: "`permissions: { id-token: write }` and `uses: pypa/gh-action-pypi-publish@…`",
    severity: .info, cwe: 522, risks: .credentials)

  private static let pypi = ["https://upload.pypi.org/legacy/", "https://test.pypi.org/legacy/"]
  private static let npm = ["https://registry.npmjs.org", "https://registry.npmjs.org/"]

  private static let actions: [(action: String, control: ActionControl, input: String)] = [
    (
      "pypa/gh-action-pypi-publish",
      .all([
        .input("password", .text, preset: false),
        .input("repository-url", .oneOf(pypi), preset: true),
        .input("repository_url", .oneOf(pypi), preset: true),
      ]), "password"
    ),
    (
      "rubygems/release-gem", .not(.input("setup-trusted-publisher", .flag, preset: true)),
      "setup-trusted-publisher"
    ),
    (
      "rubygems/configure-rubygems-credentials",
      .all([
        .input("api-token", .text, preset: false),
        .input("gem-server", .oneOf(["https://rubygems.org"]), preset: true),
      ]), "api-token"
    ),
    (
      "actions/setup-node",
      .all([
        .input("registry-url", .oneOf(npm), preset: true),
        .input("always-auth", .flag, preset: false),
      ]), "always-auth"
    ),
  ]

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    if let action = step.step.action, let reference = step.reference?.repository {
      guard let known = actions.first(where: { reference.isAction($0.action) }),
        step.hasOpaqueInputs || known.control.verdict(action, reference) != .no
      else { return }
      out.report(
        rule, .info, "a password or token is used", at: .init(step.usesRange, "this step"),
        related: step.inputRange(known.input).map { [.init($0, "instead of trusted publishing")] }
          ?? [], within: step.range)
    } else if let script = step.step.script, let workflow = step.workflow,
      !hasIdentity(step.job, workflow)
    {
      for command in step.commands where publishes(command) {
        out.report(
          rule, .info, "a password or token is used",
          at: .init(script.text.site(command.range, in: out.document), "this command"),
          related: [.init(script.key.range, "in this script")], within: step.range)
      }
    }
  }

  /// `id-token: write`, by which the registry knows the pipeline.
  private static func hasIdentity(_ job: Job?, _ workflow: Workflow) -> Bool {
    guard let permissions = job?.permissions ?? workflow.permissions else { return false }
    return permissions.all?.value == "write-all"
      || permissions.scopes.contains { $0.name.value == "id-token" && $0.value.value == "write" }
  }

  private static func publishes(_ command: ScriptCommand) -> Bool {
    var words = command.arguments.map(\.text)[...]
    /// Goes on after the next of these words.
    func skip(to wanted: String...) -> String? {
      guard let index = words.firstIndex(where: { wanted.contains($0) }) else { return nil }
      defer { words = words[(index + 1)...] }
      return words[index]
    }
    func skip(toPrefix prefix: String) -> Bool {
      guard let index = words.firstIndex(where: { $0.hasPrefix(prefix) }) else { return false }
      words = words[(index + 1)...]
      return true
    }
    func isReal(_ dry: String...) -> Bool { !words.contains { dry.contains($0) } }
    switch command.name {
    case "cargo": return skip(to: "publish") != nil && isReal("--dry-run", "-n")
    case "uv":
      switch skip(to: "publish", "run") {
      case "publish": return isReal("--dry-run")
      case "run": return skip(to: "twine") != nil && skip(to: "upload") != nil
      default: return false
      }
    case "uvx": return skip(toPrefix: "twine") && skip(to: "upload") != nil
    case "hatch", "pdm": return skip(to: "publish") != nil
    case "poetry", "npm", "pnpm", "bun": return skip(to: "publish") != nil && isReal("--dry-run")
    case "twine": return skip(to: "upload") != nil
    case "pipx":
      return skip(to: "run") != nil && skip(toPrefix: "twine") && skip(to: "upload") != nil
    case "gem", "nuget", "nuget.exe": return skip(to: "push") != nil
    case "bundle":
      return skip(to: "exec") != nil && skip(to: "gem") != nil && skip(to: "push") != nil
    case "yarn":
      switch skip(to: "publish", "npm") {
      case "publish": return true
      case "npm": return skip(to: "publish") != nil && isReal("--dry-run", "-n")
      default: return false
      }
    case "bunx":
      guard let index = words.firstIndex(where: { $0 == "npm" || $0.hasPrefix("npm@") }) else {
        return false
      }
      words = words[(index + 1)...]
      return skip(to: "publish") != nil && isReal("--dry-run")
    case "dotnet": return skip(to: "nuget") != nil && skip(to: "push") != nil
    case let name where name.hasPrefix("python"):
      return skip(to: "-m") != nil && skip(to: "twine") != nil && skip(to: "upload") != nil
    default: return false
    }
  }
}
