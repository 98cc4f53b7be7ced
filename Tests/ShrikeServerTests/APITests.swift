import DatabaseFixtures
import HTTPTypes
import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct APITests {
  @Test(arguments: Engine.all) func aReportBecomesFindingsOnce(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.triager)
    let report = TestReport.text(
      findings: [("k1", "high", "One"), ("k2", "low", "Two"), ("k3", "low", "Three")])
    try await test.run { visitor in
      let first = try await visitor.publish(report, token: token)
      #expect(first.status == 201)
      #expect(first.json?["opened"]?.int == 3)
      let second = try await visitor.publish(report, token: token)
      #expect(second.status == 200)
      #expect(second.json?["events"]?.int == 0)
      var titles: [String] = []
      var path = "/api/v1/findings?limit=2"
      while true {
        let page = try await visitor.get(path, token: token).json
        for at in 0..<(page?["items"]?.count ?? 0) {
          titles.append(page?["items"]?[at]?["title"]?.text ?? "")
        }
        guard let next = page?["next"]?.text else { break }
        path = "/api/v1/findings?limit=2&cursor=\(next)"
      }
      #expect(titles == ["One", "Two", "Three"])
      let gone = TestReport.text(findings: [("k1", "high", "One")], at: "2026-11-27T11:00:00Z")
      let third = try await visitor.publish(gone, token: token)
      #expect(third.json?["closed"]?.int == 2)
      let scans = try await visitor.get("/api/v1/scans", token: token).json?["items"]
      let (new, old) = (scans?[0]?["id"]?.text ?? "", scans?[1]?["id"]?.text ?? "")
      let diff = try await visitor.get("/api/v1/scans/\(new)/diff?base=\(old)", token: token).json
      #expect(diff?["gone"]?.count == 2 && diff?["same"]?.int == 1)
    }
  }

  @Test(arguments: Engine.all) func largeReportsBecomeJobs(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.triager)
    let padding = String(repeating: " ", count: ScanRoutes.atOnce)
    let report = TestReport.text(findings: [("k1", "high", "One")])
    try await test.run { visitor in
      let taken = try await visitor.publish(report + padding, token: token)
      #expect(taken.status == 202)
      let path = taken.header("Location") ?? ""
      #expect(try await visitor.get(path, token: token).json?["state"]?.text == "waiting")
      #expect(try test.hub.workOnce())
      #expect(try !test.hub.workOnce())
      let job = try await visitor.get(path, token: token).json
      #expect(job?["state"]?.text == "done")
      #expect(job?["answer"]?["opened"]?.int == 1)
      let waited = try await visitor.publish(report + padding, token: token, query: "?wait=true")
      #expect(waited.status == 200)
    }
  }

  @Test(arguments: Engine.all) func decisionsAreMadeAndTakenBack(engine: Engine) async throws {
    let test = try TestHub(engine, secondPerson: nil)
    let token = try test.token(.triager)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k1", "high", "One")]), token: token)
      func state() async throws -> String? {
        try await visitor.get("/api/v1/findings/1", token: token).json?["state"]?.text
      }
      let decision =
        #"{"findings":["1"],"kind":"accepted","reason":"soon gone","until":"2027-01-01"}"#
      let act = try await visitor.post("/api/v1/decisions", decision, token: token)
      #expect(act.status == 200)
      #expect(try await state() == "accepted")
      let batch = act.json?["batch"]?.text ?? ""
      #expect(try await visitor.post("/api/v1/undo/\(batch)", "{}", token: token).status == 200)
      #expect(try await state() == "open")
      let assigned = try await visitor.post(
        "/api/v1/assignments", #"{"findings":["1"],"owner":"me"}"#, token: token)
      #expect(assigned.status == 200)
      let mine = try await visitor.get("/api/v1/findings?q=owner:me", token: token).json
      #expect(mine?["items"]?.count == 1)
    }
  }

  @Test(arguments: Engine.all) func changesInBetweenAreNoticed(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.developer)
    let admin = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k1", "low", "One")]), token: admin)
      let first = try await visitor.get("/api/v1/findings/1", token: token)
      let tag = first.header("ETag") ?? ""
      let known = try await visitor.send(
        .get, "/api/v1/findings/1", token: token, headers: ["If-None-Match": tag])
      #expect(known.status == 304 && known.text.isEmpty)
      let path = "/api/v1/findings/1/comments"
      let said = try await visitor.post(
        path, #"{"text":"one"}"#, token: token, headers: ["If-Match": tag])
      #expect(said.status == 201)
      let late = try await visitor.post(
        path, #"{"text":"two"}"#, token: token, headers: ["If-Match": tag])
      #expect(late.status == 412)
    }
  }

  @Test(arguments: Engine.all) func theSameRequestTwiceIsOne(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k1", "low", "One")]), token: token)
      let (path, key) = ("/api/v1/findings/1/comments", ["Idempotency-Key": "a1"])
      let first = try await visitor.post(path, #"{"text":"once"}"#, token: token, headers: key)
      let second = try await visitor.post(path, #"{"text":"once"}"#, token: token, headers: key)
      #expect(first.status == 201 && second.status == 201)
      #expect(first.text == second.text)
      let finding = try await visitor.get("/api/v1/findings/1", token: token).json
      #expect(finding?["comments"]?.count == 1)
      let other = try await visitor.post(path, #"{"text":"else"}"#, token: token, headers: key)
      #expect(other.status == 422)
    }
  }

  @Test(arguments: Engine.all) func everyMistakeIsTold(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      let reply = try await visitor.post(
        "/api/v1/decisions", #"{"kind":"maybe","reason":" ","extra":1}"#, token: token)
      #expect(reply.status == 422)
      #expect(reply.header("Content-Type") == "application/problem+json")
      #expect(reply.json?["type"]?.text == "urn:shrike:problem:invalid")
      #expect(reply.json?["status"]?.int == 422)
      #expect(reply.json?["errors"]?.count == 4)
      let broken = try await visitor.post("/api/v1/decisions", "{", token: token)
      #expect(broken.status == 400)
      let method = try await visitor.send(.put, "/api/v1/findings", token: token)
      #expect(method.status == 405 && method.header("Allow") == "GET")
      #expect(try await visitor.get("/api/v1/nothing", token: token).status == 404)
      let bad = try await visitor.publish("{}", token: token)
      #expect(bad.status == 422)
    }
  }

  @Test(arguments: Engine.all) func theDescriptionSpeaksOfEveryRoute(engine: Engine) async throws {
    let test = try TestHub(engine)
    try await test.run { visitor in
      let reply = try await visitor.get("/api/v1/openapi.json")
      #expect(reply.status == 200)
      let document = reply.json
      #expect(document?["openapi"]?.text == "3.1.0")
      for route in Hub.routes where route.path.hasPrefix("/api/v1/") {
        let operation = document?["paths"]?[route.path]?[route.method.rawValue.lowercased()]
        #expect(operation != nil, "\(route.name)")
        #expect(!route.replies.isEmpty, "\(route.name)")
      }
    }
  }

  @Test(arguments: Engine.all) func oldPipelinesSendToTheSamePlaces(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.ci, assets: ["shop"])
    let report = TestReport.text(findings: [("k1", "high", "One")])
    let body = """
      --edge\r\nContent-Disposition: form-data; name="scan_type"\r\n\r\nShrike\r
      --edge\r\nContent-Disposition: form-data; name="product_name"\r\n\r\nshop\r
      --edge\r\nContent-Disposition: form-data; name="file"; filename="r.json"\r
      Content-Type: application/json\r\n\r\n\(report)\r\n--edge--\r\n
      """
    try await test.run { visitor in
      for path in ["/api/v2/import-scan/", "/api/v2/reimport-scan/"] {
        let reply = try await visitor.send(
          .post, path,
          headers: [
            "Authorization": "Token \(token)",
            "Content-Type": "multipart/form-data; boundary=edge",
          ], body: Array(body.utf8))
        #expect(reply.status == 201, "\(path): \(reply.text)")
      }
    }
  }

  @Test(arguments: Engine.all) func theLogProvesItself(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.publish(
        TestReport.text(findings: (0..<5).map { ("k\($0)", "low", "F\($0)") }), token: token)
      let log = try await visitor.get("/api/v1/audit/events?limit=200", token: token).json
      let size = log?["size"]?.int ?? 0
      #expect(size > 5)
      for seq in 0..<size {
        let proof = try await visitor.get("/api/v1/audit/events/\(seq)/proof", token: token).json
        let path = (0..<(proof?["path"]?.count ?? 0)).map { Self.bytes(proof?["path"]?[$0]?.text) }
        let event = Array((log?["items"]?[seq]?["event"]?.text ?? "").utf8)
        let root = MerkleTree.root(
          from: MerkleTree.leaf(event), at: Int64(seq), size: Int64(size), path: path)
        #expect(root == Self.bytes(proof?["root"]?.text), "\(seq)")
      }
      let check = try await visitor.post("/api/v1/audit/verify", "{}", token: token)
      #expect(check.json?["intact"]?.bool == true)
    }
  }

  private static func bytes(_ text: String?) -> [UInt8] {
    let digits = Array((text ?? "").utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
  }

  @Test(arguments: Engine.all) func webhooksAreSignedAndTriedAgain(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      let made = try await visitor.post(
        "/api/v1/webhooks", #"{"url":"http://127.0.0.1:9/","verbs":["finding."]}"#, token: token)
      #expect(made.status == 201)
      let id = made.json?["id"]?.text ?? ""
      try await visitor.publish(TestReport.text(findings: [("k1", "low", "One")]), token: token)
      #expect(try test.hub.fillOutbox() == 1)
      #expect(try test.hub.fillOutbox() == 0)
      #expect(try test.hub.sendOnce())
      #expect(try !test.hub.sendOnce(), "it waits before it tries again")
      let list = try await visitor.get("/api/v1/webhooks/\(id)/deliveries", token: token).json
      let delivery = list?["items"]?[0]
      #expect(delivery?["state"]?.text == "waiting")
      #expect(delivery?["problem"]?.text == "the address is not of the public internet")
      test.clock.advance(seconds: 31)
      #expect(try test.hub.sendOnce())
    }
    // OpenSSL: printf '1795780800.{}' | openssl dgst -sha256 -hmac whs_1
    let signature = Webhook.signature(
      Array("whs_1".utf8), Array("{}".utf8), at: TestHub.start)
    #expect(
      signature
        == "t=1795780800,v1=375e90a5bce76e17d98f5a854bc6bb3a93f627aeff30a13e317385a4f5524009")
  }

  @Test(arguments: Engine.all) func tokensNeverStandInTheLog(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.get("/api/v1/findings?q=\(token)", token: token)
      let made = try await visitor.post(
        "/api/v1/tokens", #"{"name":"build","assets":["shop"]}"#, token: token)
      #expect(made.status == 201)
      let fresh = made.json?["token"]?.text ?? ""
      #expect(TokenText(fresh) != nil)
      let list = try await visitor.get("/api/v1/tokens", token: token)
      #expect(!list.text.contains(fresh))
      #expect(!test.log.text.contains(token) && !test.log.text.contains(fresh))
      #expect(!test.log.text.contains("shk_"))
    }
  }
}

extension APITests {
  @Test(arguments: Engine.all) func decisionsGoIntoTheRepository(engine: Engine) async throws {
    let test = try TestHub(engine, secondPerson: nil)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.publish(
        TestReport.text(findings: [("0123456789abcdef", "high", "One")]), token: token)
      let reason = #"it is \"fine\"\n- identity: all"#
      try await visitor.post(
        "/api/v1/decisions",
        #"{"findings":["1"],"kind":"accepted","reason":"\#(reason)","until":"2027-03-01"}"#,
        token: token)
      let path = "/api/v1/waivers/patch?asset=shop"
      let patch = try await visitor.send(.post, path, token: token, body: Array("- rule: a\n".utf8))
      #expect(patch.status == 200)
      #expect(patch.text.contains(#"+- identity: "0123456789abcdef""#), "\(patch.text)")
      #expect(patch.text.contains(#"+  reason: "accepted: it is \"fine\"\n- identity: all""#))
      #expect(patch.text.contains("+  until: 2027-03-01"))
      let known = Array(#"- identity: "0123456789abcdef""#.utf8)
      #expect(try await visitor.send(.post, path, token: token, body: known).text.isEmpty)
    }
  }
}
