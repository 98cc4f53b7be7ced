import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// Scans, one scan, and its difference from another.
enum ScanPages {
  static let all: [Route] = [
    Route(
      .get, "/scans", .right(.read, .assets), "Scans, the last made first.",
      query: [
        Parameter("asset", .text(500), "Of one asset."),
        Parameter("after", .text(26), "The last of the part before."),
      ], scans),
    Route(
      .get, "/scans/{id}", .right(.read, .assets), "One scan: what it looked at and what changed.",
      query: [Parameter("base", .text(26), "The scan it is compared with; the one before it.")],
      scan),
  ]

  private static let rows = 50

  private static func scans(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, asset, after) = (try call.me, call.query.text("asset"), call.query.text("after"))
    return try await call.page(Address.scans(of: asset, after: after)) { frame, ledger in
      let part = try list(viewer, asset: asset, after: after, limit: rows, ledger)
      return ScansPage(
        frame: frame, asset: asset, scans: part.scans,
        next: part.next.map { Address.scans(of: asset, after: $0) })
    }
  }

  /// Scans that the viewer may see; those of other assets are passed over.
  static func list(
    _ viewer: Viewer, asset: String?, after: String?, limit: Int, _ ledger: Ledger
  ) throws -> (scans: [ScanRow], next: String?) {
    var before = try after.map { try ScanRoutes.find($0, viewer, ledger) }
    var scans: [ScanRow] = []
    while scans.count <= limit {
      let part = try ledger.scans(asset: asset, before: before, limit: limit + 1)
      scans += part.filter { viewer.reaches($0.asset) }
      guard part.count > limit else { break }
      before = part.last
    }
    let shown = Array(scans.prefix(limit))
    return (shown, scans.count > limit ? shown.last?.id : nil)
  }

  private static func scan(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id, wanted) = (try call.me, call.parameter("id"), call.query.text("base"))
    let here = wanted.map { Address.scanDiff(from: $0, to: id) } ?? Address.scan(id)
    return try await call.page(here) { frame, ledger in
      let scan = try ScanRoutes.find(id, viewer, ledger)
      let base =
        try wanted.map { try ScanRoutes.find($0, viewer, ledger) } ?? ledger.scan(before: scan)
      // The first scan is compared with nothing: all that it found is new.
      let diff = try ledger.scanDiff(
        from: base?.id, to: id, limit: ScanPage.rowsShown, at: call.now)
      return ScanPage(
        frame: frame, scan: scan, parts: ScanPage.Part.read(scan), base: base,
        baseParts: base.map { ScanPage.Part.read($0) } ?? [], diff: diff)
    }
  }
}
