/// What a rule says of itself, kept for showing findings of it.
struct RuleStated: Sendable, Hashable {
  var id: String
  var title: String
  var body: CanonicalJSON

  var json: CanonicalJSON { .object(["title": .string(title), "rule": body]) }

  init(id: String, title: String, body: CanonicalJSON) {
    self.id = id
    self.title = title
    self.body = body
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let title = json.text("title"), let body = json["rule"] else { return nil }
    self.init(id: subject, title: title, body: body)
  }
}

/// A scan, and which lanes it says something of.
struct ScanPublished: Sendable, Hashable {
  struct Pass: Sendable, Hashable {
    var lane: String
    var part: String
    /// The lane begins with this scan.
    var isNew: Bool
    var isComplete: Bool
    var findings: Int64
    /// Findings that an incomplete scan did not meet, with what is known of them now.
    var missed: [(finding: String, observed: Observed)]

    static func == (a: Pass, b: Pass) -> Bool { a.json == b.json }
    func hash(into hasher: inout Hasher) { hasher.combine(json) }

    var json: CanonicalJSON {
      .members([
        "lane": .string(lane), "part": .string(part), "new": .flag(isNew),
        "complete": .flag(isComplete), "findings": .integer(findings),
        "missed": missed.isEmpty
          ? nil
          : .array(missed.map { .array([.string($0.finding), .string($0.observed.rawValue)]) }),
      ])
    }

    init(lane: String, part: String, isNew: Bool, isComplete: Bool, findings: Int64) {
      self.lane = lane
      self.part = part
      self.isNew = isNew
      self.isComplete = isComplete
      self.findings = findings
      missed = []
    }

    init?(_ json: CanonicalJSON) {
      guard let lane = json.text("lane"), let part = json.text("part"),
        let findings = json.int("findings")
      else { return nil }
      self.init(
        lane: lane, part: part, isNew: json.flag("new"), isComplete: json.flag("complete"),
        findings: findings)
      for pair in json.list("missed") {
        guard pair.elements.count == 2, let finding = pair.elements[0].string,
          let observed = pair.elements[1].string.flatMap(Observed.init(rawValue:))
        else { return nil }
        missed.append((finding, observed))
      }
    }
  }

  var id: String
  var asset: String
  var ref: String
  var commit: String?
  var tool: String
  var toolVersion: String
  var ruleset: String
  var input: String
  var scope: String
  var rank: Rank
  var isComplete: Bool
  var findings: Int64
  var coverage: CanonicalJSON
  var passes: [Pass]

  var json: CanonicalJSON {
    .members([
      "asset": .string(asset), "ref": .string(ref), "commit": .text(commit), "tool": .string(tool),
      "toolVersion": .string(toolVersion), "ruleset": .string(ruleset), "input": .string(input),
      "scope": .string(scope), "rank": .integer(rank.value), "complete": .flag(isComplete),
      "findings": .integer(findings), "coverage": coverage,
      "passes": .array(passes.map(\.json)),
    ])
  }

  init(
    id: String, asset: String, ref: String, commit: String?, tool: String, toolVersion: String,
    ruleset: String, input: String, scope: String, rank: Rank, isComplete: Bool, findings: Int64,
    coverage: CanonicalJSON, passes: [Pass]
  ) {
    self.id = id
    self.asset = asset
    self.ref = ref
    self.commit = commit
    self.tool = tool
    self.toolVersion = toolVersion
    self.ruleset = ruleset
    self.input = input
    self.scope = scope
    self.rank = rank
    self.isComplete = isComplete
    self.findings = findings
    self.coverage = coverage
    self.passes = passes
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let asset = json.text("asset"), let ref = json.text("ref"), let tool = json.text("tool"),
      let toolVersion = json.text("toolVersion"), let ruleset = json.text("ruleset"),
      let input = json.text("input"), let scope = json.text("scope"),
      let rank = json.int("rank"), let findings = json.int("findings"),
      let coverage = json["coverage"]
    else { return nil }
    var passes: [Pass] = []
    for element in json.list("passes") {
      guard let pass = Pass(element) else { return nil }
      passes.append(pass)
    }
    self.init(
      id: subject, asset: asset, ref: ref, commit: json.text("commit"), tool: tool,
      toolVersion: toolVersion, ruleset: ruleset, input: input, scope: scope, rank: Rank(rank),
      isComplete: json.flag("complete"), findings: findings, coverage: coverage, passes: passes)
  }
}

