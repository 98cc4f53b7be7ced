/// Names of variables by which secrets are told.
enum SecretVariables {
  /// What GitLab sets itself in every job.
  ///
  /// https://docs.gitlab.com/ci/variables/predefined_variables/
  static let predefined: Set<String> = [
    "CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPLOY_PASSWORD", "CI_REPOSITORY_URL",
    "CI_DEPENDENCY_PROXY_PASSWORD", "CI_JOB_JWT", "CI_JOB_JWT_V1", "CI_JOB_JWT_V2",
  ]

  private static let endings = [
    ["TOKEN"], ["PASSWORD"], ["PASSWD"], ["SECRET"], ["SECRET", "KEY"], ["API", "KEY"],
    ["APIKEY"], ["PRIVATE", "KEY"], ["ACCESS", "KEY"], ["ACCESS", "KEY", "ID"], ["PASSPHRASE"],
  ]

  /// `NPM_TOKEN`, `AWS_SECRET_ACCESS_KEY`; not `SECRET_DETECTION_DISABLED`.
  static func isNamedSecret(_ name: String) -> Bool {
    let words = name.uppercased().split(separator: "_").map(String.init)
    return predefined.contains(name)
      || endings.contains { words.suffix($0.count).elementsEqual($0) }
  }
}
