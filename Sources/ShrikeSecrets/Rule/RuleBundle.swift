import ShrikeMatch
import ShrikeModel

/// A rule set and its automaton as bytes: what the cache keeps, so that a warm start reads no rule file's
/// syntax and compiles nothing.
public enum RuleBundle {
  /// Changes with the layout or with anything that readers derive from rule files.
  public static let version: UInt32 = 3

  public static func encode(_ set: SecretRuleSet, _ automaton: CompiledAutomaton) -> [UInt8]? {
    var out = BundleWriter()
    out.number(Int(version))
    out.text(set.name)
    out.text(set.dialect.rawValue)
    out.optional(set.file) { $0.text($1) }
    out.expression(set.prefilter)
    out.expression(set.filter)
    out.list(set.allowlists) { $0.allowlist($1) }
    out.list(set.rules) { $0.rule($1) }
    out.list(automaton.refused) { $0.number($1) }
    out.list(automaton.reaches) { out, reach in
      out.number(reach.back ?? -1)
      out.number(reach.asciiBack ?? -1)
      out.number(reach.near)
      out.number(reach.isEverywhere ? 1 : 0)
    }
    if let compiled = automaton.set {
      guard let bytes = compiled.serialized() else { return nil }
      out.bytes(bytes)
    } else {
      out.bytes([])
    }
    return out.out
  }

  /// Nil when the bytes are not a bundle of this version and this processor.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer
  ) -> (set: SecretRuleSet, automaton: CompiledAutomaton)? {
    var reader = BundleReader(bytes)
    guard reader.number() == Int(version) else { return nil }
    let name = reader.text()
    guard let dialect = SecretRuleSet.Dialect(rawValue: reader.text()) else { return nil }
    var set = SecretRuleSet(name: name, dialect: dialect)
    set.file = reader.optional { $0.text() }
    set.prefilter = reader.expression()
    set.filter = reader.expression()
    set.allowlists = reader.list { $0.allowlist() }
    set.rules = reader.list { $0.rule() }
    let refused = reader.list { $0.number() }
    let reaches = reader.list { reader in
      let back = reader.number()
      let asciiBack = reader.number()
      let near = reader.number()
      return Pattern.Reach(
        back: back < 0 ? nil : back, asciiBack: asciiBack < 0 ? nil : asciiBack, near: near,
        isEverywhere: reader.number() == 1)
    }
    let database = reader.bytes()
    guard !reader.failed, reaches.count == set.rules.count, set.rules.allSatisfy(isSound),
      reaches.allSatisfy(isSound), refused.allSatisfy(set.rules.indices.contains)
    else { return nil }
    var compiled: PatternSet?
    if !database.isEmpty {
      guard let read = PatternSet.deserialize(database) else { return nil }
      compiled = read
    }
    return (set, CompiledAutomaton(set: compiled, reaches: reaches, refused: refused))
  }

  /// A file's checksum says that it came whole, not that we wrote it: numbers that are reckoned with
  /// or that say where to look must not end a scan.
  private static let lengths = 0...(1 << 32)

  private static func isSound(_ reach: Pattern.Reach) -> Bool {
    [reach.back, reach.asciiBack].compactMap { $0 }.allSatisfy {
      lengths.contains($0) && reach.near <= $0
    } && lengths.contains(reach.near)
  }

  private static func isSound(_ rule: SecretRule) -> Bool {
    for pattern in [rule.pattern, rule.path].compactMap({ $0 })
    where !lengths.contains(pattern.minWidth) || !lengths.contains(pattern.maxWidth ?? 0) {
      return false
    }
    return (rule.pattern.map { (0...$0.groupCount).contains(rule.secretGroup) } ?? true)
      && rule.required.allSatisfy {
        lengths.contains($0.withinLines ?? 0) && lengths.contains($0.withinColumns ?? 0)
      }
  }
}

private struct BundleWriter {
  var out: [UInt8] = []

  mutating func number(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { out.append(contentsOf: $0) }
  }

  mutating func bytes(_ bytes: [UInt8]) {
    number(bytes.count)
    out += bytes
  }

  mutating func text(_ text: String) { bytes(Array(text.utf8)) }

  mutating func list<T>(_ items: [T], _ write: (inout Self, T) -> Void) {
    number(items.count)
    for item in items { write(&self, item) }
  }

  mutating func optional<T>(_ item: T?, _ write: (inout Self, T) -> Void) {
    number(item == nil ? 0 : 1)
    if let item { write(&self, item) }
  }

  mutating func expression(_ expression: Expression?) {
    optional(expression) { $0.text($1.source) }
  }

  mutating func pattern(_ pattern: Pattern?) {
    optional(pattern) { out, pattern in
      out.text(pattern.source)
      out.list(pattern.groupNames) { $0.optional($1) { $0.text($1) } }
      out.number(pattern.minWidth)
      out.number(pattern.maxWidth ?? -1)
    }
  }

