/// What scans saw, by lane: passes and sightings.
extension Projector {
  mutating func scan(_ body: ScanPublished, _ event: Event) throws(LedgerError) {
    let org = SQLValue.text(event.org)
    insert(
      Schema.scan,
      [
        org, .text(body.id), .text(body.asset), .text(body.ref), SQLValue(body.commit),
        .text(body.tool), .text(body.toolVersion), .text(body.ruleset), .text(body.input),
        .text(body.scope), .integer(body.rank.value), SQLValue(body.rank.time),
        SQLValue(event.at), SQLValue(body.isComplete), .integer(body.findings),
        .text(String(decoding: body.coverage.bytes, as: UTF8.self)),
      ])
    for pass in body.passes {
      if pass.isNew {
        insert(
          Schema.lane,
          [
            org, .text(pass.lane), .text(body.asset), .text(body.ref), .text(body.tool),
            .text(pass.part), .text(body.scope), .null,
          ])
      }
      insert(
        Schema.pass,
        [
          org, .text(pass.lane), .integer(body.rank.value), .text(body.id),
          SQLValue(pass.isComplete), .integer(pass.findings),
        ])
      for (finding, observed) in pass.missed {
        try touch(finding)
        update(
          """
          UPDATE sighting SET missed_rank = ?
          WHERE org_id = ? AND finding = ? AND lane = ? AND +gone_rank IS NULL
          """, [.integer(body.rank.value), org, .text(finding), .text(pass.lane)])
        update(
          "UPDATE finding SET observed = ? WHERE org_id = ? AND id = ?",
          [.text(observed.rawValue), org, .text(finding)])
        refresh(finding, event)
      }
    }
  }

  mutating func sighted(_ body: FindingSighted, _ event: Event) throws(LedgerError) {
    let org = SQLValue.text(event.org)
    let finding = SQLValue.text(body.finding)
    let lane = SQLValue.text(body.lane)
    if body.how == .changed {
      update(
        """
        UPDATE sighting SET print = ?, family = ?
        WHERE org_id = ? AND finding = ? AND lane = ? AND +gone_rank IS NULL
        """, [.integer(body.print), .integer(body.family), org, finding, lane])
    } else {
      if body.how != .opened {
        update(
          """
          UPDATE sighting SET gone_rank = ?
          WHERE org_id = ? AND finding = ? AND lane = ? AND +gone_rank IS NULL AND from_rank < ?
          """, [.integer(body.rank.value), org, finding, lane, .integer(body.rank.value)])
      }
      insert(
        Schema.sighting,
        [
          org, finding, lane, .integer(body.rank.value), SQLValue(body.missed?.value),
          SQLValue(body.gone?.value), .integer(body.print), .integer(body.family),
          .integer(body.matchedBy),
        ])
    }
    if let facts = body.facts, let birth = body.birth {
      try open(body, facts, birth, event)
    } else {
      if let facts = body.facts {
        state(facts, body.finding, body.rank, event, isReworded: body.isReworded)
      }
      live(body.life, body.finding, event)
    }
    place(body.places, body.finding, body.lane, body.scan, event, isNew: body.how == .opened)
    switch body.how {
    case .opened: count(event, body.asset, body.weight) { $0.opened += 1 }
    case .reopened: count(event, body.asset, body.weight) { $0.reopened += 1 }
    case .seen, .changed: break
    }
  }

  mutating func gone(_ body: FindingGone, _ event: Event) {
    update(
      """
      UPDATE sighting SET gone_rank = ?
      WHERE org_id = ? AND finding = ? AND lane = ? AND +gone_rank IS NULL
      """,
      [.integer(body.rank.value), .text(event.org), .text(body.finding), .text(body.lane)])
    live(body.life, body.finding, event)
    if body.life.observed == .absent { count(event, body.asset, body.weight) { $0.closed += 1 } }
  }

  mutating func revised(_ body: FindingRevised, _ event: Event) {
    let org = SQLValue.text(event.org)
    delete(
      "DELETE FROM sighting WHERE org_id = ? AND finding = ? AND lane = ?",
      [org, .text(body.finding), .text(body.lane)])
    for span in body.spans {
      insert(
        Schema.sighting,
        [
          org, .text(body.finding), .text(body.lane), .integer(span.from.value),
          SQLValue(span.missed?.value), SQLValue(span.gone?.value), .integer(body.print),
          .integer(body.family), .integer(body.matchedBy),
        ])
    }
    if let facts = body.facts {
      state(facts, body.finding, body.rank, event, isReworded: true)
    }
    live(body.life, body.finding, event)
    place(body.places, body.finding, body.lane, body.scan, event, isNew: false)
  }
}
