import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikeSources
import ShrikeText

/// The tools that a scan runs beside its own engines.
extension ScanPlan {
  struct ToolOutcome {
    var coverage: [Coverage] = []
    var findings: [Finding] = []
    var rules: [RuleInfo] = []
    /// What the rules' ids of those begin with that ran to their end.
    var packs: [String] = []
  }

  /// Runs every tool that the configuration names and the person agreed to, one after the other. Of each there is a
  /// coverage, whether it ran or not.
  mutating func runTools(
    _ progress: ScanProgress, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> ToolOutcome {
    let outcome = try toolOutcome(progress, &diagnostics)
    lacksTools = outcome.coverage.contains { $0.status != .ran }
    return outcome
  }

  private mutating func toolOutcome(
    _ progress: ScanProgress, _ diagnostics: inout Diagnostics
  ) throws(EngineError) -> ToolOutcome {
    var outcome = ToolOutcome()
    let tools = configurations.tools
    if tools.isEmpty {
      if request.only?.contains(Tool.engines) ?? configurations.engines?.names
        .contains(Tool.engines) ?? false
      {
        outcome.coverage = [
          Coverage(
            engine: Tool.engines,
            status: .skipped("no tools are named in \(Configuration.fileName)"))
        ]
      }
      return outcome
    }
    if let reason = whyNoTools {
      // At a single stream nobody expects them.
      if request.subject == .standardInput, request.only == nil { return outcome }
      outcome.coverage = tools.map { Coverage(engine: $0.engine, status: .skipped(reason)) }
      return outcome
    }
    _ = try workTree(&diagnostics)
    let folder = resolvedPath(request.path) ?? request.path
    for tool in tools {
      if progress.isCancelled {
        outcome.coverage.append(
          Coverage(engine: tool.engine, status: .skipped("the scan was stopped")))
        continue
      }
      let run = ToolRun(
        tool: tool, folder: folder, environment: request.environment,
        isCancelled: { progress.isCancelled })
      take(run.run(), of: tool, folder, into: &outcome, &diagnostics)
    }
    return outcome
  }

  /// What the gate must see to have run, in the names of coverages.
  var requiredEngines: [String] {
    let tools = configurations.tools.map(\.engine)
    return (request.only ?? configurations.engines?.names ?? []).flatMap { name in
      name == Tool.engines && !tools.isEmpty ? tools : [name]
    }
  }

  /// Why none of them runs; nil: they do.
  private var whyNoTools: String? {
    if !runs(Tool.engines) { return whyNot(Tool.engines) }
    switch request.subject {
    case .workTree:
      if target.kind == "file" { return "tools look at folders, and a single file was named" }
    case .standardInput: return "standard input is no work tree"
    case .history, .staged, .since: return "tools look at work trees only"
    }
    return request.runsTools
      ? nil
      : "it runs a command that \(configurations.toolsFile ?? Configuration.fileName) names: only "
        + "with --tools or SHRIKE_TOOLS=1"
  }

  private func take(
    _ run: ToolRun.Outcome, of tool: Tool, _ folder: String, into outcome: inout ToolOutcome,
    _ diagnostics: inout Diagnostics
  ) {
    var coverage = Coverage(engine: tool.engine, status: run.status)
    defer { outcome.coverage.append(coverage) }
    guard let report = run.report else { return }
    var findings = ToolFindings(
      tool, folder: folder, naming: naming, filters: configurations.filters)
    findings.take(report)
    coverage.rules = report.rules.count
    coverage.skipped = findings.skipped.sorted().map {
      Skip($0, .excluded, configurations.reason(for: naming.identityPath($0)))
    }
    outcome.findings += findings.findings
    outcome.rules += findings.rules
    // Of one that ended early nobody knows what it would have found again.
    if run.status == .ran { outcome.packs += findings.packs.sorted() }
    if report.unusable > 0 {
      let first = report.problems.first.map { "\($0.place): \($0.reason)".printable }
      diagnostics.report(
        Diagnostic(
          .warning, "tools.results",
          "\(tool.name): \(report.unusable) of its results cannot be used", help: first))
    }
  }

  private func resolvedPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
