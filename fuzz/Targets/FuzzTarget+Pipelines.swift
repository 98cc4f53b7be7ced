import ShrikeWorkflows
import ShrikeModel
import ShrikeText

extension FuzzTarget {
  static let pipelines = [
    FuzzTarget("github-pipeline", "workflows, actions and Dependabot's configuration of GitHub") {
      bytes in
      let input = Array(bytes)
      // UTF-16 grows by half at most.
      let end = 2 * input.count + 1
      let project = GitHubProject(read: { _ in input }, exists: { _ in false })
      for problem in WorkflowCheck.problems(in: input, file: "ci.yml", project: project) {
        require(problem.range.upper <= end, "a mistake stands in the file")
      }
      let report = PipelineAudit.findings(in: input, file: "ci.yml")
      for finding in report.findings {
        if let fix = finding.fix, let text = report.text {
          require(fix.applied(to: text.bytes) != nil, "a fix fits the file")
        }
        for site in [finding.primary] + finding.related {
          require(
            site.range.lower <= site.range.upper && site.range.upper <= end,
            "a finding stands in the file")
        }
      }
    },
    FuzzTarget("gitlab-pipeline", "pipelines of GitLab, and the fixes offered for them") { bytes in
      let input = Array(bytes)
      let end = 2 * input.count + 1
      let report = GitLabPipelineAudit.findings(in: input, file: ".gitlab-ci.yml")
      for finding in report.findings {
        for site in [finding.primary] + finding.related {
          require(
            site.range.lower <= site.range.upper && site.range.upper <= end,
            "a finding stands in the file")
        }
        if let fix = finding.fix, let text = report.text {
          require(fix.applied(to: text.bytes) != nil, "a fix fits the file")
        }
      }
    },
  ]
}
