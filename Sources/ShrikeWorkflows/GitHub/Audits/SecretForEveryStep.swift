import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Secrets in the environment of a whole workflow, or of a job that runs foreign actions.
///
/// *Why it matters.* Every step gets them, also the action of somebody else that needs none.
///
/// *Example.* `env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }` at the top of the workflow
///
/// *Instead.* The same `env` on the one step that publishes.
enum SecretForEveryStep: GitHubAudit {
  static let rule = PipelineRule(
    id: "secret-for-every-step", title: "every step gets a secret",
    why: "Every step gets it, also the action of somebody else that needs none.",
    instead: "The same `env` on the one step that needs it.",
    severity: .medium, cwe: 668, risks: .credentials)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    let steps = (workflow.jobs ?? []).flatMap { $0.steps ?? [] }
    guard steps.count > 1 else { return }
    check(workflow.variables, foreign(steps), "every job gets", &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard let steps = job.steps, steps.count > 1, let foreign = foreign(steps) else { return }
    check(job.variables, foreign, "every step gets", &out)
  }

  private static func check(
    _ variables: Variables?, _ foreign: PipelineFinding.Site?, _ who: String,
    _ out: inout PipelineFindings
  ) {
    for entry in variables?.entries ?? [] {
      let paths = entry.value.interpolations.compactMap(\.expression).flatMap(\.flowingPaths)
      let isSecret = paths.contains { path, _ in
        path.head == "secrets" && path.onlyName?.lowercased() != "github_token"
      }
      guard isSecret else { continue }
      out.report(
        rule, foreign == nil ? .low : .medium, .medium, foreign == nil ? .pedantic : .regular,
        "\(who) \(entry.name.value)", at: .init(entry.range, "given to all of them"),
        related: foreign.map { [$0] } ?? [])
    }
  }

  /// The first action of somebody else.
  private static func foreign(_ steps: [Step]) -> PipelineFinding.Site? {
    for step in steps {
      guard let action = step.action,
        let reference = ActionReference(String(action.uses.value.trimmed)).repository,
        !["actions", "github"].contains(reference.owner.lowercased())
      else { continue }
      return .init(action.uses.node.range, "this foreign action, too")
    }
    return nil
  }
}
