import HTTPTypes
import ShrikeLedger

/// What an organisation says of an asset.
enum AssetRoutes {
  static let criticalities = ["critical", "high", "medium", "low"]
  static let exposures = ["internet", "partner", "internal", "isolated"]
  static let dataClasses = ["public", "internal", "confidential", "restricted"]

  /// An empty text takes away what was said.
  static let parameters = [
    Parameter("criticality", .word([""] + criticalities), "How much depends on it."),
    Parameter("exposure", .word([""] + exposures), "Who reaches it."),
    Parameter("dataClass", .word([""] + dataClasses), "What data it has."),
    Parameter("product", .anyText(100), "The id of its product."),
    Parameter("owner", .anyText(320), "The id of the person or team that answers for it."),
  ]

  static let all: [Route] = [
    Route(
      .get, "/api/v1/assets/{id}", .right(.read, .assets), "One asset.",
      replies: [.json("the asset", shape)], get),
    Route(
      .patch, "/api/v1/assets/{id}", .right(.administer, .assets),
      "Say what an asset is; an empty text takes away what was said.",
      body: .json(parameters), replies: [.json("as it is now", shape)], patch),
  ]

  private static let shape = Shape<AssetRow>.object(
    "AssetDetail", "What is said of an asset.",
    [
      .text("id") { $0.id }, .text("name") { $0.name }, .text("kind") { $0.kind },
      .text(ifAny: "criticality") { $0.criticality }, .text(ifAny: "exposure") { $0.exposure },
      .text(ifAny: "dataClass") { $0.dataClass }, .text(ifAny: "product") { $0.product },
      .text(ifAny: "owner") { $0.owner }, .time("created") { $0.created },
    ])

  private static func tag(_ asset: AssetRow) -> String {
    let text = [
      asset.id, asset.criticality, asset.exposure, asset.dataClass, asset.product, asset.owner,
    ].map { "\($0 ?? "")" }.joined(separator: "\n")
    return "\"\(ScanRecord.digest(Array(text.utf8)).prefix(16))\""
  }

  private static func find(_ id: String, _ viewer: Viewer, _ ledger: Ledger) throws -> AssetRow {
    guard let asset = try ledger.asset(id), viewer.reaches(asset.name) else {
      throw Problem.notFound("asset")
    }
    return asset
  }

  private static func get(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id) = (try call.me, call.parameter("id"))
    let asset = try await call.ledger { try find(id, viewer, $0) }
    return .json(asset, shape).tagged(tag(asset), call)
  }

  private static func patch(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id) = (try call.me, call.parameter("id"))
    let asset = try await call.ledger { ledger in
      let known = try find(id, viewer, ledger)
      try call.requireMatch(tag(known))
      return try change(known, call, viewer, ledger)
    }
    return .json(asset, shape).tagged(tag(asset), call)
  }

  /// Changes what the request names; what it does not name stays.
  static func change(
    _ known: AssetRow, _ call: Call, _ viewer: Viewer, _ ledger: Ledger
  ) throws -> AssetRow {
    let given = call.given
    func text(_ name: String, _ old: String?) -> String? {
      guard let new = given.text(name) else { return old }
      return new.isEmpty ? nil : new
    }
    var asset = known
    asset.criticality = text("criticality", known.criticality)
    asset.exposure = text("exposure", known.exposure)
    asset.dataClass = text("dataClass", known.dataClass)
    asset.product = text("product", known.product)
    asset.owner = text("owner", known.owner)
    if let product = asset.product, product != known.product,
      try ledger.productNames()[product] == nil
    {
      throw Problem.invalid("/product", "there is no such product")
    }
    if let owner = asset.owner, owner != known.owner {
      let isTeam = try ledger.teams().contains { $0.id == owner }
      guard try isTeam || ledger.person(owner)?.isActive == true else {
        throw Problem.invalid("/owner", "there is no such person or team")
      }
    }
    try ledger.put(asset, replacing: known, by: viewer.actor, at: call.now)
    return asset
  }
}
