import ShrikeIdentity
import ShrikeModel
import ShrikeText

/// All findings that a tool's part ever had in an asset, as matching sees them.
struct KnownSightings {
  private(set) var ids: [String] = []
  private(set) var list: [Sighting] = []

  /// Their places are those of the lane; of findings that do not stand in it, those of any other.
  init(
    _ connection: any SQLConnection, _ org: String, asset: String, tool: String, part: String,
    lane: String
  ) throws(LedgerError) {
    var positions: [String: Int] = [:]
    var isOfLane: [Bool] = []
    try connection.rows(
      """
      SELECT finding.id, finding.rule, finding.kind, finding.identity, finding.scheme,
        finding.title, finding.detail, occurrence.path, occurrence.line, occurrence.context,
        occurrence.marks, occurrence.place, occurrence.lane
      FROM finding JOIN occurrence
        ON occurrence.org_id = finding.org_id AND occurrence.finding = finding.id
        AND occurrence.ordinal = 0
      WHERE finding.org_id = ? AND finding.asset = ? AND finding.tool = ? AND finding.part = ?
      ORDER BY finding.number, occurrence.lane
      """, [.text(org), .text(asset), .text(tool), .text(part)]
    ) { row in
      let id = row.text(0)
      let isHere = row.text(12) == lane
      if let position = positions[id] {
        if isHere, !isOfLane[position] {
          list[position] = Self.sighting(row)
          isOfLane[position] = true
        }
        return
      }
      positions[id] = ids.count
      ids.append(id)
      list.append(Self.sighting(row))
      isOfLane.append(isHere)
    }
  }

  /// Made anew from what is kept of the finding each time, so that another version of matching knows it, too.
  private static func sighting(_ row: SQLRow) -> Sighting {
    let detail = CanonicalJSON(Array(row.text(6).utf8))
    var place = Place(path: row.text(7))
    let line = Int(row.int(8))
    if line > 0 {
      let column = CanonicalJSON(Array(row.text(11).utf8))?.int("column") ?? 1
      place.start = SourcePosition(line: line, column: Int(column))
    }
    place.lineHash = row.text(9).isEmpty ? nil : row.text(9)
    place.marks = row.text(10).isEmpty ? nil : row.text(10)
    var finding = Finding(
      rule: row.text(1), severity: .info, message: row.text(5),
      identity: Identity(value: row.text(3), scheme: row.text(4)), places: [place],
      taxonomies: (detail?.list("taxonomies") ?? []).compactMap { entry in
        guard let text = entry.string, let dash = text.firstIndex(of: "-") else { return nil }
        return Taxonomy(String(text[..<dash]), String(text[text.index(after: dash)...]))
      })
    finding.subject = Finding.Subject(kind: row.text(2), detail?["subject"])
    return Sighting(finding)
  }

  mutating func remove(_ gone: Set<String>) {
    guard !gone.isEmpty else { return }
    keep(ids.indices.filter { !gone.contains(ids[$0]) })
  }

  /// Moves some to the front: where two are equally likely they are meant.
  mutating func put(first: Set<String>) {
    keep(
      ids.indices.filter { first.contains(ids[$0]) }
        + ids.indices.filter { !first.contains(ids[$0]) })
  }

  private mutating func keep(_ indices: [Int]) {
    list = indices.map { list[$0] }
    ids = indices.map { ids[$0] }
  }
}
