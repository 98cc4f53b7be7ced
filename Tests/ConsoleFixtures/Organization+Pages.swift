public import ShrikeConsole
import ShrikeLedger
import ShrikeModel

extension Organization {
  /// Every page once, and those that look different when they are empty twice; the name is that of its picture.
  public var pages: [(name: String, page: any Page)] {
    workPages + placePages + rulePages + doorPages
  }

  private func bar(_ query: String = "severity:>=medium state:open", group: String? = nil)
    -> QueryBar
  {
    QueryBar(
      query: text(query),
      saved: [
        .init(text("Mine"), "owner:me state:open", count: 4),
        .init("Overdue", "due:overdue", count: 9),
        .init("Nobody's", "owner:none state:open", count: 31),
      ], group: group, assets: (0..<7).map { asset($0).name }, people: people)
  }

  public var findingDetail: FindingDetailPage {
    let place = finding(0)
    let frame = CodeFrame(
      path: place.path, firstLine: 9,
      lines: [
        text("from app import db, app"), "", text("@app.post(\"/refund\")"),
        text("def refund(order: str):"),
        text("    # One order, one row."),
        text("    row = db.execute(f\"SELECT * FROM orders WHERE id = {order}\")"),
        "    total = row.total - 100",
        "    return {\"left\": total}",
      ], lit: 14...14, mark: .init(line: 14, column: 22, length: 44),
      note: text("the parameter becomes part of the statement"))
    let entry = CodeFrame(
      path: text("services/payments/routes.py"), firstLine: 30,
      lines: [
        text("routes = ["), text("    Route(\"/refund\", refund, methods=[\"POST\"]),"), "]",
      ], lit: 31...31,
      note: text("reachable without signing in"))
    return FindingDetailPage(
      frame: self.frame(Route.finding(42)),
      detail: FindingDetail(
        row: place,
        occurrences: [
          .init(
            path: place.path, line: 14, code: text("row = db.execute(…)"),
            ref: text("refs/heads/main"), isPresent: true, scan: "01JDK5SCAN1"),
          .init(
            path: text("api/refund.py"), line: 12, code: "", ref: text("refs/heads/release"),
            isPresent: false, scan: "01JDK5SCAN3"),
        ], comments: [], timeline: history),
      story: FindingStory(
        message: text(
          "The parameter `order` of POST /refund becomes part of an SQL statement, so a caller can read and change other people's orders."
        ),
        frame: frame,
        steps: [
          .init(text("the route is declared"), entry), .init(text("the statement is built"), frame),
        ],
        reasons: [
          .init(.raises, text("Reachable: called from the route POST /refund")),
          .init(.raises, text("Exposed: payments/api answers on the internet")),
          .init(.lowers, text("No exploit is known for this line")),
          .init(.unknown, text("Not evaluated: no data about the database's rights")),
        ],
        remedy: text(
          "Pass the value beside the statement; the driver then never reads it as SQL. `execute` takes it as its second argument."
        ),
        fix: Diff(
          title: text("pass the value beside the statement"), path: place.path,
          unified:
            "@@ -13,3 +13,3 @@\n     # One order, one row.\n-    row = db.execute(f\"SELECT * FROM orders WHERE id = {order}\")\n+    row = db.execute(\"SELECT * FROM orders WHERE id = ?\", [order])\n     total = row.total - 100\n"
        ),
        lesson: .init(
          text("Statements and values"), link: Link(external: "https://example.com/lessons/sql")),
        references: [
          .init(
            text("CWE-89"), link: Link(external: "https://cwe.mitre.org/data/definitions/89.html")),
          .init(text("OWASP A03")),
        ],
        otherWords: [
          .init(
            tool: text("bandit"), rule: text("B608"),
            message: text("Possible SQL injection vector"), finding: 77)
        ],
        related: [finding(11), finding(22)],
        tickets: [
          .init(
            key: text("SEC-1204"), state: text("in review"),
            link: Link(external: "https://jira.example.com/SEC-1204")),
          .init(key: text("platform"), state: text("is being made: it answered 500")),
        ],
        ticketSystems: [text("security"), text("payments")],
        approval: isHostile ? approval : nil),
      people: people, acceptUntil: acceptUntil)
  }

