import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeLedger
import ShrikePipeline
import ShrikeText

/// Which ledger is meant, and who acts on it.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ledger's file. Default: ledger.sqlite in $SHRIKE_DATA, else in ~/.local/share/shrike.",
      valueName: "file"))
  var ledger: String?

  @Option(help: ArgumentHelp("Who acts; the user's name by default.", valueName: "name"))
  var by: String?

  @Option(help: "Colours: auto, always, never. NO_COLOR counts with auto.")
  var color = ColorChoice.auto

  private var folders: Folders { Folders(environment: Terminal.environment) }

  var file: String { ledger ?? folders.ledger }

  var actor: String {
    let environment = Terminal.environment
    return [by, environment["SHRIKE_USER"], environment["USER"], environment["LOGNAME"]]
      .compactMap { $0 }.first { !$0.isEmpty } ?? "cli"
  }

  /// Now, by the machine's clock.
  static var now: Timestamp { Timestamp(milliseconds: Terminal.nanoseconds / 1_000_000) }

  var style: TextStyle { TextStyle(colour: color.isOn(STDOUT_FILENO)) }

  /// Opens the ledger to write, and makes it where there is none.
  func open() throws(LedgerError) -> Ledger {
    if ledger == nil, !makeFolder(folders.data) {
      throw LedgerError(
        .io, "the folder '\(folders.data)' cannot be made",
        help: "set SHRIKE_DATA to a folder that may be written")
    }
    return try Ledger(
      SQLiteDatabase(file: file, readers: 1), at: Self.now,
      signer: .kept(in: folders.ledgerKey))
  }

  /// Opens a ledger that is there.
  func openExisting() throws(LedgerError) -> Ledger {
    guard isRegularFile(file) else {
      throw LedgerError(
        .notFound, "there is no ledger '\(file)'",
        help: "'shrike push REPORT' makes one from a report of 'shrike scan --output json'")
    }
    return try open()
  }

  /// Opens a ledger only to read it.
  func openToRead() throws(LedgerError) -> Ledger {
    guard isRegularFile(file) else {
      throw LedgerError(.notFound, "there is no ledger '\(file)'")
    }
    return try Ledger(reading: SQLiteDatabase(file: file, isReadOnly: true))
  }

  /// Runs `body`; an error of the ledger is told, and ends the process.
  func run<Answer>(_ body: () throws(LedgerError) -> Answer) throws -> Answer {
    do throws(LedgerError) {
      return try body()
    } catch {
      let style = TextStyle(colour: color.isOn(STDERR_FILENO))
      let diagnostic = Diagnostic(
        .error, "ledger.\(error.code)", error.description, help: error.help)
      Terminal.complain(diagnostic.text(style))
      throw
        (error.code == .input || error.code == .notFound || error.code == .conflict
        ? ExitStatus.usage : .internalError).code
    }
  }

  // MARK: the key

  /// Whose signatures count: the key that was given, else the user's own, else none.
  func key(_ text: String?) throws(LedgerError) -> CheckpointKey? {
    if let text {
      guard let key = CheckpointKey(text) else {
        throw LedgerError(
          .input, "'\(text)' is no verifier key",
          help: "it reads name+hash+key, as 'shrike audit key' shows it")
      }
      return key
    }
    guard isRegularFile(folders.ledgerKey) else { return nil }
    return try CheckpointSigner.kept(in: folders.ledgerKey).key
  }
}
