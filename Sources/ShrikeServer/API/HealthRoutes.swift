import HTTPTypes
import ShrikeFormats
import ShrikeLedger

/// For those who run the server: whether it lives, whether it can work, what it did.
enum HealthRoutes {
  static let all: [Route] = [
    Route(
      .get, "/healthz", .everybody(because: "it says only that the process lives"), "It lives.",
      replies: [.text("always")], alive),
    Route(
      .get, "/readyz", .everybody(because: "it says only whether the ledger answers"),
      "It can reach its ledger.", replies: [.text("ready")], ready),
    Route(
      .get, "/metrics", .everybody(because: "counts of routes and statuses, no names"),
      "Counters in Prometheus' text format.", replies: [.text("counters")], metrics),
    Route(
      .get, "/api/v1/openapi.json",
      .everybody(because: "the description of the interface is in the source, too"),
      "This description.",
      replies: [
        Route.Reply(
          status: .ok, summary: "OpenAPI 3.1", mediaType: "application/json",
          schema: .members(["type": "object"]))
      ], openAPI),
    Route(
      .get, "/api/v1/me", .right(.read, .assets), "Who asks, and what they may do.",
      replies: [.json("the asker", meShape)], me),
  ]

  private static func alive(_ call: Call) async throws(Problem) -> Answer { .text("ok\n") }

  private static func ready(_ call: Call) async throws(Problem) -> Answer {
    let database = call.hub.everything
    let isThere = try await call.wait {
      try database.read { (connection: any SQLConnection) throws(LedgerError) in
        try connection.number("SELECT COUNT(*) FROM hub_migration")
      }
    }
    guard isThere != nil else { throw Problem(.serviceUnavailable, "busy", "It is not ready") }
    return .text("ready\n")
  }

  private static func metrics(_ call: Call) async throws(Problem) -> Answer {
    .text(call.hub.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
  }

  private static func openAPI(_ call: Call) async throws(Problem) -> Answer {
    Answer(.ok, [.contentType: "application/json"], .bytes(call.hub.description))
  }

  private static let meShape = Shape<Viewer>.object(
    "Me", "Who asks.",
    [
      .text("id") { $0.actor }, .text("name") { $0.name },
      .word("role", Role.allCases.map(\.rawValue)) { $0.role.rawValue },
      .texts("rights") { $0.role.rights.map(\.rawValue).sorted() },
      .text("organisation") { $0.org },
      .one(
        ifAny: "assets",
        Shape<[String]>(
          name: nil,
          schema: .members(["type": "array", "items": .members(["type": "string"])])
        ) { names, json in
          json.beginArray()
          for name in names { json.string(name) }
          json.endArray()
        }
      ) { $0.assets?.sorted() },
    ])

  private static func me(_ call: Call) async throws(Problem) -> Answer {
    .json(try call.me, meShape)
  }
}
