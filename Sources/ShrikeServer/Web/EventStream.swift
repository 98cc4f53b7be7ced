import HTTPTypes
import Hummingbird
import NIOCore

/// Server-sent events (HTML Living Standard, section 9.2): how many may listen, for how long, and that a quiet
/// stream is still there.
enum EventStream {
  /// Streams end after that long, so that a session that has ended is noticed; browsers come back by themselves.
  private static let longest = Duration.seconds(1_800)
  private static let beat = Duration.seconds(15)
  /// Streams of one server.
  static let most = 5_000

  static func admit(_ hub: Hub) throws(Problem) {
    guard hub.metrics.openStreams < most else {
      throw Problem(.serviceUnavailable, "streams", "Too many listen already")
    }
  }

  /// The answer that goes on: at each sign of the organisation, `tell` writes what is new since `state` and says
  /// whether there was anything.
  static func answer<State: Sendable>(
    _ hub: Hub, _ org: String, from state: State,
    _ tell: @escaping @Sendable (inout State, inout any ResponseBodyWriter) async throws -> Bool
  ) -> Answer {
    Answer(
      .ok,
      [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        HTTPField.Name("X-Accel-Buffering") ?? .connection: "no",
      ],
      .stream { writer in
        hub.metrics.stream(1)
        defer { hub.metrics.stream(-1) }
        var state = state
        let end = ContinuousClock.now + longest
        var beaten = ContinuousClock.now
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        // The pulse ticks every few seconds, which is when a stream notices that it is time to beat or to end.
        for await _ in hub.feed.listen(org) {
          if try await tell(&state, &writer) { beaten = .now }
          if ContinuousClock.now - beaten > beat {
            try await writer.write(ByteBuffer(string: ": still here\n\n"))
            beaten = .now
          }
          if ContinuousClock.now > end { break }
        }
        try await writer.finish(nil)
      })
  }
}
