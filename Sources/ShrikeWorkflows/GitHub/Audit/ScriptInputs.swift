/// Inputs that actions run as programs, as CodeQL's models and the actions' own pages name them.
enum ScriptInputs {
  static func ids(of reference: RepositoryReference) -> [String] {
    guard reference.path == nil else { return [] }
    return known[reference.slug] ?? []
  }

  private static let known: [String: [String]] = [
    "8398a7/action-slack": ["custom_payload"],
    "actions/github-script": ["script"],
    "addnab/docker-run-action": ["options", "run"],
    "amadevus/pwsh-script": ["script"],
    "appleboy/ssh-action": ["script"],
    "azure/cli": ["inlinescript"],
    "azure/powershell": ["inlinescript"],
    "cardinalby/js-eval-action": ["expression"],
    "devorbitus/yq-action-output": ["cmd"],
    "gautamkrishnar/blog-post-workflow": ["item_exec"],
    "imjohnbo/issue-bot": [
      "body", "linked-comments-previous-issue-text", "linked-comments-new-issue-text",
    ],
    "jannekem/run-python-script-action": ["script"],
    "lucasbento/auto-close-issues": ["issue-close-message"],
    "mikefarah/yq": ["cmd"],
    "roots/issue-closer-action": ["issue-close-message", "pr-close-message"],
    "sergeysova/jq-action": ["cmd"],
    "skitionek/notify-microsoft-teams": ["overwrite"],
    "tibdex/backport": ["body_template", "head_template", "labels_template", "title_template"],
  ]
}
