import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// The whole way with providers that somebody else wrote, over the network: oidc-provider-mock, whose tokens say everything,
/// and django-oidc-provider, whose tokens say little.
@Suite struct OpenIDProviderTests {
  /// A provider as scripts/oidc-provider starts it.
  enum Provider: String, Sendable, CaseIterable {
    case mock, django

    var issuer: String? {
      ProcessInfo.processInfo.environment["SHRIKE_TEST_OIDC_\(rawValue.uppercased())"]
    }

    /// How curl signs somebody in there; it then tells where the browser would be sent.
    func arguments(_ subject: String) -> [String] {
      switch self {
      case .mock: ["--data-urlencode", "sub=\(subject)"]
      case .django: ["-L", "--max-redirs", "2", "-b", "who=\(subject)", "-c", "/dev/null"]
      }
    }
  }

  @Test(
    .enabled(
      if: Provider.allCases.contains { $0.issuer != nil },
      "SHRIKE_TEST_OIDC_MOCK and _DJANGO name no provider: see scripts/oidc-provider"),
    arguments: Provider.allCases.filter { $0.issuer != nil },
    [("ana", 303, Role.approver), ("eve", 403, nil)])
  func somebodySignsIn(
    _ provider: Provider, _ expected: (subject: String, status: Int, role: Role?)
  ) async throws {
    let subject = expected.subject
    var settings = OpenIDSettings(
      issuer: try #require(provider.issuer), client: "shrike", secret: "any")
    settings.domains = ["*"]
    settings.roleClaim = "groups"
    settings.roles = ["sec": "approver"]
    let test = try TestHub(.sqlite, openID: OpenIDProvider(settings))
    Self.setToNow(test)
    try await test.run { visitor in
      let there = try await visitor.get("/sign-in/oidc?next=/proposals")
      let back = try Self.curl(
        provider.arguments(subject) + [try #require(there.header("Location"))])
      let path = try #require(back.firstRange(of: "/sign-in/oidc/return"), "\(back)")
      Self.setToNow(test)
      let reply = try await visitor.get(String(back[path.lowerBound...]))
      #expect(reply.status == expected.status, "\(reply.text)")
      let account = try test.hub.everything.read {
        (connection: any SQLConnection) throws(LedgerError) in
        try Account.find(email: "\(subject)@example.org", connection)
      }
      #expect(account?.role == expected.role)
      if expected.role != nil { #expect(account?.name == "Ana") }
    }
  }

  /// Its tokens are of this moment, however long the way here took.
  private static func setToNow(_ test: TestHub) {
    test.clock.advance(
      seconds: (Timestamp.now.milliseconds - test.hub.clock().milliseconds) / 1_000)
  }

  /// Where the last answer sends the browser.
  private static func curl(_ arguments: [String]) throws -> String {
    let curl = Process()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    curl.arguments =
      ["curl", "-s", "-o", "/dev/null", "-m", "20", "-w", "%{redirect_url}"] + arguments
    let output = Pipe()
    curl.standardOutput = output
    try curl.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    curl.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
