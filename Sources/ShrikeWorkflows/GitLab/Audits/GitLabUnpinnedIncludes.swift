import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Parts of the pipeline that are taken from addresses without a hash, from projects
/// without a commit, and from components without a version.
///
/// *Why it matters.* Whoever may change them there writes jobs that run here, with this project's
/// variables.
///
/// *Example.* `include: { remote: https://example.com/ci.yml }`
///
/// *Instead.* `integrity: sha256-…` beside `remote`, `ref: <commit>` beside `project`, `component: …@1.4.2`
enum GitLabUnpinnedIncludes: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-unpinned-include", title: "a part of the pipeline can change elsewhere",
    why:
      "Whoever may change the included file writes jobs that run here, with this project's variables.",
    instead:
      "`integrity: sha256-…` beside `remote`, `ref: <commit>` beside `project`, and a full version "
      + "behind `component: …@`",
    severity: .high, cwe: 829, risks: .dependencyChain, .poisonedPipeline)

  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings) {
    for include in pipeline.includes {
      let site = PipelineFinding.Site(include.range, "included from here")
      switch include.kind {
      case .local, .template: break
      case .remote(let address, let integrity):
        guard integrity == nil else { break }
        let isOpen = address.hasPrefix("http://")
        out.report(
          rule, .high,
          isOpen
            ? "anybody on the way may change the included file"
            : "nothing tells whether the included file is still the same",
          at: site)
      case .project(_, let ref): project(ref, site, &out)
      case .component(let address): component(address, site, &out)
      }
    }
  }

  private static func project(
    _ ref: Node?, _ site: PipelineFinding.Site, _ out: inout PipelineFindings
  ) {
    guard let ref, let text = ref.text, !text.isEmpty else {
      out.report(rule, .medium, "the newest commit of the other project is taken", at: site)
      return
    }
    guard !isCommit(text), !text.contains("$") else { return }
    let named = [PipelineFinding.Site(ref.range, "a name that can be moved")]
    if isVersion(text) {
      out.report(
        rule, .low, .high, .pedantic, "a tag of the other project can be moved", at: site,
        related: named)
    } else {
      out.report(rule, .medium, "a branch of the other project is taken", at: site, related: named)
    }
  }

  private static func component(
    _ address: String, _ site: PipelineFinding.Site, _ out: inout PipelineFindings
  ) {
    guard let at = address.lastIndex(of: "@") else {
      out.report(rule, .medium, "no version of the component is said", at: site)
      return
    }
    let version = String(address[address.index(after: at)...])
    // A component of this project is as old as the pipeline.
    guard !version.contains("$"), !isCommit(version) else { return }
    if !isVersion(version) {
      out.report(rule, .medium, "the newest version of the component is taken", at: site)
    } else if version.split(separator: ".").count < 3 {
      out.report(
        rule, .low, .high, .pedantic, "the newest component of a line of versions is taken",
        at: site)
    }
  }

  private static func isCommit(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64) && text.utf8.allSatisfy(isHexDigit)
  }

  /// `v1.2`, `1.2.3-rc1`
  private static func isVersion(_ text: String) -> Bool {
    let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
    return bare.first?.isNumber ?? false
  }
}
