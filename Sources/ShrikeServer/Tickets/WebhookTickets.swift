import ShrikeFormats
import ShrikeLedger

/// A ticket as a signed message to an address that makes one of it. It may come twice and then has the same
/// `delivery`; the answer may tell `reference`, `url` and `status`.
struct WebhookTickets: TicketSpeech {
  let system: TicketSystem
  let line: TicketLine

  var tellsStates: Bool { false }

  /// The receiver knows by `delivery` what it has taken.
  func find(_ marker: String, since time: Timestamp) throws(TicketFault) -> OutsideTicket? { nil }

  func create(_ draft: TicketDraft) throws(TicketFault) -> OutsideTicket {
    let body = JSON.members([
      "delivery": .string(draft.marker), "title": .string(draft.title),
      "text": .string(draft.text(.plain)), "severity": .string(draft.severity),
      "asset": .string(draft.asset), "place": .string(draft.place), "rule": .string(draft.rule),
      "finding": .integer(Int(draft.number)), "link": .string(draft.link),
      "labels": .strings(system.labels),
    ]).bytes
    let signature = Webhook.signature(Array(system.secret.utf8), body, at: line.now)
    let answer = try line.run(
      "POST", system.address,
      [("X-Shrike-Delivery", draft.marker), ("X-Shrike-Signature", signature)], body)
    var told: Node?
    if case .success(let node) = JSON.read(answer), node.isMapping { told = node }
    let url = told?["url"]?.string ?? ""
    let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
    let reference = OutsideTicket.word(told?["reference"]?.string ?? "")
    return OutsideTicket(
      reference: reference.isEmpty ? draft.marker : reference,
      url: isWeb && url.utf8.count <= 2_000 && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        ? url : "",
      status: OutsideTicket.word(told?["status"]?.string ?? "sent"), isClosed: false)
  }

  func state(of reference: String) throws(TicketFault) -> OutsideTicket? {
    throw TicketFault(message: "a webhook tells no states", isFinal: true)
  }
}
