import DatabaseFixtures
import HTTPTypes
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// Every route with every role: what is not allowed by name is refused.
@Suite struct AccessTests {
  /// They go on until the server stops.
  private static let streams = ["/api/v1/events", "/live"]

  private static func path(_ route: Route, id: String) -> String {
    let path = route.path.split(separator: "/").map { $0.hasPrefix("{") ? id : String($0) }
      .joined(separator: "/")
    return "/" + path
  }

  private static func body(_ route: Route) -> (type: String, bytes: [UInt8])? {
    switch route.body {
    case .none: nil
    case .json: ("application/json", Array("{}".utf8))
    case .form: ("application/x-www-form-urlencoded", Array("csrf=none".utf8))
    case .bytes: ("application/json", Array("{}".utf8))
    case .multipart: ("multipart/form-data; boundary=x", Array("--x--\r\n".utf8))
    }
  }

  private static func send(
    _ route: Route, _ visitor: Visitor, token: String?, id: String = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
  ) async throws -> Reply {
    let body = body(route)
    return try await visitor.send(
      route.method, path(route, id: id), token: token,
      headers: body.map { ["Content-Type": $0.type] } ?? [:], body: body?.bytes)
  }

  @Test(arguments: Engine.all) func nobodyGetsNothing(engine: Engine) async throws {
    let test = try TestHub(engine)
    try await test.run { visitor in
      for route in Hub.routes {
        if case .everybody = route.access { continue }
        let reply = try await Self.send(route, visitor.stranger, token: nil)
        let isForm = !route.isAPI && route.method == .get
        #expect(reply.status == (isForm ? 303 : 401), "\(route.name): \(reply.status)")
      }
    }
  }

  @Test(arguments: Engine.all, Role.allCases) func everyRouteAsksForItsRight(
    engine: Engine, _ role: Role
  ) async throws {
    let test = try TestHub(engine)
    let token = try test.token(role)
    try await test.run { visitor in
      for route in Hub.routes {
        guard case .right(let right, _) = route.access, !Self.streams.contains(route.path) else {
          continue
        }
        let reply = try await Self.send(route, visitor, token: token)
        if role.rights.contains(right) {
          #expect(reply.status != 401, "\(route.name)")
          #expect(reply.status < 500, "\(route.name): \(reply.text)")
        } else {
          #expect(reply.status == 403, "\(route.name) answers \(reply.status) to \(role)")
        }
      }
    }
  }

  @Test(arguments: Engine.all) func tokensThatAreNotGoodAreRefused(engine: Engine) async throws {
    let test = try TestHub(engine)
    let good = try test.token(.admin)
    try await test.run { (visitor: Visitor) async throws in
      #expect(try await visitor.get("/api/v1/me", token: good).status == 200)
      for bad in ["", "shk_", String(good.dropLast()) + "0", TokenText().text, "x' OR 1=1 --"] {
        #expect(try await visitor.get("/api/v1/me", token: bad).status == 401, "\(bad)")
      }
      test.clock.advance(seconds: 31 * 86_400)
      #expect(try await visitor.get("/api/v1/me", token: good).status == 401)
    }
  }

  @Test(arguments: Engine.all) func somebodyLimitedToAssetsSeesNoOthers(engine: Engine) async throws
  {
    let test = try TestHub(engine, secondPerson: nil)
    let admin = try test.token(.admin)
    let limited = try test.token(.approver, assets: ["shop"])
    let ci = try test.token(.ci, assets: ["shop"])
    try await test.run { visitor in
      for asset in ["shop", "vault"] {
        let report = TestReport.text(
          asset: asset, findings: [("k-\(asset)", "high", "In \(asset)")])
        #expect(try await visitor.publish(report, token: admin).status == 201)
      }
      let other = TestReport.text(asset: "vault", findings: [])
      #expect(try await visitor.publish(other, token: ci).status == 403)
      #expect(try await visitor.publish(other, token: limited).status == 403)
      let seen = try await visitor.get("/api/v1/findings", token: limited)
      #expect(seen.json?["items"]?.count == 1)
      for path in ["/api/v1/findings", "/api/v1/scans", "/api/v1/assets"] {
        #expect(try await !visitor.get(path, token: limited).text.contains("vault"), "\(path)")
      }
      let all = try await visitor.get("/api/v1/findings?q=asset:vault", token: admin)
      let id = all.json?["items"]?[0]?["id"]?.text ?? ""
      #expect(try await visitor.get("/api/v1/findings/\(id)", token: limited).status == 404)
      let decision = #"{"findings":["\#(id)"],"kind":"false-positive","reason":"no"}"#
      #expect(try await visitor.post("/api/v1/decisions", decision, token: limited).status == 404)
      #expect(try await visitor.get("/api/v1/standing", token: limited).status == 403)
    }
  }

  @Test(arguments: Engine.all) func nobodyConfirmsTheirOwn(engine: Engine) async throws {
    let test = try TestHub(engine)
    let one = try test.token(.approver, name: "one")
    let two = try test.token(.approver, name: "two")
    try await test.run { visitor in
      try await visitor.publish(
        TestReport.text(findings: [("k1", "critical", "Bad")]), token: one)
      let decision =
        #"{"findings":["1"],"kind":"accepted","reason":"low use","until":"2027-01-01"}"#
      let proposed = try await visitor.post("/api/v1/decisions", decision, token: one)
      #expect(proposed.status == 202)
      let id = proposed.json?["proposal"]?.text ?? ""
      let path = "/api/v1/proposals/\(id)/confirm"
      #expect(try await visitor.post(path, "{}", token: one).status == 403)
      #expect(
        try await visitor.get("/api/v1/findings/1", token: one).json?["state"]?.text == "open")
      #expect(try await visitor.post(path, "{}", token: two).status == 200)
      #expect(try await visitor.post(path, "{}", token: two).status == 409)
      let finding = try await visitor.get("/api/v1/findings/1", token: one).json
      #expect(finding?["state"]?.text == "accepted")
    }
  }
}
