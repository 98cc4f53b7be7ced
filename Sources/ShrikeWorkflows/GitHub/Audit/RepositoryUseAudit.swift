import ShrikeText

/// An audit of the repositories whose actions and workflows are used, wherever that is.
protocol RepositoryUseAudit: GitHubAudit {
  /// - Parameters:
  ///   - range: where the reference stands.
  ///   - grip: the step or job that uses it.
  static func inspect(
    _ reference: RepositoryReference, at range: ByteRange, _ grip: ByteRange,
    _ out: inout PipelineFindings)
}

extension RepositoryUseAudit {
  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository else { return }
    inspect(reference, at: step.referenceRange, step.grip, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard let call = job.call, let reference = ActionReference(call.uses.value).repository else {
      return
    }
    let whole = ByteRange(0, call.uses.value.utf8.count)
    inspect(reference, at: call.uses.place(whole), job.grip, &out)
  }
}
