import ArgumentParser
import Foundation
import Logging
import ShrikeLedger
import ShrikeModel
import ShrikePostgres
import ShrikeServer
import ShrikeText

/// Which ledger is meant, and how it is worked with.
struct HubOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ledger's file, made where it is missing. Default: ledger.sqlite in $SHRIKE_DATA, else in ~/.local/share/shrike.",
      valueName: "file"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "A PostgreSQL database in place of a file, for several servers: postgres://…; also in $SHRIKE_DATABASE.",
      valueName: "address"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "The key that signs the log. Default: keys/checkpoint.ed25519 in $SHRIKE_DATA; none with a database.",
      valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The key that seals secrets in the database, 64 hexadecimal digits; older ones behind it. Also in $SHRIKE_SECRET_KEY. Default: beside the ledger's file; with a database it must be given.",
      valueName: "file"))
  var secretKey: String?

  @Option(
    help: ArgumentHelp(
      "From which severity on decisions want a second person: critical, high, medium, low, info, never.",
      valueName: "severity"))
  var secondPerson = "high"

  @Flag(help: "Webhooks may lead into private networks.")
  var allowPrivateWebhooks = false

  @OptionGroup(title: "Notices") var notices: NoticeOptions
  @OptionGroup(title: "Tickets") var tickets: TicketOptions

  @Option(help: ArgumentHelp("debug, info, warning or error.", valueName: "level"))
  var logLevel = "info"

  var databaseAddress: String? {
    database ?? ProcessInfo.processInfo.environment["SHRIKE_DATABASE"]
  }
  private var folders: Folders { Folders(environment: ProcessInfo.processInfo.environment) }
  var file: String { ledger ?? folders.ledger }

  func validate() throws {
    if ledger != nil, database != nil {
      throw ValidationError("--ledger and --database exclude each other.")
    }
    if secondPerson != "never", Severity(rawValue: secondPerson) == nil {
      throw ValidationError("'\(secondPerson)' is not a severity; nor is it 'never'.")
    }
    if Logger.Level(rawValue: logLevel) == nil {
      throw ValidationError("'\(logLevel)' is not a level of the log.")
    }
  }

  var logger: Logger {
    var logger = Logger(label: "shrike") { _ in LogLines() }
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
    return logger
  }

  func hub(
    address: String, trustsProxy: Bool = false, perMinute: Int = 1_200,
    openID: OpenIDSettings? = nil
  ) throws(LedgerError) -> Hub {
    var settings = Hub.Settings(address: address, secondPerson: Severity(rawValue: secondPerson))
    settings.allowsPrivateWebhooks = allowPrivateWebhooks
    settings.trustsProxy = trustsProxy
    settings.requestsPerMinute = perMinute
    settings.policies = GateFiles.read()
    settings.openID = openID
    settings.notices = try notices.settings()
    settings.tickets = try tickets.systems()
    settings.traces = try TraceSettings(environment: ProcessInfo.processInfo.environment)
    return try Hub(
      open(), keys: secretKeys(), settings: settings, logger: logger, signer: signer())
  }

  private func open() throws(LedgerError) -> any Database {
    if let databaseAddress {
      let database = try PostgresDatabase(databaseAddress)
      if try database.ignoresPolicies() {
        logger.warning(
          "the database's role is a superuser or has BYPASSRLS: row-level security does not hold it back"
        )
      }
      return database
    }
    if ledger == nil, !makeFolder(folders.data) {
      throw LedgerError(
        .io, "the folder '\(folders.data)' cannot be made",
        help: "set SHRIKE_DATA to a folder that may be written, or name a file with --ledger")
    }
    return try SQLiteDatabase(file: file)
  }

  /// Reads the key that signs the log, or makes it. A database that several servers share is signed with a key
  /// that was given.
  private func signer() throws(LedgerError) -> CheckpointSigner? {
    if let key { return try CheckpointSigner.kept(in: key) }
    return databaseAddress == nil ? try CheckpointSigner.kept(in: folders.ledgerKey) : nil
  }
}