  private var workPages: [(String, any Page)] {
    let rows = findings(50)
    let mine = rows.filter { $0.owner == text("ada") && $0.state == .open && $0.due != nil }
      .sorted { ($0.due ?? now) < ($1.due ?? now) }.prefix(7).map { $0 }
    let queue = Route.queue("severity:>=medium state:open")
    let unknown = [
      Unknown(
        asset: text("ghcr.io/northwind/shop:2026.11"), reason: text("no advisory database for npm"),
        since: ago(2), help: text("shrike db update"), scan: "01JDK5SCAN1"),
      Unknown(
        asset: text("platform/terraform"), reason: text("last scan is 9 days old"), since: ago(9),
        help: text("run its pipeline")),
    ]
    return [
      (
        "home",
        HomePage(
          frame: frame(), mine: .init(mine, total: 12), approvals: .init([approval]),
          questions: .init([
            .init(
              finding: 42, title: text("SQL statement built from a request parameter"),
              author: text("grace"), at: ago(3), text: text("@ada can you take the fix?"))
          ]),
          fresh: .init([finding(2), finding(5)]), lastVisit: ago(3.1), unknown: .init(unknown),
          lastScan: scan(0), nextDue: now.adding(days: 2))
      ),
      (
        "home-nothing",
        HomePage(frame: frame(), lastVisit: ago(3), lastScan: scan(0), nextDue: now.adding(days: 2))
      ),
      ("home-new", HomePage(frame: frame())),
      (
        "queue",
        QueuePage(
          frame: frame(queue), bar: bar(), groups: [.init("", rows)], total: 128, next: "01JDK3",
          people: people, acceptUntil: acceptUntil)
      ),
      (
        "queue-groups",
        QueuePage(
          frame: frame(
            queue, toast: Toast(text("3 findings accepted until 1 March"), batch: "01JDK9")),
          bar: bar("", group: "asset"),
          groups: [
            .init(text("payments/api"), Array(rows.prefix(6)), total: 41),
            .init(text("shop/front"), Array(rows[6..<12]), total: 9),
          ], total: 50,
          people: people, acceptUntil: acceptUntil)
      ),
      (
        "queue-panel",
        QueuePage(
          frame: frame(queue), bar: bar(), groups: [.init("", rows)], total: 128, people: people,
          panel: findingDetail, acceptUntil: acceptUntil)
      ),
      (
        "queue-mistake",
        QueuePage(
          frame: frame(queue),
          bar: QueryBar(
            query: text("severity:hihg owner:me"),
            problems: [.init(text("'hihg' is no severity"), help: text("did you mean 'high'?"))]),
          groups: [], total: 0, people: people, acceptUntil: acceptUntil)
      ),
      ("finding", findingDetail),
      (
        "search",
        SearchPage(
          frame: frame(), query: text("refund"),
          hits: [
            .init(
              kind: "asset", name: text("payments/api"), about: text("repository"),
              link: Route.asset("payments/api")),
            .init(
              kind: "policy", name: text("Fail on high"), about: text("fail-on"),
              link: Route.policy("fail-on")),
          ], findings: Array(rows.prefix(4)), total: 9)
      ),
    ]
  }

