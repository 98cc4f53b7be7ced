import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Variables that hold what strangers write, and that a script takes for code or leaves without
/// quotes.
///
/// *Why it matters.* Handing a value over as a variable helps only where the shell takes it for a text. `eval`
/// and `sh -c` make a program of it again.
///
/// *Example.* `env: { TITLE: "${{ github.event.issue.title }}" }` and `run: sh -c "echo $TITLE"`
///
/// *Instead.* `run: echo "$TITLE"`
enum VariableRunAsCode: GitHubAudit {
  static let rule = PipelineRule(
    id: "foreign-variable-as-code", title: "a script runs what strangers write into a variable",
    why:
      "Handing a value over as a variable helps only where the shell takes it for a text. `eval` and "
      + "`sh -c` make a program of it again.",
    instead: "`run: echo \"$TITLE\"`, in quotes and without `eval` or `sh -c`",
    severity: .high, cwe: 78, 88, risks: .poisonedPipeline)

  /// Names of branches hold no blanks, so quotes do not matter.
  private static let names: Set<String> = [
    "github.head_ref", "github.event.pull_request.head.ref",
    "github.event.pull_request.head.label",
    "github.event.pull_request.head.repo.default_branch",
  ]

  private static let paths = UntrustedInputs.paths.map { "github.\($0)" }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let script = step.step.script, let shell = step.shellScript else { return }
    var texts: Set<String> = []
    var names: Set<String> = ["GITHUB_HEAD_REF"]
    // The nearest one wins.
    var seen: Set<String> = []
    for variables in [step.step.variables, step.job?.variables, step.workflow?.variables] {
      for entry in variables?.entries ?? [] where seen.insert(entry.name.value).inserted {
        for expression in entry.value.interpolations.compactMap(\.expression) {
          for (path, _) in expression.flowingPaths {
            guard let pattern = Self.paths.first(where: { path.matches($0) }) else { continue }
            if Self.names.contains(pattern) {
              names.insert(entry.name.value)
            } else {
              texts.insert(entry.name.value)
            }
          }
        }
      }
    }
    var textFlow = VariableFlow(texts)
    _ = textFlow.uses(in: shell)
    var flow = VariableFlow(texts.union(names))
    for use in flow.uses(in: shell) {
      let site = script.text.site(use.range, in: out.document)
      switch use.kind {
      case .code(let command):
        out.report(
          rule, .high, "\(command) runs what strangers write into \(use.name)",
          at: .init(site, "becomes code"), related: [.init(script.key.range, "in this script")],
          within: step.range)
      case .arguments(let command) where textFlow.foreign.contains(use.name):
        out.report(
          rule, .medium, .medium, .regular,
          "\(use.name) without quotes makes further arguments of \(command)",
          at: .init(site, "not quoted"), related: [.init(script.key.range, "in this script")],
          within: step.range, fix: quoting(use, script.text))
      case .arguments: break
      }
    }
  }

  private static func quoting(_ use: VariableUse, _ text: Text) -> Fix? {
    guard text.node.isLiteral || text.node.contentRange != nil && !text.node.isQuoted else {
      return nil
    }
    let place = text.place(use.range)
    return Fix(
      "quote \(use.name)",
      [
        .init(ByteRange(place.lower, place.lower), "\""),
        .init(ByteRange(place.upper, place.upper), "\""),
      ])
  }
}
