import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Takes the drafts of one report, and makes findings and rules of them that keep our laws: paths
/// normalised, texts of bounded length, no secret, no two findings with one identity.
struct ReportCollector {
  private let tool: String
  private let limits: ImportLimits
  private var findings: [Finding] = []
  private var rules: [RuleInfo] = []
  private var known: Set<String> = []
  private var identities: [UInt64: Int] = [:]
  private var merged: [String: Int] = [:]
  /// Of findings that were told several times, by their index: lists would be searched over and over.
  private var placesOfMerged: [Int: Set<Place>] = [:]
  private var problems: [ImportProblem] = []
  private var unusable = 0
  private var cutTexts = 0
  var toolVersion: String?
  /// Of our own reports.
  var scan: ReportedScan?

  init(tool: String, limits: ImportLimits) {
    self.tool = tool
    self.limits = limits
  }

  var count: Int { findings.count }

  /// A result that says nothing usable.
  @inline(never)
  mutating func skip(_ place: String, _ reason: String) {
    unusable += 1
    note(ImportProblem(place: place, reason: reason))
  }

  @inline(never)
  mutating func note(_ problem: ImportProblem) {
    if problems.count < limits.problems { problems.append(problem) }
  }

  /// Goes through results that must be objects; others are counted and told.
  @inline(never)
  mutating func each(
    _ parts: [ReportPart], _ place: String, _ body: (ReportPart, inout ReportCollector) -> Draft?
  ) {
    for (index, part) in parts.enumerated() {
      guard part.isObject else {
        skip("\(place)[\(index)]", "it is no object")
        continue
      }
      if let draft = body(part, &self) { add(draft, "\(place)[\(index)]") }
    }
  }

  /// Adds a result that a tool tells once for every place: those of one key become one finding with
  /// several places.
  @inline(never)
  mutating func add(_ draft: Draft, mergedBy key: String) {
    guard let index = merged[key] else {
      let count = findings.count
      add(draft)
      if findings.count > count { merged[key] = count }
      return
    }
    if let path = draft.path ?? draft.subject.place {
      var place = Place(path: cut(ReportPath.normal(path), limits.name))
      place.start = draft.line.flatMap { SourcePosition(atLine: $0, column: draft.column) }
      place.commit = draft.commit
      if placesOfMerged[index] == nil { placesOfMerged[index] = Set(findings[index].places) }
      if placesOfMerged[index]?.insert(place).inserted == true {
        findings[index].places.append(place)
      }
    }
    for id in draft.ids.map({ Taxonomy($0.catalogue, cut($0, limits.name)) })
    where !findings[index].taxonomies.contains(id) { findings[index].taxonomies.append(id) }
    if case .number(let count) = findings[index].properties["occurrences"] {
      findings[index].properties["occurrences"] = .number(count + 1)
    } else {
      findings[index].properties["occurrences"] = .number(2)
    }
  }

