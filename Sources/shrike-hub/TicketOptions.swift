import ArgumentParser
import Foundation
import ShrikeLedger
import ShrikeServer

/// Where findings become tickets.
struct TicketOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The systems that tickets are made in, in TOML; docs/server.md tells the keys.",
      valueName: "file"))
  var tickets: String?

  func systems() throws(LedgerError) -> [TicketSystem] {
    guard let tickets else { return [] }
    guard let bytes = FileManager.default.contents(atPath: tickets) else {
      throw LedgerError(.io, "the ticket systems '\(tickets)' cannot be read")
    }
    let folder = URL(filePath: tickets).deletingLastPathComponent()
    return try TicketFile.read(Array(bytes), file: tickets) { secret in
      switch secret {
      case .environment(let name): return ProcessInfo.processInfo.environment[name]
      case .file(let path):
        // A path that begins at no root begins where the file stands.
        let place = path.hasPrefix("/") ? path : folder.appending(path: path).path
        return FileManager.default.contents(atPath: place).map {
          String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
      }
    }
  }
}
