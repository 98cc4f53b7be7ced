import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Tokens and passwords that a script prints, and commands that print all variables.
///
/// *Why it matters.* Logs are kept, and shown to more people than the secret was meant for. GitLab masks only
/// what it knows to be one, and only as it is, not in base64.
///
/// *Example.* `script: [echo $CI_JOB_TOKEN]` *Instead.* Hand it on by a pipe or a file, or not at all.
enum GitLabPrintedToken: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-printed-token", title: "a token goes to the log",
    why:
      "Logs are kept, and shown to more people than the secret was meant for. GitLab masks only what "
      + "it knows to be one, and only as it is.",
    instead: "Hand it on by a pipe or a file, or not at all.",
    severity: .medium, cwe: 532, risks: .credentials, .visibility)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    // A secret's variable mostly holds the name of a file.
    let secrets = settings.secrets.filter { $0.value["file"]?.bool == false }
    let names = Set(settings.identityTokens.map(\.name) + secrets.map(\.name))
    for script in settings.scripts {
      for command in script.script.pipelineCommands {
        let call = command.call
        guard call.position == call.pipelineCount - 1, !call.isNested, !writesFile(call) else {
          continue
        }
        switch command.name {
        case "echo", "printf":
          for word in command.words.dropFirst() {
            guard let (name, range) = secret(in: word.parts, names) else { continue }
            out.report(rule, .medium, "\(name) goes to the log", at: .init(range, "printed here"))
          }
        case "printenv", "env":
          // Behind `env` stands a command.
          guard command.words.count == 1 else { continue }
          out.report(
            rule, .low, .medium, .regular, "all variables go to the log",
            at: .init(call.range, "prints every variable"))
        default: break
        }
      }
    }
  }

  private static func writesFile(_ call: ShellCall) -> Bool {
    call.redirections.contains { redirection in
      switch redirection.operator {
      case .output, .append, .clobber, .outputAndError, .appendOutputAndError:
        redirection.descriptor.map { $0 == 1 } ?? true
      default: false
      }
    }
  }

  private static func secret(
    in parts: [ShellPart], _ names: Set<String>
  ) -> (name: String, range: ByteRange)? {
    for part in parts {
      switch part.kind {
      case .parameter(let parameter):
        // `${A:+set}` and `${#A}` tell only whether there is one.
        guard !parameter.isLength, !(parameter.operator?.hasSuffix("+") ?? false) else { continue }
        if names.contains(parameter.name) || SecretVariables.isNamedSecret(parameter.name) {
          return (parameter.name, part.range)
        }
      case .doubleQuoted(let inner):
        if let found = secret(in: inner, names) { return found }
      default: continue
      }
    }
    return nil
  }
}
