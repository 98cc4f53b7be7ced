import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Features better left alone: `shell: cmd`, shells nobody can read, `pip-install` of
/// `actions/setup-python`.
///
/// *Why it matters.* No tool can look into such scripts, and global installs differ by runner.
///
/// *Example.* `shell: cmd` *Instead.* `shell: pwsh`; a virtual environment.
enum Misfeature: GitHubAudit {
  static let rule = PipelineRule(
    id: "unanalysable-feature", aliases: ["misfeature"],
    title: "a feature is used that defeats analysis",
    why: "No tool can look into such scripts, and global installs differ by runner.",
    instead: "`shell: pwsh`; a virtual environment.",
    severity: .low, cwe: 676, risks: .configuration)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    if let reference = step.reference?.repository, reference.isAction("actions/setup-python"),
      let range = step.inputRange("pip-install")
    {
      out.report(
        rule, .low, "packages go into the runner's own Python",
        at: .init(range, "installs globally"), related: [.init(step.referenceRange, "this action")])
    }
    guard step.step.script != nil, let shell = step.shell else { return }
    switch shell {
    case "bash", "pwsh", "python", "sh", "powershell": break
    case "cmd", "cmd.exe":
      out.report(
        rule, .low, "scripts of cmd cannot be analysed", at: .init(shellRange(step), "set here"),
        related: [.init(step.grip, "this step")])
    default:
      out.report(
        rule, .low, .high, .auditor, "GitHub does not know the shell",
        at: .init(shellRange(step), "set here"), related: [.init(step.runRange, "runs this")])
    }
  }

  private static func shellRange(_ step: StepView) -> ByteRange {
    if let entry = step.step.node.entry("shell") { return entry.range }
    let defaults = step.job?.node ?? step.document?.root
    for root in [defaults, step.document?.root] {
      if let entry = root?["defaults"]?["run"]?.entry("shell") { return entry.range }
    }
    return step.job?.range(of: "runs-on") ?? step.range
  }
}
