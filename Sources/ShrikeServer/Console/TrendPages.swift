import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeModel

/// How things develop.
enum TrendPages {
  static let all: [Route] = [
    Route(
      .get, "/trends", .right(.read, .organisation), "How things develop.",
      query: [
        Parameter("span", .word(spans.map(\.value)), "How far back."),
        Parameter("team", .anyText(200), "Of the assets of one team."),
      ], trends)
  ]

  private static let spans: [(value: String, words: String, days: Int)] = [
    ("30d", "30 days", 30), ("90d", "90 days", 90), ("1y", "A year", 365),
  ]
  /// How many of a kind are counted.
  private static let mostCounted = 10_000

  private static func trends(_ call: Call) async throws(Problem) -> Answer {
    let now = call.now
    let team = call.query.text("team")
    let span = spans.first { $0.value == call.query.text("span") ?? "90d" } ?? spans[1]
    let from = now.day - span.days + 1
    return try await call.page(Address.trends(span.value, team: team)) { frame, ledger in
      let days = try ledger.trend(from: from, to: now.day, owner: team)
      let standing = try ledger.standingDays(from: from, to: now.day, owner: team)
      let lives = try ledger.livesBySeverity(
        from: Timestamp(day: from), to: Timestamp(day: now.day + 1), owner: team)
      var page = TrendsPage(
        frame: frame, span: "the last \(span.days) days",
        spans: spans.map { ($0.value, $0.words) }, selectedSpan: span.value, team: team,
        teams: try ledger.teams().map(\.id))
      if days.contains(where: { $0.opened + $0.reopened + $0.closed > 0 }) {
        page.lines.append(LineChart(days: days, question: "Do we close as much as comes in?"))
      }
      if standing.last?.counts.values.contains(where: { $0 > 0 }) == true {
        page.lines.append(LineChart(standing: standing, question: "How much is there?"))
      }
      if !lives.isEmpty {
        page.strips.append(
          DotStrip(
            question: "How long did findings live that were fixed?", unit: "d",
            rows: Severity.allCases.reversed().compactMap { severity in
              lives[severity].map { DotStrip.Row(severity.word, $0) }
            }))
      }
      // Decisions and deadlines are told of all assets; a team's are in the queue.
      if team == nil, !page.lines.isEmpty {
        page.bars = [try overdue(ledger, now), try ages(ledger, now)]
      }
      return page
    }
  }

  private static func overdue(_ ledger: Ledger, _ now: Timestamp) throws -> BarChart {
    let bars = try Severity.allCases.reversed().map { severity -> BarChart.Bar in
      let question = "severity:\(severity.rawValue) due:overdue state:open"
      let count = try ledger.count(FindingQuery.parse(question), atMost: mostCounted, at: now)
      return BarChart.Bar(severity.word, count, link: Address.queue(question))
    }
    let sum = bars.reduce(0) { $0 + $1.count }
    return BarChart(
      question: "What is overdue?",
      basis: "n = \(Words.grouped(sum)) open findings past their day", bars: bars)
  }

  private static func ages(_ ledger: Ledger, _ now: Timestamp) throws -> BarChart {
    let steps: [(name: String, from: Int?, to: Int)] = [
      ("under a week", 7, 0), ("1 to 4 weeks", 28, 7), ("4 to 13 weeks", 91, 28),
      ("longer", nil, 91),
    ]
    let open = FindingQuery()
    let bars = try steps.map { step in
      BarChart.Bar(
        step.name,
        try ledger.count(
          open, atMost: mostCounted, since: step.from.map { now.adding(days: -$0) },
          before: step.to == 0 ? nil : now.adding(days: -step.to), at: now))
    }
    let isCut = bars.contains { $0.count == mostCounted }
    return BarChart(
      question: "How long has what is open been known?",
      basis: isCut
        ? "each counted up to \(Words.grouped(mostCounted))"
        : "n = \(Words.grouped(bars.reduce(0) { $0 + $1.count })) open findings", bars: bars)
  }
}
