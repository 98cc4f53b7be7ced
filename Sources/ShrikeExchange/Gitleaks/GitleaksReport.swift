public import ShrikeModel
public import ShrikeText

/// gitleaks' JSON report, key for key and blank for blank, with its values struck out as `--redact`
/// does.
///
/// One object a place; suppressed findings are left out, as gitleaks leaves them out. Columns count
/// bytes, the end column is that of the last byte, and on every line after the first both are one
/// larger than they should be: gitleaks measures from the line end before, and its users compare
/// with that.
public struct GitleaksReport: Reporter {
  public static let id = "gitleaks"
  public static let summary = "gitleaks' JSON, secrets struck out"

  static let struckOut = "REDACTED"
  /// What stands in the evidence where a secret stood.
  static let mark = "[redacted]"

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var isFirst = true
    for finding in report.findings {
      let rule = report.rule(finding.rule)
      for place in finding.places {
        let lines = entry(finding, place, rule).map { "  \"\($0.0)\": \($0.1)" }
        try out.write((isFirst ? "[\n" : ",\n") + " {\n\(lines.joined(separator: ",\n"))\n }")
        isFirst = false
      }
    }
    try out.write(isFirst ? "[]\n" : "\n]\n")
  }

  /// The keys in gitleaks' order, with their values as JSON.
  private func entry(
    _ finding: Finding, _ place: Place, _ rule: RuleInfo?
  ) -> [(String, String)] {
    let id = bareID(finding.rule)
    let columns = Self.columns(place)
    let line = place.start?.line ?? 0
    let commit = place.commit
    let location = "\(place.path):\(id):\(line)"
    var tagged = rule?.tags ?? []
    // gitleaks adds how a value was decoded.
    if case .list(let list) = finding.properties["tags"] { tagged = list }
    let tags = tagged.map { "\n   " + GoText.quoted($0) }.joined(separator: ",")
    var entropy: Float = 0
    // gitleaks keeps 32 bits.
    if case .number(let value) = finding.properties["entropy"] { entropy = Float(value) }
    return [
      ("RuleID", GoText.quoted(id)),
      ("Description", GoText.quoted(rule?.title ?? finding.message)),
      ("StartLine", "\(line)"),
      ("EndLine", "\(place.end?.line ?? line)"),
      ("StartColumn", "\(columns.start)"),
      ("EndColumn", "\(columns.end)"),
      ("Match", GoText.quoted(match(finding))),
      ("Secret", GoText.quoted(Self.struckOut)),
      ("File", GoText.quoted(place.path)),
      ("SymlinkFile", GoText.quoted(place.symlink ?? "")),
      ("Commit", GoText.quoted(commit?.id ?? "")),
      ("Entropy", GoText.number(entropy)),
      ("Author", GoText.quoted(commit?.author ?? "")),
      ("Email", GoText.quoted(commit?.email ?? "")),
      ("Date", GoText.quoted(commit?.date ?? "")),
      ("Message", GoText.quoted(commit?.message ?? "")),
      ("Tags", tags.isEmpty ? "[]" : "[\(tags)\n  ]"),
      ("Fingerprint", GoText.quoted(commit.map { "\($0.id):\(location)" } ?? location)),
    ]
  }

  /// The evidence with gitleaks' word for what is struck out, or the word alone.
  private func match(_ finding: Finding) -> String {
    let evidence = finding.evidence?.substituting(Self.mark, with: Self.struckOut)
    guard let evidence, evidence.contains(Self.struckOut) else { return Self.struckOut }
    return evidence
  }

  /// gitleaks' columns of a place (0 where it has none).
  static func columns(_ place: Place) -> (start: Int, end: Int) {
    guard let start = place.start else { return (0, 0) }
    let end = place.end ?? start
    let first = place.byteColumns?.lower ?? start.column
    let last = (place.byteColumns?.upper ?? end.column) &- 1
    return (first &+ (start.line > 1 ? 1 : 0), last &+ (end.line > 1 ? 1 : 0))
  }
}

/// A rule id without its pack.
func bareID(_ id: String) -> String {
  id.firstIndex(of: "/").map { String(id[id.index(after: $0)...]) } ?? id
}

/// Values as Go's `encoding/json` writes them.
enum GoText {
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "<", ">", "&", "\u{0}"..."\u{1F}":
        out += "\\u00\(hexadecimal(CollectionOfOne(UInt8(truncatingIfNeeded: scalar.value))))"
      case "\u{2028}": out += "\\u2028"
      case "\u{2029}": out += "\\u2029"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// The shortest digits that give the value back, without a point where none is needed.
  static func number(_ value: Float) -> String {
    guard value.isFinite else { return "0" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
