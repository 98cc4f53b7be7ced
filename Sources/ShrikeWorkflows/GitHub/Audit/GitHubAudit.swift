/// One thing to look for in pipelines. An audit implements the views it needs; all are pure.
///
/// The doc comment of an audit is its user's page: *What it finds. Why it matters. Example. Instead.*
protocol GitHubAudit: Sendable {
  static var rule: PipelineRule { get }
  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings)
  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings)
  static func inspect(_ step: StepView, _ out: inout PipelineFindings)
  static func inspect(_ action: ActionFile, _ out: inout PipelineFindings)
  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings)
  static func inspect(_ dependabot: DependabotFile, _ out: inout PipelineFindings)
}

extension GitHubAudit {
  static func inspect(_ workflow: Workflow, _ out: inout PipelineFindings) {}
  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {}
  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {}
  static func inspect(_ action: ActionFile, _ out: inout PipelineFindings) {}
  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings) {}
  static func inspect(_ dependabot: DependabotFile, _ out: inout PipelineFindings) {}
}
