import DatabaseFixtures
import Foundation
import HTTPTypes
import ShrikeConsole
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import Testing

@testable import ShrikeServer

/// What holds for every page, whatever is in the ledger.
@Suite struct ConsolePagesTests {
  /// Pages with the right they ask for; `{scan}` stands for a scan's id.
  static let pages: [(path: String, right: Right?)] = [
    ("/", nil), ("/queue", .read), ("/queue?group=asset", .read), ("/queue?group=rule", .read),
    ("/queue?group=owner", .read), ("/queue?q=state:any&open=1", .read), ("/findings/1", .read),
    ("/findings/1?panel=1", .read), ("/assets", .read), ("/asset?name={asset}", .read),
    ("/products", .read), ("/scans", .read), ("/scans?asset={asset}", .read),
    ("/scans/{scan}", .read), ("/scans/{scan}?base={scan}", .read), ("/trends", .read),
    ("/trends?span=30d", .read), ("/trends?span=1y&team=x", .read), ("/policies", .read),
    ("/policies/fail-on", .read),
    ("/policies/fail-on?dry-run=30", .read), ("/policies/undecidable?dry-run=30", .read),
    ("/waivers", .read), ("/waivers/patch?asset={asset}", .read), ("/people", .read),
    ("/people/ana", .read), ("/imports", .read), ("/audit", .audit),
    ("/audit?q=actor:ana+verb:finding.", .audit), ("/audit?before=3", .audit),
    ("/settings", .administer), ("/search", .read), ("/search?q=words", .read),
    ("/search?q=severity:hihg", .read), ("/keys", nil), ("/design", nil), ("/account", nil),
    ("/account/factor", nil),
  ]

  private static let hostile = [
    "<script>alert(1)</script>", "\\\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</textarea></title><svg/onload=alert(1)>",
  ]

