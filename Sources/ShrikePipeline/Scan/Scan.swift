import Glibc
import ShrikeExchange
import ShrikeGovern
import ShrikeInfra
public import ShrikeModel
import ShrikeSecrets
import ShrikeSources
public import ShrikeText

/// A whole scan: configuration, rules, sources, engines, waivers, verdict.
public struct Scan: Sendable {
  public let request: ScanRequest
  public let progress: ScanProgress
  public let folders: Folders

  public init(_ request: ScanRequest, progress: ScanProgress = ScanProgress()) {
    self.request = request
    self.progress = progress
    folders = Folders(environment: request.environment)
  }

  /// How a scan ends that has no report.
  public enum Failure: Error, Sendable {
    /// Wrong usage, configuration, rule or baseline (exit code 2).
    case input([Diagnostic])
    /// Our own trouble (exit code 3).
    case engine(EngineError)
  }

  /// The configurations that hold for the request; nil when one has a mistake.
  public func configurations(_ diagnostics: inout Diagnostics) -> ConfigurationTree? {
    let repository = GitRepository.discover(from: request.path, environment: request.environment)
    return ConfigurationFiles(request, repository).read(&diagnostics)
  }

  public func run() throws(Failure) -> Report {
    var diagnostics = Diagnostics()
    let start = monotonicSeconds()
    if request.subject != .standardInput, access(request.path, F_OK) != 0 {
      throw .input([
        Diagnostic(
          .error, "scan.path", "there is no '\(request.path)'",
          help: "give a folder, a file, or - for standard input")
      ])
    }
    let repository = GitRepository.discover(from: request.path, environment: request.environment)
    let files = ConfigurationFiles(request, repository)
    guard let configurations = files.read(&diagnostics) else {
      throw .input(diagnostics.finish())
    }
    let plan = ScanPlan(request, configurations, files, repository: repository)
    do throws(EngineError) {
      return try run(plan, start, &diagnostics)
    } catch {
      let collected = Self.take(&diagnostics)
      if collected.contains(where: { $0.level == .error }) { throw .input(collected) }
      throw .engine(error)
    }
  }

  private static func take(_ diagnostics: inout Diagnostics) -> [Diagnostic] {
    var out = Diagnostics()
    swap(&out, &diagnostics)
    return out.finish()
  }

