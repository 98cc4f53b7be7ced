import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* `a && b || c` where `b` is false, so that it never comes out.
///
/// *Why it matters.* The expression is always `c`.
///
/// *Example.* `${{ github.ref == 'refs/heads/main' && '' || 'dev' }}`
///
/// *Instead.* `case(github.ref == 'refs/heads/main', '', 'dev')`
enum UnsoundTernary: GitHubAudit {
  static let rule = PipelineRule(
    id: "choice-never-taken", aliases: ["unsound-ternary"],
    title: "one side of a choice never comes out",
    why: "The expression is always `c`.",
    instead: "`case(github.ref == 'refs/heads/main', '', 'dev')`",
    severity: .low, cwe: 670, risks: .flowControl)

  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings) {
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
