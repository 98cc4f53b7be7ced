import Logging
import ShrikeLedger

/// Tickets are asked for by people and made by workers. Of a finding there is one in a system: it is looked for before
/// it is made, so that an answer that was lost makes no second one.
extension Hub {
  /// The systems that take an asset's findings, in the order of the configuration.
  func ticketSystems(for asset: String, of org: String) -> [TicketSystem] {
    settings.tickets.filter { $0.takes(asset, of: org) }
  }

  /// Those of a finding, the first first.
  func tickets(of finding: String, org: String) throws(LedgerError) -> [Ticket] {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        "SELECT \(Ticket.columns) FROM hub_ticket WHERE org_id = ? AND finding = ? ORDER BY id",
        [.text(org), .text(finding)]
      ).map { Ticket($0) }
    }
  }

  /// Asks for a ticket. One that failed begins anew, of one that is closed the state is asked for, others stay.
  ///
  /// `isNew`: whether something is to be made.
  func requestTicket(
    _ finding: String, in system: TicketSystem, org: String, by actor: String
  ) throws(LedgerError) -> (ticket: Ticket, isNew: Bool) {
    let now = clock()
    let id = nextID(now)
    return try tables(of: org).write {
      (connection: any SQLConnection) throws(LedgerError) -> (ticket: Ticket, isNew: Bool) in
      let made = try connection.execute(
        """
        INSERT INTO hub_ticket
          (id, org_id, finding, system, actor, state, attempts, next_at, created, reference, url,
            status)
        VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?, ?, '', '', '')
        ON CONFLICT (org_id, finding, system) DO NOTHING
        """,
        [
          .text(id), .text(org), .text(finding), .text(system.name), .text(actor), SQLValue(now),
          SQLValue(now),
        ])
      let key: [SQLValue] = [.text(org), .text(finding), .text(system.name)]
      let place = "WHERE org_id = ? AND finding = ? AND system = ?"
      let again = try connection.execute(
        """
        UPDATE hub_ticket SET state = 'waiting', attempts = 0, next_at = ?, actor = ?,
          problem = NULL \(place) AND state = 'failed'
        """, [SQLValue(now), .text(actor)] + key)
      try connection.execute(
        "UPDATE hub_ticket SET next_at = ? \(place) AND state = 'closed' AND next_at > ?",
        [SQLValue(now)] + key + [SQLValue(now)])
      let row = try connection.row("SELECT \(Ticket.columns) FROM hub_ticket \(place)", key)
      guard let row else { throw LedgerError(.conflict, "the ticket is gone") }
      return (Ticket(row), made + again > 0)
    }
  }

  // MARK: working

  /// Makes the next ticket that is due, or asks for its state; false: there was none.
  func workTicket() throws(LedgerError) -> Bool {
    guard !settings.tickets.isEmpty else { return false }
    let now = clock()
    let claimed = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> Ticket? in
      let skip = connection.dialect.numbersParameters ? "FOR UPDATE SKIP LOCKED" : ""
      let row = try connection.row(
        """
        SELECT \(Ticket.columns) FROM hub_ticket WHERE next_at <= ?
        ORDER BY next_at, id LIMIT 1 \(skip)
        """, [SQLValue(now)])
      guard let row else { return nil }
      var ticket = Ticket(row)
      ticket.attempts += 1
      try connection.execute(
        "UPDATE hub_ticket SET next_at = ?, attempts = ? WHERE id = ?",
        [
          .integer(now.milliseconds + Delivery.lease), SQLValue(ticket.attempts), .text(ticket.id),
        ])
      return ticket
    }
    guard let ticket = claimed else { return false }
    var after: Ticket
    do throws(TicketFault) {
      after = try outcome(of: ticket, at: now)
    } catch {
      after = Self.failed(ticket, error, at: clock())
      logger.warning(
        "ticket", metadata: ["system": "\(ticket.system)", "problem": "\(error.message)"])
    }
    metrics.add("shrike_tickets_total{result=\"\(after.problem == nil ? "done" : "failed")\"}")
    try keep(after, since: ticket)
    return true
  }

  /// What the other side has, with the ledger's error as a fault that passes.
  private func outcome(of ticket: Ticket, at now: Timestamp) throws(TicketFault) -> Ticket {
    let system = settings.tickets.first { $0.name == ticket.system && $0.org == ticket.org }
    guard let system else {
      throw TicketFault(message: "there is no system '\(ticket.system)' any more", isFinal: true)
    }
    let speech = system.speech(
      TicketLine(
        allowsPrivate: settings.allowsPrivateWebhooks, now: now, seconds: settings.ticketSeconds))
    let outside: OutsideTicket
    if ticket.state == .waiting {
      let detail: FindingDetail?
      do throws(LedgerError) {
        detail = try ledger(ticket.org).finding(ticket.finding, at: now)
      } catch {
        throw TicketFault(message: error.message)
      }
      guard let detail else { throw TicketFault(message: "the finding is gone", isFinal: true) }
      let draft = TicketDraft(detail, marker: ticket.marker, at: settings.address)
      if let known = try speech.find(ticket.marker, since: ticket.created) {
        outside = known
      } else {
        outside = try speech.create(draft)
      }
    } else {
      outside =
        try speech.state(of: ticket.reference)
        ?? OutsideTicket(
          reference: ticket.reference, url: ticket.url, status: "gone", isClosed: true)
    }
    var after = ticket
    after.state = outside.isClosed ? .closed : .open
    after.attempts = 0
    after.reference = outside.reference
    after.url = outside.url
    after.status = outside.status
    after.problem = nil
    after.next =
      outside.isClosed || !speech.tellsStates
      ? .never : Timestamp(milliseconds: clock().milliseconds + Ticket.rest)
    return after
  }

  private static func failed(
    _ ticket: Ticket, _ fault: TicketFault, at now: Timestamp
  ) -> Ticket {
    var after = ticket
    after.problem = fault.message
    let pause = max(Delivery.pause(after: ticket.attempts - 1), fault.pause)
    after.next = Timestamp(milliseconds: now.milliseconds + pause)
    if ticket.state == .waiting, fault.isFinal || ticket.attempts >= Ticket.mostTries {
      after.state = .failed
    }
    // One that is closed was asked about by somebody, once.
    if after.state == .failed || after.state == .closed { after.next = .never }
    return after
  }

  /// The ledger first: what stands there and not here is found again by its marker and put there once more.
  private func keep(_ after: Ticket, since before: Ticket) throws(LedgerError) {
    let isNews =
      (after.reference, after.url, after.status) != (before.reference, before.url, before.status)
    if isNews, !after.reference.isEmpty {
      let isMade = before.reference.isEmpty
      try ledger(after.org).putTicket(
        after.id, finding: after.finding, system: after.system, reference: after.reference,
        url: after.url, status: after.status, by: isMade ? after.actor : "ticket:\(after.system)",
        at: clock())
    }
    try tables(of: after.org).write { (connection: any SQLConnection) throws(LedgerError) in
      // Whoever claimed it since then has counted one more.
      try connection.execute(
        """
        UPDATE hub_ticket SET state = ?, attempts = ?, next_at = ?, reference = ?, url = ?,
          status = ?, problem = ? WHERE id = ? AND attempts = ?
        """,
        [
          .text(after.state.rawValue), SQLValue(after.attempts), SQLValue(after.next),
          .text(after.reference), .text(after.url), .text(after.status), SQLValue(after.problem),
          .text(after.id), SQLValue(before.attempts),
        ])
    }
    if isNews { feed.wake(after.org) }
  }
}
