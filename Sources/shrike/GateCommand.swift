import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeGovern
import ShrikeModel
import ShrikePipeline
import ShrikeRego
import ShrikeText

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Ask the gate about a saved report, and be told why.",
    discussion: """
      The built-in policies and those in .shrike/policies decide, as at the end of a scan, by what the
      report says of its configuration, waivers and baseline.

      Examples:
        shrike scan . --output json=report.json
        shrike gate report.json
        shrike gate report.json --baseline main.json    only what is new since that report
        shrike gate report.json --fail-on medium
        shrike gate report.json --policies ci/policies
        shrike gate report.json --output json           the answer for programs
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case terminal, json
  }

  @Argument(help: "A report of 'shrike scan --output json'.")
  var report: String

  @Option(
    help: ArgumentHelp("A folder of policies in place of .shrike/policies.", valueName: "folder"))
  var policies: String?

  @Option(
    help: ArgumentHelp(
      "Lowest severity that fails: critical, high, medium, low, info, never.", valueName: "severity"
    ))
  var failOn: String?

  @Option(help: ArgumentHelp("Engines that must have run.", valueName: "engine,…"))
  var require: String?

  @Option(
    help: ArgumentHelp(
      "An earlier report (ours, SARIF, gitleaks JSON) whose findings are known; repeatable.",
      valueName: "file"))
  var baseline: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("terminal or json.", valueName: "format"))
  var output = Format.terminal

  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if let failOn, ConfigurationReader.failOn(failOn) == nil {
      let known = Severity.allCases.map(\.rawValue) + ["never"]
      let near = suggestion(for: failOn, among: known)
      throw ValidationError(
        "'\(failOn)' is not a severity" + (near.map { "; did you mean '\($0)'?" } ?? "."))
    }
  }

  func run() throws {
    guard let bytes = readFile(report, limit: 1 << 30), var saved = SavedReport(bytes) else {
      Terminal.complain(
        "error[gate.report]: '\(report)' is no report of 'shrike scan --output json'")
      throw ExitStatus.usage.code
    }
    var diagnostics = Diagnostics()
    let gate = try gate(&diagnostics)
    let baselines = baselines(&diagnostics)
    guard let gate, !diagnostics.hasErrors else {
      throw Terminal.fail(diagnostics.finish(), .usage, colour: display.color.isOn(STDERR_FILENO))
    }
    let style = TextStyle(colour: display.color.isOn(STDERR_FILENO))
    for diagnostic in diagnostics.finish() { Terminal.complain(diagnostic.text(style)) }
    if !baselines.isEmpty { saved.compare(with: baselines) }
    if let least = failOn.flatMap({ ConfigurationReader.failOn($0) }) {
      saved.require(severity: least)
    }
    if let require { saved.require(engines: require.split(separator: ",").map(String.init)) }
    let answer = gate.decide(saved, now: saved.time ?? Terminal.nanoseconds)
    switch output {
    case .terminal: show(answer, saved)
    case .json: try write(answer)
    }
    switch answer.verdict {
    case .pass: return
    case .fail: throw ExitStatus.fail.code
    case .notEvaluated: throw ExitStatus.notEvaluated.code
    }
  }

  private func gate(_ diagnostics: inout Diagnostics) throws -> GateRun? {
    do throws(EngineError) {
      return try GateRun(
        folders: Folders(environment: Terminal.environment),
        policies: policies ?? GateRun.policyFolder, &diagnostics)
    } catch {
      Terminal.complain("error[\(error.code)]: \(error.description)")
      throw ExitStatus.usage.code
    }
  }

  private func baselines(_ diagnostics: inout Diagnostics) -> [Baseline] {
    baseline.compactMap { path in
      guard let bytes = readFile(path, limit: 1 << 30) else {
        diagnostics.report(
          Diagnostic(
            .error, "baseline.missing", "the baseline '\(path)' cannot be read",
            help: "write one with 'shrike scan --output json=\(path)'"))
        return nil
      }
      return Baseline.read(bytes, file: path, diagnostics: &diagnostics)
    }
  }

  // MARK: the answer

  private func write(_ answer: Gate.Answer) throws {
    var sink = FileSink.standardOutput
    do throws(EngineError) {
      try JSONReport().write(answer.verdict, answer.parts, to: &sink)
      try sink.finish()
    } catch {
      Terminal.complain("error[report.\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
  }

  private func show(_ answer: Gate.Answer, _ saved: SavedReport) {
    let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
    let shown = answer.parts.filter {
      display.quiet ? $0.verdict != .pass : $0.applies || display.verbose
    }
    let width = shown.map(\.id.count).max() ?? 0
    for part in shown {
      let padding = String(repeating: " ", count: width - part.id.count + 2)
      let word =
        part.applies ? style.paint(part.verdict.word, part.verdict.ink) : style.paint("off", .dim)
      print("\(part.id)\(padding)\(word)  \(part.title.printable)")
      let reasons = part.fails + part.undecided
      for reason in reasons { show(reason, "", saved, style) }
      for warning in part.warnings { show(warning, "warning: ", saved, style) }
      for note in part.notes { show(note, "note: ", saved, style) }
      if display.verbose { print("  \(style.paint(part.file.printable, .dim))") }
    }
    print("gate: \(style.paint(answer.verdict.word, answer.verdict.ink))")
  }

  private func show(
    _ reason: PolicyAnswer.Reason, _ word: String, _ saved: SavedReport, _ style: TextStyle
  ) {
    print("  - \(word)\(reason.message.printable)")
    let named =
      reason.findings.map { (saved.findings, $0) }
      + reason.suppressed.map { (saved.suppressed, $0) }
    for (list, number) in named where number < list.count {
      print("      \(Self.line(list[number], style))")
    }
  }

  /// `high  infra/docker-root-user  Dockerfile:3:1  d93c9fa2`.
  private static func line(_ finding: Value, _ style: TextStyle) -> String {
    let first = finding["places"]?.elements?.first
    var place = first?["path"]?.string ?? ""
    if let line = first?["start"]?["line"]?.int {
      place += ":\(line):\(first?["start"]?["column"]?.int ?? 1)"
    }
    let count = finding["places"]?.count ?? 0
    if count > 1 { place += " and \(count - 1) more" }
    let identity = String((finding["identity"]?["value"]?.string ?? "").prefix(8))
    return [
      finding["severity"]?.string ?? "", finding["rule"]?.string ?? "", place,
    ].map(\.printable).joined(separator: "  ") + "  " + style.paint(identity.printable, .dim)
  }
}

extension Verdict {
  fileprivate var ink: TextStyle.Ink {
    switch self {
    case .pass: .boldGreen
    case .fail: .boldRed
    case .notEvaluated: .boldYellow
    }
  }
}
