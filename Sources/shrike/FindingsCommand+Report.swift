import ArgumentParser
import ShrikeExchange
import ShrikeIntake
import ShrikeLedger
import ShrikeModel
import ShrikeText

extension FindingsCommand {
  struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report", abstract: "Write findings that still stand as a file.",
      discussion: """
        Open findings and those that somebody settled, unless the question names a state.

        Formats:
        \(LedgerReport.formats.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

        Examples:
          shrike findings report -o csv=findings.csv
          shrike findings report asset:shop kind:package -o openvex=shop.openvex.json
          shrike findings report -o html=findings.html --server https://shrike.example
        """)

    @Argument(help: "A question, as of 'shrike findings list'.")
    var query: [String] = []

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The format, and a file for it.", valueName: "format[=file]"))
    var output = "csv"

    @OptionGroup var store: StoreOptions

    private var parts: (name: String, file: String?) {
      guard let equals = output.firstIndex(of: "=") else { return (output, nil) }
      return (String(output[..<equals]), String(output[output.index(after: equals)...]))
    }

    func validate() throws {
      guard LedgerReport.format(parts.name) == nil else { return }
      let known = LedgerReport.formats.map(\.name).joined(separator: ", ")
      throw ValidationError("'\(parts.name)' is no format of this report; it is one of \(known).")
    }

    func run() throws {
      guard let format = LedgerReport.format(parts.name) else { return }
      let text = query.joined(separator: " ")
      let bytes = try store.run { store throws(LedgerError) in
        try store.report(text, as: format)
      }
      do throws(EngineError) {
        var sink =
          try parts.file.map { path throws(EngineError) in try FileSink(path: path) }
          ?? .standardOutput
        try sink.write(bytes)
        try sink.finish()
      } catch {
        Terminal.complain("error[report.\(error.code)]: \(error.description)")
        throw ExitStatus.internalError.code
      }
    }
  }
}
