public import ShrikeLedger
import ShrikeModel

/// How things develop: each chart answers the question that is its title.
public struct TrendsPage: Page {
  public var frame: Frame
  /// `90 days`
  public var span: String
  /// What the address says for it, and the others that can be chosen.
  public var spans: [(value: String, words: String)]
  public var selectedSpan: String
  public var team: String?
  public var teams: [String]
  public var lines: [LineChart]
  public var strips: [DotStrip]
  public var bars: [BarChart]
  /// Small multiples by team or product, all on one scale.
  public var multiples: [LineChart]
  public var multiplesQuestion: String

  public init(
    frame: Frame, span: String, spans: [(value: String, words: String)], selectedSpan: String,
    team: String? = nil, teams: [String] = [], lines: [LineChart] = [], strips: [DotStrip] = [],
    bars: [BarChart] = [], multiples: [LineChart] = [], multiplesQuestion: String = ""
  ) {
    self.frame = frame
    self.span = span
    self.spans = spans
    self.selectedSpan = selectedSpan
    self.team = team
    self.teams = teams
    self.lines = lines
    self.strips = strips
    self.bars = bars
    self.multiples = multiples
    self.multiplesQuestion = multiplesQuestion
  }

  public var title: String { "Trends" }
  public var section: Frame.Section? { .trends }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title, "\(team.map { "Team \($0)" } ?? "All teams"), \(span), as of \(Words.exact(frame.now))"
    )
    html.element("form", .class("query"), .fixed("method", "get"), .action(Route.trends())) {
      html in
      html.choice("Time", "span", name: "span", options: spans, selected: selectedSpan)
      html.choice(
        "Team", "team", name: "team",
        options: [("", "All teams")] + teams.map { ($0, $0) }, selected: team ?? "")
      html.literal("<button class=\"button\">Show</button>")
    }
    guard !(lines.isEmpty && strips.isEmpty && bars.isEmpty) else {
      return html.empty(
        EmptyState(
          "Nothing to draw yet", "Trends need scans of at least two days.",
          command: "shrike scan --publish"))
    }
    html.element("div", .class("charts")) { html in
      for chart in lines { html.chart(chart) }
      for chart in strips { html.chart(chart) }
      for chart in bars { html.chart(chart) }
    }
    if !multiples.isEmpty {
      html.element("section") { html in
        html.element("h2", text: multiplesQuestion)
        html.element("div", .class("multiples")) { html in
          for chart in multiples { html.chart(chart) }
        }
      }
    }
  }
}

extension LineChart {
  /// How many stood, day by day, or at each week's end where there are more than 60 days; the worst severities that
  /// there are.
  public init(standing days: [StandingDay], question: String) {
    let width = days.count > 60 ? 7 : 1
    let shown = stride(from: days.count - 1, through: 0, by: -width).reversed().map { days[$0] }
    let severities = Severity.allCases.reversed().filter { severity in
      shown.contains { ($0.counts[severity] ?? 0) > 0 }
    }
    self.init(
      question: question,
      basis: "findings that stand, whatever was decided"
        + (width == 7 ? ", a point a week" : ""),
      labels: shown.map { Timestamp(day: $0.day).date },
      series: severities.prefix(4).map { severity in
        Series(severity.rawValue, shown.map { Double(max(0, $0.counts[severity] ?? 0)) })
      })
  }

  /// Opened and closed, day by day, or week by week where there are more than 60 days.
  public init(days: [TrendDay], question: String, events: [Event] = []) {
    let width = days.count > 60 ? 7 : 1
    var labels: [String] = []
    var opened: [Double] = []
    var closed: [Double] = []
    for start in stride(from: 0, to: days.count, by: width) {
      let part = days[start..<min(days.count, start + width)]
      labels.append(part.first?.date ?? "")
      opened.append(Double(part.reduce(0) { $0 + $1.opened + $1.reopened }))
      closed.append(Double(part.reduce(0) { $0 + $1.closed }))
    }
    let total = days.reduce(0) { $0 + $1.opened + $1.reopened + $1.closed }
    self.init(
      question: question,
      basis: "n = \(Words.grouped(total)) events\(width == 7 ? ", a point a week" : "")",
      labels: labels, series: [Series("opened", opened), Series("closed", closed)],
      events: events.map { Event($0.index / width, $0.name) })
  }
}
