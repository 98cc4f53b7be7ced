import ShrikeSecrets
import ShrikeSources
public import ShrikeText

/// Runs rules over the cases that lie beside them, expectation on the line.
public enum RuleCases {
  public struct Outcome: Sendable {
    public var passed = 0
    /// One line each: place, rule, what is wrong.
    public var failures: [String] = []
    /// Rules that no case asks for.
    public var untested: Set<String> = []

    public init() {}

    public static func += (a: inout Outcome, b: Outcome) {
      a.passed += b.passed
      a.failures += b.failures
      a.untested.formUnion(b.untested)
    }
  }

  /// Looks at every file below a `cases` folder in `folder`.
  public static func run(_ loaded: LoadedRules, folder: String) throws(EngineError) -> Outcome {
    var outcome = Outcome()
    let worker = try loaded.scanner.makeWorker()
    let known = Set(loaded.scanner.rules.map(\.id))
    var asked: Set<String> = []
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    let listing = try WorkTree.list(folder, options)
    for index in 0..<listing.files.count {
      let path = listing.files.relativePath(at: index)
      guard path.split(separator: "/").dropLast().contains("cases") else { continue }
      guard let bytes = readFile("\(folder)/\(path)") else { continue }
      let expected = Expectations(bytes)
      var matches: [SecretMatch] = []
      bytes.withUnsafeBufferPointer { buffer in
        worker.inspect(
          buffer, SecretWorker.Subject(path: caseName(path), ascii: isASCII(buffer)),
          into: &matches)
      }
      asked.formUnion(expected.rules)
      judge(path, expected, matches, loaded, known, &outcome)
    }
    outcome.untested = known.subtracting(asked).filter { id in
      !loaded.scanner.rules.contains { $0.id == id && $0.skipReport }
    }
    return outcome
  }

  /// The path below `cases`: what a rule about paths looks at.
  private static func caseName(_ path: String) -> String {
    let parts = path.split(separator: "/")
    guard let start = parts.lastIndex(of: "cases") else { return path }
    return parts[(start + 1)...].joined(separator: "/")
  }

  private static func judge(
    _ path: String, _ expected: Expectations, _ matches: [SecretMatch], _ loaded: LoadedRules,
    _ known: Set<String>, _ outcome: inout Outcome
  ) {
    var found: Set<Expectations.Row> = []
    for match in matches where match.allowance == nil {
      // A finding about the file stands on no line: any expectation of its rule will do.
      let rule = loaded.scanner.rules[match.rule].id
      if match.isPathOnly {
        for row in expected.must where row.rule == rule { found.insert(row) }
      } else {
        found.insert(
          .init(line: expected.lines.line(of: firstByte(of: match, expected)), rule: rule))
      }
    }
    for row in expected.must.union(expected.mustNot) where !known.contains(row.rule) {
      outcome.failures.append("\(path):\(row.line): there is no rule '\(row.rule)'")
    }
    for row in expected.must.sorted() where known.contains(row.rule) {
      if found.contains(row) {
        outcome.passed += 1
      } else {
        outcome.failures.append("\(path):\(row.line): \(row.rule) does not find this line")
      }
    }
    for row in expected.mustNot.sorted() where known.contains(row.rule) {
      if found.contains(row) {
        outcome.failures.append("\(path):\(row.line): \(row.rule) must not find this line")
      } else {
        outcome.passed += 1
      }
    }
    // What the folder's own rules find must be asked for.
    let own = expected.rules
    for row in found.sorted() where own.contains(row.rule) {
      if !expected.must.contains(row), !expected.mustNot.contains(row) {
        outcome.failures.append(
          "\(path):\(row.line): \(row.rule) finds this line, nobody asks for it")
      }
    }
  }

  private static func firstByte(of match: SecretMatch, _ expected: Expectations) -> Int {
    var at = match.range.lower
    while at < match.range.upper, expected.bytes[at] == 0x0A || expected.bytes[at] == 0x0D {
      at += 1
    }
    return at
  }
}

/// The `ruleid:` and `ok:` lines of one case file.
struct Expectations {
  struct Row: Hashable, Comparable {
    var line: Int
    var rule: String

    static func < (a: Row, b: Row) -> Bool { (a.line, a.rule) < (b.line, b.rule) }
  }

  let bytes: [UInt8]
  let lines: LineIndex
  private(set) var must: Set<Row> = []
  private(set) var mustNot: Set<Row> = []
  /// Where a check has no answer.
  private(set) var undecided: Set<Row> = []

  var rules: Set<String> { Set(must.union(mustNot).union(undecided).map(\.rule)) }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineIndex(bytes)
    var waiting: [(rule: String, word: Word)] = []
    for number in 1...max(1, lines.lineCount) {
      let range = bytes.withUnsafeBufferPointer { lines.content(ofLine: number, in: $0) }
      let text = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
      if let notes = Self.annotation(text) {
        waiting += notes
        continue
      }
      for note in waiting {
        let row = Row(line: number, rule: note.rule)
        switch note.word {
        case .must: must.insert(row)
        case .mustNot: mustNot.insert(row)
        case .undecided: undecided.insert(row)
        }
      }
      waiting = []
    }
  }

  private enum Word: String, CaseIterable {
    case must = "ruleid:"
    case mustNot = "ok:"
    case undecided = "undecided:"
  }

  private static func annotation(_ line: String) -> [(rule: String, word: Word)]? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard ["#", "//", "--", ";", "<!--", "/*"].contains(where: { text.hasPrefix($0) }) else {
      return nil
    }
    for word in Word.allCases {
      guard let at = text.firstRange(of: word.rawValue) else { continue }
      let before = text[..<at.lowerBound].drop { "#/-;<!* \t".contains($0) }
      guard before.isEmpty else { continue }
      let rest = text[at.upperBound...].split { ", \t".contains($0) }
      let ids = rest.prefix { $0 != "-->" && $0 != "*/" }
      return ids.map { (String($0), word) }
    }
    return nil
  }
}
