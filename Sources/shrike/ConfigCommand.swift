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

  /// Whose configuration is meant.
  struct Target: ParsableArguments {
    @Argument(help: "The folder whose configuration counts.")
    var path = "."

    @Option(help: ArgumentHelp("A file in place of shrike.yml.", valueName: "file"))
    var config: String?

    @OptionGroup var display: DisplayOptions

    func read() -> (ConfigurationTree?, [Diagnostic]) { ConfigCommand.read(path, file: config) }
  }

  /// Reads the configurations that a scan of the folder would use.
  static func read(_ path: String, file: String? = nil) -> (ConfigurationTree?, [Diagnostic]) {
    var request = ScanRequest(
      path: path, environment: Terminal.environment, workingFolder: Terminal.workingFolder,
      startedAt: Terminal.now)
    request.configFile = file
    var diagnostics = Diagnostics()
    let found = Scan(request).configurations(&diagnostics)
    return (found, diagnostics.finish())
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Tell every mistake at once.")

    @OptionGroup var target: Target

    func run() throws {
      let (configurations, diagnostics) = target.read()
      let style = TextStyle(colour: target.display.color.isOn(STDOUT_FILENO))
      for diagnostic in diagnostics { print(diagnostic.text(style)) }
      guard let configurations else { throw ExitStatus.usage.code }
      let files = configurations.files
      if files.isEmpty { print("there is no shrike.yml here; the defaults are in force") }
      for file in files {
        print(diagnostics.isEmpty ? "'\(file)' is right" : "'\(file)' is in force, with warnings")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what is in force.")

    @OptionGroup var target: Target

    func run() throws {
      let (configurations, diagnostics) = target.read()
      guard let configurations else {
        throw Terminal.fail(
          diagnostics, .usage, colour: target.display.color.isOn(STDERR_FILENO))
      }
      let files = configurations.files
      print("# \(list(files, "no shrike.yml: the defaults"))")
      let own = configurations.layers.last { $0.configuration.failOn != nil }
      print("fail-on: \((own?.configuration.failOn ?? Configuration.defaultFailOn).word)")
      let engines = configurations.engines?.names ?? Configuration.knownEngines
      print("engines: [\(engines.joined(separator: ", "))]")
      print("rules: \(list(configurations.rules, "the built-in pack"))")
      print("baseline: \(list(configurations.baselines, "none"))")
      let gate = configurations.gate
      var settings = [
        "new-only: \(gate.newOnly)", "secrets: \(gate.secrets.rawValue)",
        "known-exploited: \(gate.knownExploited.rawValue)", "coverage: \(gate.coverage.rawValue)",
        "undecidable: \(gate.undecidable.rawValue)",
      ]
      for (name, least) in gate.severityByEnvironment.sorted(by: { $0.key < $1.key }) {
        settings.append("\(name): \(least?.rawValue ?? "never")")
      }
      print("gate: \(settings.joined(separator: ", "))")
      print("tools: \(list(configurations.tools.map(\.name), "none"))")
      for row in configurations.assets {
        print("asset: \(words(row))")
      }
      let layers = configurations.layers
      print(
        "include: \(list(layers.flatMap { under($0, $0.configuration.include) }, "everything"))")
      for layer in layers {
        for row in layer.configuration.exclude {
          print("exclude: \(scoped(layer, row.pattern))" + (row.reason.map { "   # \($0)" } ?? ""))
        }
        for row in layer.configuration.severities {
          let rules = row.rules.isEmpty ? "" : "   # only \(row.rules.joined(separator: ", "))"
          print("severity: \(scoped(layer, row.pattern)) → \(row.severity.rawValue)\(rules)")
        }
      }
    }

    /// `infra/prod/ → environment production, owner team`.
    private func words(_ row: AssetRow) -> String {
      let asset = row.asset
      var facts = [
        asset.environment.map { "environment \($0)" },
        asset.criticality.map { "criticality \($0.rawValue)" },
        asset.isInternetFacing.map { $0 ? "internet-facing" : "not internet-facing" },
        asset.owner.map { "owner \($0)" },
      ].compactMap(\.self)
      facts += asset.labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let place = row.folder + (row.path ?? "")
      return "\(place.isEmpty ? "everything" : place) → \(facts.joined(separator: ", "))"
    }

    private func list(_ values: [String], _ none: String) -> String {
      values.isEmpty ? none : values.joined(separator: ", ")
    }

    /// A pattern with the folder it is meant from, where that is not the top.
    private func scoped(_ layer: ConfigurationTree.Layer, _ pattern: String) -> String {
      layer.scope.isEmpty ? pattern : "\(pattern) (in \(layer.scope))"
    }

    private func under(_ layer: ConfigurationTree.Layer, _ patterns: [String]) -> [String] {
      patterns.map { scoped(layer, $0) }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain", abstract: "Say what a key means.")

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
