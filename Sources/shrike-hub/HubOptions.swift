import ArgumentParser
import Foundation
import Glibc
import Logging
import ShrikeLedger
import ShrikeModel
import ShrikePostgres
import ShrikeServer

/// Which ledger is meant, and how it is worked with.
struct HubOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ledger's file, made where it is missing. Default: .shrike/ledger.db here.",
      valueName: "file"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "A PostgreSQL database in place of a file, for several servers: postgres://…; also in $SHRIKE_DATABASE.",
      valueName: "address"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "The key that signs the log. Default: beside the ledger's file; none with a database.",
      valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "From which severity on decisions want a second person: critical, high, medium, low, info, never.",
      valueName: "severity"))
  var secondPerson = "high"

  @Flag(help: "Webhooks may lead into private networks.")
  var allowPrivateWebhooks = false

  @Option(help: ArgumentHelp("debug, info, warning or error.", valueName: "level"))
  var logLevel = "info"

  private static let folder = ".shrike"
  private static let signerName = "shrike-ledger"

  private var address: String? {
    database ?? ProcessInfo.processInfo.environment["SHRIKE_DATABASE"]
  }
  private var file: String { ledger ?? "\(Self.folder)/ledger.db" }

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
    address: String, trustsProxy: Bool = false, perMinute: Int = 1_200
  ) throws(LedgerError) -> Hub {
    var settings = Hub.Settings(address: address, secondPerson: Severity(rawValue: secondPerson))
    settings.allowsPrivateWebhooks = allowPrivateWebhooks
    settings.trustsProxy = trustsProxy
    settings.requestsPerMinute = perMinute
    settings.policies = GateFiles.read()
    return try Hub(open(), settings: settings, logger: logger, signer: signer())
  }

  private func open() throws(LedgerError) -> any Database {
    if let address { return try PostgresDatabase(address) }
    if ledger == nil { try makeFolder() }
    return try SQLiteDatabase(file: file)
  }

  /// What people write in `.shrike/` belongs to the repository; the ledger does not.
  private func makeFolder() throws(LedgerError) {
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
      let ignore = "\(Self.folder)/.gitignore"
      if !manager.fileExists(atPath: ignore) {
        try Data("ledger.*\n".utf8).write(to: URL(fileURLWithPath: ignore))
      }
    } catch {
      throw LedgerError(
        .io, "the folder '\(Self.folder)' cannot be made", cause: error.localizedDescription,
        help: "name a file with --ledger")
    }
  }

  /// Reads the key, or makes it beside the ledger, for its owner only.
  private func signer() throws(LedgerError) -> CheckpointSigner? {
    let path: String
    if let key {
      path = key
    } else if address == nil {
      path = file.hasSuffix(".db") ? "\(file.dropLast(3)).key" : "\(file).key"
    } else {
      return nil
    }
    if let bytes = FileManager.default.contents(atPath: path) {
      guard let signer = CheckpointSigner(name: Self.signerName, bytes: Array(bytes)) else {
        throw LedgerError(
          .damaged, "'\(path)' is no key",
          help: "restore it; without it old checkpoints cannot be proved")
      }
      return signer
    }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count,
      close(descriptor) == 0
    else { throw LedgerError(.io, "the ledger's key '\(path)' cannot be kept") }
    return CheckpointSigner(name: Self.signerName, bytes: bytes)
  }
}
