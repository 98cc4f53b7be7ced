import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeRego
import ShrikeText

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Write, check and test policies in Rego.",
    discussion: """
      Examples:
        shrike policy check .shrike/policies            syntax, safety, types
        shrike policy test .shrike/policies             run rules named test_…
        shrike policy eval 'data.gate' --policies .shrike/policies --input report.json
        shrike policy eval '1 + 1'
        shrike policy explain 'data.gate.no_root.fail' -p .shrike/policies -i report.json
        shrike policy fmt --write .shrike/policies
      """,
    subcommands: [Check.self, Test.self, Eval.self, Explain.self, Format.self])

  struct Options: ParsableArguments {
    @Flag(name: .customLong("v0"), help: "Read the old version of the language.")
    var isOld = false

    @OptionGroup var display: DisplayOptions

    var version: RegoVersion { isOld ? .v0 : .v1 }

    /// The modules below some paths and in bundles, compiled; mistakes go to standard error.
    func compile(
      _ paths: [String], _ bundles: [PolicyBundle] = [], isTraced: Bool = false
    ) throws -> Policy {
      var modules: [Module] = []
      var texts: [String: DiagnosedText] = [:]
      var diagnostics: [Diagnostic] = []
      var files = try PolicyFiles.all(paths).map { (name: $0.0, bytes: $0.1, version: version) }
      for bundle in bundles {
        files += bundle.files.map { (name: $0.path, bytes: $0.bytes, version: bundle.version) }
      }
      for (name, bytes, version) in files {
        let text = DiagnosedText(file: name, bytes: bytes)
        texts[name] = text
        let (module, errors) = Parser.parse(bytes, name: name, version: version)
        diagnostics += errors.map { $0.diagnostic(in: text) }
        if let module { modules.append(module) }
      }
      if diagnostics.isEmpty {
        let (policy, errors) = Policy.compile(modules, isTraced: isTraced)
        if let policy { return policy }
        diagnostics = errors.map { error in
          texts[error.module].map { error.diagnostic(in: $0) }
            ?? Diagnostic(.error, error.code, error.message, file: error.module)
        }
      }
      throw Terminal.fail(diagnostics, .usage, colour: display.color.isOn(STDERR_FILENO))
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Tell every mistake of policies without running them.")

    @Argument(help: "Rego files or folders.")
    var paths: [String] = []

    @OptionGroup var bundles: BundleOptions
    @OptionGroup var options: Options

    func validate() throws { try bundles.validate(with: paths) }

    func run() throws {
      let policy = try options.compile(paths, try bundles.read(options))
      if !options.display.quiet {
        Terminal.complain(
          "\(Words.count(policy.moduleCount, "file")) in "
            + "\(Words.count(policy.packages.count, "package")): no mistakes")
      }
    }
  }
}
