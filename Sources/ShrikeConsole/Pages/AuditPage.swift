public import ShrikeLedger

/// One event of the log.
public struct AuditRow: Sendable, Hashable {
  public var seq: Int64
  public var at: Timestamp
  public var actor: String
  public var verb: String
  /// What it was about, in words, and where that stands.
  public var subject: String
  public var link: Link?
  public var text: String
  /// The hash of its leaf, hexadecimal.
  public var hash: String

  public init(
    seq: Int64, at: Timestamp, actor: String, verb: String, subject: String, link: Link? = nil,
    text: String, hash: String
  ) {
    self.seq = seq
    self.at = at
    self.actor = actor
    self.verb = verb
    self.subject = subject
    self.link = link
    self.text = text
    self.hash = hash
  }
}

/// Who did what: the log, and whether it is whole.
public struct AuditPage: Page {
  public var frame: Frame
  public var rows: [AuditRow]
  public var total: Int64
  public var query: String
  /// The last signed checkpoint, as text that can be checked elsewhere.
  public var checkpoint: String?
  public var checkpointAt: Timestamp?
  public var checkpointSize: Int64
  /// Why the log is not whole; nil: it is.
  public var fault: String?
  public var before: Int64?

  public init(
    frame: Frame, rows: [AuditRow], total: Int64, query: String = "", checkpoint: String? = nil,
    checkpointAt: Timestamp? = nil, checkpointSize: Int64 = 0, fault: String? = nil,
    before: Int64? = nil
  ) {
    self.frame = frame
    self.rows = rows
    self.total = total
    self.query = query
    self.checkpoint = checkpoint
    self.checkpointAt = checkpointAt
    self.checkpointSize = checkpointSize
    self.fault = fault
    self.before = before
  }

  public var title: String { "Audit" }
  public var section: Frame.Section? { .audit }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title,
      "\(Words.count(Int(total), "event")), the last first; none can be changed or taken out unseen"
    )
    if let fault {
      html.failure(
        Failure(
          "The log is not whole.", fault,
          stillWorks: "Everything before that event is as it was signed."))
    }
    html.element("section", .class("box")) { html in
      html.literal("<h2>Signed checkpoint</h2>")
      if let checkpoint, let at = checkpointAt {
        html.element("p") { html in
          html.text("Over the first \(Words.grouped(Int(checkpointSize))) events, signed ")
          html.time(at, now: frame.now)
          html.text(". Check it on any machine:")
        }
        html.command("shrike audit verify --checkpoint checkpoint.txt")
        html.element("details") { html in
          html.literal("<summary>Checkpoint</summary>")
          html.element("pre", .class("code"), .fixed("tabindex", "0"), text: checkpoint)
        }
      } else {
        html.notEvaluated("no checkpoint has been signed yet")
      }
    }
    html.element(
      "form", .class("query"), .role("search"), .fixed("method", "get"), .action(Route.audit())
    ) { html in
      html.element("div", .class("query-field")) { html in
        html.literal("<label class=\"sr\" for=\"audit-query\">Filter events</label>")
        html.void(
          "input", .id("audit-query"), .type("search"), .name("q"), .value(query),
          .placeholder("actor:ada verb:finding.decided"))
      }
      html.literal("<button class=\"button\">Filter</button>")
    }
    let columns = [
      Column("Event", .main), Column("When"), Column("Who"), Column("About"), Column("What"),
      Column("Hash", .code),
    ]
    html.table("Events", columns, rows) { html, row in
      html.cell(columns[0]) { html in
        html.element("span", .class("muted"), text: "\(row.seq) ")
        html.text(row.verb)
      }
      html.cell(columns[1]) { $0.time(row.at, now: frame.now) }
      html.cell(columns[2]) { $0.person(row.actor) }
      html.cell(columns[3]) { html in
        if let link = row.link {
          html.element("a", .href(link), text: row.subject)
        } else {
          html.text(row.subject)
        }
      }
      html.cell(columns[4], row.text)
      html.cell(columns[5]) {
        $0.element("span", .title(row.hash), text: String(row.hash.prefix(8)))
      }
    }
    html.pager(next: before.map { Route.audit(before: $0, query: query) }, words: "Older")
  }
}
