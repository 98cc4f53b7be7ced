import ShrikeIdentity
import ShrikeModel

/// What one part of a scan does to its lane: which findings are known, and the events that follow.
struct LanePublication {
  private let ledger: Ledger
  private let record: ScanRecord
  private let part: ScanRecord.Part
  private let indices: [Int]
  private let asset: String
  private let scan: String
  private let rank: Rank
  private let act: (org: String, at: Timestamp)
  private let terms: DueTerms
  private let handles: OwnerHandles
  /// Goes into the scan's event.
  private(set) var pass: ScanPublished.Pass
  /// Scans of the lane that were made later.
  private let later: [LanePass]
  private var prints: [FindingPrint] = []
  /// By finding of the record, in the order of `indices`.
  private var matches: [Match?] = []
  /// Findings of the lane that the scan did not meet.
  private var unmet: [String] = []
  private var lives = LaneLives()

  /// A finding as it stands in the lane now.
  private struct Former {
    var id: String
    var print: FindingPrint
    var isMissed: Bool
  }

  init(
    _ ledger: Ledger, _ record: ScanRecord, _ part: ScanRecord.Part, _ indices: [Int],
    asset: String, scan: String, rank: Rank, terms: DueTerms, handles: OwnerHandles, _ act: Act
  ) throws(LedgerError) {
    self.ledger = ledger
    self.record = record
    self.part = part
    self.indices = indices
    self.asset = asset
    self.scan = scan
    self.rank = rank
    self.terms = terms
    self.handles = handles
    self.act = (act.org, act.at)
    let known = try act.connection.row(
      """
      SELECT id FROM lane
      WHERE org_id = ? AND asset = ? AND tool = ? AND part = ? AND ref = ? AND scope = ?
      """,
      [
        .text(act.org), .text(asset), .text(record.tool), .text(part.name), .text(record.ref),
        .text(record.scope),
      ])?.text(0)
    pass = ScanPublished.Pass(
      lane: known ?? ledger.nextID(at: act.at), part: part.name, isNew: known == nil,
      isComplete: part.isComplete, findings: Int64(indices.count))
    later =
      known == nil ? [] : try Self.passes(act.connection, act.org, pass.lane, after: rank)
  }

  static func passes(
    _ connection: any SQLConnection, _ org: String, _ lane: String, after rank: Rank = Rank(-1)
  ) throws(LedgerError) -> [LanePass] {
    try connection.rows(
      "SELECT rank, complete FROM pass WHERE org_id = ? AND lane = ? AND rank > ? ORDER BY rank",
      [.text(org), .text(lane), .integer(rank.value)]
    ).map { LanePass(rank: Rank($0.int(0)), isComplete: $0.int(1) == 1) }
  }

  /// Tells which findings are known. Must come before the scan is recorded.
  mutating func match(_ connection: any SQLConnection) throws(LedgerError) {
    var buffer: [UInt8] = []
    prints = indices.map { FindingPrint(record.findings[$0], &buffer) }
    let formers = pass.isNew ? [] : try self.formers(connection)
    var isMet = [Bool](repeating: false, count: formers.count)
    matches = Array(repeating: nil, count: indices.count)
    matchFamilies(formers, &isMet)
    try matchRest(connection, formers, &isMet)
    guard later.isEmpty else { return }
    // A finding that was missed before is no news to an incomplete scan.
    unmet = zip(formers, isMet).filter { !$1 && (part.isComplete || !$0.isMissed) }.map(\.0.id)
    lives = try LaneLives(
      connection, act.org, matches.compactMap { $0?.needsLife == true ? $0?.id : nil } + unmet)
    if !part.isComplete { pass.missed = unmet.map { ($0, life(without: $0).observed) } }
  }

