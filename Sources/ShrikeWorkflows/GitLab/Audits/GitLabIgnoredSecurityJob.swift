import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs that look for security problems and may fail, or whose scanner's answer is thrown away.
///
/// *Why it matters.* The pipeline is green whatever is found, so nobody looks.
///
/// *Example.* `gitleaks: { script: [gitleaks git .], allow_failure: true }`
///
/// *Instead.* `allow_failure: false`, with waivers for what is accepted.
enum GitLabIgnoredSecurityJob: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-ignored-security-job", title: "what a security job finds is ignored",
    why: "The pipeline is green whatever is found, so nobody looks.",
    instead: "`allow_failure: false`, with waivers for what is accepted.",
    severity: .medium, cwe: 693, risks: .flowControl, .visibility)

  static func inspect(
    _ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    let scripts = job.scripts
    for script in scripts where script.section != "after_script" {
      for (scanner, range) in SecurityScanners.ignored(in: script.script) {
        out.report(
          rule, .medium, "what \(scanner) finds changes nothing",
          at: .init(range, "its answer is thrown away"),
          related: [.init(job.own.name.range, "in this job")])
      }
    }
    guard let entry = job.allowFailure, entry.value.bool == true else { return }
    let isScanner =
      SecurityScanners.isNamed(job.name)
      || scripts.contains { !SecurityScanners.calls(in: $0.script).isEmpty }
    guard isScanner else { return }
    out.report(
      rule, .medium, "this security job may fail",
      at: .init(entry.range, "the pipeline stays green"),
      related: [.init(job.own.name.range, "looks for security problems")],
      fix: Fix("let the job fail the pipeline", [.init(entry.value.range, "false")]))
  }
}
