import ArgumentParser
import Glibc
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the tests of policies: rules whose names begin with test_.")

    @Argument(help: "Rego files or folders.")
    var paths: [String]

    @Option(help: ArgumentHelp("Only tests whose names hold this text.", valueName: "text"))
    var only: String?

    @Option(help: ArgumentHelp("A JSON file for `data`.", valueName: "file"))
    var data: String?

    @OptionGroup var options: Options

    func run() throws {
      let policy = try options.compile(paths)
      let data = try PolicyFiles.json(data) ?? .emptyObject
      let tests = PolicyTests(
        policy, data: data, context: BuiltinContext(now: Terminal.nanoseconds))
      let outcomes = tests.run { _, name in only.map { name.contains($0) } ?? true }
      let style = TextStyle(colour: options.display.color.isOn(STDOUT_FILENO))
      var failed = 0
      for outcome in outcomes {
        let name = (outcome.package + [outcome.name]).joined(separator: ".")
        let place = policy.line(of: outcome.span, in: outcome.module).map {
          "\(outcome.module):\($0)"
        }
        switch outcome.state {
        case .passed:
          if options.display.verbose { print("\(style.paint("ok", .green))      data.\(name)") }
        case .skipped: print("\(style.paint("skipped", .yellow)) data.\(name)  \(place ?? "")")
        case .failed:
          failed += 1
          let value = outcome.value?.regoText ?? "undefined"
          print("\(style.paint("failed", .boldRed))  data.\(name) is \(value)  \(place ?? "")")
        case .error(let message):
          failed += 1
          print("\(style.paint("error", .boldRed))   data.\(name): \(message)  \(place ?? "")")
        }
      }
      let skipped = outcomes.count { $0.state == .skipped }
      print(
        "\(outcomes.count - failed - skipped) passed, \(failed) failed"
          + (skipped > 0 ? ", \(skipped) skipped" : ""))
      if failed > 0 { throw ExitStatus.fail.code }
    }
  }
}
