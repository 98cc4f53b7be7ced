import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions and workflows named by a branch or a tag.
///
/// *Why it matters.* Whoever owns the repository, or breaks into it, moves the tag and runs in your pipeline.
///
/// *Example.* `uses: actions/checkout@v4`
///
/// *Instead.* `uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2`
enum UnpinnedUses: GitHubAudit {
  static let rule = PipelineRule(
    id: "unpinned-action", aliases: ["unpinned-uses"], title: "an action's version can be moved",
    why:
      "Whoever owns the repository, or breaks into it, moves the tag and runs in your "
      + "pipeline.",
    instead: "`uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2`",
    severity: .high, cwe: 829, risks: .dependencyChain, .thirdParties)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository else { return }
    check(reference, step.referenceRange, step.range, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard let call = job.call, let reference = ActionReference(call.uses.value).repository else {
      return
    }
    let range = call.uses.place(ByteRange(0, call.uses.value.utf8.count))
    check(reference, range, job.range, &out)
  }

  private static func check(
    _ reference: RepositoryReference, _ range: ByteRange, _ whole: ByteRange,
    _ out: inout PipelineFindings
  ) {
    guard !reference.isHash, reference.version != nil else { return }
    out.report(
      rule, .high, "the version is no hash", at: .init(range, "can be moved"), within: whole)
  }
}
