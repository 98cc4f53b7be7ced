import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// What silences a finding, and what does not.
struct WaiverTests {
  private func withBaseline(_ place: Place, _ text: String) throws -> Report {
    try place.write("../baseline.json", text)
    var request = place.request()
    request.baselines = [place.outside + "/baseline.json"]
    return try place.scan(request)
  }

  @Test func ourReportsKnowASecretWhereverItMoves() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    var sink = MemorySink()
    try JSONReport().write(try place.scan(), to: &sink)
    let report = sink.text
    #expect(try withBaseline(place, report).verdict == .pass)
    try place.write("moved/b.txt", "\n\n  \(Token.a)\n")
    try FileManager.default.removeItem(atPath: place.root + "/a.txt")
    let moved = try withBaseline(place, report)
    #expect(moved.findings.isEmpty && moved.suppressed.count == 1)
    #expect(moved.suppressed.first?.waivers.first?.source == .baseline)
    // Another secret at the same place is new.
    try place.write("moved/b.txt", "\n\n  \(Token.b)\n")
    #expect(try withBaseline(place, report).findings.count == 1)
  }

  @Test func sarifOfOursIsABaselineToo() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    var sink = MemorySink()
    try SarifReport().write(try place.scan(), to: &sink)
    let report = try withBaseline(place, sink.text)
    #expect(report.findings.isEmpty && report.suppressed.count == 1)
  }

  @Test func gitleaksReportsKnowByValue() throws {
    let place = try Place()
    let baseline = """
      [{"RuleID": "token", "Description": "x", "StartLine": 1, "EndLine": 1, "StartColumn": 1,
        "EndColumn": 24, "Match": "\(Token.a)", "Secret": "\(Token.a)", "File": "old.txt",
        "Commit": "", "Entropy": 4.1, "Author": "", "Email": "", "Date": "", "Message": "",
        "Tags": [], "Fingerprint": "old.txt:token:1"}]
      """
    try place.write("elsewhere.txt", "\n\n\(Token.a)\n\(Token.b)\n")
    let report = try withBaseline(place, baseline)
    #expect(place.places(report) == ["elsewhere.txt:4"])
    #expect(report.suppressed.count == 1)
  }

  @Test func gitleaksReportsWithoutValuesKnowByPlace() throws {
    let place = try Place()
    let baseline = """
      [{"RuleID": "token", "StartLine": 1, "EndLine": 1, "Match": "REDACTED", "Secret": "REDACTED",
        "File": "a.txt", "Commit": "", "Fingerprint": "a.txt:token:1"}]
      """
    try place.write("a.txt", "\(Token.a)\n\(Token.a)\n")
    var request = place.request(path: "")
    request.path = place.root
    try place.write("../baseline.json", baseline)
    request.baselines = [place.outside + "/baseline.json"]
    let report = try place.scan(request)
    // Only the second line stays open, if paths are told relative to the scanned folder.
    #expect(report.findings.flatMap(\.places).contains { $0.start?.line == 2 })
  }

  @Test func ignoreFilesSilencePlaces() throws {
    let place = try Place(git: true)
    let commit = try place.commit("one", ["a.txt": "\(Token.a)\n\(Token.b)\n", "b.txt": Token.a])
    try place.write(".gitleaksignore", "# known\na.txt:token:1\n\(commit):a.txt:token:2\n")
    let history = try place.scan(.history)
    #expect(place.places(history) == ["b.txt:1"])
    #expect(history.suppressed.flatMap(place.places).sorted() == ["a.txt:1", "a.txt:2"])
    #expect(history.suppressed.first?.waivers.first?.source == .ignoreFile)
  }

  /// Betterleaks names a value by its SHA-256; keyed digests cannot be made here, which is said.
  @Test func ignoreFilesSilenceValues() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a)\n\(Token.b)\n")
    try place.write("b.txt", Token.a)
    let digest =
      "98d63affe75dbff1ad32966763e59aa5"
      + "a847c9917a2610a90ffaac81aa919b18"
    try place.write(".betterleaksignore", "\(digest.uppercased())\nhmac-sha256:\(digest)\n")
    let report = try place.scan()
    #expect(place.places(report) == ["a.txt:2"])
    #expect(report.suppressed.flatMap(place.places).sorted() == ["a.txt:1", "b.txt:1"])
    #expect(report.suppressed.first?.waivers.first?.scope == .finding)
    #expect(report.diagnostics.map(\.code) == ["ignore-file.hmac"])
  }

  @Test func aDifferentSecretOnAnAllowedLineIsAllowedByItsComment() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a) # shrike:allow token recorded answer\n\(Token.b)\n")
    let report = try place.scan()
    #expect(place.places(report) == ["a.txt:2"])
    #expect(report.suppressed.first?.waivers.first?.reason == "recorded answer")
    #expect(report.suppressed.first?.waivers.first?.scope == .place)
  }

  @Test func oneWaivedPlaceLeavesTheOthersOpen() throws {
    let place = try Place()
    try place.write("a.txt", "\(Token.a) # gitleaks:allow\n")
    try place.write("b.txt", "\(Token.a)\n")
    let report = try place.scan()
    #expect(place.places(report) == ["b.txt:1"])
    #expect(report.suppressed.flatMap(place.places) == ["a.txt:1"])
    #expect(report.findings.first?.identity == report.suppressed.first?.identity)
  }

  @Test func brokenIgnoreLinesAreTold() throws {
    let place = try Place()
    try place.write(".gitleaksignore", "what is this\n")
    #expect(try place.scan().diagnostics.map(\.code) == ["ignore-file.entry"])
  }
}
