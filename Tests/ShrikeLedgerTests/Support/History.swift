import ShrikeLedger
import ShrikeModel

/// A random history of one asset, and what the laws say must be true after each of its steps.
struct History: CustomStringConvertible {
  enum Step: CustomStringConvertible {
    /// `minute`: when the scan was made; it may be earlier than scans that are here.
    case publish(lane: Lane, minute: Int, complete: Bool, keys: [Int], line: Int)
    /// The scan of an earlier step once more.
    case again(Int)
    case decide(key: Int, tool: String, kind: String, days: Int)
    case undo
    case pass(days: Int)
    case expire

    var description: String {
      switch self {
      case .publish(let lane, let minute, let complete, let keys, let line):
        "publish \(lane) minute \(minute) \(complete ? "complete" : "incomplete") \(keys) line \(line)"
      case .again(let number): "again \(number)"
      case .decide(let key, let tool, let kind, let days):
        "decide \(tool) \(key) \(kind) for \(days) days"
      case .undo: "undo"
      case .pass(let days): "\(days) days pass"
      case .expire: "expire"
      }
    }
  }

  struct Lane: Hashable, CustomStringConvertible {
    var ref: String
    var tool: String
    var scope: String
    var description: String { "\(tool) \(ref) '\(scope)'" }
  }

  var seed: UInt64
  var steps: [Step]

  var description: String {
    "history \(seed):\n" + steps.map { "  \($0)" }.joined(separator: "\n")
  }

  init(seed: UInt64) {
    self.seed = seed
    var random = SeededGenerator(seed)
    func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    var minutes: Set<Int> = []
    var minute = 0
    steps = []
    for _ in 0..<(2 + below(6)) {
      switch below(10) {
      case 0...5:
        minute += 1 + below(3)
        // A fifth comes late: made before scans that are here.
        var time = below(5) == 0 ? below(minute + 1) : minute
        while !minutes.insert(time).inserted { time += 1 }
        minute = max(minute, time)
        let lane = Lane(
          ref: below(3) == 0 ? "feature" : "main", tool: below(4) == 0 ? "other" : "shrike",
          scope: below(5) == 0 ? "src" : "")
        steps.append(
          .publish(
            lane: lane, minute: time, complete: below(5) != 0,
            keys: (0..<3).filter { _ in below(2) == 0 }, line: 10 + below(3)))
      case 6: steps.append(.again(below(8)))
      case 7:
        steps.append(
          .decide(
            key: below(3), tool: "shrike",
            kind: ["accepted", "accepted", "false-positive", "not-affected", "open"][below(5)],
            days: 1 + below(20)))
      case 8: steps.append(below(2) == 0 ? .undo : .expire)
      default: steps.append(.pass(days: 1 + below(15)))
      }
    }
  }

  /// Runs the history on an asset of its own; what law was broken, nil for none.
  func run(_ ledger: Ledger, asset: String) throws -> String? {
    var run = HistoryRun(ledger, asset)
    for (number, step) in steps.enumerated() {
      if let broken = try run.take(step, number) {
        return "step \(number + 1) (\(step)): \(broken)"
      }
      if let broken = try run.check() { return "after step \(number + 1) (\(step)): \(broken)" }
    }
    if let broken = try run.checkStates() { return "at the end: \(broken)" }
    return nil
  }

  /// The shortest part of the history that still breaks a law.
  func shrunk(_ breaks: (History) throws -> String?) throws -> History {
    var history = self
    var index = 0
    while index < history.steps.count {
      var shorter = history
      shorter.steps.remove(at: index)
      if try breaks(shorter) != nil { history = shorter } else { index += 1 }
    }
    return history
  }
}

/// The laws as a model that knows nothing of events and tables: what is true follows from the set of scans,
/// whatever order they came in, and from the decisions.
private struct HistoryRun {
  struct Scan {
    var minute: Int
    var complete: Bool
    var keys: Set<Int>
  }
  struct Subject: Hashable {
    var tool: String
    var key: Int
  }
  struct Choice {
    var kind: String
    var until: Timestamp?
  }

  let ledger: Ledger
  let asset: String
  var lanes: [History.Lane: [Scan]] = [:]
  var records: [ScanRecord] = []
  var ids: [Subject: String] = [:]
  var choices: [Subject: [Choice]] = [:]
  var lastBatch: (batch: String, subject: Subject)?
  var now = Make.day(1)

  init(_ ledger: Ledger, _ asset: String) {
    self.ledger = ledger
    self.asset = asset
  }

