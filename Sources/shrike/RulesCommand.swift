import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeInfra
import ShrikeMatch
import ShrikeModel
import ShrikePipeline
import ShrikeSecrets
import ShrikeText

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List, show and test rules.",
    discussion: """
      Examples:
        shrike rules list                        all built-in rules
        shrike rules list --rules gitleaks.toml  those of a file
        shrike rules list --rules kics/assets    those of another tool's folder
        shrike rules show github-pat             what it finds, why it matters, what to do
        shrike rules test                        run the built-in rules' own cases
        shrike rules test .shrike/rules          run yours
      """,
    subcommands: [List.self, Show.self, Test.self], defaultSubcommand: List.self)

  struct Options: ParsableArguments {
    @Option(
      help: ArgumentHelp("A rule file or folder in place of the built-in pack.", valueName: "path"))
    var rules: String?

    @OptionGroup var display: DisplayOptions

    /// Rules of all engines: those that `--rules` names, or every built-in one. What is wrong with single
    /// files of them goes to standard error.
    func all() throws -> (secrets: [LoadedRules], infos: [RuleInfo], formats: [String]) {
      let library = RuleLibrary(folders: Folders(environment: Terminal.environment))
      guard let rules else {
        let loaded = try load()
        do throws(EngineError) {
          let infos = try library.infraRules()
          return ([loaded], Self.infos(loaded) + infos, [])
        } catch {
          Terminal.complain("error[\(error.code)]: \(error.description)")
          throw ExitStatus.internalError.code
        }
      }
      var diagnostics = Diagnostics()
      let read: GivenRules?
      do throws(EngineError) {
        read = try library.given(at: [rules], diagnostics: &diagnostics)
      } catch {
        Terminal.complain("error[\(error.code)]: \(error.description)")
        throw ExitStatus.usage.code
      }
      let told = diagnostics.finish()
      guard let read else {
        throw Terminal.fail(told, .usage, colour: display.color.isOn(STDERR_FILENO))
      }
      for diagnostic in told + read.troubles { Terminal.complain(diagnostic.text()) }
      return (
        read.secrets, read.secrets.flatMap { Self.infos($0) } + read.infra.flatMap(\.library.rules),
        read.secrets.map(\.about.format) + read.infra.map(\.about.format)
      )
    }

    private static func infos(_ loaded: LoadedRules) -> [RuleInfo] {
      loaded.scanner.rules.filter { !$0.skipReport }.map { $0.info(pack: loaded.pack) }
    }

    /// The rules, or what is wrong with them on standard error.
    func load(at path: String? = nil) throws -> LoadedRules {
      let library = RuleLibrary(folders: Folders(environment: Terminal.environment))
      var diagnostics = Diagnostics()
      let loaded: LoadedRules?
      do throws(EngineError) {
        loaded = try library.secrets(at: path ?? rules, diagnostics: &diagnostics)
      } catch {
        Terminal.complain("error[\(error.code)]: \(error.description)")
        throw ExitStatus.usage.code
      }
      let told = diagnostics.finish()
      guard let loaded else {
        throw Terminal.fail(told, .usage, colour: display.color.isOn(STDERR_FILENO))
      }
      for diagnostic in told { Terminal.complain(diagnostic.text()) }
      return loaded
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "One line a rule.")

    @OptionGroup var options: Options

    func run() throws {
      let rules = try options.all()
      let infos = rules.infos.sorted { $0.id < $1.id }
      let width = min(48, infos.map(\.id.count).max() ?? 0)
      for info in infos {
        let padding = String(repeating: " ", count: max(1, width - info.id.count + 1))
        let severity = info.severity.rawValue.padding(8)
        print("\(info.id)\(padding) \(severity) \(info.title)")
      }
      let format =
        rules.formats.isEmpty ? "" : ", \(rules.formats.joined(separator: " and ")) format"
      Terminal.complain("\(infos.count) rules\(format)")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "All that is known of one rule.")

    @Argument(help: "The id, with or without its pack.")
    var id: String

    @OptionGroup var options: Options

    func run() throws { try RuleCard.show(id, options) }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Run rules over the cases beside them.",
      discussion: """
        Cases of secrets rules are files in 'cases' folders; those of checks stand beside the check, under
        its name: open_port.rego has open_port.tf, open_port.2.tf. A comment line 'ruleid: <id>' says that
        the rule must find something on the next line, 'ok: <id>' that it must not, 'undecided: <id>' that
        it cannot tell.
        """)

    @Argument(help: "A folder of rules with their cases; the built-in pack without it.")
    var folder: String?

    @OptionGroup var options: Options

    func run() throws {
      let folders = Folders(environment: Terminal.environment)
      let library = RuleLibrary(folders: folders)
      var outcome = RuleCases.Outcome()
      var diagnostics = Diagnostics()
      do {
        if let folder {
          let hasChecks = library.holds(folder, ending: ".rego")
          if !hasChecks || library.holds(folder, ending: ".toml") {
            outcome += try secrets(folder, folder)
          }
          if hasChecks {
            outcome +=
              try InfraCases.run(library, folder: folder, diagnostics: &diagnostics) ?? .init()
          }
        } else if let rules = folders.rules {
          outcome += try secrets(nil, rules + "/secrets")
          outcome +=
            try InfraCases.run(library, folder: rules + "/infra", diagnostics: &diagnostics)
            ?? .init()
        } else {
          throw EngineError(.unavailable, "the built-in rules are not beside the program")
        }
      } catch let error as EngineError {
        Terminal.complain("error[\(error.code)]: \(error.description)")
        throw ExitStatus.internalError.code
      }
      if diagnostics.errorCount > 0 {
        throw Terminal.fail(
          diagnostics.finish(), .usage, colour: options.display.color.isOn(STDERR_FILENO))
      }
      for failure in outcome.failures { print(failure) }
      let untested = outcome.untested.sorted()
      if !untested.isEmpty, options.display.verbose {
        print("without a case: \(untested.joined(separator: ", "))")
      }
      print(
        "\(outcome.passed) passed, \(outcome.failures.count) failed"
          + (untested.isEmpty
            ? "" : "; \(Words.count(untested.count, "rule")) without a case"))
      if !outcome.failures.isEmpty { throw ExitStatus.fail.code }
    }

    private func secrets(_ rules: String?, _ folder: String) throws -> RuleCases.Outcome {
      try RuleCases.run(try options.load(at: rules), folder: folder)
    }
  }
}

