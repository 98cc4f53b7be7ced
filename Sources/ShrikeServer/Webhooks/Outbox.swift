import Crypto
import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport

/// Somebody else's address that is told what happens.
struct Webhook: Sendable, Hashable {
  var id: String
  var org: String
  var url: String
  /// Signs what is sent; shown once.
  var secret: Sealed
  /// Beginnings of verbs that are sent; empty: all.
  var verbs: [String]
  var isActive: Bool
  var created: Timestamp
  /// The next event it has not been told.
  var cursor: Int64

  static let columns = "id, org_id, url, secret, verbs, active, created, cursor_seq"

  init(_ row: SQLRow) {
    id = row.text(0)
    org = row.text(1)
    url = row.text(2)
    secret = Sealed(bytes: row.blob(3))
    verbs = row.text(4).split(separator: " ").map(String.init)
    isActive = row.int(5) == 1
    created = row.time(6)
    cursor = row.int(7)
  }

  func wants(_ verb: String) -> Bool { verbs.isEmpty || verbs.contains { verb.hasPrefix($0) } }

  /// `t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>">`: whoever keeps the time within bounds cannot be sent an
  /// old message again.
  static func signature(_ secret: [UInt8], _ body: [UInt8], at now: Timestamp) -> String {
    let seconds = now.milliseconds / 1_000
    let key = SymmetricKey(data: secret)
    let mac = HMAC<SHA256>.authenticationCode(for: Array("\(seconds).".utf8) + body, using: key)
    return "t=\(seconds),v1=\(hexadecimal(mac))"
  }
}

/// Something that is to be sent, until it was or is given up.
struct Delivery: Sendable, Hashable {
  var id: String
  var webhook: String
  var firstSeq: Int64
  /// `waiting`, `sent` or `failed`.
  var state: String
  var attempts: Int
  var next: Timestamp
  var created: Timestamp
  var problem: String?

  static let columns = "id, webhook, first_seq, state, attempts, next_at, created, problem"
  /// Events of one message.
  static let most = 100
  static let mostAttempts = 12
  /// A sender that was not heard of for so long has died.
  static let lease: Int64 = 120_000

  init(_ row: SQLRow) {
    id = row.text(0)
    webhook = row.text(1)
    firstSeq = row.int(2)
    state = row.text(3)
    attempts = Int(row.int(4))
    next = row.time(5)
    created = row.time(6)
    problem = row.optionalText(7)
  }

  /// Half a minute, then twice as long each time, up to six hours.
  static func pause(after attempts: Int) -> Int64 {
    min(30_000 << Int64(min(attempts, 16)), 6 * 3_600_000)
  }
}

