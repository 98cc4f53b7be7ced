import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// The whole way with a provider that somebody else wrote: oidc-provider-mock, over the network.
@Suite struct OpenIDProviderTests {
  private static let issuer = ProcessInfo.processInfo.environment["SHRIKE_TEST_OIDC"]

  @Test(
    .enabled(
      if: issuer != nil, "SHRIKE_TEST_OIDC names no provider: see scripts/oidc-provider"),
    arguments: [("ana", 303, Role.approver), ("eve", 403, nil)])
  func somebodySignsIn(_ subject: String, _ status: Int, _ role: Role?) async throws {
    var settings = OpenIDSettings(
      issuer: try #require(Self.issuer), client: "shrike", secret: "any")
    settings.domains = ["*"]
    settings.roleClaim = "groups"
    settings.roles = ["sec": "approver"]
    let test = try TestHub(.sqlite, openID: OpenIDProvider(settings))
    Self.setToNow(test)
    try await test.run { visitor in
      let there = try await visitor.get("/sign-in/oidc?next=/proposals")
      let back = try Self.choose(subject, try #require(there.header("Location")))
      Self.setToNow(test)
      let path = try #require(back.firstRange(of: "/sign-in/oidc/return"))
      let reply = try await visitor.get(String(back[path.lowerBound...]))
      #expect(reply.status == status, "\(reply.text)")
      let account = try test.hub.everything.read {
        (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(email: "\(subject)@example.org", connection)
      }
      #expect(account?.role == role)
    }
  }

  /// Its tokens are of this moment, however long the way here took.
  private static func setToNow(_ test: TestHub) {
    test.clock.advance(
      seconds: (Timestamp.now.milliseconds - test.hub.clock().milliseconds) / 1_000)
  }

  /// Fills in the provider's form; where it sends the browser.
  private static func choose(_ subject: String, _ address: String) throws -> String {
    let curl = Process()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    curl.arguments = [
      "curl", "-s", "-o", "/dev/null", "-m", "20", "-w", "%{redirect_url}", "--data-urlencode",
      "sub=\(subject)", address,
    ]
    let output = Pipe()
    curl.standardOutput = output
    try curl.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    curl.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
