import DatabaseFixtures
import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeText
import ShrikeTransport
import Testing

@testable import ShrikeServer

/// What hostile requests meet.
@Suite struct BoundaryTests {
  /// 64 MiB of zeros, packed with gzip -9 and that again would be smaller still: 1,000 to 1.
  private static let bomb: [UInt8] = {
    // One stored-free deflate stream by hand would be unreadable; many members of 1 MiB of zeros each serve as well.
    let member = GzipSamples.megabyteOfZeros
    return Array(repeatElement(member, count: 64).joined())
  }()

  @Test(arguments: Engine.all) func gzipIsUnpackedWithinLimits(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      let headers = ["Content-Encoding": "gzip", "Content-Type": "application/json"]
      let bomb = try await visitor.send(
        .post, "/api/v1/scans", token: token, headers: headers, body: Self.bomb)
      #expect(bomb.status == 413)
      let broken = try await visitor.send(
        .post, "/api/v1/scans", token: token, headers: headers, body: Array("no gzip".utf8))
      #expect(broken.status == 400)
      let other = try await visitor.send(
        .post, "/api/v1/scans", token: token, headers: ["Content-Encoding": "br"], body: [1, 2])
      #expect(other.status == 415)
    }
  }

  @Test(arguments: Engine.all) func bodiesAreBounded(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { visitor in
      let long = #"{"text":""# + String(repeating: "a", count: BodyReader.small) + #""}"#
      let reply = try await visitor.post("/api/v1/findings/1/comments", long, token: token)
      #expect(reply.status == 413)
      #expect(reply.header("Content-Type") == Problem.mediaType)
    }
  }

  @Test(
    arguments: Engine.all,
    [
      "/static/../../../etc/passwd", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/static/..",
      "/findings/%2e%2e", "/api/v1/../../etc/passwd", "//etc/passwd", "/static/%00", "/static/%ff",
    ]) func pathsLeadNowhere(engine: Engine, _ path: String) async throws
  {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { (visitor: Visitor) async throws in
      #expect(try await visitor.get(path, token: token).status == 404)
    }
  }

  @Test(arguments: Engine.all) func whatIsSentInIsNeverRunOnPages(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .admin)
    let token = try test.token(.admin)
    let script = "<script>alert(1)</script>"
    try await test.run { visitor in
      let report = TestReport.text(
        asset: "<img src=x onerror=alert(1)>", findings: [("k", "low", script)])
      #expect(try await visitor.publish(report, token: token).status == 201)
      try await visitor.signIn("ana@example.org")
      try await visitor.submit(
        "/acts",
        ["finding": "1", "act": "comment", "comment": "\"><svg onload=alert(1)>"],
        from: "/findings/1")
      let query = FormFields.encode("\"><script>alert(1)</script>")
      for path in ["/", "/queue", "/findings/1", "/queue?q=\(query)", "/sign-in?next=\(query)"] {
        let page = try await visitor.get(path)
        #expect(!page.text.contains("<script>alert"), "\(path)")
        #expect(!page.text.contains("<img src=x"), "\(path)")
        #expect(!page.text.contains("<svg onload"), "\(path)")
        let policy = page.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        #expect(page.header("X-Frame-Options") == "DENY")
        #expect(page.header("X-Content-Type-Options") == "nosniff")
        #expect(page.header("Referrer-Policy") == "no-referrer")
      }
    }
  }

  @Test(
    arguments: Engine.all,
    [
      "' OR '1'='1", "\"; DROP TABLE finding; --", "asset:'x", "%' OR 1=1 --", "\\", "☃", "a:b:c:",
    ]) func textsAreNeverStatements(engine: Engine, _ text: String) async throws
  {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    try await test.run { (visitor: Visitor) async throws in
      let encoded = FormFields.encode(text)
      for path in [
        "/api/v1/findings?q=\(encoded)", "/api/v1/findings/\(encoded)",
        "/api/v1/scans?asset=\(encoded)", "/api/v1/assets?cursor=\(encoded)",
        "/api/v1/findings?cursor=\(encoded)", "/api/v1/people/\(encoded)",
      ] {
        #expect(try await visitor.get(path, token: token).status < 500, "\(path)")
      }
    }
  }

  /// Every route, with texts that mean something elsewhere in every field that it has.
  @Test(
    arguments: Engine.all,
    [
      "'); DROP TABLE event; -- \" OR 1=1", "../../../etc/passwd", "\u{0}%00",
      "<script>alert(1)</script>{{7*7}}\r\nSet-Cookie: a=b",
    ])
  func textsInEveryFieldAreOnlyTexts(engine: Engine, _ text: String) async throws {
    let test = try TestHub(engine)
    let (ada, token) = (try test.person("ada@example.org", .admin), try test.token(.triager))
    try await test.run { (visitor: Visitor) async throws in
      let report = TestReport.text(findings: [("k", "high", "Kept")])
      #expect(try await visitor.publish(report, token: token).status == 201)
      let csrf = try test.enter(visitor, ada)
      // Streams do not end.
      let left = ["/api/v1/events", "/live", "/sign-out"]
      for route in Hub.routes where !left.contains(route.path) {
        let reply = try await RouteAsking.ask(route, text, visitor, csrf)
        #expect(reply.status < 500, "\(route.name): \(reply.text)")
        let isPage = reply.header("Content-Type")?.hasPrefix("text/html") == true
        #expect(!isPage || !reply.text.contains("<script>alert"), "\(route.name)")
        #expect(!reply.text.contains("root:x:0"), "\(route.name)")
        #expect(reply.header("Set-Cookie")?.contains("a=b") != true, "\(route.name)")
      }
    }
    let ledger = try test.hub.ledger(Ledger.defaultOrg)
    #expect(try ledger.verify().isIntact)
    #expect(
      try ledger.findings(FindingQuery.parse("state:any"), at: test.hub.clock()).rows.first?.title
        == "Kept")
  }

  @Test func addressesOfPrivateNetworksAreKnown() {
    let hidden: [[UInt8]] = [
      [127, 0, 0, 1], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
      [169, 254, 169, 254], [0, 0, 0, 0], [100, 64, 0, 1], [224, 0, 0, 1],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1],
      [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [0xFC, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [0x20, 0x02, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [],
    ]
    for address in hidden { #expect(Exchange.isPrivate(address), "\(address)") }
    let open: [[UInt8]] = [
      [8, 8, 8, 8], [172, 32, 0, 1], [192, 169, 0, 1],
      [0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11],
    ]
    for address in open { #expect(!Exchange.isPrivate(address), "\(address)") }
  }

  @Test func webhooksDoNotReachThisMachine() throws {
    for url in [
      "http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://2130706433/",
    ] {
      var exchange = Exchange("POST", url, body: [1])
      exchange.allowsPrivate = false
      exchange.seconds = 5
      do {
        _ = try exchange.run()
        Issue.record("\(url) was reached")
      } catch {
        #expect(error.cause == "the address is not of the public internet", "\(url)")
      }
    }
  }
}

/// Packed samples.
enum GzipSamples {
  /// `head -c 1048576 /dev/zero | gzip -9n`
  static let megabyteOfZeros: [UInt8] =
    [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 237, 193, 49, 1, 0, 0, 0, 194, 160, 245, 79, 109, 8, 95,
      160,
    ] + [UInt8](repeating: 0, count: 1016)
    + [62, 3, 28, 234, 56, 167, 0, 0, 16, 0]
}
