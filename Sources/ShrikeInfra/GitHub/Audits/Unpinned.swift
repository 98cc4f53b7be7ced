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
  static let rule = GitHubRule(
    id: "unpinned-action", aliases: ["unpinned-uses"], title: "an action's version can be moved")

  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {
    guard let reference = step.reference?.repository else { return }
    check(reference, step.referenceRange, step.range, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    guard let call = job.call, let reference = ActionReference(call.uses.value).repository else {
      return
    }
    let range = call.uses.place(ByteRange(0, call.uses.value.utf8.count))
    check(reference, range, job.range, &out)
  }

  private static func check(
    _ reference: RepositoryReference, _ range: ByteRange, _ whole: ByteRange,
    _ out: inout GitHubFindings
  ) {
    guard !reference.isHash, reference.version != nil else { return }
    out.report(
      rule, .high, "the version is no hash", at: .init(range, "can be moved"), within: whole)
  }
}

/// *What it finds.* Actions that install a tool in whatever version is the newest.
///
/// *Why it matters.* The action is pinned, what it downloads is not.
///
/// *Example.* `uses: aquasecurity/setup-trivy@…` *Instead.* `with: { version: v0.65.0 }`
enum UnpinnedTools: GitHubAudit {
  static let rule = GitHubRule(
    id: "unpinned-tool", aliases: ["unpinned-tools"], title: "a tool's version is not said")

  private static let actions = ["aquasecurity/setup-trivy", "1password/load-secrets-action"]

  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {
    guard let reference = step.reference?.repository, !step.hasOpaqueInputs,
      actions.contains(where: { reference.isAction($0) })
    else { return }
    let action = GitHubFinding.Site(step.referenceRange, "installs a tool")
    guard let version = step.step.action?["version"] else {
      out.report(rule, .medium, "the newest version is installed", at: action)
      return
    }
    if version.value.value == "latest" {
      out.report(
        rule, .medium, "the newest version is installed", at: .init(version.range, "not pinned"),
        related: [action])
    } else if version.value.isExpression {
      out.report(
        rule, .medium, .low, .regular, "the version may not be pinned",
        at: .init(version.range, "decided later"), related: [action])
    }
  }
}

/// *What it finds.* Container images named by no tag, by `latest`, or by a tag without a digest.
///
/// *Why it matters.* The registry may give another image tomorrow.
///
/// *Example.* `container: node` *Instead.* `container: node:22@sha256:…`
enum UnpinnedImages: GitHubAudit {
  static let rule = GitHubRule(
    id: "unpinned-image", aliases: ["unpinned-images"], title: "an image can be replaced")

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    guard !job.isCall else { return }
    let values = MatrixValues(job)
    if let container = job.container, let image = container.image {
      let key = container.node.isScalar ? container.key : container.node.entry("image")?.key
      check(image, key ?? container.key, values, &out)
    }
    for service in job.services?.containers ?? [] {
      guard let image = service.container.image, let key = service.container.node.entry("image")?.key
      else { continue }
      check(image, key, values, &out)
    }
  }

  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {
    guard step.job != nil, case .image(let image)? = step.reference else { return }
    check(image, step.referenceRange, [], &out)
  }

  static func inspect(_ action: ActionFile, _ out: inout GitHubFindings) {
    guard action.runtime == .container, let (key, value) = action.image,
      value.value.hasPrefix("docker://")
    else { return }
    check(
      ImageReference(String(value.value.dropFirst("docker://".count))),
      ByteRange(key.range.lower, value.node.range.upper), [], &out)
  }

  private static func check(
    _ text: Text, _ key: Node, _ values: MatrixValues?, _ out: inout GitHubFindings
  ) {
    let range = ByteRange(key.range.lower, text.node.range.upper)
    guard text.isExpression else {
      check(ImageReference(text.value), range, [], &out)
      return
    }
    guard let expression = text.interpolations.first?.expression else {
      opaque(range, [], &out)
      return
    }
    let leaves = expression.leaves
    for leaf in leaves {
      let site = leaves.count == 1 ? range : text.site(leaf.range, of: 0, in: out.document)
      if case .string(let name) = leaf.kind {
        check(ImageReference(name), site, [], &out)
      } else if let path = leaf.path, path.head == "matrix" {
        for value in values?.values ?? [] where path.matches(value.path) {
          let related = [GitHubFinding.Site(value.node.range, "may be this")]
          if value.isStatic {
            check(ImageReference(value.text), site, related, &out)
          } else {
            opaque(site, related, &out)
          }
        }
      } else {
        opaque(site, [], &out)
      }
    }
  }

  private static func opaque(
    _ range: ByteRange, _ related: [GitHubFinding.Site], _ out: inout GitHubFindings
  ) {
    out.report(
      rule, .high, .low, .regular, "the image may not be pinned", at: .init(range, "decided later"),
      related: related)
  }

  private static func check(
    _ image: ImageReference, _ range: ByteRange, _ related: [GitHubFinding.Site],
    _ out: inout GitHubFindings
  ) {
    guard !image.name.isEmpty, image.digest == nil else { return }
    let isTagged = image.tag != nil && image.tag != "latest"
    out.report(
      rule, .high, .high, isTagged ? .pedantic : .regular, "the registry may give another image",
      at: .init(range, isTagged ? "has no digest" : "not pinned"), related: related)
  }
}
