import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Tokens of GitHub Apps that may do more, or live longer, than the job needs.
///
/// *Why it matters.* Such a token reaches every repository the app is installed in.
///
/// *Example.* `uses: actions/create-github-app-token@… with: { owner: acme }`
///
/// *Instead.* Name `repositories` and at least one `permission-…`; let the token be revoked.
enum GitHubAppTokens: GitHubAudit {
  static let rule = PipelineRule(
    id: "broad-app-token", aliases: ["github-app"], title: "a GitHub App's token may do too much",
    why: "Such a token reaches every repository the app is installed in.",
    instead: "Name `repositories` and at least one `permission-…`; let the token be revoked.",
    severity: .high, cwe: 250, risks: .credentials, .identity)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository,
      reference.isAction("actions/create-github-app-token"), !step.hasOpaqueInputs,
      let action = step.step.action
    else { return }
    let uses = PipelineFinding.Site(step.referenceRange, "the token is made here")
    if let input = action["skip-token-revoke"] {
      let isExpression = input.value.isExpression
      if isExpression || ["true", "True", "TRUE"].contains(input.value.value) {
        out.report(
          rule, .high, isExpression ? .low : .high, .regular, "the token outlives the job",
          at: .init(input.range, "not revoked"), related: [uses])
      }
    }
    let permissions = action.inputs.map(\.id).filter { $0.hasPrefix("permission-") }
    if let owner = action["owner"], action["repositories"] == nil,
      permissions.isEmpty || !permissions.allSatisfy(isOfOrganization)
    {
      out.report(
        rule, .high, "the token reaches all repositories of the owner",
        at: .init(owner.range, "without \"repositories\""), related: [uses])
    }
    if permissions.isEmpty {
      out.report(rule, .high, "the token has all rights of the app", at: uses)
    }
  }

  /// Rights that have nothing to do with repositories.
  private static func isOfOrganization(_ permission: String) -> Bool {
    permission.hasPrefix("permission-organization-") || permission == "permission-members"
      || permission.hasSuffix("custom-properties-for-organizations")
  }
}
