import DatabaseFixtures
import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeModel
import Testing

@testable import ShrikeServer

/// What people do on pages, as a browser without script does it.
@Suite struct ConsoleTests {
  /// Somebody signed in who may do everything, before a ledger with two findings.
  private static func start(
    _ role: Role = .admin, secondPerson: Bool = false
  ) async throws -> (test: TestHub, visitor: Visitor) {
    let test = try TestHub(.sqlite, secondPerson: secondPerson ? .high : nil)
    try test.person("ana@example.org", role)
    let visitor = Visitor(test.hub)
    let report = TestReport.text(findings: [("k1", "high", "One"), ("k2", "low", "Two")])
    try await visitor.publish(report, token: try test.token(.admin))
    try await visitor.signIn("ana@example.org")
    return (test, visitor)
  }

  @Test func anActIsToldOnceOnThePageItWasDoneOn() async throws {
    let (_, visitor) = try await Self.start()
    let reply = try await visitor.submit(
      "/acts",
      [
        "finding": "1", "act": "accept", "reason": "behind a wall", "until": "2027-03-01",
        "back": "/queue?q=state:any",
      ], from: "/queue")
    #expect(reply.status == 303)
    #expect(reply.header("Location") == "/queue?q=state:any")
    let page = try await visitor.get("/queue?q=state:any")
    #expect(page.text.contains("1 finding accepted until 1 March 2027"))
    #expect(page.text.contains("data-undo"))
    #expect(page.text.contains("1 Mar 2027"), "the last day is shown, not the midnight after it")
    #expect(try await !visitor.get("/queue").text.contains("accepted until 1 March"))
  }

