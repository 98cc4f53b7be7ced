import DatabaseFixtures
import ShrikeLedger
import ShrikeModel
import ShrikeText
import Testing

@Suite struct QueryTests {
  private static func ledger(_ engine: Engine) throws -> (Ledger, [String]) {
    let ledger = try engine.ledger()
    let ids = try ledger.publish(
      Make.scan(
        "a",
        [
          Make.finding("k0", severity: .critical, path: "src/db.py", message: "SQL made of text"),
          Make.finding("k1", rule: "code/path-traversal", path: "src/files/open_it.py", line: 4),
          Make.finding("k2", severity: .low, path: "test/db.py", message: "100% sure"),
        ]), by: "ci", at: Make.start
    ).findings
    let other = try ledger.publish(
      Make.scan("b", [Make.finding("k3", severity: .medium)], asset: "api", tool: "bandit"),
      by: "ci", at: Make.day(3)
    ).findings
    try ledger.assign([ids[0]], to: "ann", by: "ann", at: Make.day(3))
    try ledger.decide(
      [ids[2]], Decision(.falsePositive, reason: "a test"), by: "ann", at: Make.day(3))
    return (ledger, ids + other)
  }

  private static let rows: [(String, [Int])] = [
    ("", [0, 1, 3]), ("state:any", [0, 1, 3, 2]), ("state:open,false-positive", [0, 1, 3, 2]),
    ("-state:open", [2]), ("severity:critical,medium", [0, 3]), ("severity:>=high", [0, 1]),
    ("severity:<high state:any", [3, 2]), ("-severity:critical", [1, 3]), ("owner:me", [0]),
    ("owner:none", [1, 3]), ("asset:shop", [0, 1]), ("asset:s*", [0, 1]), ("-asset:shop", [3]),
    ("rule:path-traversal", [1]), ("rule:code/path-traversal", [1]), ("rule:code/*", [0, 1, 3]),
    ("tool:bandit", [3]), ("path:src", [0, 1, 3]), ("path:src/db.py", [0]), ("path:*_it.py", [1]),
    ("path:src/d_.py", []), ("cwe:89", [0, 1, 3]), ("cwe:CWE-79", []), ("kind:code", [0, 1, 3]),
    ("id:#2", [1]), ("age:>2d", [0, 1, 3]), ("age:>5d", [0, 1, 3]), ("due:overdue", []),
    ("due:<2026-12-20", [0]), ("observed:absent", []), ("ref:main", [0, 1, 3]), ("ref:dev", []),
    ("confidence:medium", [0, 1, 3]), ("sql text", [0, 3]), ("\"SQL made\"", [0]),
    ("quer", [1, 3]),
    ("-sql", [1]), ("decided:yes state:any", [2]), ("100% state:any", [2]), ("open_it", [1]),
    ("src/files/open", [1]), ("\"made SQL\"", []),
    ("%", []), ("severity:high owner:none path:src quer", [1]),
  ]

  @Test(arguments: Engine.all) func findsWhatIsAskedFor(engine: Engine) throws {
    let (ledger, ids) = try Self.ledger(engine)
    for (text, expected) in Self.rows {
      let query = try FindingQuery.parse(text, me: "ann")
      let found = try ledger.findings(query, at: Make.day(6)).rows.map(\.id)
      #expect(found == expected.map { ids[$0] }, "\(text)")
      #expect(try ledger.count(query, at: Make.day(6)) == expected.count, "\(text)")
    }
  }

  @Test(arguments: [
    ("sevrity:high", "query.field", 1, "did you mean 'severity:'?"),
    ("state:open severity:hihg", "query.severity", 21, "did you mean 'high'?"),
    ("owner:me", "query.me", 7, "give a person's name instead"),
    ("age:30", "query.age", 5, "write it as >30d, <=2w or <12h"),
    ("due:soon", "query.due", 5, "write it as <2026-12-31, or overdue"),
    ("\"open", "query.quote", 1, "put a \" at the end of the text"),
    ("path:", "query.value", 1, "path: a file; * stands for anything"),
    ("cwe:x", "query.number", 5, "cwe:89"),
  ])
  func saysWhereAndWhatHelps(text: String, code: String, column: Int, help: String) throws {
    var diagnostics = Diagnostics()
    #expect(FindingQuery.parse(text, diagnostics: &diagnostics) == nil)
    let first = try #require(diagnostics.finish().first)
    #expect(first.code == code && first.frame?.column == column && first.help == help, "\(first)")
  }

