import ShrikeModel

extension Ledger {
  /// Takes a scan in: tells which findings are known, opens, reopens and closes.
  ///
  /// - The same report twice adds no event.
  /// - Only a complete part of a scan closes, and only what was seen by the same tool, part, ref and path scope.
  /// - Scans count in the order they were made in, not in the one they arrive in.
  @discardableResult
  public func publish(
    _ scan: ScanRecord, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> PublishOutcome {
    let parts = try Self.byPart(scan)
    return try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let asset = try self.asset(scan, &act)
      if let known = try Self.repeated(scan, asset, act) {
        var outcome = PublishOutcome(scan: known, isRepeat: true)
        outcome.unchanged = scan.findings.count
        return outcome
      }
      try state(scan.rules, &act)
      let rank = Rank(scan.time, input: scan.input)
      var outcome = PublishOutcome(scan: nextID(at: time), isRepeat: false)
      outcome.findings = Array(repeating: "", count: scan.findings.count)
      var body = ScanPublished(
        id: outcome.scan, asset: asset, ref: scan.ref, commit: scan.commit, tool: scan.tool,
        toolVersion: scan.toolVersion, ruleset: scan.ruleset, input: scan.input,
        scope: scan.scope, rank: rank, isComplete: scan.isComplete,
        findings: Int64(scan.findings.count), coverage: Self.coverage(scan), passes: [])
      var lanes: [LanePublication] = []
      let terms = try DueTerms(act.connection, org, asset: asset)
      let handles = try OwnerHandles(act.connection, org)
      for (part, indices) in parts {
        var lane = try LanePublication(
          self, scan, part, indices, asset: asset, scan: outcome.scan, rank: rank,
          terms: terms, handles: handles, act)
        try lane.match(act.connection)
        body.passes.append(lane.pass)
        lanes.append(lane)
      }
      try act.record(.scan(body))
      for lane in lanes { try lane.record(&act, &outcome) }
      try note(handles.unknown(in: scan.findings), asset: asset, &act)
      try linkCauses(scan, outcome, asset: asset, &act)
      outcome.events = act.events.count
      return outcome
    }
  }

  /// The findings of every part by their indices, in the parts' order.
  private static func byPart(
    _ scan: ScanRecord
  ) throws(LedgerError) -> [(part: ScanRecord.Part, indices: [Int])] {
    guard !scan.asset.isEmpty, !scan.tool.isEmpty, !scan.input.isEmpty else {
      throw LedgerError(.input, "a scan needs an asset, a tool and the digest of its report")
    }
    guard Set(scan.parts.map(\.name)).count == scan.parts.count, !scan.parts.isEmpty else {
      throw LedgerError(.input, "a scan needs parts, each with a name of its own")
    }
    var engines: [String: String] = [:]
    for rule in scan.rules { engines[rule.id] = rule.engine }
    var lists = Array(repeating: [Int](), count: scan.parts.count)
    var numbers: [String: Int] = [:]
    for (number, part) in scan.parts.enumerated() { numbers[part.name] = number }
    for (index, finding) in scan.findings.enumerated() {
      guard !finding.places.isEmpty else {
        throw LedgerError(.input, "finding \(index + 1) of the scan has no place")
      }
      let name = engines[finding.rule] ?? ""
      // A tool of one piece has all findings, whatever its rules say of engines.
      guard let number = scan.parts.count == 1 ? 0 : numbers[name] else {
        throw LedgerError(
          .input, "finding \(index + 1) of the scan is of '\(name)', a part that did not run")
      }
      lists[number].append(index)
    }
    return Array(zip(scan.parts, lists)).map { ($0, $1) }
  }

  private static func coverage(_ scan: ScanRecord) -> CanonicalJSON {
    .array(
      (scan.parts + scan.absent).map {
        .members([
          "part": .string($0.name), "complete": .bool($0.isComplete), "reason": .text($0.reason),
          "files": .int($0.files), "rules": .int($0.rules), "skipped": .int($0.skipped),
        ])
      })
  }

  private static func repeated(
    _ scan: ScanRecord, _ asset: String, _ act: Act
  ) throws(LedgerError) -> String? {
    try act.connection.row(
      """
      SELECT id FROM scan
      WHERE org_id = ? AND asset = ? AND input = ? AND ref = ? AND tool = ? AND scope = ?
      """,
      [
        .text(act.org), .text(asset), .text(scan.input), .text(scan.ref), .text(scan.tool),
        .text(scan.scope),
      ])?.text(0)
  }

  /// The asset's id; it is added where it is new.
  private func asset(_ scan: ScanRecord, _ act: inout Act) throws(LedgerError) -> String {
    let known = try act.connection.row(
      "SELECT id FROM asset WHERE org_id = ? AND name = ?", [.text(org), .text(scan.asset)])
    if let known { return known.text(0) }
    let id = nextID(at: act.at)
    try act.record(
      .put(
        RowPut(
          table: "asset", id: id,
          values: [
            "id": .string(id), "name": .string(scan.asset), "kind": .string(scan.assetKind),
            "created": .integer(act.at.milliseconds),
          ])))
    try act.flush()
    return id
  }

  /// Keeps what rules say of themselves, where that is new.
  private func state(_ rules: [RuleInfo], _ act: inout Act) throws(LedgerError) {
    guard !rules.isEmpty else { return }
    var known: [String: String] = [:]
    try act.connection.rows("SELECT id, digest FROM rule WHERE org_id = ?", [.text(org)]) {
      known[$0.text(0)] = $0.text(1)
    }
    var stated: Set<String> = []
    for rule in rules where stated.insert(rule.id).inserted {
      let body = RuleStated(id: rule.id, title: rule.title, body: rule.json)
      if known[rule.id] != Projector.digest(body) { try act.record(.rule(body)) }
    }
  }
}

extension RuleInfo {
  fileprivate var json: CanonicalJSON {
    .members([
      "title": .string(title), "why": .text(why), "remedy": .text(remedy),
      "severity": .string(severity.rawValue), "statedSeverity": .text(statedSeverity),
      "confidence": .string(confidence.rawValue), "engine": .string(engine),
      "tags": .strings(tags),
      "taxonomies": .strings(taxonomies.map { "\($0.catalogue)-\($0.id)" }),
      "aliases": .strings(aliases), "documentation": .text(documentation),
    ])
  }
}
