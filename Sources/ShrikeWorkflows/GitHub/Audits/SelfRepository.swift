import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions and workflows of the same repository named by `./`.
///
/// *Why it matters.* `./` is what lies in the work tree, which a checkout of something else replaces; `$/`
/// is the repository at the commit of the workflow.
///
/// *Example.* `uses: ./.github/actions/build` *Instead.* `uses: $/.github/actions/build`
enum SelfRepository: GitHubAudit {
  static let rule = PipelineRule(
    id: "work-tree-action", aliases: ["self-repository"],
    title: "an action is taken from the work tree",
    why:
      "`./` is what lies in the work tree, which a checkout of something else replaces; "
      + "`$/` is the repository at the commit of the workflow.",
    instead: "`uses: $/.github/actions/build`",
    severity: .low, cwe: 829, risks: .poisonedPipeline)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard case .local(let path)? = step.reference, path.hasPrefix("./") else { return }
    out.report(
      rule, .low, "whatever lies in the work tree is run", at: .init(step.referenceRange, "use $/"),
      related: [.init(step.grip, "this step")])
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard let call = job.call, call.uses.value.hasPrefix("./") else { return }
    out.report(
      rule, .low, "the workflow is named by a path in the work tree",
      at: .init(call.uses.place(ByteRange(0, call.uses.value.utf8.count)), "use $/"),
      related: [.init(job.grip, "this job")])
  }
}
