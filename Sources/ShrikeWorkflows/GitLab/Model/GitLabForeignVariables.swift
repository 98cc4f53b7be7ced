import ShrikeFormats

/// Variables whose values whoever pushes a branch or opens a merge request decides.
///
/// https://docs.gitlab.com/ci/variables/predefined_variables/
struct GitLabForeignVariables: Sendable {
  /// Free texts.
  private(set) var texts: Set<String> = [
    "CI_COMMIT_MESSAGE", "CI_COMMIT_TITLE", "CI_COMMIT_DESCRIPTION", "CI_COMMIT_AUTHOR",
    "CI_COMMIT_TAG_MESSAGE", "CI_MERGE_REQUEST_TITLE", "CI_MERGE_REQUEST_DESCRIPTION",
    "CI_MERGE_REQUEST_LABELS", "GITLAB_USER_NAME",
  ]
  /// Names of branches and tags, which hold no blanks.
  ///
  /// https://git-scm.com/docs/git-check-ref-format
  private(set) var names: Set<String> = [
    "CI_COMMIT_REF_NAME", "CI_COMMIT_BRANCH", "CI_COMMIT_TAG", "CI_BUILD_REF_NAME",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME",
    "CI_MERGE_REQUEST_REF_PATH",
  ]

  /// With the variables that are made of these.
  func adding(_ variables: [GitLabVariable]) -> GitLabForeignVariables {
    var out = self
    for variable in variables {
      guard let text = variable.value?.text, text.contains("$") else { continue }
      if Self.mentions(text, texts) {
        out.texts.insert(variable.name)
      } else if Self.mentions(text, names) {
        out.names.insert(variable.name)
      }
    }
    return out
  }

  private static func mentions(_ text: String, _ names: Set<String>) -> Bool {
    // What stands behind each dollar, in braces or without.
    text.split(separator: "$", omittingEmptySubsequences: false).dropFirst().contains { part in
      let name = (part.first == "{" ? part.dropFirst() : part).prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
      }
      return names.contains(String(name))
    }
  }
}
