import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Conditions that ask for a secret.
///
/// *Why it matters.* Conditions know no secrets: the comparison is one with nothing. A step that should only run
/// without the secret, or only with it, does the wrong thing.
///
/// *Example.* `if: secrets.DEPLOY_KEY != ''`
///
/// *Instead.* `env: { HAS_KEY: "${{ secrets.DEPLOY_KEY != '' }}" }` on the job and `if: env.HAS_KEY == 'true'`
enum SecretInCondition: GitHubAudit {
  static let rule = PipelineRule(
    id: "secret-in-condition", title: "a condition asks for a secret",
    why:
      "Conditions know no secrets: the comparison is one with nothing. A step that should only run "
      + "without the secret, or only with it, does the wrong thing.",
    instead:
      "`env: { HAS_KEY: \"${{ secrets.DEPLOY_KEY != '' }}\" }` on the job and "
      + "`if: env.HAS_KEY == 'true'`",
    severity: .medium, cwe: 670, risks: .flowControl)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    check(job.condition, &out)
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    check(step.step.condition, &out)
  }

  private static func check(_ condition: Text?, _ out: inout PipelineFindings) {
    guard let condition, let (expression, number) = condition.asCondition else { return }
    for (path, place) in expression.allPaths where path.head == "secrets" {
      out.report(
        rule, .medium, "the secret is always empty here",
        at: .init(
          condition.conditionSite(place.range, number, out.document), "conditions know no secrets"))
    }
  }
}
