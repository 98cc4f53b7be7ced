public import ShrikeLedger
import ShrikeModel

/// Every part once: to see them together, in both themes, and to take pictures of.
public struct DesignPage: Page {
  public var frame: Frame
  /// Some findings for the parts that show them.
  public var findings: [FindingRow]
  public var history: [TimelineEntry]

  public init(frame: Frame, findings: [FindingRow], history: [TimelineEntry]) {
    self.frame = frame
    self.findings = findings
    self.history = history
  }

  /// With findings and a history that are made up.
  public init(sampleOf frame: Frame) {
    func row(_ number: Int64, _ title: String, _ severity: Severity, _ state: FindingState)
      -> FindingRow
    {
      FindingRow(
        id: "sample-\(number)", number: number, asset: "payments/api", tool: "shrike",
        rule: "code/sql-injection", kind: "code", title: title, severity: severity,
        confidence: "high", identity: "9f2c1e77aa01b6d4", path: "api/refund.py", line: 14,
        owner: number % 2 == 0 ? "ada" : nil, due: frame.now.adding(days: Int(number) * 4 - 12),
        observed: number == 4 ? .unknown : .present, state: state,
        until: state == .accepted ? frame.now.adding(days: 94) : nil,
        firstSeen: frame.now.adding(days: -34), openedAt: frame.now.adding(days: -34),
        closedAt: nil)
    }
    func entry(_ seq: Int64, _ days: Int, _ verb: String, _ text: String) -> TimelineEntry {
      TimelineEntry(
        seq: seq, at: frame.now.adding(days: -days), actor: seq == 1 ? "ci:api" : "ada",
        verb: verb, text: text)
    }
    self.init(
      frame: frame,
      findings: [
        row(1, "SQL statement built from a request parameter", .critical, .open),
        row(2, "Token is written to the log", .high, .accepted),
        row(3, "Container runs as root", .medium, .falsePositive),
        row(4, "Action is not pinned to a commit", .low, .open),
      ],
      history: [
        entry(1, 34, "finding.opened", "found in api/refund.py:12"),
        entry(2, 33, "finding.assigned", "assigned to ada"),
        entry(3, 12, "finding.commented", "Only the **back office** calls it: `refund()`."),
        entry(4, 1, "finding.decided", "risk accepted until 2027-03-01: fix is in review"),
      ])
  }

  public var title: String { "Design" }
  public var section: Frame.Section? { nil }

  public func writeContent(into html: inout HTML) {
    html.heading(title, "Every part of the console, once")
    words(&html)
    code(&html)
    lists(&html)
    charts(&html)
    notes(&html)
  }

  private func part(_ name: StaticString, _ html: inout HTML, content: (inout HTML) -> Void) {
    html.element("section", .class("part")) { html in
      html.element("h2") { $0.literal(name) }
      content(&html)
    }
    html.newline()
  }

  private func words(_ html: inout HTML) {
    part("Badge", &html) { html in
      html.element("p", .class("meta")) { html in
        for severity in Severity.allCases.reversed() { html.severity(severity) }
      }
      html.element("p", .class("meta")) { html in
        for state in FindingState.allCases { html.state(state, now: frame.now) }
        html.state(.accepted, until: frame.now.adding(days: 94), now: frame.now)
        html.tag("exposed")
        html.severityCounts([(.critical, 1), (.high, 12), (.medium, 40)])
      }
    }
    part("Verdict", &html) { html in
      html.element("p", .class("meta")) { html in
        html.verdict(.pass)
        html.verdict(.fail([]))
        html.verdict(.notEvaluated([]))
        html.notEvaluated("no advisory database for npm")
      }
    }
    part("Person, time, place", &html) { html in
      html.element("p", .class("meta")) { html in
        html.person("ada")
        html.person("grace.hopper")
        html.person(nil)
        html.time(frame.now.adding(days: -3), now: frame.now)
        html.due(frame.now.adding(days: 2), now: frame.now)
        html.due(frame.now.adding(days: -9), now: frame.now)
        html.place("services/payments/internal/handlers/refund.go", line: 118)
        html.commit("9f2c1e77aa01b6")
      }
    }
  }

