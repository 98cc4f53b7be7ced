import ShrikeModel
import ShrikeText

/// What a reader says of one result; `ReportCollector.add` makes the finding of it.
struct Draft {
  /// The tool's own id; the collector puts the tool before it.
  var rule: String
  /// Of the rule; the message where a tool has none.
  var title: String?
  var severity: Severity
  /// In the tool's words, where they differ.
  var stated: String?
  var message: String
  /// As the report has it; the collector normalises it.
  var path: String?
  var line: Int?
  var column: Int?
  var endLine: Int?
  var endColumn: Int?
  var subject = Finding.Subject.code
  var cwes: [Int] = []
  /// Of public catalogues: `CVE-2021-44228`, `GHSA-…`.
  var ids: [String] = []
  var why: String?
  var remedy: String?
  var link: String?
  var confidence = Confidence.medium
  /// What the tool calls this finding in every of its reports.
  var key: String?
  var evidence: String?
  /// A secret that the report holds as it is: no text keeps it.
  var secret: String?
  var snippet: String?
  var more: [Place] = []
  var related: [Place] = []
  var waivers: [Waiver] = []
  var properties: [String: Property] = [:]
  var tags: [String] = []
  var commit: CommitInfo?

  @inline(never)
  init(
    _ rule: String?, _ severity: Severity, _ message: String?, title: String? = nil,
    at path: String? = nil, _ line: Int? = nil
  ) {
    self.rule = rule?.nonEmpty ?? title?.nonEmpty ?? message?.nonEmpty ?? ""
    self.severity = severity
    self.title = title
    self.message = message?.nonEmpty ?? title?.nonEmpty ?? self.rule
    self.path = path?.nonEmpty
    self.line = line
  }

  /// A package with a known weakness.
  @inline(never)
  init(
    weakness id: String?, in name: String?, _ version: String?, _ severity: Severity,
    title: String? = nil, purl: String? = nil, at path: String? = nil
  ) {
    let what = [name?.nonEmpty, version?.nonEmpty].compactMap { $0 }.joined(separator: " ")
    let known = id?.nonEmpty ?? title?.nonEmpty ?? "weakness"
    self.init(
      known, severity, what.isEmpty ? title ?? known : "\(title ?? known) in \(what)",
      title: title, at: path)
    if let id = id?.nonEmpty { add(id: id) }
    if let name = name?.nonEmpty {
      subject = .package(
        Finding.Package(name: name, version: version?.nonEmpty, purl: purl?.nonEmpty))
    }
  }

  @inline(never)
  mutating func add(id: String) {
    if !id.isEmpty, !ids.contains(id) { ids.append(id) }
  }

  /// Numbers of CWE out of `CWE-79`, `79`, `https://…/79.html`, `CWE-79: Cross-site Scripting`.
  @inline(never)
  mutating func add(cwe texts: [String]) {
    for text in texts {
      if let number = CWE.number(text), !cwes.contains(number) { cwes.append(number) }
    }
  }

  @inline(never)
  mutating func add(cwe text: String?) { if let text { add(cwe: [text]) } }

  @inline(never)
  mutating func add(cwe number: Int?) {
    if let number, number > 0, !cwes.contains(number) { cwes.append(number) }
  }

  @inline(never)
  mutating func waive(_ reason: String?, source: Waiver.Source = .decision) {
    waivers.append(Waiver(scope: .finding, source: source, reason: reason))
  }

  /// Another place of the same finding.
  @inline(never)
  mutating func also(_ path: String?, _ line: Int? = nil) {
    guard let path = path?.nonEmpty else { return }
    more.append(Place(path: path, start: line.flatMap { SourcePosition(atLine: $0) }))
  }

  /// Something to know that has no field.
  @inline(never)
  mutating func fact(_ name: String, _ value: String?) {
    if let value = value?.nonEmpty { properties[name] = .text(value) }
  }
}

extension SourcePosition {
  init?(atLine line: Int, column: Int? = nil) {
    guard line > 0 else { return nil }
    self.init(line: line, column: max(column ?? 1, 1))
  }
}

enum CWE {
  private static let mark = Array("cwe-".utf8)

  /// nil where the text holds no such number.
  @inline(never)
  static func number(_ text: String) -> Int? {
    let upper = text.uppercased()
    if let mark = upper.firstRange(of: "CWE") {
      let rest = upper[mark.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber }
      if let number = Int(rest), number > 0 { return number }
    }
    let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
    guard let number = Int(digits), number > 0, number < 10_000,
      text.allSatisfy({ $0.isNumber || $0 == " " }) || text.contains("cwe.mitre.org")
    else { return nil }
    return number
  }

  /// Every `CWE-79` of a running text, in its order, each once.
  @inline(never)
  static func numbers(in text: String) -> [Int] {
    var found: [Int] = []
    text.eachDigits(behind: mark) { digits, _ in
      if let number = digits.number, number > 0, !found.contains(number) { found.append(number) }
    }
    return found
  }
}

enum CVE {
  private static let mark = Array("cve-".utf8)

  /// Every `CVE-2021-44228` of a running text, in its order, each once.
  @inline(never)
  static func ids(in text: String) -> [String] {
    var found: [String] = []
    text.eachDigits(behind: mark) { year, rest in
      guard year.count == 4, rest.first == UInt8(ascii: "-") else { return }
      let number = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard number.count >= 4 else { return }
      let id =
        "CVE-\(String(decoding: year, as: UTF8.self))-\(String(decoding: number, as: UTF8.self))"
      if !found.contains(id) { found.append(id) }
    }
    return found
  }
}

extension String {
  /// For each place of a word, given in small letters, whatever its case in the text: the digits behind it and what follows
  /// them.
  fileprivate func eachDigits(
    behind word: [UInt8],
    _ body: (Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>) -> Void
  ) {
    var text = self
    text.withUTF8 { bytes in
      var from = 0
      while let at = findCaseless(word, in: UnsafeBufferPointer(rebasing: bytes[from...])) {
        from += at + word.count
        let digits = bytes[from...].prefix { (0x30...0x39).contains($0) }
        body(digits, bytes[digits.endIndex...])
      }
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate var number: Int? { Int(String(decoding: self, as: UTF8.self)) }
}
