public import ShrikeModel

/// What an audit of pipelines is called, and what is known of it without running it.
public struct PipelineRule: Sendable, Hashable {
  /// Names the problem.
  public let id: String
  /// Names of the same check in other tools, which their ignore comments use: zizmor's ident first.
  /// Empty for an audit that only we have.
  public let aliases: [String]
  /// A few words for a list.
  public let title: String
  /// Why it matters.
  public let why: String
  /// What to write in its place.
  public let instead: String
  /// Of the worst that it finds; a finding may be milder.
  public let severity: Severity
  /// Numbers of weaknesses in CWE.
  public let cwe: [Int]
  public let risks: [PipelineRisk]

  init(
    id: String, aliases: [String] = [], title: String, why: String, instead: String,
    severity: Severity, cwe: Int..., risks: PipelineRisk...
  ) {
    self.id = id
    self.aliases = aliases
    self.title = title
    self.why = why
    self.instead = instead
    self.severity = severity
    self.cwe = cwe
    self.risks = risks
  }
}

/// OWASP's ten risks of CI/CD.
///
/// https://owasp.org/www-project-top-10-ci-cd-security-risks/
public enum PipelineRisk: String, Sendable {
  case flowControl = "CICD-SEC-1"
  case identity = "CICD-SEC-2"
  case dependencyChain = "CICD-SEC-3"
  case poisonedPipeline = "CICD-SEC-4"
  case pipelineAccess = "CICD-SEC-5"
  case credentials = "CICD-SEC-6"
  case configuration = "CICD-SEC-7"
  case thirdParties = "CICD-SEC-8"
  case artifactIntegrity = "CICD-SEC-9"
  case visibility = "CICD-SEC-10"
}
