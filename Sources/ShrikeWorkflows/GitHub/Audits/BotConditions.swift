import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Conditions that let a bot through by a name that its trigger decides.
///
/// *Why it matters.* `github.actor` is whoever acted last, not whose pull request it is: somebody can have
/// Dependabot touch their pull request and pass.
///
/// *Example.* `if: github.actor == 'dependabot[bot]'`
///
/// *Instead.* `if: github.event.pull_request.user.login == 'dependabot[bot]'`
enum BotConditions: GitHubAudit {
  static let rule = PipelineRule(
    id: "spoofable-bot-check", aliases: ["bot-conditions"],
    title: "a condition trusts a bot's name that others can bring about",
    why:
      "`github.actor` is whoever acted last, not whose pull request it is: somebody can "
      + "have Dependabot touch their pull request and pass.",
    instead: "`if: github.event.pull_request.user.login == 'dependabot[bot]'`",
    severity: .high, cwe: 290, risks: .flowControl, .identity)

  private static let names = [
    "github.actor", "github.triggering_actor", "github.event.pull_request.sender.login",
  ]
  private static let numbers = ["github.actor_id", "github.event.pull_request.sender.id"]
  /// Of Dependabot (integration and user), dependabot-preview and Renovate.
  private static let bots: Set<String> = ["29110", "49699333", "27856297", "29139614"]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    guard !job.isCall else { return }
    check(job.condition, job.grip, &out)
  }

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard step.job != nil else { return }
    check(step.step.condition, step.grip, &out)
  }

  private static func check(_ condition: Text?, _ grip: ByteRange, _ out: inout PipelineFindings) {
    guard let condition, condition.value.utf8.contains(UInt8(ascii: "=")),
      let (expression, index) = condition.asCondition
    else { return }
    guard let (found, isDecisive) = botCheck(expression, isDecisive: true) else { return }
    out.report(
      rule, .high, isDecisive ? .high : .medium, .regular, "whoever acts last decides this name",
      at: .init(condition.conditionSite(found.range, index, out.document), "can be spoofed"),
      related: [.init(grip, "guarded by it")])
  }

  /// The comparison, and whether the whole condition hangs on it.
  private static func botCheck(_ expression: Expression, isDecisive: Bool)
    -> (Expression, Bool)?
  {
    switch expression.kind {
    case .logical(.or, let left, let right):
      return (botCheck(left, isDecisive: true) ?? botCheck(right, isDecisive: true))
        .map { ($0.0, true) }
    case .logical(.and, let left, let right):
      return (botCheck(left, isDecisive: false) ?? botCheck(right, isDecisive: false))
        .map { ($0.0, false) }
    case .compare(.equal, let left, let right):
      let sides = left.isLiteral ? (right, left) : (left, right)
      if let path = sides.0.path, sides.1.isLiteral, let value = sides.1.constant?.text {
        let isBot =
          value.hasSuffix("[bot]") && names.contains { path.matches($0) }
          || bots.contains(value) && numbers.contains { path.matches($0) }
        return isBot ? (expression, true) : nil
      }
      return botCheck(left, isDecisive: true) ?? botCheck(right, isDecisive: true)
    default:
      for child in expression.children {
        if let found = botCheck(child, isDecisive: false) { return (found.0, false) }
      }
      return nil
    }
  }
}
