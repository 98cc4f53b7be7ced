/// What people said: decisions replace each other, and may be taken back.
extension Projector {
  mutating func decided(_ body: FindingDecided, _ event: Event) {
    insert(
      Schema.decision,
      [
        .text(event.org), .text(body.decision), .text(body.finding), .text(body.kind ?? "open"),
        SQLValue(body.until), .text(body.reason), SQLValue(body.owner), .text(body.source),
        .text(event.actor), SQLValue(event.at), SQLValue(body.batch), .null,
      ])
    if let before = body.before { end(before, event) }
    decide(body.decision, body.kind, body.until, body.finding, event)
  }

  mutating func undone(_ body: DecisionUndone, _ event: Event) {
    end(body.decision, event)
    if let after = body.after {
      update(
        "UPDATE decision SET ended = NULL WHERE org_id = ? AND id = ?",
        [.text(event.org), .text(after)])
    }
    decide(body.after, body.afterKind, body.afterUntil, body.finding, event)
  }

  private mutating func end(_ decision: String, _ event: Event) {
    update(
      "UPDATE decision SET ended = ? WHERE org_id = ? AND id = ?",
      [SQLValue(event.at), .text(event.org), .text(decision)])
  }

  private mutating func decide(
    _ decision: String?, _ kind: String?, _ until: Int64?, _ finding: String, _ event: Event
  ) {
    update(
      """
      UPDATE finding SET decision = ?, decision_kind = ?, decision_until = ?
      WHERE org_id = ? AND id = ?
      """,
      [
        SQLValue(decision), SQLValue(kind), SQLValue(until), .text(event.org), .text(finding),
      ])
    refresh(finding, event)
  }
}
