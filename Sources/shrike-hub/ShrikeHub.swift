import ArgumentParser
import CMalloc
import Glibc
import ShrikeLedger

/// What needs a network stack: `serve` and `worker`. `shrike` hands these subcommands over to it.
@main
struct ShrikeHub: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrike",
    abstract: "The hub: one ledger, every tool's results in, and a console to work in.",
    subcommands: [ServeCommand.self, WorkerCommand.self])

  static func main() async {
    // A client that went away is an error of a write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    giveMemoryBack()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as LedgerError {
      complain(
        "error[ledger.\(error.code)]: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      Glibc.exit(error.code == .input || error.code == .notFound ? 2 : 3)
    } catch {
      exit(withError: error)
    }
  }

  /// Every thread that takes in a report would keep a heap of its own: twelve reports of 10,000 findings left 300 MB
  /// behind, of which less than 1 MB was in use.
  private static func giveMemoryBack() {
    mallopt(M_ARENA_MAX, 2)
    // Large pieces are the system's again as soon as they are free; without a word glibc raises this by itself.
    mallopt(M_MMAP_THRESHOLD, 256 << 10)
    mallopt(M_TRIM_THRESHOLD, 1 << 20)
  }

  static func complain(_ text: String) { put(text, STDERR_FILENO) }

  /// At once, also into a pipe: whoever started the server waits for the link.
  static func say(_ text: String) { put(text, STDOUT_FILENO) }

  private static func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array("\(text)\n".utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
