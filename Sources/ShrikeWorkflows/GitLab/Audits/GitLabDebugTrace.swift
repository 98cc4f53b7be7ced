import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Pipelines that trace every command with all values.
///
/// *Why it matters.* The log then shows every variable, those that are secrets too.
///
/// *Example.* `variables: { CI_DEBUG_TRACE: "true" }` *Instead.* Set it for one run, and delete its log.
enum GitLabDebugTrace: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-debug-trace", title: "every value is traced to the log",
    why: "The log then shows every variable, those that are secrets too.",
    instead: "Set it for one run by hand, and delete its log.",
    severity: .high, cwe: 532, risks: .credentials, .visibility)

  private static let names: Set<String> = ["CI_DEBUG_TRACE", "CI_DEBUG_SERVICES"]

  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings) {
    check(pipeline.variables, &out)
    for rule in pipeline.workflow?.rules ?? [] {
      check(GitLabVariable.all(in: rule.node["variables"]), &out)
    }
  }

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    check(settings.variables, &out)
    for rule in settings.value("rules").map({ GitLabRule.all(in: $0) }) ?? [] {
      check(GitLabVariable.all(in: rule.node["variables"]), &out)
    }
    for script in settings.scripts {
      for command in script.script.pipelineCommands where command.name == "export" {
        for word in command.words.dropFirst() {
          guard let text = word.literal, names.contains(where: { isOn(text, $0) }) else { continue }
          report(word.range, nil, &out)
        }
      }
    }
  }

  private static func isOn(_ text: String, _ name: String) -> Bool {
    text.hasPrefix(name + "=")
      && ["true", "1"].contains(text.dropFirst(name.count + 1).lowercased())
  }

  private static func check(_ variables: [GitLabVariable], _ out: inout PipelineFindings) {
    for variable in variables where names.contains(variable.name) {
      guard let value = variable.value, let text = value.text,
        ["true", "1", "yes"].contains(text.lowercased())
      else { continue }
      report(
        variable.range, Fix("turn tracing off", [.init(value.range, "\"false\"")]), &out)
    }
  }

  private static func report(_ range: ByteRange, _ fix: Fix?, _ out: inout PipelineFindings) {
    out.report(
      rule, .high, "the log shows every variable", at: .init(range, "traces everything"), fix: fix)
  }
}