/// The page of one rule.
enum RuleCard {
  static func show(_ id: String, _ options: RulesCommand.Options) throws {
    let rules = try options.all()
    let infos = rules.infos
    let matching = infos.filter {
      $0.id == id || $0.bareID == id || $0.aliases.contains(id)
        || $0.aliases.contains { $0.hasSuffix("/\(id)") }
    }
    guard let info = matching.first else {
      let near = suggestion(for: id, among: infos.map(\.bareID))
      Terminal.complain(
        "error[rules.unknown]: there is no rule '\(id)'\n  = help: "
          + (near.map { "did you mean '\($0)'?" } ?? "see 'shrike rules list'"))
      throw ExitStatus.usage.code
    }
    let style = TextStyle(colour: options.display.color.isOn(STDOUT_FILENO))
    print(
      style.paint(info.id, .bold)
        + " · \(info.severity.rawValue) · confidence \(info.confidence.rawValue)")
    print("\nFinds     \(info.title)")
    if let why = info.why { print("Why       \(why)") }
    if let remedy = info.remedy { print("Now       \(remedy)") }
    if info.engine == "secrets" {
      print(
        "History   A secret that was committed stays in the history: revoke it first, then consider\n"
          + "          rewriting with git filter-repo; clones and forks keep their copies.")
    }
    if let page = info.documentation { print("See       \(page)") }
    if !info.aliases.isEmpty { print("Aliases   \(info.aliases.joined(separator: ", "))") }
    let taxonomies = info.taxonomies.map { "\($0.catalogue)-\($0.id)" }
    if !taxonomies.isEmpty { print("Class     \(taxonomies.joined(separator: ", "))") }
    for loaded in rules.secrets {
      let rule = loaded.scanner.rules.first { "\(loaded.pack)/\($0.id)" == info.id }
      if let rule { details(rule) }
    }
    print(
      "\nWaive one place with a comment on its line:  \(InlineAllowance.keyword) \(info.bareID) <reason>"
    )
  }

  /// What a rule of the secrets engine looks for.
  private static func details(_ rule: SecretRule) {
    if let pattern = rule.pattern { print("\nregex     \(pattern.source)") }
    if let path = rule.path { print("path      \(path.source)") }
    let keywords = rule.keywords.map { String(decoding: $0, as: UTF8.self) }
    if !keywords.isEmpty { print("keywords  \(keywords.joined(separator: ", "))") }
    if !rule.checks.isEmpty {
      print("checks    \(rule.checks.map(\.rawValue).joined(separator: ", "))")
    }
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
