import ArgumentParser
import Glibc

/// `serve` and `worker`, which need a network stack that this program has not: it becomes the one beside it.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the console and the API (shrike-hub).")

  @Argument(parsing: .captureForPassthrough, help: "See 'shrike serve --help' of the hub.")
  var rest: [String] = []

  func run() throws { try HubProgram.become("serve", rest) }
}

struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Take in large reports and send webhooks (shrike-hub).")

  @Argument(parsing: .captureForPassthrough, help: "See 'shrike worker --help' of the hub.")
  var rest: [String] = []

  func run() throws { try HubProgram.become("worker", rest) }
}

enum HubProgram {
  private static let name = "shrike-hub"

  /// Runs the hub in place of this process; returns only where there is none.
  static func become(_ subcommand: String, _ rest: [String]) throws -> Never {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(
      decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = own[..<(own.lastIndex(of: "/") ?? own.startIndex)]
    let program = "\(folder)/\(name)"
    var words = ([program, subcommand] + rest).map { strdup($0) }
    words.append(nil)
    execv(program, words)
    Terminal.complain(
      "error[hub.missing]: '\(subcommand)' is the hub's, and '\(program)' is not there\n"
        + "  help: './shrike \(subcommand)' of a checkout builds it")
    throw ExitStatus.usage.code
  }
}
