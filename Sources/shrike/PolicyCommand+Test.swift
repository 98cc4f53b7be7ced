import ArgumentParser
import Glibc
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run the tests of policies: rules whose names begin with test_.",
      discussion: """
        A test that fails is shown with the expression that did not hold and the values it looked at. With
        --coverage every line of the rules is told that no test reached.
        """)

    @Argument(help: "Rego files or folders.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("Only tests whose names hold this text.", valueName: "text"))
    var only: String?

    @Option(help: ArgumentHelp("A JSON file for `data`.", valueName: "file"))
    var data: String?

    @Flag(help: "Tell which lines of the rules the tests reached.")
    var coverage = false

    @Option(
      help: ArgumentHelp("text or json (the report `opa test` writes).", valueName: "format"))
    var coverageReport: ReportFormat?

    @Option(
      help: ArgumentHelp(
        "Percentage of lines that must be reached, else exit code 1.", valueName: "number"))
    var threshold: Double?

    @OptionGroup var bundles: BundleOptions
    @OptionGroup var options: Options

    enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    private var measures: Bool { coverage || coverageReport != nil || threshold != nil }

    func validate() throws {
      try bundles.validate(with: paths)
      if let threshold, !(0...100).contains(threshold) {
        throw ValidationError("--threshold is a percentage, from 0 to 100.")
      }
    }

    func run() throws {
      let bundles = try bundles.read(options)
      let policy = try options.compile(paths, bundles, isTraced: measures)
      let data = try PolicyFiles.data(data, bundles)
      let context = BuiltinContext(now: Terminal.nanoseconds)
      let tests = PolicyTests(policy, data: data, context: context)
      let outcomes = tests.run { _, name in only.map { name.contains($0) } ?? true }
      // A report for a program stands alone on standard output.
      let isReport = coverageReport == .json
      let style = TextStyle(
        colour: options.display.color.isOn(isReport ? STDERR_FILENO : STDOUT_FILENO))
      func tell(_ line: String) { if isReport { Terminal.complain(line) } else { print(line) } }
      let failures = PolicyFailures(policy, data: data, now: context.now)
      var failed = 0
      for outcome in outcomes {
        let name = "data." + (outcome.package + [outcome.name]).joined(separator: ".")
        let place = policy.line(of: outcome.span, in: outcome.module).map {
          "\(outcome.module):\($0)"
        }
        switch outcome.state {
        case .passed:
          if options.display.verbose { tell("\(style.paint("ok", .green))      \(name)") }
        case .skipped: tell("\(style.paint("skipped", .yellow)) \(name)  \(place ?? "")")
        case .failed:
          failed += 1
          let value = outcome.value?.regoText ?? "undefined"
          tell("\(style.paint("failed", .boldRed))  \(name) is \(value)  \(place ?? "")")
          for line in failures.lines(of: outcome) { tell("          \(line)") }
        case .error(let message):
          failed += 1
          tell("\(style.paint("error", .boldRed))   \(name): \(message)  \(place ?? "")")
        }
      }
      let skipped = outcomes.count { $0.state == .skipped }
      tell(
        "\(outcomes.count - failed - skipped) passed, \(failed) failed"
          + (skipped > 0 ? ", \(skipped) skipped" : ""))
      let isCovered = try tests.coverage.map { try show($0) } ?? true
      if failed > 0 || !isCovered { throw ExitStatus.fail.code }
    }

    /// False where less was reached than must be.
    private func show(_ coverage: PolicyCoverage) throws -> Bool {
      if coverageReport == .json {
        print(coverage.report.indentedJSONText)
      } else {
        for file in coverage.files {
          let missed = PolicyCoverage.ranges(file.missed).map {
            $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
          }
          let lines = missed.isEmpty ? "" : "  not reached: \(missed.joined(separator: ", "))"
          print("\(percent(file.percentage))  \(file.name.printable)\(lines)")
        }
        print("\(percent(coverage.percentage))  of the lines of rules were reached")
      }
      guard let threshold, coverage.percentage < threshold else { return true }
      Terminal.complain(
        "error[policy.coverage]: \(trimmed(coverage.percentage)) % of the lines were reached, \(trimmed(threshold)) % must be"
      )
      return false
    }

    private func percent(_ number: Double) -> String {
      let text = trimmed(number) + " %"
      return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }

    private func trimmed(_ number: Double) -> String {
      number == number.rounded() ? String(Int(number)) : String(number)
    }
  }
}
