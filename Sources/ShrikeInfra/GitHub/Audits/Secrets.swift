import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Jobs that are handed all secrets at once.
///
/// *Why it matters.* One bad step then has them all, not the one it needs.
///
/// *Example.* `${{ toJSON(secrets) }}` *Instead.* `${{ secrets.DEPLOY_KEY }}`
enum OverprovisionedSecrets: GitHubAudit {
  static let rule = GitHubRule(
    id: "all-secrets-exposed", aliases: ["overprovisioned-secrets"],
    title: "all secrets are handed over at once")

  static func inspect(_ expressions: [PlacedExpression], _ out: inout GitHubFindings) {
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

/// *What it finds.* Secrets that are taken apart by `fromJSON`.
///
/// *Why it matters.* GitHub strikes out a secret's whole value in logs, not its parts.
///
/// *Example.* `${{ fromJSON(secrets.config).password }}` *Instead.* A secret for each value.
enum UnredactedSecrets: GitHubAudit {
  static let rule = GitHubRule(
    id: "secret-parts-unmasked", aliases: ["unredacted-secrets"],
    title: "parts of a secret are not struck out in logs")

  static func inspect(_ expressions: [PlacedExpression], _ out: inout GitHubFindings) {
    for placed in expressions {
      for _ in 0..<count(placed.expression) {
        out.report(
          rule, .medium, "what comes of it is not struck out in logs", at: .init(placed.range, "here"))
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

/// *What it finds.* Secrets used in jobs that have no environment.
///
/// *Why it matters.* Only an environment can ask for approval or hold a secret back from other branches.
///
/// *Example.* a job with `${{ secrets.NPM_TOKEN }}` *Instead.* `environment: release` in that job.
enum SecretsOutsideEnvironment: GitHubAudit {
  static let rule = GitHubRule(
    id: "secret-outside-environment", aliases: ["secrets-outside-env"],
    title: "a secret is used without an environment")

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    guard !job.isCall, !workflow.isReusable, job.environment == nil else { return }
    for placed in PlacedExpression.all(in: workflow.document, below: job.node) {
      for (path, expression) in placed.expression.allPaths where path.head == "secrets" {
        if path.onlyName?.lowercased() == "github_token" { continue }
        out.report(
          rule, .medium, .high, .auditor, "no environment guards this secret",
          at: .init(expression.range, "used here"),
          related: [.init(job.id.node.range, "in this job")], within: job.range)
      }
    }
  }
}

/// *What it finds.* Called workflows that get all secrets of the caller.
///
/// *Why it matters.* It gets those it does not need, and those added later.
///
/// *Example.* `secrets: inherit` *Instead.* `secrets: { token: "${{ secrets.TOKEN }}" }`
enum SecretsInherit: GitHubAudit {
  static let rule = GitHubRule(
    id: "inherited-secrets", aliases: ["secrets-inherit"],
    title: "a called workflow gets all secrets")

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    guard let call = job.call, call.inheritedSecrets != nil else { return }
    out.report(
      rule, .medium, "the called workflow gets all secrets",
      at: .init(call.uses.place(ByteRange(0, call.uses.value.utf8.count)), "this workflow"),
      related: [.init(job.range(of: "secrets"), "inherits them")])
  }
}
