import ShrikeFormats
import ShrikeText

/// Looks through the pipeline files of GitHub: workflows, actions and Dependabot's configuration.
public enum PipelineAudit {
  public enum Kind: String, Sendable { case workflow, action, dependabot }

  static let audits: [any GitHubAudit.Type] = [
    AdhocPackages.self, AnonymousDefinition.self, ArchivedUses.self, BotConditions.self,
    CachePoisoning.self, ConcurrencyLimits.self, DangerousTriggers.self,
    DependabotCooldown.self, DependabotExecution.self, ExcessivePermissions.self,
    GitHubAppTokens.self, GitHubEnvironmentFile.self, HardcodedContainerCredentials.self,
    ImitatedUses.self, InsecureCommands.self, Misfeature.self, Obfuscation.self,
    OverprovisionedSecrets.self, PersistedCredentials.self, SecretsInherit.self,
    SecretsOutsideEnvironment.self, SelfHostedRunner.self, SelfRepository.self,
    SuperfluousActions.self, TemplateInjection.self, UndocumentedPermissions.self,
    UnpinnedImages.self, UnpinnedTools.self, UnpinnedUses.self, UnredactedSecrets.self,
    UnsoundCondition.self, UnsoundContains.self, UnsoundTernary.self,
    UntrustedPublishing.self,
    // Those that only we have.
    ArtifactOfStrangers.self, DownloadRunByShell.self, IgnoredSecurityStep.self,
    PrivilegedContainer.self, RunnerForStrangers.self, SecretForEveryStep.self,
    SecretInCondition.self, UntrustedCheckout.self, VariableRunAsCode.self,
  ]

  /// The rules of all audits, by id.
  public static var rules: [PipelineRule] {
    audits.map { $0.rule }.sorted { $0.id < $1.id }
  }

  /// What was found in a file.
  public struct Report: Sendable {
    /// Nil: it is no pipeline file; `problem` says why.
    public let kind: Kind?
    /// In the order of the file.
    public let findings: [PipelineFinding]
    public let problem: String?
    /// The text that ranges count in: of UTF-16 input its UTF-8 form. Nil for what is no YAML.
    public let text: DiagnosedText?
  }

  /// The findings of a pipeline file, for every persona.
  public static func findings(in bytes: [UInt8], file: String) -> Report {
    let (document, failure) = WorkflowReader.load(bytes, file: file)
    guard let document else {
      return Report(kind: nil, findings: [], problem: failure?.message, text: nil)
    }
    guard let kind = kind(of: document.root) else {
      return Report(
        kind: nil, findings: [],
        problem: "this is neither a workflow, nor an action, nor Dependabot's configuration",
        text: document.text)
    }
    var out = PipelineFindings(document, ignores: IgnoreComments(document))
    switch kind {
    case .workflow:
      var reader = WorkflowReader(problems: GitHubProblems(document))
      audit(reader.read(document), &out)
    case .action: audit(ActionFile(document), &out)
    case .dependabot:
      let file = DependabotFile(document)
      for audit in audits { audit.inspect(file, &out) }
    }
    return Report(
      kind: kind, findings: out.items.sorted { $0.primary.range.lower < $1.primary.range.lower },
      problem: nil, text: document.text)
  }

  private static func kind(of root: Node) -> Kind? {
    guard root.isMapping else { return nil }
    if root["jobs"] != nil, root["on"] != nil { return .workflow }
    if root["runs"]?.isMapping ?? false { return .action }
    return root["updates"]?.isSequence ?? false ? .dependabot : nil
  }

  private static func audit(_ workflow: Workflow, _ out: inout PipelineFindings) {
    for audit in audits { audit.inspect(workflow, &out) }
    for job in workflow.jobs ?? [] where !job.condition.isNever {
      for audit in audits { audit.inspect(job, workflow, &out) }
      for step in job.steps ?? [] {
        for part in step.parallel.isEmpty ? [step] : step.parallel where !part.condition.isNever {
          let view = StepView(part, job: job, workflow: workflow)
          for audit in audits { audit.inspect(view, &out) }
        }
      }
    }
    inspectExpressions(&out)
  }

  private static func audit(_ action: ActionFile, _ out: inout PipelineFindings) {
    for audit in audits { audit.inspect(action, &out) }
    for step in action.steps where !step.condition.isNever {
      let view = StepView(step, action: action)
      for audit in audits { audit.inspect(view, &out) }
    }
    inspectExpressions(&out)
  }

  private static func inspectExpressions(_ out: inout PipelineFindings) {
    let expressions = PlacedExpression.all(in: out.document)
    guard !expressions.isEmpty else { return }
    for audit in audits { audit.inspect(expressions, &out) }
  }
}

extension Text? {
  /// A condition of which is known that it is false.
  var isNever: Bool {
    guard let text = self else { return false }
    let bare = text.value.trimmed
    guard bare.hasPrefix("${{") || text.interpolations.isEmpty else { return false }
    let body =
      bare.hasPrefix("${{") && bare.hasSuffix("}}") ? bare.dropFirst(3).dropLast(2) : bare
    guard body.contains("false") || body.contains("true") || body.contains("=") else {
      return false
    }
    return ExpressionParser.parse(String(body))?.constant == .bool(false)
  }
}
