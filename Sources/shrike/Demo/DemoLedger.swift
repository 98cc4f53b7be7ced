import ShrikeExchange
import ShrikeLedger
import ShrikeModel
import ShrikeText

/// Writes an invented history into a ledger of its own, in the order in which it happened.
struct DemoLedger {
  private let ledger: Ledger
  private let report: Report
  private let history: DemoHistory
  private let now: Timestamp
  private let seed: UInt64
  /// The ledger's ids by identity.
  private var known: [String: String] = [:]

  private static let actor = "demo"
  private static let scanner = "pipeline"

  init(file: String, report: Report, now: Timestamp, seed: UInt64) throws(LedgerError) {
    let start = now.adding(days: -DemoHistory.days - 1)
    ledger = try Ledger(
      SQLiteDatabase(file: file, readers: 1), at: start, ids: ULIDSource(SeededRandom(seed)))
    self.report = report
    self.now = now
    self.seed = seed
    history = DemoHistory(report.findings, now: now, seed: seed)
  }

  mutating func fill() throws(LedgerError) {
    let start = now.adding(days: -DemoHistory.days - 1)
    try addPeople(at: start)
    var scans = 0
    for step in history.steps {
      switch step.act {
      case .scan(let asset, let tool):
        scans += 1
        try scan(asset, tool, number: scans, at: step.time)
      case .assign(let identity, let person):
        guard let id = known[identity] else { continue }
        try ledger.assign([id], to: person, by: person, at: step.time)
      case .comment(let identity, let text, let person):
        guard let id = known[identity] else { continue }
        try ledger.comment(id, text, by: person, at: step.time)
      case .decide(let identity, let decision, let person):
        guard let id = known[identity] else { continue }
        try ledger.decide([id], decision, by: person, at: step.time)
      case .ticket(let identity, let reference):
        guard let id = known[identity] else { continue }
        try ledger.putTicket(
          finding: id, system: "jira", reference: reference,
          url: "https://tickets.example.org/browse/\(reference)", status: "open", by: Self.actor,
          at: step.time)
      }
    }
    try describeAssets()
    try ledger.expireDecisions(at: now)
  }

  private func addPeople(at time: Timestamp) throws(LedgerError) {
    for product in DemoOrganisation.products {
      try ledger.putProduct(product.id, name: product.name, by: Self.actor, at: time)
    }
    for team in DemoOrganisation.teams {
      try ledger.putTeam(team.id, name: team.name, by: Self.actor, at: time)
    }
    for person in DemoOrganisation.people {
      try ledger.putPerson(
        person.id, name: person.name, email: "\(person.id)@acme.example", by: Self.actor, at: time)
      try ledger.putMembership(
        person: person.id, team: person.team, role: person.role, by: Self.actor, at: time)
    }
  }

  /// Says of the assets, which scans have brought in, whose they are and how much hangs on them.
  private func describeAssets() throws(LedgerError) {
    for row in try ledger.assets() {
      guard let asset = DemoOrganisation.assets.first(where: { $0.name == row.name }) else {
        continue
      }
      var described = row
      described.product = asset.product
      described.criticality = asset.criticality
      described.exposure = asset.exposure
      described.owner = asset.team
      try ledger.put(described, by: Self.actor, at: now)
    }
  }

  private mutating func scan(
    _ number: Int, _ tool: String, number scan: Int, at time: Timestamp
  ) throws(LedgerError) {
    let asset = DemoOrganisation.assets[number]
    let findings = history.findings(of: number, by: tool, at: time)
    let isOwn = tool == DemoHistory.ownTool
    let rules = Set(findings.map(\.rule))
    // One scan in forty could not read all it had to, and closes nothing.
    let reason = scan % 40 == 0 ? "2 files could not be read" : nil
    let parts =
      isOwn
      ? report.coverage.filter { $0.status == .ran }.map {
        ScanRecord.Part($0.engine, isComplete: reason == nil, reason: reason)
      }
      : [ScanRecord.Part("", isComplete: reason == nil, reason: reason)]
    let text = Array("demo \(seed) \(asset.name) \(tool) \(scan)".utf8)
    let outcome = try ledger.publish(
      ScanRecord(
        asset: asset.name, assetKind: asset.kind, ref: asset.kind == "image" ? "" : "main",
        commit: asset.kind == "image" ? nil : String(ScanRecord.digest(text).prefix(40)),
        tool: tool, toolVersion: isOwn ? report.toolVersion : "0.58.1",
        ruleset: ScanRecord.digest(Array(tool.utf8)), input: ScanRecord.digest(text),
        parts: parts, time: time, findings: findings,
        rules: report.rules.filter { rules.contains($0.id) }), by: Self.scanner, at: time)
    for (finding, id) in zip(findings, outcome.findings) where !id.isEmpty {
      known[finding.identity.value] = id
    }
  }
}
