import DatabaseFixtures
import HTTPTypes
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// Deadlines, what assets are, and who answers for them.
@Suite struct OwnershipTests {
  private static let json = ["Content-Type": "application/json"]

  private static let report = TestReport.text(findings: [("k1", "high", "One")])
    .replacing(
      "\"taxonomies\":[]",
      with: "\"taxonomies\":[],\"properties\":{\"kev\":true,\"owners\":[\"@nobody\"]}")

  @Test(arguments: Engine.all) func deadlinesAreSetByWhoeverReadThem(
    engine: Engine
  ) async throws {
    let test = try TestHub(engine)
    let (admin, reader) = (try test.token(.admin), try test.token(.reader))
    try await test.run { visitor in
      try await visitor.publish(Self.report, token: admin)
      let path = "/api/v1/deadlines"
      let shown = try await visitor.get(path, token: reader)
      #expect(shown.json?["usualHigh"]?.int == 30 && shown.json?["usualInfo"] == nil)
      let tag = try #require(shown.header("ETag"))
      var headers = Self.json
      headers["If-Match"] = tag
      let new = Array(#"{"usualHigh":20,"exploitedHigh":2}"#.utf8)
      #expect(
        try await visitor.send(.put, path, token: reader, headers: headers, body: new).status == 403
      )
      let set = try await visitor.send(.put, path, token: admin, headers: headers, body: new)
      #expect(set.status == 200 && set.json?["usualCritical"] == nil)
      let again = try await visitor.send(.put, path, token: admin, headers: headers, body: new)
      #expect(again.status == 412)
      let wrong = try await visitor.send(
        .put, path, token: admin, headers: Self.json, body: Array(#"{"usualHigh":0}"#.utf8))
      #expect(wrong.status == 422)
      let finding = try await visitor.get("/api/v1/findings", token: admin).json?["items"]?[0]
      let opened = try #require(finding?["openedAt"]?.text.flatMap { Timestamp($0) })
      let due = try #require(finding?["due"]?.text.flatMap { Timestamp($0) })
      #expect(due == opened.adding(days: 2))
    }
  }

  @Test(arguments: Engine.all) func assetsAreChangedInParts(engine: Engine) async throws {
    let test = try TestHub(engine)
    let (admin, other) = (
      try test.token(.admin), try test.token(.admin, assets: ["other"], name: "o")
    )
    try await test.run { visitor in
      try await visitor.publish(Self.report, token: admin)
      let id = try await visitor.get("/api/v1/assets", token: admin).json?["items"]?[0]?["id"]?.text
      let path = "/api/v1/assets/\(id ?? "")"
      func patch(_ text: String, _ token: String, _ tag: String? = nil) async throws -> Reply {
        var headers = Self.json
        headers["If-Match"] = tag
        return try await visitor.send(
          .patch, path, token: token, headers: headers, body: Array(text.utf8))
      }
      let tag = try await visitor.get(path, token: admin).header("ETag")
      let changed = try await patch(
        #"{"criticality":"critical","dataClass":"internal"}"#, admin, tag)
      #expect(changed.json?["criticality"]?.text == "critical")
      #expect(try await patch(#"{"criticality":""}"#, admin, tag).status == 412)
      let kept = try await patch(#"{"exposure":"internet","criticality":""}"#, admin)
      #expect(kept.json?["dataClass"]?.text == "internal" && kept.json?["criticality"] == nil)
      #expect(try await patch(#"{"criticality":"huge"}"#, admin).status == 422)
      #expect(try await patch(#"{"owner":"nobody"}"#, admin).status == 422)
      #expect(try await patch(#"{"product":"none"}"#, admin).status == 422)
      #expect(try await patch(#"{"exposure":""}"#, other).status == 404)
      let core = #"{"id":"core","name":"The core"}"#
      for place in ["/api/v1/teams", "/api/v1/products"] {
        let made = try await visitor.post(place, core, token: admin)
        #expect(made.json?["name"]?.text == "The core")
      }
      let bad = try await visitor.post("/api/v1/teams", #"{"id":"A b","name":"x"}"#, token: admin)
      #expect(bad.status == 422)
      let given = try await patch(#"{"owner":"core","product":"core"}"#, admin)
      #expect(given.json?["owner"]?.text == "core" && given.json?["product"]?.text == "core")
    }
  }

  @Test(arguments: Engine.all) func unknownOwnersAreTold(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    let admin = try test.person("ada@example.org", .admin)
    try await test.run { visitor in
      try await visitor.publish(Self.report, token: token)
      func unknown() async throws -> [String] {
        let items = try await visitor.get("/api/v1/owners/unknown", token: token).json?["items"]
        return (0..<(items?.count ?? 0)).compactMap { items?[$0]?["name"]?.text }
      }
      #expect(try await unknown() == ["@nobody"])
      let csrf = try test.enter(visitor, admin)
      #expect(try await visitor.get("/people").text.contains("@nobody"))
      let finding = try await visitor.get("/findings/1").text
      #expect(finding.contains("@nobody") && finding.contains("known to be exploited"))
      let set = try await visitor.submit(
        "/people/groups", ["kind": "team", "id": "core", "name": "Core"], from: "/people",
        csrf: csrf)
      #expect(set.status == 303)
      let named = try await visitor.submit(
        "/people/handles", ["owner": "core", "handles": "@nobody, core@example.org"],
        from: "/people", csrf: csrf)
      #expect(named.status == 303)
      #expect(try await unknown().isEmpty)
      let path = "/api/v1/owners/stranger/handles"
      let stranger = try await visitor.send(
        .put, path, token: token, headers: Self.json, body: Array(#"{"handles":["@x"]}"#.utf8))
      #expect(stranger.status == 404)
    }
  }

  @Test(arguments: Engine.all) func peopleJoinAndLeaveTeams(engine: Engine) async throws {
    let test = try TestHub(engine)
    let (token, reader) = (try test.token(.admin), try test.token(.reader))
    let (admin, bo) = (
      try test.person("ada@example.org", .admin), try test.person("bo@example.org", .developer)
    )
    let ledger = try test.hub.ledger(admin.org)
    try ledger.putTeam("core", name: "Core", by: "test", at: test.hub.clock())
    for account in [admin, bo] { try ledger.state(account, by: "test", at: test.hub.clock()) }
    let members = "/api/v1/teams/core/members"
    try await test.run { visitor in
      func put(_ text: String, _ token: String, _ place: String? = nil) async throws -> Int {
        try await visitor.send(
          .put, place ?? members, token: token, headers: Self.json, body: Array(text.utf8)
        ).status
      }
      let both = #"{"people":["\#(bo.person)","\#(admin.person)","\#(bo.person)"]}"#
      #expect(try await put(both, token) == 200)
      #expect(try await put(both, reader) == 403)
      #expect(try await put(#"{"people":["stranger"]}"#, token) == 422)
      #expect(try await put(both, token, "/api/v1/teams/none/members") == 404)
      let teams = try await visitor.get("/api/v1/teams", token: reader).json?["items"]
      #expect(teams?[0]?["id"]?.text == "core" && teams?[0]?["people"]?.count == 2)
      let events = try ledger.log(from: 0, limit: 1_000).count
      #expect(try await put(both, token) == 200)
      #expect(try ledger.log(from: 0, limit: 1_000).count == events, "the same again is no event")

      let csrf = try test.enter(visitor, admin)
      #expect(try await visitor.get("/teams/core").text.contains("team-people"))
      let left = try await visitor.submit(
        "/people/members", ["team": "core", "people": " \(bo.person) ,"], from: "/teams/core",
        csrf: csrf)
      #expect(left.status == 303)
      #expect(try ledger.teams().first?.members == [bo.person])
      // Made again from the log, it is the same.
      try ledger.rebuild()
      #expect(try ledger.teams().first?.members == [bo.person])
    }
  }

  @Test(arguments: Engine.all) func formsSetWhatTheAPISets(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    let admin = try test.person("ada@example.org", .admin)
    try await test.run { visitor in
      try await visitor.publish(Self.report, token: token)
      let csrf = try test.enter(visitor, admin)
      let asset = try await visitor.submit(
        "/asset", ["asset": "shop", "criticality": "critical", "exposure": "internet"],
        from: "/asset?name=shop", csrf: csrf)
      #expect(asset.status == 303)
      let ledger = try test.hub.ledger(Ledger.defaultOrg)
      #expect(try ledger.asset(named: "shop")?.criticality == "critical")
      let emptied = try await visitor.submit(
        "/asset", ["asset": "shop", "criticality": "", "exposure": "internet"],
        from: "/asset?name=shop", csrf: csrf)
      #expect(emptied.status == 303)
      #expect(try ledger.asset(named: "shop")?.criticality == nil)
      let deadlines = try await visitor.submit(
        "/settings/deadlines", ["usualHigh": "12", "exploitedHigh": ""], from: "/settings",
        csrf: csrf)
      #expect(deadlines.status == 303)
      let held = try ledger.deadlines()
      #expect(
        held[.usual].high == 12 && held[.usual].critical == nil && held[.exploited].high == nil)
    }
  }
}
