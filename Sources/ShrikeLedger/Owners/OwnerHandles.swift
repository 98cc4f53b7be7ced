import ShrikeModel

/// What a person or team is called in CODEOWNERS, whole, in place of what it was called before.
struct HandlesPut: Sendable, Hashable {
  /// The id of the person or team.
  var owner: String
  var handles: [String]

  var json: CanonicalJSON { .object(["handles": .array(handles.map { .string($0) })]) }

  init(owner: String, handles: [String]) {
    self.owner = owner
    self.handles = handles
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    let handles = json.list("handles").compactMap(\.string)
    guard json["handles"] != nil, handles.count == json.list("handles").count else { return nil }
    self.init(owner: subject, handles: handles)
  }

  /// Handles are links of an owner.
  static let kind = "handle"

  func apply(_ event: Event, _ connection: any SQLConnection) throws(LedgerError) {
    try connection.execute(
      "DELETE FROM link WHERE org_id = ? AND source = ? AND kind = ?",
      [.text(event.org), .text(owner), .text(Self.kind)])
    try connection.insert(
      Schema.link,
      handles.map {
        [.text(event.org), .text(owner), .text(Self.kind), .text($0), SQLValue(event.at)]
      })
  }
}

/// Whom the names of CODEOWNERS mean.
///
/// First the handles that were given to people and teams, then the e-mail addresses of people, then `@` and the id
/// of a person or team. Case does not matter. Who is no longer active is meant by nothing.
struct OwnerHandles {
  private var owners: [String: String] = [:]

  init(_ connection: any SQLConnection, _ org: String) throws(LedgerError) {
    var active: Set<String> = []
    try connection.rows(
      "SELECT id, email FROM person WHERE org_id = ? AND active = 1 ORDER BY id", [.text(org)]
    ) { row in
      active.insert(row.text(0))
      owners["@" + row.text(0).lowercased()] = row.text(0)
      if let email = row.optionalText(1) { owners[email.lowercased()] = row.text(0) }
    }
    try connection.rows("SELECT id FROM team WHERE org_id = ? ORDER BY id", [.text(org)]) { row in
      active.insert(row.text(0))
      owners["@" + row.text(0).lowercased()] = row.text(0)
    }
    try connection.rows(
      "SELECT source, target FROM link WHERE org_id = ? AND kind = ? ORDER BY source",
      [.text(org), .text(HandlesPut.kind)]
    ) { row in
      if active.contains(row.text(0)) { owners[row.text(1).lowercased()] = row.text(0) }
    }
  }

  /// The first of them that is known, and whom it means; nil: none is.
  func owner(_ names: [String]) -> (name: String, owner: String)? {
    for name in names {
      if let owner = owners[name.lowercased()] { return (name, owner) }
    }
    return nil
  }

  func isKnown(_ name: String) -> Bool { owners[name.lowercased()] != nil }

  /// Names that nobody is known by, each once, in order.
  func unknown(in findings: [Finding]) -> [String] {
    var seen: Set<String> = []
    var unknown: [String] = []
    for finding in findings {
      for name in finding.codeOwners where seen.insert(name).inserted && !isKnown(name) {
        unknown.append(name)
        if unknown.count == Ledger.mostUnknown { return unknown }
      }
    }
    return unknown
  }
}

extension Finding {
  /// Those who answer for the file of its first place, as CODEOWNERS names them: the property `owners`.
  var codeOwners: [String] {
    if case .list(let names) = properties["owners"] { return names }
    return []
  }
}
