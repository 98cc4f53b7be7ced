import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Downloads that a shell or another interpreter runs at once.
///
/// *Why it matters.* Whoever controls the address, or the way to it, runs code with the job's secrets. Nothing
/// tells afterwards what it was.
///
/// *Example.* `run: curl https://example.com/install.sh | sh`
///
/// *Instead.* Download to a file, check its sum, then run it.
enum DownloadRunByShell: GitHubAudit {
  static let rule = PipelineRule(
    id: "download-run-by-shell", title: "a download is run at once",
    why:
      "Whoever controls the address, or the way to it, runs code with the job's secrets. Nothing tells "
      + "afterwards what it was.",
    instead: "Download to a file, check its sum, then run it.",
    severity: .high, cwe: 494, risks: .dependencyChain)

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let script = step.step.script, let shell = step.shellScript else { return }
    for run in DownloadRun.all(in: shell) {
      out.report(
        rule, .high, "\(run.runner) runs whatever \(run.fetcher) gets",
        at: .init(script.text.site(run.range, in: out.document), "runs without a check"),
        related: [.init(script.key.range, "in this script")], within: step.range)
    }
  }
}
