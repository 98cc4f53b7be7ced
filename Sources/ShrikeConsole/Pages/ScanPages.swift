public import ShrikeLedger

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
  /// A part of the tool, and whether it looked at all that it had to.
  public struct Part: Sendable, Hashable {
    /// Empty for tools of one piece.
    public var name: String
    public var isComplete: Bool
    /// Why it is not.
    public var reason: String?
    public var files: Int?
    public var rules: Int?
    public var skipped: Int?

    public init(
      _ name: String, isComplete: Bool, reason: String? = nil, files: Int? = nil,
      rules: Int? = nil, skipped: Int? = nil
    ) {
      self.name = name
      self.isComplete = isComplete
      self.reason = reason
      self.files = files
      self.rules = rules
      self.skipped = skipped
    }
  }

  public var frame: Frame
  public var scan: ScanRow
  public var parts: [Part]
  /// The scan it is compared with; nil: it is the first of its kind.
  public var base: ScanRow?
  public var baseParts: [Part]
  public var diff: ScanDiff

  public init(
    frame: Frame, scan: ScanRow, parts: [Part], base: ScanRow? = nil, baseParts: [Part] = [],
    diff: ScanDiff
  ) {
    self.frame = frame
    self.scan = scan
    self.parts = parts
    self.base = base
    self.baseParts = baseParts
    self.diff = diff
  }

  /// Rows of each list; the queue has all.
  public static let rowsShown = 25

  public var title: String { "Scan of \(scan.asset)" }
  public var section: Frame.Section? { .scans }

  /// The most that a part looked at; nil: no part tells.
  private static func files(_ parts: [Part]) -> Int? { parts.compactMap(\.files).max() }

  /// `412 files looked at, 3 skipped, 1 part not evaluated`
  private var sentence: String {
    var words: [String] = []
    if let files = Self.files(parts) { words.append("\(Words.count(files, "file")) looked at") }
    let skipped = parts.compactMap(\.skipped).reduce(0, +)
    if skipped > 0 { words.append("\(Words.grouped(skipped)) skipped") }
    let lacking = parts.count { !$0.isComplete }
    words.append(
      lacking == 0
        ? "every part looked at all that it had to"
        : "\(Words.count(lacking, "part")) of \(parts.count) not evaluated as a whole")
    return words.joined(separator: ", ").capitalizedFirst
  }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) { html in
      html.element("a", .href(Route.scans), text: "Scans")
      html.literal(" <span aria-hidden=\"true\">/</span> ")
      html.element("a", .href(Route.asset(scan.asset)), text: scan.asset)
    }
    html.heading(title, sentence)
    warnings(&html)
    facts(&html)
    engines(&html)
    html.element("p", .class("tally")) { html in
      if let base {
        html.literal("Since the scan of ")
        html.element("a", .href(Route.scan(base.id))) { $0.time(base.time, now: frame.now) }
        html.text(
          ": \(Words.grouped(diff.newCount)) new, \(Words.grouped(diff.goneCount)) no longer found, \(Words.grouped(diff.same)) still open"
        )
      } else {
        html.text("The first scan of this asset, branch and tool: all that it found is new.")
      }
    }
    list("New", diff.new, of: diff.newCount, "Nothing new in what was looked at.", &html)
    list(
      scan.isComplete ? "Fixed" : "No longer found", diff.gone, of: diff.goneCount,
      "Nothing went away.", &html)
  }

  private func warnings(_ html: inout HTML) {
    if base != nil, let before = Self.files(baseParts), let now = Self.files(parts), now < before {
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
      Column("Part", .main), Column("State"), Column("Files", .number, isNamed: true),
      Column("Rules", .number, isNamed: true), Column("Skipped", .number, isNamed: true),
    ]
    // Columns of which no part tells anything are left out.
    let counts: [(column: Column, value: (Part) -> Int?)] = [
      (columns[2], { $0.files }), (columns[3], { $0.rules }), (columns[4], { $0.skipped }),
    ].filter { count in parts.contains { count.1($0) != nil } }
    html.literal("<section><h2>What was looked at</h2>")
    html.table("What was looked at", Array(columns.prefix(2)) + counts.map(\.column), parts) {
      html, part in
      html.cell(columns[0], part.name.isEmpty ? scan.tool : part.name)
      html.cell(columns[1]) { html in
        if part.isComplete {
          html.text("whole")
        } else {
          html.notEvaluated(part.reason ?? "it was not finished")
        }
      }
      for count in counts {
        html.cell(count.column) { html in
          if let number = count.value(part) {
            html.number(number)
          } else {
            html.literal("<span class=\"muted\">not known</span>")
          }
        }
      }
    }
    html.literal("</section>")
  }

  private func list(
    _ name: StaticString, _ rows: [FindingRow], of count: Int, _ none: String,
    _ html: inout HTML
  ) {
    html.element("section") { html in
      html.element("h2") { html in
        html.literal(name)
        html.literal(" <span class=\"count\">")
        html.number(count)
        html.literal("</span>")
      }
      if rows.isEmpty {
        html.element("p", .class("none"), text: none)
      } else {
        html.findings(Array(rows.prefix(Self.rowsShown)), frame, showsAsset: false)
        if count > Self.rowsShown {
          html.element(
            "p", .class("muted"), text: "and \(Words.grouped(count - Self.rowsShown)) more")
        }
      }
    }
    html.newline()
  }
}
