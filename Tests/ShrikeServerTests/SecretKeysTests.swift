import Crypto
import DatabaseFixtures
import Logging
import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct SecretKeysTests {
  private static let (first, second) = (
    String(repeating: "01", count: 32), String(repeating: "ab", count: 32)
  )
  private static let secret = Array("a secret".utf8)

  private static func keys(_ text: String) throws -> SecretKeys {
    try #require(SecretKeys(text))
  }

  @Test func whatIsSealedOpensInItsPlaceOnly() throws {
    let keys = try Self.keys(Self.first)
    let sealed = try keys.seal(Self.secret, .factor(account: "a"))
    #expect(try keys.open(sealed, .factor(account: "a")) == Self.secret)
    #expect(try keys.seal(Self.secret, .factor(account: "a")) != sealed, "every nonce is new")
    for place in [.factor(account: "b"), .webhook(id: "a"), .named("a")] as [SecretKeys.Place] {
      #expect(throws: LedgerError.self) { try keys.open(sealed, place) }
    }
  }

  /// RFC 8439 through another door: what stands in the database can be opened with any library.
  @Test func itIsChaCha20Poly1305() throws {
    let sealed = try Self.keys(Self.first).seal(Self.secret, .webhook(id: "w"))
    let key = SymmetricKey(data: [UInt8](repeating: 1, count: 32))
    let box = try ChaChaPoly.SealedBox(combined: sealed.bytes.dropFirst(5))
    let opened = try ChaChaPoly.open(
      box, using: key, authenticating: Array("shrike/1\0hub_webhook.secret\0w".utf8))
    #expect(Array(opened) == Self.secret)
    #expect(sealed.bytes.count == 1 + 4 + 12 + Self.secret.count + 16)
  }

  @Test func whatWasChangedDoesNotOpen() throws {
    let keys = try Self.keys(Self.first)
    let sealed = try keys.seal(Self.secret, .named("n"))
    for at in sealed.bytes.indices {
      var bytes = sealed.bytes
      bytes[at] ^= 1
      #expect(throws: LedgerError.self, "byte \(at)") {
        try keys.open(Sealed(bytes: bytes), .named("n"))
      }
    }
    for count in [0, 1, 5, sealed.bytes.count - 1] {
      #expect(throws: LedgerError.self) {
        try keys.open(Sealed(bytes: Array(sealed.bytes.prefix(count))), .named("n"))
      }
    }
  }

  @Test(arguments: [
    ("", false), ("zz", false), (String(repeating: "0", count: 63), false),
    (String(repeating: "0", count: 66), false), (String(repeating: "é", count: 64), false),
    (first, true), (first.uppercased() + "\n", true), ("\(first),\(second)", true),
    ("\(first) \(second)\n", true), ("\(first) x", false),
  ]) func keysAreReadFromText(_ text: String, _ isGood: Bool) {
    #expect((SecretKeys(text) != nil) == isGood)
  }

  @Test func freshKeysAreGood() {
    let text = SecretKeys.fresh()
    #expect(SecretKeys(text) != nil && SecretKeys.fresh() != text)
  }

  // MARK: in the database

  private static func hub(_ database: any Database, _ keys: String) throws -> Hub {
    try Hub(
      database, keys: self.keys(keys), settings: Hub.Settings(address: "http://127.0.0.1:7420"),
      logger: Logger(label: "test") { _ in KeptLog().handler }, threads: 1,
      clock: { TestHub.start })
  }

  /// Everything that stands in the columns of secrets.
  private static func kept(_ hub: Hub) throws -> [[UInt8]] {
    try hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
      var all: [[UInt8]] = []
      for (table, column) in [
        ("hub_secret", "bytes"), ("hub_account", "factor"), ("hub_webhook", "secret"),
      ] {
        all += try connection.rows("SELECT \(column) FROM \(table)").map { $0.blob(0) }
      }
      return all
    }
  }

  @Test(arguments: Engine.all) func aKeyIsReplacedWhileTheOldOneStillOpens(engine: Engine)
    async throws
  {
    let folder = try TemporaryFolder()
    let (file, schema) = (folder.path + "/ledger.db", Engine.schema())
    func open(_ keys: String) throws -> Hub {
      try Self.hub(engine.database(file: file, schema: schema), keys)
    }
    let old = try open(Self.first)
    let form = old.formKey
    let before = try Self.kept(old)
    #expect(throws: LedgerError.self, "another key opens nothing") { try open(Self.second) }
    #expect(try Self.kept(old) == before)
    let both = try open("\(Self.second) \(Self.first)")
    #expect(both.formKey == form)
    #expect(try Self.kept(both) != before)
    #expect(try open(Self.second).formKey == form)
    #expect(throws: LedgerError.self, "what was sealed anew does not open with the old") {
      try open(Self.first)
    }
  }

  @Test(arguments: Engine.all) func nothingStandsInClear(engine: Engine) async throws {
    let test = try TestHub(engine)
    let token = try test.token(.admin)
    var account = try test.person("ana@example.org", .reader)
    let secret = Secrets.random(OneTimeCode.secretBytes)
    account.factor = try test.hub.keys.seal(secret, .factor(account: account.id))
    try test.hub.everything.write { [account] (connection: any SQLConnection) throws(LedgerError) in
      try account.save(connection)
    }
    try await test.run { visitor in
      let made = try await visitor.post(
        "/api/v1/webhooks", #"{"url":"https://e.example/"}"#, token: token)
      let shown = made.json?["secret"]?.text ?? ""
      #expect(shown.hasPrefix("whs_"))
      let kept = try Self.kept(test.hub)
      #expect(kept.count == 3)
      for clear in [Array(shown.utf8), secret, test.hub.formKey] {
        #expect(!kept.contains { $0.firstRange(of: clear) != nil })
      }
    }
  }

  @Test(arguments: Engine.all) func serversThatStartTogetherAgree(engine: Engine) async throws {
    let folder = try TemporaryFolder()
    let (file, schema) = (folder.path + "/ledger.db", Engine.schema())
    let formKeys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try Self.hub(engine.database(file: file, schema: schema), Self.first).formKey
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(formKeys.count == 1)
    let hub = try Self.hub(engine.database(file: file, schema: schema), Self.first)
    let steps = try hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number("SELECT COUNT(*) FROM hub_migration")
    }
    #expect(steps == Int64(HubSchema.steps.count))
    #expect(try hub.ledger(Ledger.defaultOrg).verify().isIntact)
  }
}
