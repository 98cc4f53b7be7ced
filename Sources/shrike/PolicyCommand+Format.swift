import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fmt",
      abstract: "Bring policies into the one layout.",
      discussion: """
        Prints the formatted text. It means the same as before, comments stay, and formatting it again changes
        nothing. A file that cannot be read is left as it is.
        """)

    @Argument(help: "Rego files or folders.")
    var paths: [String]

    @Flag(help: "Write the files in place.")
    var write = false

    @Flag(help: "Only name the files that are not formatted; exit code 1 if there are any.")
    var check = false

    @Flag(help: "Print what would change.")
    var diff = false

    @OptionGroup var options: Options

    func validate() throws {
      if write, check || diff {
        throw ValidationError("--write does not go together with --check or --diff.")
      }
    }

    func run() throws {
      var diagnostics: [Diagnostic] = []
      var unformatted = 0
      for (name, bytes) in try PolicyFiles.all(paths) {
        let text = DiagnosedText(file: name, bytes: bytes)
        let (module, errors) = Parser.parse(bytes, name: name, version: options.version)
        diagnostics += errors.map { $0.diagnostic(in: text) }
        guard let module else { continue }
        let formatted = module.formatted()
        // A formatter's mistake must never become a policy's.
        guard
          Parser.parse(formatted, name: name, version: options.version).module?.saysTheSame(
            as: module) == true
        else {
          Terminal.complain(
            "error[policy.fmt]: '\(name)' would change its meaning; it was left as it is")
          throw ExitStatus.internalError.code
        }
        if formatted != bytes { unformatted += 1 }
        try show(name, bytes, formatted)
      }
      if !diagnostics.isEmpty {
        throw Terminal.fail(
          diagnostics, .usage, colour: options.display.color.isOn(STDERR_FILENO))
      }
      if check, unformatted > 0 { throw ExitStatus.fail.code }
    }

    private func show(_ name: String, _ before: [UInt8], _ after: [UInt8]) throws {
      let isChanged = before != after
      if check, isChanged { print(name.printable) }
      if diff, isChanged {
        let style = TextStyle(colour: options.display.color.isOn(STDOUT_FILENO))
        print(LineDiff(before, after).unified(name: name, style), terminator: "")
      }
      if write, isChanged {
        let mode = permissions(of: name) ?? 0o644
        do throws(EngineError) { try writeFile(name, after, mode: mode) } catch {
          Terminal.complain("error[\(error.code)]: \(error.description)")
          throw ExitStatus.internalError.code
        }
      }
      if !write, !check, !diff { print(String(decoding: after, as: UTF8.self), terminator: "") }
    }
  }
}
