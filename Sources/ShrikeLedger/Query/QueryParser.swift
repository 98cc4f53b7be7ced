public import ShrikeModel
public import ShrikeText

/// A question about findings, as a person types it: `severity:high owner:me state:open age:>30d sql injection`.
///
/// Terms are joined by *and*; several values of one field (`state:open,accepted`) by *or*; a minus before a term
/// turns it round. Words without a field are searched for in title, rule and path.
public struct FindingQuery: Sendable, Hashable {
  /// One condition.
  public struct Term: Sendable, Hashable {
    public var field: Field
    public var values: [Value]
    public var isNegated: Bool

    public init(field: Field, values: [Value], isNegated: Bool = false) {
      self.field = field
      self.values = values
      self.isNegated = isNegated
    }
  }

  public enum Value: Sendable, Hashable {
    case text(String)
    /// Severities, with `>=` and the like already told out.
    case severity(Severity)
    case number(Int64)
    /// Milliseconds of an age, how it compares.
    case age(Comparison, Int64)
    case time(Comparison, Timestamp)
    /// Nothing there: `owner:none`.
    case none
  }

  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
  }

  public enum Field: String, Sendable, Hashable, CaseIterable {
    case severity, state, owner, asset, rule, tool, path, kind, cwe, id, age, due, observed, ref
    case confidence, text, decided

    /// Words that completion and help show.
    public var summary: String {
      switch self {
      case .severity: "critical, high, medium, low, info; also >=high"
      case .state: "open, accepted, fixed, false-positive, not-affected, any"
      case .owner: "a person, me, none"
      case .asset: "the name of a repository, image or host; * stands for anything"
      case .rule: "a rule's id; * stands for anything"
      case .tool: "the tool that found it"
      case .path: "a file; * stands for anything"
      case .kind: "code, secret, package, image, resource, endpoint, host, cloud"
      case .cwe: "the number of a CWE entry"
      case .id: "the number or id of a finding"
      case .age: "how long it has been there: >30d, <=2w, <12h"
      case .due: "overdue, <2026-12-31, none"
      case .observed: "present, unknown, absent"
      case .ref: "a branch it stands in"
      case .confidence: "low, medium, high"
      case .text: "words of title, rule and path"
      case .decided: "by a decision of the console or command line: yes, no"
      }
    }
  }

  public var terms: [Term]

  public init(_ terms: [Term] = []) { self.terms = terms }

  /// The longest question, in bytes.
  public static let longest = 4_096

  /// Reads a question; every mistake of it is reported, with its column and what would help.
  ///
  /// `me`: whom `owner:me` means.
  public static func parse(
    _ text: String, me: String? = nil, diagnostics: inout Diagnostics
  ) -> FindingQuery? {
    let before = diagnostics.errorCount
    var parser = QueryParser(text, me: me)
    let terms = parser.run()
    for diagnostic in parser.problems { diagnostics.report(diagnostic) }
    return diagnostics.errorCount == before ? FindingQuery(terms) : nil
  }

  /// Reads a question; throws the first mistake.
  public static func parse(_ text: String, me: String? = nil) throws(LedgerError) -> FindingQuery {
    var diagnostics = Diagnostics()
    if let query = parse(text, me: me, diagnostics: &diagnostics) { return query }
    let first = diagnostics.finish().first { $0.level == .error }
    throw LedgerError(
      .input, first?.message ?? "the query cannot be read",
      cause: first?.frame.map { "column \($0.column)" }, help: first?.help)
  }

  /// Whether a condition on the state is in it.
  public var namesState: Bool { terms.contains { $0.field == .state } }
}

/// Reads the words of a question.
struct QueryParser {
  private let source: DiagnosedText
  private let bytes: [UInt8]
  private let me: String?
  private var at = 0
  private(set) var problems: [Diagnostic] = []

  init(_ text: String, me: String?) {
    bytes = Array(text.utf8)
    source = DiagnosedText(file: "query", bytes: bytes)
    self.me = me
  }

  mutating func run() -> [FindingQuery.Term] {
    guard bytes.count <= FindingQuery.longest else {
      problems.append(
        Diagnostic(
          .error, "query.length", "the query is longer than \(FindingQuery.longest) bytes"))
      return []
    }
    var terms: [FindingQuery.Term] = []
    while true {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      guard at < bytes.count else { return terms }
      if let term = term() { terms.append(term) }
    }
  }

