import ShrikeModel
import ShrikeSources
import ShrikeText

/// The waiver files that hold for a scan, what each of their waivers covers, and what is to be said of them.
struct WaiverSet: Sendable {
  /// A waiver that covers more findings than this may hide what nobody decided about.
  static let standardLimit = 50
  /// Of each kind of trouble so many are told with their place, the rest are counted.
  private static let told = 5

  fileprivate struct Row: Sendable {
    let entry: WaiverFile.Entry
    let scope: String
    /// Findings it covers.
    var findings = 0
    /// Several identities begin so: it does not hold.
    var isAmbiguous = false
  }

  private let today: Day
  private let limit: Int
  private var rows: [Row] = []
  /// Rows with an identity, by its first eight digits.
  private var byIdentity: [String: [Int]] = [:]
  /// The others.
  private var general: [Int] = []
  /// Of these, those that are about a rule, by its id.
  private var byRule: [String: [Int]] = [:]

  init(today: Day, limit: Int = standardLimit) {
    self.today = today
    self.limit = limit
  }

  /// Reads the file of a folder. A file that cannot be used is an error; a mistake in a single
  /// waiver, which then does not hold, a warning.
  mutating func read(
    _ path: String, shown file: String, scope: String, _ diagnostics: inout Diagnostics
  ) {
    guard let bytes = readFile(path, limit: WaiverFile.byteLimit) else {
      diagnostics.report(WaiverFile.unreadable(file))
      return
    }
    var own = Diagnostics()
    let read = WaiverFile.read(bytes, file: file, scope: scope, diagnostics: &own)
    for var diagnostic in own.finish() {
      if read != nil, diagnostic.level == .error {
        diagnostic.level = .warning
        diagnostic.help = (diagnostic.help.map { $0 + "; " } ?? "") + "the waiver does not hold"
      }
      diagnostics.report(diagnostic)
    }
    if let read { add(read) }
  }

  mutating func add(_ file: WaiverFile) {
    for entry in file.entries {
      if let identity = entry.subject.identity {
        byIdentity[String(identity.prefix(8)), default: []].append(rows.count)
      } else {
        general.append(rows.count)
      }
      rows.append(Row(entry: entry, scope: file.scope))
    }
    byRule = [:]
  }

  var isEmpty: Bool { rows.isEmpty }

  // MARK: matching

  /// Passes over shortened identities that more than one finding has.
  mutating func prepare(for findings: [Finding]) {
    guard !byIdentity.isEmpty else { return }
    var known: [String: Set<String>] = [:]
    for finding in findings {
      let head = String(finding.identity.value.prefix(8))
      if byIdentity[head] != nil { known[head, default: []].insert(finding.identity.value) }
    }
    for (head, numbers) in byIdentity {
      for number in numbers {
        guard let identity = rows[number].entry.subject.identity else { continue }
        let count = known[head]?.count { $0.hasPrefix(identity) } ?? 0
        rows[number].isAmbiguous = count > 1
      }
    }
  }

  /// For each place of a finding the waiver that holds for it. `ids`: what its rule goes by; `paths`: the
  /// places' paths from the repository's top.
  mutating func waivers(for finding: Finding, ids: [String], paths: [String]) -> [Waiver?] {
    var found = [Waiver?](repeating: nil, count: paths.count)
    for number in candidates(finding, ids) {
      let row = rows[number]
      var covers = false
      for (index, path) in paths.enumerated() where row.covers(path) {
        covers = true
        if found[index] == nil, row.entry.until >= today { found[index] = row.waiver }
      }
      if covers { rows[number].findings += 1 }
    }
    return found
  }

  private mutating func candidates(_ finding: Finding, _ ids: [String]) -> [Int] {
    let named: [Int]
    if let known = byRule[finding.rule] {
      named = known
    } else {
      named = general.filter { rows[$0].isAbout(ids) }
      byRule[finding.rule] = named
    }
    let own = (byIdentity[String(finding.identity.value.prefix(8))] ?? []).filter { number in
      let row = rows[number]
      return !row.isAmbiguous && row.isAbout(ids)
        && finding.identity.value.hasPrefix(row.entry.subject.identity ?? "-")
    }
    return (own + named).filter { rows[$0].isAbout(finding) }
  }

  // MARK: afterwards

