import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Container images named by no tag, by `latest`, or by a tag without a digest.
///
/// *Why it matters.* The registry may give another image tomorrow.
///
/// *Example.* `container: node` *Instead.* `container: node:22@sha256:…`
enum UnpinnedImages: GitHubAudit {
  static let rule = PipelineRule(
    id: "unpinned-image", aliases: ["unpinned-images"], title: "an image can be replaced",
    why: "The registry may give another image tomorrow.",
    instead: "`container: node:22@sha256:…`",
    severity: .high, cwe: 829, risks: .dependencyChain, .artifactIntegrity)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall, job.container != nil || job.services != nil else { return }
    let values = MatrixValues(job)
    if let container = job.container, let image = container.image {
      let key = container.node.isScalar ? container.key : container.node.entry("image")?.key
      check(image, key ?? container.key, values, &out)
    }
    for service in job.services?.containers ?? [] {
      guard let image = service.container.image,
        let key = service.container.node.entry("image")?.key
      else { continue }
      check(image, key, values, &out)
    }
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard step.job != nil, case .image(let image)? = step.reference else { return }
    let range = step.referenceRange
    let name = ByteRange(min(range.lower + "docker://".utf8.count, range.upper), range.upper)
    check(image, name, [], &out)
  }

  static func inspect(_ action: ActionFile, _ out: inout PipelineFindings) {
    guard action.runtime == .container, let (key, value) = action.image,
      value.value.hasPrefix("docker://")
    else { return }
    check(
      ImageReference(String(value.value.dropFirst("docker://".count))),
      ByteRange(key.range.lower, value.node.range.upper), [], &out)
  }

  private static func check(
    _ text: Text, _ key: Node, _ values: MatrixValues?, _ out: inout PipelineFindings
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
          let related = [PipelineFinding.Site(value.node.range, "may be this")]
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
    _ range: ByteRange, _ related: [PipelineFinding.Site], _ out: inout PipelineFindings
  ) {
    out.report(
      rule, .high, .low, .regular, "the image may not be pinned", at: .init(range, "decided later"),
      related: related)
  }

  private static func check(
    _ image: ImageReference, _ range: ByteRange, _ related: [PipelineFinding.Site],
    _ out: inout PipelineFindings
  ) {
    guard !image.name.isEmpty, image.digest == nil else { return }
    let isTagged = image.tag != nil && image.tag != "latest"
    out.report(
      rule, .high, .high, isTagged ? .pedantic : .regular, "the registry may give another image",
      at: .init(range, isTagged ? "has no digest" : "not pinned"), related: related)
  }
}