  private mutating func term() -> FindingQuery.Term? {
    let start = at
    var isNegated = false
    if bytes[at] == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] > 0x20 {
      isNegated = true
      at += 1
    }
    let nameStart = at
    while at < bytes.count, isLetter(bytes[at]) { at += 1 }
    guard at < bytes.count, bytes[at] == UInt8(ascii: ":"), at > nameStart else {
      at = nameStart
      guard let word = word(stopsAtComma: false) else { return nil }
      return .init(field: .text, values: [.text(word.text)], isNegated: isNegated)
    }
    let name = String(decoding: bytes[nameStart..<at], as: UTF8.self).lowercased()
    let nameRange = ByteRange(nameStart, at)
    at += 1
    var words: [(text: String, range: ByteRange)] = []
    while let word = word(stopsAtComma: true) {
      words.append(word)
      guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else { break }
      at += 1
    }
    guard let field = FindingQuery.Field(rawValue: name) else {
      let known = FindingQuery.Field.allCases.map(\.rawValue)
      let near = suggestion(for: name, among: known)
      report(
        "query.field", "there is no field '\(name)'", nameRange,
        help: near.map { "did you mean '\($0):'?" } ?? "fields are \(known.joined(separator: ", "))"
      )
      return nil
    }
    guard !words.isEmpty else {
      report(
        "query.value", "'\(name):' needs a value", ByteRange(start, at),
        help: "\(name): \(field.summary)")
      return nil
    }
    let values = words.flatMap { value(field, $0.text, $0.range) ?? [] }
    return values.isEmpty ? nil : .init(field: field, values: values, isNegated: isNegated)
  }

  /// A word, or a text in double quotes; nil where there is none.
  private mutating func word(stopsAtComma: Bool) -> (text: String, range: ByteRange)? {
    let start = at
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      at += 1
      var out: [UInt8] = []
      while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
        out.append(bytes[at])
        at += 1
      }
      guard at < bytes.count else {
        report(
          "query.quote", "the quote is not closed", ByteRange(start, bytes.count),
          help: "put a \" at the end of the text")
        return nil
      }
      at += 1
      return (String(decoding: out, as: UTF8.self), ByteRange(start, at))
    }
    while at < bytes.count, bytes[at] > 0x20, !(stopsAtComma && bytes[at] == UInt8(ascii: ",")) {
      at += 1
    }
    guard at > start else { return nil }
    return (String(decoding: bytes[start..<at], as: UTF8.self), ByteRange(start, at))
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private mutating func report(
    _ code: String, _ message: String, _ range: ByteRange, help: String?
  ) {
    problems.append(source.diagnostic(.error, code, message, at: range, help: help))
  }

  // MARK: values

  private mutating func value(
    _ field: FindingQuery.Field, _ text: String, _ range: ByteRange
  ) -> [FindingQuery.Value]? {
    switch field {
    case .severity: return severities(text, range)
    case .state:
      let known = FindingState.allCases.map(\.rawValue) + ["any"]
      return choice(text, known, field, range)
    case .kind:
      return choice(
        text,
        ["code", "secret", "package", "image", "resource", "endpoint", "host", "cloud"], field,
        range)
    case .observed: return choice(text, Observed.allCases.map(\.rawValue), field, range)
    case .confidence: return choice(text, Confidence.allCases.map(\.rawValue), field, range)
    case .decided: return choice(text, ["yes", "no"], field, range)
    case .owner:
      if text == "none" { return [.none] }
      guard text == "me" else { return [.text(text)] }
      guard let me else {
        report(
          "query.me", "it is not known who 'me' is", range, help: "give a person's name instead")
        return nil
      }
      return [.text(me)]
    case .cwe:
      let digits = text.uppercased().hasPrefix("CWE-") ? String(text.dropFirst(4)) : text
      guard let number = Int64(digits), number > 0 else {
        report("query.number", "'\(text)' is no CWE number", range, help: "cwe:89")
        return nil
      }
      return [.number(number)]
    case .id:
      let bare = text.hasPrefix("#") ? String(text.dropFirst()) : text
      return [Int64(bare).map { .number($0) } ?? .text(bare.uppercased())]
    case .age: return age(text, range)
    case .due: return due(text, range)
    case .asset, .rule, .tool, .path, .ref, .text: return [.text(text)]
    }
  }

  private mutating func choice(
    _ text: String, _ known: [String], _ field: FindingQuery.Field, _ range: ByteRange
  ) -> [FindingQuery.Value]? {
    if known.contains(text.lowercased()) { return [.text(text.lowercased())] }
    let near = suggestion(for: text, among: known)
    report(
      "query.\(field.rawValue)", "'\(text)' is no \(field.rawValue)", range,
      help: near.map { "did you mean '\($0)'?" } ?? "one of \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func severities(_ text: String, _ range: ByteRange) -> [FindingQuery.Value]? {
    let (comparison, rest) = split(text)
    guard let severity = Severity(rawValue: rest.lowercased()) else {
      return choice(rest, Severity.allCases.map(\.rawValue), .severity, range)
    }
    return Severity.allCases.filter { other in
      switch comparison {
      case .less: other < severity
      case .atMost: other <= severity
      case .more: other > severity
      case .atLeast: other >= severity
      case .equal: other == severity
      }
    }.map { .severity($0) }
  }

  private func split(_ text: String) -> (FindingQuery.Comparison, String) {
    for comparison in [FindingQuery.Comparison.atMost, .atLeast, .less, .more, .equal]
    where text.hasPrefix(comparison.rawValue) {
      return (comparison, String(text.dropFirst(comparison.rawValue.count)))
    }
    return (.equal, text)
  }

  private mutating func age(_ text: String, _ range: ByteRange) -> [FindingQuery.Value]? {
    let (comparison, rest) = split(text)
    let units: [Character: Int64] = ["h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
    guard let unit = rest.last.flatMap({ units[$0] }), let number = Int64(rest.dropLast()),
      number >= 0, number < 100_000
    else {
      report(
        "query.age", "'\(text)' is no age", range, help: "write it as >30d, <=2w or <12h")
      return nil
    }
    return [.age(comparison, number * unit)]
  }

  private mutating func due(_ text: String, _ range: ByteRange) -> [FindingQuery.Value]? {
    if text == "none" { return [.none] }
    if text == "overdue" { return [.text(text)] }
    let (comparison, rest) = split(text)
    guard let time = Timestamp(rest) else {
      report(
        "query.due", "'\(text)' is no date", range, help: "write it as <2026-12-31, or overdue")
      return nil
    }
    return [.time(comparison, time)]
  }
}
