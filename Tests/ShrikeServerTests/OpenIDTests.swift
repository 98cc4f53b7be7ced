import Crypto
import DatabaseFixtures
import ShrikeFormats
import ShrikeLedger
import ShrikeTransport
import Testing

@testable import ShrikeServer

@Suite struct OpenIDTests {
  private static let seconds = TestHub.start.milliseconds / 1_000

  private static func claims(_ nonce: String, _ changes: [String: JSON?] = [:]) -> [String: JSON] {
    var all: [String: JSON] = [
      "iss": .string(FakeProvider.issuer), "aud": .string(FakeProvider.client),
      "sub": .string("u-1"), "nonce": .string(nonce), "iat": .integer(Int(seconds)),
      "exp": .integer(Int(seconds) + 300), "email": .string("Ana@Example.org"),
      "email_verified": .bool(true), "name": .string("Ana"),
    ]
    for (name, value) in changes { all[name] = value }
    return all
  }

  /// Goes to the provider; what it was asked.
  private static func begin(
    _ visitor: Visitor, next: String = "/queue"
  ) async throws -> [String: String] {
    let there = try await visitor.get("\(OpenIDRoutes.path)?next=\(FormFields.encode(next))")
    #expect(there.status == 303, "\(there.text)")
    let address = there.header("Location") ?? ""
    #expect(address.hasPrefix("\(FakeProvider.issuer)/authorize?"))
    let fields = FormFields.read(address.split(separator: "?").last ?? "") ?? []
    return Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// Comes back with a code, and more, as providers do.
  private static func end(_ visitor: Visitor, _ state: String?) async throws -> Reply {
    try await visitor.get(
      "\(OpenIDRoutes.path)/return?code=c1&state=\(state ?? "")&session_state=x&prompt=none")
  }

  private static func signIn(
    _ visitor: Visitor, _ fake: FakeProvider, _ changes: [String: JSON?] = [:],
    signing: FakeProvider.Signing = .rs256
  ) async throws -> Reply {
    let asked = try await begin(visitor)
    fake.answer(claims(asked["nonce"] ?? "", changes), signing: signing)
    return try await end(visitor, asked["state"])
  }

  @Test(arguments: Engine.all, [FakeProvider.Signing.rs256, .es256])
  func somebodyWithAnAccountSignsIn(engine: Engine, _ signing: FakeProvider.Signing) async throws {
    let fake = FakeProvider()
    let test = try TestHub(engine, openID: fake.provider())
    try test.person("ana@example.org", .triager)
    try await test.run { (visitor: Visitor) async throws in
      let page = try await visitor.get("/sign-in?next=%2Fqueue")
      #expect(page.text.contains("href=\"/sign-in/oidc?next=/queue\""))
      let asked = try await Self.begin(visitor, next: "/queue")
      #expect(asked["response_type"] == "code" && asked["scope"] == "openid email profile")
      #expect(asked["redirect_uri"] == "http://127.0.0.1:7420/sign-in/oidc/return")
      fake.answer(Self.claims(asked["nonce"] ?? ""), signing: signing)
      let back = try await Self.end(visitor, asked["state"])
      #expect(back.status == 303, "\(back.text)")
      #expect(back.header("Location") == "/queue")
      #expect(try await visitor.get("/queue").status == 200)
      // The proof belongs to the challenge, and the secret goes as the standard says.
      let exchange = try #require(fake.requests.last { $0.method == "POST" })
      let sent = FormFields.read(String(decoding: exchange.body ?? [], as: UTF8.self)) ?? []
      let verifier = sent.first { $0.name == "code_verifier" }?.value ?? ""
      #expect((43...128).contains(verifier.utf8.count))
      #expect(
        Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) == asked["code_challenge"])
      // printf 'shrike:s3%%2Fcret%%3A' | base64
      #expect(
        exchange.headers.contains { $0.value == "Basic c2hyaWtlOnMzJTJGY3JldCUzQQ==" })
      #expect(!test.log.text.contains(verifier) && !test.log.text.contains("c1"))
    }
  }

  @Test(arguments: FakeProvider.Signing.allCases.filter { $0 != .rs256 && $0 != .es256 })
  func forgedTokensAreRefused(_ signing: FakeProvider.Signing) async throws {
    let fake = FakeProvider()
    let test = try TestHub(.sqlite, openID: fake.provider())
    try test.person("ana@example.org", .admin)
    try await test.run { (visitor: Visitor) async throws in
      #expect(try await Self.signIn(visitor, fake, signing: signing).status == 403)
      #expect(try await visitor.get("/queue").status == 303)
      #expect(try await Self.signIn(visitor, fake).status == 303, "a true one is taken")
    }
  }

  @Test(
    arguments: [
      ("another audience", ["aud": .string("other")]),
      ("an audience that is not ours alone", ["aud": .strings(["shrike", "other"])]),
      ("another party", ["azp": .string("other")]), ("no audience", ["aud": nil]),
      ("another issuer", ["iss": .string("https://id.example/")]), ("no issuer", ["iss": nil]),
      ("expired", ["exp": .integer(Int(seconds) - 61)]), ("never expires", ["exp": nil]),
      ("expires as a text", ["exp": .string("9999999999")]),
      ("from tomorrow", ["iat": .integer(Int(seconds) + 61)]),
      ("not before", ["nbf": .integer(Int(seconds) + 61)]),
      ("another nonce", ["nonce": .string(String(repeating: "0", count: 64))]),
      ("no nonce", ["nonce": nil]), ("nobody", ["sub": .string("")]), ("no subject", ["sub": nil]),
      ("an address that was not verified", ["email_verified": .bool(false)]),
      ("an address of which nothing is said", ["email_verified": nil]),
      ("no address", ["email": nil]), ("a stranger", ["email": .string("eve@example.net")]),
    ] as [(String, [String: JSON?])])
  func tokensThatSayTheWrongThingAreRefused(_ what: String, _ changes: [String: JSON?])
    async throws
  {
    let fake = FakeProvider()
    let test = try TestHub(.sqlite, openID: fake.provider { $0.domains = ["example.com"] })
    try test.person("ana@example.org", .admin)
    try await test.run { (visitor: Visitor) async throws in
      let reply = try await Self.signIn(visitor, fake, changes)
      #expect(reply.status == 403, "\(what)")
      #expect(try await visitor.get("/queue").status == 303, "\(what)")
    }
  }

  @Test(arguments: Engine.all) func anAnswerIsGoodOnceAndInItsBrowser(engine: Engine)
    async throws
  {
    let fake = FakeProvider()
    let test = try TestHub(engine, openID: fake.provider())
    try test.person("ana@example.org", .admin)
    try await test.run { (visitor: Visitor) async throws in
      let asked = try await Self.begin(visitor)
      fake.answer(Self.claims(asked["nonce"] ?? ""))
      // Somebody else's browser, with an errand of its own or none.
      let other = visitor.stranger
      #expect(try await Self.end(other, asked["state"]).status == 403)
      _ = try await Self.begin(other)
      #expect(try await Self.end(other, asked["state"]).status == 403)
      #expect(try await Self.end(visitor, "x").status == 403)
      let cookie = visitor.cookies["shrike-openid"] ?? ""
      #expect(try await Self.end(visitor, asked["state"]).status == 303)
      visitor.setCookie("shrike-openid", cookie)
      #expect(try await Self.end(visitor, asked["state"]).status == 403, "replayed")
      let late = try await Self.begin(visitor)
      fake.answer(Self.claims(late["nonce"] ?? ""))
      test.clock.advance(seconds: 601)
      #expect(try await Self.end(visitor, late["state"]).status == 403, "too late")
      let mixed = try await visitor.get(
        "/sign-in/oidc/return?code=c&state=s&iss=https://evil.example")
      #expect(mixed.status == 403)
      let denied = try await visitor.get("/sign-in/oidc/return?error=access_denied&state=s")
      #expect(denied.status == 403 && denied.text.contains("did not let you in"))
    }
  }

  @Test(arguments: Engine.all) func accountsAreMadeForTheirDomainsAlone(engine: Engine)
    async throws
  {
    let fake = FakeProvider()
    let provider = fake.provider {
      $0.domains = ["example.org"]
      $0.roleClaim = "groups"
      $0.roles = ["sec": "approver", "dev": "developer"]
    }
    let test = try TestHub(engine, openID: provider)
    @Sendable func account() throws -> Account? {
      try test.hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(email: "ana@example.org", connection)
      }
    }
    try await test.run { (visitor: Visitor) async throws in
      let groups = ["groups": JSON.strings(["x", "dev", "sec"])]
      #expect(try await Self.signIn(visitor, fake, groups).status == 303)
      #expect(try account()?.role == .approver && account()?.name == "Ana")
      // The provider's name for them stays when the address changes; the provider's word on roles is the last.
      let renamed: [String: JSON?] = [
        "email": .string("new@example.org"), "groups": .string("dev"),
      ]
      let second = visitor.stranger
      #expect(try await Self.signIn(second, fake, renamed).status == 303)
      #expect(try account()?.role == .developer)
      #expect(try await visitor.get("/queue").status == 303, "what was allowed before is not")
      #expect(try await Self.signIn(second, fake, ["groups": nil]).status == 303)
      #expect(try account()?.role == .reader)
      let outside: [String: JSON?] = [
        "sub": .string("u-2"), "email": .string("eve@example.org.evil.example"),
      ]
      #expect(try await Self.signIn(visitor.stranger, fake, outside).status == 403)
    }
    #expect(try test.hub.ledger(Ledger.defaultOrg).verify().isIntact)
  }

  @Test(arguments: Engine.all) func accountsThatRestStayOut(engine: Engine) async throws {
    let fake = FakeProvider()
    let test = try TestHub(engine, openID: fake.provider())
    let account = try test.person("ana@example.org", .admin)
    @Sendable func change(_ change: (inout Account) throws -> Void) throws {
      var changed = account
      try change(&changed)
      let account = changed
      try test.hub.everything.write { (connection: any SQLConnection) throws(LedgerError) in
        try account.save(connection)
      }
    }
    try change { $0.factor = try test.hub.keys.seal([1], .factor(account: account.id)) }
    try await test.run { (visitor: Visitor) async throws in
      let reply = try await Self.signIn(visitor, fake)
      #expect(reply.header("Location") == "/second-factor", "it is asked for all the same")
      #expect(try await visitor.get("/queue").status == 303)
      try change { $0.isActive = false }
      #expect(try await Self.signIn(visitor.stranger, fake).status == 403)
    }
  }

  /// Many providers say little in their tokens.
  @Test(arguments: [
    ("42", true, 303), ("42", false, 403), ("43", true, 403),
  ]) func whatTheTokenLeavesOutIsAskedFor(
    _ subject: String, _ isVerified: Bool, _ status: Int
  ) async throws {
    let fake = FakeProvider()
    let test = try TestHub(.sqlite, openID: fake.provider())
    try test.person("ana@example.org", .admin)
    fake.tell([
      "sub": .string(subject), "email": .string("Ana@example.org"),
      "email_verified": .bool(isVerified), "name": .string("Ana"),
    ])
    try await test.run { (visitor: Visitor) async throws in
      let asked = try await Self.begin(visitor)
      var claims = Self.claims(asked["nonce"] ?? "")
      claims["sub"] = .string("42")
      claims["email"] = nil
      claims["email_verified"] = nil
      fake.answer(claims)
      #expect(try await Self.end(visitor, asked["state"]).status == status)
      #expect(fake.requests.last?.url.hasSuffix("/people") == true)
    }
  }

  @Test func newKeysAreFetchedWhenTheyAreNeeded() async throws {
    let fake = FakeProvider()
    let test = try TestHub(.sqlite, openID: fake.provider())
    try test.person("ana@example.org", .admin)
    try await test.run { (visitor: Visitor) async throws in
      #expect(try await Self.signIn(visitor, fake, signing: .es256).status == 303)
      fake.changeKey()
      #expect(try await Self.signIn(visitor, fake, signing: .es256).status == 403, "asked just now")
      test.clock.advance(seconds: 60)
      #expect(try await Self.signIn(visitor, fake, signing: .es256).status == 303)
      let fetched = fake.requests.count { $0.url.hasSuffix("/keys") }
      #expect(fetched == 2)
    }
  }

  @Test func aProviderThatFailsIsSaidSo() async throws {
    let fake = FakeProvider()
    let test = try TestHub(.sqlite, openID: fake.provider())
    try await test.run { (visitor: Visitor) async throws in
      fake.fail(500)
      #expect(try await visitor.get("/sign-in/oidc").status == 502)
      fake.fail(200)
      fake.pretend("https://evil.example")
      #expect(try await visitor.get("/sign-in/oidc").status == 502)
    }
    let without = try TestHub(.sqlite)
    #expect(try await Visitor(without.hub).get("/sign-in/oidc").status == 404)
  }

  @Test(arguments: [
    ("https://id.example", true), ("http://id.example", false), ("http://127.0.0.1:9000/x", true),
    ("http://localhost", true), ("http://localhost.evil.example", false),
    ("http://127.0.0.1@evil.example", false), ("https://", false), ("ftp://id.example", false),
    ("https://id.example/a b", false),
  ]) func secretsGoToSafeAddressesOnly(_ issuer: String, _ isGood: Bool) {
    #expect((OpenIDSettings(issuer: issuer, client: "c").fault == nil) == isGood)
  }

  @Test(arguments: [
    ("", [] as [UInt8]?), ("AA", [0]), ("_-8", [0xFF, 0xEF]), ("AB", nil), ("A", nil),
    ("AA==", nil), ("+A", nil), ("A A", nil), ("AAAA", [0, 0, 0]),
  ]) func aTokenHasOneSpelling(_ text: String, _ bytes: [UInt8]?) {
    #expect(Base64URL.bytes(text) == bytes)
    if let bytes { #expect(Base64URL.text(bytes) == text) }
  }
}
