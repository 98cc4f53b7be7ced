import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikePipeline
import ShrikeText

/// The command line: one file a subcommand; parsing and composition only.
@main
struct Shrike: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrike",
    abstract: "Finds what endangers your software, and says what to do about it.",
    discussion: """
      Examples:
        shrike scan .                     look at a folder
        shrike scan --history             every commit of the repository
        shrike scan --staged              what the next commit would bring in
        shrike scan --output sarif=shrike.sarif --output terminal
        shrike rules show github-pat      what a rule finds, and why it matters
        shrike fix .                      what can be mended without a thought, as a diff
        shrike gate report.json           what the gate says of a saved report, and why
        shrike import bandit.json         another tool's report, in our words
        shrike waivers list               what was decided not to mend, and until when
        shrike policy test policies/      run the tests of policies written in Rego
        shrike push report.json           let the ledger remember what became of findings
        shrike findings list              what is open, the worst first
        shrike demo                       an invented organisation to look around in
        shrike hook install               look before every commit and push

      Nothing is sent anywhere: a scan opens no network connection, and there is no telemetry.

      Exit codes: 0 pass, 1 the gate failed, 2 wrong usage, configuration or rule, 3 internal error,
      4 not evaluated, 130 interrupted.
      """,
    version: ToolVersion.current,
    subcommands: [
      ServeCommand.self, WorkerCommand.self,
      ScanCommand.self, FixCommand.self, InitCommand.self, ConfigCommand.self, RulesCommand.self,
      ExplainCommand.self,
      GateCommand.self, ImportCommand.self, WaiversCommand.self, PolicyCommand.self,
      HookCommand.self, PushCommand.self, FindingsCommand.self, AuditCommand.self,
      DoctorCommand.self, DemoCommand.self,
      InstallCommand.self,
    ])

  static func main() {
    Terminal.holdStandardDescriptors()
    FileSink.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        print(fullMessage(for: error))
        Glibc.exit(0)
      }
      Terminal.complain(fullMessage(for: error))
      if let near = misspelt { Terminal.complain("Did you mean 'shrike \(near)'?") }
      Glibc.exit(ExitStatus.usage.rawValue)
    }
  }
}

extension Shrike {
  /// The subcommand that the first word nearly is.
  private static var misspelt: String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
      !names.contains(word)
    else { return nil }
    return suggestion(for: word, among: names)
  }
}

/// What the process says with its exit code.
enum ExitStatus: Int32 {
  case pass = 0
  case fail = 1
  case usage = 2
  case internalError = 3
  case notEvaluated = 4
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}
