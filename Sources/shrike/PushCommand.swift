import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeLedger
import ShrikePipeline
import ShrikeText

struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Put saved reports into the ledger, which remembers what became of findings.",
    discussion: """
      The same report a second time changes nothing. A scan closes only what the same engine found before on the
      same branch in the same folder, and only where it read all it had to.

      Examples:
        shrike scan . --output json=report.json
        shrike push report.json
        shrike push report.json --asset shop      where the report does not tell a name
        shrike findings list
      """)

  @Argument(help: "Reports of 'shrike scan --output json'.")
  var reports: [String]

  @Option(help: ArgumentHelp("The name of what was scanned.", valueName: "name"))
  var asset: String?

  @OptionGroup var options: LedgerOptions

  func run() throws {
    var diagnostics = Diagnostics()
    var records: [(file: String, record: ScanRecord)] = []
    for file in reports {
      guard let bytes = readFile(file, limit: 1 << 30) else {
        diagnostics.report(
          Diagnostic(.error, "push.missing", "the report '\(file)' cannot be read"))
        continue
      }
      if let report = PushedReport(
        bytes, file: file, asset: asset, now: LedgerOptions.now, &diagnostics)
      {
        records.append((file, report.record))
      }
    }
    let failed = diagnostics.hasErrors
    let colour = options.color.isOn(STDERR_FILENO)
    for diagnostic in diagnostics.finish() {
      Terminal.complain(diagnostic.text(TextStyle(colour: colour)))
    }
    if failed { throw ExitStatus.usage.code }
    let ledger = try options.run { () throws(LedgerError) in try options.open() }
    for (file, record) in records {
      let outcome = try options.run { () throws(LedgerError) in
        try ledger.publish(record, by: options.actor, at: LedgerOptions.now)
      }
      print("\(file.printable): \(Self.words(outcome)) · \(record.asset.printable)")
    }
  }

  private static func words(_ outcome: PublishOutcome) -> String {
    guard !outcome.isRepeat else { return "known already, nothing changed" }
    let parts = [
      (outcome.opened, "new"), (outcome.reopened, "back"), (outcome.closed, "fixed"),
      (outcome.changed, "changed"), (outcome.seen, "on another branch"),
      (outcome.left, "left this branch"), (outcome.missed, "not looked for"),
      (outcome.unchanged, "unchanged"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }
}
