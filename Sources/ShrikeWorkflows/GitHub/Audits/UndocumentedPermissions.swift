import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Permissions without a word why they are needed.
///
/// *Why it matters.* A right that nobody can explain is never taken away again.
///
/// *Example.* `contents: write` *Instead.* `contents: write # pushes the release tag`
enum UndocumentedPermissions: GitHubAudit {
  static let rule = PipelineRule(
    id: "unexplained-permission", aliases: ["undocumented-permissions"],
    title: "a permission is given without a comment",
    why: "A right that nobody can explain is never taken away again.",
    instead: "`contents: write # pushes the release tag`",
    severity: .low, cwe: 1059, risks: .visibility)

  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {
    check(workflow.permissions, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    check(job.permissions, &out)
  }

  private static func check(_ permissions: Permissions?, _ out: inout PipelineFindings) {
    let scopes = (permissions?.scopes ?? []).filter { scope in
      !(scope.name.value == "contents" && scope.value.value == "read")
        && out.document.comment(after: scope.value.node) == nil
    }
    guard let first = scopes.first else { return }
    out.report(
      rule, .low, .high, .pedantic, "no comment says why",
      at: .init(first.range, "needs a comment"),
      related: scopes.dropFirst().map { .init($0.range, "needs a comment") })
  }
}
