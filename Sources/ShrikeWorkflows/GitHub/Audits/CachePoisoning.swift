import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Caches restored in workflows that publish.
///
/// *Why it matters.* Any run on the default branch may write the cache, also one that was tricked; what it
/// puts there goes into the release.
///
/// *Example.* `on: release` with `uses: actions/setup-go@…` *Instead.* `with: { cache: false }`
enum CachePoisoning: GitHubAudit {
  static let rule = PipelineRule(
    id: "cache-in-release", aliases: ["cache-poisoning"],
    title: "a release is built with a cache that others can write",
    why:
      "Any run on the default branch may write the cache, also one that was tricked; what "
      + "it puts there goes into the release.",
    instead: "`with: { cache: false }`",
    severity: .high, cwe: 349, risks: .artifactIntegrity)

  private static let caches: [(action: String, control: ActionControl)] = [
    ("actions/cache", .input("lookup-only", .flag, preset: true, isOff: true)),
    ("actions/setup-java", .input("cache", .text, preset: false)),
    ("actions/setup-go", .input("cache", .flag, preset: true)),
    (
      "actions/setup-node",
      .any([
        .input("cache", .oneOf(["npm", "yarn", "pnpm"]), preset: false),
        .input("package-manager-cache", .flag, preset: true),
      ])
    ),
    ("actions/setup-python", .input("cache", .text, preset: false)),
    ("actions/setup-dotnet", .input("cache", .flag, preset: false)),
    (
      "astral-sh/setup-uv",
      .any([
        .input("enable-cache", .oneOf(["true"]), preset: false),
        .all([.before(10), .input("enable-cache", .flag, preset: true)]),
      ])
    ),
    ("swatinem/rust-cache", .input("lookup-only", .flag, preset: true, isOff: true)),
    ("ruby/setup-ruby", .input("bundler-cache", .flag, preset: false)),
    ("pyo3/maturin-action", .input("sccache", .flag, preset: false)),
    ("mlugg/setup-zig", .input("use-cache", .flag, preset: true)),
    ("oven-sh/setup-bun", .input("no-cache", .flag, preset: true, isOff: true)),
    ("determinatesystems/magic-nix-cache-action", .input("use-gha-cache", .flag, preset: true)),
    ("graalvm/setup-graalvm", .input("cache", .text, preset: false)),
    ("gradle/actions/setup-gradle", .input("cache-disabled", .flag, preset: true, isOff: true)),
    (
      "docker/setup-buildx-action",
      .all([.input("cache-binary", .flag, preset: true), .input("version", .text, preset: false)])
    ),
    ("actions-rust-lang/setup-rust-toolchain", .input("cache", .flag, preset: true)),
    ("mozilla-actions/sccache-action", .always),
    ("nix-community/cache-nix-action", .always),
    ("jdx/mise-action", .input("cache", .flag, preset: true)),
    (
      "ramsey/composer-install",
      .input("ignore-cache", .oneOf(["yes", "true", "1"]), preset: true, isOff: true)
    ),
    ("awalsh128/cache-apt-pkgs-action", .always),
  ]

