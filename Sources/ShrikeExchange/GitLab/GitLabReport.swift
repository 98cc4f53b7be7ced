import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// GitLab's secret detection report, schema 15.2: one vulnerability a place, tracked by our
/// identity.
///
/// `raw_source_code_extract` is left out: it would hold the secret. Suppressed findings are left
/// out too, since GitLab has no place for them but its own dismissals; a message counts them.
public struct GitLabReport: Reporter {
  public static let id = "gitlab"
  public static let summary = "GitLab secret detection report"

  static let schemaVersion = "15.2.0"
  /// The schema's limits, in code points.
  static let nameLimit = 255
  static let solutionLimit = 7_000

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.field("version", Self.schemaVersion)
    json.field(
      "schema",
      "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/"
        + "v\(Self.schemaVersion)/dist/secret-detection-report-format.json")
    json.object("scan") { scan(report, &$0) }
    json.key("vulnerabilities")
    json.beginArray()
    for finding in report.findings {
      let rule = report.rule(finding.rule)
      for place in finding.places {
        json.object { vulnerability(finding, place, rule, report.target, &$0) }
      }
      try json.drain(to: &out)
    }
    json.endArray()
    json.endObject()
    try json.finish(to: &out)
  }

  private func scan(_ report: Report, _ json: inout JSONWriter) {
    for role in ["analyzer", "scanner"] {
      json.object(role) {
        $0.field("id", "shrike")
        $0.field("name", "Shrike")
        $0.field("version", report.toolVersion)
        $0.object("vendor") { $0.field("name", "Shrike") }
      }
    }
    let epoch = "1970-01-01T00:00:00"
    json.field("start_time", Moment(report.startedAt)?.text ?? epoch)
    json.field("end_time", Moment(report.startedAt, plus: report.seconds)?.text ?? epoch)
    json.field("status", report.partial ? "failure" : "success")
    json.field("type", "secret_detection")
    json.array("messages", messages(report)) { json, message in
      json.object {
        $0.field("level", message.level)
        $0.field("value", message.text)
      }
    }
  }

  private func messages(_ report: Report) -> [(level: String, text: String)] {
    let line = Summary(report).line(seconds: report.seconds)
    var messages = [(level: "info", text: "\(report.verdict.line) · \(line)")]
    if let partial = report.partialWords { messages.append(("fatal", "The scan \(partial).")) }
    for coverage in report.coverage {
      if let trouble = coverage.trouble {
        messages.append(("warn", "\(coverage.engine): \(trouble)"))
      }
    }
    for diagnostic in report.diagnostics where !diagnostic.message.isEmpty {
      let place = diagnostic.file.map { "\($0): " } ?? ""
      messages.append((diagnostic.level == .note ? "info" : "warn", place + diagnostic.message))
    }
    return messages
  }

  private func vulnerability(
    _ finding: Finding, _ place: Place, _ rule: RuleInfo?, _ target: Report.Target,
    _ json: inout JSONWriter
  ) {
    json.field("id", Self.identifier(finding, place))
    json.field("name", (rule?.title ?? finding.message).cut(to: Self.nameLimit))
    json.field(
      "description", [finding.message, rule?.why].compactMap { $0 }.joined(separator: "\n\n"))
    json.field(
      "severity",
      finding.severity.rawValue.prefix(1).uppercased()
        + finding.severity.rawValue.dropFirst())
    json.field(
      "solution", ifAny: (finding.remedy ?? rule?.remedy)?.cut(to: Self.solutionLimit))
    json.key("identifiers")
    json.beginArray()
    json.object {
      $0.field("type", "shrike_rule_id")
      $0.field("name", "Shrike rule \(finding.rule)")
      $0.field("value", finding.rule)
    }
    for taxonomy in finding.taxonomies.isEmpty ? rule?.taxonomies ?? [] : finding.taxonomies {
      json.object {
        $0.field("type", taxonomy.catalogue.lowercased())
        $0.field("name", taxonomy.words)
        $0.field("value", taxonomy.id)
        $0.field("url", ifAny: taxonomy.address)
      }
    }
    json.endArray()
    if let address = rule?.documentation?.webAddress {
      json.array("links", CollectionOfOne(address)) { json, address in
        json.object { $0.field("url", address) }
      }
    }
    json.object("location") { location(place, target, &$0) }
    if !finding.identity.value.isEmpty {
      json.object("tracking") { json in
        json.field("type", "source")
        json.array("items", CollectionOfOne(place)) { json, place in
          json.object { json in
            json.field("file", place.path)
            if let start = place.start { json.field("start_line", start.line) }
            if let end = place.end ?? place.start { json.field("end_line", end.line) }
            json.array("signatures", CollectionOfOne(finding.identity.value)) { json, value in
              json.object {
                $0.field("algorithm", "hash")
                $0.field("value", value)
              }
            }
          }
        }
      }
    }
  }

  private func location(_ place: Place, _ target: Report.Target, _ json: inout JSONWriter) {
    json.field("file", place.path)
    if let start = place.start { json.field("start_line", start.line) }
    if let end = place.end ?? place.start { json.field("end_line", end.line) }
    json.object("commit") {
      if let commit = place.commit {
        $0.field("author", "\(commit.author) <\(commit.email)>")
        $0.field("date", commit.date)
        $0.field("message", commit.message)
        $0.field("sha", commit.id)
      } else {
        // GitLab's own analyzer writes these zeros for a file that is in no commit.
        $0.field("sha", target.commit ?? "0000000")
      }
    }
  }

  /// The identity and a hash of the place: the same in every run, different for every place.
  static func identifier(_ finding: Finding, _ place: Place) -> String {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let start = place.start ?? SourcePosition(line: 0, column: 0)
    let text = "\(place.path)\0\(place.commit?.id ?? "")\0\(start.line):\(start.column)"
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return "\(finding.identity.value)-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }
}