  private var placePages: [(String, any Page)] {
    let rows = findings(20)
    let days: [TrendDay] = (0..<90).map { (index: Int) -> TrendDay in
      TrendDay(
        day: now.day - 89 + index, opened: (index * 7) % 11, reopened: index % 13 == 0 ? 1 : 0,
        closed: (index * 5 + 3) % 9)
    }
    let opened = LineChart(
      days: days, question: "Do we close as much as comes in?",
      events: [.init(34, text("Scan of images began")), .init(71, text("Incident 7"))])
    func ages(_ seed: Int, _ count: Int) -> [Double] {
      (0..<count).map { (index: Int) -> Double in
        let days = Double((index * seed) % 61)
        let part = Double((index * 3) % 7 + 1)
        return days * part / 4
      }.sorted()
    }
    func weeks(_ value: (Int) -> Int) -> [Double] { (0..<13).map { Double(value($0)) } }
    let multiples: [LineChart] = ["payments", "storefront", "platform", "data"].enumerated().map {
      (at: Int, name: String) -> LineChart in
      LineChart(
        question: text(name), basis: "overdue", labels: opened.labels,
        series: [.init("overdue", weeks { ($0 * (at + 3)) % 9 })], most: 10)
    }
    let open = LineChart(
      question: "How much is open?", basis: "open findings at each week's end",
      labels: opened.labels,
      series: [
        .init("critical", weeks { 6 - $0 / 3 }), .init("high", weeks { 40 - $0 * 2 + $0 % 3 * 4 }),
        .init("medium", weeks { 61 + $0 % 5 * 3 }),
      ])
    let rules: [BarChart.Bar] = (0..<8).map { (index: Int) -> BarChart.Bar in
      let rule = finding(index).rule
      return BarChart.Bar(rule, 41 - index * 5, link: Route.queue("rule:" + rule))
    }
    return [
      ("assets", AssetsPage(frame: frame(Route.assets), rows: (0..<7).map { asset($0) }, total: 7)),
      ("assets-none", AssetsPage(frame: frame(Route.assets), rows: [], total: 0)),
      (
        "asset",
        AssetPage(
          frame: frame(Route.asset("payments/api")), asset: asset(0),
          address: Link(external: "https://git.example.com/payments/api"),
          findings: Array(rows.prefix(8)), openTotal: 41, scans: (0..<5).map { scan($0 * 11) },
          trend: opened,
          owners: [(text("/internal/"), text("grace")), (text("*.tf"), text("ken"))],
          edit: AssetEdit(
            criticality: .init("critical", ["critical", "high", "medium", "low"]),
            exposure: .init(nil, ["internet", "internal"]),
            dataClass: .init("restricted", ["public", "restricted"]),
            product: .init(text("webshop"), [text("webshop"), text("platform")]),
            owner: .init(text("payments"), [text("payments"), text("ada")])))
      ),
      (
        "products",
        ProductMapPage(
          frame: frame(Route.products),
          products: [
            .init(
              name: text("Webshop"), team: text("storefront"),
              assets: [asset(1), asset(2), asset(5), asset(6)]),
            .init(name: text("Payments"), team: text("payments"), assets: [asset(0)]),
            .init(name: text("Platform"), assets: [asset(3), asset(4)]),
          ])
      ),
      (
        "scans",
        ScansPage(
          frame: frame(Route.scans), scans: (0..<30).map { scan($0, isComplete: $0 % 6 != 4) },
          next: Route.scans)
      ),
      (
        "scan",
        ScanPage(
          frame: frame(Route.scan("01JDK5SCAN1")), scan: scan(0), parts: parts,
          base: scan(11), baseParts: [.init("secrets", isComplete: true, files: 430)],
          diff: ScanDiff(new: Array(rows.prefix(3)), gone: [finding(6)], same: 36))
      ),
      (
        "scan-first",
        ScanPage(
          frame: frame(Route.scan("01JDK5SCAN1")), scan: scan(0, isComplete: false),
          parts: [.init("", isComplete: false, reason: text("the scan was not finished"))],
          diff: ScanDiff(new: [], gone: [], same: 0))
      ),
      (
        "trends",
        TrendsPage(
          frame: frame(Route.trends()), span: "the last 90 days",
          spans: [("30d", "30 days"), ("90d", "90 days"), ("1y", "A year")],
          selectedSpan: "90d", teams: ["payments", "storefront"].map { text($0) },
          lines: [opened, open],
          strips: [
            DotStrip(
              question: "How long do findings live?", unit: "d",
              rows: [
                .init("Critical", ages(7, 18)), .init("High", ages(11, 96)),
                .init("Medium", ages(13, 240)),
              ])
          ],
          bars: [
            BarChart(
              question: "Which rules speak most?", basis: "n = 128 open findings", bars: rules)
          ],
          multiples: multiples, multiplesQuestion: "Which team has overdue findings?")
      ),
    ]
  }
}
