public import ShrikeModel

/// A finding as lists show it.
public struct FindingRow: Sendable, Hashable {
  public var id: String
  /// In its organisation: `#42`.
  public var number: Int64
  public var asset: String
  public var tool: String
  public var rule: String
  /// `code`, `secret`, `package`, …
  public var kind: String
  public var title: String
  public var severity: Severity
  public var confidence: String
  public var identity: String
  public var path: String
  /// 0: the whole file.
  public var line: Int
  public var owner: String?
  /// nil: there is no deadline.
  public var due: Timestamp?
  public var observed: Observed
  /// As of the time that was asked for.
  public var state: FindingState
  /// When that state ends by itself.
  public var until: Timestamp?
  public var firstSeen: Timestamp
  public var openedAt: Timestamp
  public var closedAt: Timestamp?

  static let columns = """
    finding.id, finding.number, asset.name, finding.tool, finding.rule, finding.kind,
      finding.title, finding.weight, finding.confidence, finding.identity, finding.path,
      finding.line, finding.owner, finding.due, finding.observed, finding.first_seen,
      finding.opened_at, finding.closed_at, finding.decision_kind, finding.decision_until,
      finding.waived, finding.waived_until
    """
  static let columnCount = 22
  static let source = """
    finding JOIN asset ON asset.org_id = finding.org_id AND asset.id = finding.asset
    """

  init(_ row: SQLRow, at now: Timestamp) {
    id = row.text(0)
    number = row.int(1)
    asset = row.text(2)
    tool = row.text(3)
    rule = row.text(4)
    kind = row.text(5)
    title = row.text(6)
    severity = Severity(weight: row.int(7))
    confidence = row.text(8)
    identity = row.text(9)
    path = row.text(10)
    line = Int(row.int(11))
    owner = row.optionalText(12)
    due = row.time(13) == .never ? nil : row.time(13)
    observed = Observed(rawValue: row.text(14)) ?? .unknown
    firstSeen = row.time(15)
    openedAt = row.time(16)
    closedAt = row.optionalTime(17)
    let decided = Self.holding(row.optionalText(18), row.optionalTime(19), now)
    let waived = Self.holding(row.optionalText(20), row.optionalTime(21), now)
    let held = observed == .absent ? nil : decided ?? waived
    state = observed == .absent ? .fixed : held?.0 ?? .open
    until = held?.1
  }

  private static func holding(
    _ word: String?, _ until: Timestamp?, _ now: Timestamp
  ) -> (FindingState, Timestamp?)? {
    guard let state = word.flatMap(FindingState.init(rawValue:)), until.map({ $0 > now }) ?? true
    else { return nil }
    return (state, until)
  }
}

/// A part of a list, and how to go on.
public struct FindingPage: Sendable, Hashable {
  public var rows: [FindingRow]
  /// Give it to the next call; nil at the end.
  public var next: String?

  public init(rows: [FindingRow], next: String?) {
    self.rows = rows
    self.next = next
  }
}

/// How lists are ordered.
public enum FindingOrder: String, Sendable, Hashable, CaseIterable {
  /// The worst first, then what is due first.
  case queue
  /// What came last first.
  case newest
  /// What is due first, then the worst.
  case due
}
