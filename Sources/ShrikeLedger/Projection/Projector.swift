import ShrikeText

/// Makes the tables from events. It asks nothing of the database: an event says all that it changes, so that
/// publishing and replaying do the same.
///
/// `+gone_rank` keeps the databases from going along the lane's index, where the key is at hand.
struct Projector {
  private let connection: any SQLConnection
  /// Findings that wait for `flush`.
  private var touched: Set<String> = []
  private var deletes: [(sql: String, rows: [[SQLValue]])] = []
  private var inserts: [(table: Table, rows: [[SQLValue]])] = []
  /// Facts first, then what follows from them.
  private var updates: [(sql: String, rows: [[SQLValue]])] = []
  private var refreshes: [[SQLValue]] = []
  private var words: [[SQLValue]] = []
  /// Of findings whose text is another one now.
  private var forgottenWords: [[SQLValue]] = []
  private var newWords: [[SQLValue]] = []
  private var days: [Day: Counts] = [:]
  /// By organisation.
  private var numbers: [String: Int64] = [:]

  private struct Day: Hashable {
    var org: String
    var day: Int
    var asset: String
    var weight: Int64
  }

  struct Counts {
    var opened: Int64 = 0
    var reopened: Int64 = 0
    var closed: Int64 = 0
  }

  init(_ connection: any SQLConnection) { self.connection = connection }

  mutating func apply(_ event: Event) throws(LedgerError) {
    switch event.body {
    case .org(let body): try org(body, event)
    case .put(let body): try put(body, event)
    case .rule(let body):
      try touch("rule \(body.id)")
      delete("DELETE FROM rule WHERE org_id = ? AND id = ?", [.text(event.org), .text(body.id)])
      insert(
        Schema.rule,
        [
          .text(event.org), .text(body.id), .text(body.title), .text(Self.digest(body)),
          .text(String(decoding: body.body.bytes, as: UTF8.self)),
        ])
    case .scan(let body): try scan(body, event)
    case .sighted(let body):
      try touch(body.finding)
      try sighted(body, event)
    case .gone(let body):
      try touch(body.finding)
      gone(body, event)
    case .revised(let body):
      try touch(body.finding)
      revised(body, event)
    case .decided(let body):
      try touch(body.finding)
      decided(body, event)
    case .undone(let body):
      try touch(body.finding)
      undone(body, event)
    case .expired(let body):
      try touch(body.finding)
      refresh(body.finding, event)
    case .assigned(let body):
      try touch(body.finding)
      update(
        "UPDATE finding SET owner = ? WHERE org_id = ? AND id = ?",
        [SQLValue(body.owner), .text(event.org), .text(body.finding)])
    case .commented(let body):
      insert(
        Schema.comment,
        [
          .text(event.org), .text(body.comment), .text(body.finding), .text(event.actor),
          SQLValue(event.at), .text(body.text),
        ])
    case .retired(let body):
      try flush()
      try connection.execute(
        "UPDATE lane SET retired = ? WHERE org_id = ? AND id = ?",
        [.integer(body.rank.value), .text(event.org), .text(body.lane)])
    case .retention(let body):
      try flush()
      try Retention.apply(body, event.org, connection)
    case .deadlines(let body):
      try flush()
      try body.apply(event.org, connection)
    case .handles(let body):
      try flush()
      try body.apply(event, connection)
    case .members(let body):
      try flush()
      try body.apply(event, connection)
    }
  }

  /// How a rule's text is told from a later one.
  static func digest(_ rule: RuleStated) -> String {
    hexadecimal(MerkleTree.leaf(rule.json.bytes).prefix(8))
  }

  /// Writes all that waits.
  mutating func flush() throws(LedgerError) {
    for (sql, rows) in deletes { try connection.executeEach(sql, rows) }
    for (table, rows) in inserts { try connection.insert(table, rows) }
    for (sql, rows) in updates { try connection.executeEach(sql, rows) }
    try connection.executeEach(Self.refreshing, refreshes)
    try connection.executeEach("{search-remove}", forgottenWords)
    try connection.executeEach("{search-add}", words)
    try connection.executeEach("{search-renew}", newWords)
    try flushDays()
    deletes = []
    inserts = []
    updates = []
    refreshes = []
    words = []
    forgottenWords = []
    newWords = []
    touched.removeAll(keepingCapacity: true)
  }

