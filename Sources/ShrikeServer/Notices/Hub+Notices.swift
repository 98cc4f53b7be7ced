import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport

/// Notices are made in the transaction that notes how far the log was read, and each has a name that it has once: none
/// is lost, none told twice by us. Sent they are at least once.
extension Hub {
  /// Makes notices of what happened since; how many events were read.
  func fillNotices() throws(LedgerError) -> Int {
    guard let notices = settings.notices, notices.isAny else { return 0 }
    var read = 0
    for org in try organisations() {
      read += try noteAssignments(org, notices)
      try noteProposals(org, notices)
    }
    return read
  }

  private func organisations() throws(LedgerError) -> [String] {
    try everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows("SELECT id FROM org ORDER BY id").map { $0.text(0) }
    }
  }

  /// From where on the log is to be read; what was before somebody asked for notices is not told.
  private func cursor(_ org: String) throws(LedgerError) -> Int64 {
    let size = try ledger(org).logSize()
    return try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        INSERT INTO hub_noticing (org_id, cursor_seq, reminded) VALUES (?, ?, 0)
        ON CONFLICT (org_id) DO NOTHING
        """, [.text(org), .integer(size)])
      return try connection.number(
        "SELECT cursor_seq FROM hub_noticing WHERE org_id = ?", [.text(org)]) ?? size
    }
  }

  private func noteAssignments(
    _ org: String, _ notices: NoticeSettings
  ) throws(LedgerError) -> Int {
    let (now, start, ledger) = (clock(), try cursor(org), try ledger(org))
    let entries = try ledger.log(from: start, limit: 500)
    guard let last = entries.last else { return 0 }
    var told: [(Notice, person: String)] = []
    for entry in entries where entry.verb == "finding.assigned" {
      // The first scan of a repository may give somebody thousands: they are in the queue, not in the mail.
      if entry.followsCodeOwners { continue }
      guard let row = try ledger.finding(entry.subject, at: now)?.row, let owner = row.owner,
        owner != entry.actor
      else { continue }
      let notice = Notice.assigned(row, by: entry.actor, seq: entry.seq, at: settings.address)
      told.append((notice, owner))
    }
    try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
      let moved = try connection.execute(
        "UPDATE hub_noticing SET cursor_seq = ? WHERE org_id = ? AND cursor_seq = ?",
        [.integer(last.seq + 1), .text(org), .integer(start)])
      guard moved == 1 else { return }
      for (notice, person) in told { try add(notice, to: [person], org, notices, now, connection) }
    }
    return entries.count
  }

  /// An hour, in milliseconds: what waited longer when the hub began to tell is not told.
  private static let fresh: Int64 = 3_600_000

  private func noteProposals(_ org: String, _ notices: NoticeSettings) throws(LedgerError) {
    let now = clock()
    let waiting = try proposals(org).filter {
      now.milliseconds - $0.at.milliseconds < Self.fresh
    }
    guard !waiting.isEmpty else { return }
    let ledger = try ledger(org)
    for proposal in waiting {
      var assets: Set<String> = []
      for finding in proposal.findings {
        if let row = try ledger.finding(finding, at: now)?.row { assets.insert(row.asset) }
      }
      try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
        // Nobody confirms their own, nor what they may not see.
        let people = try Account.all(org: org, connection).filter { account in
          account.isActive && account.role.rights.contains(.confirm)
            && account.person != proposal.proposer
            && assets.allSatisfy { account.assets?.contains($0) ?? true }
        }
        let notice = Notice.approval(proposal, at: settings.address)
        try add(notice, to: people.map(\.person), org, notices, now, connection)
      }
    }
  }

  /// Reminds owners of what is due, once a day.
  func remind() throws(LedgerError) {
    guard let notices = settings.notices, notices.isAny else { return }
    let now = clock()
    for org in try organisations() {
      _ = try cursor(org)
      let isDue = try tables(of: org).write {
        (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          "UPDATE hub_noticing SET reminded = ? WHERE org_id = ? AND reminded < ?",
          [SQLValue(now.day), .text(org), SQLValue(now.day)]) == 1
      }
      guard isDue else { continue }
      // The last of the days counts whole.
      let end = now.adding(days: notices.reminderDays + 1).date
      var owners: [String: [FindingRow]] = [:]
      var next: String?
      repeat {
        let page = try ledger(org).findings(
          FindingQuery.parse("state:open due:<\(end)"), cursor: next, limit: 1_000, at: now)
        for row in page.rows { if let owner = row.owner { owners[owner, default: []].append(row) } }
        next = page.next
      } while next != nil
      let all = owners.map { owner, rows in
        let urgent = rows.sorted {
          ($0.due?.milliseconds ?? .max, $0.number) < ($1.due?.milliseconds ?? .max, $1.number)
        }
        return (
          Notice.reminder(urgent, owner: owner, at: settings.address, now: now), person: owner
        )
      }
      try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
        for (notice, person) in all { try add(notice, to: [person], org, notices, now, connection) }
      }
    }
  }

  /// One for each person by mail, and one for the room.
  private func add(
    _ notice: Notice, to people: [String], _ org: String, _ settings: NoticeSettings,
    _ now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) {
    func insert(_ name: String, _ channel: String, _ recipient: String, _ body: String)
      throws(LedgerError)
    {
      try connection.execute(
        """
        INSERT INTO hub_notice
          (id, org_id, name, channel, recipient, subject, body, state, attempts, next_at, created)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?) ON CONFLICT (org_id, name) DO NOTHING
        """,
        [
          .text(nextID(now)), .text(org), .text(name), .text(channel), .text(recipient),
          .text(notice.subject), .text(body), SQLValue(now), SQLValue(now),
        ])
    }
    if settings.mail != nil {
      for person in people {
        guard let account = try Account.find(person: person, org: org, connection),
          account.isActive
        else { continue }
        try insert("\(notice.name):\(person)", "mail", account.email, notice.mailText)
      }
    }
    if settings.chat != nil, !people.isEmpty {
      let body = "for \(people.joined(separator: ", "))\n" + notice.lines.joined(separator: "\n")
      try insert("\(notice.name):", "chat", "", body)
    }
  }
}
