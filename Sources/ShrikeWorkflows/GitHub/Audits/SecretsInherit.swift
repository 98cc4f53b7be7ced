import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Called workflows that get all secrets of the caller.
///
/// *Why it matters.* It gets those it does not need, and those added later.
///
/// *Example.* `secrets: inherit` *Instead.* `secrets: { token: "${{ secrets.TOKEN }}" }`
enum SecretsInherit: GitHubAudit {
  static let rule = PipelineRule(
    id: "inherited-secrets", aliases: ["secrets-inherit"],
    title: "a called workflow gets all secrets",
    why: "It gets those it does not need, and those added later.",
    instead: "`secrets: { token: \"${{ secrets.TOKEN }}\" }`",
    severity: .medium, cwe: 668, risks: .credentials)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard let call = job.call, call.inheritedSecrets != nil else { return }
    out.report(
      rule, .medium, "the called workflow gets all secrets",
      at: .init(call.uses.place(ByteRange(0, call.uses.value.utf8.count)), "this workflow"),
      related: [.init(job.range(of: "secrets"), "inherits them")])
  }
}
