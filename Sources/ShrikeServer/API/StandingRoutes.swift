import HTTPTypes
import ShrikeFormats
import ShrikeLedger
import ShrikeModel

/// Assets and how things stand.
enum StandingRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/assets", .right(.read, .assets), "Assets by name.",
      query: [FindingRoutes.cursor, FindingRoutes.limit],
      replies: [.json("a part of the list", assetPage)], assets),
    Route(
      .get, "/api/v1/standing", .right(.read, .organisation),
      "How many findings are open, and how.",
      replies: [.json("now", standingShape)], standing),
    Route(
      .get, "/api/v1/trends", .right(.read, .organisation),
      "What was opened, reopened and closed each day.",
      query: [
        Parameter("from", .time, "The first day; 90 days ago."),
        Parameter("to", .time, "The last day; today."),
        Parameter("asset", .text(500), "Of one asset."),
        Parameter("severity", .word(Severity.allCases.map(\.rawValue)), "Of one severity."),
      ], replies: [.json("days", trendShape)], trends),
  ]

  private static let assetShape = Shape<AssetStanding>.object(
    "Asset", "A repository, image or host.",
    [
      .text("id") { $0.id }, .text("name") { $0.name }, .text("kind") { $0.kind },
      .text(ifAny: "criticality") { $0.criticality }, .text(ifAny: "exposure") { $0.exposure },
      .text(ifAny: "owner") { $0.owner }, .time("created") { $0.created },
      .integer("open") { $0.open },
    ])

  private static let assetPage = Shape<Page<AssetStanding>>.page(assetShape)

  private static let standingShape = Shape<Standing>.object(
    "Standing", "How findings stand now.",
    [
      .counts("openBySeverity") { standing in
        Dictionary(
          uniqueKeysWithValues: standing.openBySeverity.map { ($0.severity.rawValue, $0.count) })
      },
      .counts("byState") { $0.byState }, .integer("overdue") { $0.overdue },
    ])

  private struct Trend: Sendable {
    var days: [TrendDay]
    var daysToFix: [Double]
  }
  private static let trendShape = Shape<Trend>.object(
    "Trend", "Days with what happened, and how long what was fixed in them had been open.",
    [
      .list(
        "days",
        Shape<TrendDay>.object(
          "TrendDay", nil,
          [
            .text("date") { $0.date }, .integer("opened") { $0.opened },
            .integer("reopened") { $0.reopened }, .integer("closed") { $0.closed },
          ])
      ) { $0.days },
      .list(
        "daysToFix",
        Shape<Double>(name: nil, schema: .members(["type": "number"])) { $1.number($0) }
      ) { $0.daysToFix },
    ])

  private static func assets(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, limit) = (try call.me, call.query.integer("limit") ?? 50)
    let cursor = call.query.text("cursor")
    let page = try await call.ledger { ledger -> Page<AssetStanding> in
      var after = cursor
      var rows: [AssetStanding] = []
      while rows.count <= limit {
        let part = try ledger.assetStandings(after: after, limit: 500)
        rows += part.filter { viewer.reaches($0.name) }
        guard part.count == 500 else { break }
        after = part.last?.name
      }
      let shown = rows.prefix(limit)
      return Page(items: Array(shown), next: rows.count > limit ? shown.last?.name : nil)
    }
    return .json(page, assetPage)
  }

  private static func standing(_ call: Call) async throws(Problem) -> Answer {
    let now = call.now
    return .json(try await call.ledger { try $0.standing(at: now) }, standingShape)
  }

  private static func trends(_ call: Call) async throws(Problem) -> Answer {
    let (query, now) = (call.query, call.now)
    let to = query.time("to")?.day ?? now.day
    let from = query.time("from")?.day ?? to - 89
    let trend = try await call.ledger { ledger in
      Trend(
        days: try ledger.trend(
          from: from, to: to, asset: query.text("asset"),
          severity: query.text("severity").flatMap(Severity.init(rawValue:))),
        daysToFix: try ledger.daysToFix(from: Timestamp(day: from), to: Timestamp(day: to + 1)))
    }
    return .json(trend, trendShape)
  }
}
