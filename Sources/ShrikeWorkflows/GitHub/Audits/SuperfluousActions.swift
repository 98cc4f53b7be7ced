import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Actions that do what a command on the runner does.
///
/// *Why it matters.* Each action is somebody else's code with your token.
///
/// *Example.* `uses: softprops/action-gh-release@…` *Instead.* `run: gh release create …`
enum SuperfluousActions: GitHubAudit {
  static let rule = PipelineRule(
    id: "needless-action", aliases: ["superfluous-actions"],
    title: "an action does what the runner can do itself",
    why: "Each action is somebody else's code with your token.",
    instead: "`run: gh release create …`",
    severity: .info, cwe: 1357, risks: .thirdParties)

  private static let known: [(action: String, instead: String, Persona, Confidence)] = [
    ("ncipollo/release-action", "gh release", .regular, .high),
    ("softprops/action-gh-release", "gh release", .regular, .high),
    ("elgohr/github-release-action", "gh release", .regular, .high),
    ("svenstaro/upload-release-action", "gh release upload", .regular, .high),
    ("dacbd/create-issue-action", "gh issue create", .regular, .high),
    ("actions-ecosystem/action-add-labels", "gh issue edit --add-label", .regular, .high),
    ("actions-ecosystem/action-remove-labels", "gh issue edit --remove-label", .regular, .high),
    ("addnab/docker-run-action", "docker run", .regular, .high),
    ("sergeysova/jq-action", "jq", .regular, .high),
    // What these do takes more than a command.
    ("peter-evans/create-pull-request", "gh pr create", .pedantic, .low),
    ("peter-evans/create-or-update-comment", "gh pr comment", .pedantic, .low),
    ("dtolnay/rust-toolchain", "rustup", .pedantic, .medium),
    ("stefanzweifel/git-auto-commit-action", "git commit and git push", .pedantic, .low),
    ("endbug/add-and-commit", "git commit and git push", .pedantic, .low),
  ]

  static func inspect(_ step: StepView, _ out: inout PipelineFindings) {
    guard let reference = step.reference?.repository,
      let (_, instead, persona, confidence) = known.first(where: { reference.isAction($0.action) })
    else { return }
    out.report(
      rule, .info, confidence, persona, "the runner can do this: \(instead)",
      at: .init(step.referenceRange, "not needed"), related: [.init(step.grip, "this step")],
      within: step.range)
  }
}
