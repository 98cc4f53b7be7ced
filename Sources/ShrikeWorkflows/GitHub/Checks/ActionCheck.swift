import ShrikeFormats
import ShrikeText

/// *What it finds.* Actions named in a form GitHub cannot read, inputs an action does not have or has
/// given up, required inputs that are missing, and mistakes in the metadata of local actions.
/// *Why it matters.* GitHub passes over unknown inputs with a warning that nobody reads.
extension WorkflowCheck {
  mutating func checkAction(_ action: Step.ActionUse) {
    guard !action.uses.hasExpression else { return }
    let spec = action.uses.value
    if spec.hasPrefix("./") {
      guard let metadata = localAction(action.uses) else { return }
      checkInputs(action, metadata)
    } else if spec.hasPrefix("$/") {
      // This repository at the workflow's own commit.
      return
    } else if spec.hasPrefix("docker://") {
      checkImage(action.uses)
    } else {
      checkRemote(action)
    }
  }

  private mutating func checkRemote(_ action: Step.ActionUse) {
    let spec = action.uses.value
    let node = action.uses.node
    let form = "; the form is owner/name@version or owner/name/path@version"
    guard let at = spec.firstIndex(of: "@") else {
      problems.report(.action, node, "the action has no version\(form)")
      return
    }
    let path = spec[..<at].split(separator: "/", omittingEmptySubsequences: false)
    guard path.count > 1 else {
      problems.report(.action, node, "the action has no owner\(form)")
      return
    }
    if path[0].isEmpty || path[1].isEmpty || spec.index(after: at) == spec.endIndex {
      problems.report(.action, node, "owner, name or version is empty\(form)")
    }
    if let metadata = PopularActions.interface(spec) {
      if !metadata.acceptsAnyInput { checkInputs(action, metadata) }
    } else if PopularActions.isOutdated(spec) {
      problems.report(
        .action, node, "this version runs on a Node.js that runners no longer have")
    }
  }

  private mutating func checkImage(_ uses: Text) {
    let image = uses.value.dropFirst("docker://".count)
    guard let colon = image.firstIndex(of: ":") else { return }
    if image.index(after: colon) == image.endIndex {
      problems.report(.action, uses.node, "the tag of the image is empty")
    }
  }

  private mutating func checkInputs(_ action: Step.ActionUse, _ metadata: ActionMetadata) {
    for input in action.inputs {
      guard let known = metadata.inputs.first(where: { $0.id == input.id }) else {
        let hint = suggestion(for: input.name.value, among: metadata.inputs.map(\.name))
        problems.report(
          .action, input.name.node,
          "\(metadata.name) has no input \"\(input.name.value)\""
            + (hint.map { "; did you mean \"\($0)\"?" } ?? ""))
        continue
      }
      // A required one cannot be left out, whatever is said of it.
      if known.isDeprecated, !known.isRequired {
        problems.report(
          .action, input.name.node, "\(metadata.name) gives up the input \"\(known.name)\"")
      }
    }
    for input in metadata.inputs where input.isRequired && action[input.id] == nil {
      problems.report(
        .action, action.uses.node, "\(metadata.name) requires the input \"\(input.name)\"")
    }
  }
}
