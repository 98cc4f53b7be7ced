import HTTPTypes
import ShrikeConsole
import ShrikeLedger
import ShrikeModel

/// Assets, one asset, and the products that are made of them.
enum AssetPages {
  static let all: [Route] = [
    Route(
      .get, "/assets", .right(.read, .assets), "Assets by name.",
      query: [Parameter("after", .text(500), "The last of the part before.")], assets),
    Route(
      .get, "/asset", .right(.read, .assets), "One asset.",
      query: [Parameter("name", .text(500), "Which.", isRequired: true)], asset),
    Route(
      .post, "/asset", .right(.administer, .assets), "Say what an asset is.",
      body: .form(
        [Parameter("asset", .text(500), "Its name.", isRequired: true)] + AssetRoutes.parameters),
      change),
    Route(.get, "/products", .right(.read, .assets), "Products and their assets.", products),
  ]

  private static let rows = 50
  /// Assets of one product, and of all, on its map.
  private static let mostOfProduct = 30
  private static let mostOnMap = 150
  private static let trendDays = 90

  private static func assets(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, after) = (try call.me, call.query.text("after"))
    let here = after.map { Address.assets(after: $0) } ?? Address.assets
    return try await call.page(here) { frame, ledger in
      let part = try ledger.assetOverviews(
        names: viewer.assets, after: after, limit: rows + 1, at: call.now)
      let products = try ledger.productNames()
      let shown = part.prefix(rows).map { AssetSummary($0, products, at: call.now) }
      return AssetsPage(
        frame: frame, rows: shown, total: try ledger.assetCount(names: viewer.assets),
        next: part.count > rows ? shown.last.map { Address.assets(after: $0.name) } : nil)
    }
  }

  private static func asset(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, name, now) = (try call.me, call.query.text("name") ?? "", call.now)
    return try await call.page(Address.asset(name)) { frame, ledger in
      guard viewer.reaches(name),
        let overview = try ledger.assetOverviews(names: [name], at: now).first
      else { throw Problem.notFound("asset") }
      let open = FindingQuery([.init(field: .asset, values: [.text(name)])])
      let days = try ledger.trend(from: now.day - trendDays + 1, to: now.day, asset: name)
      let isFlat = days.allSatisfy { $0.opened + $0.reopened + $0.closed == 0 }
      return AssetPage(
        frame: frame, asset: AssetSummary(overview, try ledger.productNames(), at: now),
        findings: try ledger.findings(open, limit: 8, at: now).rows,
        openTotal: try ledger.tally(open, at: now),
        scans: try ledger.scans(asset: name, limit: 8),
        trend: isFlat
          ? nil
          : LineChart(days: days, question: "Do we close as much as comes in?"),
        edit: try edit(overview.asset, viewer, ledger))
    }
  }

  private static func change(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, name) = (try call.me, call.given.text("asset") ?? "")
    // An empty field is none to the reader of forms; here it takes away what was said.
    var whole = call
    for parameter in AssetRoutes.parameters where call.given.text(parameter.name) == nil {
      whole.given.clear(parameter.name)
    }
    let changed = whole
    try await call.ledger { ledger in
      guard viewer.reaches(name), let asset = try ledger.asset(named: name) else {
        throw Problem.notFound("asset")
      }
      _ = try AssetRoutes.change(asset, changed, viewer, ledger)
    }
    return try call.telling(Toast("Saved; due dates followed"), .see(Address.asset(name)))
  }

  private static func edit(
    _ asset: ShrikeLedger.AssetRow, _ viewer: Viewer, _ ledger: Ledger
  ) throws -> AssetEdit? {
    guard viewer.has(.administer) else { return nil }
    let owners =
      try ledger.teams().map(\.id) + ledger.people(activeOnly: true, limit: 200).map(\.id)
    return AssetEdit(
      criticality: .init(asset.criticality, AssetRoutes.criticalities),
      exposure: .init(asset.exposure, AssetRoutes.exposures),
      dataClass: .init(asset.dataClass, AssetRoutes.dataClasses),
      product: .init(asset.product, try ledger.productNames().keys.sorted()),
      owner: .init(asset.owner, owners))
  }

  private static func products(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now) = (try call.me, call.now)
    return try await call.page(Address.products) { frame, ledger in
      let names = try ledger.productNames()
      let assets = try ledger.assets().filter { $0.product != nil && viewer.reaches($0.name) }
      let groups = Dictionary(grouping: assets) { $0.product ?? "" }.sorted { $0.key < $1.key }
      var shown = groups.map { ($0.key, $0.value.prefix(mostOfProduct).map(\.name)) }
      var left = mostOnMap
      for index in shown.indices {
        shown[index].1 = Array(shown[index].1.prefix(left))
        left -= shown[index].1.count
      }
      let overviews = try ledger.assetOverviews(
        names: Set(shown.flatMap(\.1)), limit: mostOnMap, at: now)
      let products = zip(groups, shown).map { group, part in
        ProductMapPage.Product(
          name: names[group.key] ?? group.key,
          assets: overviews.filter { part.1.contains($0.asset.name) }
            .map { AssetSummary($0, names, at: now) },
          more: group.value.count - part.1.count)
      }
      return ProductMapPage(frame: frame, products: products)
    }
  }
}

extension AssetSummary {
  init(_ overview: AssetOverview, _ products: [String: String], at now: Timestamp) {
    let asset = overview.asset
    let stale = now.adding(days: -Call.staleDays)
    let doubtful = overview.scans.first { !$0.isComplete || $0.time < stale }
    self.init(
      name: asset.name, kind: asset.kind, product: asset.product.map { products[$0] ?? $0 },
      team: asset.owner, criticality: asset.criticality,
      isExposed: ["internet", "public"].contains(asset.exposure),
      open: overview.open.mapValues { Tally($0, limit: AssetOverview.mostCounted) },
      overdue: Tally(overview.overdue, limit: AssetOverview.mostCounted),
      lastScan: overview.lastScan,
      unknown: overview.scans.isEmpty
        ? "never scanned" : doubtful.map { Unknown($0, at: now).reason })
  }
}
