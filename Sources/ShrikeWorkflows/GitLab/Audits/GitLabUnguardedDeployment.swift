import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs that deploy to production for every branch or merge request, and jobs that deploy
/// without an environment.
///
/// *Why it matters.* Only an environment can be protected, and only rules keep a branch that nobody reviewed out
/// of production.
///
/// *Example.* `deploy: { environment: production, script: [./deploy] }`
///
/// *Instead.* `rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, when: manual }]` beside `environment`
enum GitLabUnguardedDeployment: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-unguarded-deployment", title: "a deployment has no guard",
    why:
      "Only an environment can be protected, and only rules keep a branch that nobody reviewed out of "
      + "production.",
    instead:
      "`rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, when: manual }]` beside `environment`",
    severity: .high, cwe: 284, risks: .flowControl, .pipelineAccess)

  static func inspect(
    _ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    guard let environment = job.environment else {
      guard job.isComplete, let command = deployment(job) else { return }
      out.report(
        rule, .medium, .low, .regular, "this job deploys without an environment",
        at: .init(job.own.name.range, "has no environment"),
        related: [.init(command.call.range, "deploys here")])
      return
    }
    guard environment.action == "start", isProduction(environment) else { return }
    for (situation, who) in [
      (GitLabSituation.branch, "pushes a branch"), (.mergeRequest, "opens a merge request"),
    ]
    where pipeline.start(of: job, in: situation) == .always {
      out.report(
        rule, .high, .medium, .regular, "whoever \(who) deploys to production",
        at: .init(environment.entry.range, "deploys here"),
        related: [.init(job.own.name.range, "no rule keeps this job back")])
      return
    }
  }

  private static func isProduction(_ environment: GitLabEnvironment) -> Bool {
    if let tier = environment.tier { return tier == "production" }
    let words = environment.name.lowercased().split { !$0.isLetter }
    return words.contains { ["production", "prod", "live"].contains($0) }
  }

  /// Verbs that change what runs elsewhere.
  private static let verbs: [String: Set<String>] = [
    "kubectl": ["apply", "replace", "rollout"], "helm": ["upgrade", "install"],
    "terraform": ["apply", "destroy"], "tofu": ["apply", "destroy"], "pulumi": ["up"],
    "serverless": ["deploy"], "cdk": ["deploy"], "flyctl": ["deploy"], "fly": ["deploy"],
    "firebase": ["deploy"], "vercel": ["deploy", "--prod"], "ansible-playbook": [],
  ]

  private static func deployment(_ job: GitLabJob) -> PipelineCommand? {
    for script in job.scripts where script.section == "script" {
      for command in script.script.pipelineCommands {
        guard let wanted = verbs[command.name] else { continue }
        let words = command.arguments.compactMap { $0 }
        let isTrial = words.contains {
          $0.hasPrefix("--dry-run") || $0 == "--check" || $0 == "--help" || $0 == "--version"
        }
        if !isTrial, wanted.isEmpty || words.contains(where: { wanted.contains($0) }) {
          return command
        }
      }
    }
    return nil
  }
}
