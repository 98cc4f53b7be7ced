import ShrikeFormats
import ShrikeText

/// *What it finds.* Calls of reusable workflows in a form GitHub cannot read, and inputs and secrets
/// that do not fit what the called workflow of this repository takes.
extension WorkflowCheck {
  mutating func checkCall(_ job: Job) {
    guard let call = job.call, !call.uses.isEmpty, !call.uses.hasExpression else { return }
    let spec = call.uses.value
    if spec.hasPrefix("./"), spec.utf8.count > 2, !spec.contains("@") {
      if let interface = localWorkflow(call.uses, .workflowCall) { check(call, interface) }
      return
    }
    // `$/` is this repository at the workflow's own commit.
    if isRemoteWorkflow(spec) || spec.hasPrefix("$/") { return }
    if spec.hasPrefix("./") { localWorkflows[spec] = .some(nil) }
    problems.report(
      .workflowCall, call.uses.node,
      "a workflow is called as owner/name/path/file.yml@version or as ./path/file.yml")
  }

  private func isRemoteWorkflow(_ spec: String) -> Bool {
    guard !spec.hasPrefix(".") else { return false }
    let parts = spec.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty,
      let at = parts[2].firstIndex(of: "@")
    else { return false }
    return at > parts[2].startIndex && parts[2].index(after: at) < parts[2].endIndex
  }

  /// The interface of a workflow of this repository. What is wrong with it is told once.
  mutating func localWorkflow(_ uses: Text, _ kind: GitHubProblem.Kind) -> CallInterface? {
    let spec = uses.value
    guard let project, spec.hasPrefix("./"), !uses.hasExpression else { return nil }
    if let known = localWorkflows[spec] { return known }
    localWorkflows[spec] = .some(nil)
    let path = normalizedPath(spec)
    guard let bytes = project.read(path) else {
      problems.report(kind, uses.node, "\(path) cannot be read")
      return nil
    }
    guard let called = WorkflowReader.read(bytes, file: path).0 else {
      problems.report(kind, uses.node, "\(path) is no YAML")
      return nil
    }
    guard let interface = called.triggers?.lazy.compactMap(\.call).first else {
      problems.report(kind, uses.node, "\(path) is not started by workflow_call")
      return nil
    }
    localWorkflows[spec] = interface
    return interface
  }

  private mutating func check(_ call: WorkflowCall, _ interface: CallInterface) {
    let node = call.uses.node
    for input in interface.inputs where input.isRequired && input.preset == nil {
      if !call.inputs.contains(where: { $0.id == input.id }) {
        problems.report(
          .workflowCall, node, "the called workflow requires the input \"\(input.name.value)\"")
      }
    }
    for input in call.inputs where !interface.inputs.contains(where: { $0.id == input.id }) {
      let hint = suggestion(for: input.name.value, among: interface.inputs.map(\.name.value))
      problems.report(
        .workflowCall, input.name.node,
        "the called workflow has no input \"\(input.name.value)\""
          + (hint.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    guard call.inheritedSecrets == nil else { return }
    let secrets = interface.secrets ?? []
    for secret in secrets where secret.required?.value ?? false {
      if !call.secrets.contains(where: { $0.id == secret.id }) {
        problems.report(
          .workflowCall, node, "the called workflow requires the secret \"\(secret.name.value)\"")
      }
    }
    for secret in call.secrets where !secrets.contains(where: { $0.id == secret.id }) {
      problems.report(
        .workflowCall, secret.name.node,
        "the called workflow has no secret \"\(secret.name.value)\"")
    }
  }
}
