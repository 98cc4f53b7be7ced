import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Caches that protected branches share with all others.
///
/// *Why it matters.* Whoever may push a branch writes into the cache what the jobs of protected branches then
/// run, with protected secrets.
///
/// *Example.* `cache: { key: deps, unprotect: true }` *Instead.* Leave `unprotect` out.
enum GitLabSharedCache: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-shared-cache", title: "protected branches use a cache that anybody writes",
    why:
      "Whoever may push a branch writes into the cache what the jobs of protected branches then run, "
      + "with protected secrets.",
    instead: "Leave `unprotect` out, and give jobs that deploy no cache.",
    severity: .high, cwe: 349, risks: .artifactIntegrity)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    for cache in settings.caches {
      guard let entry = cache.unprotect, entry.value.bool == true else { continue }
      out.report(
        rule, .high, "protected and other branches share this cache",
        at: .init(entry.range, "shares it"),
        related: cache.key.map { [.init($0.range, "under this key")] } ?? [],
        fix: Fix("keep the caches apart", [.init(entry.value.range, "false")]))
    }
  }

  static func inspect(
    _ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    guard let environment = job.environment, environment.action == "start",
      let entry = job.entry("cache"), entry.value.count > 0
    else { return }
    out.report(
      rule, .low, .low, .pedantic, "a deployment takes files from a cache",
      at: .init(entry.key.range, "used by this job"),
      related: [.init(environment.entry.range, "deploys here")])
  }
}