  /// Adds the events that follow from it.
  func record(_ act: inout Act, _ outcome: inout PublishOutcome) throws(LedgerError) {
    guard later.isEmpty else { return try revise(&act, &outcome) }
    try sight(&act, &outcome)
    outcome.missed += pass.missed.count
    if part.isComplete { try close(&act, &outcome) }
  }

  // MARK: which is which

  private struct Match {
    var id: String
    var print: FindingPrint?
    /// It stands in the lane already.
    var isHere: Bool
    var isMissed: Bool
    /// Nothing is different.
    var isSame: Bool

    var needsLife: Bool { !(isHere && isSame && !isMissed) }
  }

  private func formers(_ connection: any SQLConnection) throws(LedgerError) -> [Former] {
    var out: [Former] = []
    try connection.rows(
      """
      SELECT finding, print, family, missed_rank FROM sighting
      WHERE org_id = ? AND lane = ? AND gone_rank IS NULL ORDER BY finding
      """, [.text(act.org), .text(pass.lane)]
    ) { row in
      out.append(
        Former(
          id: row.text(0), print: FindingPrint(whole: row.int(1), family: row.int(2)),
          isMissed: row.optionalInt(3) != nil))
    }
    return out
  }

  /// Where a rule says the same of a file as before, nothing needs to be asked. Only whole families: where one
  /// of several equal findings is new, matching tells which.
  private mutating func matchFamilies(_ formers: [Former], _ isMet: inout [Bool]) {
    guard !formers.isEmpty else { return }
    var before: [Int64: [Int]] = [:]
    for (index, former) in formers.enumerated() {
      before[former.print.family, default: []].append(index)
    }
    var now: [Int64: [Int]] = [:]
    for (index, print) in prints.enumerated() { now[print.family, default: []].append(index) }
    for (family, new) in now {
      guard let old = before[family], old.count == new.count else { continue }
      let ordered = (
        old.sorted { (formers[$0].print.whole, $0) < (formers[$1].print.whole, $1) },
        new.sorted { (prints[$0].whole, $0) < (prints[$1].whole, $1) }
      )
      guard
        zip(ordered.0, ordered.1).allSatisfy({ formers[$0].print.whole == prints[$1].whole })
      else { continue }
      for (old, new) in zip(ordered.0, ordered.1) {
        isMet[old] = true
        matches[new] = Match(
          id: formers[old].id, print: formers[old].print, isHere: true,
          isMissed: formers[old].isMissed, isSame: true)
      }
    }
  }

  /// Asks the matcher about all others: those of the lane first, then those of other refs and scopes, and those
  /// that were closed.
  private mutating func matchRest(
    _ connection: any SQLConnection, _ formers: [Former], _ isMet: inout [Bool]
  ) throws(LedgerError) {
    let open = matches.indices.filter { matches[$0] == nil }
    guard !open.isEmpty else { return }
    var places: [String: Int] = [:]
    for (index, former) in formers.enumerated() where !isMet[index] { places[former.id] = index }
    let met = Set(zip(formers, isMet).filter(\.1).map(\.0.id))
    var known = try KnownSightings(
      connection, act.org, asset: asset, tool: record.tool, part: part.name, lane: pass.lane)
    known.remove(met)
    known.put(first: Set(places.keys))
    guard !known.ids.isEmpty else { return }
    let new = open.map { Sighting(record.findings[indices[$0]]) }
    let pairs = FindingMatcher().match(before: known.list, after: new)
    for (index, pair) in zip(open, pairs) {
      guard let pair else { continue }
      let id = known.ids[pair]
      let former = places[id]
      if let former { isMet[former] = true }
      let print = former.map { formers[$0].print }
      matches[index] = Match(
        id: id, print: print, isHere: former != nil,
        isMissed: former.map { formers[$0].isMissed } ?? false,
        isSame: print?.whole == prints[index].whole)
    }
  }

  // MARK: what follows

  private func facts(_ index: Int) -> (FindingFacts, [PlaceFacts]) {
    let finding = record.findings[indices[index]]
    return (FindingFacts(finding), finding.places.map { PlaceFacts($0, finding) })
  }