  @inline(never)
  mutating func add(_ stated: Draft, _ place: @autoclosure () -> String = "") {
    let draft = SecretWords.striking(stated)
    guard !draft.rule.isEmpty || !draft.message.isEmpty else {
      return skip(place(), "it has neither a rule nor a message")
    }
    let isSecret = draft.subject == .secret
    let mayHoldSecret = isSecret || !SecretWords.cwes.isDisjoint(with: draft.cwes)
    let rule = "\(tool)/\(cut(draft.rule.oneLine, limits.name))"
    var message = cut(draft.message, limits.text)
    if mayHoldSecret {
      message = SecretWords.strikingPasswords(SecretWords.strikingQuotes(message))
    }
    var places = [Place(path: "")]
    var properties = draft.properties
    if let stated = draft.path {
      let path = ReportPath.normal(stated)
      places = [Place(path: cut(path, limits.name))]
      if path != stated { properties["stated-path"] = .text(cut(stated, limits.name)) }
      if let line = draft.line {
        places[0].start = SourcePosition(atLine: line, column: draft.column)
      }
      if let start = places[0].start, let end = draft.endLine, end >= start.line {
        places[0].end = SourcePosition(atLine: end, column: draft.endColumn)
        if let stop = places[0].end, stop <= start { places[0].end = nil }
      }
      places[0].commit = draft.commit
    } else {
      places[0].path = cut(draft.subject.place ?? draft.title ?? rule, limits.name)
    }
    var stands = Set(places)
    for place in draft.more {
      var place = place
      place.path = cut(ReportPath.normal(place.path), limits.name)
      if stands.insert(place).inserted { places.append(place) }
    }
    for (name, value) in properties {
      if case .text(let text) = value { properties[name] = .text(cut(text, limits.text)) }
    }
    var taxonomies = draft.cwes.map { Taxonomy("CWE", String($0)) }
    taxonomies += draft.ids.map { Taxonomy($0.catalogue, cut($0, limits.name)) }
    var finding = Finding(
      rule: rule, severity: draft.severity,
      statedSeverity: draft.stated.flatMap {
        $0.lowercased() == draft.severity.rawValue ? nil : $0
      },
      confidence: draft.confidence, message: message,
      identity: identity(draft, rule, places[0], message), places: places,
      related: draft.related,
      evidence: mayHoldSecret ? nil : draft.evidence.map { cut($0, limits.name) },
      taxonomies: taxonomies, remedy: draft.remedy.map { cut($0, limits.text) },
      properties: properties, waivers: draft.waivers)
    finding.subject = draft.subject
    findings.append(finding)
    if known.insert(rule).inserted { rules.append(info(rule, draft, message)) }
  }

  @inline(never)
  private mutating func info(_ id: String, _ draft: Draft, _ message: String) -> RuleInfo {
    RuleInfo(
      id: id, title: cut(draft.title?.nonEmpty ?? message, limits.name),
      why: draft.why.map { cut($0, limits.text) },
      remedy: draft.remedy.map { cut($0, limits.text) },
      severity: draft.severity, statedSeverity: draft.stated, confidence: draft.confidence,
      engine: tool, tags: draft.tags, taxonomies: draft.cwes.map { Taxonomy("CWE", String($0)) },
      documentation: draft.link.map { cut($0, limits.name) })
  }

  @inline(never)
  consuming func finish(title: String) -> ImportedReport {
    ImportedReport(
      tool: tool, title: title, toolVersion: toolVersion?.nonEmpty, findings: findings,
      rules: rules, problems: problems, unusable: unusable, cutTexts: cutTexts, scan: scan)
  }

  // MARK: our own

  /// A finding that is ours already.
  mutating func adopt(_ finding: Finding) { findings.append(finding) }

  mutating func adopt(_ rule: RuleInfo) {
    if known.insert(rule.id).inserted { rules.append(rule) }
  }

  // MARK: identity

  /// What the tool calls it; else what it is about and says, with a number among equals. The line
  /// is a place and no part of it.
  @inline(never)
  private mutating func identity(
    _ draft: Draft, _ rule: String, _ place: Place, _ message: String
  ) -> Identity {
    var hash = FNV()
    hash.add(rule)
    if let key = draft.key {
      hash.add(key)
    } else {
      hash.add(draft.subject.identityText)
      if draft.subject.isInFile { hash.add(place.path) }
      hash.add(message)
      hash.add(draft.snippet ?? "")
    }
    let number = identities[hash.value, default: 0]
    identities[hash.value] = number + 1
    if number > 0 { hash.add(String(number)) }
    return Identity(value: hash.text, scheme: draft.key == nil ? "import/1" : "import-key/1")
  }

  @inline(never)
  private mutating func cut(_ text: String, _ limit: Int) -> String {
    // Bytes bound characters from above.
    guard text.utf8.count > limit, text.count > limit else { return text }
    cutTexts += 1
    return "\(text.prefix(limit))…[cut \(text.count - limit) characters]"
  }
}

