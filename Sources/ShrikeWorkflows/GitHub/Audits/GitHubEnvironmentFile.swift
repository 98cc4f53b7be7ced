import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Scripts that write what they did not write themselves into `$GITHUB_ENV` or
/// `$GITHUB_PATH`, in workflows that strangers can start, and in actions.
///
/// *Why it matters.* A line break in the value sets `LD_PRELOAD` or another variable that runs code in
/// the next step.
///
/// *Example.* `run: echo "TITLE=$TITLE" >> $GITHUB_ENV` *Instead.* `$GITHUB_OUTPUT`.
enum GitHubEnvironmentFile: GitHubAudit {
  static let rule = PipelineRule(
    id: "environment-file-injection", aliases: ["github-env"],
    title: "a foreign value is written to the environment file",
    why:
      "A line break in the value sets `LD_PRELOAD` or another variable that runs code in "
      + "the next step.",
    instead: "`$GITHUB_OUTPUT`.",
    severity: .high, cwe: 454, 94, risks: .poisonedPipeline)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let script = step.step.script else { return }
    if let workflow = step.workflow, workflow.trigger("pull_request_target") == nil,
      workflow.trigger("workflow_run") == nil
    {
      return
    }
    let value = script.text.value
    guard value.contains(caseless: "GITHUB_ENV") || value.contains(caseless: "GITHUB_PATH") else {
      return
    }
    let count: Int
    switch step.shell ?? "bash" {
    case "bash", "sh", "zsh": count = step.commands.count { writesPosix($0) }
    case "pwsh", "powershell": count = step.commands.count { writesPower($0) }
    case "cmd": count = value.split(separator: "\n").count { writesCmd($0) }
    default: count = 0
    }
    for _ in 0..<count {
      out.report(
        rule, .high, .low, .regular, "what is written may set any variable",
        at: .init(step.runRange, "writes to the environment file"))
    }
  }

  private static func isFile(_ word: ScriptCommand.Word) -> Bool {
    let text = word.text
    if text == "$GITHUB_ENV" || text == "$GITHUB_PATH" { return true }
    if text == "${GITHUB_ENV}" || text == "${GITHUB_PATH}" { return true }
    guard text.hasPrefix("\""), text.hasSuffix("\"") else { return false }
    return ["$GITHUB_ENV", "$GITHUB_PATH"].contains { name in
      text.ranges(of: name).contains { place in
        let next = text.utf8[place.upperBound]
        return !isWordPart(next) || next == UInt8(ascii: "-")
      }
    } || text.contains("${GITHUB_ENV}") || text.contains("${GITHUB_PATH}")
  }

  private static func writesPosix(_ command: ScriptCommand) -> Bool {
    if command.targets.contains(where: isFile) {
      guard command.name == "echo" || command.name == "printf" else { return true }
      return command.arguments.contains { $0.kind == .computed }
    }
    return command.isPiped && command.name.contains("tee")
      && command.arguments.contains(where: isFile)
  }

  private static func isPowerFile(_ word: ScriptCommand.Word) -> Bool {
    let text = word.text.lowercased()
    return text.contains("env:github_env") || text.contains("env:github_path")
  }

  private static func writesPower(_ command: ScriptCommand) -> Bool {
    if command.targets.contains(where: isPowerFile) { return true }
    let name = command.name.lowercased()
    return ["out-file", "add-content", "set-content", "tee-object"].contains { name.contains($0) }
      && command.arguments.contains(where: isPowerFile)
  }

  /// `… >> "%GITHUB_ENV%"`
  private static func writesCmd(_ line: Substring) -> Bool {
    let text = line.lowercased().filter { $0 != " " && $0 != "\"" && $0 != "\t" }
    guard !text.hasPrefix(">") else { return false }
    return text.contains(">%github_env%") || text.contains(">%github_path%")
  }
}