  /// Within how many days it is to be settled.
  private func days(_ facts: FindingFacts) -> Int? {
    terms.days(facts.weight, isExploited: facts.isExploited)
  }

  private func days(_ id: String, _ lives: LaneLives) -> Int? {
    terms.days(lives.weight(id), isExploited: lives.isExploited(id))
  }

  /// Gives a new finding to whoever answers for its file. Only a new one: what people said later stands.
  private func assign(_ id: String, _ index: Int, _ act: inout Act) throws(LedgerError) {
    let names = record.findings[indices[index]].codeOwners
    guard let (name, owner) = handles.owner(names) else { return }
    try act.record(
      .assigned(FindingAssigned(finding: id, owner: owner, before: nil, codeOwner: name)))
  }

  private func sight(_ act: inout Act, _ outcome: inout PublishOutcome) throws(LedgerError) {
    var number = act.head.findings
    var opened: [(id: String, index: Int)] = []
    for (index, match) in matches.enumerated() {
      if let match, !match.needsLife {
        outcome.findings[indices[index]] = match.id
        outcome.unchanged += 1
        continue
      }
      let (facts, places) = facts(index)
      let id = match?.id ?? ledger.nextID(at: act.at)
      outcome.findings[indices[index]] = id
      var spans = match.map { lives.spans($0.id) } ?? []
      let wasAbsent = !spans.contains { $0.span.isOpen }
      if match?.isHere != true || match?.isMissed == true {
        for at in spans.indices where spans[at].lane == pass.lane && spans[at].span.isOpen {
          spans[at].span.gone = rank
        }
        spans.append((pass.lane, Span(from: rank)))
      }
      let how: FindingSighted.How =
        match == nil
        ? .opened
        : match?.isHere == true && match?.isMissed == false
          ? .changed : wasAbsent ? .reopened : .seen
      var birth: FindingSighted.Birth?
      switch how {
      case .opened:
        number += 1
        birth = .init(number: number, tool: record.tool, part: part.name)
        outcome.opened += 1
        outcome.fresh.append(indices[index])
      case .reopened: outcome.reopened += 1
      case .changed: outcome.changed += 1
      case .seen: outcome.seen += 1
      }
      let isNewer = match.map { rank >= lives.factsRank($0.id) } ?? true
      try act.record(
        .sighted(
          FindingSighted(
            how: how, finding: id, scan: scan, lane: pass.lane, rank: rank,
            print: prints[index].whole, family: prints[index].family,
            life: Life(spans.map(\.span), days: days(facts)),
            matchedBy: match == nil ? 0 : Int64(FindingMatcher.algorithmVersion), asset: asset,
            weight: facts.weight, birth: birth,
            facts: isNewer && match?.isSame != true ? facts : nil,
            isReworded: match.map { lives.isReworded($0.id, facts) } ?? false,
            places: match?.isSame == true ? nil : places)))
      if how == .opened { opened.append((id, index)) }
    }
    // All at once: what is new is written before it is given to somebody.
    for (id, index) in opened { try assign(id, index, &act) }
  }

  /// What is known of a finding that the lane no longer has, or did not meet.
  private func life(without id: String) -> Life {
    var spans = lives.spans(id)
    for at in spans.indices where spans[at].lane == pass.lane && spans[at].span.isOpen {
      if part.isComplete { spans[at].span.gone = rank } else { spans[at].span.missed = rank }
    }
    return Life(spans.map(\.span), days: days(id, lives))
  }

  private func close(_ act: inout Act, _ outcome: inout PublishOutcome) throws(LedgerError) {
    for id in unmet {
      let life = life(without: id)
      if life.observed == .absent { outcome.closed += 1 } else { outcome.left += 1 }
      try act.record(
        .gone(
          FindingGone(
            finding: id, scan: scan, lane: pass.lane, rank: rank, life: life, asset: asset,
            weight: lives.weight(id))))
    }
  }
}

