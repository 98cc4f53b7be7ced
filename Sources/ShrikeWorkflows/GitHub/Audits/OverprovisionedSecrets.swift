import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs that are handed all secrets at once.
///
/// *Why it matters.* One bad step then has them all, not the one it needs.
///
/// *Example.* `${{ toJSON(secrets) }}` *Instead.* `${{ secrets.DEPLOY_KEY }}`
enum OverprovisionedSecrets: GitHubAudit {
  static let rule = PipelineRule(
    id: "all-secrets-exposed", aliases: ["overprovisioned-secrets"],
    title: "all secrets are handed over at once",
    why: "One bad step then has them all, not the one it needs.",
    instead: "`${{ secrets.DEPLOY_KEY }}`",
    severity: .medium, cwe: 668, risks: .credentials)

  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings) {
    for placed in expressions {
      for _ in 0..<count(placed.expression) {
        out.report(rule, .medium, "hands over all secrets", at: .init(placed.range, "here"))
      }
    }
  }

  private static func count(_ expression: Expression) -> Int {
    switch expression.kind {
    case .call(let name, let arguments)
    where name.lowercased() == "tojson"
      && arguments.contains(where: { $0.path?.matches("secrets") ?? false }):
      return 1
    case .index(let operand, let index):
      if case .context("secrets") = operand.kind, !index.isLiteral { return 1 }
    default: break
    }
    return expression.children.reduce(0) { $0 + count($1) }
  }
}
