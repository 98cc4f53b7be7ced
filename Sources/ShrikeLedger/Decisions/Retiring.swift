extension Ledger {
  /// Says that a ref is no more: findings that stood only there are closed. Its scans stay.
  @discardableResult
  public func retire(
    asset: String, ref: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> Int {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let lanes = try act.connection.rows(
        """
        SELECT lane.id, lane.asset FROM lane JOIN asset
          ON asset.org_id = lane.org_id AND asset.id = lane.asset
        WHERE lane.org_id = ? AND asset.name = ? AND lane.ref = ? AND lane.retired IS NULL
        ORDER BY lane.id
        """, [.text(org), .text(asset), .text(ref)])
      var closed = 0
      for row in lanes { closed += try retire(row.text(0), asset: row.text(1), &act) }
      return closed
    }
  }

  private func retire(
    _ lane: String, asset: String, _ act: inout Act
  ) throws(LedgerError) -> Int {
    try act.flush()
    let head = try act.connection.number(
      "SELECT MAX(rank) FROM pass WHERE org_id = ? AND lane = ?", [.text(org), .text(lane)])
    // After every scan the lane has, whatever the clocks say.
    let rank = max(Rank(act.at, input: lane), Rank((head ?? 0) + 1))
    let open = try act.connection.rows(
      """
      SELECT finding FROM sighting
      WHERE org_id = ? AND lane = ? AND gone_rank IS NULL ORDER BY finding
      """, [.text(org), .text(lane)]
    ).map { $0.text(0) }
    let lives = try LaneLives(act.connection, org, open)
    let terms = try DueTerms(act.connection, org, asset: asset)
    var closed = 0
    for finding in open {
      var spans = lives.spans(finding)
      for at in spans.indices where spans[at].lane == lane && spans[at].span.isOpen {
        spans[at].span.gone = rank
      }
      let weight = lives.weight(finding)
      let life = Life(
        spans.map(\.span), days: terms.days(weight, isExploited: lives.isExploited(finding)))
      if life.observed == .absent { closed += 1 }
      try act.record(
        .gone(
          FindingGone(
            finding: finding, scan: "", lane: lane, rank: rank, life: life, asset: asset,
            weight: weight)))
    }
    try act.record(.retired(LaneRetired(lane: lane, rank: rank)))
    return closed
  }
}
