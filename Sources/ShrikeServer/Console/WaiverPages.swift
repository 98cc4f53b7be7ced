import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// What is silenced, by the day that ends.
enum WaiverPages {
  static let all: [Route] = [
    Route(
      .get, "/waivers", .right(.read, .assets), "What is silenced, by the day that ends.",
      query: [Parameter("after", .text(100), "The end of the part before.")], waivers),
    Route(
      .get, "/waivers/patch", .right(.read, .assets),
      "An asset's decisions as a new .shrike/waivers.yml, to be applied with git.",
      query: [Parameter("asset", .text(500), "The asset.", isRequired: true)], patch),
  ]

  private static let rows = 50

  private static func waivers(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, after, now) = (try call.me, call.query.text("after"), call.now)
    let here = after.map { Address.waivers(after: $0) } ?? Address.waivers
    return try await call.page(here) { frame, ledger in
      let part = try ledger.waivers(assets: viewer.assets, cursor: after, limit: rows, at: now)
      let all = try FindingRoutes.question("state:accepted,false-positive,not-affected", viewer)
      return WaiversPage(
        frame: frame,
        rows: part.entries.map { entry in
          WaiverRow(
            finding: entry.finding, state: entry.state, source: entry.source,
            origin: entry.origin, reason: entry.reason, owner: entry.owner, until: entry.until,
            batch: entry.batch)
        }, total: try ledger.tally(all, at: now), next: part.next.map { Address.waivers(after: $0) }
      )
    }
  }

  private static func patch(_ call: Call) async throws(Problem) -> Answer {
    let asset = call.query.text("asset") ?? ""
    guard try call.me.reaches(asset) else { throw .notFound("asset") }
    var answer = try await WaiverRoutes.patch(of: asset, to: [], call)
    if let name = HTTPField.Name("Content-Disposition") {
      answer.headers[name] = "attachment; filename=\"waivers.patch\""
    }
    return answer
  }
}