/// Events become messages in the same transaction that notes how far they were read, so that a message is neither
/// lost nor made twice; sent it is at least once.
extension Hub {
  func webhooks(_ org: String) throws(LedgerError) -> [Webhook] {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        "SELECT \(Webhook.columns) FROM hub_webhook WHERE org_id = ? ORDER BY id LIMIT 10000",
        [.text(org)]
      ).map { Webhook($0) }
    }
  }

  /// Those that are to be told, of all organisations.
  private func listeners() throws(LedgerError) -> [Webhook] {
    try everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        "SELECT \(Webhook.columns) FROM hub_webhook WHERE active = 1 ORDER BY id LIMIT 10000"
      ).map { Webhook($0) }
    }
  }

  /// Makes messages of what happened since; how many.
  func fillOutbox() throws(LedgerError) -> Int {
    var made = 0
    for webhook in try listeners() {
      let entries = try ledger(webhook.org).log(from: webhook.cursor, limit: Delivery.most)
      guard let last = entries.last else { continue }
      let wanted = entries.filter { webhook.wants($0.verb) }
      let now = clock()
      let id = nextID(now)
      try tables(of: webhook.org).write { (connection: any SQLConnection) throws(LedgerError) in
        let moved = try connection.execute(
          "UPDATE hub_webhook SET cursor_seq = ? WHERE id = ? AND cursor_seq = ? AND active = 1",
          [.integer(last.seq + 1), .text(webhook.id), .integer(webhook.cursor)])
        guard moved == 1, let first = wanted.first else { return }
        try connection.execute(
          """
          INSERT INTO hub_delivery
            (id, org_id, webhook, first_seq, body, state, attempts, next_at, created)
          VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?, ?)
          """,
          [
            .text(id), .text(webhook.org), .text(webhook.id), .integer(first.seq),
            .blob(Self.message(id, webhook.org, wanted)), SQLValue(now), SQLValue(now),
          ])
      }
      made += 1
    }
    return made
  }

  private static func message(_ id: String, _ org: String, _ entries: [LogEntry]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("delivery", id)
      json.field("organisation", org)
      json.array("events") { json in
        for entry in entries { EventRoutes.summary(entry).write(to: &json) }
      }
    }
    return json.finish()
  }

  /// Sends the next message that is due; false: there was none.
  func sendOnce() throws(LedgerError) -> Bool {
    let now = clock()
    let claimed = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> (Delivery, [UInt8], Webhook)? in
      let skip = connection.dialect.numbersParameters ? "FOR UPDATE SKIP LOCKED" : ""
      let row = try connection.row(
        """
        SELECT \(Delivery.columns), body FROM hub_delivery
        WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT 1 \(skip)
        """, [SQLValue(now)])
      guard let row else { return nil }
      let delivery = Delivery(row)
      try connection.execute(
        "UPDATE hub_delivery SET next_at = ?, attempts = attempts + 1 WHERE id = ?",
        [.integer(now.milliseconds + Delivery.lease), .text(delivery.id)])
      let webhook = try connection.row(
        "SELECT \(Webhook.columns) FROM hub_webhook WHERE id = ?", [.text(delivery.webhook)])
      guard let webhook else {
        try connection.execute("DELETE FROM hub_delivery WHERE id = ?", [.text(delivery.id)])
        return nil
      }
      return (delivery, row.blob(8), Webhook(webhook))
    }
    guard let (delivery, body, webhook) = claimed else { return false }
    let problem = traced("webhook", .client) { send(body, delivery, webhook) }
    let attempts = delivery.attempts + 1
    let state =
      problem == nil ? "sent" : attempts >= Delivery.mostAttempts ? "failed" : "waiting"
    metrics.add("shrike_webhooks_total{result=\"\(problem == nil ? "sent" : "failed")\"}")
    try tables(of: webhook.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "UPDATE hub_delivery SET state = ?, problem = ?, next_at = ? WHERE id = ?",
        [
          .text(state), SQLValue(problem),
          .integer(clock().milliseconds + Delivery.pause(after: delivery.attempts)),
          .text(delivery.id),
        ])
    }
    return true
  }

  /// Why it could not be sent; nil: it was.
  private func send(_ body: [UInt8], _ delivery: Delivery, _ webhook: Webhook) -> String? {
    let secret: [UInt8]
    do throws(LedgerError) {
      secret = try keys.open(webhook.secret, .webhook(id: webhook.id))
    } catch {
      return error.message
    }
    var exchange = Exchange(
      "POST", webhook.url,
      headers: [
        ("Content-Type", "application/json"), ("X-Shrike-Delivery", delivery.id),
        ("X-Shrike-Signature", Webhook.signature(secret, body, at: clock())),
      ], body: body)
    if let trace = TraceContext.current { exchange.headers.append(("traceparent", trace.header)) }
    exchange.seconds = 20
    exchange.connectSeconds = 5
    exchange.answerLimit = 64 << 10
    exchange.allowsPrivate = settings.allowsPrivateWebhooks
    do throws(EngineError) {
      let answer = try exchange.run()
      return (200..<300).contains(answer.status) ? nil : "it answered \(answer.status)"
    } catch {
      return error.cause ?? error.message
    }
  }
}
