import ShrikeLedger

/// What the console remembers of people beside the ledger: filters they keep, when they were here, who was mentioned,
/// and what an assignment replaced, so that it can be undone.
extension HubSchema {
  static let console: [String] = [
    """
    CREATE TABLE hub_query (
      org_id {text} NOT NULL, person {text} NOT NULL, name {text} NOT NULL, query {text} NOT NULL,
      at {integer} NOT NULL, PRIMARY KEY (org_id, person, name))
    """,
    """
    CREATE TABLE hub_visit (
      org_id {text} NOT NULL, person {text} NOT NULL, since {integer}, seen {integer} NOT NULL,
      PRIMARY KEY (org_id, person))
    """,
    """
    CREATE TABLE hub_mention (
      org_id {text} NOT NULL, person {text} NOT NULL, comment {text} NOT NULL,
      finding {text} NOT NULL, author {text} NOT NULL, at {integer} NOT NULL,
      body {text} NOT NULL, PRIMARY KEY (org_id, person, comment))
    """,
    """
    CREATE TABLE hub_assignment (
      org_id {text} NOT NULL, batch {text} NOT NULL, finding {text} NOT NULL,
      actor {text} NOT NULL, owner {text}, former {text},
      PRIMARY KEY (org_id, batch, finding))
    """,
  ]
}

// MARK: filters

extension Hub {
  /// More are not kept for one person.
  static let mostQueries = 30