  /// What became of each. `isWhole`: the scan looked at everything below the folder that it is asked about, so
  /// that a waiver without a finding is known to be unused.
  func records(isWhole: (String) -> Bool) -> [WaiverRecord] {
    rows.map { row in
      WaiverRecord(
        subject: row.entry.subject, owner: row.entry.owner, reason: row.entry.reason,
        ticket: row.entry.ticket, until: row.entry.until.description, origin: row.entry.origin,
        state: row.entry.until < today
          ? .expired : row.findings == 0 && isWhole(row.scope) ? .unused : .holds,
        isBroad: row.entry.isEverything || row.findings > limit, findings: row.findings,
        daysLeft: row.entry.until.number - today.number)
    }
  }

  /// Tells of waivers that ended, cover nothing or cover too much.
  func tell(_ records: [WaiverRecord], _ diagnostics: inout Diagnostics) {
    var counts: [String: Int] = [:]
    for (row, record) in zip(rows, records) {
      for diagnostic in row.troubles(record) {
        counts[diagnostic.code, default: 0] += 1
        if counts[diagnostic.code, default: 0] <= Self.told { diagnostics.report(diagnostic) }
      }
    }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.told {
      diagnostics.report(
        Diagnostic(
          .warning, code, "\(count - Self.told) more waivers are so",
          help: "'shrike waivers list' names them all"))
    }
  }
}

extension WaiverSet.Row {
  /// Whether the rule, by any of its ids, is one it names.
  fileprivate func isAbout(_ ids: [String]) -> Bool {
    guard let rules = entry.rules else { return true }
    return ids.contains { rules.admits($0[...]) }
  }

  /// Whether the finding has what it names of packages and weaknesses.
  fileprivate func isAbout(_ finding: Finding) -> Bool {
    if let cwe = entry.subject.cwe,
      !finding.taxonomies.contains(where: { $0.catalogue == "CWE" && $0.id == cwe })
    {
      return false
    }
    guard let purl = entry.subject.purl else { return true }
    guard case .text(let own) = finding.properties["purl"], own.hasPrefix(purl) else {
      return false
    }
    // Without a version it is every version of the package.
    let rest = own.dropFirst(purl.count).first
    return rest == nil || rest == "@" || rest == "?" || rest == "#"
  }

  /// Whether a path, from the repository's top, is one it names.
  fileprivate func covers(_ path: String) -> Bool {
    guard scope.isEmpty || path.hasPrefix(scope) else { return false }
    guard let paths = entry.paths else { return true }
    let inner = path.dropFirst(scope.count)
    if paths.admits(inner) { return true }
    // What stands in an archive is covered with the archive.
    return inner.firstIndex(of: "!").map { paths.admits(inner[..<$0]) } ?? false
  }

  fileprivate var waiver: Waiver {
    let scope: Waiver.Scope =
      entry.subject.identity != nil ? .finding : entry.subject.path != nil ? .path : .rule
    return Waiver(
      scope: scope, source: .waiverFile, origin: entry.origin, reason: entry.reason,
      owner: entry.owner, ticket: entry.ticket, until: entry.until.description)
  }

  /// What is to be said of what became of it.
  fileprivate func troubles(_ record: WaiverRecord) -> [Diagnostic] {
    func warning(
      _ code: String, _ message: String, _ frame: Diagnostic.Frame?, _ help: String
    ) -> Diagnostic {
      Diagnostic(.warning, code, message, file: entry.file, frame: frame, help: help)
    }
    if isAmbiguous {
      return [
        warning(
          "waivers.ambiguous", "several findings have an identity that begins so", entry.frame,
          "give all 16 digits; the waiver does not hold")
      ]
    }
    var out: [Diagnostic] = []
    if record.isBroad, record.findings > 0 {
      let message =
        entry.isEverything
        ? "this waiver covers everything" : "this waiver covers \(record.findings) findings"
      out.append(
        warning(
          "waivers.broad", message, entry.frame, "name a rule and a path, or single findings"))
    }
    switch record.state {
    case .holds: break
    case .unused:
      out.append(
        warning(
          "waivers.unused", "this waiver covers no finding", entry.frame,
          "take it out, or mend what it names"))
    case .expired:
      let open =
        switch record.findings {
        case 0: "it covers no finding any more"
        case 1: "a finding is open again"
        default: "\(record.findings) findings are open again"
        }
      out.append(
        warning(
          "waivers.expired", "this waiver ended on \(record.until): \(open)", entry.untilFrame,
          record.findings == 0 ? "take it out" : "mend what it covers, or decide anew"))
    }
    return out
  }
}
