public import ShrikeModel
public import ShrikeText

/// Turns matches into findings: one for each rule and value, with all its places. One a worker, then merged.
///
/// Values are hashed at once with a key of this process and never kept.
public struct SecretFindings: Sendable {
  /// Places kept of one finding; more are only counted.
  public static let placeLimit = 1_000

  /// What `add` is told about the text that matches stand in.
  public struct Source {
    public var path: String
    /// The path from the repository's top, which does not depend on where the scan began.
    public var identityPath: String
    public var bytes: UnsafeBufferPointer<UInt8>
    public var commit: CommitInfo?
    public var symlink: String?
    /// Places of one finding are told in this order; the first is its primary one.
    public var order: Int
    /// From a line and column of the bytes to those of the file.
    public var position: (SourcePosition) -> SourcePosition
    /// GitHub's hash of a line of the file, from 1; nil where the bytes are not the file's.
    public var lineHash: ((Int) -> String?)?

    public init(
      path: String, identityPath: String, bytes: UnsafeBufferPointer<UInt8>,
      commit: CommitInfo? = nil, symlink: String? = nil, order: Int,
      position: @escaping (SourcePosition) -> SourcePosition = { $0 },
      lineHash: ((Int) -> String?)? = nil
    ) {
      self.path = path
      self.identityPath = identityPath
      self.bytes = bytes
      self.commit = commit
      self.symlink = symlink
      self.order = order
      self.position = position
      self.lineHash = lineHash
    }
  }

  private struct Key: Hashable {
    var rule: Int
    /// Of the value, keyed by this process.
    var value: String
    /// Path and context, where the value is too easily guessed to be its own identity.
    var path: String
    var context: [UInt8]
  }

  /// Where a place stands among those of its finding: what is told of a finding must not depend on which worker
  /// came first.
  private struct Rank: Comparable {
    var order: Int
    var path: String
    var start: SourcePosition

    static func < (a: Rank, b: Rank) -> Bool {
      (a.order, a.path, a.start) < (b.order, b.path, b.start)
    }
  }

  private struct Entry {
    var places: [(rank: Rank, place: Place, waivers: [Waiver])] = []
    var more = 0
    /// Of the first place, as are evidence and properties.
    var rank: Rank
    var evidence: String?
    var properties: [String: Property] = [:]
    /// By its value; nil when it goes by its context.
    var identity: Identity?

    /// Sorts the places and keeps the first ones.
    mutating func settle() {
      places.sort { $0.rank < $1.rank }
      guard places.count > placeLimit else { return }
      more += places.count - placeLimit
      places.removeLast(places.count - placeLimit)
    }
  }

  private let pack: String
  private let rules: [SecretRule]
  private let key: IdentityKey
  private let processKey: IdentityKey
  private let waiver: (@Sendable (_ value: [UInt8]) -> Waiver?)?
  private var entries: [Key: Entry] = [:]

