import ArgumentParser
import Glibc
import ShrikePipeline
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
      """,
    subcommands: [Check.self, Test.self, Eval.self])

  struct Options: ParsableArguments {
    @Flag(name: .customLong("v0"), help: "Read the old version of the language.")
    var isOld = false

    @OptionGroup var display: DisplayOptions

    /// The modules below some paths, compiled; mistakes go to standard error.
    func compile(_ paths: [String]) throws -> Policy {
      var modules: [Module] = []
      var texts: [String: DiagnosedText] = [:]
      var diagnostics: [Diagnostic] = []
      for path in paths {
        guard let files = PolicyFiles.find(path) else {
          Terminal.complain("error[policy.path]: there are no Rego files at '\(path)'")
          throw ExitStatus.usage.code
        }
        for (name, bytes) in files where texts[name] == nil {
          let text = DiagnosedText(file: name, bytes: bytes)
          texts[name] = text
          let (module, errors) = Parser.parse(bytes, name: name, version: isOld ? .v0 : .v1)
          diagnostics += errors.map { $0.diagnostic(in: text) }
          if let module { modules.append(module) }
        }
      }
      if diagnostics.isEmpty {
        let (policy, errors) = Policy.compile(modules)
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
      abstract: "Tell every mistake of policies without running them.")

    @Argument(help: "Rego files or folders.")
    var paths: [String]

    @OptionGroup var options: Options

    func run() throws {
      let policy = try options.compile(paths)
      if !options.display.quiet {
        Terminal.complain(
          "\(policy.moduleCount) files in \(policy.packages.count) packages: no mistakes")
      }
    }
  }

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

  struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Evaluate a query and print its solutions as JSON.")

    @Argument(help: "A query: 'data.gate.fail_on.fail', 'x = input.a[_]', '1 + 1'.")
    var query: String

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("A Rego file or folder; repeatable.", valueName: "path"))
    var policies: [String] = []

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("A JSON file for `input`; - for standard input.", valueName: "file"))
    var input: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("A JSON file for `data`.", valueName: "file"))
    var data: String?

    @Flag(help: "Errors of built-ins end the evaluation.")
    var strict = false

    @OptionGroup var options: Options

    func run() throws {
      let policy = try options.compile(policies)
      let machine = Machine(
        policy, data: try PolicyFiles.json(data) ?? .emptyObject,
        context: BuiltinContext(now: Terminal.nanoseconds))
      machine.strict = strict
      let asked: Query
      do throws(PolicyError) {
        asked = try Query(query, policy: policy, version: options.isOld ? .v0 : .v1)
      } catch {
        let text = DiagnosedText(file: "query", bytes: Array(query.utf8))
        throw Terminal.fail(
          [error.diagnostic(in: text)], .usage, colour: options.display.color.isOn(STDERR_FILENO))
      }
      let given = try PolicyFiles.json(input)
      do throws(EvaluationError) {
        let solutions = try machine.evaluate(asked, input: given)
        for solution in solutions {
          let entries = zip(asked.names, solution).compactMap { name, value in
            value.map { (key: Value(name), value: $0) }
          }
          print(Value(object: entries).jsonText)
        }
        if solutions.isEmpty { Terminal.complain("undefined: the query has no solution") }
      } catch {
        Terminal.complain("error[\(error.code)]: \(error.message)")
        throw ExitStatus.fail.code
      }
    }
  }
}

/// What the policy commands read.
enum PolicyFiles {
  private static let depthLimit = 16

  static func find(_ path: String) -> [(String, [UInt8])]? {
    var found: [(String, [UInt8])] = []
    collect(path, 0, &found)
    return found.isEmpty ? nil : found
  }

  private static func collect(_ path: String, _ depth: Int, _ found: inout [(String, [UInt8])]) {
    if let bytes = readFile(path) {
      if depth == 0 || path.hasSuffix(".rego") { found.append((path, bytes)) }
    } else if depth < depthLimit, let names = folderEntries(path) {
      for name in names.sorted() where !name.hasPrefix(".") {
        collect(path == "." ? name : "\(path)/\(name)", depth + 1, &found)
      }
    }
  }

  private static func readStandardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 1 << 30 {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  static func json(_ path: String?) throws -> Value? {
    guard let path else { return nil }
    let bytes = path == "-" ? readStandardInput() : readFile(path, limit: 1 << 30)
    guard let bytes, let value = Value(json: bytes) else {
      Terminal.complain("error[policy.json]: '\(path)' is no JSON file")
      throw ExitStatus.usage.code
    }
    return value
  }
}
