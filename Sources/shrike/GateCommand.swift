import ArgumentParser
import Glibc
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
      The built-in policies and those in .shrike/policies decide, as at the end of a scan.

      Examples:
        shrike scan . --output json=report.json
        shrike gate report.json
        shrike gate report.json --fail-on medium
        shrike gate report.json --policies ci/policies
      """)

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
    guard let bytes = readFile(report), let document = Value(json: bytes),
      document["schema"]?.string == "shrike.report/1"
    else {
      Terminal.complain(
        "error[gate.report]: '\(report)' is no report of 'shrike scan --output json'")
      throw ExitStatus.usage.code
    }
    var diagnostics = Diagnostics()
    let gate: GateRun?
    do throws(EngineError) {
      gate = try GateRun(
        folders: Folders(environment: Terminal.environment),
        policies: policies ?? GateRun.policyFolder, &diagnostics)
    } catch {
      Terminal.complain("error[\(error.code)]: \(error.description)")
      throw ExitStatus.usage.code
    }
    guard let gate else {
      throw Terminal.fail(diagnostics.finish(), .usage, colour: display.color.isOn(STDERR_FILENO))
    }
    var circumstances = GateRun.Circumstances()
    let least = failOn.flatMap { ConfigurationReader.failOn($0) } ?? Configuration.defaultFailOn
    let count = document["findings"]?.count ?? 0
    if case .severity(let severity) = least {
      circumstances.failOn = Array(repeating: severity, count: count)
    } else {
      circumstances.failOn = Array(repeating: nil, count: count)
    }
    circumstances.required = require?.split(separator: ",").map(String.init) ?? []
    circumstances.now = Terminal.nanoseconds
    let answer = gate.decide(document, circumstances)
    show(answer)
    switch answer.verdict {
    case .pass: return
    case .fail: throw ExitStatus.fail.code
    case .notEvaluated: throw ExitStatus.notEvaluated.code
    }
  }

  private func show(_ answer: Gate.Answer) {
    let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
    func ink(_ verdict: Verdict) -> TextStyle.Ink {
      switch verdict {
      case .pass: .boldGreen
      case .fail: .boldRed
      case .notEvaluated: .boldYellow
      }
    }
    let width = answer.parts.map(\.id.count).max() ?? 0
    for part in answer.parts where !display.quiet || part.verdict != .pass {
      let padding = String(repeating: " ", count: width - part.id.count + 2)
      print(
        "\(part.id)\(padding)\(style.paint(part.verdict.word, ink(part.verdict)))  \(part.title)")
      for reason in part.verdict.reasons { print("  - \(reason.printable)") }
      for warning in part.warnings { print("  - warning: \(warning.printable)") }
      if display.verbose { print("  \(style.paint(part.file, .dim))") }
    }
    print("gate: \(style.paint(answer.verdict.word, ink(answer.verdict)))")
  }
}