  /// `processKey` must be the same for all that are merged; `waiver` is asked for each value.
  public init(
    pack: String, rules: [SecretRule], key: IdentityKey, processKey: IdentityKey,
    waiver: (@Sendable (_ value: [UInt8]) -> Waiver?)? = nil
  ) {
    self.waiver = waiver
    self.pack = pack
    self.rules = rules
    self.key = key
    self.processKey = processKey
  }

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }

  // MARK: adding

  public mutating func add(_ matches: [SecretMatch], _ source: Source) {
    if matches.isEmpty { return }
    let redaction = Redaction(matches)
    let lines = LineIndex(source.bytes)
    for match in matches { add(match, source, lines, redaction) }
  }

  private mutating func add(
    _ match: SecretMatch, _ source: Source, _ lines: LineIndex, _ redaction: Redaction
  ) {
    let rule = rules[match.rule]
    let id = "\(pack)/\(rule.id)"
    let value = match.isPathOnly ? Array(source.identityPath.utf8) : match.secret
    var place = Place(path: source.path, commit: source.commit, symlink: source.symlink)
    var context: [UInt8] = []
    var evidence: String?
    var waivers: [Waiver] = []
    if !match.isPathOnly {
      let range = match.secretRange ?? match.range
      let start = lines.position(of: range.lower, in: source.bytes)
      place.range = range
      place.start = source.position(start)
      place.end = source.position(
        lines.position(of: max(range.lower, range.upper), in: source.bytes))
      let line = lines.content(ofLine: start.line, in: source.bytes)
      let shown = redaction.line(line, place: range, in: source.bytes)
      place.snippet = Snippet(text: shown.text, column: shown.column, length: shown.length)
      let end = lines.line(of: max(match.range.lower, match.range.upper - 1))
      place.byteColumns = ByteRange(
        match.range.lower - lines.start(ofLine: lines.line(of: match.range.lower)) + 1,
        match.range.upper - lines.start(ofLine: end) + 1)
      place.lineHash = source.lineHash?(place.start?.line ?? start.line)
      context = shown.text.utf8.filter { $0 != 0x20 && $0 != 0x09 }
      evidence = redaction.struck(self.evidence(match))
      waivers = self.waivers(match, rule, source, lines)
      if let waived = waiver?(value) { waivers.append(waived) }
    }
    let guessable = !match.isPathOnly && IdentityKey.isGuessable(value, entropy: match.entropy)
    let key = Key(
      rule: match.rule, value: processKey.hash([value]), path: guessable ? source.identityPath : "",
      context: guessable ? context : [])
    let rank = Rank(
      order: source.order, path: source.path,
      start: place.start ?? SourcePosition(line: 0, column: 0))
    var entry = entries.removeValue(forKey: key) ?? Entry(rank: rank)
    if entry.places.isEmpty || rank < entry.rank {
      entry.rank = rank
      entry.evidence = evidence
      entry.properties = properties(match)
    }
    if entry.places.isEmpty, !guessable {
      entry.identity = self.key.identity(rule: id, value: value)
    }
    entry.places.append((rank, place, waivers))
    if entry.places.count >= 2 * Self.placeLimit { entry.settle() }
    entries[key] = entry
  }

  public mutating func merge(_ other: SecretFindings) {
    entries.merge(other.entries) { a, b in
      let first = b.rank < a.rank
      var joined = first ? b : a
      let other = first ? a : b
      joined.places += other.places
      joined.more += other.more
      joined.settle()
      return joined
    }
  }

  // MARK: what is told

  /// The match with the secret struck out, its first characters kept where the rest stays unguessable.
  private func evidence(_ match: SecretMatch) -> String {
    let rule = rules[match.rule]
    var kept = ""
    if match.secret.count >= 20, rule.confidence == .high, match.entropy >= 3 {
      kept = String(decoding: match.secret.prefix(4), as: UTF8.self)
    }
    if match.secret.starts(with: Array("-----BEGIN".utf8)) { kept = "-----BEGIN" }
    let mark = Array((kept + Redaction.mark).utf8)
    var out: [UInt8] = []
    if match.depth > 0 {
      out = mark
    } else {
      var at = 0
      let bytes = match.match
      while at < bytes.count {
        if !match.secret.isEmpty, bytes[at...].starts(with: match.secret) {
          out += mark
          at += match.secret.count
        } else {
          out.append(bytes[at])
          at += 1
        }
      }
      for part in match.parts where part.secret.count >= 4 {
        if out.withUnsafeBufferPointer({ find(part.secret, in: $0) != nil }) { out = mark }
      }
    }
    let text = String(decoding: out.prefix(300), as: UTF8.self)
    return String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(120))
  }

  private func properties(_ match: SecretMatch) -> [String: Property] {
    var out: [String: Property] = [
      "entropy": .number(Double(Float(match.entropy))),
      "length": .number(Double(match.secret.count)),
    ]
    if match.isPathOnly { out = [:] }
    if match.depth > 0 {
      out["decoded"] = .list(match.encodings.names)
      out["decodeDepth"] = .number(Double(match.depth))
    }
    let tags = rules[match.rule].tags + match.decodingTags
    if !tags.isEmpty { out["tags"] = .list(tags) }
    return out
  }

  // MARK: waivers on the line

  private func waivers(
    _ match: SecretMatch, _ rule: SecretRule, _ source: Source, _ lines: LineIndex
  ) -> [Waiver] {
    var found: [Waiver] = []
    let first = lines.line(of: match.range.lower)
    let last = lines.line(of: max(match.range.lower, match.range.upper - 1))
    func origin(_ line: Int) -> String {
      "\(source.path):\(source.position(SourcePosition(line: line, column: 1)).line)"
    }
    if let allowance = match.allowance {
      found.append(
        Waiver(
          scope: .place, source: .inlineComment, origin: origin(first), reason: allowance))
    }
    for line in first...max(first, min(last, first + 200)) {
      let content = lines.content(ofLine: line, in: source.bytes)
      let bytes = UnsafeBufferPointer(rebasing: source.bytes[content.lower..<content.upper])
      guard let comment = InlineAllowance(in: bytes),
        comment.covers(rule: rule.id, pack: pack, aliases: rule.aliases)
      else { continue }
      found.append(
        Waiver(
          scope: .place, source: .inlineComment, origin: origin(line), reason: comment.reason))
    }
    return found
  }

  // MARK: findings

  /// All findings; a finding of which some places are waived and some are not comes twice, once open with the
  /// places that are open.
  public func finish() -> [Finding] {
    var out: [Finding] = []
    var contexts: [String: [(Key, Entry)]] = [:]
    for (key, entry) in entries {
      if entry.identity != nil {
        out += findings(key, entry, entry.identity)
      } else {
        contexts[
          "\(key.rule)\0\(key.path)\0\(String(decoding: key.context, as: UTF8.self))", default: []
        ]
        .append((key, entry))
      }
    }
    // Different values in equal surroundings are told apart by the order they stand in.
    for group in contexts.values {
      let ordered = group.sorted { (first($0.1), $0.1.rank) < (first($1.1), $1.1.rank) }
      for (ordinal, (key, entry)) in ordered.enumerated() {
        out += findings(
          key, entry,
          self.key.identity(
            rule: "\(pack)/\(rules[key.rule].id)", path: key.path, context: key.context,
            ordinal: ordinal))
      }
    }
    return out
  }

  private func first(_ entry: Entry) -> SourcePosition {
    entry.places.map(\.rank.start).min() ?? entry.rank.start
  }

  private func findings(_ key: Key, _ entry: Entry, _ identity: Identity?) -> [Finding] {
    guard let identity else { return [] }
    let rule = rules[key.rule]
    var entry = entry
    entry.settle()
    let places = entry.places
    var properties = entry.properties
    if entry.more > 0 { properties["morePlaces"] = .number(Double(entry.more)) }
    func finding(_ places: [Place], _ waivers: [Waiver]) -> Finding {
      Finding(
        rule: "\(pack)/\(rule.id)", severity: rule.severity, statedSeverity: rule.statedSeverity,
        confidence: rule.confidence,
        message: rule.description.isEmpty ? rule.id : rule.description, identity: identity,
        places: places, evidence: entry.evidence, taxonomies: [.hardcodedCredentials],
        properties: properties, waivers: waivers)
    }
    let open = places.filter { $0.waivers.isEmpty }
    let waived = places.filter { !$0.waivers.isEmpty }
    var out: [Finding] = []
    if !open.isEmpty { out.append(finding(open.map(\.place), [])) }
    if !waived.isEmpty {
      var seen: Set<Waiver> = []
      let waivers = waived.flatMap(\.waivers).filter { seen.insert($0).inserted }
      out.append(finding(waived.map(\.place), waivers))
    }
    return out
  }
}
