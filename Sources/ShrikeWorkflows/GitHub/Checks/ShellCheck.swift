import ShrikeFormats

/// *What it finds.* Shells that the runner does not have.
/// *Why it matters.* The step fails before its first command.
extension WorkflowCheck {
  mutating func checkShell(_ shell: Text?, on platform: Platform) {
    guard let shell, !shell.value.contains("{0}"), !shell.hasExpression else { return }
    guard !platform.shells.contains(shell.lowercased) else { return }
    problems.report(
      .shellName, shell.node,
      "there is no shell \"\(shell.value)\"\(platform.note); these are: \(platform.shells.joined(separator: ", "))"
    )
  }
}

/// What can be told of a runner by its labels.
enum Platform {
  case any, unix, windows

  init(_ runner: Runner) {
    var found = Platform.any
    for label in runner.labels {
      let name = label.lowercased
      let platform: Platform
      if name.hasPrefix("windows-") || name == "windows" {
        platform = .windows
      } else if name.hasPrefix("macos-") || name.hasPrefix("ubuntu-") || name == "macos"
        || name == "linux"
      {
        platform = .unix
      } else {
        continue
      }
      guard found == .any || found == platform else {
        self = .any
        return
      }
      found = platform
    }
    self = found
  }

  /// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
  var shells: [String] {
    switch self {
    case .any: ["bash", "cmd", "powershell", "pwsh", "python", "sh"]
    case .unix: ["bash", "pwsh", "python", "sh"]
    case .windows: ["bash", "cmd", "powershell", "pwsh", "python"]
    }
  }

  var note: String {
    switch self {
    case .any: ""
    case .unix: " on Linux and macOS"
    case .windows: " on Windows"
    }
  }
}
