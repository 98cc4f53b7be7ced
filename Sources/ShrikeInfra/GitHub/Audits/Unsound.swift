import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Conditions that are always true because something, often a line break, stands around
/// `${{ }}`.
///
/// *Why it matters.* The condition is a text then, and a text that is not empty is true.
///
/// *Example.* `if: |` and `${{ false }}` on the next line *Instead.* `if: false`, or `|-`.
enum UnsoundCondition: GitHubAudit {
  static let rule = GitHubRule(
    id: "condition-always-true", aliases: ["unsound-condition"],
    title: "a condition is true whatever it says")

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    check(job.condition, job.range(of: "if"), job.range, &out)
  }

  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {
    check(
      step.step.condition, step.step.node.entry("if")?.range ?? step.range, step.range, &out)
  }

  private static func check(
    _ condition: Text?, _ range: ByteRange, _ whole: ByteRange, _ out: inout GitHubFindings
  ) {
    guard let condition, let first = condition.interpolations.first, first.expression != nil,
      condition.value.utf8.count > first.range.count
    else { return }
    out.report(
      rule, .high, "this is a text, which is true", at: .init(range, "always true"), within: whole)
  }
}

/// *What it finds.* `contains('a b', github.ref)`: a search in a text where a list was meant.
///
/// *Why it matters.* A part of a name is contained too; whoever names a branch `a` passes.
///
/// *Example.* `contains('refs/heads/main refs/heads/dev', github.ref)`
///
/// *Instead.* `contains(fromJSON('["refs/heads/main", "refs/heads/dev"]'), github.ref)`
enum UnsoundContains: GitHubAudit {
  static let rule = GitHubRule(
    id: "contains-in-text", aliases: ["unsound-contains"],
    title: "contains() searches a text where a list was meant")

  private static let shaped = [
    "env", "github.actor", "github.base_ref", "github.head_ref", "github.ref", "github.ref_name",
    "github.sha", "github.triggering_actor", "inputs",
  ]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    guard !job.isCall else { return }
    check(job.condition, job.range(of: "if"), &out)
  }

  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {
    guard step.job != nil else { return }
    check(step.step.condition, step.step.node.entry("if")?.range ?? step.range, &out)
  }

  private static func check(_ condition: Text?, _ range: ByteRange, _ out: inout GitHubFindings) {
    guard let condition, condition.value.range(ofCaseless: "contains"),
      let expression = condition.asCondition?.expression
    else { return }
    for path in paths(expression) {
      let isShaped = shaped.contains { path.matches($0, orBelow: true) }
      out.report(
        rule, isShaped ? .high : .info, "a part of a name passes too",
        at: .init(range, "searches a text"))
    }
  }

  private static func paths(_ expression: Expression) -> [ContextPath] {
    if case .call(let name, let arguments) = expression.kind, name.lowercased() == "contains",
      arguments.count == 2, case .string = arguments[0].kind, let path = arguments[1].path
    {
      return [path]
    }
    return expression.children.flatMap { paths($0) }
  }
}

/// *What it finds.* `a && b || c` where `b` is false, so that it never comes out.
///
/// *Why it matters.* The expression is always `c`.
///
/// *Example.* `${{ github.ref == 'refs/heads/main' && '' || 'dev' }}`
///
/// *Instead.* `case(github.ref == 'refs/heads/main', '', 'dev')`
enum UnsoundTernary: GitHubAudit {
  static let rule = GitHubRule(
    id: "choice-never-taken", aliases: ["unsound-ternary"],
    title: "one side of a choice never comes out")

  static func inspect(_ expressions: [PlacedExpression], _ out: inout GitHubFindings) {
    for placed in expressions {
      for value in falseValues(placed.expression) {
        out.report(rule, .low, "this never comes out", at: .init(value.range, "is false"))
      }
    }
  }

  private static func falseValues(_ expression: Expression) -> [Expression] {
    if expression.isReducible { return [] }
    guard case .logical(.or, _, _) = expression.kind else {
      return expression.children.flatMap { falseValues($0) }
    }
    let operands = operands(expression)
    var found: [Expression] = []
    for operand in operands.dropLast() {
      if case .logical(.and, _, let value) = operand.kind, value.constant?.isTrue == false {
        found.append(value)
      }
    }
    return found + operands.flatMap { falseValues($0) }
  }

  private static func operands(_ expression: Expression) -> [Expression] {
    guard !expression.isReducible, case .logical(.or, let left, let right) = expression.kind else {
      return [expression]
    }
    return operands(left) + operands(right)
  }
}
