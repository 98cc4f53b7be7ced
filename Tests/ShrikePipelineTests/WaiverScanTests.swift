import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Waivers that a team wrote down, at work in a scan.
struct WaiverScanTests {
  /// 2026-01-01.
  private static let now: Int64 = 1_767_225_600_000_000_000

  private func scan(_ place: Place, _ change: (inout ScanRequest) -> Void = { _ in }) throws
    -> Report
  {
    var request = place.request()
    request.now = Self.now
    change(&request)
    return try place.scan(request)
  }

  private func waiver(_ subject: String, until: String = "2026-06-30") -> String {
    "- {\(subject), owner: team, reason: agreed on, ticket: SEC-1, until: \(until)}\n"
  }

  @Test(arguments: [
    ("rule: token", true), ("rule: gitleaks/token", true), ("rule: gitleaks/*", true),
    ("rule: to*", true), ("rule: other", false), ("path: src/", true), ("path: '*.txt'", true),
    ("path: ./src/a.txt", true), ("path: /a.txt", false), ("path: lib/", false),
    ("rule: token, path: src/**", true), ("rule: token, path: lib/", false),
    ("rule: other, path: src/", false), ("rule: token, cwe: 798", true),
    ("rule: token, cwe: CWE-22", false), ("rule: token, purl: 'pkg:npm/a'", false),
  ])
  func aWaiverCoversAllThatItNames(_ subject: String, _ covers: Bool) throws {
    let place = try Place()
    try place.write("src/a.txt", Token.a)
    try place.write(".shrike/waivers.yml", waiver(subject))
    let report = try scan(place)
    #expect(report.findings.isEmpty == covers)
    #expect(report.diagnostics.map(\.code) == (covers ? [] : ["waivers.unused"]))
  }

