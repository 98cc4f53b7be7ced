import ShrikeMatch
import ShrikeText

/// Looks for secrets in one text after another; one for each thread.
public final class SecretWorker {
  public struct Subject {
    public var path: String
    public var commit: String
    public var ascii: Bool

    public init(path: String, commit: String = "", ascii: Bool) {
      self.path = path
      self.commit = commit
      self.ascii = ascii
    }
  }

  let scanner: SecretScanner
  let scratch = MatchScratch()
  private let setScratch: SetScratch?
  private var segments: [Segment] = []
  private var windowSegments: [Segment] = []
  private var decoder = Decoder()
  private var decoded: [UInt8] = []
  private var decodedNext: [UInt8] = []
  private var newlines: [Int]?

  init(_ scanner: SecretScanner) throws(EngineError) {
    self.scanner = scanner
    if let automaton = scanner.automaton {
      setScratch = try SetScratch(automaton, reaches: scanner.reaches)
    } else {
      setScratch = nil
    }
  }

  /// Matches that were given up for taking too long, by rule, since the worker was made.
  public private(set) var abandoned: [String: Int] = [:]

  /// Whether the rule set passes over the file: its path stands in an allowlist, or it is the set itself.
  public func isAllowed(path: String, commit: String = "") -> Bool {
    if path.isEmpty && commit.isEmpty { return false }
    if path == scanner.set.file { return true }
    if let prefilter = scanner.set.prefilter {
      let subject = ExpressionSubject(
        secret: [], match: [], line: [], ruleID: "", path: path, commit: commit,
        text: UnsafeBufferPointer(start: nil, count: 0), start: 0, end: 0, entropy: 0)
      if ExpressionEvaluator.discards(prefilter, subject, scratch) { return true }
    }
    return allows(scanner.set.allowlists, path: path, commit: commit)
  }

  /// Finds every secret in `text`, in no particular order.
  public func inspect(
    _ text: UnsafeBufferPointer<UInt8>, _ subject: Subject, into matches: inout [SecretMatch]
  ) {
    newlines = nil
    decoder.reset()
    var found: [SecretMatch] = []
    for rule in scanner.pathOnly { pathMatch(rule, subject, into: &found) }
    segments.removeAll(keepingCapacity: true)
    if let setScratch { _ = setScratch.scan(text, ascii: subject.ascii, into: &segments) }
    var pass = Pass(text: text, original: text, ascii: subject.ascii, decoder: nil)
    run(&pass, subject, into: &found)
    if scanner.options.decodingDepth > 0, text.count <= scanner.options.decodingLimit {
      decodePasses(text, subject, into: &found)
    }
    if !found.isEmpty { settle(&found, into: &matches) }
  }

  // MARK: passes

  /// One look at the text, as it is or with its encoded parts decoded.
  struct Pass {
    var text: UnsafeBufferPointer<UInt8>
    let original: UnsafeBufferPointer<UInt8>
    var ascii: Bool
    var decoder: Decoder?
    /// For a rule: its segments' range in `segments`.
    var cached: [Int: [SecretMatch]] = [:]
  }

  private func decodePasses(
    _ text: UnsafeBufferPointer<UInt8>, _ subject: Subject, into found: inout [SecretMatch]
  ) {
    guard decoder.decode(text, into: &decoded) else { return }
    var depth = 1
    while true {
      let current = decoded
      current.withUnsafeBufferPointer { buffer in
        scanWindows(buffer)
        if !segments.isEmpty || !scanner.unindexed.isEmpty {
          var pass = Pass(text: buffer, original: text, ascii: isASCII(buffer), decoder: decoder)
          run(&pass, subject, into: &found)
        }
      }
      depth += 1
      if depth > scanner.options.decodingDepth { return }
      let more = current.withUnsafeBufferPointer { decoder.decode($0, into: &decodedNext) }
      if !more { return }
      swap(&decoded, &decodedNext)
    }
  }

  /// Bytes around a decoded value that the automaton sees with it: assignments and neighbours that a rule
  /// wants. Everything else of the text was looked at in the first pass.
  static let decodedContext = 1_024

  /// Fills `segments` from the decoded values and what stands around them.
  private func scanWindows(_ text: UnsafeBufferPointer<UInt8>) {
    segments.removeAll(keepingCapacity: true)
    guard let setScratch else { return }
    var index = 0
    let parts = decoder.segments
    while index < parts.count {
      let lower = max(0, parts[index].decoded.lower - Self.decodedContext)
      var upper = parts[index].decoded.upper + Self.decodedContext
      index += 1
      while index < parts.count, parts[index].decoded.lower - Self.decodedContext <= upper {
        upper = parts[index].decoded.upper + Self.decodedContext
        index += 1
      }
      upper = min(upper, text.count)
      let window = UnsafeBufferPointer(rebasing: text[lower..<upper])
      _ = setScratch.scan(window, ascii: isASCII(window), into: &windowSegments)
      for segment in windowSegments {
        // An unbounded expression may begin before the window.
        let reach = scanner.reaches[Int(segment.id)]
        segments.append(
          Segment(
            id: segment.id, lower: reach.back == nil ? 0 : segment.lower + lower,
            upper: reach.isEverywhere ? text.count : segment.upper + lower))
      }
    }
    guard segments.count > 1 else { return }
    segments.sort { ($0.id, $0.lower) < ($1.id, $1.lower) }
    var merged: [Segment] = []
    for segment in segments {
      if let last = merged.last, last.id == segment.id, segment.lower <= last.upper {
        merged[merged.count - 1].upper = max(last.upper, segment.upper)
      } else {
        merged.append(segment)
      }
    }
    segments = merged
  }

