/// What scans are about, as the organisation sees it.
public struct AssetRow: Sendable, Hashable {
  public var id: String
  public var name: String
  /// `repository`, `image`, `host`, `cloud` or `api`.
  public var kind: String
  public var product: String?
  public var criticality: String?
  public var exposure: String?
  public var dataClass: String?
  public var owner: String?
  public var created: Timestamp

  init(_ row: SQLRow) {
    id = row.text(0)
    name = row.text(1)
    kind = row.text(2)
    product = row.optionalText(3)
    criticality = row.optionalText(4)
    exposure = row.optionalText(5)
    dataClass = row.optionalText(6)
    owner = row.optionalText(7)
    created = row.time(8)
  }

  static let columns =
    "id, name, kind, product, criticality, exposure, data_class, owner, created"

  var put: RowPut {
    RowPut(
      table: "asset", id: id,
      values: [
        "id": .string(id), "name": .string(name), "kind": .string(kind), "product": .text(product),
        "criticality": .text(criticality), "exposure": .text(exposure),
        "data_class": .text(dataClass), "owner": .text(owner),
        "created": .integer(created.milliseconds),
      ])
  }
}

extension Ledger {
  /// All assets by name.
  public func assets() throws(LedgerError) -> [AssetRow] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT id, name, kind, product, criticality, exposure, data_class, owner, created
        FROM asset WHERE org_id = ? ORDER BY name
        """, [.text(org)]
      ).map { AssetRow($0) }
    }
  }

  /// The first names of assets, of those that hold a text.
  public func assetNames(
    containing text: String = "", limit: Int
  ) throws(LedgerError) -> [String] {
    var parts = [SQLCondition("org_id = ?", [.text(org)])]
    if !text.isEmpty {
      parts.append(
        SQLCondition(
          FindingQuery.like("name"), [.text("%\(FindingQuery.escaped(text))%")]))
    }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        "SELECT name FROM asset WHERE \(condition.text) ORDER BY name LIMIT \(max(0, limit))",
        condition.values
      ).map { $0.text(0) }
    }
  }

  /// How many assets there are. `names`: of these; `owner`: that are theirs.
  public func assetCount(
    names: Set<String>? = nil, owner: String? = nil
  ) throws(LedgerError) -> Int {
    var parts = [SQLCondition("org_id = ?", [.text(org)])]
    if let names { parts.append(Self.chosen(names.sorted(), "name")) }
    if let owner { parts.append(SQLCondition("owner = ?", [.text(owner)])) }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      Int(
        try connection.number(
          "SELECT COUNT(*) FROM asset WHERE \(condition.text)", condition.values) ?? 0)
    }
  }

  /// By name; nil: there is none.
  public func asset(named name: String) throws(LedgerError) -> AssetRow? {
    try asset("name = ?", name)
  }

  /// By id; nil: there is none.
  public func asset(_ id: String) throws(LedgerError) -> AssetRow? { try asset("id = ?", id) }

  private func asset(_ condition: String, _ value: String) throws(LedgerError) -> AssetRow? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT \(AssetRow.columns) FROM asset WHERE org_id = ? AND \(condition)",
        [.text(org), .text(value)]
      ).map { AssetRow($0) }
    }
  }

  /// Keeps what is known of an asset, in place of what was. Where it has another criticality than before, the due
  /// dates of its findings follow. The same again changes nothing.
  ///
  /// `known`: what is to be replaced; a conflict where it is something else by now.
  public func put(
    _ asset: AssetRow, replacing known: AssetRow? = nil, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let now = try act.connection.row(
        "SELECT \(AssetRow.columns) FROM asset WHERE org_id = ? AND id = ?",
        [.text(org), .text(asset.id)]
      ).map { AssetRow($0) }
      guard known == nil || known == now else {
        throw LedgerError(
          .conflict, "somebody has changed the asset since then", help: "read it again")
      }
      guard asset != now else { return }
      try act.record(.put(asset.put))
      guard let now, now.criticality != asset.criticality else { return }
      let deadlines = try Deadlines(act.connection, org)
      try act.record(.deadlines(DeadlinesStated(asset: asset.id, deadlines)))
    }
  }

  /// Keeps a person, in place of the one with the same id; nobody is ever removed, only no longer active.
  public func putPerson(
    _ id: String, name: String, email: String?, isActive: Bool = true, by actor: String,
    at time: Timestamp
  ) throws(LedgerError) {
    try put(
      RowPut(
        table: "person", id: id,
        values: [
          "id": .string(id), "name": .string(name), "email": .text(email),
          "active": .integer(isActive ? 1 : 0),
        ]), by: actor, at: time)
  }

  public func putTeam(
    _ id: String, name: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    try put(
      RowPut(table: "team", id: id, values: ["id": .string(id), "name": .string(name)]),
      by: actor, at: time)
  }

  /// Gives a person a role in a team (empty: none), for a scope (empty: everything).
  public func putMembership(
    person: String, team: String = "", role: String, scope: String = "", by actor: String,
    at time: Timestamp
  ) throws(LedgerError) {
    try put(
      RowPut(
        table: "membership", id: person,
        values: [
          "person": .string(person), "team": .string(team), "role": .string(role),
          "scope": .string(scope),
        ]), by: actor, at: time)
  }

  public func putProduct(
    _ id: String, name: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    try put(
      RowPut(table: "product", id: id, values: ["id": .string(id), "name": .string(name)]),
      by: actor, at: time)
  }

  /// Keeps where a finding is worked on: `system` as `jira`, `reference` as `SEC-12`; its id.
  @discardableResult
  public func putTicket(
    _ id: String? = nil, finding: String, system: String, reference: String, url: String,
    status: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> String {
    let id = id ?? nextID(at: time)
    try put(
      RowPut(
        table: "ticket", id: id,
        values: [
          "id": .string(id), "finding": .string(finding), "system": .string(system),
          "reference": .string(reference), "url": .string(url), "status": .string(status),
          "at": .integer(time.milliseconds),
        ]), by: actor, at: time)
    return id
  }

  /// Says that two things belong together: findings of different tools (`same-cause`), a finding and its control.
  public func link(
    _ source: String, _ kind: String, _ target: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    try put(
      RowPut(
        table: "link", id: source,
        values: [
          "source": .string(source), "kind": .string(kind), "target": .string(target),
          "at": .integer(time.milliseconds),
        ]), by: actor, at: time)
  }

  /// What a thing is linked with, in both directions.
  public func links(
    of id: String
  ) throws(LedgerError) -> [(source: String, kind: String, target: String)] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT source, kind, target FROM link
        WHERE org_id = ? AND (source = ? OR target = ?) ORDER BY source, kind, target
        """, [.text(org), .text(id), .text(id)]
      ).map { ($0.text(0), $0.text(1), $0.text(2)) }
    }
  }

  private func put(_ row: RowPut, by actor: String, at time: Timestamp) throws(LedgerError) {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      try act.record(.put(row))
    }
  }
}
