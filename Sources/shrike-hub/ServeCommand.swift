import ArgumentParser
import Hummingbird
import NIOCore
import ServiceLifecycle
import ShrikeServer
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the console and the API.",
    discussion: """
      It starts on a file of its own, without any configuration, and prints a link that makes the first
      admin: once, within a day. Stop it with Ctrl-C or SIGTERM; what it has begun it ends.

      Examples:
        shrike serve                                         on http://127.0.0.1:7420
        shrike serve --listen 0.0.0.0:7420 --address https://shrike.example
        shrike serve --database postgres://shrike@db/shrike  one of many, behind a proxy
      """)

  @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
  var listen = "127.0.0.1:7420"

  @Option(
    help: ArgumentHelp(
      "How people reach it; https:// where a proxy speaks TLS. Default: http:// and where it listens.",
      valueName: "url"))
  var address: String?

  @Flag(help: "Behind a proxy: believe its X-Forwarded-For.")
  var trustProxy = false

  @Option(help: ArgumentHelp("Requests a minute for one address or account.", valueName: "n"))
  var requestsPerMinute = 1_200

  @Flag(help: "Leave large reports and webhooks to 'shrike worker'.")
  var noWorker = false

  @OptionGroup var options: HubOptions
  @OptionGroup(title: "Single sign-on") var openID: OpenIDOptions

  private var hostAndPort: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (1...65_535).contains(port)
    else { return nil }
    let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
    return host.isEmpty ? nil : (String(host), port)
  }

  func validate() throws {
    if hostAndPort == nil { throw ValidationError("--listen takes host:port, 127.0.0.1:7420.") }
    if let address, !address.hasPrefix("http://"), !address.hasPrefix("https://") {
      throw ValidationError("--address takes http://… or https://….")
    }
    if requestsPerMinute < 1 { throw ValidationError("--requests-per-minute starts at 1.") }
  }

  func run() async throws {
    guard let (host, port) = hostAndPort else { return }
    let own = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    let shown =
      (address ?? own).hasSuffix("/") ? String((address ?? own).dropLast()) : address ?? own
    let hub = try options.hub(
      address: shown, trustsProxy: trustProxy, perMinute: requestsPerMinute,
      openID: openID.settings())
    let link = try hub.adminLink()
    let logger = options.logger
    let application = HubServer.application(hub, host: host, port: port, logger: logger) {
      ShrikeHub.say("Shrike listens on \(shown)")
      if let link { ShrikeHub.say("Become its admin, once, within a day:\n  \(link)") }
    }
    var services: [any Service] = [TraceSender(hub), application, HubPulse(hub)]
    if !noWorker { services.append(HubWorker(hub)) }
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // Event streams end at once; whoever still waits after that is cut off.
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    try await ServiceGroup(configuration: configuration).run()
  }
}

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Take in large reports and send webhooks, beside servers on the same database.")

  @Option(help: ArgumentHelp("How people reach the servers.", valueName: "url"))
  var address = "http://127.0.0.1:7420"

  @OptionGroup var options: HubOptions

  func run() async throws {
    let hub = try options.hub(address: address)
    let logger = options.logger
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [TraceSender(hub), HubPulse(hub), HubWorker(hub)],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger)
    ).run()
  }
}