  mutating func allowlist(_ list: Allowlist) {
    text(list.description)
    number(list.all ? 1 : 0)
    self.list(list.commits.sorted()) { $0.text($1) }
    pattern(list.paths)
    pattern(list.regexes)
    number(list.target == .secret ? 0 : list.target == .match ? 1 : 2)
    optional(list.stopWords) { $0.list($1.all) { $0.text($1) } }
  }

  mutating func rule(_ rule: SecretRule) {
    text(rule.id)
    text(rule.description)
    pattern(rule.pattern)
    pattern(rule.path)
    number(rule.secretGroup)
    number(Int(truncatingIfNeeded: rule.entropy.bitPattern))
    list(rule.keywords) { $0.bytes($1) }
    list(rule.tags) { $0.text($1) }
    list(rule.allowlists) { $0.allowlist($1) }
    list(rule.required) { out, requirement in
      out.text(requirement.rule)
      out.number(requirement.withinLines ?? -1)
      out.number(requirement.withinColumns ?? -1)
    }
    number(rule.skipReport ? 1 : 0)
    number(rule.specificity)
    expression(rule.filter)
    list(rule.checks) { $0.text($1.rawValue) }
    text(rule.severity.rawValue)
    optional(rule.statedSeverity) { $0.text($1) }
    text(rule.confidence.rawValue)
    optional(rule.why) { $0.text($1) }
    optional(rule.now) { $0.text($1) }
    optional(rule.documentation) { $0.text($1) }
    list(rule.aliases) { $0.text($1) }
  }
}

private struct BundleReader {
  private let source: UnsafeRawBufferPointer
  private var at = 0
  private(set) var failed = false

  init(_ source: UnsafeRawBufferPointer) { self.source = source }

  mutating func number() -> Int {
    guard at + 8 <= source.count else {
      failed = true
      return 0
    }
    let value = Int64(littleEndian: source.loadUnaligned(fromByteOffset: at, as: Int64.self))
    at += 8
    return Int(value)
  }

  mutating func bytes() -> UnsafeRawBufferPointer {
    let count = number()
    guard count >= 0, count <= source.count - at else {
      failed = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    at += count
    return UnsafeRawBufferPointer(rebasing: source[(at - count)..<at])
  }

  mutating func text() -> String { String(decoding: bytes(), as: UTF8.self) }

  mutating func list<T>(_ read: (inout Self) -> T) -> [T] {
    let count = number()
    guard count >= 0, count <= source.count else {
      failed = true
      return []
    }
    var items: [T] = []
    for _ in 0..<count where !failed { items.append(read(&self)) }
    return items
  }

  mutating func optional<T>(_ read: (inout Self) -> T) -> T? {
    number() == 1 ? read(&self) : nil
  }

  mutating func expression() -> Expression? { optional { Expression(known: $0.text()) } }

  mutating func pattern() -> Pattern? {
    optional { reader in
      let source = reader.text()
      let names = reader.list { $0.optional { $0.text() } }
      let low = reader.number()
      let high = reader.number()
      return Pattern(
        source: source,
        facts: Pattern.Facts(
          groupNames: names.isEmpty ? [nil] : names, minWidth: low,
          maxWidth: high < 0 ? nil : high))
    }
  }

  mutating func allowlist() -> Allowlist {
    var list = Allowlist()
    list.description = text()
    list.all = number() == 1
    list.commits = Set(self.list { $0.text() })
    list.paths = pattern()
    list.regexes = pattern()
    let target = number()
    list.target = target == 0 ? .secret : target == 1 ? .match : .line
    list.stopWords = optional { WordSet($0.list { $0.text() }) }
    return list
  }

  mutating func rule() -> SecretRule {
    var rule = SecretRule(id: text())
    rule.description = text()
    rule.pattern = pattern()
    rule.path = pattern()
    rule.secretGroup = number()
    rule.entropy = Double(bitPattern: UInt64(bitPattern: Int64(number())))
    rule.keywords = list { Array($0.bytes()) }
    rule.tags = list { $0.text() }
    rule.allowlists = list { $0.allowlist() }
    rule.required = list { reader in
      let id = reader.text()
      let lines = reader.number()
      let columns = reader.number()
      return Requirement(
        rule: id, withinLines: lines < 0 ? nil : lines, withinColumns: columns < 0 ? nil : columns)
    }
    rule.skipReport = number() == 1
    rule.specificity = number()
    rule.filter = expression()
    rule.checks = list { StructureCheck(rawValue: $0.text()) }.compactMap { $0 }
    rule.severity = Severity(rawValue: text()) ?? .high
    rule.statedSeverity = optional { $0.text() }
    rule.confidence = Confidence(rawValue: text()) ?? .medium
    rule.why = optional { $0.text() }
    rule.now = optional { $0.text() }
    rule.documentation = optional { $0.text() }
    rule.aliases = list { $0.text() }
    return rule
  }
}
