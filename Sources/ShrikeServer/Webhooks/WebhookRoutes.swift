import HTTPTypes
import ShrikeLedger

/// Webhooks: who is told what happens.
enum WebhookRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/webhooks", .right(.administer, .organisation), "Who is told.",
      replies: [.json("webhooks", listShape)], list),
    Route(
      .post, "/api/v1/webhooks", .right(.administer, .organisation),
      "Tell an address from now on. Messages carry X-Shrike-Signature: t=…,v1=HMAC-SHA-256 of \"t.body\".",
      body: .json([
        Parameter("url", .text(2_000), "https://… or http://…", isRequired: true),
        Parameter("verbs", .texts(50), "Beginnings of verbs: `finding.`; without it all."),
      ]), replies: [.json(.created, "with the secret, this once", newShape)], create),
    Route(
      .delete, "/api/v1/webhooks/{id}", .right(.administer, .organisation), "Tell it no more.",
      replies: [.empty(.noContent, "it is gone")], remove),
    Route(
      .get, "/api/v1/webhooks/{id}/deliveries", .right(.administer, .organisation),
      "The last messages, and what became of them.",
      replies: [.json("messages", deliveriesShape)], deliveries),
  ]

  private static let fields: [Field<Webhook>] = [
    .text("id") { $0.id }, .text("url") { $0.url }, .texts("verbs") { $0.verbs },
    .flag("active") { $0.isActive }, .time("created") { $0.created },
  ]
  private static let shape = Shape<Webhook>.object("Webhook", "Who is told what happens.", fields)
  private static let listShape = Shape<[Webhook]>.object(
    "Webhooks", nil, [.list("items", shape) { $0 }])

  private struct New: Sendable {
    var webhook: Webhook
    var secret: String
  }
  private static let newShape = Shape<New>.object(
    "NewWebhook", "With the secret that signs messages.",
    [
      .text("id") { $0.webhook.id }, .text("url") { $0.webhook.url },
      .texts("verbs") { $0.webhook.verbs }, .flag("active") { $0.webhook.isActive },
      .time("created") { $0.webhook.created }, .text("secret") { $0.secret },
    ])
  private static let deliveriesShape = Shape<[Delivery]>.object(
    "Deliveries", nil,
    [
      .list(
        "items",
        Shape<Delivery>.object(
          "Delivery", "A message.",
          [
            .text("id") { $0.id }, .integer("firstSeq") { Int($0.firstSeq) },
            .word("state", ["waiting", "sent", "failed"]) { $0.state },
            .integer("attempts") { $0.attempts }, .time("next") { $0.next },
            .time("created") { $0.created }, .text(ifAny: "problem") { $0.problem },
          ])
      ) { $0 }
    ])

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    let (hub, org) = (call.hub, try call.me.org)
    return .json(try await call.wait { try hub.webhooks(org) }, listShape)
  }

  private static func create(_ call: Call) async throws(Problem) -> Answer {
    let (hub, org, now, given) = (call.hub, try call.me.org, call.now, call.given)
    let url = given.text("url") ?? ""
    let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
    guard isWeb, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("@") else {
      throw .invalid("/url", "it must be http:// or https://, without user and password")
    }
    let verbs = given.texts("verbs")
    guard verbs.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || ".-".contains($0)) } })
    else { throw .invalid("/verbs", "letters, points and dashes only") }
    let id = hub.nextID(now)
    let secret = "whs_" + Secrets.key()
    let sealed = try await call.wait { try hub.keys.seal(Array(secret.utf8), .webhook(id: id)) }
    let made = try await call.ledger { ledger -> Webhook? in
      let size = try ledger.logSize()
      try hub.tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          "INSERT INTO hub_webhook (\(Webhook.columns)) VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
          [
            .text(id), .text(org), .text(url), .blob(sealed.bytes),
            .text(verbs.joined(separator: " ")), SQLValue(now), .integer(size),
          ])
      }
      return try hub.webhooks(org).first { $0.id == id }
    }
    guard let made else { throw Problem(.internalServerError, "internal", "The server failed") }
    return .json(New(webhook: made, secret: secret), newShape, status: .created)
  }

  private static func remove(_ call: Call) async throws(Problem) -> Answer {
    let (hub, org, id) = (call.hub, try call.me.org, call.parameter("id"))
    let isKnown = try await call.wait {
      try hub.tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          "DELETE FROM hub_webhook WHERE id = ? AND org_id = ?", [.text(id), .text(org)]) == 1
      }
    }
    guard isKnown else { throw .notFound("webhook") }
    return .empty
  }

  private static func deliveries(_ call: Call) async throws(Problem) -> Answer {
    let (hub, org, id) = (call.hub, try call.me.org, call.parameter("id"))
    let list = try await call.wait {
      try hub.tables(of: org).read {
        (connection: any SQLConnection) throws(LedgerError) -> [Delivery]? in
        let isKnown = try connection.row(
          "SELECT id FROM hub_webhook WHERE org_id = ? AND id = ?", [.text(org), .text(id)])
        guard isKnown != nil else { return nil }
        return try connection.rows(
          """
          SELECT \(Delivery.columns) FROM hub_delivery
          WHERE org_id = ? AND webhook = ? ORDER BY id DESC LIMIT 100
          """, [.text(org), .text(id)]
        ).map { Delivery($0) }
      }
    }
    guard let list else { throw .notFound("webhook") }
    return .json(list, deliveriesShape)
  }
}
