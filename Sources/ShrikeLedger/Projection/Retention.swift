/// What is forgotten of old scans.
enum Retention {
  /// Removes scans that were made before a time, except the last of each lane, and with them the spans that
  /// ended before it. Findings, decisions and the log stay.
  static func apply(
    _ body: RetentionApplied, _ org: String, _ connection: any SQLConnection
  ) throws(LedgerError) {
    let rank = SQLValue.integer(max(0, body.before) << 20)
    try connection.execute(
      """
      DELETE FROM pass WHERE org_id = ? AND rank < ? AND rank < (
        SELECT MAX(last.rank) FROM pass last
        WHERE last.org_id = pass.org_id AND last.lane = pass.lane)
      """, [.text(org), rank])
    try connection.execute(
      """
      DELETE FROM scan WHERE org_id = ? AND rank < ? AND NOT EXISTS (
        SELECT 1 FROM pass WHERE pass.org_id = scan.org_id AND pass.scan = scan.id)
      """, [.text(org), rank])
  }
}

extension Ledger {
  /// Forgets scans made before a time. A report from then, published again, counts as new: it closes nothing
  /// that later scans saw.
  public func forgetScans(
    before: Timestamp, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      try act.record(.retention(RetentionApplied(before: before.milliseconds)))
    }
  }
}
