import ShrikeExchange
import ShrikeLedger
import ShrikeModel

/// Sixty days of an organisation, made of the findings of one real scan: when each came and went, and what people did
/// about it. The same seed makes the same history.
struct DemoHistory {
  static let days = 60
  static let hour: Int64 = 3_600_000

  /// Something that happens.
  struct Step {
    var time: Timestamp
    /// Of two at one time the one that was planned first.
    var number: Int
    var act: Act
  }

  enum Act {
    /// An asset is looked at, by the tool of that name.
    case scan(asset: Int, tool: String)
    /// People act on a finding of an asset, given by its identity.
    case assign(String, to: String)
    case comment(String, String, by: String)
    case decide(String, Decision, by: String)
    case ticket(String, reference: String)
  }

  /// When a finding is in its asset.
  private struct Life {
    var finding: Finding
    var spans: [Range<Timestamp>]
  }

  private(set) var steps: [Step] = []
  private var random: SeededRandom
  /// Of every asset and tool.
  private var lives: [Int: [String: [Life]]] = [:]
  private let now: Timestamp
  private let start: Timestamp

  /// - Parameter findings: of the example, with paths from its folder.
  init(_ findings: [Finding], now: Timestamp, seed: UInt64) {
    self.now = now
    start = now.adding(days: -Self.days)
    random = SeededRandom(seed)
    for (index, asset) in DemoOrganisation.assets.enumerated() {
      let own = findings.filter { finding in
        guard let path = finding.places.first?.path else { return false }
        return asset.paths.contains { path.hasPrefix($0) }
      }
      plan(own, of: index, by: DemoHistory.ownTool, every: 2)
      plan(
        asset.weaknesses.map { Self.finding($0, of: asset) }, of: index,
        by: DemoHistory.dependencyTool, every: 3)
    }
    steps.sort { ($0.time, $0.number) < ($1.time, $1.number) }
  }

  static let ownTool = "shrike"
  static let dependencyTool = "trivy"

  /// What a scan finds that is made at that time.
  func findings(of asset: Int, by tool: String, at time: Timestamp) -> [Finding] {
    (lives[asset]?[tool] ?? []).filter { life in life.spans.contains { $0.contains(time) } }
      .map(\.finding)
  }

  // MARK: planning

  private mutating func add(_ time: Timestamp, _ act: Act) {
    if time < now { steps.append(Step(time: time, number: steps.count, act: act)) }
  }

  private mutating func plan(
    _ findings: [Finding], of index: Int, by tool: String, every interval: Int
  ) {
    guard !findings.isEmpty else { return }
    let asset = DemoOrganisation.assets[index]
    var day = random.below(interval)
    while day <= Self.days - asset.silentDays {
      let time = start.adding(days: day)
      add(
        time.adding(hours: 8 + random.below(10), minutes: random.below(60)),
        .scan(asset: index, tool: tool))
      day += 1 + random.below(interval)
    }
    for finding in findings {
      let life = Life(finding: finding, spans: spans(finding.severity))
      lives[index, default: [:]][tool, default: []].append(life)
      if let first = life.spans.first { people(life, first, asset) }
    }
  }

  /// How many of a hundred are mended, and after how many days.
  private static func mending(_ severity: Severity) -> (percent: Int, days: Int) {
    switch severity {
    case .critical: (85, 7)
    case .high: (65, 14)
    case .medium: (45, 24)
    case .low, .info: (25, 36)
    }
  }

  /// Two of five were there before anybody looked; the worse a finding is, the sooner it is mended; a few come back.
  private mutating func spans(_ severity: Severity) -> [Range<Timestamp>] {
    let came = random.chance(40) ? 0 : 1 + random.below(Self.days - 6)
    let (percent, mean) = Self.mending(severity)
    let isFixed = random.chance(percent)
    let far = now.adding(days: 1)
    let from = start.adding(days: came)
    guard isFixed else { return [from..<far] }
    let gone = from.adding(days: 1 + mean / 3 + random.below(mean))
    guard gone < now else { return [from..<far] }
    let back = gone.adding(days: 4 + random.below(9))
    guard random.chance(15), back < now else { return [from..<gone] }
    let again = back.adding(days: 3 + random.below(12))
    return [from..<gone, back..<(again < now ? again : far)]
  }

