import Foundation
import Glibc
import ShrikeLedger
import ShrikeServer

/// The keys that secrets are sealed with before the database has them.
extension HubOptions {
  static let secretVariable = "SHRIKE_SECRET_KEY"

  /// From the environment, a file that is named, or the one beside the ledger, which is made where it is missing.
  func secretKeys() throws(LedgerError) -> SecretKeys {
    let help = "a key is 64 hexadecimal digits: openssl rand -hex 32"
    let (place, text): (String, String)
    if let given = ProcessInfo.processInfo.environment[Self.secretVariable], !given.isEmpty {
      (place, text) = ("$\(Self.secretVariable)", given)
    } else if let path = secretKey ?? fileBeside {
      if let bytes = FileManager.default.contents(atPath: path) {
        (place, text) = ("'\(path)'", String(decoding: bytes, as: UTF8.self))
      } else {
        guard secretKey == nil else {
          throw LedgerError(.io, "the secret key '\(path)' cannot be read", help: help)
        }
        (place, text) = ("'\(path)'", SecretKeys.fresh())
        try Self.keep(Array("\(text)\n".utf8), path)
      }
    } else {
      throw LedgerError(
        .input, "a hub on PostgreSQL wants a key for the secrets that it keeps there",
        help: "set $\(Self.secretVariable) or --secret-key FILE, the same on every server; \(help)")
    }
    guard let keys = SecretKeys(text) else {
      throw LedgerError(.input, "in \(place) is no secret key", help: help)
    }
    return keys
  }

  /// Nil with a database server, beside which nothing stands.
  private var fileBeside: String? { databaseAddress == nil ? "\(file).secret" : nil }

  /// Writes a new file that only its owner reads.
  private static func keep(_ bytes: [UInt8], _ path: String) throws(LedgerError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count,
      fsync(descriptor) == 0, close(descriptor) == 0
    else { throw LedgerError(.io, "the key '\(path)' cannot be kept") }
  }
}
