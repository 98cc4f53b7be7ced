import Foundation
import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

struct ScanTests {
  // MARK: work tree

  @Test func aFolderIsScanned() throws {
    let place = try Place()
    try place.write("a.txt", "x\n\(Token.a)\n")
    try place.write("deep/b.txt", "\(Token.b) and \(Token.a)")
    try place.write("clean.txt", "nothing\n")
    let report = try place.scan()
    #expect(report.findings.count == 2)
    #expect(place.places(report) == ["a.txt:2", "deep/b.txt:1", "deep/b.txt:1"])
    #expect(report.target.kind == "work-tree")
    #expect(report.verdict == .fail(["2 findings are high or worse"]))
    #expect(report.coverage.map(\.files) == [3, 0])
    #expect(report.rules.map(\.title) == ["Invented token"])
    #expect(report.identityKey == "fixed" && !report.partial)
  }

  @Test func threadsChangeNothing() throws {
    let place = try Place()
    for number in 0..<60 {
      try place.write("\(number % 7)/f\(number)", "\(Token.a) \(number)\n\(Token.b)")
    }
    let one = try place.scan()
    var request = place.request()
    request.jobs = 8
    let many = try place.scan(request)
    #expect(many.findings == one.findings)
    #expect(one.findings.count == 2)
  }

  @Test func oneFileIsScanned() throws {
    let place = try Place(git: true)
    try place.write("sub/a.txt", Token.a)
    try place.write("b.txt", Token.b)
    let report = try place.scan(path: "sub/a.txt")
    #expect(place.places(report) == ["sub/a.txt:1"])
    #expect(report.target.kind == "file")
  }

  @Test func nothingAtAllPasses() throws {
    let report = try Place().scan()
    #expect(report.verdict == .pass && report.findings.isEmpty)
  }

  @Test func aMissingFolderIsAnError() throws {
    #expect(throws: Scan.Failure.self) { try Place().scan(path: "nowhere") }
  }

  @Test func ignoredFilesAreSkippedUnlessTracked() throws {
    let place = try Place(git: true)
    try place.write("tracked.log", Token.a)
    try place.git(["add", "-f", "tracked.log"])
    try place.commit("one")
    try place.write(".gitignore", "*.log\n")
    try place.write("other.log", Token.b)
    #expect(place.places(try place.scan()) == ["tracked.log:1"])
    var request = place.request()
    request.usesIgnoreFiles = false
    #expect(place.places(try place.scan(request)) == ["other.log:1", "tracked.log:1"])
  }

  // MARK: git

