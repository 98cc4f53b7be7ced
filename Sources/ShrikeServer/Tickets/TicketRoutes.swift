import HTTPTypes
import ShrikeLedger

/// Tickets of findings, asked for and shown.
enum TicketRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/findings/{id}/tickets", .right(.read, .assets),
      "Where a finding is worked on.", replies: [.json("tickets", listShape)], list),
    Route(
      .post, "/api/v1/findings/{id}/tickets", .right(.comment, .assets),
      "Ask for a ticket: one of a finding in a system, however often it is asked for.",
      body: .json([
        Parameter(
          "system", .text(100), "Which of the configuration; the first that takes the asset.")
      ]),
      replies: [
        .json(.accepted, "it will be made", shape), .json("there is one already", shape),
      ], create),
  ]

  private static let shape = Shape<Ticket>.object(
    "Ticket", "Where a finding is worked on, outside.",
    [
      .text("id") { $0.id }, .text("system") { $0.system },
      .word("state", Ticket.State.allCases.map(\.rawValue)) { $0.state.rawValue },
      .text(ifAny: "reference") { $0.reference.isEmpty ? nil : $0.reference },
      .text(ifAny: "url") { $0.url.isEmpty ? nil : $0.url },
      .text(ifAny: "status") { $0.status.isEmpty ? nil : $0.status },
      .text(ifAny: "problem") { $0.problem }, .time("created") { $0.created },
    ])
  private static let listShape = Shape<[Ticket]>.object(
    "Tickets", nil, [.list("items", shape) { $0 }])

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    let (hub, viewer, id, now) = (call.hub, try call.me, call.parameter("id"), call.now)
    let list = try await call.ledger { ledger in
      let row = try FindingRoutes.find(id, viewer, ledger, now).row
      return try hub.tickets(of: row.id, org: viewer.org)
    }
    return .json(list, listShape)
  }

  private static func create(_ call: Call) async throws(Problem) -> Answer {
    let made = try await request([call.parameter("id")], call.given.text("system"), call)
    guard let first = made.first else { throw .notFound("finding") }
    return .json(first.ticket, shape, status: first.isNew ? .accepted : .ok)
  }

  /// Asks for tickets of findings, all or none.
  ///
  /// `name`: of the system; nil: for each the first that takes its asset.
  static func request(
    _ references: [String], _ name: String?, _ call: Call
  ) async throws(Problem) -> [(ticket: Ticket, isNew: Bool)] {
    let (hub, viewer, now) = (call.hub, try call.me, call.now)
    let made = try await call.ledger { ledger in
      let wanted = try references.map { reference in
        let row = try FindingRoutes.find(reference, viewer, ledger, now).row
        let systems = hub.ticketSystems(for: row.asset, of: viewer.org)
        guard let system = systems.first(where: { name == nil || $0.name == name }) else {
          throw Problem.invalid(
            "/system",
            systems.isEmpty
              ? "no ticket system takes findings of \(row.asset)"
              : "it is one of \(systems.map(\.name).joined(separator: ", "))")
        }
        return (row.id, system)
      }
      return try wanted.map { id, system in
        try hub.requestTicket(id, in: system, org: viewer.org, by: viewer.actor)
      }
    }
    hub.feed.wake(viewer.org)
    return made
  }
}
