import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// JUnit XML as test services read it (Jenkins, GitLab, Azure): a failing case a finding, a skipped
/// case a suppressed finding, and one case an engine, which passes when the engine ran.
public struct JUnitReport: Reporter {
  public static let id = "junit"
  public static let summary = "JUnit XML, for test result pages"

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    let stopped = report.coverage.count { $0.state.id == "skipped" }
    let counts = [
      ("name", "Shrike"),
      ("tests", "\(report.findings.count + report.suppressed.count + report.coverage.count)"),
      ("failures", "\(report.findings.count)"),
      ("errors", "\(report.coverage.count { $0.state.id == "failed" })"),
      ("skipped", "\(report.suppressed.count + stopped)"),
      ("time", Words.fixed(max(0, min(report.seconds, 1e9)), 3)),
    ]
    var xml = XMLWriter()
    xml.begin("testsuites", counts)
    let stamp = Moment(report.startedAt).map { [("timestamp", $0.text)] } ?? []
    xml.begin("testsuite", counts + stamp)
    writeFacts(report, &xml)
    for coverage in report.coverage { write(coverage, &xml) }
    for finding in report.findings {
      begin(finding, &xml)
      xml.element(
        "failure",
        [("type", finding.severity.rawValue), ("message", finding.message.printable)],
        text: details(finding, report.rule(finding.rule)))
      xml.end()
    }
    for finding in report.suppressed {
      begin(finding, &xml)
      let waivers = finding.waivers.map(\.words).joined(separator: "; ")
      xml.element("skipped", [("message", "suppressed by \(waivers.printable)")])
      xml.end()
    }
    if !report.diagnostics.isEmpty {
      let text = report.diagnostics.map { $0.text() }.joined(separator: "\n\n")
      xml.element("system-err", text: text)
    }
    let bytes = xml.finish()
    try out.write(String(decoding: bytes, as: UTF8.self))
  }

  private func writeFacts(_ report: Report, _ xml: inout XMLWriter) {
    xml.begin("properties")
    for (name, value) in [
      ("version", report.toolVersion), ("verdict", report.verdict.line),
      ("summary", Summary(report).line(seconds: report.seconds)),
      ("partial", report.partialWords ?? "no"),
    ] {
      xml.element("property", [("name", name), ("value", value.printable)])
    }
    xml.end()
  }

  private func write(_ coverage: Coverage, _ xml: inout XMLWriter) {
    var name = "not evaluated"
    if coverage.status == .ran {
      let rules = Words.count(coverage.rules, "rule")
      name = "looked at \(Words.count(coverage.files, "file")) with \(rules)"
    }
    xml.begin(
      "testcase", [("classname", "engine.\(coverage.engine.printable)"), ("name", name)])
    switch coverage.status {
    case .ran: break
    case .skipped(let reason): xml.element("skipped", [("message", reason.printable)])
    case .failed(let reason): xml.element("error", [("message", reason.printable)])
    }
    xml.end()
  }

  private func begin(_ finding: Finding, _ xml: inout XMLWriter) {
    let place = finding.places.first
    var attributes = [
      ("classname", finding.rule.printable),
      ("name", place?.words ?? finding.message.printable),
    ]
    if let place { attributes.append(("file", place.path.printable)) }
    if let line = place?.start?.line { attributes.append(("line", "\(line)")) }
    xml.begin("testcase", attributes)
  }

  private func details(_ finding: Finding, _ rule: RuleInfo?) -> String {
    var lines = ["\(finding.severity.rawValue) \(finding.rule): \(finding.message)"]
    for place in finding.places {
      lines.append("at \(place.words)" + (place.origin.map { " (\($0))" } ?? ""))
      if let snippet = place.snippet { lines.append("  \(snippet.text.printable)") }
    }
    for place in finding.related {
      lines.append("related: \(place.words)" + (place.note.map { ": \($0)" } ?? ""))
    }
    if let why = rule?.why { lines.append("why: \(why)") }
    if let fix = finding.remedy ?? rule?.remedy { lines.append("fix: \(fix)") }
    lines.append("identity: \(finding.identity.value)")
    // XML cannot write control characters; they are made visible.
    return lines.map(\.printable).joined(separator: "\n")
  }
}