extension LanePublication {
  // MARK: a scan that comes late

  /// Puts the scan where it belongs among the lane's scans and tells the history of every finding anew.
  private func revise(_ act: inout Act, _ outcome: inout PublishOutcome) throws(LedgerError) {
    let connection = act.connection
    try act.flush()
    let inLane = try connection.rows(
      """
      SELECT DISTINCT finding FROM sighting {by-lane} WHERE org_id = ? AND lane = ?
      ORDER BY finding
      """,
      [.text(act.org), .text(pass.lane)]
    ).map { $0.text(0) }
    var number = act.head.findings
    let earlier = try Self.passes(connection, act.org, pass.lane).filter { $0.rank < rank }
    let passes = earlier + [LanePass(rank: rank, isComplete: part.isComplete)] + later
    var index: [String: Int] = [:]
    for (at, match) in matches.enumerated() {
      let id = match?.id ?? ledger.nextID(at: act.at)
      outcome.findings[indices[at]] = id
      index[id] = at
      guard match == nil else { continue }
      number += 1
      outcome.opened += 1
      outcome.fresh.append(indices[at])
      try open(at, id, number, passes, &act)
    }
    let met = matches.compactMap { $0?.id }
    let known = Set(inLane)
    let all = inLane + met.filter { !known.contains($0) }
    let lives = try LaneLives(connection, act.org, all)
    for id in all {
      let spans = lives.spans(id)
      let own = spans.filter { $0.lane == pass.lane }.map(\.span)
      let new = LaneHistory.spans(passes) { pass in
        pass.rank == rank ? index[id] != nil : own.contains { $0.holds(pass.rank) }
      }
      let others = spans.filter { $0.lane != pass.lane }.map(\.span)
      let at = index[id]
      // What it is and where it stands is told by the last scan that met it.
      let isLast = at != nil && !later.contains { pass in own.contains { $0.holds(pass.rank) } }
      guard new != own.sorted(by: { $0.from < $1.from }) || isLast else {
        outcome.unchanged += at == nil ? 0 : 1
        continue
      }
      let facts = isLast ? at.map { self.facts($0) } : nil
      let isNewer = rank >= lives.factsRank(id)
      let days = isNewer ? facts.map { self.days($0.0) } ?? days(id, lives) : days(id, lives)
      let print =
        isLast
        ? at.map { prints[$0] } ?? lives.print(id, pass.lane)
        : lives.print(id, pass.lane)
      if at != nil { outcome.seen += 1 } else { outcome.left += 1 }
      try act.record(
        .revised(
          FindingRevised(
            finding: id, scan: scan, lane: pass.lane, rank: rank, print: print.whole,
            family: print.family,
            life: Life(others + new, days: days),
            matchedBy: Int64(FindingMatcher.algorithmVersion), spans: new,
            facts: isNewer ? facts?.0 : nil, places: facts?.1)))
    }
  }

  /// A finding that only the late scan knows: later ones say what became of it.
  private func open(
    _ at: Int, _ id: String, _ number: Int64, _ passes: [LanePass], _ act: inout Act
  ) throws(LedgerError) {
    let (facts, places) = facts(at)
    let spans = LaneHistory.spans(passes) { $0.rank == rank }
    guard let span = spans.first else { return }
    try act.record(
      .sighted(
        FindingSighted(
          how: .opened, finding: id, scan: scan, lane: pass.lane, rank: rank,
          print: prints[at].whole, family: prints[at].family,
          life: Life(spans, days: days(facts)), matchedBy: 0,
          asset: asset, weight: facts.weight,
          birth: .init(number: number, tool: record.tool, part: part.name), facts: facts,
          places: places, missed: span.missed, gone: span.gone)))
    try assign(id, at, &act)
  }
}