  @Test func undoBringsBackWhatWasThereBefore() async throws {
    let (test, visitor) = try await Self.start()
    for (act, field) in [("false-positive", "reason"), ("assign", "owner")] {
      try await visitor.submit(
        "/acts", ["finding": "2", "act": act, field: field == "owner" ? "ana" : "no"],
        from: "/queue")
      let shown = try await visitor.get("/queue")
      let start = try #require(shown.text.firstRange(of: "name=\"batch\" value=\""))
      let batch = String(shown.text[start.upperBound...].prefix { $0 != "\"" })
      let undone = try await visitor.submit("/acts/undo", ["batch": batch], from: "/queue")
      #expect(undone.status == 303)
      #expect(try await visitor.get("/queue").text.contains("Taken back"))
    }
    let row = try #require(
      try test.hub.ledger(Ledger.defaultOrg).findings(at: test.clock.now).rows.last)
    #expect(row.state == .open && row.owner == nil)
  }

  @Test func theScriptGetsRowsAndAToast() async throws {
    let (_, visitor) = try await Self.start()
    let page = try await visitor.get("/queue")
    let csrf = Visitor.csrf(page.text) ?? ""
    func send(_ fields: String) async throws -> Reply {
      try await visitor.send(
        .post, "/acts",
        headers: ["Content-Type": "application/x-www-form-urlencoded", "X-Fragment": "act"],
        body: Array("csrf=\(csrf)&\(fields)".utf8))
    }
    let done = try await send("finding=1&finding=2&act=false-positive&reason=test")
    #expect(done.status == 200)
    #expect(done.text.contains("id=\"finding-1\"") && done.text.contains("id=\"finding-2\""))
    #expect(done.text.contains("2 findings marked as false positive"))
    #expect(!done.text.contains("<html"))
    // What is missing is told beside the rows, which stay as they are.
    let failed = try await send("finding=1&act=accept&until=2027-01-01&reason=")
    #expect(failed.status == 200)
    #expect(failed.text.contains("toast fail") && failed.text.contains("id=\"finding-1\""))
    #expect(failed.text.contains("Nothing was changed"))
  }

  @Test(arguments: [
    "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "",
    "/a b", "http:/queue",
  ]) func formsLeadBackToPagesOfOurs(_ back: String) async throws {
    let (_, visitor) = try await Self.start()
    let reply = try await visitor.submit(
      "/theme", ["theme": "dark", "back": back], from: "/queue")
    #expect(reply.header("Location") == "/")
  }

  @Test func wordsOfOthersAreNeverToldAsAToast() async throws {
    let (test, visitor) = try await Self.start()
    try await visitor.submit(
      "/acts", ["finding": "1", "act": "comment", "comment": "x"], from: "/queue")
    let good = try #require(visitor.cookies["shrike-toast"])
    var parts = good.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    parts[3] = "5061792068657265"
    for forged in [parts.joined(separator: "."), "x", "....", good + "0"] {
      visitor.setCookie("shrike-toast", forged)
      let page = try await visitor.get("/queue")
      #expect(page.status == 200)
      #expect(!page.text.contains("Pay here") && !page.text.contains("class=\"toast\""))
    }
    // Nor those that were meant for somebody else, or are old.
    try test.person("bob@example.org", .admin)
    let other = visitor.stranger
    try await other.signIn("bob@example.org")
    other.setCookie("shrike-toast", good)
    #expect(try await !other.get("/queue").text.contains("Comment added"))
    visitor.setCookie("shrike-toast", good)
    test.clock.advance(seconds: 61)
    #expect(try await !visitor.get("/queue").text.contains("Comment added"))
  }

  @Test func aSecondPersonAnswersOnTheFirstPage() async throws {
    let (test, visitor) = try await Self.start(.developer, secondPerson: true)
    try await visitor.submit(
      "/acts",
      ["finding": "1", "act": "accept", "reason": "later", "until": "2027-01-01"], from: "/queue")
    #expect(try await visitor.get("/queue").text.contains("a second person has to agree"))
    #expect(try await !visitor.get("/").text.contains("value=\"approve\""), "not one's own")
    try test.person("bob@example.org", .approver)
    let other = visitor.stranger
    try await other.signIn("bob@example.org")
    let home = try await other.get("/")
    let start = try #require(home.text.firstRange(of: "name=\"approval\" value=\""))
    let id = String(home.text[start.upperBound...].prefix { $0 != "\"" })
    let reply = try await other.submit(
      "/approvals", ["approval": id, "answer": "approve"], from: "/")
    #expect(reply.status == 303)
    let row = try #require(
      try test.hub.ledger(Ledger.defaultOrg).findings(
        FindingQuery.parse("id:1 state:any"), at: test.clock.now
      ).rows.first)
    #expect(row.state == .accepted)
  }

  @Test func mentionsWaitUntilTheyAreAnswered() async throws {
    let (test, visitor) = try await Self.start()
    try test.person("bob@example.org", .developer)
    try test.hub.ledger(Ledger.defaultOrg).putPerson(
      "bob", name: "Bob", email: nil, by: "test", at: test.clock.now)
    try await visitor.submit(
      "/acts",
      ["finding": "1", "act": "comment", "comment": "@bob can you look? mail x@bob.example"],
      from: "/queue")
    let other = visitor.stranger
    try await other.signIn("bob@example.org")
    #expect(try await other.get("/").text.contains("asks about"))
    try await other.submit(
      "/acts", ["finding": "1", "act": "comment", "comment": "I do"], from: "/queue")
    #expect(try await !other.get("/").text.contains("asks about"))
  }

  @Test(arguments: [
    ("@ana and @Bob.", ["ana", "bob"]), ("a@example.org", []), ("@@x", ["x"]), ("@", []),
    ("@a-b_c.d! @a-b_c.d", ["a-b_c.d"]),
  ]) func namesBehindAnAtAreMentions(_ text: String, _ names: [String]) {
    #expect(Mention.names(text) == names)
  }

  @Test func theFirstPageTellsWhatCameSinceTheLastVisit() async throws {
    let (test, visitor) = try await Self.start()
    test.clock.advance(seconds: 1)
    _ = try await visitor.get("/")
    test.clock.advance(seconds: 3_600)
    let later = TestReport.text(
      findings: [("k1", "high", "One"), ("k2", "low", "Two"), ("k3", "low", "Three is new")],
      at: "2026-11-27T11:30:00Z")
    try await visitor.publish(later, token: try test.token(.admin))
    let home = try await visitor.get("/")
    let fresh = home.text.firstRange(of: "id=\"fresh\"").map { home.text[$0.upperBound...] } ?? ""
    #expect(fresh.contains("Three is new") && !fresh.contains(">Two<"))
  }

  @Test func filtersAreKeptAndForgotten() async throws {
    let (_, visitor) = try await Self.start()
    try await visitor.submit(
      "/queries", ["act": "save", "name": "Worst <b>", "q": "severity:high"], from: "/queue")
    let page = try await visitor.get("/queue?q=severity:high")
    #expect(page.text.contains("Worst &lt;b&gt;") && page.text.contains("Forget this filter"))
    try await visitor.submit(
      "/queries", ["act": "remove", "name": "Worst <b>"], from: "/queue")
    #expect(try await !visitor.get("/queue").text.contains("Worst"))
  }

  @Test func aQuestionWithAMistakeIsShownWithIt() async throws {
    let (_, visitor) = try await Self.start()
    let page = try await visitor.get("/queue?q=severity:hihg")
    #expect(page.status == 200)
    #expect(page.text.contains("did you mean") && page.text.contains("high"))
  }

  @Test func panelsArePartsOfAPage() async throws {
    let (_, visitor) = try await Self.start()
    let panel = try await visitor.get("/findings/1?panel=1")
    #expect(panel.status == 200)
    #expect(!panel.text.contains("<html") && panel.text.contains("panel-head"))
    let page = try await visitor.get("/queue?open=1")
    #expect(page.text.contains("panel-head"))
    #expect(try await visitor.get("/findings/99").status == 404)
  }

  @Test func stylesAndScriptAreKeptForever() async throws {
    let test = try TestHub(.sqlite)
    try await test.run { visitor in
      for link in [ShrikeConsole.Route.style, ShrikeConsole.Route.script] {
        let reply = try await visitor.get(link.text)
        #expect(reply.status == 200)
        #expect(reply.header("Cache-Control")?.contains("immutable") == true)
      }
      #expect(try await visitor.get("/static/console-0.css").status == 404)
    }
  }

  @Test func theThemeIsRemembered() async throws {
    let (_, visitor) = try await Self.start(.reader)
    try await visitor.submit("/theme", ["theme": "dark", "back": "/queue"], from: "/queue")
    #expect(try await visitor.get("/queue").text.contains("data-theme=\"dark\""))
  }
}
