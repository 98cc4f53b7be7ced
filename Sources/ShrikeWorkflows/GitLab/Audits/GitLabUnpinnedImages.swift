import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Images of jobs and services named by no tag, by `latest`, or by a tag without a digest.
///
/// *Why it matters.* The registry may give another image tomorrow, which runs with the job's secrets.
///
/// *Example.* `image: node` *Instead.* `image: node:22@sha256:…`
enum GitLabUnpinnedImages: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-unpinned-image", title: "an image of a job can be replaced",
    why: "The registry may give another image tomorrow, which runs with the job's secrets.",
    instead: "`image: node:22@sha256:…`",
    severity: .medium, cwe: 829, risks: .dependencyChain, .artifactIntegrity)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    for image in [settings.image].compactMap({ $0 }) + settings.services {
      guard !image.isOpen, !image.name.isEmpty, image.reference.digest == nil else { continue }
      let tag = image.reference.tag
      let isTagged = tag != nil && tag != "latest"
      out.report(
        rule, isTagged ? .low : .medium, .high, isTagged ? .pedantic : .regular,
        "the registry may give another image",
        at: .init(image.node.range, isTagged ? "has no digest" : "not pinned"))
    }
  }
}
