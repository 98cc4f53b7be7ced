import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeFormats
import ShrikeLedger

/// What happens, as it happens: server-sent events (HTML Living Standard, section 9.2).
enum EventRoutes {
  /// Streams end after that long, so that a session that has ended is noticed; browsers come back by themselves.
  private static let longest = Duration.seconds(1_800)
  private static let beat = Duration.seconds(15)
  /// Streams of one server.
  static let most = 5_000

  static let all: [Route] = [
    Route(
      .get, "/api/v1/events", .right(.read, .organisation),
      "Events as they happen, from `Last-Event-ID` or `after` on, else from now.",
      query: [Parameter("after", .integer(0...Int.max / 2), "The last event that is known.")],
      replies: [.text("id, event and data of each", "text/event-stream")], stream)
  ]

  private static func stream(_ call: Call) async throws(Problem) -> Answer {
    let (hub, viewer) = (call.hub, try call.me)
    guard hub.metrics.openStreams < most else {
      throw Problem(.serviceUnavailable, "streams", "Too many listen already")
    }
    let known =
      HTTPField.Name("Last-Event-ID").flatMap { call.headers[$0] }.flatMap { Int64($0) }
      ?? call.query.integer("after").map { Int64($0) }
    let size = try await call.ledger { try $0.logSize() }
    let start = known.map { $0 + 1 } ?? size
    let org = viewer.org
    return Answer(
      .ok,
      [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        HTTPField.Name("X-Accel-Buffering") ?? .connection: "no",
      ],
      .stream { writer in
        hub.metrics.stream(1)
        defer { hub.metrics.stream(-1) }
        try await write(hub, org, from: start, to: &writer)
        try await writer.finish(nil)
      })
  }

  private static func write(
    _ hub: Hub, _ org: String, from start: Int64, to writer: inout any ResponseBodyWriter
  ) async throws {
    var seq = start
    let end = ContinuousClock.now + longest
    var beaten = ContinuousClock.now
    try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
    // The pulse ticks every few seconds, which is when a stream notices that it is time to beat or to end.
    for await _ in hub.feed.listen(org) {
      while true {
        let from = seq
        let entries = try await hub.wait { try hub.ledger(org).log(from: from, limit: 200) }
        guard let last = entries.last else { break }
        var text = ""
        for entry in entries { text += line(entry) }
        try await writer.write(ByteBuffer(string: text))
        seq = last.seq + 1
        beaten = .now
      }
      if ContinuousClock.now - beaten > beat {
        try await writer.write(ByteBuffer(string: ": still here\n\n"))
        beaten = .now
      }
      if ContinuousClock.now > end { return }
    }
  }

  /// Who did what to what; the whole event is asked for at /audit.
  static func summary(_ entry: LogEntry) -> JSON {
    .members([
      "seq": .integer(Int(entry.seq)), "at": .string(entry.at.text), "actor": .string(entry.actor),
      "verb": .string(entry.verb), "subject": .string(entry.subject),
    ])
  }

  private static func line(_ entry: LogEntry) -> String {
    let data = String(decoding: summary(entry).bytes, as: UTF8.self)
    return "id: \(entry.seq)\nevent: \(entry.verb)\ndata: \(data)\n\n"
  }
}