  @Test func everyMistakeIsTold() {
    var diagnostics = Diagnostics()
    #expect(
      FindingQuery.parse("colour:red state:opne age:x", diagnostics: &diagnostics) == nil)
    #expect(diagnostics.finish().count == 3)
  }

  @Test(arguments: Engine.all) func textIsNeverSQL(engine: Engine) throws {
    let (ledger, _) = try Self.ledger(engine)
    for field in FindingQuery.Field.allCases {
      for text in [
        "'; DROP TABLE finding; --", "\\\" OR 1=1", "a' OR 'a'='a", "%", "NEAR(", "*", "-",
      ] {
        var diagnostics = Diagnostics()
        let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        guard
          let query = FindingQuery.parse(
            "\(field.rawValue):\"\(quoted)\"", me: "ann", diagnostics: &diagnostics)
        else { continue }
        _ = try ledger.findings(query, at: Make.day(6))
      }
    }
    #expect(try ledger.count(FindingQuery.parse("state:any"), at: Make.day(6)) == 4)
  }

  @Test(arguments: Engine.all) func pagesCoverAllOnce(engine: Engine) throws {
    let ledger = try engine.ledger()
    let severities = Severity.allCases
    let findings = (0..<57).map {
      Make.finding("k\($0)", severity: severities[$0 % 5], line: $0 + 1)
    }
    let ids = try ledger.publish(Make.scan("a", findings), by: "ci", at: Make.start).findings
    try ledger.decide(
      Array(ids.prefix(20)), Decision(.falsePositive, reason: "x"), by: "ann", at: Make.day(1))
    for order in FindingOrder.allCases {
      for text in [
        "state:any", "state:open", "state:open,false-positive", "severity:high state:any",
      ] {
        let query = try FindingQuery.parse(text)
        let whole = try ledger.findings(query, order: order, limit: 100, at: Make.day(1)).rows
        var seen: [FindingRow] = []
        var cursor: String?
        repeat {
          let page = try ledger.findings(
            query, order: order, cursor: cursor, limit: 7, at: Make.day(1))
          seen += page.rows
          cursor = page.next
        } while cursor != nil
        #expect(seen == whole, "\(text) \(order)")
      }
    }
    #expect(throws: LedgerError.self) { try ledger.findings(cursor: "x", at: Make.day(1)) }
  }

  @Test(arguments: Engine.all) func comparesScans(engine: Engine) throws {
    let ledger = try engine.ledger()
    let (a, b, c) = (
      Make.finding("a"), Make.finding("b", path: "b.py"), Make.finding("c", path: "c.py")
    )
    let first = try ledger.publish(Make.scan("1", [a, b]), by: "ci", at: Make.start)
    let second = try ledger.publish(
      Make.scan("2", [b, c], at: Make.minute(1)), by: "ci", at: Make.minute(1))
    let third = try ledger.publish(
      Make.scan("3", [a], at: Make.minute(2)), by: "ci", at: Make.minute(2))
    let diff = try ledger.scanDiff(from: first.scan, to: second.scan, at: Make.day(1))
    #expect(
      diff.new.map(\.identity) == ["c"] && diff.gone.map(\.identity) == ["a"] && diff.same == 1)
    let back = try ledger.scanDiff(from: first.scan, to: third.scan, at: Make.day(1))
    #expect(back.new.isEmpty && back.gone.map(\.identity) == ["b"] && back.same == 1)
    #expect(try ledger.scans().map(\.id) == [third.scan, second.scan, first.scan])
    let page = try ledger.scans(limit: 1)
    #expect(try ledger.scans(before: page[0]).map(\.id) == [second.scan, first.scan])
    #expect(throws: LedgerError.self) {
      try ledger.scanDiff(from: first.scan, to: "x", at: Make.day(1))
    }
  }

  @Test(arguments: Engine.all) func tellsTheWorstOfALargeScan(engine: Engine) throws {
    let ledger = try engine.ledger()
    let severities: [Severity] = [.low, .critical, .medium, .info, .high]
    let findings = (0..<620).map { index in
      Make.finding(
        "k\(index)", severity: severities[index % 5], path: "src/file\(index).py", line: index + 1)
    }
    let first = try ledger.publish(Make.scan("1", findings), by: "ci", at: Make.start)
    let diff = try ledger.scanDiff(from: nil, to: first.scan, limit: 200, at: Make.day(1))
    #expect(diff.newCount == 620 && diff.gone.isEmpty && diff.same == 0)
    #expect(
      diff.new.map(\.severity) == Array(repeating: .critical, count: 124)
        + Array(repeating: .high, count: 76))
    #expect(
      diff.new.map(\.id)
        == diff.new.sorted { ($1.severity, $0.id) < ($0.severity, $1.id) }.map(\.id))
    let second = try ledger.publish(
      Make.scan("2", Array(findings.prefix(20)), at: Make.minute(1)), by: "ci", at: Make.minute(1))
    let less = try ledger.scanDiff(from: first.scan, to: second.scan, limit: 10, at: Make.day(1))
    #expect(less.new.isEmpty && less.gone.count == 10 && less.goneCount == 600 && less.same == 20)
    #expect(less.gone.allSatisfy { $0.severity == .critical })
    #expect(
      try ledger.findings(ofScan: first.scan, limit: 3, at: Make.day(1)).map(\.row.severity)
        == [.critical, .critical, .critical])
  }

  @Test(arguments: Engine.all) func countsTheFindingsOfAnAssetUpToABound(engine: Engine) throws {
    let ledger = try engine.ledger()
    let findings = (0..<520).map { index in
      Make.finding(
        "k\(index)", severity: index < 505 ? .high : .low, path: "src/file\(index).py",
        line: index + 1)
    }
    try ledger.publish(Make.scan("1", findings), by: "ci", at: Make.start)
    let now = try #require(try ledger.assetOverviews(at: Make.start).first)
    #expect(now.open == [.high: AssetOverview.mostCounted + 1, .low: 15] && now.overdue == 0)
    let later = try #require(try ledger.assetOverviews(at: Make.day(3_000)).first)
    #expect(later.overdue == AssetOverview.mostCounted + 1)
  }

  @Test(arguments: Engine.all) func countsDays(engine: Engine) throws {
    let ledger = try engine.ledger()
    let (a, b) = (Make.finding("a"), Make.finding("b", severity: .low, line: 2))
    try ledger.publish(Make.scan("1", [a, b]), by: "ci", at: Make.start)
    try ledger.publish(Make.scan("2", [a], at: Make.day(2)), by: "ci", at: Make.day(2))
    try ledger.publish(Make.scan("3", [a, b], at: Make.day(3)), by: "ci", at: Make.day(3))
    let day = Make.start.day
    let trend = try ledger.trend(from: day, to: day + 3)
    #expect(trend.map(\.opened) == [2, 0, 0, 0])
    #expect(trend.map(\.closed) == [0, 0, 1, 0] && trend.map(\.reopened) == [0, 0, 0, 1])
    #expect(try ledger.trend(from: day, to: day, severity: .low).map(\.opened) == [1])
    let standing = try ledger.standing(at: Make.day(40))
    #expect(standing.byState == ["open": 2] && standing.overdue == 1)
    #expect(try ledger.daysToFix(from: Make.start, to: Make.day(9)).isEmpty)
  }

  @Test(arguments: Engine.all) func forgetsOldScans(engine: Engine) throws {
    let ledger = try engine.ledger()
    for day in 0..<5 {
      try ledger.publish(
        Make.scan("\(day)", [Make.finding("a")], at: Make.day(day)), by: "ci", at: Make.day(day))
    }
    try ledger.forgetScans(before: Make.day(3), by: "ann", at: Make.day(5))
    #expect(try ledger.scans().count == 2)
    try ledger.forgetScans(before: Make.day(30), by: "ann", at: Make.day(31))
    #expect(try ledger.scans().count == 1)
    #expect(try ledger.count(FindingQuery(), at: Make.day(31)) == 1)
    try expectRebuildable(ledger)
  }
}
