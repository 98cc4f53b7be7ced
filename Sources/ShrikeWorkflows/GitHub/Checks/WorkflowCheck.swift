import ShrikeFormats
import ShrikeText

/// Checks a workflow against what GitHub will make of it.
public struct WorkflowCheck {
  let workflow: Workflow
  let project: GitHubProject?
  var problems: GitHubProblems
  /// Metadata of local actions and workflows that were asked for; nil: there is none to check by.
  var localActions: [String: ActionMetadata?] = [:]
  var localWorkflows: [String: CallInterface?] = [:]

  /// All mistakes of a workflow, in the order of the file.
  public static func problems(
    in bytes: [UInt8], file: String, project: GitHubProject? = nil
  ) -> [GitHubProblem] {
    let (workflow, mistakes) = WorkflowReader.read(bytes, file: file)
    guard let workflow else { return mistakes }
    var problems = GitHubProblems(workflow.document)
    problems.add(mistakes)
    var check = WorkflowCheck(workflow, project, problems)
    check.run()
    return check.problems.finish()
  }

  init(_ workflow: Workflow, _ project: GitHubProject?, _ problems: GitHubProblems) {
    self.workflow = workflow
    self.project = project
    self.problems = problems
  }

  private mutating func run() {
    checkTriggers()
    checkGlobs()
    checkShell(workflow.defaults?.shell, on: .any)
    checkPermissions(workflow.permissions)
    checkVariableNames(workflow.variables)
    for job in workflow.jobs ?? [] {
      checkMatrix(job)
      checkCredentials(job)
      checkRunnerLabels(job)
      checkIDs(job)
      checkPermissions(job.permissions)
      checkCall(job)
      checkVariableNames(job)
      checkCondition(job.condition)
      checkCondition(job.snapshot?.condition)
      if let version = job.snapshot?.version { checkGlob(version, isPath: false) }
      let platform = job.runsOn.map(Platform.init) ?? .any
      checkShell(job.runsOn == nil ? nil : job.defaults?.shell, on: platform)
      for step in job.steps ?? [] {
        checkVariableNames(step.variables)
        checkCondition(step.condition)
        switch step.kind {
        case .run(let script):
          checkShell(script.shell, on: platform)
          checkCommands(script)
        case .uses(let action): checkAction(action)
        case .nothing: break
        }
      }
    }
    checkNeeds()
    checkExpressions()
  }
}
