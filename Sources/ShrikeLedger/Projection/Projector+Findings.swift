/// What findings are, where they stand and how long they live.
extension Projector {
  mutating func open(
    _ body: FindingSighted, _ facts: FindingFacts, _ birth: FindingSighted.Birth, _ event: Event
  ) throws(LedgerError) {
    let slot = try self.slot(birth.number, event.org)
    let life = body.life
    let isWaived =
      facts.waived != nil && (facts.waivedUntil.map { $0 > event.at.milliseconds } ?? true)
    let state = life.observed == .absent ? "fixed" : isWaived ? facts.waived ?? "open" : "open"
    insert(
      Schema.finding,
      [
        .text(event.org), .text(body.finding), .integer(birth.number), .integer(slot),
        .text(body.asset), .text(birth.tool), .text(birth.part), .text(facts.rule),
        .text(facts.kind), .text(facts.title), .integer(facts.weight), .text(facts.confidence),
        .text(facts.identity), .text(facts.scheme), .text(facts.path), .integer(facts.line),
        .text(String(decoding: facts.detail.bytes, as: UTF8.self)), .text(facts.cwe),
        .null, SQLValue(life.due), .text(life.observed.rawValue),
        .text(state), life.observed != .absent && isWaived ? SQLValue(facts.waivedUntil) : .null,
        .null, .null, .null, SQLValue(facts.waived), SQLValue(facts.waivedUntil),
        SQLValue(life.firstSeen), SQLValue(life.openedAt), SQLValue(life.closedAt),
        .integer(body.rank.value),
      ])
    addWords(facts.searchText, slot)
  }

  /// What it is, from a later scan than before.
  mutating func state(
    _ facts: FindingFacts, _ finding: String, _ rank: Rank, _ event: Event, isReworded: Bool
  ) {
    update(
      """
      UPDATE finding SET rule = ?, kind = ?, title = ?, weight = ?, confidence = ?, identity = ?,
        scheme = ?, path = ?, line = ?, detail = ?, cwe = ?, waived = ?, waived_until = ?,
        facts_rank = ?
      WHERE org_id = ? AND id = ?
      """,
      [
        .text(facts.rule), .text(facts.kind), .text(facts.title), .integer(facts.weight),
        .text(facts.confidence), .text(facts.identity), .text(facts.scheme), .text(facts.path),
        .integer(facts.line), .text(String(decoding: facts.detail.bytes, as: UTF8.self)),
        .text(facts.cwe), SQLValue(facts.waived), SQLValue(facts.waivedUntil),
        .integer(rank.value), .text(event.org), .text(finding),
      ])
    if isReworded { renewWords(facts.searchText, finding, event) }
  }

  mutating func live(_ life: Life, _ finding: String, _ event: Event) {
    update(
      """
      UPDATE finding SET observed = ?, first_seen = ?, opened_at = ?, closed_at = ?, due = ?
      WHERE org_id = ? AND id = ?
      """,
      [
        .text(life.observed.rawValue), SQLValue(life.firstSeen), SQLValue(life.openedAt),
        SQLValue(life.closedAt), SQLValue(life.due), .text(event.org), .text(finding),
      ])
    refresh(finding, event)
  }

  mutating func place(
    _ places: [PlaceFacts]?, _ finding: String, _ lane: String, _ scan: String, _ event: Event,
    isNew: Bool
  ) {
    guard let places else { return }
    if !isNew {
      delete(
        "DELETE FROM occurrence WHERE org_id = ? AND finding = ? AND lane = ?",
        [.text(event.org), .text(finding), .text(lane)])
    }
    for (ordinal, place) in places.enumerated() {
      insert(
        Schema.occurrence,
        [
          .text(event.org), .text(finding), .text(lane), SQLValue(ordinal), .text(scan),
          .text(place.path), .integer(place.line), .text(place.code), .text(place.context),
          .text(place.marks), .text(place.scope),
          .text(String(decoding: place.rest.bytes, as: UTF8.self)),
        ])
    }
  }
}
