import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions and workflows of repositories that their owners have archived.
///
/// *Why it matters.* Nobody mends what is found in them.
///
/// *Example.* `uses: actions/setup-ruby@v1` *Instead.* What the repository names as its successor.
enum ArchivedUses: RepositoryUseAudit {
  static let rule = PipelineRule(
    id: "archived-action", aliases: ["archived-uses"],
    title: "an action's repository is archived",
    why: "Nobody mends what is found in them.",
    instead: "What the repository names as its successor.",
    severity: .medium, cwe: 1104, risks: .dependencyChain, .thirdParties)

  static func inspect(
    _ reference: RepositoryReference, at range: ByteRange, _ grip: ByteRange,
    _ out: inout PipelineFindings
  ) {
    guard KnownRepositories.archived.contains(reference.slug) else { return }
    let slug = ByteRange(range.lower, min(range.upper, range.lower + reference.slugLength))
    out.report(
      rule, .medium, "\(reference.slug) is archived", at: .init(slug, "nobody maintains this"),
      related: [.init(grip, "used here")])
  }
}
