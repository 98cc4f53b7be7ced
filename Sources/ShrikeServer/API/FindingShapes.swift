import ShrikeFormats
import ShrikeLedger
import ShrikeModel

/// Findings as the API writes them.
enum FindingShapes {
  static func rowFields<Value: Sendable>(
    _ row: @escaping @Sendable (Value) -> FindingRow
  ) -> [Field<Value>] {
    [
      .text("id") { row($0).id }, .integer("number") { Int(row($0).number) },
      .text("asset") { row($0).asset }, .text("tool") { row($0).tool },
      .text("rule") { row($0).rule }, .text("kind") { row($0).kind },
      .text("title") { row($0).title },
      .word("severity", Severity.allCases.map(\.rawValue)) { row($0).severity.rawValue },
      .text("confidence") { row($0).confidence }, .text("identity") { row($0).identity },
      .text("path") { row($0).path }, .integer("line") { row($0).line },
      .text(ifAny: "owner") { row($0).owner }, .time(ifAny: "due") { row($0).due },
      .word("observed", ["present", "unknown", "absent"]) { row($0).observed.rawValue },
      .word("state", FindingState.allCases.map(\.rawValue)) { row($0).state.rawValue },
      .time(ifAny: "until") { row($0).until }, .time("firstSeen") { row($0).firstSeen },
      .time("openedAt") { row($0).openedAt }, .time(ifAny: "closedAt") { row($0).closedAt },
    ]
  }

  static let row = Shape<FindingRow>.object(
    "Finding", "A finding as lists show it; `line` 0 is the whole file.", rowFields { $0 })

  static let page = Shape<Page<FindingRow>>.page(row)

  private static let occurrence = Shape<FindingDetail.Occurrence>.object(
    "Occurrence", "Where a finding stands, or last stood.",
    [
      .text("ref") { $0.ref }, .text("scope") { $0.scope }, .flag("present") { $0.isPresent },
      .text("path") { $0.path }, .integer("line") { $0.line },
      .integer(ifAny: "column") { $0.column }, .integer(ifAny: "endLine") { $0.endLine },
      .integer(ifAny: "endColumn") { $0.endColumn }, .text("code") { $0.code },
      .text(ifAny: "note") { $0.note }, .text(ifAny: "commit") { $0.commit },
      .text("scan") { $0.scan },
    ])

  private static let decision = Shape<FindingDetail.DecisionRow>.object(
    "Decision", "What somebody decided; `batch` undoes it.",
    [
      .text("id") { $0.id }, .text("kind") { $0.kind }, .time(ifAny: "until") { $0.until },
      .text("reason") { $0.reason }, .text(ifAny: "owner") { $0.owner },
      .text("source") { $0.source }, .text("actor") { $0.actor }, .time("at") { $0.at },
      .text(ifAny: "batch") { $0.batch }, .time(ifAny: "ended") { $0.ended },
    ])

  private static let comment = Shape<FindingDetail.Comment>.object(
    "Comment", "What somebody said.",
    [
      .text("id") { $0.id }, .text("author") { $0.author }, .time("at") { $0.at },
      .text("text") { $0.text },
    ])

  private static let entry = Shape<TimelineEntry>.object(
    "TimelineEntry", "Something that happened, in words.",
    [
      .integer("seq") { Int($0.seq) }, .time("at") { $0.at }, .text("actor") { $0.actor },
      .text("verb") { $0.verb }, .text("text") { $0.text }, .text(ifAny: "scan") { $0.scan },
    ])

  static let detail = Shape<FindingDetail>.object(
    "FindingDetail", "Everything that is known of a finding.",
    rowFields { $0.row } + [
      .list("occurrences", occurrence) { $0.occurrences },
      .list("decisions", decision) { $0.decisions }, .list("comments", comment) { $0.comments },
      .list("timeline", entry) { $0.timeline }, .json(ifAny: "detail") { $0.detail },
      .json(ifAny: "ruleInfo") { $0.rule },
    ])

  /// Changes with every event about the finding.
  static func tag(_ detail: FindingDetail) -> String {
    "\"\(detail.row.id)-\(detail.timeline.last?.seq ?? 0)-\(detail.row.state.rawValue)\""
  }

  struct Act: Sendable {
    var batch: String
    var findings: [String]
    var proposal: String?
  }
  static let act = Shape<Act>.object(
    "Act",
    "What an act did: the batch it is undone by, the findings it changed; or the proposal it became.",
    [
      .text("batch") { $0.batch }, .texts("findings") { $0.findings },
      .text(ifAny: "proposal") { $0.proposal },
    ])
}
