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

  private var rulePages: [(String, any Page)] {
    let policy = PolicyRow(
      id: text("fail-on"), title: text("Nothing new at or above high"), owner: text("grace"),
      source: text(".shrike/policies/fail-on.rego"), testsPassed: 9, last: .fail([]),
      lastAsked: ago(0.1))
    let rego = text(
      "package gate.fail_on\n\n# What stops a merge.\nimport rego.v1\n\nfail contains reason if {\n  some finding in input.findings\n  finding.severity in {\"critical\", \"high\"}\n  finding.status == \"new\"\n  reason := {\"message\": sprintf(\"%s is new\", [finding.rule]), \"finding\": finding}\n}\n"
    )
    let waivers: [WaiverRow] = (0..<12).map { (at: Int) -> WaiverRow in
      let isInline = at % 4 == 0
      return WaiverRow(
        finding: finding(at), state: at % 3 == 0 ? .falsePositive : .accepted,
        source: isInline ? .inlineComment : .decision,
        origin: isInline ? text("api/refund.py:12") : nil,
        reason: text("The log stays inside the cluster, SEC-1204"), owner: people[at % 5],
        until: at > 9 ? nil : now.adding(days: at * at * 2 - 3))
    }
    let names = ["Ada Brook", "Grace Field", "Linus Stone", "Margaret Hill", "Ken Wood"]
    let persons: [PersonRow] = (0..<5).map { (at: Int) -> PersonRow in
      PersonRow(
        login: people[at], name: text(names[at]), role: PeoplePage.roles[at],
        teams: at == 4 ? [] : [text("payments")], open: 12 - at, overdue: at % 3,
        lastSeen: at == 4 ? nil : ago(Double(at)), hasSecondFactor: at % 2 == 0)
    }
    let stops: [PolicyPage.DryRun.Stop] = (0..<4).map { (at: Int) -> PolicyPage.DryRun.Stop in
      let verdict: Verdict =
        at == 3
        ? .notEvaluated([text("supply did not run")]) : .fail([text("code/sql-injection is new")])
      return .init(
        asset: text("payments/api"), ref: text("refs/pull/\(120 + at)/merge"),
        at: ago(Double(at * 6 + 1)), verdict: verdict, scan: "01JDK5SCAN1")
    }
    let verbs = ["finding.decided", "scan.published", "person.invited", "finding.assigned"]
    let events: [AuditRow] = (0..<50).map { (at: Int) -> AuditRow in
      AuditRow(
        seq: Int64(18_204 - at), at: ago(Double(at) / 9), actor: people[at % 5],
        verb: verbs[at % 4],
        subject: text("#\(42 + at)"), link: Route.finding(Int64(42 + at)),
        text: text("risk accepted until 2027-03-01"), hash: "9f2c1e77aa01b6d4c3f19f2c1e77aa01")
    }
    return [
      (
        "policies",
        PoliciesPage(
          frame: frame(Route.policies),
          rows: [
            policy,
            PolicyRow(
              id: "licences", title: text("No copyleft licence in what we ship"),
              source: "built in", testsPassed: 4, last: .pass, lastAsked: ago(0.1)),
            PolicyRow(
              id: "images", title: "Images are signed", owner: text("ken"),
              source: ".shrike/policies/images.rego", testsPassed: 3, testsFailed: 1,
              last: .notEvaluated([text("no image was scanned")]), lastAsked: ago(1)),
            PolicyRow(
              id: "fresh", title: "Scans are younger than a week", source: "built in",
              applies: false),
          ])
      ),
      (
        "policy",
        PolicyPage(
          frame: frame(Route.policy("fail-on", dryRun: true)), policy: policy, text: rego,
          tests: text(
            "package gate.fail_on_test\n\ntest_new_high if {\n  count(data.gate.fail_on.fail) == 1 with input as {\"findings\": []}\n}\n"
          ),
          dryRun: .init(days: 30, scans: 212, stopped: stops))
      ),
      ("waivers", WaiversPage(frame: frame(Route.waivers), rows: waivers, total: 12)),
      (
        "people",
        PeoplePage(
          frame: frame(Route.people),
          people: persons,
          teams: [
            TeamRow(
              name: text("payments"), members: 4, assets: 3, open: 9, overdue: 3),
            TeamRow(name: text("storefront"), members: 6, assets: 9, open: 12),
          ],
          invitation: isHostile ? text("https://shrike.example.com/welcome?key=x") : nil,
          unknown: [
            UnknownOwner(name: text("@shop/mobile"), assets: [text("shop/front"), "shop/app"])
          ],
          handles: ["payments": [text("@shop/payments")], "grace": [text("grace@example.com")]])
      ),
      (
        "person",
        OwnerPage(
          frame: frame(Route.person("grace")), name: text("Grace Field"),
          about: text("grace, approver"), query: "owner:grace state:open", findings: findings(9),
          total: 9, assets: [asset(0)])
      ),
      (
        "imports",
        ImportsPage(
          frame: frame(Route.imports),
          imports: [
            ImportRow(
              id: "1", at: ago(0.01), by: text("ci"), tool: text("semgrep"),
              asset: text("shop/front"), results: 214, scan: "01JDK5SCAN1"),
            ImportRow(
              id: "2", at: ago(0.5), by: text("ada"), tool: "tenable",
              asset: text("shop.example.com"), results: 1_204,
              gaps: [text("2 files could not be read"), text("it was sent as a part")],
              scan: "01JDK5SCAN3"),
            ImportRow(
              id: "3", at: ago(1), by: text("ci"), asset: text("platform/ci"),
              failure: text("no tool writes this format")),
            ImportRow(
              id: "4", at: ago(0), by: text("ci"), asset: text("shop/worker"), isRunning: true),
          ],
          health: [
            HealthRow(
              part: "Ledger", verdict: .pass, facts: text("SQLite, 41 MB, last backup 3 hours ago")),
            HealthRow(
              part: "Advisories", verdict: .notEvaluated([text("no advisory database for npm")]),
              facts: text("OSV of 14 ecosystems, 2 days old")),
            HealthRow(
              part: "Mail", verdict: .fail([text("smtp.example.com:587 refuses the connection")]),
              facts: text("12 messages wait")),
          ])
      ),
      (
        "audit",
        AuditPage(
          frame: frame(Route.audit()),
          rows: events, total: 18_204, query: text(""),
          checkpoint: text(
            "shrike.example.com/northwind\n18000\nq1w2e3r4t5=\n\n— shrike.example.com AbCdEf=="),
          checkpointAt: ago(0.04), checkpointSize: 18_000, before: 18_155)
      ),
      (
        "settings",
        SettingsPage(
          frame: frame(Route.settings),
          facts: [
            .init("A second person", "agrees from high on")
          ],
          tokens: [
            TokenRow(
              id: "1", name: text("payments pipeline"), assets: [text("payments/api")],
              role: "ci", madeBy: text("ada"), expires: now.adding(days: 60), lastUsed: ago(0.1)),
            TokenRow(
              id: "2", name: text("nightly"), role: "triager", madeBy: text("ada"),
              expires: now.adding(days: 12)),
          ],
          connections: [
            ConnectionRow(
              name: text("Tracker"), kind: "Jira", target: text("https://jira.example.com"),
              lastUsed: ago(0.4)),
            ConnectionRow(
              name: "Chat", kind: "Slack", target: text("#security"),
              failure: text("answered 403 three times")),
          ],
          newToken: isHostile ? text("shk_secret") : nil)
      ),
      ("keys", KeysPage(frame: frame(Route.keys))),
      (
        "design",
        DesignPage(
          frame: frame(Route.design), findings: [finding(0), finding(4), finding(6), finding(8)],
          history: history)
      ),
    ]
  }

  private var doorPages: [(String, any Page)] {
    [
      (
        "sign-in",
        SignInPage(
          frame: door, email: text("ada@example.com"), provider: text("Northwind ID"),
          problem: text("Address or password is wrong."))
      ),
      ("sign-in-code", SignInPage(frame: door, step: .code)),
      ("welcome", WelcomePage(frame: door, key: text("one-time"), role: "admin")),
      (
        "invited",
        WelcomePage(
          frame: door, key: text("one-time"), role: "developer", name: text("Grace Field"),
          email: text("grace@example.com"), isAddressFixed: true,
          problem: text("The password is not good: it is too short."))
      ),
      (
        "account",
        AccountPage(
          frame: frame(Route.account), email: text("ada@example.com"), hasSecondFactor: true,
          recoveryCodes: 9)
      ),
      (
        "factor",
        FactorPage(
          frame: frame(Route.factor), secret: text("GEZDGNBVGY3TQOJQ"),
          address: text("otpauth://totp/Shrike:ada@example.com?secret=GEZDGNBVGY3TQOJQ"))
      ),
      (
        "recovery-codes",
        RecoveryCodesPage(
          frame: frame(Route.factor),
          codes: (0..<10).map { text("abcd-efg\($0)") })
      ),
      ("not-found", ErrorPage(frame: frame(), kind: .notFound)),
      (
        "forbidden",
        ErrorPage(
          frame: frame(), kind: .forbidden(text("it is for approver, admin; you are reader")))
      ),
      ("failed", ErrorPage(frame: frame(), kind: .failed(text("01JDK3-7F")))),
      ("too-many", ErrorPage(frame: door, kind: .tooMany(30))),
      (
        "refused",
        ErrorPage(
          frame: frame(),
          kind: .refused(
            title: text("The form is not from here, or too old"),
            detail: text("load the page anew and try again"), status: 403))
      ),
    ]
  }
}