  private func code(_ html: inout HTML) {
    part("Code frame", &html) { html in
      html.codeFrame(
        CodeFrame(
          path: "api/refund.py", firstLine: 11,
          lines: [
            "@app.post(\"/refund\")", "def refund(order: str):", "    # One order, one row.",
            "    row = db.execute(f\"SELECT * FROM orders WHERE id = {order}\")",
            "    return {\"left\": row.total - 100}",
          ], lit: 14...14, mark: .init(line: 14, column: 22, length: 44),
          note: "the request's parameter becomes part of the statement"))
    }
    part("Diff", &html) { html in
      html.diff(
        Diff(
          title: "pass the value beside the statement", path: "api/refund.py",
          lines: [
            .hunk("@@ -13,3 +13,3 @@"), .kept("    # One order, one row."),
            .removed("    row = db.execute(f\"SELECT * FROM orders WHERE id = {order}\")"),
            .added("    row = db.execute(\"SELECT * FROM orders WHERE id = ?\", [order])"),
            .kept("    return {\"left\": row.total - 100}"),
          ]))
    }
  }

  private func lists(_ html: inout HTML) {
    part("Timeline", &html) { $0.timeline(history, now: frame.now) }
    part("Query bar", &html) { html in
      html.queryBar(
        QueryBar(
          query: "severity:hihg owner:me",
          problems: [.init("'hihg' is no severity", help: "did you mean 'high'?")],
          saved: [
            .init("Mine", "owner:me state:open", count: 4),
            .init("Overdue", "due:overdue", count: 2),
          ]),
        frame)
    }
    part("Table", &html) { $0.findings(findings, frame) }
    part("Side panel", &html) { html in
      html.element("div", .class("panel", "panel-example")) { html in
        html.element("div", .class("panel-head")) { html in
          html.element("a", .href(Route.finding(42)), text: "#42 whole page")
          html.element("a", .class("panel-close"), .href(.fragment("content"))) {
            $0.icon(.close)
            $0.literal("<span class=\"sr\">Close panel</span>")
          }
        }
        html.element("h3", text: "SQL statement built from a request parameter")
        html.element("p", .class("meta")) { html in
          html.severity(.critical)
          html.state(.open, now: frame.now)
          html.place("services/payments/internal/handlers/refund.go", line: 118)
        }
        html.element(
          "p", .class("muted"), text: "Stands beside the queue; on small screens it is a page.")
      }
    }
  }

  private func charts(_ html: inout HTML) {
    part("Chart", &html) { html in
      html.element("div", .class("charts")) { html in
        html.chart(
          LineChart(
            question: "Do we close as much as comes in?", basis: "n = 214 events, a point a week",
            labels: (0..<12).map { frame.now.adding(days: ($0 - 11) * 7).date },
            series: [
              .init("opened", [9, 12, 7, 14, 22, 11, 8, 9, 12, 6, 7, 5]),
              .init("closed", [4, 8, 9, 9, 12, 19, 14, 10, 9, 11, 8, 9]),
            ], events: [.init(4, "Scan of images began")]))
        html.chart(
          DotStrip(
            question: "How long do findings live?", unit: "d",
            rows: [
              .init("Critical", [0.5, 1, 1, 2, 2, 3, 4, 6, 9]),
              .init("High", [1, 2, 3, 4, 6, 7, 8, 9, 12, 14, 19, 24, 31, 58]),
            ]))
        html.chart(
          BarChart(
            question: "Which rules speak most?", basis: "n = 97 open findings",
            bars: [
              .init("code/sql-injection", 41), .init("secrets/generic-api-key", 32),
              .init("infra/public-bucket", 24),
            ]))
      }
    }
  }

  private func notes(_ html: inout HTML) {
    part("Toast", &html) { html in
      html.element("div", .class("toasts-example")) {
        $0.toast(Toast("3 findings accepted until 1 March", batch: "example"), frame)
        $0.toast(Toast("Nothing was changed: the reason is missing", isFailure: true), frame)
      }
    }
    part("Empty state", &html) {
      $0.empty(
        EmptyState(
          "No scan has come in yet", "Findings come from scans. Run this in a repository.",
          command: "shrike scan --publish"), level: 3)
    }
    part("Error", &html) {
      $0.failure(
        Failure(
          "Live counts are not available.", "The stream ended; it is tried again in 30 seconds.",
          stillWorks: "Everything else works; reload for fresh numbers.", support: "01JDK3-7F"))
      $0.warning("This scan looked at less than the one before: 380 files of 412.")
    }
    part("Button and field", &html) { html in
      html.form(frame, Route.act, class: "act row-form") { html in
        html.field("Name", "example-name", name: "example", hint: "As it stands in the report.")
        html.choice(
          "Role", "example-role", name: "role", options: [("reader", "reader"), ("admin", "admin")])
        html.button("Accept until 1 March", value: "none", isPrimary: true)
        html.button("False positive", value: "none")
      }
    }
  }
}
