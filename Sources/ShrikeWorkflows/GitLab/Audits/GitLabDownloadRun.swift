import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Downloads that a shell or another interpreter runs at once.
///
/// *Why it matters.* Whoever controls the address, or the way to it, runs code with the job's secrets. Nothing
/// tells afterwards what it was.
///
/// *Example.* `script: ["curl https://example.com/install.sh | sh"]`
///
/// *Instead.* Download to a file, check its sum, then run it.
enum GitLabDownloadRun: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-download-run-by-shell", title: "a download is run at once",
    why:
      "Whoever controls the address, or the way to it, runs code with the job's secrets. Nothing tells "
      + "afterwards what it was.",
    instead: "Download to a file, check its sum, then run it.",
    severity: .high, cwe: 494, risks: .dependencyChain)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    for script in settings.scripts {
      for run in DownloadRun.all(in: script.script) {
        out.report(
          rule, .high, "\(run.runner) runs whatever \(run.fetcher) gets",
          at: .init(run.range, "runs without a check"))
      }
    }
  }
}