  // MARK: waiting rows

  mutating func touch(_ finding: String) throws(LedgerError) {
    if !touched.insert(finding).inserted {
      try flush()
      touched.insert(finding)
    }
  }

  mutating func delete(_ sql: String, _ values: [SQLValue]) {
    Self.add(&deletes, sql, values)
  }

  mutating func update(_ sql: String, _ values: [SQLValue]) {
    Self.add(&updates, sql, values)
  }

  private static func add(
    _ list: inout [(sql: String, rows: [[SQLValue]])], _ sql: String, _ values: [SQLValue]
  ) {
    if let index = list.firstIndex(where: { $0.sql == sql }) {
      list[index].rows.append(values)
    } else {
      list.append((sql, [values]))
    }
  }

  mutating func insert(_ table: Table, _ values: [SQLValue]) {
    if let index = inserts.firstIndex(where: { $0.table.name == table.name }) {
      inserts[index].rows.append(values)
    } else {
      inserts.append((table, [values]))
    }
  }

  /// The words of a new finding, to be searched for.
  mutating func addWords(_ text: String, _ slot: Int64) {
    words.append([.integer(slot), .text(text)])
  }

  /// The words of a finding whose text is another one now.
  mutating func renewWords(_ text: String, _ finding: String, _ event: Event) {
    let key = [SQLValue.text(event.org), .text(finding)]
    forgottenWords.append(key)
    newWords.append([.text(text)] + key)
  }

  // MARK: who and what

  private mutating func org(_ body: OrgAdded, _ event: Event) throws(LedgerError) {
    numbers[body.id] = body.number
    insert(
      Schema.org, [.text(body.id), .integer(body.number), .text(body.name), SQLValue(event.at)])
  }

  private mutating func put(_ body: RowPut, _ event: Event) throws(LedgerError) {
    guard let (table, values) = body.row(event.org) else {
      throw LedgerError(.damaged, "event \(event.seq) puts a row into no table")
    }
    // The same row may be put twice before it is written.
    try flush()
    let key = table.key.map { name in
      values[table.columns.firstIndex { $0.name == name } ?? 0]
    }
    let condition = table.key.map { "\($0) = ?" }.joined(separator: " AND ")
    delete("DELETE FROM \(table.name) WHERE \(condition)", key)
    insert(table, values)
  }

  mutating func slot(_ number: Int64, _ org: String) throws(LedgerError) -> Int64 {
    if numbers[org] == nil {
      numbers[org] = try connection.number("SELECT number FROM org WHERE id = ?", [.text(org)])
    }
    return (numbers[org] ?? 0) * Self.numbers + number
  }

  /// So many findings an organisation may have before its slots meet the next one's.
  static let numbers: Int64 = 1 << 40

  // MARK: state

  /// The displayed state from what was observed and decided, as of a time.
  private static let refreshing = """
    UPDATE finding SET state = \(FindingState.expression),
      state_until = CASE
        WHEN observed = 'absent' THEN NULL
        WHEN \(FindingState.decisionHolds) THEN decision_until
        WHEN \(FindingState.waiverHolds) THEN waived_until
        ELSE NULL END
    WHERE org_id = ? AND id = ?
    """

  mutating func refresh(_ finding: String, _ event: Event) {
    let now = SQLValue(event.at)
    refreshes.append([now, now, now, now, .text(event.org), .text(finding)])
  }

  // MARK: days

  mutating func count(
    _ event: Event, _ asset: String, _ weight: Int64, _ add: (inout Counts) -> Void
  ) {
    add(
      &days[
        Day(org: event.org, day: event.at.day, asset: asset, weight: weight), default: Counts()])
  }

  private mutating func flushDays() throws(LedgerError) {
    guard !days.isEmpty else { return }
    let rows = days.map { day, counts -> [SQLValue] in
      [
        .text(day.org), SQLValue(day.day), .text(day.asset), .integer(day.weight),
        .integer(counts.opened), .integer(counts.reopened), .integer(counts.closed),
      ]
    }
    try connection.executeEach(
      Schema.daily.insertion + """
         ON CONFLICT (org_id, day, asset, weight) DO UPDATE SET
          opened = daily.opened + excluded.opened, reopened = daily.reopened + excluded.reopened,
          closed = daily.closed + excluded.closed
        """, rows)
    days = [:]
  }
}
