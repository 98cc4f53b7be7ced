public import ShrikeLedger
public import ShrikeModel

/// Something that silences findings.
public struct WaiverRow: Sendable, Hashable {
  public var finding: FindingRow
  public var state: FindingState
  public var source: Waiver.Source
  /// The file and line it is written in, where it is.
  public var origin: String?
  public var reason: String
  public var owner: String?
  /// nil: without end.
  public var until: Timestamp?
  public var batch: String?

  public init(
    finding: FindingRow, state: FindingState, source: Waiver.Source, origin: String? = nil,
    reason: String, owner: String? = nil, until: Timestamp? = nil, batch: String? = nil
  ) {
    self.finding = finding
    self.state = state
    self.source = source
    self.origin = origin
    self.reason = reason
    self.owner = owner
    self.until = until
    self.batch = batch
  }
}

/// All that is silenced, by the day on which that ends.
public struct WaiversPage: Page {
  public var frame: Frame
  /// By date; those without end last.
  public var rows: [WaiverRow]
  public var total: Tally
  public var next: Link?

  public init(frame: Frame, rows: [WaiverRow], total: Tally, next: Link? = nil) {
    self.frame = frame
    self.rows = rows
    self.total = total
    self.next = next
  }

  public var title: String { "Waivers" }
  public var section: Frame.Section? { .waivers }

  private static let week = 7 * Timestamp.millisecondsPerDay

  private var groups: [(name: StaticString, rows: [WaiverRow])] {
    let now = frame.now.milliseconds
    func part(_ range: Range<Int64>) -> [WaiverRow] {
      rows.filter { row in
        row.until.map { range.contains($0.milliseconds - now) } ?? false
      }
    }
    return [
      ("Ended", part(Int64.min / 2..<0)),
      ("End within a week", part(0..<Self.week)),
      ("End within a month", part(Self.week..<30 * Timestamp.millisecondsPerDay)),
      ("End later", part(30 * Timestamp.millisecondsPerDay..<Int64.max / 2)),
      ("Without end", rows.filter { $0.until == nil }),
    ]
  }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title,
      "\(total.words("waiver")) from comments, files and decisions, by the day they end")
    guard !rows.isEmpty else {
      return html.empty(
        EmptyState(
          "Nothing is silenced",
          "Accepted risks, false positives and ignore files appear here, with reason and end."))
    }
    for group in groups where !group.rows.isEmpty {
      html.element("section") { html in
        html.element("h2") { html in
          html.literal(group.name)
          html.literal(" <span class=\"count\">")
          html.number(group.rows.count)
          html.literal("</span>")
        }
        table(group.rows, &html)
      }
    }
    html.pager(next: next)
    patch(&html)
  }

  /// Decisions as a change of the repository's own file, for teams that decide there.
  private func patch(_ html: inout HTML) {
    let decided = rows.filter { $0.source == .decision }.map(\.finding.asset)
    guard !decided.isEmpty else { return }
    html.element("section", .class("box")) { html in
      html.literal("<h2>Into the repository</h2>")
      html.element(
        "form", .class("act row-form"), .fixed("method", "get"), .action(Route.waiversPatch)
      ) { html in
        html.choice(
          "Decisions about", "patch-asset", name: "asset",
          options: Set(decided).sorted().map { ($0, $0) })
        html.submit("Download as patch")
      }
      html.literal(
        """
        <p class="hint">It adds <code>.shrike/waivers.yml</code>: <code>git apply</code> it where there is no such \
        file yet. With one, send it to <code>POST /api/v1/waivers/patch?asset=…</code>.</p>
        """)
    }
  }

  private func table(_ rows: [WaiverRow], _ html: inout HTML) {
    let columns = [
      Column("Finding", .main), Column("Severity"), Column("State"), Column("Until"),
      Column("Reason"), Column("Owner"), Column("Written in"),
    ]
    html.table("Waivers", columns, rows) { html, row in
      html.cell(columns[0]) { html in
        html.element("a", .href(Route.finding(row.finding.number)), text: row.finding.title)
        html.element("span", .class("muted"), text: " \(row.finding.asset)")
      }
      html.cell(columns[1]) { $0.severity(row.finding.severity) }
      html.cell(columns[2]) { $0.state(row.state, now: frame.now) }
      html.cell(columns[3]) { html in
        if let until = row.until {
          html.day(Words.lastDay(until), now: frame.now)
        } else {
          html.literal("<span class=\"day\">no end</span>")
        }
      }
      html.cell(columns[4], row.reason.isEmpty ? "no reason given" : row.reason)
      html.cell(columns[5]) { $0.person(row.owner) }
      html.cell(columns[6]) { html in
        if let origin = row.origin {
          html.element("code", text: origin)
        } else {
          html.text(row.source.rawValue.split(separator: "-").joined(separator: " "))
        }
      }
    }
  }
}