  func savedQueries(_ viewer: Viewer) throws(LedgerError) -> [(name: String, query: String)] {
    try tables(of: viewer.org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT name, query FROM hub_query WHERE org_id = ? AND person = ?
        ORDER BY name LIMIT \(Self.mostQueries)
        """, [.text(viewer.org), .text(viewer.actor)]
      ).map { ($0.text(0), $0.text(1)) }
    }
  }

  /// Keeps a filter, in place of one of the same name; false where there are too many already.
  func save(
    query: String, name: String, of viewer: Viewer, at now: Timestamp
  ) throws(LedgerError) -> Bool {
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "DELETE FROM hub_query WHERE org_id = ? AND person = ? AND name = ?",
        [.text(viewer.org), .text(viewer.actor), .text(name)])
      let count = try connection.number(
        "SELECT COUNT(*) FROM hub_query WHERE org_id = ? AND person = ?",
        [.text(viewer.org), .text(viewer.actor)])
      guard (count ?? 0) < Int64(Self.mostQueries) else { return false }
      try connection.execute(
        "INSERT INTO hub_query (org_id, person, name, query, at) VALUES (?, ?, ?, ?, ?)",
        [.text(viewer.org), .text(viewer.actor), .text(name), .text(query), SQLValue(now)])
      return true
    }
  }

  func forget(query name: String, of viewer: Viewer) throws(LedgerError) {
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "DELETE FROM hub_query WHERE org_id = ? AND person = ? AND name = ?",
        [.text(viewer.org), .text(viewer.actor), .text(name)])
    }
  }
}

// MARK: visits

extension Hub {
  /// After so long without a look at the first page the next one is a new visit.
  private static let visit: Int64 = 30 * 60_000

  /// When the visit before this one ended; nil: this is the first.
  func lastVisit(_ viewer: Viewer, at now: Timestamp) throws(LedgerError) -> Timestamp? {
    let known = try tables(of: viewer.org).read {
      (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT since, seen FROM hub_visit WHERE org_id = ? AND person = ?",
        [.text(viewer.org), .text(viewer.actor)])
    }
    guard let known else {
      try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
        // Two pages at once may both be the first.
        try connection.execute(
          """
          INSERT INTO hub_visit (org_id, person, since, seen) VALUES (?, ?, NULL, ?)
          ON CONFLICT (org_id, person) DO NOTHING
          """, [.text(viewer.org), .text(viewer.actor), SQLValue(now)])
      }
      return nil
    }
    let seen = known.time(1)
    let rest = now.milliseconds - seen.milliseconds
    let since = rest > Self.visit ? seen : known.optionalTime(0)
    // Once a minute is enough.
    if rest > 60_000 {
      try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.execute(
          "UPDATE hub_visit SET since = ?, seen = ? WHERE org_id = ? AND person = ?",
          [SQLValue(since), SQLValue(now), .text(viewer.org), .text(viewer.actor)])
      }
    }
    return since
  }
}

// MARK: mentions

/// A comment that names somebody, and has no answer of theirs yet.
struct Mention: Sendable, Hashable {
  var finding: String
  var author: String
  var at: Timestamp
  var text: String

  /// Names behind an `@`, in small letters, each once; at most 50.
  static func names(_ text: String) -> [String] {
    var names: [String] = []
    var rest = Array(text.utf8)[...]
    var former: UInt8 = 0x20
    while let byte = rest.popFirst() {
      // An address of mail mentions nobody.
      let begins = byte == UInt8(ascii: "@") && !isPart(former)
      former = byte
      guard begins else { continue }
      var name = Array(rest.prefix(while: isPart))
      former = name.last ?? byte
      rest = rest.dropFirst(name.count)
      while let last = name.last, ".-_".utf8.contains(last) { name.removeLast() }
      let text = String(decoding: name, as: UTF8.self).lowercased()
      if !text.isEmpty, names.count < 50, !names.contains(text) { names.append(text) }
    }
    return names
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || ".-_".utf8.contains(byte)
  }
}

extension Hub {
  /// Notes whom a comment mentions; whoever writes has answered what they were asked there.
  func note(
    comment: String, _ text: String, on finding: String, by viewer: Viewer, _ ledger: Ledger,
    at now: Timestamp
  ) throws(LedgerError) {
    var named: [String] = []
    for name in Mention.names(text) where name != viewer.actor {
      if try ledger.person(name)?.isActive == true { named.append(name) }
    }
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "DELETE FROM hub_mention WHERE org_id = ? AND person = ? AND finding = ?",
        [.text(viewer.org), .text(viewer.actor), .text(finding)])
      for name in named {
        try connection.execute(
          """
          INSERT INTO hub_mention (org_id, person, comment, finding, author, at, body)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .text(viewer.org), .text(name), .text(comment), .text(finding), .text(viewer.actor),
            SQLValue(now), .text(String(text.unicodeScalars.prefix(1_000))),
          ])
      }
    }
  }

  /// What waits for somebody's answer, the last first.
  func mentions(_ viewer: Viewer) throws(LedgerError) -> [Mention] {
    try tables(of: viewer.org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT finding, author, at, body FROM hub_mention
        WHERE org_id = ? AND person = ? ORDER BY comment DESC LIMIT 50
        """, [.text(viewer.org), .text(viewer.actor)]
      ).map {
        Mention(finding: $0.text(0), author: $0.text(1), at: $0.time(2), text: $0.text(3))
      }
    }
  }
}

// MARK: assignments

/// What an assignment changed.
struct Reassignment: Sendable, Hashable {
  var finding: String
  var actor: String
  var owner: String?
  var former: String?
}

extension Hub {
  func remember(
    _ changes: [Reassignment], batch: String, org: String
  ) throws(LedgerError) {
    try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
      for change in changes {
        try connection.execute(
          """
          INSERT INTO hub_assignment (org_id, batch, finding, actor, owner, former)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          [
            .text(org), .text(batch), .text(change.finding), .text(change.actor),
            SQLValue(change.owner), SQLValue(change.former),
          ])
      }
    }
  }

  func reassignments(_ batch: String, org: String) throws(LedgerError) -> [Reassignment] {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT finding, actor, owner, former FROM hub_assignment
        WHERE org_id = ? AND batch = ? ORDER BY finding
        """, [.text(org), .text(batch)]
      ).map {
        Reassignment(
          finding: $0.text(0), actor: $0.text(1), owner: $0.optionalText(2),
          former: $0.optionalText(3))
      }
    }
  }
}
