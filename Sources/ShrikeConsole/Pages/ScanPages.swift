public import ShrikeLedger
public import ShrikeModel

/// All scans, the last first.
public struct ScansPage: Page {
  public var frame: Frame
  public var asset: String?
  public var scans: [ScanRow]
  public var next: Link?

  public init(frame: Frame, asset: String? = nil, scans: [ScanRow], next: Link? = nil) {
    self.frame = frame
    self.asset = asset
    self.scans = scans
    self.next = next
  }

  public var title: String { "Scans" }
  public var section: Frame.Section? { .scans }

  public func writeContent(into html: inout HTML) {
    html.heading(title, asset.map { "Of \($0), the last first" } ?? "The last first")
    guard !scans.isEmpty else {
      return html.empty(
        EmptyState(
          "No scan has come in yet", "A scan says what it looked at and what it found.",
          command: "shrike scan --publish"))
    }
    html.scans(scans, frame)
    html.pager(next: next, words: "Older")
  }
}

extension HTML {
  mutating func scans(_ rows: [ScanRow], _ frame: Frame, showsAsset: Bool = true) {
    let time = Column("When", showsAsset ? .text : .main)
    let asset = Column("Asset", .main)
    let columns = [
      Column("Branch", .code), Column("Commit", .code), Column("Tool"),
      Column("Whole", isNamed: true),
      Column("Findings", .number, isNamed: true),
    ]
    table("Scans", (showsAsset ? [asset] : []) + [time] + columns, rows) { html, row in
      if showsAsset {
        html.cell(asset) { $0.element("a", .href(Route.scan(row.id)), text: row.asset) }
        html.cell(time) { $0.time(row.time, now: frame.now) }
      } else {
        html.cell(time) {
          $0.element("a", .href(Route.scan(row.id))) { $0.time(row.time, now: frame.now) }
        }
      }
      html.cell(columns[0], row.ref.isEmpty ? "none" : row.ref)
      html.cell(columns[1]) { $0.commit(row.commit) }
      html.cell(columns[2], "\(row.tool) \(row.toolVersion)")
      html.cell(columns[3]) { html in
        if row.isComplete { html.text("yes") } else { html.notEvaluated("in part") }
      }
      html.cell(columns[4], row.findings)
    }
  }
}

/// One scan, or its difference from another: what was looked at comes first.
public struct ScanPage: Page {
  public var frame: Frame
  public var scan: ScanRow
  /// What each engine looked at, read from the scan's coverage.
  public var coverage: [Coverage]
  /// The scan it is compared with; nil: it is the first of its kind.
  public var base: ScanRow?
  public var baseCoverage: [Coverage]
  public var diff: ScanDiff
  public var verdict: Verdict?

  public init(
    frame: Frame, scan: ScanRow, coverage: [Coverage], base: ScanRow? = nil,
    baseCoverage: [Coverage] = [], diff: ScanDiff, verdict: Verdict? = nil
  ) {
    self.frame = frame
    self.scan = scan
    self.coverage = coverage
    self.base = base
    self.baseCoverage = baseCoverage
    self.diff = diff
    self.verdict = verdict
  }

  /// Rows of each list; the queue has all.
  static let rowsShown = 25

  public var title: String { "Scan of \(scan.asset)" }
  public var section: Frame.Section? { .scans }

  private static func files(_ coverage: [Coverage]) -> Int { coverage.map(\.files).max() ?? 0 }

  private var missing: [(engine: String, reason: String)] {
    coverage.compactMap { entry in
      switch entry.status {
      case .ran: nil
      case .skipped(let reason), .failed(let reason): (entry.engine, reason)
      }
    }
  }

