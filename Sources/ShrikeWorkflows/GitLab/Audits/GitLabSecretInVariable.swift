import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Variables of the pipeline that are called a secret and have their value in the file.
///
/// *Why it matters.* Everybody who may read the repository, now or from its history, has the secret.
///
/// *Example.* `variables: { NPM_TOKEN: npm_… }`
///
/// *Instead.* A masked and protected variable in the project's settings, or `secrets:` from a vault.
enum GitLabSecretInVariable: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-secret-in-variable", title: "a secret stands in the pipeline file",
    why: "Everybody who may read the repository, now or from its history, has the secret.",
    instead:
      "A masked and protected variable in the project's settings, or `secrets:` from a vault.",
    severity: .high, cwe: 798, risks: .credentials)

  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings) {
    check(pipeline.variables, &out)
  }

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    check(settings.variables, &out)
  }

  private static func check(_ variables: [GitLabVariable], _ out: inout PipelineFindings) {
    for variable in variables where SecretVariables.isNamedSecret(variable.name) {
      guard let value = variable.value, let text = value.string, isValue(text) else { continue }
      // Passwords of databases that live for one job are short words.
      let isWord = text.utf8.count < 12 || text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
      out.report(
        rule, isWord ? .low : .high, isWord ? .low : .medium, isWord ? .pedantic : .regular,
        "\(variable.name) has its value in the file",
        at: .init(variable.range, "readable by everybody who reads the repository"),
        secret: value.range)
    }
  }

  /// Neither another variable's value, nor a path, an address, or nothing.
  private static func isValue(_ text: String) -> Bool {
    text.utf8.count >= 6 && !text.contains("$") && !text.contains(" ") && !text.hasPrefix("/")
      && !text.hasPrefix("./") && !text.contains("://") && !text.hasPrefix("<")
  }
}
