import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Workflows whose runs pile up: no `concurrency`, or one that never cancels.
///
/// *Why it matters.* Whoever can push can start as many runs as they like.
///
/// *Example.* `concurrency: ci`
///
/// *Instead.* `concurrency: { group: "${{ github.workflow }}-${{ github.ref }}", cancel-in-progress: true }`
enum ConcurrencyLimits: GitHubAudit {
  static let rule = PipelineRule(
    id: "unlimited-concurrency", aliases: ["concurrency-limits"],
    title: "nothing limits how many runs there are at once",
    why: "Whoever can push can start as many runs as they like.",
    instead:
      "`concurrency: { group: \"${{ github.workflow }}-${{ github.ref }}\", "
      + "cancel-in-progress: true }`",
    severity: .low, cwe: 400, risks: .configuration)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    // A reusable workflow is its caller's business.
    guard !workflow.isReusableOnly, let on = workflow.onRange else { return }
    if let concurrency = workflow.concurrency {
      guard concurrency.node.isScalar else { return }
      let range = ByteRange(concurrency.key.range.lower, concurrency.node.range.upper)
      out.report(
        rule, .low, .high, .pedantic, "earlier runs are not cancelled",
        at: .init(range, "has no cancel-in-progress"))
      return
    }
    let jobs = (workflow.jobs ?? []).filter { !$0.isCall && !$0.condition.isNever }
    let bare = jobs.filter { $0.concurrency?.node.isScalar ?? false }
    if !bare.isEmpty {
      out.report(
        rule, .low, .high, .pedantic, "earlier runs are not cancelled",
        at: .init(on, "these events start runs"),
        related: bare.map { .init($0.range(of: "concurrency"), "has no cancel-in-progress") })
    }
    let free = jobs.filter { $0.concurrency == nil }
    if !free.isEmpty {
      out.report(
        rule, .low, .high, .pedantic, "nothing limits how many runs there are at once",
        at: .init(on, "these events start runs"),
        related: free.map { .init($0.grip, "this job") })
    }
  }
}