  /// `412 files looked at, 3 skipped, 1 engine not evaluated`
  private var sentence: String {
    var parts = ["\(Words.count(Self.files(coverage), "file")) looked at"]
    let skipped = coverage.reduce(0) { $0 + $1.skipped.count }
    if skipped > 0 { parts.append("\(Words.grouped(skipped)) skipped") }
    let undecided = coverage.reduce(0) { $0 + $1.undecided.count }
    if undecided > 0 { parts.append("\(Words.grouped(undecided)) undecided") }
    if !missing.isEmpty { parts.append("\(Words.count(missing.count, "engine")) not evaluated") }
    return parts.joined(separator: ", ")
  }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) { html in
      html.element("a", .href(Route.scans), text: "Scans")
      html.literal(" <span aria-hidden=\"true\">/</span> ")
      html.element("a", .href(Route.asset(scan.asset)), text: scan.asset)
    }
    html.heading(title, sentence) { html in
      if let verdict { html.verdict(verdict) }
    }
    warnings(&html)
    facts(&html)
    engines(&html)
    html.element("p", .class("tally")) { html in
      if let base {
        html.literal("Since the scan of ")
        html.element("a", .href(Route.scan(base.id))) { $0.time(base.time, now: frame.now) }
        html.text(
          ": \(diff.new.count) new, \(diff.gone.count) no longer found, \(Words.grouped(diff.same)) still open"
        )
      } else {
        html.text("The first scan of this asset, branch and tool: all that it found is new.")
      }
    }
    list("New", diff.new, "Nothing new in what was looked at.", &html)
    list(scan.isComplete ? "Fixed" : "No longer found", diff.gone, "Nothing went away.", &html)
  }

  private func warnings(_ html: inout HTML) {
    let before = Self.files(baseCoverage)
    let now = Self.files(coverage)
    if base != nil, now < before {
      html.warning(
        "This scan looked at less than the one before: \(Words.grouped(now)) files of \(Words.grouped(before)). What it did not meet may still be there."
      )
    }
    if !scan.isComplete {
      html.warning("The scan is not whole, so it closes nothing.")
    }
  }

  private func facts(_ html: inout HTML) {
    html.element("p", .class("meta")) { html in
      html.time(scan.time, now: frame.now)
      html.element("code", text: scan.ref.isEmpty ? "no branch" : scan.ref)
      html.commit(scan.commit)
      html.element("span", text: "\(scan.tool) \(scan.toolVersion)")
      if !scan.scope.isEmpty { html.element("span", text: "only \(scan.scope)") }
    }
  }

  private func engines(_ html: inout HTML) {
    let columns = [
      Column("Engine", .main), Column("State"), Column("Files", .number, isNamed: true),
      Column("Rules", .number, isNamed: true), Column("Skipped", .number, isNamed: true),
      Column("Undecided", .number, isNamed: true),
    ]
    html.literal("<section><h2>What was looked at</h2>")
    html.table("What was looked at", columns, coverage) { html, entry in
      html.cell(columns[0], entry.engine)
      html.cell(columns[1]) { html in
        switch entry.status {
        case .ran: html.text("ran")
        case .skipped(let reason), .failed(let reason): html.notEvaluated(reason)
        }
      }
      let ran = entry.status == .ran
      for (column, number) in zip(
        columns[2...], [entry.files, entry.rules, entry.skipped.count, entry.undecided.count])
      {
        html.cell(column) {
          ran ? $0.number(number) : $0.literal("<span class=\"muted\">not known</span>")
        }
      }
    }
    let skips = coverage.flatMap(\.skipped)
    if !skips.isEmpty {
      html.element("details") { html in
        html.element("summary", text: "\(Words.count(skips.count, "thing")) skipped, and why")
        html.element("ul", .class("plain")) { html in
          for skip in skips.prefix(200) {
            html.element("li") { html in
              html.element("code", .class("break"), text: skip.path)
              html.text(" \(skip.reason.rawValue)\(skip.detail.map { ": \($0)" } ?? "")")
            }
          }
          if skips.count > 200 {
            html.element("li", text: "and \(Words.grouped(skips.count - 200)) more, in the report")
          }
        }
      }
    }
    html.literal("</section>")
  }

  private func list(
    _ name: StaticString, _ rows: [FindingRow], _ none: String, _ html: inout HTML
  ) {
    html.element("section") { html in
      html.element("h2") { html in
        html.literal(name)
        html.literal(" <span class=\"count\">")
        html.number(rows.count)
        html.literal("</span>")
      }
      if rows.isEmpty {
        html.element("p", .class("none"), text: none)
      } else {
        html.findings(Array(rows.prefix(Self.rowsShown)), frame, showsAsset: false)
        if rows.count > Self.rowsShown {
          html.element(
            "p", .class("muted"), text: "and \(Words.grouped(rows.count - Self.rowsShown)) more")
        }
      }
    }
    html.newline()
  }
}
