import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Secrets that are taken apart by `fromJSON`.
///
/// *Why it matters.* GitHub strikes out a secret's whole value in logs, not its parts.
///
/// *Example.* `${{ fromJSON(secrets.config).password }}` *Instead.* A secret for each value.
enum UnredactedSecrets: GitHubAudit {
  static let rule = PipelineRule(
    id: "secret-parts-unmasked", aliases: ["unredacted-secrets"],
    title: "parts of a secret are not struck out in logs",
    why: "GitHub strikes out a secret's whole value in logs, not its parts.",
    instead: "A secret for each value.",
    severity: .medium, cwe: 532, risks: .credentials)

  static func inspect(_ expressions: [PlacedExpression], _ out: inout PipelineFindings) {
    for placed in expressions {
      for _ in 0..<count(placed.expression) {
        out.report(
          rule, .medium, "what comes of it is not struck out in logs",
          at: .init(placed.range, "here"))
      }
    }
  }

  private static func count(_ expression: Expression) -> Int {
    if case .call(let name, let arguments) = expression.kind, name.lowercased() == "fromjson",
      arguments.contains(where: { $0.path?.head == "secrets" })
    {
      return 1
    }
    return expression.children.reduce(0) { $0 + count($1) }
  }
}
