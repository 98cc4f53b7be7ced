import ShrikeFormats
public import ShrikeText

/// One thing to look for in GitLab's pipelines. An audit implements the views it needs; all are pure.
///
/// The doc comment of an audit is its user's page: *What it finds. Why it matters. Example. Instead.*
protocol GitLabAudit: Sendable {
  static var rule: PipelineRule { get }
  /// The pipeline as a whole.
  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings)
  /// What one mapping says itself, the defaults and jobs that only others extend included.
  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings)
  /// A job that runs, with what it gets from others.
  static func inspect(_ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings)
}

extension GitLabAudit {
  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings) {}
  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {}
  static func inspect(
    _ job: GitLabJob, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {}
}

/// Looks through the pipeline files of GitLab.
public enum GitLabPipelineAudit {
  static let audits: [any GitLabAudit.Type] = [
    GitLabDebugTrace.self, GitLabDockerWithoutTLS.self, GitLabDownloadRun.self,
    GitLabIdentityTokens.self, GitLabIgnoredSecurityJob.self, GitLabPrintedToken.self,
    GitLabScriptInjection.self, GitLabSecretInVariable.self, GitLabSharedCache.self,
    GitLabUnguardedDeployment.self, GitLabUnpinnedImages.self, GitLabUnpinnedIncludes.self,
    GitLabWholeWorkspace.self,
  ]

  /// The rules of all audits, by id.
  public static var rules: [PipelineRule] {
    audits.map { $0.rule }.sorted { $0.id < $1.id }
  }

  /// What was found in a file.
  public struct Report: Sendable {
    /// In the order of the file.
    public let findings: [PipelineFinding]
    /// Why the file could not be read.
    public let problem: String?
    /// The text that ranges count in: of UTF-16 input its UTF-8 form. Nil for what is no YAML.
    public let text: DiagnosedText?
  }

  /// The findings of a pipeline file, for every persona.
  public static func findings(in bytes: [UInt8], file: String) -> Report {
    let (pipeline, problem) = GitLabPipeline.read(bytes, file: file)
    guard let pipeline else { return Report(findings: [], problem: problem, text: nil) }
    var out = PipelineFindings(pipeline.document)
    let settings = pipeline.settings
    let jobs = pipeline.visibleJobs
    for audit in audits {
      audit.inspect(pipeline, &out)
      for part in settings { audit.inspect(part, pipeline, &out) }
      for job in jobs { audit.inspect(job, pipeline, &out) }
    }
    return Report(
      findings: out.items.sorted { $0.primary.range.lower < $1.primary.range.lower },
      problem: nil, text: pipeline.document.text)
  }

  /// `.gitlab-ci.yml`, `a.gitlab-ci.yml`, and what lies in `.gitlab/ci` or `.gitlab-ci`.
  public static func mayRecognize(path: String) -> Bool {
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return false }
    let parts = path.split(separator: "/")
    let name = parts.last ?? ""
    if name.hasSuffix(".gitlab-ci.yml") || name.hasSuffix(".gitlab-ci.yaml") { return true }
    let folders = parts.dropLast()
    if folders.contains(".gitlab-ci") { return true }
    guard let top = folders.firstIndex(of: ".gitlab") else { return false }
    return folders.dropFirst(top + 1).first == "ci"
  }
}
