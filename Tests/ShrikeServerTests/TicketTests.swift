import DatabaseFixtures
import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct TicketTests {
  private static let kinds = TicketSystem.Kind.allCases
  /// Those that can be asked.
  private static let trackers = kinds.filter { $0 != .webhook }

  private static func hub(
    _ server: FakeTicketServer, _ engine: Engine = .sqlite, allowsPrivate: Bool = true
  ) throws -> TestHub {
    try TestHub(engine) {
      $0.tickets = [server.system]
      $0.allowsPrivateWebhooks = allowsPrivate
      $0.ticketSeconds = 1
    }
  }

  /// Does everything that is due.
  private static func work(_ test: TestHub) throws { while try test.hub.workTicket() {} }

  private static func fill(_ visitor: Visitor, _ token: String) async throws {
    try await visitor.publish(
      TestReport.text(findings: [("k1", "high", "SQL of @team\\n/close")]), token: token)
  }

  @discardableResult
  private static func ask(_ visitor: Visitor, _ token: String) async throws -> Reply {
    try await visitor.post("/api/v1/findings/1/tickets", "{}", token: token)
  }

  private static func ticket(_ visitor: Visitor, _ token: String) async throws -> JSONNode {
    let reply = try await visitor.get("/api/v1/findings/1/tickets", token: token)
    return try #require(reply.json?["items"]?[0], "\(reply.text)")
  }

  @Test(arguments: Engine.all, kinds)
  func aTicketIsMadeOnceAndShown(engine: Engine, _ kind: TicketSystem.Kind) async throws {
    let server = try FakeTicketServer(kind)
    let test = try Self.hub(server, engine)
    let token = try test.token(.developer, name: "ana")
    let publisher = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, publisher)
      let first = try await Self.ask(visitor, token)
      #expect(first.status == 202 && first.json?["state"]?.text == "waiting", "\(first.text)")
      #expect(try await Self.ask(visitor, token).status == 200)
      try Self.work(test)
      #expect(try await Self.ask(visitor, token).status == 200)
      try Self.work(test)
      #expect(server.tickets.count == 1)

      let (reference, url) =
        switch kind {
        case .jiraCloud, .jiraServer: ("SEC-1", "\(server.system.address)/browse/SEC-1")
        case .github: ("#1", "\(server.system.address)/acme/shop/issues/1")
        case .gitlab: ("#1", "\(server.system.address)/acme/shop/-/issues/1")
        case .webhook: ("W-1", "https://tickets.example/W-1")
        }
      let ticket = try await Self.ticket(visitor, token)
      #expect(ticket["state"]?.text == "open" && ticket["problem"] == nil)
      #expect(ticket["reference"]?.text == reference && ticket["url"]?.text == url)
      let id = try #require(try test.hub.ledger("default").findingID("1"))
      let kept = try test.hub.ledger("default").tickets(of: id)
      #expect(kept.map(\.reference) == [reference] && kept.map(\.url) == [url])
      let history = try await visitor.get("/api/v1/findings/1", token: token)
      #expect(history.text.contains("ticket \(reference): "), "\(history.text)")

      let browser = Visitor(test.hub)
      _ = try test.enter(browser, test.person("eve@example.org", .developer))
      let page = try await browser.get("/findings/1").text
      #expect(page.contains(reference) && page.contains(url))
      #expect(!page.contains("Create a ticket"))
    }
  }

  @Test(arguments: kinds) func aTicketTellsWhatMattersAndNoCode(kind: TicketSystem.Kind)
    async throws
  {
    let server = try FakeTicketServer(kind)
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      let request = try #require(server.creations.first)
      let secret = "t0ken"
      switch kind {
      case .jiraCloud:
        // bot@example.org:t0ken
        #expect(request.headers["authorization"] == "Basic Ym90QGV4YW1wbGUub3JnOnQwa2Vu")
        #expect(request.json?["fields"]?["project"]?["key"]?.text == "SEC")
      case .jiraServer, .github: #expect(request.headers["authorization"] == "Bearer \(secret)")
      case .gitlab:
        #expect(request.headers["private-token"] == secret)
        #expect(request.path == "/api/v4/projects/acme%2Fshop/issues")
        #expect(request.json?["confidential"]?.bool == true)
      case .webhook:
        let signature = Webhook.signature(
          Array(secret.utf8), Array(request.body.utf8), at: test.clock.now)
        #expect(request.headers["x-shrike-signature"] == signature)
      }
      #expect(request.body.contains("[high] SQL of @team"))
      let text = try #require(server.tickets.first)
      #expect(text.contains("http://127.0.0.1:7420/findings/1"))
      #expect(text.contains("shrike-01") && text.contains("app.py:3".quoted(kind)))
      #expect(!request.body.contains("run(k1)"), "no code")
      // A command in GitLab, and nowhere else.
      let isMarkdown = kind == .github || kind == .gitlab
      #expect(text.split(separator: "\n").contains("/close") == !isMarkdown)
      #expect(!text.contains("@team") || kind == .webhook || text.contains("\\@team"))
      #expect(!test.log.text.contains(secret))
    }
  }

  @Test(arguments: trackers, [true, false])
  func aLostAnswerMakesNoSecondTicket(kind: TicketSystem.Kind, isSlow: Bool) async throws {
    let server = try FakeTicketServer(kind, [.well, isSlow ? .slow : .lost])
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      let before = try await Self.ticket(visitor, token)
      #expect(before["state"]?.text == "waiting" && before["problem"] != nil)
      #expect(server.tickets.count == 1)
      try Self.work(test)
      #expect(server.requests.count == 2, "not before its time")
      test.clock.advance(seconds: 60)
      try Self.work(test)
      #expect(try await Self.ticket(visitor, token)["state"]?.text == "open")
      #expect(server.creations.count == 1)
    }
  }

  @Test func aWebhookIsToldTwiceWithOneName() async throws {
    let server = try FakeTicketServer(.webhook, [.lost])
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      test.clock.advance(seconds: 60)
      try Self.work(test)
      let names = server.creations.map { $0.json?["delivery"]?.text }
      #expect(names.count == 2 && Set(names).count == 1 && names.first != nil)
      #expect(try await Self.ticket(visitor, token)["state"]?.text == "open")
    }
  }

  /// Status, body, and whether it is worth another try.
  private static let refusals: [(Int, String, Bool)] = [
    (301, "", false), (400, #"{"errors":{"x":"t0ken"}}"#, false), (401, "", false),
    (403, "", false), (403, #"{"message":"You have exceeded a secondary rate limit"}"#, true),
    (404, "", false), (422, "", false), (429, "", true), (500, "t0ken", true), (503, "", true),
  ]

  @Test(arguments: refusals) func refusalsAreTold(status: Int, body: String, isTriedAgain: Bool)
    async throws
  {
    let server = try FakeTicketServer(.github, [.well, .says(status, body)])
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      let ticket = try await Self.ticket(visitor, token)
      #expect(ticket["state"]?.text == (isTriedAgain ? "waiting" : "failed"))
      #expect(ticket["problem"]?.text?.hasPrefix("it ") == true)
      #expect(
        !test.log.text.contains("t0ken") && ticket["problem"]?.text?.contains("t0ken") == false)
      test.clock.advance(seconds: 59)
      try Self.work(test)
      if status == 429 { #expect(server.requests.count == 2, "a minute at least") }
      test.clock.advance(seconds: 60)
      try Self.work(test)
      #expect(
        try await Self.ticket(visitor, token)["state"]?.text == (isTriedAgain ? "open" : "failed"))
      // Whoever asks once more begins anew.
      #expect(try await Self.ask(visitor, token).status == (isTriedAgain ? 200 : 202))
      try Self.work(test)
      #expect(try await Self.ticket(visitor, token)["state"]?.text == "open")
      #expect(server.tickets.count == 1)
    }
  }

  @Test func whatNeverWorksIsGivenUp() async throws {
    let server = try FakeTicketServer(
      .gitlab, Array(repeating: .says(502, ""), count: Ticket.mostTries))
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      for _ in 0..<Ticket.mostTries + 3 {
        try Self.work(test)
        test.clock.advance(seconds: 6 * 3_600)
      }
      #expect(server.requests.count == Ticket.mostTries)
      #expect(try await Self.ticket(visitor, token)["state"]?.text == "failed")
      #expect(test.hub.metrics.text.contains("shrike_tickets_total"))
    }
  }

  private static let hostile = [
    "", "<html><script>alert(1)</script>", "[]", "{}", "null", "\u{FEFF}", "[[[[",
    String(repeating: "[", count: 100_000), #"{"number":-1,"state":"open"}"#,
    #"{"number":"1","state":"open"}"#, #"{"iid":1,"state":"<b>"}"#, #"{"key":"../../admin"}"#,
    #"{"key":"SEC-1\r\nX: y","fields":{"status":{"name":"x"}}}"#, #"{"key":["SEC-1"]}"#,
    #"{"issues":{"0":1}}"#, #"{"issues":[1,null,{"fields":[]}]}"#, #"[{"body":1},null,7]"#,
  ]

  @Test(arguments: trackers, hostile)
  func hostileAnswersAreNoTickets(kind: TicketSystem.Kind, _ answer: String) async throws {
    // To the search, and to what makes it.
    for moods in [[.says(200, answer)], [.well, .says(200, answer)]] as [[FakeTicketServer.Mood]] {
      let server = try FakeTicketServer(kind, moods)
      let test = try Self.hub(server)
      let token = try test.token(.admin)
      try await test.run { visitor in
        try await Self.fill(visitor, token)
        try await Self.ask(visitor, token)
        try Self.work(test)
        let ticket = try await Self.ticket(visitor, token)
        if ticket["state"]?.text == "waiting" {
          #expect(ticket["reference"] == nil)
          test.clock.advance(seconds: 60)
          try Self.work(test)
        }
        #expect(try await Self.ticket(visitor, token)["state"]?.text == "open")
        #expect(server.tickets.count == 1)
      }
    }
  }

  @Test(arguments: trackers) func statesAreAskedFor(kind: TicketSystem.Kind) async throws {
    let server = try FakeTicketServer(kind)
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    try await test.run { visitor in
      func state() async throws -> String? {
        try await Self.ticket(visitor, token)["state"]?.text
      }
      func later(_ minutes: Int64) throws -> Int {
        test.clock.advance(seconds: minutes * 60)
        let before = server.requests.count
        try Self.work(test)
        return server.requests.count - before
      }
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      #expect(try later(14) == 0 && later(2) == 1)
      let size = try test.hub.ledger("default").logSize()
      #expect(try later(16) == 1)
      #expect(try test.hub.ledger("default").logSize() == size, "no news, no event")
      server.close()
      #expect(try later(16) == 1)
      #expect(try await state() == "closed")
      #expect(try later(24 * 60) == 0, "closed ones rest")
      server.close(false)
      try await Self.ask(visitor, token)
      #expect(try later(0) == 1)
      #expect(try await state() == "open")
      server.forget()
      #expect(try later(16) == 1)
      #expect(try await Self.ticket(visitor, token)["status"]?.text == "gone")
      #expect(try await state() == "closed")
    }
  }

  @Test(arguments: kinds) func privateAddressesAreRefused(kind: TicketSystem.Kind) async throws {
    let server = try FakeTicketServer(kind)
    let test = try Self.hub(server, allowsPrivate: false)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      try await Self.ask(visitor, token)
      try Self.work(test)
      #expect(server.requests.isEmpty)
      #expect(try await Self.ticket(visitor, token)["problem"] != nil)
    }
  }

  @Test func thePageAsksForOne() async throws {
    let server = try FakeTicketServer(.github)
    let test = try Self.hub(server)
    let token = try test.token(.admin)
    let browser = Visitor(test.hub)
    _ = try test.enter(browser, test.person("eve@example.org", .developer))
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      let page = try await browser.get("/findings/1").text
      #expect(page.contains("Create a ticket"))
      let act = ["finding": "1", "act": "ticket", "system": "work", "back": "/findings/1"]
      let reply = try await browser.submit("/acts", act, from: "/findings/1")
      #expect(reply.status == 303)
      let after = try await browser.get("/findings/1").text
      #expect(after.contains("1 ticket asked for") && after.contains("is being made"))
      try await browser.submit("/acts", act, from: "/findings/1")
      #expect(try await browser.get("/findings/1").text.contains("there is a ticket already"))
    }
  }

  @Test func onlyWhoMayAndWhereItIsMeant() async throws {
    let server = try FakeTicketServer(.github)
    var other = server.system
    other.org = "rival"
    var vault = server.system
    vault.assets = ["vault*"]
    let systems = [other, vault]
    let test = try TestHub(.sqlite) { $0.tickets = systems }
    let token = try test.token(.admin)
    let reader = try test.token(.reader)
    let stranger = try test.token(.developer, assets: ["vault"])
    try await test.run { visitor in
      try await Self.fill(visitor, token)
      #expect(try await Self.ask(visitor, reader).status == 403)
      #expect(try await Self.ask(visitor, stranger).status == 404)
      let reply = try await Self.ask(visitor, token)
      #expect(reply.status == 422 && reply.text.contains("no ticket system takes"))
    }
  }
}

extension String {
  /// As the ticket has it.
  fileprivate func quoted(_ kind: TicketSystem.Kind) -> String {
    switch kind {
    case .jiraCloud, .jiraServer: self
    case .github, .gitlab: replacing(".", with: "\\.").replacing(":", with: "\\:")
    case .webhook: self
    }
  }
}
