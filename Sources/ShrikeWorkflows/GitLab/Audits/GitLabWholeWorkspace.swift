import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Artifacts that take the whole work tree, the git folder or files of secrets along.
///
/// *Why it matters.* `.git/config` holds the job's token, `.env` what a job wrote there; whoever may read the
/// artifacts has them.
///
/// *Example.* `artifacts: { paths: [.] }` *Instead.* `artifacts: { paths: [dist/] }`
enum GitLabWholeWorkspace: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-workspace-artifact", title: "artifacts take secrets along",
    why:
      "`.git/config` holds the job's token, `.env` what a job wrote there; whoever may read the "
      + "artifacts has them.",
    instead: "`artifacts: { paths: [dist/] }`",
    severity: .high, cwe: 538, 522, risks: .credentials, .artifactIntegrity)

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    guard let artifacts = settings.artifacts else { return }
    let keepsGit = !artifacts.excluded.contains { clean($0.text ?? "").hasPrefix(".git") }
    for path in artifacts.paths {
      let text = clean(path.text ?? "")
      let last = text.split(separator: "/").last.map(String.init) ?? ""
      if whole.contains(text) {
        guard keepsGit else { continue }
        out.report(
          rule, artifacts.isRestricted ? .medium : .high, "the whole work tree becomes an artifact",
          at: .init(path.range, "takes .git along"))
      } else if text == ".git" || text.hasPrefix(".git/") {
        out.report(
          rule, artifacts.isRestricted ? .medium : .high, "the git folder becomes an artifact",
          at: .init(path.range, "holds the job's token"))
      } else if secretFiles.contains(last) || last.hasPrefix(".env.") && last != ".env.example" {
        out.report(
          rule, .medium, .medium, .regular, "a file of secrets becomes an artifact",
          at: .init(path.range, "mostly holds secrets"))
      }
    }
    if let untracked = artifacts.untracked, untracked.value.bool == true {
      out.report(
        rule, .low, .medium, .pedantic, "every file that a job leaves becomes an artifact",
        at: .init(untracked.range, "takes whatever is there"))
    }
  }

  private static let whole: Set<String> = ["", ".", "*", "**", "**/*", "$CI_PROJECT_DIR"]
  private static let secretFiles: Set<String> = [
    ".env", ".npmrc", ".pypirc", ".netrc", "id_rsa", "id_ed25519", "credentials.json",
    "kubeconfig", ".dockerconfigjson", "terraform.tfvars",
  ]

  /// Without what does not change the meaning of a path.
  private static func clean(_ path: String) -> String {
    var rest = path.replacing("${CI_PROJECT_DIR}", with: "$CI_PROJECT_DIR")[...]
    if rest.hasPrefix("$CI_PROJECT_DIR/") { rest = rest.dropFirst("$CI_PROJECT_DIR/".count) }
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest)
  }
}
