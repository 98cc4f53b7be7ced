import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Tokens that may do more than the workflow says it needs: no `permissions`, `write-all`,
/// `read-all`, or a right to write for all jobs alike.
///
/// *Why it matters.* Whatever goes wrong in any step goes wrong with these rights.
///
/// *Example.* `permissions: write-all`
///
/// *Instead.* `permissions: {}` for the workflow, and what each job needs in the job.
enum ExcessivePermissions: GitHubAudit {
  static let rule = GitHubRule(
    id: "broad-token-permissions", aliases: ["excessive-permissions"],
    title: "the token may do more than needed")

  static func inspect(_ workflow: Workflow, _ out: inout GitHubFindings) {
    let jobs = workflow.jobs ?? []
    let isPedantic =
      jobs.count == 1 || workflow.isReusableOnly
      || jobs.allSatisfy { $0.permissions != nil || $0.condition.isNever }
    let persona: Persona = isPedantic ? .pedantic : .regular
    guard let permissions = workflow.permissions else {
      out.report(
        rule, .medium, .medium, persona, "the token has the repository's default rights",
        at: .init(workflow.document.root.range, "no permissions are set"))
      return
    }
    if let (severity, message) = blanket(permissions) {
      out.report(rule, severity, .high, persona, message, at: .init(permissions.range, "set here"))
    }
    for scope in permissions.scopes where scope.value.value == "write" {
      out.report(
        rule, severities[scope.name.value] ?? .medium, .high, persona,
        "all jobs may write \(scope.name.value)", at: .init(scope.range, "only some job needs it"))
    }
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    let persona: Persona = workflow.isReusableOnly && !job.isCall ? .pedantic : .regular
    guard let permissions = job.permissions else {
      if workflow.permissions == nil {
        out.report(
          rule, .medium, .medium, persona, "the token has the repository's default rights",
          at: .init(job.range, "no permissions are set"))
      }
      return
    }
    if let (severity, message) = blanket(permissions) {
      out.report(
        rule, severity, .high, persona, message, at: .init(permissions.range, "set here"),
        related: [.init(job.id.node.range, "for this job")], within: job.range)
    }
  }

  private static func blanket(_ permissions: Permissions) -> (Severity, String)? {
    switch permissions.all?.value {
    case "read-all": (.medium, "the token may read everything")
    case "write-all": (.high, "the token may write everything")
    default: nil
    }
  }

  private static let severities: [String: Severity] = [
    "actions": .high, "artifact-metadata": .medium, "attestations": .high, "checks": .medium,
    "contents": .high, "deployments": .high, "discussions": .medium, "id-token": .high,
    "issues": .high, "models": .low, "packages": .high, "pages": .high, "pull-requests": .high,
    "repository-projects": .medium, "security-events": .medium, "statuses": .low,
  ]
}

extension Permissions {
  var range: ByteRange { ByteRange(key.range.lower, max(key.range.upper, node.range.upper)) }
}

extension Permissions.Scope {
  var range: ByteRange { ByteRange(name.node.range.lower, value.node.range.upper) }
}

/// *What it finds.* Permissions without a word why they are needed.
///
/// *Why it matters.* A right that nobody can explain is never taken away again.
///
/// *Example.* `contents: write` *Instead.* `contents: write # pushes the release tag`
enum UndocumentedPermissions: GitHubAudit {
  static let rule = GitHubRule(
    id: "unexplained-permission", aliases: ["undocumented-permissions"],
    title: "a permission is given without a comment")

  static func inspect(_ workflow: Workflow, _ out: inout GitHubFindings) {
    check(workflow.permissions, &out)
  }

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {
    check(job.permissions, &out)
  }

  private static func check(_ permissions: Permissions?, _ out: inout GitHubFindings) {
    let scopes = (permissions?.scopes ?? []).filter { scope in
      !(scope.name.value == "contents" && scope.value.value == "read")
        && !hasComment(after: scope.value.node, out.document)
    }
    guard let first = scopes.first else { return }
    out.report(
      rule, .low, .high, .pedantic, "no comment says why",
      at: .init(first.range, "needs a comment"),
      related: scopes.dropFirst().map { .init($0.range, "needs a comment") })
  }

  /// Whether a comment that says something follows on the line.
  private static func hasComment(after node: Node, _ document: Document) -> Bool {
    let bytes = document.text.bytes
    let line = bytes[min(node.range.upper, bytes.count)...].prefix { $0 != 0x0A }
    guard let hash = line.firstIndex(of: UInt8(ascii: "#")) else { return false }
    return line[(hash + 1)...].contains { $0 > 0x20 }
  }
}
