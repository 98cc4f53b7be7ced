public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

/// The hub behind a port.
public enum HubServer {
  /// A connection that says nothing for so long is closed.
  private static let idle = TimeAmount.seconds(75)

  /// `started`: called once it listens.
  public static func application(
    _ hub: Hub, host: String, port: Int, logger: Logger,
    started: @escaping @Sendable () -> Void = {}
  ) -> Application<HubResponder> {
    // Its own words about single connections are noise here.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    return Application(
      responder: HubResponder(hub),
      server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: idle)),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 1_024),
      onServerRunning: { _ in started() }, logger: quiet)
  }
}
