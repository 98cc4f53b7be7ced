import HTTPTypes
import ShrikeLedger

/// Decisions that wait for a second person.
enum ProposalRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/proposals", .right(.read, .assets), "What waits for a second person.",
      replies: [.json("proposals", listShape)], list),
    Route(
      .post, "/api/v1/proposals/{id}/confirm", .right(.confirm, .assets),
      "Confirm what somebody else proposed.", replies: [.json("confirmed", shape)], confirm),
    Route(
      .post, "/api/v1/proposals/{id}/refuse", .right(.comment, .assets),
      "Refuse it, or take one's own back.", replies: [.json("refused", shape)], refuse),
  ]

  private static let shape = Shape<Proposal>.object(
    "Proposal", "A decision that waits for a second person, or was settled by one.",
    [
      .text("id") { $0.id }, .texts("findings") { $0.findings },
      .word("kind", FindingRoutes.decisionKinds) { $0.kind }, .time(ifAny: "until") { $0.until },
      .text("reason") { $0.reason }, .text("proposer") { $0.proposer }, .time("at") { $0.at },
      .word("state", ["waiting", "confirmed", "refused"]) { $0.state },
      .text(ifAny: "settledBy") { $0.settledBy }, .time(ifAny: "settledAt") { $0.settledAt },
      .text(ifAny: "batch") { $0.batch },
    ])
  private static let listShape = Shape<[Proposal]>.object(
    "Proposals", nil, [.list("items", shape) { $0 }])

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    .json(try await Proposals.waiting(call), listShape)
  }

  private static func confirm(_ call: Call) async throws(Problem) -> Answer {
    .json(try await Proposals.settle(call.parameter("id"), isConfirmed: true, call), shape)
  }

  private static func refuse(_ call: Call) async throws(Problem) -> Answer {
    .json(try await Proposals.settle(call.parameter("id"), isConfirmed: false, call), shape)
  }
}