/// FNV-1a of 64 bits (RFC 9923): tells texts apart, hides nothing.
struct FNV {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Texts are kept apart by a byte that UTF-8 never holds.
  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = (value ^ 0xFF) &* 0x100_0000_01b3
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Keeps values of secrets out of what a report says in words.
enum SecretWords {
  /// Weaknesses whose results quote a credential: hard-coded ones, and those in clear text.
  static let cwes: Set<Int> = [259, 312, 321, 522, 798]

  /// A text with everything between quotes struck out.
  @inline(never)
  static func strikingQuotes(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(where: { "'\"`".contains($0) }) {
      let after = rest.index(after: open)
      guard let close = rest[after...].firstIndex(of: rest[open]) else { break }
      // An apostrophe within a word opens nothing.
      let isInWord =
        rest[open] == "'" && open > rest.startIndex && rest[rest.index(before: open)].isLetter
      if isInWord {
        out += rest[..<after]
        rest = rest[after...]
        continue
      }
      out += rest[..<after] + GitleaksReport.mark + String(rest[close])
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  /// A text with the passwords of its addresses struck out: `postgres://shop:[redacted]@db.example`.
  @inline(never)
  static func strikingPasswords(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "://") {
      // A password may hold anything but blanks.
      let word = rest[mark.upperBound...].prefix { !$0.isWhitespace }
      out += rest[..<mark.upperBound]
      if let at = word.lastIndex(of: "@"), let colon = word[..<at].firstIndex(of: ":") {
        out += word[...colon] + GitleaksReport.mark + word[at...]
      } else {
        out += word
      }
      rest = rest[word.endIndex...]
    }
    return out + rest
  }

  /// A text without a known value.
  @inline(never)
  static func striking(_ secret: String?, from text: String) -> String {
    guard let secret = secret?.nonEmpty, secret.count >= 4 else { return text }
    return text.replacing(secret, with: GitleaksReport.mark)
  }

  /// A result without the secret that it was read from, in whichever of its texts it stood.
  static func striking(_ draft: Draft) -> Draft {
    guard let secret = draft.secret else { return draft }
    var draft = draft
    draft.secret = nil
    draft.rule = striking(secret, from: draft.rule)
    draft.message = striking(secret, from: draft.message)
    draft.title = draft.title.map { striking(secret, from: $0) }
    draft.why = draft.why.map { striking(secret, from: $0) }
    draft.remedy = draft.remedy.map { striking(secret, from: $0) }
    draft.evidence = draft.evidence.map { striking(secret, from: $0) }
    return draft
  }
}

extension Finding.Subject {
  /// What stands for a place where no file does.
  var place: String? {
    switch self {
    case .code, .secret: nil
    case .package(let package): package.purl ?? package.name
    case .image(let name, _): name
    case .resource(let name), .cloud(let name): name
    case .endpoint(let url, _, _): url
    case .host(let name, let port): port.map { "\(name):\($0)" } ?? name
    }
  }

  /// The version of a package is no part of what a finding is.
  var identityText: String {
    switch self {
    case .code: "code"
    case .secret: "secret"
    case .package(let package): "package \(package.name)"
    case .image(let name, let package): "image \(name) \(package?.name ?? "")"
    case .resource(let name): "resource \(name)"
    case .endpoint(let url, let method, let parameter):
      "endpoint \(method ?? "") \(url) \(parameter ?? "")"
    case .host(let name, let port): "host \(name) \(port ?? "")"
    case .cloud(let name): "cloud \(name)"
    }
  }

  var isInFile: Bool {
    switch self {
    case .code, .secret, .resource, .package, .image: true
    case .endpoint, .host, .cloud: false
    }
  }
}

extension String {
  /// Line ends as blanks.
  var oneLine: String {
    utf8.contains { $0 == 0x0A || $0 == 0x0D }
      ? split(whereSeparator: \.isNewline).joined(separator: " ") : self
  }

  /// `CVE` of `CVE-2021-44228`; the letters before the first dash.
  var catalogue: String {
    let head = prefix { $0.isLetter }
    return head.count >= 2 && head.count < count ? String(head).uppercased() : "ID"
  }
}
