/// The displayed state of a finding, derived from what was observed and what was decided.
public enum FindingState: String, Sendable, Hashable, CaseIterable {
  case open, accepted, fixed
  case falsePositive = "false-positive"
  case notAffected = "not-affected"

  // Each asks for the time once.
  static let decisionHolds =
    "decision_kind IS NOT NULL AND (decision_until IS NULL OR decision_until > CAST(? AS {integer}))"
  static let waiverHolds =
    "waived IS NOT NULL AND (waived_until IS NULL OR waived_until > CAST(? AS {integer}))"
  /// SQL over a row of `finding`; takes the time twice.
  static let expression = """
    CASE
        WHEN observed = 'absent' THEN 'fixed'
        WHEN \(decisionHolds) THEN decision_kind
        WHEN \(waiverHolds) THEN waived
        ELSE 'open' END
    """
}