/// A finding met in a lane: for the first time at all, again, in a lane where it was not, or changed.
struct FindingSighted: Sendable, Hashable {
  enum How: String, Sendable, Hashable {
    case opened, reopened, seen, changed
  }

  struct Birth: Sendable, Hashable {
    /// In its organisation, from 1.
    var number: Int64
    var tool: String
    var part: String
  }

  var how: How
  var finding: String
  var scan: String
  var lane: String
  /// Of the scan.
  var rank: Rank
  var print: Int64
  var family: Int64
  var life: Life
  /// Which matching found it; 0 for a new one.
  var matchedBy: Int64
  var asset: String
  /// Of its severity now.
  var weight: Int64
  /// What it gets when it is opened.
  var birth: Birth?
  /// What it is; left out where a later scan has said it already.
  var facts: FindingFacts?
  /// The facts have another text to search for than before.
  var isReworded: Bool
  /// Where it stands in the lane; left out likewise.
  var places: [PlaceFacts]?
  /// Set where later scans of the lane are here already.
  var missed: Rank?
  var gone: Rank?

  var json: CanonicalJSON {
    .members([
      "scan": .string(scan), "lane": .string(lane), "rank": .integer(rank.value),
      "print": .integer(print), "family": .integer(family), "life": life.json,
      "matchedBy": .integer(matchedBy), "asset": .string(asset), "weight": .integer(weight),
      "number": .int(birth?.number), "tool": .text(birth?.tool), "part": .text(birth?.part),
      "facts": facts?.json, "reworded": .flag(isReworded),
      "places": places.map { .array($0.map(\.json)) }, "missed": .int(missed?.value),
      "gone": .int(gone?.value),
    ])
  }

  init(
    how: How, finding: String, scan: String, lane: String, rank: Rank, print: Int64, family: Int64,
    life: Life, matchedBy: Int64, asset: String, weight: Int64, birth: Birth? = nil,
    facts: FindingFacts?, isReworded: Bool = false, places: [PlaceFacts]?,
    missed: Rank? = nil, gone: Rank? = nil
  ) {
    self.how = how
    self.finding = finding
    self.scan = scan
    self.lane = lane
    self.rank = rank
    self.print = print
    self.family = family
    self.life = life
    self.matchedBy = matchedBy
    self.asset = asset
    self.weight = weight
    self.birth = birth
    self.facts = facts
    self.isReworded = isReworded
    self.places = places
    self.missed = missed
    self.gone = gone
  }

  init?(_ how: How, _ subject: String, _ json: CanonicalJSON) {
    guard let scan = json.text("scan"), let lane = json.text("lane"), let rank = json.int("rank"),
      let print = json.int("print"), let family = json.int("family"),
      let life = json["life"].flatMap(Life.init), let matchedBy = json.int("matchedBy"),
      let asset = json.text("asset"), let weight = json.int("weight")
    else { return nil }
    var birth: Birth?
    if let number = json.int("number"), let tool = json.text("tool"), let part = json.text("part") {
      birth = Birth(number: number, tool: tool, part: part)
    }
    let facts = json["facts"].flatMap(FindingFacts.init)
    let places = json["places"].map { $0.elements.compactMap(PlaceFacts.init) }
    guard (facts == nil) == (json["facts"] == nil), how != .opened || (facts != nil && birth != nil)
    else {
      return nil
    }
    self.init(
      how: how, finding: subject, scan: scan, lane: lane, rank: Rank(rank), print: print,
      family: family, life: life, matchedBy: matchedBy, asset: asset, weight: weight,
      birth: birth, facts: facts, isReworded: json.flag("reworded"), places: places,
      missed: json.int("missed").map { Rank($0) },
      gone: json.int("gone").map { Rank($0) })
  }
}

