import DatabaseFixtures
import ShrikeLedger
import ShrikeModel
import ShrikeText
import Testing

/// Two tools that tell of one mistake.
@Suite struct SameCauseTests {
  private static func package(_ key: String, _ purl: String, _ ids: [String]) -> Finding {
    var finding = Make.finding(key, rule: "dependencies/\(key)", path: "lock-\(key).json")
    finding.taxonomies = [Taxonomy("CWE", "79")] + ids.map { Taxonomy("CVE", $0) }
    finding.subject = .package(Finding.Package(name: "left", version: "1", purl: purl))
    return finding
  }

  private static func secret(_ key: String, line: Int) -> Finding {
    var finding = Make.finding(key, line: line)
    finding.taxonomies = []
    finding.subject = .secret
    return finding
  }

  private static func other(_ key: String, _ cwe: String, line: Int) -> Finding {
    var finding = Make.finding(key, line: line)
    finding.taxonomies = [Taxonomy("CWE", cwe)]
    return finding
  }

  @Test(
    arguments: Engine.all,
    [
      ("a line further", Make.finding("a"), Make.finding("b", line: 11), true),
      ("far away", Make.finding("a"), Make.finding("b", line: 20), false),
      ("another file", Make.finding("a"), Make.finding("b", path: "src/web.py"), false),
      ("another weakness", Make.finding("a"), other("b", "78", line: 10), false),
      ("half the number", Make.finding("a"), other("b", "8", line: 10), false),
      ("secrets", secret("a", line: 3), secret("b", line: 3), true),
      ("a secret and code", secret("a", line: 3), Make.finding("b", line: 3), false),
      (
        "a package, however it was found", package("a", "pkg:npm/left@1", ["2026-1", "2026-2"]),
        package("b", "pkg:npm/left@1.0?arch=x", ["2026-2"]), true
      ),
      (
        "another vulnerability", package("a", "pkg:npm/left@1", ["2026-1"]),
        package("b", "pkg:npm/left@1", ["2026-2"]), false
      ),
    ])
  func areLinked(
    engine: Engine, _ pair: (about: String, Finding, Finding, isLinked: Bool)
  ) throws {
    let ledger = try engine.ledger()
    let first = try ledger.publish(Make.scan("1", [pair.1]), by: "ci", at: Make.minute(1)).findings
    let theirs = Make.scan("2", [pair.2], tool: "other")
    let second = try ledger.publish(theirs, by: "ci", at: Make.minute(2)).findings
    let links = try ledger.links(of: first[0])
    #expect(links.map(\.source) == (pair.isLinked ? second : []), "\(pair.about)")
    #expect(first != second, "they stay two")
    #expect(try ledger.publish(theirs, by: "ci", at: Make.minute(3)).events == 0)
    try expectRebuildable(ledger)
  }

  @Test func toolsOfOtherAssetsAndTheSameToolAreNot() throws {
    let ledger = try Engine.sqlite.ledger()
    let one = try ledger.publish(Make.scan("1", [Make.finding("a")]), by: "ci", at: Make.minute(1))
    try ledger.publish(
      Make.scan("2", [Make.finding("b")], asset: "other", tool: "other"), by: "ci",
      at: Make.minute(2))
    try ledger.publish(
      Make.scan("3", [Make.finding("a"), Make.finding("c", rule: "code/x")]), by: "ci",
      at: Make.minute(3))
    #expect(try ledger.links(of: one.findings[0]).isEmpty)
  }
}