  /// Rewriting commits changes neither what a finding is nor whether it is known.
  @Test func aRebaseKeepsIdentities() throws {
    let place = try Place(git: true)
    try place.commit("root", ["readme": "hello"])
    try place.git(["checkout", "-q", "-b", "work"])
    try place.commit("secret", ["a.txt": "x = \(Token.a)\n"])
    try place.commit("removed", ["a.txt": "x = none\n"])
    let before = try place.scan(.history)
    #expect(place.places(before) == ["a.txt:1"])
    #expect(before.identityKey == "repository")
    #expect(before.findings.first?.places.first?.commit?.author == "Ann Author")
    try place.git(["checkout", "-q", "main"])
    try place.commit("other", ["other": "x"])
    try place.git(["checkout", "-q", "work"])
    try place.git(["rebase", "-q", "main"])
    try place.git(["reflog", "expire", "--expire=now", "--all"])
    try place.git(["gc", "-q", "--prune=now"])
    let after = try place.scan(.history)
    #expect(after.identities == before.identities)
    #expect(
      after.findings.first?.places.first?.commit?.id
        != before.findings.first?.places.first?.commit?.id)
    // The work tree knows the same secret by the same name.
    try place.write("elsewhere/moved.py", "\t\tvalue = '\(Token.a)'\n")
    #expect(try place.scan().identities == before.identities)
  }

  @Test func historyTellsTheFirstCommitOnce() throws {
    let place = try Place(git: true)
    let first = try place.commit("one", ["a.txt": "\(Token.a)\n"])
    try place.commit("two", ["a.txt": "\(Token.a)\nmore\n"])
    try place.commit("three", ["b.txt": "\(Token.a)\n\(Token.b)\n"])
    let report = try place.scan(.history)
    #expect(report.findings.count == 2)
    let old = try #require(
      report.findings.first { $0.places.contains { place.short($0.path) == "a.txt" } })
    #expect(old.places.first?.commit?.id == first)
    // A line beside a change was not brought in by it.
    #expect(place.places(old) == ["a.txt:1", "b.txt:1"])
    #expect(report.coverage.first?.commits == 3)
  }

  @Test func stagedIsWhatTheNextCommitBrings() throws {
    let place = try Place(git: true)
    try place.commit("one", ["old.txt": Token.a])
    try place.write("staged.txt", "x\n\(Token.b)\n")
    try place.git(["add", "staged.txt"])
    try place.write("staged.txt", "changed after\n")
    try place.write("loose.txt", Token.c)
    let report = try place.scan(.staged)
    #expect(place.places(report) == ["staged.txt:2"])
    #expect(report.target.kind == "staged")
  }

  @Test func sinceLooksAtNewCommitsOnly() throws {
    let place = try Place(git: true)
    let base = try place.commit("one", ["a.txt": Token.a])
    try place.commit("two", ["b.txt": "\(Token.b)\n"])
    let report = try place.scan(.since(base))
    #expect(place.places(report) == ["b.txt:1"])
    #expect(report.target.range == "\(base)..HEAD")
    #expect(!place.refusal(place.request(.since("no-such-revision"))).isEmpty)
  }

  @Test(arguments: [ScanRequest.Subject.history, .staged, .since("HEAD")])
  func historyNeedsARepository(_ subject: ScanRequest.Subject) throws {
    let place = try Place()
    let said = place.refusal(place.request(subject))
    #expect(said.first?.message.contains("no git repository") == true)
  }

  @Test func anEmptyRepositoryPasses() throws {
    let place = try Place(git: true)
    #expect(try place.scan(.history).findings.isEmpty)
    #expect(try place.scan(.staged).findings.isEmpty)
    #expect(try place.scan().verdict == .pass)
  }

  @Test func shallowClonesSaySo() throws {
    let place = try Place(git: true)
    try place.commit("one", ["a.txt": Token.a])
    try place.commit("two", ["b.txt": Token.b])
    try place.git(["clone", "-q", "--depth", "1", "file://" + place.root, "../shallow"])
    let report = try place.scan(path: "../shallow")
    #expect(report.identityKey == "fixed")
    #expect(report.diagnostics.map(\.code).contains("identity.shallow"))
    let named = try place.scan(
      place.request(path: "../shallow", environment: ["SHRIKE_FINGERPRINT_KEY": "k"]))
    #expect(named.identityKey == "environment")
    #expect(Set(named.identities).isDisjoint(with: report.identities))
  }

  // MARK: the gate

  @Test func failOnDecides() throws {
    let place = try Place()
    try place.write("a.txt", Token.a)
    for (failOn, word) in [
      (Configuration.FailOn.never, "pass"), (.severity(.critical), "pass"),
      (.severity(.high), "fail"),
      (.severity(.info), "fail"),
    ] {
      var request = place.request()
      request.failOn = failOn
      #expect(try place.scan(request).verdict.word == word, "\(failOn.word)")
    }
  }

  @Test func askedForAndNotRunIsNotEvaluated() throws {
    let place = try Place()
    var request = place.request()
    request.only = ["secrets"]
    request.skip = ["secrets"]
    let report = try place.scan(request)
    #expect(report.verdict == .notEvaluated(["secrets did not run: --skip"]))
    request.only = nil
    #expect(try place.scan(request).verdict == .pass)
  }

  @Test func aStoppedScanIsPartial() throws {
    let place = try Place()
    try place.write("a.txt", "clean")
    let progress = ScanProgress()
    progress.cancel()
    let report = try Scan(place.request(), progress: progress).run()
    #expect(report.partial)
    #expect(report.verdict.word == "not evaluated")
  }

  // MARK: configuration

  @Test func pathsAreExcludedWithTheirReason() throws {
    let place = try Place()
    try place.write(
      "shrike.yml",
      """
      paths:
        exclude:
          - path: testdata/
            reason: invented tokens
      severity:
        - path: docs/
          severity: low
      """)
    try place.write("testdata/a.txt", Token.a)
    try place.write("docs/b.txt", Token.b)
    let report = try place.scan()
    #expect(place.places(report) == ["docs/b.txt:1"])
    #expect(report.findings.first?.severity == .low)
    #expect(report.findings.first?.statedSeverity == "high")
    #expect(report.verdict == .pass)
    let skip = report.coverage.flatMap(\.skipped).first { $0.reason == .excluded }
    #expect(skip?.detail == "invented tokens")
  }

  /// A monorepo: the top leaves out `gen`, one service goes its own way, another lets nothing pass.
  private func monorepo() throws -> Place {
    let place = try Place(git: true)
    try place.write("shrike.yml", "paths: {exclude: [/gen/]}\nfail-on: critical\n")
    try place.write(
      "a/shrike.yml",
      "paths: {exclude: [{path: /gen/, reason: made}]}\nseverity: [{path: /x, severity: info}]\n"
        + "engines: [secrets]\n")
    try place.write("b/shrike.yml", "fail-on: low\n")
    for name in ["gen/x", "a/gen/x", "b/gen/x"] { try place.write(name, Token.a) }
    try place.write("a/x", Token.b)
    try place.write("b/x", Token.c)
    return place
  }

  @Test func everyFolderHasItsOwnConfiguration() throws {
    let place = try monorepo()
    let report = try place.scan()
    #expect(place.places(report) == ["a/x:1", "b/gen/x:1", "b/x:1"])
    let severities = Dictionary(
      uniqueKeysWithValues: report.findings.map { (place.places($0), $0.severity) })
    #expect(severities[["a/x:1"]] == .info)
    #expect(severities[["b/x:1"]] == .high)
    #expect(report.verdict == .fail(["2 findings are low or worse"]))
    #expect(report.diagnostics.map(\.code) == ["config.folder"])
    let reasons = report.coverage.flatMap(\.skipped).filter { $0.reason == .excluded }
    #expect(reasons.map { place.short($0.path) } == ["a/gen/", "gen/"])
    #expect(reasons.map(\.detail) == ["made", nil])
    // Below, what stands above holds as well.
    let below = try place.scan(path: "a")
    #expect(place.places(below) == ["a/x:1"])
    #expect(below.verdict == .pass)
    #expect(below.diagnostics.isEmpty)
  }

  @Test func historyAndIndexAskTheSameConfigurations() throws {
    let place = try monorepo()
    try place.git(["add", "."])
    #expect(place.places(try place.scan(.staged)) == ["a/x:1", "b/gen/x:1", "b/x:1"])
    try place.commit("all")
    #expect(place.places(try place.scan(.history)) == ["a/x:1", "b/gen/x:1", "b/x:1"])
  }

  @Test(arguments: [ScanRequest.Subject.workTree, .staged])
  func aMistakeFurtherDownEndsTheScan(_ subject: ScanRequest.Subject) throws {
    let place = try monorepo()
    try place.write("b/deep/shrike.yml", "fail-on: hihg\n")
    try place.git(["add", "."])
    #expect(place.refusal(place.request(subject)).map(\.code).contains("config.severity"))
    // What is left out or ignored is not asked.
    try place.write("gen/deep/shrike.yml", "fail-on: hihg\n")
    try place.write(".gitignore", "node_modules/\n")
    try place.write("b/deep/shrike.yml", "")
    try place.write("b/node_modules/m/shrike.yml", "fail-on: hihg\n")
    _ = try place.scan(subject)
  }

  @Test func aFindingOfManyFoldersCountsWhereItIsWorst() throws {
    let place = try Place()
    try place.write("a/shrike.yml", "severity: [{path: x, severity: info}]\nfail-on: never\n")
    for name in ["a/x", "c/x"] { try place.write(name, Token.a) }
    let report = try place.scan()
    #expect(report.findings.map(\.severity) == [.high])
    #expect(report.verdict == .fail(["1 finding is high or worse"]))
    #expect(try place.scan(path: "a").verdict == .pass)
  }

  @Test func rulesAndBaselinesAreRelativeToTheFile() throws {
    let place = try Place()
    try place.write("conf/shrike.yml", "rules: [own.toml]\n")
    try place.write("conf/own.toml", "[[rules]]\nid = 'own'\nregex = 'own_[a-z]{6}'\n")
    try place.write("a.txt", "own_abcdef \(Token.a)")
    var request = place.request()
    request.rules = []
    request.configFile = place.root + "/conf/shrike.yml"
    #expect(try place.scan(request).findings.map(\.rule) == ["gitleaks/own"])
  }

  @Test func brokenInputIsRefused() throws {
    let place = try Place()
    try place.write("shrike.yml", "fail-on: hihg\n")
    #expect(place.refusal(place.request()).map(\.code) == ["config.severity"])
    try place.write("shrike.yml", "")
    var request = place.request()
    request.configFile = place.root + "/none.yml"
    #expect(place.refusal(request).map(\.code) == ["config.missing"])
    request = place.request()
    request.rules = [place.root + "/none.toml"]
    #expect(place.refusal(request).map(\.code) == ["rules.missing"])
    try place.write("bad.toml", "[[rules]]\nid = 'a'\nregex = '('\n")
    request.rules = [place.root + "/bad.toml"]
    #expect(place.refusal(request).map(\.code).contains("rules.regex"))
    request = place.request()
    request.baselines = [place.root + "/none.json"]
    #expect(place.refusal(request).map(\.code) == ["baseline.missing"])
    try place.write("bad.json", "{\"x\": ")
    request.baselines = [place.root + "/bad.json"]
    #expect(!place.refusal(request).isEmpty)
  }

  @Test func anEmptyRuleSetSaysSo() throws {
    let place = try Place()
    try place.write("../empty.toml", "")
    var request = place.request()
    request.rules = [place.outside + "/empty.toml"]
    let report = try place.scan(request)
    #expect(report.diagnostics.map(\.code) == ["rules.empty"])
  }
}
