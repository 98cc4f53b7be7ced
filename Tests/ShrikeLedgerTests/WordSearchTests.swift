import DatabaseFixtures
import ShrikeModel
import Testing

@testable import ShrikeLedger

/// A word is found by the index of words or in the texts of rows, by how many findings have it: the answers are the same.
@Suite struct WordSearchTests {
  @Test(arguments: Engine.all) func readsTheSameByIndexAndByText(engine: Engine) throws {
    let ledger = try engine.ledger()
    let messages = [
      "SQL made of text", "sqlite file is open", "a mysql query", "text of 100% SQL", "nothing",
      "Größe of a query", "queries, queries",
    ]
    let findings = messages.enumerated().map { index, message in
      Make.finding(
        "k\(index)", rule: "code/other", path: "src/file\(index).py", line: index + 1,
        message: message)
    }
    let ids = try ledger.publish(Make.scan("a", findings), by: "ci", at: Make.start).findings
    let expected: [(String, [Int], isRead: Bool)] = [
      ("sql", [0, 1, 3], true), ("quer", [2, 5, 6], true), ("query", [2, 5], true),
      ("-sql", [2, 4, 5, 6], true), ("sql text", [0, 3], true), ("zzz", [], false),
      ("src/file3", [3], false), ("gröss", [], false), ("größe", [5], false), ("100%", [3], true),
    ]
    for (text, rows, isRead) in expected {
      let query = try FindingQuery.parse(text)
      for many: Int64 in [1, 1_000] {
        try ledger.database.read { (connection: any SQLConnection) throws(LedgerError) in
          let search = try WordSearch(query, many: many, connection)
          let condition = SQLCondition.all(search.conditions)
          let found = try connection.rows(
            "SELECT id FROM finding WHERE \(condition.text) ORDER BY id", condition.values
          ).map { $0.text(0) }
          #expect(found == rows.map { ids[$0] }.sorted(), "\(text), \(many)")
          #expect(condition.text.contains("{search-holds}") == (isRead && many == 1), "\(text)")
          #expect(search.isIndexed == (!text.hasPrefix("-") && (many > 1 || !isRead)), "\(text)")
        }
      }
    }
  }
}