  /// The gate's own policies, from the checkout.
  static let policies: [PolicyFile] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Rules/gate")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rego") }.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map {
        PolicyFile(path: "gate/\(name)", bytes: Array($0))
      }
    }
  }()

  /// A hub with an admin; with data, 60 findings of hostile texts, decided, assigned, talked about.
  private static func start(isFilled: Bool) async throws -> (
    TestHub, Visitor, asset: String, scan: String
  ) {
    let test = try TestHub(.sqlite, secondPerson: nil) { $0.policies = policies }
    try test.person("ana@example.org", .admin)
    let visitor = Visitor(test.hub)
    try await visitor.signIn("ana@example.org")
    guard isFilled else { return (test, visitor, "none", "01ARZ3NDEKTSV4RRFFQ69G5FAV") }
    let asset = "shop<script>alert(1)</script>"
    let findings = (0..<60).map { index in
      (
        key: "k\(index)\(hostile[index % 4])", severity: ["critical", "high", "low"][index % 3],
        title: "\(hostile[index % 4]) \(index)"
      )
    }
    let token = try test.token(.admin, name: "ci<img src=x>")
    for (at, part) in [findings, Array(findings.dropLast(3))].enumerated() {
      let report = TestReport.text(
        asset: asset, findings: part, at: "2026-11-2\(6 + at)T10:00:00Z")
      #expect(try await visitor.publish(report, token: token).status == 201)
    }
    let text = hostile[1].replacing("\\", with: "")
    for fields in [
      ["finding": "1", "act": "accept", "reason": text, "until": "2027-03-01"],
      ["finding": "2", "act": "assign", "owner": text],
      ["finding": "3", "act": "comment", "comment": text + " @ana"],
    ] {
      #expect(try await visitor.submit("/acts", fields, from: "/queue").status == 303)
    }
    try await visitor.submit(
      "/queries", ["act": "save", "name": text, "q": "path:\"\(text.replacing("\"", with: ""))\""],
      from: "/queue")
    let scan = try await visitor.get("/api/v1/scans", token: token).json?["items"]?[0]?["id"]?.text
    return (test, visitor, FormFields.encode(asset), scan ?? "")
  }

  private static func path(_ page: String, _ asset: String, _ scan: String) -> String {
    page.replacing("{asset}", with: asset).replacing("{scan}", with: scan)
  }

  @Test(arguments: [true, false]) func everyPageIsShown(isFilled: Bool) async throws {
    let (_, visitor, asset, scan) = try await Self.start(isFilled: isFilled)
    for (page, _) in Self.pages {
      let reply = try await visitor.get(Self.path(page, asset, scan))
      let isOfOne =
        page.contains("{scan}") || page.contains("/findings/") || page.hasPrefix("/asset?")
      #expect(
        reply.status == (isFilled || !isOfOne ? 200 : 404),
        "\(page): \(reply.status) \(reply.text.suffix(300))")
      #expect(reply.text.utf8.count <= 60_000, "\(page): \(reply.text.utf8.count) bytes")
    }
  }

  @Test func longTextsDoNotFillAList() async throws {
    let (test, visitor, _, _) = try await Self.start(isFilled: false)
    let long = String(repeating: "long ", count: 2_000)
    let findings = (0..<50).map { (key: "k\($0)", severity: "high", title: "\($0) \(long)") }
    let report = TestReport.text(asset: String(repeating: "a", count: 400), findings: findings)
      .replacing("src/app.py", with: String(repeating: "folder/", count: 400) + "app.py")
    #expect(try await visitor.publish(report, token: try test.token(.admin)).status == 201)
    for page in ["/", "/queue", "/queue?group=asset", "/scans", "/assets"] {
      let size = try await visitor.get(page).text.utf8.count
      #expect(size <= 90_000, "\(page): \(size)")
    }
  }

  @Test func nothingStoredIsRun() async throws {
    let (_, visitor, asset, scan) = try await Self.start(isFilled: true)
    for (page, _) in Self.pages where !page.hasPrefix("/waivers/patch") {
      let text = try await visitor.get(Self.path(page, asset, scan)).text
      for mark in ["<script>", "<img", "<svg/", "onerror=alert(1)>", "onmouseover='alert"] {
        #expect(!text.contains(mark), "\(page): \(mark)")
      }
    }
  }

  @Test(arguments: Role.allCases) func pagesAskForTheirRight(_ role: Role) async throws {
    let (test, _, asset, scan) = try await Self.start(isFilled: true)
    try test.person("bob@example.org", role)
    let visitor = Visitor(test.hub)
    for (page, _) in Self.pages {
      #expect(try await visitor.get(Self.path(page, asset, scan)).status == 303, "\(page)")
    }
    try await visitor.signIn("bob@example.org")
    for (page, right) in Self.pages {
      let reply = try await visitor.get(Self.path(page, asset, scan))
      let isOpen = right.map { role.rights.contains($0) } ?? true
      // Whoever may not read has only an account.
      let home = page == "/" && !role.rights.contains(.read)
      #expect(reply.status == (home ? 303 : isOpen ? 200 : 403), "\(page): \(reply.status)")
    }
  }

  @Test func somebodyLimitedToAssetsSeesNoOthersOnPages() async throws {
    let (test, admin, _, _) = try await Self.start(isFilled: true)
    let other = TestReport.text(asset: "vault", findings: [("v", "critical", "Deep secret")])
    try await admin.publish(other, token: try test.token(.admin, name: "other"))
    try test.person("bob@example.org", .approver, assets: ["vault"])
    let visitor = Visitor(test.hub)
    try await visitor.signIn("bob@example.org")
    for (page, right) in Self.pages where right == .read || right == nil {
      let reply = try await visitor.get(Self.path(page, "vault", "none"))
      #expect(!reply.text.contains("shop&lt;script"), "\(page)")
      #expect(!reply.text.contains("alert(1)"), "\(page)")
    }
    #expect(try await visitor.get("/queue").text.contains("Deep secret"))
    #expect(try await visitor.get("/trends").status == 403)
    #expect(try await visitor.get("/people").status == 403)
    let act = ["finding": "1", "act": "false-positive", "reason": "no"]
    try await visitor.submit("/acts", act, from: "/queue")
    #expect(try await visitor.get("/queue").text.contains("Nothing was changed"))
  }

  @Test func listsGoOn() async throws {
    let (_, visitor, _, _) = try await Self.start(isFilled: true)
    let first = try await visitor.get("/queue")
    let start = try #require(first.text.firstRange(of: "rel=\"next\""))
    let link = String(first.text[..<start.lowerBound]).components("href=\"").last ?? ""
    let next = try await visitor.get(
      String(link.prefix { $0 != "\"" }).replacing("&amp;", with: "&"))
    #expect(next.status == 200)
    let rows =
      first.text.components("id=\"finding-").count + next.text.components("id=\"finding-").count
    // One is accepted, three are fixed.
    #expect(rows - 2 == 56)
  }

  @Test func aReportIsSentInByAForm() async throws {
    let (_, visitor, _, _) = try await Self.start(isFilled: false)
    let csrf = Visitor.csrf(try await visitor.get("/imports").text) ?? ""
    func send(_ report: String, csrf: String) async throws -> Reply {
      let parts = """
        --x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(csrf)\r\n--x\r
        Content-Disposition: form-data; name="report"; filename="r.json"\r\n\r\n\(report)\r\n--x\r
        Content-Disposition: form-data; name="asset"\r\n\r\n\r\n--x\r
        Content-Disposition: form-data; name="act"\r\n\r\nimport\r\n--x--\r\n
        """
      return try await visitor.send(
        .post, "/imports", headers: ["Content-Type": "multipart/form-data; boundary=x"],
        body: Array(parts.utf8))
    }
    let report = TestReport.text(findings: [("k", "low", "One")])
    #expect(try await send(report, csrf: "forged").status == 403)
    let reply = try await send(report, csrf: csrf)
    #expect(reply.status == 303)
    let scan = reply.header("Location") ?? ""
    #expect(scan.hasPrefix("/scans/"))
    #expect(try await visitor.get(scan).text.contains("Taken in: 1 new"))
    let broken = try await send("no report", csrf: csrf)
    #expect(broken.header("Location") == "/imports")
    #expect(try await visitor.get("/imports").text.contains("Nothing came in"))
  }

  @Test func aTokenIsShownOnceAndTakenBack() async throws {
    let (_, visitor, _, _) = try await Self.start(isFilled: false)
    let form = ["act": "create", "name": "nightly", "role": "ci", "asset": "shop", "days": "30"]
    let made = try await visitor.submit("/settings/tokens", form, from: "/settings")
    let start = try #require(made.text.firstRange(of: "shk_"))
    let token = String(made.text[start.lowerBound...].prefix { $0 != "<" })
    #expect(try await visitor.publish(TestReport.text(findings: []), token: token).status == 201)
    let page = try await visitor.get("/settings")
    #expect(page.text.contains("nightly") && !page.text.contains(token))
    let id = try #require(page.text.firstRange(of: "name=\"id\" value=\""))
    try await visitor.submit(
      "/settings/tokens",
      ["act": "revoke", "id": String(page.text[id.upperBound...].prefix { $0 != "\"" })],
      from: "/settings")
    #expect(try await visitor.get("/api/v1/me", token: token).status == 401)
    #expect(try await !visitor.get("/settings").text.contains(">nightly<"))
  }

  @Test func anInvitationMakesAnAccount() async throws {
    let (test, visitor, _, _) = try await Self.start(isFilled: false)
    let made = try await visitor.submit(
      "/people", ["role": "triager", "email": "eve@example.org", "assets": " shop , api"],
      from: "/people")
    let start = try #require(made.text.firstRange(of: "/welcome?key="))
    let key = String(made.text[start.upperBound...].prefix { $0 != "<" })
    let other = visitor.stranger
    try await other.submit(
      "/welcome",
      ["key": key, "name": "Eve", "email": "x@example.org", "password": TestHub.password],
      from: "/welcome?key=\(key)")
    let eve = try test.hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try Account.find(email: "eve@example.org", connection)
    }
    #expect(eve?.role == .triager && eve?.assets == ["shop", "api"])
  }

  @Test func aDryRunTellsWhichScansAPolicyWouldHaveStopped() async throws {
    let (_, visitor, _, _) = try await Self.start(isFilled: true)
    let list = try await visitor.get("/policies").text
    #expect(list.contains("No finding at or above the severity that fails"))
    #expect(!list.contains("no tests") && !list.contains(" failed</span>"))
    let run = try await visitor.get("/policies/fail-on?dry-run=30").text
    #expect(run.contains("2 of 2 scans") && run.contains("high or worse"))
    let known = try await visitor.get("/policies/known-exploited?dry-run=30").text
    #expect(known.contains("0 of 2 scans"))
    // What the ledger does not keep is never told as passed.
    let unknown = try await visitor.get("/policies/undecidable?dry-run=30").text
    #expect(unknown.contains("not evaluated") && !unknown.contains("of 2 scans"))
    #expect(try await visitor.get("/policies/none").status == 404)
  }

  @Test func searchFindsByNumberAndByName() async throws {
    let (_, visitor, _, _) = try await Self.start(isFilled: true)
    #expect(try await visitor.get("/search?q=%2342").header("Location") == "/findings/42")
    #expect(try await visitor.get("/search?q=7").header("Location") == "/findings/7")
    #expect(try await visitor.get("/search?q=999999").status == 200)
    #expect(try await visitor.get("/search?q=shop").text.contains("/asset?name=shop"))
    #expect(try await visitor.get("/search?q=AUDI").text.contains("href=\"/audit\""))
  }
}

extension String {
  fileprivate func components(_ part: String) -> [Substring] {
    var out: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      out.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return out + [rest]
  }
}
