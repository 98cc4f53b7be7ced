import ShrikeInfra
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
      for finding in PipelineAudit.findings(in: input, file: "ci.yml").findings {
        for site in [finding.primary] + finding.related {
          require(
            site.range.lower <= site.range.upper && site.range.upper <= end,
            "a finding stands in the file")
        }
      }
    }
  ]
}
