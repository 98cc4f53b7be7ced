import ShrikeConsole
import ShrikeLedger
import ShrikeModel

/// Rules, the log, settings and what stands before the door.
extension Organization {
  var rulePages: [(String, any Page)] {
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

  var doorPages: [(String, any Page)] {
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
