/// A name in CODEOWNERS that nobody is known by.
public struct UnknownOwner: Sendable, Hashable {
  /// As it is written there.
  public var name: String
  /// In which assets.
  public var assets: [String]

  public init(name: String, assets: [String]) {
    self.name = name
    self.assets = assets
  }
}

extension Ledger {
  /// Of one scan, and of one list.
  static let mostUnknown = 200
  /// Of one person or team.
  public static let mostHandles = 20
  public static let longestHandle = 320

  private static let unknownKind = "unknown-owner"

  /// The names in CODEOWNERS of each person and team that has some, by their ids.
  public func handles() throws(LedgerError) -> [String: [String]] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var handles: [String: [String]] = [:]
      try connection.rows(
        "SELECT source, target FROM link WHERE org_id = ? AND kind = ? ORDER BY source, target",
        [.text(org), .text(HandlesPut.kind)]
      ) { handles[$0.text(0), default: []].append($0.text(1)) }
      return handles
    }
  }

  /// Says what a person or team is called in CODEOWNERS, `@octocat` or an address, in place of what was said
  /// before. Findings that are new from then on are given to them; those that are here stay with whom they are.
  public func putHandles(
    of owner: String, _ handles: [String], by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    let handles = handles.distinct.sorted()
    guard handles.count <= Self.mostHandles,
      handles.allSatisfy({ (2...Self.longestHandle).contains($0.utf8.count) && $0.contains("@") })
    else {
      throw LedgerError(
        .input,
        "up to \(Self.mostHandles) handles, each with an @ and of 2 to \(Self.longestHandle) bytes",
        help: "write them as CODEOWNERS does: '@name', '@group/team', 'name@example.org'")
    }
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let rows = try act.connection.rows(
        "SELECT source, target FROM link WHERE org_id = ? AND kind = ? ORDER BY source, target",
        [.text(org), .text(HandlesPut.kind)])
      let wanted = Set(handles.map { $0.lowercased() })
      for row in rows where row.text(0) != owner && wanted.contains(row.text(1).lowercased()) {
        throw LedgerError(
          .conflict, "'\(row.text(1))' is '\(row.text(0))' already",
          help: "take it away there first")
      }
      guard rows.filter({ $0.text(0) == owner }).map({ $0.text(1) }) != handles else { return }
      try act.record(.handles(HandlesPut(owner: owner, handles: handles)))
    }
  }

  /// Names in the CODEOWNERS of assets that nobody is known by, by name. `assets`: only in these.
  public func unknownOwners(assets: Set<String>? = nil) throws(LedgerError) -> [UnknownOwner] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let known = try OwnerHandles(connection, org)
      var owners: [UnknownOwner] = []
      try connection.rows(
        """
        SELECT link.target, asset.name FROM link
        JOIN asset ON asset.org_id = link.org_id AND asset.id = link.source
        WHERE link.org_id = ? AND link.kind = ? ORDER BY link.target, asset.name
        """, [.text(org), .text(Self.unknownKind)]
      ) { row in
        let (name, asset) = (row.text(0), row.text(1))
        guard !known.isKnown(name), assets?.contains(asset) ?? true else { return }
        if owners.last?.name == name {
          owners[owners.count - 1].assets.append(asset)
        } else if owners.count < Self.mostUnknown {
          owners.append(UnknownOwner(name: name, assets: [asset]))
        }
      }
      return owners
    }
  }

  /// Keeps that an asset names owners whom nobody is known by.
  func note(_ unknown: [String], asset: String, _ act: inout Act) throws(LedgerError) {
    guard !unknown.isEmpty else { return }
    let noted = Set(
      try act.connection.rows(
        "SELECT target FROM link WHERE org_id = ? AND source = ? AND kind = ?",
        [.text(org), .text(asset), .text(Self.unknownKind)]
      ).map { $0.text(0) })
    for name in unknown where !noted.contains(name) && noted.count < Self.mostUnknown {
      try act.record(
        .put(
          RowPut(
            table: "link", id: asset,
            values: [
              "source": .string(asset), "kind": .string(Self.unknownKind), "target": .string(name),
              "at": .integer(act.at.milliseconds),
            ])))
    }
  }
}
