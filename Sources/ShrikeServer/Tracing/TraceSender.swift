import Logging
public import ServiceLifecycle
import ShrikeText
import ShrikeTransport

/// Sends traces to their collector, every few seconds and once at the end.
public struct TraceSender: Service {
  let hub: Hub
  private static let pause = Duration.seconds(5)

  public init(_ hub: Hub) { self.hub = hub }

  public func run() async throws {
    guard let tracer = hub.tracer else {
      try? await gracefulShutdown()
      return
    }
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
      await send(tracer)
    }
  }

  func send(_ tracer: Tracer) async {
    while true {
      let spans = tracer.take()
      let dropped = tracer.takeDropped()
      if dropped > 0 { hub.metrics.add("shrike_spans_total{result=\"dropped\"}", UInt64(dropped)) }
      if spans.isEmpty { return }
      var exchange = Exchange(
        "POST", tracer.settings.url,
        headers: [("Content-Type", "application/json")] + tracer.settings.headers,
        body: tracer.message(spans))
      exchange.seconds = 10
      exchange.connectSeconds = 3
      exchange.answerLimit = 64 << 10
      let sent = exchange
      let problem = try? await hub.wait {
        do throws(EngineError) {
          let status = try sent.run().status
          return (200..<300).contains(status) ? "" : "it answered \(status)"
        } catch {
          return error.cause ?? error.message
        }
      }
      let result = problem == "" ? "sent" : "failed"
      hub.metrics.add("shrike_spans_total{result=\"\(result)\"}", UInt64(spans.count))
      guard problem == "" else {
        hub.logger.debug("traces were not taken", metadata: ["problem": "\(problem ?? "")"])
        return
      }
    }
  }
}