/// A complete scan of a lane no longer has the finding; it is closed where it stands in no other lane.
struct FindingGone: Sendable, Hashable {
  var finding: String
  var scan: String
  var lane: String
  var rank: Rank
  var life: Life
  var asset: String
  var weight: Int64

  var json: CanonicalJSON {
    .object([
      "scan": .string(scan), "lane": .string(lane), "rank": .integer(rank.value),
      "life": life.json, "asset": .string(asset), "weight": .integer(weight),
    ])
  }

  init(
    finding: String, scan: String, lane: String, rank: Rank, life: Life, asset: String,
    weight: Int64
  ) {
    self.finding = finding
    self.scan = scan
    self.lane = lane
    self.rank = rank
    self.life = life
    self.asset = asset
    self.weight = weight
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let scan = json.text("scan"), let lane = json.text("lane"), let rank = json.int("rank"),
      let life = json["life"].flatMap(Life.init), let asset = json.text("asset"),
      let weight = json.int("weight")
    else { return nil }
    self.init(
      finding: subject, scan: scan, lane: lane, rank: Rank(rank), life: life, asset: asset,
      weight: weight)
  }
}

/// A scan came later than one that was made after it: the finding's history in the lane, told anew.
struct FindingRevised: Sendable, Hashable {
  var finding: String
  var scan: String
  var lane: String
  var rank: Rank
  var print: Int64
  var family: Int64
  var life: Life
  var matchedBy: Int64
  var spans: [Span]
  /// Left out where a later scan has said it already.
  var facts: FindingFacts?
  var places: [PlaceFacts]?

  var json: CanonicalJSON {
    .members([
      "scan": .string(scan), "lane": .string(lane), "rank": .integer(rank.value),
      "print": .integer(print), "family": .integer(family), "life": life.json,
      "matchedBy": .integer(matchedBy), "spans": .array(spans.map(\.json)), "facts": facts?.json,
      "places": places.map { .array($0.map(\.json)) },
    ])
  }

  init(
    finding: String, scan: String, lane: String, rank: Rank, print: Int64, family: Int64,
    life: Life, matchedBy: Int64, spans: [Span], facts: FindingFacts?, places: [PlaceFacts]?
  ) {
    self.finding = finding
    self.scan = scan
    self.lane = lane
    self.rank = rank
    self.print = print
    self.family = family
    self.life = life
    self.matchedBy = matchedBy
    self.spans = spans
    self.facts = facts
    self.places = places
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let scan = json.text("scan"), let lane = json.text("lane"), let rank = json.int("rank"),
      let print = json.int("print"), let family = json.int("family"),
      let life = json["life"].flatMap(Life.init), let matchedBy = json.int("matchedBy")
    else { return nil }
    let facts = json["facts"].flatMap(FindingFacts.init)
    guard (facts == nil) == (json["facts"] == nil) else { return nil }
    self.init(
      finding: subject, scan: scan, lane: lane, rank: Rank(rank), print: print, family: family,
      life: life, matchedBy: matchedBy, spans: json.list("spans").compactMap(Span.init),
      facts: facts,
      places: json["places"].map { $0.elements.compactMap(PlaceFacts.init) })
  }
}

/// A ref is no more: what stood only there is closed.
struct LaneRetired: Sendable, Hashable {
  var lane: String
  var rank: Rank

  var json: CanonicalJSON { .object(["rank": .integer(rank.value)]) }

  init(lane: String, rank: Rank) {
    self.lane = lane
    self.rank = rank
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let rank = json.int("rank") else { return nil }
    self.init(lane: subject, rank: Rank(rank))
  }
}