  private func run(_ pass: inout Pass, _ subject: Subject, into found: inout [SecretMatch]) {
    if segments.isEmpty && scanner.unindexed.isEmpty { return }
    for rule in candidates() where scanner.looks[rule].isReported {
      let isNear = hasKeywordNearby(rule, pass.text)
      // Without a place to look at, the whole text would be searched in vain.
      if !isNear, scanner.isUnindexed[rule], !hasKeyword(rule, pass.text) { continue }
      var list = self.matches(of: rule, &pass, subject, prior: found)
      // Matches are rarer than words: looking for the word comes last.
      if !isNear, !list.isEmpty, !hasKeyword(rule, pass.text) { continue }
      if scanner.looks[rule].requires {
        list = satisfied(list, rule, &pass, subject)
      }
      found += list
    }
  }

  /// Rules with a segment, or that no automaton holds, in the order they speak.
  private func candidates() -> [Int] {
    var rules = scanner.unindexed
    for segment in segments where rules.last != Int(segment.id) { rules.append(Int(segment.id)) }
    if rules.count > 1, scanner.set.dialect != .gitleaks {
      rules.sort {
        let (a, b) = (scanner.rules[$0].specificity, scanner.rules[$1].specificity)
        return a != b ? a > b : $0 < $1
      }
    }
    return rules
  }

  private func segment(of rule: Int) -> Segment? {
    let first = firstSegment(of: rule)
    return first < segments.count && Int(segments[first].id) == rule ? segments[first] : nil
  }