  @Test func whatItSaysStandsInTheReport() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    let identity = try #require(try scan(place).identities.first)
    try place.write(".shrike/waivers.yml", "# ours\n" + waiver("identity: \(identity.prefix(8))"))
    let report = try scan(place)
    #expect(report.verdict == .pass && report.diagnostics.isEmpty)
    #expect(
      report.suppressed.first?.waivers == [
        Waiver(
          scope: .finding, source: .waiverFile, origin: ".shrike/waivers.yml:2",
          reason: "agreed on", owner: "team", ticket: "SEC-1", until: "2026-06-30")
      ])
  }

  @Test(arguments: [("2025-12-31", false), ("2026-01-01", true), ("2026-01-02", true)])
  func theLastDayCounts(_ until: String, _ holds: Bool) throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    try place.write(".shrike/waivers.yml", waiver("rule: token", until: until))
    let report = try scan(place)
    #expect(report.findings.isEmpty == holds)
    #expect(report.diagnostics.map(\.code) == (holds ? [] : ["waivers.expired"]))
    if !holds {
      #expect(
        report.diagnostics.first?.message
          == "this waiver ended on 2025-12-31: a finding is open again")
    }
  }

  /// A mistake in one waiver is told; it does not hold, the others do, and the scan goes on.
  @Test func aWaiverWithoutAnEndDoesNotHold() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    try place.write("b.txt", Token.b)
    try place.write(
      ".shrike/waivers.yml",
      "- {path: a.txt, owner: x, reason: y}\n" + waiver("path: b.txt"))
    let report = try scan(place)
    #expect(place.places(report) == ["a.txt:1"])
    let told = try #require(report.diagnostics.first)
    #expect(told.code == "waivers.missing" && told.level == .warning)
    #expect(told.frame?.line == 1 && told.help?.hasSuffix("; the waiver does not hold") == true)
    #expect(report.diagnostics.count == 1)
  }

  @Test func aFileThatCannotBeReadEndsTheScan() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    try place.write(".shrike/waivers.yml", "- {rule: [\n")
    #expect(place.refusal(place.request()).map(\.code) == ["yaml.syntax"])
  }

  @Test(arguments: [
    ("rule: '*'", "this waiver covers everything"), ("path: '**'", "this waiver covers everything"),
    ("rule: '*', path: '**'", "this waiver covers everything"),
    ("rule: token, path: '**'", "this waiver covers 51 findings"),
  ])
  func waiversThatCoverTooMuchAreTold(_ subject: String, _ message: String) throws {
    let place = try Place()
    for number in 0..<51 {
      try place.write("a\(number).txt", "tok_9fK2mQ7xV4bL8pZ3rT\(String(number + 10))")
    }
    try place.write(".shrike/waivers.yml", waiver(subject))
    let report = try scan(place)
    #expect(report.findings.isEmpty && report.suppressed.count == 51)
    #expect(report.diagnostics.map(\.code) == ["waivers.broad"])
    #expect(report.diagnostics.first?.message == message)
  }

  @Test func onlyTheWaivedPlacesAreSuppressed() throws {
    let place = try Place()
    try place.write("a/x.txt", Token.a)
    try place.write("b/x.txt", Token.a)
    try place.write(".shrike/waivers.yml", waiver("rule: token, path: a/"))
    let report = try scan(place)
    #expect(place.places(report) == ["b/x.txt:1"])
    #expect(report.suppressed.flatMap(place.places) == ["a/x.txt:1"])
  }

  /// A folder with a configuration of its own may waive what stands in it, and nothing else.
  @Test func aFolderWaivesItsOwn() throws {
    let place = try Place()
    try place.write("a/shrike.yml", "version: 1\n")
    try place.write("a/.shrike/waivers.yml", waiver("rule: token, path: /x.txt"))
    for path in ["x.txt", "a/x.txt", "a/y.txt", "b/x.txt"] { try place.write(path, Token.a) }
    #expect(place.places(try scan(place)) == ["a/y.txt:1", "b/x.txt:1", "x.txt:1"])
    #expect(place.places(try scan(place) { $0.path += "/a" }) == ["a/y.txt:1"])
  }

  /// What was not looked at may hold what a waiver covers.
  @Test func aPartOfTheTreeDoesNotTellOfUnusedWaivers() throws {
    let place = try Place(git: true)
    try place.commit("one", ["a/x.txt": Token.a, "b/x.txt": Token.b])
    try place.write(".shrike/waivers.yml", waiver("path: b/") + waiver("path: c/"))
    #expect(try scan(place) { $0.path += "/a" }.diagnostics.isEmpty)
    #expect(try scan(place) { $0.subject = .staged }.diagnostics.isEmpty)
    #expect(try scan(place) { $0.skip = ["infra"] }.diagnostics.isEmpty)
    #expect(try scan(place).diagnostics.map { $0.frame?.line } == [2])
  }

  @Test func oneBeginningOfTwoIdentitiesHoldsForNone() throws {
    var set = WaiverSet(today: Day(number: 0))
    var diagnostics = Diagnostics()
    let text = "- {identity: '00000000', owner: x, reason: y, until: 2026-01-01}\n"
    set.add(
      try #require(
        WaiverFile.read(Array(text.utf8), file: "w.yml", diagnostics: &diagnostics)))
    let findings = ["0000000011111111", "0000000022222222"].map {
      Finding(
        rule: "a/b", severity: .high, message: "m",
        identity: Identity(value: $0, scheme: "secret/1"), places: [ShrikeModel.Place(path: "p")])
    }
    set.prepare(for: findings)
    for finding in findings {
      #expect(set.waivers(for: finding, ids: ["a/b"], paths: ["p"]) == [nil])
    }
    set.tell(set.records { _ in true }, &diagnostics)
    #expect(diagnostics.finish().map(\.code) == ["waivers.ambiguous"])
    set.prepare(for: [findings[0]])
    #expect(set.waivers(for: findings[0], ids: ["a/b"], paths: ["p"]).compactMap(\.self).count == 1)
  }
}
