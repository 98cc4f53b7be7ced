import DatabaseFixtures
import ShrikeConsole
import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct SignInTests {
  @Test(arguments: Engine.all) func theFirstLinkMakesOneAdminOnce(engine: Engine) async throws {
    let test = try TestHub(engine)
    let link = try #require(try test.hub.adminLink())
    let path = String(link.dropFirst("http://127.0.0.1:7420".count))
    let key = String(path.split(separator: "=")[1])
    try await test.run { visitor in
      let fields = [
        "key": key, "name": "Ana", "email": "ana@example.org", "password": TestHub.password,
      ]
      // Looking at it does not use it up.
      #expect(try await visitor.get(path).status == 200)
      let made = try await visitor.submit("/welcome", fields, from: path)
      #expect(made.status == 303)
      #expect(try await visitor.get("/queue").status == 200)
      let again = visitor.stranger
      let form = try await again.get("/sign-in")
      let second = try await again.submit(
        "/welcome", fields, from: "/sign-in", csrf: Visitor.csrf(form.text))
      #expect(second.status == 404)
      #expect(try test.hub.adminLink() == nil)
    }
    #expect(!test.log.text.contains(key))
  }

  @Test(arguments: Engine.all) func linksEndAfterADay(engine: Engine) async throws {
    let test = try TestHub(engine)
    let link = try #require(try test.hub.adminLink())
    test.clock.advance(seconds: 24 * 3_600 + 1)
    try await test.run { (visitor: Visitor) async throws in
      let path = String(link.dropFirst("http://127.0.0.1:7420".count))
      #expect(try await visitor.get(path).status == 404)
    }
  }

  @Test(arguments: Engine.all) func signingInGivesANewSession(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .triager)
    try await test.run { visitor in
      // A session that somebody planted is not the one that is signed in.
      let planted = String(repeating: "a", count: 64)
      visitor.setCookie("shrike", planted)
      let reply = try await visitor.signIn("ana@example.org")
      #expect(reply.status == 303)
      let cookie = reply.header("Set-Cookie") ?? ""
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      let first = visitor.cookies["shrike"] ?? ""
      #expect(first != planted && first.utf8.count == 64)
      #expect(try await visitor.get("/queue").status == 200)
      try await visitor.submit(
        "/sign-in", ["email": "ana@example.org", "password": TestHub.password], from: "/sign-in")
      #expect(visitor.cookies["shrike"] != first)
      // The former one ended with it.
      let old = visitor.stranger
      old.setCookie("shrike", first)
      #expect(try await old.get("/queue").status == 303)
      #expect(!test.log.text.contains(first))
    }
  }

  @Test(arguments: Engine.all) func behindTLSCookiesAreBoundToTheHost(engine: Engine) async throws {
    let test = try TestHub(engine, address: "https://shrike.example")
    try test.person("ana@example.org", .reader)
    try await test.run { visitor in
      let reply = try await visitor.signIn("ana@example.org")
      let cookie = reply.header("Set-Cookie") ?? ""
      #expect(cookie.hasPrefix("__Host-shrike=") && cookie.contains("Secure"))
      #expect(reply.header("Strict-Transport-Security") != nil)
    }
  }

  @Test(arguments: Engine.all) func sessionsEndByThemselves(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .reader)
    try await test.run { visitor in
      try await visitor.signIn("ana@example.org")
      for _ in 0..<13 {
        test.clock.advance(seconds: 11 * 3_600)
        #expect(try await visitor.get("/queue").status == 200)
      }
      test.clock.advance(seconds: 13 * 3_600)
      #expect(try await visitor.get("/queue").status == 303)
      try await visitor.signIn("ana@example.org")
      for _ in 0..<15 {
        test.clock.advance(seconds: 11 * 3_600)
        try await visitor.get("/queue")
      }
      test.clock.advance(seconds: 4 * 3_600)
      #expect(try await visitor.get("/queue").status == 303, "a week is the most")
    }
  }

  @Test(arguments: Engine.all) func wrongPasswordsRestTheAccount(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .reader)
    try await test.run { visitor in
      let unknown = try await visitor.signIn("nobody@example.org", "wrong wrong wrong")
      for _ in 0..<Hub.failuresBeforeLock {
        let reply = try await visitor.signIn("ana@example.org", "wrong wrong wrong")
        #expect(reply.status == 403)
        // Nothing tells which addresses have accounts.
        #expect(reply.text.count == unknown.text.count)
      }
      #expect(try await visitor.signIn("ana@example.org").status == 403, "it rests")
      test.clock.advance(seconds: 61)
      #expect(try await visitor.signIn("ana@example.org").status == 303)
    }
    #expect(!test.log.text.contains("wrong wrong"))
    #expect(!test.log.text.contains(TestHub.password))
  }

  @Test(arguments: Engine.all) func tooManyTriesFromOneAddressWait(engine: Engine) async throws {
    let test = try TestHub(engine) { $0.signInsPerMinute = 3 }
    try await test.run { visitor in
      for _ in 0..<3 {
        #expect(try await visitor.signIn("a@example.org", "wrong wrong wrong").status == 403)
      }
      let reply = try await visitor.signIn("b@example.org", "wrong wrong wrong")
      #expect(reply.status == 429)
      #expect(reply.header("Retry-After") != nil)
    }
  }

  @Test(arguments: Engine.all) func formsWithoutTheirTokenAreRefused(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .admin)
    let token = try test.token(.admin)
    try await test.run { visitor in
      try await visitor.publish(TestReport.text(findings: [("k", "low", "One")]), token: token)
      let bare = try await visitor.submit(
        "/sign-in", ["email": "ana@example.org", "password": TestHub.password], from: "/sign-in",
        csrf: "guess")
      #expect(bare.status == 403)
      try await visitor.signIn("ana@example.org")
      for path in ["/acts", "/sign-out"] {
        let reply = try await visitor.submit(
          path, ["finding": "1", "act": "comment", "comment": "forged"], from: "/queue",
          csrf: String(repeating: "0", count: 64))
        #expect(reply.status == 403 || reply.status == 422, "\(path): \(reply.status)")
      }
      // The API with a cookie wants it in a header; a token of a program needs none.
      let forged = try await visitor.post("/api/v1/findings/1/comments", #"{"text":"forged"}"#)
      #expect(forged.status == 403)
      #expect(try await !visitor.get("/findings/1").text.contains("forged"))
      let page = try await visitor.get("/findings/1")
      let good = try await visitor.post(
        "/api/v1/findings/1/comments", #"{"text":"meant"}"#,
        headers: ["X-CSRF-Token": Visitor.csrf(page.text) ?? ""])
      #expect(good.status == 201)
    }
  }

  @Test(arguments: Engine.all) func theSecondFactorIsAskedFor(engine: Engine) async throws {
    let test = try TestHub(engine)
    try test.person("ana@example.org", .reader)
    try await test.run { visitor in
      try await visitor.signIn("ana@example.org")
      let page = try await visitor.get("/account/factor")
      let start = try #require(page.text.firstRange(of: "name=\"secret\" value=\""))
      let text = String(page.text[start.upperBound...].prefix { $0 != "\"" })
      let secret = try #require(OneTimeCode.bytes(base32: text))
      func code() -> String { OneTimeCode.code(secret, step: OneTimeCode.step(test.clock.now)) }
      let csrf = Visitor.csrf(page.text)
      let added = try await visitor.submit(
        "/account/factor", ["secret": text, "code": code()], from: "/account", csrf: csrf)
      #expect(added.status == 200)
      let codes = added.text.split(separator: "<code>").dropFirst().map {
        String($0.prefix { $0 != "<" })
      }
      #expect(codes.count == 10)
      let other = visitor.stranger
      #expect(try await other.signIn("ana@example.org").header("Location") == "/second-factor")
      #expect(try await other.get("/queue").status == 303, "half a session is none")
      func give(_ code: String) async throws -> Int {
        try await other.submit("/second-factor", ["code": code], from: "/second-factor").status
      }
      #expect(try await give(code()) == 403, "the code was used when it was set up")
      test.clock.advance(seconds: 30)
      #expect(try await give(code()) == 303)
      #expect(try await other.get("/queue").status == 200)
      let third = visitor.stranger
      try await third.signIn("ana@example.org")
      let recovery = ["code": codes[3]]
      #expect(
        try await third.submit("/second-factor", recovery, from: "/second-factor").status == 303)
      let fourth = visitor.stranger
      try await fourth.signIn("ana@example.org")
      #expect(
        try await fourth.submit("/second-factor", recovery, from: "/second-factor").status == 403)
    }
  }

  /// RFC 6238, appendix B, cut to six digits.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
    (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ]) func codesAreThoseOfTheStandard(_ seconds: Int64, _ code: String) {
    let secret = Array("12345678901234567890".utf8)
    #expect(OneTimeCode.code(secret, step: OneTimeCode.step(Timestamp(seconds: seconds))) == code)
  }

  @Test(arguments: [
    "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb",
  ]) func theFormLeadsNowhereElse(_ next: String) {
    #expect(SignInRoutes.local(next).text == "/")
  }
}