  private func run(
    _ plan: ScanPlan, _ start: Double, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> Report {
    var plan = plan
    if let trouble = plan.repository?.trouble() { diagnostics.report(trouble) }
    var coverage: [Coverage] = []
    var findings: [Finding] = []
    var ruleSets: [Report.RuleSet] = []
    var infos: [RuleInfo] = []
    var packs: [String] = []
    var aliases: [String: [String]] = [:]
    let ignores = IgnoreFiles(plan, &diagnostics)
    let key = plan.identityKey(cache: folders.cache, &diagnostics)
    var masks: [LoadedRules] = []
    let given = try givenRules(plan.configurations, &diagnostics)
    if plan.runs("secrets") {
      let loaded = try secretRules(given, &diagnostics)
      if diagnostics.errorCount > 0 { throw EngineError(.unavailable, "the input has mistakes") }
      masks = loaded
      for rules in loaded {
        let run = SecretsRun(
          rules: rules, key: key, limits: request.limits, jobs: request.jobs, progress: progress,
          ignored: ignores)
        let (found, covered) = try plan.scan(run, &diagnostics)
        findings += found
        coverage.append(covered)
        ruleSets.append(rules.about)
        packs.append(rules.pack)
        let named = Set(found.map(\.rule))
        for rule in rules.scanner.rules where named.contains("\(rules.pack)/\(rule.id)") {
          infos.append(rule.info(pack: rules.pack))
          aliases["\(rules.pack)/\(rule.id)"] = rule.aliases
        }
      }
    } else {
      coverage.append(Coverage(engine: "secrets", status: .skipped(plan.whyNot("secrets"))))
    }
    let source = InfraSource(RuleLibrary(folders: folders), given: given)
    if plan.runs("infra"), try plan.hasInfrastructure(source, &diagnostics) {
      let run = InfraRun(
        source: source, key: key, limits: request.limits, jobs: request.jobs, progress: progress,
        secrets: SecretMask(RuleLibrary(folders: folders), running: masks))
      let (found, covered) = try plan.scan(run, &diagnostics)
      findings += found
      coverage.append(covered)
      packs += ["infra", "pipeline"]
      let named = Set(found.map(\.rule) + covered.undecided.map(\.rule))
      for (library, about) in source.loaded {
        ruleSets.append(about)
        packs += library.packs.filter { !packs.contains($0) }
        for rule in library.rules where named.contains(rule.id) {
          infos.append(rule)
          aliases[rule.id] = rule.aliases
        }
      }
    } else if plan.runs("infra") {
      if let status = plan.infrastructureStatus {
        coverage.append(Coverage(engine: "infra", status: status))
      }
    } else if request.skip.contains("infra") {
      coverage.append(Coverage(engine: "infra", status: .skipped(plan.whyNot("infra"))))
    }
    let tools = try plan.runTools(progress, &diagnostics)
    findings += tools.findings
    coverage += tools.coverage
    infos += tools.rules
    packs += tools.packs.filter { !packs.contains($0) }
    for rule in tools.rules { aliases[rule.id] = rule.aliases }
    var waiving = Waiving(plan, ignores, key: key, packs: packs, &diagnostics)
    if diagnostics.errorCount > 0 { throw EngineError(.unavailable, "the input has mistakes") }
    for index in findings.indices { plan.adjust(&findings[index]) }
    findings = waiving.apply(to: findings, aliases: aliases)
    plan.describe(&findings)
    plan.nameOwners(of: &findings, &diagnostics)
    let waivers = waiving.records(plan, isPartial: progress.isCancelled, &diagnostics)
    findings.sort(by: Self.comesFirst)
    let open = findings.filter { !$0.isSuppressed }
    let diff = waiving.diff(findings, plan, isPartial: progress.isCancelled)
    let facts = plan.facts(open, diff, waivers, &diagnostics)
    let gate = try GateRun(folders: folders, policies: plan.policies, &diagnostics)
    guard let gate, diagnostics.errorCount == 0 else {
      throw EngineError(.unavailable, "the input has mistakes")
    }
    var report = Report(
      target: plan.target, toolVersion: ToolVersion.current, startedAt: request.startedAt,
      seconds: monotonicSeconds() - start, ruleSets: ruleSets,
      rules: infos.sorted { $0.id < $1.id }, findings: open,
      suppressed: findings.filter(\.isSuppressed), coverage: coverage,
      diagnostics: Self.take(&diagnostics), verdict: .pass, identityKey: key.origin.rawValue,
      partial: progress.isCancelled)
    report.gate = facts
    let answer = gate.decide(report)
    report.verdict = answer.verdict
    report.policies = answer.parts
    report.diagnostics += given?.troubles ?? []
    for warning in answer.warnings {
      report.diagnostics.append(Diagnostic(.warning, "gate.warning", warning))
    }
    return report
  }

  private var secretOptions: SecretScanner.Options {
    var options = SecretScanner.Options()
    options.decodingDepth = request.decodingDepth
    return options
  }

  /// The rules that stand in place of built-in ones; nil where none were named.
  private func givenRules(
    _ configurations: ConfigurationTree, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> GivenRules? {
    let paths = request.rules.isEmpty ? configurations.rules : request.rules
    if paths.isEmpty { return nil }
    let given = try RuleLibrary(folders: folders).given(
      at: paths, options: secretOptions, diagnostics: &diagnostics)
    guard let given else { throw EngineError(.unavailable, "the input has mistakes") }
    return given
  }

  /// The rule sets of the secrets engine: those that were given, or the built-in pack.
  private func secretRules(
    _ given: GivenRules?, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> [LoadedRules] {
    if let given, !given.secrets.isEmpty { return given.secrets }
    let library = RuleLibrary(folders: folders)
    return try library.secrets(options: secretOptions, diagnostics: &diagnostics).map { [$0] } ?? []
  }

  private static func comesFirst(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.rule != b.rule { return a.rule < b.rule }
    let (x, y) = (a.places.first, b.places.first)
    if x?.path != y?.path { return (x?.path ?? "") < (y?.path ?? "") }
    if x?.start != y?.start {
      let origin = SourcePosition(line: 0, column: 0)
      return (x?.start ?? origin) < (y?.start ?? origin)
    }
    return a.identity < b.identity
  }
}

func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