  private func firstSegment(of rule: Int) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if Int(segments[middle].id) < rule { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func hasKeyword(_ rule: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    scanner.looks[rule].keywords.contains { findCaseless($0, in: text) != nil }
  }

  /// Whether a keyword stands where the rule's first match may be; mostly it is part of the match itself.
  private func hasKeywordNearby(_ rule: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let keywords = scanner.looks[rule].keywords
    if keywords.isEmpty || scanner.reaches[rule].isEverywhere { return true }
    guard let segment = segment(of: rule), segment.upper - segment.lower < 2_048 else {
      return false
    }
    let near = UnsafeBufferPointer(
      rebasing: text[segment.lower..<min(text.count, segment.upper + 64)])
    return keywords.contains { findCaseless($0, in: near) != nil }
  }

  // MARK: one rule

  func matches(
    of rule: Int, _ pass: inout Pass, _ subject: Subject, prior: [SecretMatch]
  ) -> [SecretMatch] {
    let look = scanner.looks[rule]
    guard let pattern = look.pattern else { return [] }
    if look.asksForFile,
      allows(scanner.rules[rule].allowlists, path: subject.path, commit: subject.commit)
    {
      return []
    }
    if let path = look.path, !matches(path, subject.path) { return [] }
    var found: [SecretMatch] = []
    if scanner.isUnindexed[rule] {
      search(
        pattern, rule, 0, pass.text.count, ascii: pass.ascii, pass, subject, prior, into: &found)
      return found
    }
    var index = firstSegment(of: rule)
    var at = 0
    while index < segments.count, Int(segments[index].id) == rule {
      let segment = segments[index]
      index += 1
      // A match of the segment before may reach into this one.
      let from = max(at, segment.lower)
      if from > segment.upper { continue }
      var ascii = pass.ascii
      if !ascii, let width = pattern.maxWidth {
        let around = UnsafeBufferPointer(
          rebasing: pass.text[
            max(0, from - 1)..<min(pass.text.count, segment.upper + width + 1)])
        ascii = isASCII(around)
      }
      at = search(
        pattern, rule, from, segment.upper, ascii: ascii, pass, subject, prior, into: &found)
    }
    return found
  }

  /// Settles every match that begins in `from...to`; gives the place behind the last.
  @discardableResult
  private func search(
    _ pattern: Pattern, _ rule: Int, _ from: Int, _ to: Int, ascii: Bool, _ pass: Pass,
    _ subject: Subject, _ prior: [SecretMatch], into found: inout [SecretMatch]
  ) -> Int {
    var at = from
    let failures = scratch.failures
    defer {
      if scratch.failures > failures {
        abandoned[scanner.rules[rule].id, default: 0] += scratch.failures - failures
      }
    }
    while at <= to {
      guard
        let range = pattern.match(
          in: pass.text, from: at, startLimit: to, ascii: ascii, scratch: scratch)
      else { return at }
      if let match = settled(range, pattern, rule, pass, subject, prior) { found.append(match) }
      at = range.upper > range.lower ? range.upper : range.upper + 1
    }
    return at
  }

  /// From a match of the expression to a secret, or nothing when something lets it pass.
  private func settled(
    _ range: ByteRange, _ pattern: Pattern, _ rule: Int, _ pass: Pass, _ subject: Subject,
    _ prior: [SecretMatch]
  ) -> SecretMatch? {
    let data = scanner.rules[rule]
    var place = range
    var whole = range
    while whole.upper > whole.lower, pass.text[whole.upper - 1] == 0x0A { whole.upper -= 1 }
    while whole.upper > whole.lower, pass.text[whole.lower] == 0x0A { whole.lower += 1 }
    var encodings: Encoding = []
    var depth = 0
    var decodedLine: ByteRange?
    if let decoder = pass.decoder {
      let parts = decoder.overlapping(range)
      guard let first = parts.first, let last = parts.last else { return nil }
      place = decoder.original(of: range)
      depth = first.depth
      for part in parts { encodings.formUnion(part.encodings) }
      decodedLine = currentLine(
        ByteRange(first.decoded.lower, last.decoded.upper), in: pass.text)
    } else {
      place.upper = place.lower + whole.count
    }
    let bytes = UnsafeBufferPointer(rebasing: pass.text[whole.lower..<whole.upper])
    var secretRange = ByteRange(0, bytes.count)
    // The groups are those of the match alone, without what stands around it: as gitleaks does.
    if pattern.groupCount > 0,
      pattern.match(in: bytes, ascii: isASCII(bytes), scratch: scratch) != nil
    {
      if data.secretGroup > 0 {
        secretRange = scratch.range(data.secretGroup) ?? ByteRange(0, 0)
      } else if let group = (1...pattern.groupCount).lazy.compactMap({ self.scratch.range($0) })
        .first(where: { $0.count > 0 })
      {
        secretRange = group
      }
    }
    let secret = Array(bytes[secretRange.lower..<secretRange.upper])
    // What lets most matches pass comes first: it needs nothing else of the text.
    let entropy = shannonEntropy(secret)
    if data.entropy != 0, entropy <= data.entropy { return nil }
    var lines = ByteRange(0, 0)
    if newlines == nil { newlines = LineIndex(pass.original).newlines }
    let location = GitleaksLocation(
      place, newlines: newlines ?? [], text: pass.original, lines: &lines)
    if !scanner.options.gitleaksLines { lines = realLines(place, pass.original) }
    var match = SecretMatch(
      rule: rule, range: place, lines: lines, match: Array(bytes), secret: secret,
      entropy: entropy, encodings: encodings, depth: depth, gitleaks: location)
    if depth == 0 {
      match.secretRange = ByteRange(
        whole.lower + secretRange.lower, whole.lower + secretRange.upper)
    }
    match.line = location.startLine
    if scanner.set.dialect == .shrike, let secret = match.secretRange {
      match.line = lineNumber(of: secret.lower)
    }
    match.allowance = allowance(pass.original, lines)
    if scanner.set.dialect != .gitleaks, yields(match, to: prior) { return nil }
    let line =
      decodedLine.map { UnsafeBufferPointer(rebasing: pass.text[$0.lower..<$0.upper]) }
      ?? UnsafeBufferPointer(rebasing: pass.original[lines.lower..<lines.upper])
    if allows(scanner.set.allowlists, match, line, subject) { return nil }
    if allows(data.allowlists, match, line, subject) { return nil }
    if scanner.set.filter != nil || data.filter != nil {
      let about = ExpressionSubject(
        secret: secret, match: match.match, line: Array(line), ruleID: data.id,
        path: subject.path, commit: subject.commit, text: pass.text, start: range.lower,
        end: range.upper, entropy: match.entropy)
      if let filter = scanner.set.filter, ExpressionEvaluator.discards(filter, about, scratch) {
        return nil
      }
      if let filter = data.filter, ExpressionEvaluator.discards(filter, about, scratch) {
        return nil
      }
    }
    for check in data.checks where !check.holds(secret, scratch) { return nil }
    return match
  }

  private func pathMatch(_ rule: Int, _ subject: Subject, into found: inout [SecretMatch]) {
    let look = scanner.looks[rule]
    guard look.isReported, !subject.path.isEmpty, let path = look.path,
      matches(path, subject.path)
    else { return }
    if look.asksForFile,
      allows(scanner.rules[rule].allowlists, path: subject.path, commit: subject.commit)
    {
      return
    }
    var match = SecretMatch(
      rule: rule, range: ByteRange(0, 0), lines: ByteRange(0, 0),
      match: Array("file detected: \(subject.path)".utf8), secret: [], entropy: 0,
      gitleaks: GitleaksLocation())
    match.isPathOnly = true
    found.append(match)
  }

  /// Newlines before a place of the original text.
  private func lineNumber(of offset: Int) -> Int {
    let newlines = newlines ?? []
    var low = 0
    var high = newlines.count
    while low < high {
      let middle = (low + high) / 2
      if newlines[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
