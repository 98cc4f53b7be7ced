public import ShrikeModel

// Rows made of plain values: what shows them needs no database to be tried.

extension FindingRow {
  public init(
    id: String, number: Int64, asset: String, tool: String, rule: String, kind: String,
    title: String, severity: Severity, confidence: String, identity: String, path: String,
    line: Int, owner: String?, due: Timestamp?, observed: Observed, state: FindingState,
    until: Timestamp?, firstSeen: Timestamp, openedAt: Timestamp, closedAt: Timestamp?
  ) {
    self.id = id
    self.number = number
    self.asset = asset
    self.tool = tool
    self.rule = rule
    self.kind = kind
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.identity = identity
    self.path = path
    self.line = line
    self.owner = owner
    self.due = due
    self.observed = observed
    self.state = state
    self.until = until
    self.firstSeen = firstSeen
    self.openedAt = openedAt
    self.closedAt = closedAt
  }
}

extension FindingDetail {
  public init(
    row: FindingRow, occurrences: [Occurrence], comments: [Comment], timeline: [TimelineEntry]
  ) {
    self.row = row
    self.occurrences = occurrences
    self.decisions = []
    self.comments = comments
    self.detail = "{}"
    self.rule = nil
    self.timeline = timeline
  }
}

extension FindingDetail.Occurrence {
  public init(
    path: String, line: Int, code: String, note: String? = nil, ref: String, isPresent: Bool,
    scan: String
  ) {
    self.ref = ref
    self.scope = ""
    self.isPresent = isPresent
    self.path = path
    self.line = line
    self.column = nil
    self.endLine = nil
    self.endColumn = nil
    self.code = code
    self.note = note
    self.commit = nil
    self.scan = scan
  }
}

extension ScanRow {
  public init(
    id: String, asset: String, ref: String, commit: String?, tool: String, toolVersion: String,
    ruleset: String, scope: String, time: Timestamp, received: Timestamp, isComplete: Bool,
    findings: Int
  ) {
    self.id = id
    self.asset = asset
    self.ref = ref
    self.commit = commit
    self.tool = tool
    self.toolVersion = toolVersion
    self.ruleset = ruleset
    self.scope = scope
    self.time = time
    self.received = received
    self.isComplete = isComplete
    self.findings = findings
    self.coverage = "[]"
  }
}