  mutating func take(_ step: History.Step, _ number: Int) throws -> String? {
    switch step {
    case .publish(let lane, let minute, let complete, let keys, let line):
      let record = Make.scan(
        "\(asset)-\(number)",
        keys.map { Make.finding("\(lane.tool)-\($0)", path: "src/\($0).py", line: line) },
        asset: asset, ref: lane.ref, tool: lane.tool, scope: lane.scope, complete: complete,
        at: Make.minute(minute))
      records.append(record)
      let outcome = try ledger.publish(record, by: "ci", at: now)
      lanes[lane, default: []].append(Scan(minute: minute, complete: complete, keys: Set(keys)))
      guard Set(outcome.findings).count == keys.count, !outcome.findings.contains("") else {
        return "an occurrence belongs to no finding or two: \(outcome.findings)"
      }
      for (key, id) in zip(keys, outcome.findings) {
        let subject = Subject(tool: lane.tool, key: key)
        if let known = ids[subject], known != id { return "finding \(key) has become another" }
        ids[subject] = id
      }
      let second = try ledger.publish(record, by: "ci", at: now)
      return second.events == 0 ? nil : "the same report twice gave \(second.events) events"
    case .again(let number):
      guard !records.isEmpty else { return nil }
      let outcome = try ledger.publish(records[number % records.count], by: "ci", at: now)
      return outcome.events == 0 ? nil : "the same report gave \(outcome.events) events"
    case .decide(let key, let tool, let kind, let days):
      let subject = Subject(tool: tool, key: key)
      guard let id = ids[subject] else { return nil }
      let until = kind == "accepted" ? now.adding(days: days) : nil
      let outcome = try ledger.decide(
        [id], Decision(Self.kind(kind, until), reason: "\(days) days, \(kind)"), by: "ann", at: now)
      if !outcome.findings.isEmpty {
        choices[subject, default: []].append(Choice(kind: kind, until: until))
        lastBatch = (outcome.batch, subject)
      }
    case .undo:
      guard let last = lastBatch else { return nil }
      try ledger.undo(last.batch, by: "ann", at: now)
      choices[last.subject]?.removeLast()
      lastBatch = nil
    case .pass(let days): now = now.adding(days: days)
    case .expire: try ledger.expireDecisions(at: now)
    }
    return nil
  }

  static func kind(_ word: String, _ until: Timestamp?) -> Decision.Kind {
    switch word {
    case "accepted": .accepted(until: until)
    case "false-positive": .falsePositive
    case "not-affected": .notAffected
    default: .open
    }
  }

  /// What lists show beside what must be true.
  func check() throws -> String? {
    let query = try FindingQuery.parse("state:any asset:\(asset)")
    let shown = try ledger.findings(query, limit: 100, at: now).rows
    guard Set(shown.map(\.id)) == Set(ids.values) else {
      return "there are \(shown.count) findings, not \(ids.count)"
    }
    for (subject, id) in ids {
      guard let row = shown.first(where: { $0.id == id }) else { return "\(subject) is missing" }
      if let broken = differences(row, truth(subject)) { return "\(subject): \(broken)" }
    }
    return nil
  }

  /// Whether the lists of single states add up to the list of all.
  func checkStates() throws -> String? {
    let query = try FindingQuery.parse("state:any asset:\(asset)")
    let shown = try ledger.findings(query, limit: 100, at: now).rows
    for state in FindingState.allCases {
      let some = try ledger.findings(
        FindingQuery.parse("state:\(state.rawValue) asset:\(asset)"), limit: 100, at: now)
      guard Set(some.rows.map(\.id)) == Set(shown.filter { $0.state == state }.map(\.id)) else {
        return "the list of \(state.rawValue) ones is not what the list of all says"
      }
    }
    return nil
  }

  struct Truth {
    var observed: Observed
    var first: Int
    var opened: Int
    var closed: Int?
    var state: FindingState
  }

  func truth(_ subject: Subject) -> Truth {
    let mine = lanes.filter { $0.key.tool == subject.tool }.mapValues {
      $0.sorted { $0.minute < $1.minute }
    }
    // Goes through time; in which lanes it stands after each scan.
    let minutes = Set(mine.values.flatMap { $0.map(\.minute) }).sorted()
    var standing: [History.Lane: Bool] = [:]  // true: sure, false: missed since
    var first: Int?
    var opened = 0
    var closed: Int?
    for minute in minutes {
      let before = !standing.isEmpty
      for (lane, scans) in mine {
        guard let scan = scans.first(where: { $0.minute == minute }) else { continue }
        if scan.keys.contains(subject.key) {
          standing[lane] = true
        } else if scan.complete {
          standing[lane] = nil
        } else if standing[lane] != nil {
          standing[lane] = false
        }
      }
      if !before, !standing.isEmpty {
        first = first ?? minute
        opened = minute
        closed = nil
      } else if before, standing.isEmpty {
        closed = minute
      }
    }
    let observed: Observed =
      standing.isEmpty ? .absent : standing.values.contains(true) ? .present : .unknown
    let choice = choices[subject]?.last
    let holds = choice.map { $0.kind != "open" && ($0.until.map { $0 > now } ?? true) } ?? false
    let state: FindingState =
      observed == .absent
      ? .fixed : holds ? FindingState(rawValue: choice?.kind ?? "") ?? .open : .open
    return Truth(
      observed: observed, first: first ?? -1, opened: opened, closed: closed, state: state)
  }

  func differences(_ row: FindingRow, _ truth: Truth) -> String? {
    var out: [String] = []
    func same<Value: Equatable>(_ name: String, _ is: Value, _ must: Value) {
      if `is` != must { out.append("\(name) is \(`is`), must be \(must)") }
    }
    same("observed", row.observed, truth.observed)
    same("state", row.state, truth.state)
    same("first seen", row.firstSeen, Make.minute(truth.first))
    same("opened", row.openedAt, Make.minute(truth.opened))
    same("closed", row.closedAt, truth.closed.map { Make.minute($0) })
    // Decisions do not touch the clock: whatever ended, the deadline is the old one.
    same("due", row.due, Make.minute(truth.opened).adding(days: 30))
    return out.isEmpty ? nil : out.joined(separator: ", ")
  }
}
