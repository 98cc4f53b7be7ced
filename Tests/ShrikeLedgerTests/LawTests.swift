import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

/// The laws of states, over random histories. SHRIKE_LAWS sets how many; the seed of one that breaks a law is
/// told with its steps, shrunk.
@Suite struct LawTests {
  /// At least 10,000 on SQLite; PostgreSQL, where each act is some round trips, proves the same SQL with fewer.
  static func count(_ engine: Engine) -> Int {
    let wanted = ProcessInfo.processInfo.environment["SHRIKE_LAWS"].flatMap(Int.init) ?? 10_000
    return engine == .sqlite ? wanted : max(1, wanted / 20)
  }

  /// Histories that share a ledger, each on an asset of its own.
  static let batch = 100

  /// Parts that run beside each other.
  static let slices = 4

  @Test(arguments: Engine.all, 0..<slices)
  func historiesKeepTheLaws(engine: Engine, slice: Int) throws {
    let each = UInt64((Self.count(engine) + Self.slices - 1) / Self.slices)
    var seed = UInt64(slice) * each
    let count = seed + each
    while seed < count {
      let ledger = try engine.ledger(seed)
      for _ in 0..<Self.batch where seed < count {
        seed += 1
        let history = History(seed: seed)
        guard let broken = try history.run(ledger, asset: "asset-\(seed)") else { continue }
        let small = try history.shrunk { try $0.run(engine.ledger(), asset: "small") }
        let why = try small.run(engine.ledger(), asset: "small") ?? broken
        Issue.record("\(why)\n\(small)")
        return
      }
      try expectRebuildable(ledger)
      #expect(try ledger.verify().isIntact)
    }
  }

  /// All orders of four scans of one commit and one moment, by two tools, end in the same.
  @Test(arguments: Engine.all) func theOrderOfScansOfACommitDoesNotMatter(engine: Engine) throws {
    let scans = [
      Make.scan("1", [Make.finding("a"), Make.finding("b", line: 2)], commit: "c"),
      Make.scan("2", [Make.finding("b", line: 3)], commit: "c"),
      Make.scan("3", [Make.finding("a"), Make.finding("c", line: 9)], commit: "c", tool: "other"),
      Make.scan("4", [Make.finding("c", line: 9)], commit: "c", complete: false),
    ]
    var seen: Set<String> = []
    for order in Self.orders(4) {
      let ledger = try engine.ledger()
      for index in order { try ledger.publish(scans[index], by: "ci", at: Make.day(1)) }
      let rows = try ledger.findings(FindingQuery.parse("state:any"), at: Make.day(1)).rows
      seen.insert(
        rows.map {
          "\($0.tool) \($0.identity) \($0.observed) \($0.state) \($0.path):\($0.line) \($0.openedAt.text) \($0.closedAt?.text ?? "-")"
        }.sorted().joined(separator: "\n"))
      try expectRebuildable(ledger)
    }
    #expect(seen.count == 1, "\(seen.joined(separator: "\n---\n"))")
  }

  private static func orders(_ count: Int) -> [[Int]] {
    guard count > 1 else { return [[0]] }
    return orders(count - 1).flatMap { order in
      (0...order.count).map { at in
        var longer = order
        longer.insert(count - 1, at: at)
        return longer
      }
    }
  }
}
