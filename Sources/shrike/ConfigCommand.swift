import ArgumentParser
import Glibc
import ShrikeModel
import ShrikePipeline
import ShrikeText

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check, show or explain the configuration.",
    discussion: """
      Examples:
        shrike config check              every mistake in shrike.yml at once
        shrike config show               what is in force here
        shrike config explain fail-on    what a key means
      """,
    subcommands: [Check.self, Show.self, Explain.self], defaultSubcommand: Show.self)

  /// Reads the configuration that a scan of `path` would use.
  static func read(_ path: String, _ file: String?) -> (Configuration?, [Diagnostic]) {
    var request = ScanRequest(
      path: path, environment: Terminal.environment, workingFolder: Terminal.workingFolder,
      startedAt: Terminal.now)
    request.configFile = file
    var diagnostics = Diagnostics()
    let found = Scan(request).configuration(&diagnostics)
    return (found?.configuration, diagnostics.finish())
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell every mistake at once.")

    @Argument(help: "The folder whose configuration counts.")
    var path = "."

    @Option(help: ArgumentHelp("A file in place of shrike.yml.", valueName: "file"))
    var config: String?

    @OptionGroup var display: DisplayOptions

    func run() throws {
      let (configuration, diagnostics) = ConfigCommand.read(path, config)
      let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
      for diagnostic in diagnostics { print(diagnostic.text(style)) }
      guard let configuration else { throw ExitStatus.usage.code }
      guard let file = configuration.file else {
        print("there is no shrike.yml here; the defaults are in force")
        return
      }
      print(diagnostics.isEmpty ? "'\(file)' is right" : "'\(file)' is in force, with warnings")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show what is in force.")

    @Argument(help: "The folder whose configuration counts.")
    var path = "."

    @Option(help: ArgumentHelp("A file in place of shrike.yml.", valueName: "file"))
    var config: String?

    @OptionGroup var display: DisplayOptions

    func run() throws {
      let (configuration, diagnostics) = ConfigCommand.read(path, config)
      guard let configuration else {
        throw Terminal.fail(diagnostics, .usage, colour: display.color.isOn(STDERR_FILENO))
      }
      print("# \(configuration.file ?? "no shrike.yml: the defaults")")
      print("fail-on: \(configuration.failOn.word)")
      let engines = configuration.engines ?? Configuration.knownEngines
      print("engines: [\(engines.joined(separator: ", "))]")
      print("rules: \(list(configuration.rules, "the built-in pack"))")
      print("baseline: \(list(configuration.baselines, "none"))")
      print("include: \(list(configuration.include, "everything"))")
      for row in configuration.exclude {
        print("exclude: \(row.pattern)" + (row.reason.map { "   # \($0)" } ?? ""))
      }
      for row in configuration.severities {
        let rules = row.rules.isEmpty ? "" : "   # only \(row.rules.joined(separator: ", "))"
        print("severity: \(row.pattern) → \(row.severity.rawValue)\(rules)")
      }
    }

    private func list(_ values: [String], _ none: String) -> String {
      values.isEmpty ? none : values.joined(separator: ", ")
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what a key means.")

    @Argument(help: "The key.")
    var key: String

    func run() throws {
      guard let known = ConfigurationKey.all.first(where: { $0.name == key }) else {
        let names = ConfigurationKey.all.map(\.name)
        let near = suggestion(for: key, among: names)
        Terminal.complain(
          "error[config.key]: '\(key)' is no key of shrike.yml\n  = help: "
            + (near.map { "did you mean '\($0)'?" } ?? "known: \(names.joined(separator: ", "))"))
        throw ExitStatus.usage.code
      }
      print("\(known.name)\n\n\(known.summary)\n\nExample:\n")
      for line in known.example.split(separator: "\n") { print("  \(line)") }
    }
  }
}
