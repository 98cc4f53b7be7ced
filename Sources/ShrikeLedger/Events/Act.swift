/// One act on an organisation's ledger: the events it adds and what follows from them, in one transaction.
struct Act {
  let connection: any SQLConnection
  let org: String
  let at: Timestamp
  let actor: String
  private(set) var head: LogHead
  private var projector: Projector
  private var rows: [[SQLValue]] = []
  /// Sequence numbers this act has used.
  private(set) var events: Range<Int64>

  /// Waits until nobody else writes into the organisation.
  init(
    _ connection: any SQLConnection, org: String, at: Timestamp, actor: String
  ) throws(LedgerError) {
    self.connection = connection
    self.org = org
    self.at = at
    self.actor = actor
    head = try LogHead(connection, org)
    projector = Projector(connection)
    events = head.size..<head.size
  }

  mutating func record(_ body: EventBody) throws(LedgerError) {
    let event = Event(seq: head.size, org: org, at: at, actor: actor, body: body)
    let bytes = event.bytes
    let leaf = MerkleTree.leaf(bytes)
    rows.append([
      .text(org), .integer(event.seq), SQLValue(at), .text(actor), .text(event.verb),
      .text(event.subject), .blob(bytes), .blob(leaf),
    ])
    head.add(event, leaf)
    events = events.lowerBound..<head.size
    try projector.apply(event)
    if rows.count >= Self.batch { try flush() }
  }

  /// So many events wait in memory.
  private static let batch = 2_000

  /// Writes what waits, so that it can be read.
  mutating func flush() throws(LedgerError) {
    try connection.insert(Schema.event, rows)
    rows = []
    try projector.flush()
  }

  /// Writes everything.
  mutating func finish() throws(LedgerError) {
    guard !events.isEmpty else { return }
    try flush()
    try head.write(connection)
  }
}

/// How far an organisation's log is.
struct LogHead {
  let org: String
  private(set) var frontier: MerkleFrontier
  /// The number of the last finding.
  private(set) var findings: Int64
  private var isStored: Bool

  var size: Int64 { frontier.size }

  init(new org: String) {
    self.org = org
    frontier = MerkleFrontier()
    findings = 0
    isStored = false
  }

  init(_ connection: any SQLConnection, _ org: String) throws(LedgerError) {
    self.init(new: org)
    let row = try connection.row(
      "SELECT size, frontier, findings FROM log WHERE org_id = ? {lock}", [.text(org)])
    guard let row else { return }
    guard let frontier = MerkleFrontier(size: row.int(0), bytes: row.blob(1)) else {
      throw LedgerError(
        .damaged, "the log's size and its tree do not fit each other",
        help: "'shrike audit verify' tells what was changed")
    }
    self.frontier = frontier
    findings = row.int(2)
    isStored = true
  }

  mutating func add(_ event: Event, _ leaf: MerkleTree.Hash) {
    frontier.add(leaf)
    if case .sighted(let body) = event.body, let number = body.birth?.number {
      findings = max(findings, number)
    }
  }

  func write(_ connection: any SQLConnection) throws(LedgerError) {
    if isStored {
      try connection.execute(
        "UPDATE log SET size = ?, frontier = ?, findings = ? WHERE org_id = ?",
        [.integer(size), .blob(frontier.bytes), .integer(findings), .text(org)])
    } else {
      try connection.insert(
        Schema.log, [[.text(org), .integer(size), .blob(frontier.bytes), .integer(findings)]])
    }
  }
}
