import Logging
import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport

extension Hub {
  /// One that is to be sent.
  private struct Waiting {
    var id: String
    var org: String
    var channel: String
    var recipient: String
    var subject: String
    var body: String
    var attempts: Int
  }
  /// With pauses that double, the last try is about an hour after the first.
  private static let mostTries = 8

  /// Sends the next notice that is due; false: there was none.
  func sendNotice() throws(LedgerError) -> Bool {
    guard let notices = settings.notices, notices.isAny else { return false }
    let now = clock()
    let claimed = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> Waiting? in
      let skip = connection.dialect.numbersParameters ? "FOR UPDATE SKIP LOCKED" : ""
      let row = try connection.row(
        """
        SELECT id, org_id, channel, recipient, subject, body, attempts FROM hub_notice
        WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT 1 \(skip)
        """, [SQLValue(now)])
      guard let row else { return nil }
      try connection.execute(
        "UPDATE hub_notice SET next_at = ?, attempts = attempts + 1 WHERE id = ?",
        [.integer(now.milliseconds + Delivery.lease), .text(row.text(0))])
      return Waiting(
        id: row.text(0), org: row.text(1), channel: row.text(2), recipient: row.text(3),
        subject: row.text(4), body: row.text(5), attempts: Int(row.int(6)))
    }
    guard let waiting = claimed else { return false }
    let problem = send(waiting, notices, at: now)
    let isLast = waiting.attempts + 1 >= Self.mostTries
    metrics.add("shrike_notices_total{result=\"\(problem == nil ? "sent" : "failed")\"}")
    if let problem {
      logger.warning(
        "notice", metadata: ["channel": "\(waiting.channel)", "problem": "\(problem)"])
    }
    try tables(of: waiting.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "UPDATE hub_notice SET state = ?, problem = ?, next_at = ? WHERE id = ?",
        [
          .text(problem == nil ? "sent" : isLast ? "failed" : "waiting"), SQLValue(problem),
          .integer(clock().milliseconds + Delivery.pause(after: waiting.attempts)),
          .text(waiting.id),
        ])
    }
    return true
  }

  /// Why it could not be sent; nil: it was.
  private func send(
    _ waiting: Waiting, _ notices: NoticeSettings, at now: Timestamp
  ) -> String? {
    do throws(EngineError) {
      switch waiting.channel {
      case "mail":
        guard let server = notices.mail else { return "there is no mail server" }
        try server.send(
          Mail(to: waiting.recipient, subject: waiting.subject, text: waiting.body),
          id: waiting.id, date: now.mailDate)
      default:
        guard let chat = notices.chat else { return "there is no chat" }
        let text = Notice.chatText(subject: waiting.subject, body: waiting.body)
        var exchange = Exchange(
          "POST", chat, headers: [("Content-Type", "application/json")],
          body: JSON.members(["text": .string(text)]).bytes)
        exchange.seconds = 20
        exchange.connectSeconds = 5
        exchange.answerLimit = 64 << 10
        let status = try exchange.run().status
        guard (200..<300).contains(status) else { return "it answered \(status)" }
      }
      return nil
    } catch {
      return error.cause ?? error.message
    }
  }
}