  private static let publishers: [(action: String, control: ActionControl)] =
    [
      "pypa/gh-action-pypi-publish", "rubygems/release-gem", "jreleaser/release-action",
      "goreleaser/goreleaser-action", "softprops/action-gh-release",
      "release-drafter/release-drafter", "googleapis/release-please-action",
      "redhat-actions/push-to-registry", "aws-actions/amazon-ecs-deploy-task-definition",
      "aws-actions/aws-cloudformation-github-deploy", "azure/aci-deploy",
      "azure/container-apps-deploy-action", "azure/functions-action", "azure/sql-action",
      "cloudflare/wrangler-action", "google-github-actions/deploy-appengine",
      "google-github-actions/deploy-cloudrun", "google-github-actions/deploy-cloud-functions",
    ].map { ($0, .always) }
    + [("docker/build-push-action", .input("push", .flag, preset: true))]

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    let steps = (job.steps ?? []).flatMap { $0.parallel.isEmpty ? [$0] : $0.parallel }
      .filter { $0.action != nil && !$0.condition.isNever }
    guard !steps.isEmpty else { return }
    let triggers = releaseTriggers(workflow)
    let publisher = steps.first { verdict($0, publishers, out.document) != nil }
    guard !triggers.isEmpty || publisher != nil else { return }
    for step in steps {
      guard let action = step.action, let (found, input) = verdict(step, caches, out.document)
      else { continue }
      var verdict = found
      if verdict == .perhaps, let input, !triggers.isEmpty,
        !triggers.contains(.branch), let decided = onTagPush(action[input.id]?.value)
      {
        guard decided != input.isOff else { continue }
        verdict = .yes
      }
      let related: [PipelineFinding.Site] =
        triggers.isEmpty
        ? publisher?.action.map { [.init($0.uses.node.range, "publishes")] } ?? []
        : workflow.onRange.map { [.init($0, "starts a release")] } ?? []
      let range = ByteRange(action.key.range.lower, action.uses.node.range.upper)
      out.report(
        rule, .high, .low, .regular,
        "what others put into the cache goes into the release",
        at: .init(range, "restores a cache"),
        related: related, within: step.node.range)
    }
  }

  private enum Trigger { case tag, branch, release }

  private static func releaseTriggers(_ workflow: Workflow) -> [Trigger] {
    var found: [Trigger] = []
    for trigger in workflow.triggers ?? [] {
      guard case .webhook(let hook) = trigger.kind else { continue }
      if trigger.name.value == "release" { found.append(.release) }
      guard trigger.name.value == "push" else { continue }
      if hook.tags != nil || hook.tagsIgnore != nil { found.append(.tag) }
      if hook.branches?.patterns.contains(where: { $0.lowercased.contains("release") }) ?? false {
        found.append(.branch)
      }
    }
    return found
  }

  /// Whether a step does what the table says, and the one flag that decides it.
  private static func verdict(
    _ step: Step, _ table: [(action: String, control: ActionControl)], _ document: Document
  ) -> (ActionControl.Verdict, (id: String, isOff: Bool)?)? {
    guard let action = step.action,
      var reference = ActionReference(String(action.uses.value.trimmed)).repository
    else { return nil }
    if reference.isHash {
      reference.comment = document.comment(after: action.uses.node).flatMap(versionName)
    }
    for (name, control) in table where reference.isAction(name) {
      let isOpaque = step.node["with"].map { $0.isScalar && Text($0).isExpression } ?? false
      let verdict = isOpaque ? .perhaps : control.verdict(action, reference)
      guard verdict != .no else { continue }
      if case .input(let id, .flag, _, let isOff) = control { return (verdict, (id, isOff)) }
      return (verdict, nil)
    }
    return nil
  }

  /// `v1.2` in `# v1.2`, `# tag=v1.2` or `# version: v1.2`.
  private static func versionName(_ comment: Substring) -> Substring? {
    var words = comment.split { " \t:=".contains($0) }
    if words.count == 2, ["tag", "version", "ver"].contains(words[0]) { words.removeFirst() }
    return words.count == 1 ? words[0] : nil
  }

  /// What a flag such as `${{ !startsWith(github.ref, 'refs/tags/') }}` is when a tag is pushed.
  private static func onTagPush(_ text: Text?) -> Bool? {
    guard let text, text.isExpression, let expression = text.interpolations.first?.expression else {
      return nil
    }
    return onTagPush(expression)
  }

  private static func onTagPush(_ expression: Expression) -> Bool? {
    switch expression.kind {
    case .bool(let flag): return flag
    case .not(let operand): return onTagPush(operand).map { !$0 }
    case .call(let name, let arguments)
    where name.lowercased() == "startswith" && arguments.count == 2:
      guard arguments[0].path?.matches("github.ref") ?? false,
        case .string(let prefix) = arguments[1].kind, prefix.lowercased() == "refs/tags/"
      else { return nil }
      return true
    case .logical(.and, let left, let right):
      let sides = [left, right]
      let isTag = sides.contains { isComparison($0, "github.ref_type", "tag") }
      let isPush = sides.contains { isComparison($0, "github.event_name", "push") }
      return isTag && isPush ? true : nil
    default: return nil
    }
  }

  private static func isComparison(_ expression: Expression, _ path: String, _ value: String)
    -> Bool
  {
    guard case .compare(.equal, let left, let right) = expression.kind else { return false }
    return [(left, right), (right, left)].contains { one, other in
      one.path?.matches(path) ?? false && other.constant == .string(value)
    }
  }
}
