import ShrikeModel

/// Findings of different tools that tell of one mistake. They stay findings of their own, each with its life: a link tells
/// that they belong together.
///
/// Of code, secrets and resources: the same file, lines that are near, and a weakness (CWE) that both name; two secrets
/// need none. Of packages: the same package and a vulnerability (CVE and the like) that both name.
struct SameCause {
  static let kind = "same-cause"
  /// Tools count lines of a statement differently.
  private static let near: Int64 = 2
  /// Of one finding.
  private static let most = 5
  /// Of other tools' findings that are looked at.
  private static let mostKnown = 100_000

  private struct Known {
    var id: String
    var line: Int64
    var isSecret: Bool
    var weaknesses: Set<String>
  }
  /// By file, or by package.
  private var known: [String: [Known]] = [:]

  var isEmpty: Bool { known.isEmpty }

  /// Other tools' open findings in an asset.
  init(
    _ org: String, asset: String, tool: String, _ connection: any SQLConnection
  ) throws(LedgerError) {
    let other = try connection.row(
      "SELECT 1 FROM lane WHERE org_id = ? AND asset = ? AND tool <> ? LIMIT 1",
      [.text(org), .text(asset), .text(tool)])
    guard other != nil else { return }
    try connection.rows(
      """
      SELECT id, kind, path, line, cwe, detail FROM finding
      WHERE org_id = ? AND asset = ? AND state = 'open' AND tool <> ? LIMIT \(Self.mostKnown)
      """, [.text(org), .text(asset), .text(tool)]
    ) { row in
      let kind = row.text(1)
      var weaknesses = Set(row.text(4).split(separator: " ").map(String.init))
      var key = row.text(2)
      if let name = Self.package(kind, row.text(5), &weaknesses) { key = name }
      let entry = Known(
        id: row.text(0), line: row.int(3), isSecret: kind == "secret", weaknesses: weaknesses)
      known[key, default: []].append(entry)
    }
  }

  /// The package a finding is about; its vulnerabilities take the place of its weaknesses, which many share.
  private static func package(
    _ kind: String, _ detail: String, _ weaknesses: inout Set<String>
  ) -> String? {
    guard kind == "package" || kind == "image",
      let json = CanonicalJSON(Array(detail.utf8))
    else { return nil }
    weaknesses = Set(
      json.list("taxonomies").compactMap(\.string).filter { !$0.hasPrefix("CWE-") })
    switch Finding.Subject(kind: kind, json["subject"]) {
    case .package(let package), .image(_, let package?): return name(package)
    default: return nil
    }
  }

  private static func name(_ package: Finding.Package) -> String {
    // A purl's type and name, without version and qualifiers.
    let bare = package.purl.map { String($0.prefix { $0 != "@" && $0 != "?" }) } ?? package.name
    return "package \(bare.split(separator: "/").last.map(String.init) ?? bare)"
  }

  /// Those that have the same cause as a new finding.
  func findings(like finding: Finding) -> [String] {
    let facts = FindingFacts(finding)
    var key = facts.path
    var weaknesses = Set(facts.cwe.split(separator: " ").map(String.init))
    var isPackage = false
    switch finding.subject {
    case .package(let package), .image(_, let package?):
      isPackage = true
      key = Self.name(package)
      weaknesses = Set(
        finding.taxonomies.filter { $0.catalogue != "CWE" }.map { "\($0.catalogue)-\($0.id)" })
    default: break
    }
    let isSecret = finding.subject == .secret
    let alike = (known[key] ?? []).filter { other in
      (isPackage || abs(other.line - facts.line) <= Self.near)
        && (isSecret && other.isSecret || !other.weaknesses.isDisjoint(with: weaknesses))
    }
    return alike.prefix(Self.most).map(\.id)
  }
}

extension Ledger {
  /// The kind of links between findings of different tools that tell of one mistake.
  public static let sameCause = SameCause.kind

  /// Links findings that opened with those of other tools that have the same cause.
  func linkCauses(
    _ scan: ScanRecord, _ outcome: PublishOutcome, asset: String, _ act: inout Act
  ) throws(LedgerError) {
    guard !outcome.fresh.isEmpty else { return }
    let causes = try SameCause(org, asset: asset, tool: scan.tool, act.connection)
    guard !causes.isEmpty else { return }
    for index in outcome.fresh {
      for other in causes.findings(like: scan.findings[index]) {
        let id = outcome.findings[index]
        try act.record(
          .put(
            RowPut(
              table: "link", id: id,
              values: [
                "source": .string(id), "kind": .string(SameCause.kind), "target": .string(other),
                "at": .integer(act.at.milliseconds),
              ])))
      }
    }
  }
}
