public import ShrikeLedger
public import ShrikeModel

/// A report that came in.
public struct ImportRow: Sendable, Hashable {
  public var id: String
  public var at: Timestamp
  public var by: String
  /// `semgrep`; nil: not known yet.
  public var tool: String?
  public var asset: String
  /// Nil: it has not been read yet.
  public var results: Int?
  /// Why not all of it could be looked at.
  public var gaps: [String]
  public var scan: String?
  /// It waits, or is being read.
  public var isRunning: Bool
  /// Why nothing of it came in; nil: it did.
  public var failure: String?

  public init(
    id: String, at: Timestamp, by: String, tool: String? = nil, asset: String,
    results: Int? = nil, gaps: [String] = [], scan: String? = nil, isRunning: Bool = false,
    failure: String? = nil
  ) {
    self.id = id
    self.at = at
    self.by = by
    self.tool = tool
    self.asset = asset
    self.results = results
    self.gaps = gaps
    self.scan = scan
    self.isRunning = isRunning
    self.failure = failure
  }
}

/// A part of the hub and how it does.
public struct HealthRow: Sendable, Hashable {
  public var part: String
  public var verdict: Verdict
  /// `SQLite, 41 MB, last backup 3 hours ago`
  public var facts: String

  public init(part: String, verdict: Verdict, facts: String) {
    self.part = part
    self.verdict = verdict
    self.facts = facts
  }
}

/// What comes in, and how the hub does.
public struct ImportsPage: Page {
  public var frame: Frame
  public var imports: [ImportRow]
  public var health: [HealthRow]
  public var next: Link?

  public init(
    frame: Frame, imports: [ImportRow], health: [HealthRow], next: Link? = nil
  ) {
    self.frame = frame
    self.imports = imports
    self.health = health
    self.next = next
  }

  public var title: String { "Imports and health" }
  public var section: Frame.Section? { .imports }

  public func writeContent(into html: inout HTML) {
    let bad = health.count { $0.verdict != .pass }
    html.heading(
      title, bad == 0 ? "All parts work" : "\(Words.count(bad, "part needs", "parts need")) a look")
    healthTable(&html)
    if frame.may(.publish) { upload(&html) }
    html.literal("<section><h2>Imports</h2>")
    if imports.isEmpty {
      html.empty(
        EmptyState(
          "No report has come in yet",
          "A report is told by its content; the same one twice changes nothing.",
          command: "shrike scan --publish"), level: 3)
    } else {
      table(&html)
      html.pager(next: next, words: "Older")
    }
    html.literal("</section>")
  }

  private func healthTable(_ html: inout HTML) {
    let columns = [Column("Part", .main), Column("State"), Column("Facts")]
    html.literal("<section><h2>Health</h2>")
    html.table("Health", columns, health) { html, row in
      html.cell(columns[0], row.part)
      html.cell(columns[1]) { html in
        if case .notEvaluated(let reasons) = row.verdict {
          html.notEvaluated(reasons.joined(separator: "; "))
        } else {
          html.verdict(row.verdict)
        }
      }
      html.cell(columns[2]) { html in
        html.text(row.facts)
        if case .fail(let reasons) = row.verdict {
          html.element("div", .class("problem"), text: reasons.joined(separator: "; "))
        }
      }
    }
    html.literal("</section>")
  }

  private func upload(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>Import a report</h2>")
      html.element(
        "form", .class("act row-form"), .fixed("method", "post"), .action(Route.upload),
        .fixed("enctype", "multipart/form-data")
      ) { html in
        html.hidden("csrf", frame.token)
        html.element("div", .class("field")) { html in
          html.literal("<label for=\"report\">Report</label>")
          html.void("input", .id("report"), .type("file"), .name("report"), .flag("required"))
        }
        html.field(
          "Asset", "report-asset", name: "asset", hint: "Empty: what the report says.")
        html.button("Import", value: "import", isPrimary: true)
      }
    }
  }

  private func table(_ html: inout HTML) {
    let columns = [
      Column("Asset", .main), Column("When"), Column("Tool"),
      Column("Results", .number, isNamed: true), Column("State"), Column("By"),
    ]
    html.table("Imports", columns, imports) { html, row in
      html.cell(columns[0]) { html in
        if let scan = row.scan {
          html.element("a", .href(Route.scan(scan)), text: row.asset)
        } else {
          html.text(row.asset)
        }
      }
      html.cell(columns[1]) { $0.time(row.at, now: frame.now) }
      html.cell(columns[2], row.tool ?? "not known yet")
      html.cell(columns[3]) { html in
        if let results = row.results {
          html.number(results)
        } else {
          html.literal("<span class=\"muted\">not read</span>")
        }
      }
      html.cell(columns[4]) { state(row, &$0) }
      html.cell(columns[5]) { $0.person(row.by) }
    }
  }

  private func state(_ row: ImportRow, _ html: inout HTML) {
    if let failure = row.failure {
      html.element("span", .class("verdict fail")) {
        $0.literal("<b aria-hidden=\"true\">✕</b> ")
        $0.text(failure)
      }
    } else if row.isRunning {
      html.element("span", .class("verdict"), text: "waiting")
    } else if row.gaps.isEmpty {
      html.element("span", .class("verdict pass")) {
        $0.literal("<b aria-hidden=\"true\">✓</b> whole")
      }
    } else {
      html.element("details") { html in
        html.element("summary", text: "in part")
        html.element("ul", .class("plain")) { html in
          for gap in row.gaps.prefix(20) { html.element("li", text: gap) }
        }
      }
    }
  }
}