  /// What people do in the first days after a finding is seen.
  private mutating func people(
    _ life: Life, _ span: Range<Timestamp>, _ asset: DemoOrganisation.Asset
  ) {
    let finding = life.finding
    let id = finding.identity.value
    let team = DemoOrganisation.members(of: asset.team)
    let topic = DemoOrganisation.Topic(finding)
    guard let owner = team.first, let triager = team.last else { return }
    let isGrave = finding.severity >= .high
    if random.chance(isGrave ? 85 : 40) {
      let time = later(span, 0)
      add(time, .assign(id, to: (random.chance(60) ? owner : triager).id))
    }
    if random.chance(isGrave ? 50 : 15) {
      let author = random.chance(50) ? owner : triager
      let text = topic.comments[random.below(topic.comments.count)]
      let time = later(span, 1 + random.below(3))
      add(time, .comment(id, text, by: author.id))
    }
    if isGrave, random.chance(30) {
      let time = later(span, 2)
      add(time, .ticket(id, reference: "SEC-\(100 + random.below(900))"))
    }
    guard random.chance(28) else { return }
    let time = later(span, 2 + random.below(5))
    let decision: Decision
    switch random.below(10) {
    case 0..<3: decision = Decision(.falsePositive, reason: topic.falsePositive, source: .console)
    case 3..<5 where topic == .package:
      decision = Decision(.notAffected, reason: DemoOrganisation.notAffected, source: .console)
    default:
      // Some ends are over by now, so that what was accepted is open again.
      let end = time.adding(days: 14 + random.below(90))
      decision = Decision(
        .accepted(until: Timestamp(day: end.day)), reason: topic.accepted, owner: owner.id,
        source: .console)
    }
    add(time, .decide(id, decision, by: isGrave ? "grace" : triager.id))
  }

  /// So many days after the scan that met a finding: there is one every two or three days.
  private mutating func later(_ span: Range<Timestamp>, _ days: Int) -> Timestamp {
    span.lowerBound.adding(days: 3 + days)
      .adding(hours: 9 + random.below(8), minutes: random.below(60))
  }

  // MARK: findings of dependencies

  private static func finding(
    _ weakness: DemoOrganisation.Weakness, of asset: DemoOrganisation.Asset
  ) -> Finding {
    var finding = Finding(
      rule: "\(dependencyTool)/\(weakness.id)", severity: weakness.severity, confidence: .high,
      message: "\(weakness.title) (\(weakness.package) \(weakness.version))",
      identity: Identity(
        value: String(
          ScanRecord.digest(Array("\(asset.name) \(weakness.id) \(weakness.package)".utf8))
            .prefix(16)), scheme: "import/1"),
      places: [Place(path: weakness.path)],
      taxonomies: [Taxonomy("CWE", weakness.cwe), Taxonomy("CVE", weakness.id)],
      remedy: "Update to \(weakness.fixed).")
    let package = Finding.Package(
      name: weakness.package, version: weakness.version,
      purl: "pkg:\(weakness.ecosystem)/\(weakness.package)@\(weakness.version)")
    finding.subject = asset.kind == "image" ? .image(asset.name, package) : .package(package)
    return finding
  }
}

extension Timestamp {
  fileprivate func adding(hours: Int, minutes: Int) -> Timestamp {
    Timestamp(
      milliseconds: milliseconds + Int64(hours) * DemoHistory.hour + Int64(minutes) * 60_000)
  }
}

/// SplitMix64: small, and the same on every machine.
struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0; `count` is at least 1.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
