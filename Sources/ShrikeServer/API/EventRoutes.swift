import HTTPTypes
import Hummingbird
import NIOCore
import ShrikeFormats
import ShrikeLedger

/// What happens, as it happens.
enum EventRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/events", .right(.read, .organisation),
      "Events as they happen, from `Last-Event-ID` or `after` on, else from now.",
      query: [Parameter("after", .integer(0...Int.max / 2), "The last event that is known.")],
      replies: [.text("id, event and data of each", "text/event-stream")], stream)
  ]

  private static func stream(_ call: Call) async throws(Problem) -> Answer {
    let (hub, viewer) = (call.hub, try call.me)
    try EventStream.admit(hub)
    let known =
      HTTPField.Name("Last-Event-ID").flatMap { call.headers[$0] }.flatMap { Int64($0) }
      ?? call.query.integer("after").map { Int64($0) }
    let size = try await call.ledger { try $0.logSize() }
    let start = known.map { $0 + 1 } ?? size
    return EventStream.answer(hub, viewer.org, from: start) { seq, writer in
      let first = seq
      while true {
        let from = seq
        let entries = try await hub.wait {
          try hub.ledger(viewer.org).log(from: from, limit: 200)
        }
        guard let last = entries.last else { return from > first }
        var text = ""
        for entry in entries { text += line(entry) }
        try await writer.write(ByteBuffer(string: text))
        seq = last.seq + 1
      }
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
