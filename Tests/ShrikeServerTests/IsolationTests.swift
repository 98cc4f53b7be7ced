import DatabaseFixtures
import Glibc
import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import Testing

@testable import ShrikeServer

/// Every route, asked by every role of one organisation for what is another's.
@Suite struct IsolationTests {
  private static let ours = Ledger.defaultOrg
  private static let marks = ["Ours alone", "our-vault", "quokka@example.org", "our-build"]

  @Test(arguments: Engine.all, Role.allCases)
  func nobodyGetsWhatIsAnothers(engine: Engine, _ role: Role) async throws {
    let test = try TestHub(engine, secondPerson: .critical)
    let ids = try await Self.fill(test)
    let before = try Self.rows(test.hub)
    let visitor = Visitor(test.hub)
    let csrf = try test.enter(visitor, test.person("eve@rival.example", role, org: "rival"))
    // What only reads goes first: later answers may have our ids as names that the asker gave.
    // Streams do not end.
    let left = ["/api/v1/events", "/live", "/sign-out"]
    let routes = Hub.routes.filter { !left.contains($0.path) }
    let (readers, writers) = (
      routes.filter { $0.method == .get }, routes.filter { $0.method != .get }
    )
    // Whoever makes something of their own by one of our ids may then ask for it: routes that make things go last.
    let (changers, makers) = (
      writers.filter { $0.path.contains("{") }, writers.filter { !$0.path.contains("{") }
    )
    for route in readers + changers + makers {
      let marks = route.method == .get ? Self.marks + ids : Self.marks
      // Signing in hashes passwords, which takes long, whatever is asked.
      var asked = route.names ? ids : Array(ids.prefix(1))
      if case .everybody = route.access { asked = Array(ids.prefix(1)) }
      for id in asked {
        let reply = try await RouteAsking.ask(route, id, visitor, csrf)
        #expect(reply.status < 500, "\(route.name): \(reply.text)")
        let told = marks.filter { $0 != id && strstr(reply.text, $0) != nil }
        #expect(told.isEmpty, "\(route.name) with \(id)")
        if route.path.contains("{"), case .right = route.access {
          #expect(
            [403, 404].contains(reply.status), "\(route.name) with \(id): \(reply.status)")
        }
        // Whoever may not ask at all need not ask for everything.
        if case .right(let right, _) = route.access, !role.rights.contains(right) { break }
      }
    }
    let after = try Self.rows(test.hub)
    for (table, rows) in before {
      #expect(after[table] == rows, "\(table) was changed from outside")
    }
  }

  @Test(
    .enabled(if: Engine.all.contains(.postgres), "SHRIKE_TEST_POSTGRESQL names no server"))
  func theDatabaseKeepsThemApartByItself() async throws {
    let test = try TestHub(.postgres)
    _ = try await Self.fill(test)
    _ = try test.hub.ledger("rival")
    let tables = try Self.rows(test.hub).keys.sorted()
    #expect(tables.count > 25)
    for table in tables {
      func count(_ database: any Database) throws -> Int64? {
        try database.read { (connection: any SQLConnection) throws(LedgerError) in
          try connection.number("SELECT COUNT(*) FROM \(table)")
        }
      }
      let (all, own) = (
        try count(test.hub.everything), try count(test.hub.tables(of: Self.ours))
      )
      let rival = try count(test.hub.tables(of: "rival"))
      #expect(all == (own ?? 0) + (rival ?? 0), "\(table)")
      #expect(try count(test.hub.tables(of: "'; SET LOCAL shrike.everything = 'on")) == 0)
    }
    // Nor can anything be put into, or taken from, another.
    for statement in [
      "INSERT INTO hub_batch (org_id, batch, actor, assets) VALUES ('default', 'b', 'eve', '')",
      "UPDATE hub_webhook SET org_id = 'default'",
    ] {
      let error = #expect(throws: LedgerError.self) {
        try test.hub.tables(of: "rival").write {
          (connection: any SQLConnection) throws(LedgerError) in
          try connection.execute(
            "INSERT INTO hub_webhook VALUES ('w', 'rival', 'u', ?, '', 1, 0, 0)", [.blob([1])])
          try connection.execute(statement)
        }
      }
      #expect(error?.code == .readOnly)
    }
    let gone = try test.hub.tables(of: "rival").write {
      (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute("DELETE FROM finding")
    }
    #expect(gone == 0)
  }

  // MARK: what is ours

  /// Fills our organisation with something of everything; the ids of it.
  private static func fill(_ test: TestHub) async throws -> [String] {
    let token = try test.token(.admin, name: "our-build")
    let account = try test.person("quokka@example.org", .approver)
    let visitor = Visitor(test.hub)
    for (asset, severity) in [("shop", "high"), ("our-vault", "critical")] {
      let report = TestReport.text(
        asset: asset, findings: [("k-\(asset)", severity, "Ours alone \(asset)")])
      #expect(try await visitor.publish(report, token: token).status == 201)
    }
    let padding = String(repeating: " ", count: ScanRoutes.atOnce)
    let job = try await visitor.publish(TestReport.text(findings: []) + padding, token: token)
    try await visitor.post("/api/v1/webhooks", #"{"url":"https://e.example/"}"#, token: token)
    _ = try test.hub.fillOutbox()
    func first(_ path: String) async throws -> String {
      let reply = try await visitor.get(path, token: token)
      return try #require(reply.json?["items"]?[0]?["id"]?.text, "\(path): \(reply.text)")
    }
    let high = try await first("/api/v1/findings?q=severity:high")
    let critical = try await first("/api/v1/findings?q=severity:critical")
    func decide(_ finding: String) async throws -> JSONNode? {
      try await visitor.post(
        "/api/v1/decisions",
        #"{"findings":["\#(finding)"],"kind":"false-positive","reason":"Ours alone"}"#,
        token: token
      ).json
    }
    let batch = try #require(try await decide(high)?["batch"]?.text)
    let proposal = try #require(try await decide(critical)?["proposal"]?.text)
    let jobID = try #require(job.json?["id"]?.text)
    return [
      high, batch, proposal, jobID, account.person, try await first("/api/v1/scans"),
      try await first("/api/v1/tokens"), try await first("/api/v1/webhooks"),
    ]
  }

  /// Every table with rows of organisations, and what it has of ours.
  private static func rows(_ hub: Hub) throws -> [String: [String]] {
    let own = [
      "hub_account", "hub_link", "hub_token", "hub_proposal", "hub_batch", "hub_repeat", "hub_job",
      "hub_webhook", "hub_delivery", "hub_identity", "hub_notice", "hub_noticing", "hub_ticket",
      "event",
      "checkpoint",
    ]
    return try hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
      var all: [String: [String]] = [:]
      for table in own + Ledger.projections.map(\.name) {
        let column = table == "org" ? "id" : "org_id"
        all[table] = try connection.rows(
          "SELECT * FROM \(table) WHERE \(column) = ?", [.text(ours)]
        ).map { "\($0.values)" }.sorted()
      }
      return all
    }
  }
}

extension Route {
  /// Whether a request for it can name a thing.
  fileprivate var names: Bool {
    if path.contains("{") || !query.isEmpty { return true }
    switch body {
    case .json(let parameters), .form(let parameters): return !parameters.isEmpty
    case .none, .bytes, .multipart: return false
    }
  }
}
