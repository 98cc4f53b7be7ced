import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Identity tokens that several services accept, and those given to jobs of merge requests.
///
/// *Why it matters.* A service that gets a token may show it to the others. Whoever opens a merge request runs
/// code of their own in its jobs, with all they are given.
///
/// *Example.* `id_tokens: { T: { aud: [https://a.example, https://b.example] } }`
///
/// *Instead.* One token for each audience, in jobs of protected branches.
enum GitLabIdentityTokens: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-wide-identity-token", title: "an identity token reaches too far",
    why:
      "A service that gets a token may show it to the others. Whoever opens a merge request runs "
      + "code of their own in its jobs, with all they are given.",
    instead: "One token for each audience, in jobs of protected branches.",
    severity: .high, cwe: 668, 1220, risks: .identity, .credentials)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    for token in settings.identityTokens {
      if let any = token.audiences.first(where: { $0.text == "*" }) {
        out.report(
          rule, .high, "any service accepts \(token.name)", at: .init(any.range, "for everybody"))
      } else if token.audiences.count > 1 {
        out.report(
          rule, .medium, "\(token.audiences.count) services accept \(token.name)",
          at: .init(token.key.range, "one token for all of them"),
          related: token.audiences.map { .init($0.range, "may use it elsewhere") })
      }
    }
  }

  static func inspect(
    _ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    guard let entry = job.entry("id_tokens"), entry.value.count > 0,
      pipeline.start(of: job, in: .mergeRequest) == .always
    else { return }
    out.report(
      rule, .high, .medium, .regular, "jobs of merge requests get an identity",
      at: .init(entry.key.range, "given to this job"),
      related: [.init(job.own.name.range, "runs for merge requests")])
  }
}
