public import ShrikeModel
public import ShrikeText

/// Workflow commands that GitHub Actions turns into annotations on the changed lines.
///
/// GitHub shows ten annotations of each level a step; the rest, and every place beyond a finding's
/// first, stand below as plain lines of the log. The summary is the first notice, so it is always
/// seen.
public struct GitHubReport: Reporter {
  public static let id = "github"
  public static let summary = "annotations of a GitHub Actions job"

  /// What GitHub shows of each level a step.
  static let annotationLimit = 10

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    let line = Summary(report).line(seconds: report.seconds)
    let partial = report.partialWords.map { " (\($0))" } ?? ""
    var used = ["notice": 1]
    try out.write(
      "::notice title=\(property("Shrike: \(report.verdict.line)"))::\(data(line + partial))\n")
    var rest: [Finding] = []
    for finding in report.findings {
      let level = finding.severity.annotationLevel
      guard used[level, default: 0] < Self.annotationLimit else {
        rest.append(finding)
        continue
      }
      used[level, default: 0] += 1
      try out.write(annotation(finding, level, report.rule(finding.rule)))
    }
    if !rest.isEmpty {
      try out.write("::group::\(data(Words.count(rest.count, "more finding")))\n")
      for finding in rest {
        for place in finding.places {
          try out.write(plain("\(finding.severity.rawValue) \(finding.rule) \(place.words)"))
        }
      }
      try out.write("::endgroup::\n")
    }
    for coverage in report.coverage {
      if let trouble = coverage.trouble { try out.write(plain("\(coverage.engine) \(trouble)")) }
    }
    for diagnostic in report.diagnostics {
      for line in diagnostic.text().split(separator: "\n") { try out.write(plain(String(line))) }
    }
  }

  private func annotation(_ finding: Finding, _ level: String, _ rule: RuleInfo?) -> String {
    var properties: [String] = []
    if let place = finding.places.first {
      properties.append("file=\(property(place.path))")
      if let start = place.start {
        properties.append("line=\(start.line)")
        if let end = place.end, end.line != start.line { properties.append("endLine=\(end.line)") }
        // GitHub takes columns only within one line.
        if let end = place.end, end.line == start.line {
          properties.append("col=\(start.column)")
          properties.append("endColumn=\(end.column)")
        }
      }
    }
    let title = "\(finding.severity.rawValue): \(rule?.title ?? finding.rule)"
    properties.append("title=\(property(title))")
    var message = "\(finding.message) [\(finding.rule)]"
    if finding.places.count > 1 {
      message +=
        "\nalso at " + finding.places.dropFirst().prefix(10).map(\.words).joined(separator: ", ")
      if finding.places.count > 11 { message += " and \(finding.places.count - 11) more" }
    }
    if let why = rule?.why { message += "\nwhy: \(why)" }
    if let fix = finding.remedy ?? rule?.remedy { message += "\nfix: \(fix)" }
    return "::\(level) \(properties.joined(separator: ","))::\(data(message))\n"
  }

  /// A log line that no runner takes for a command.
  private func plain(_ text: String) -> String {
    var line = text.printable
    if line.drop(while: { $0 == " " }).hasPrefix("::") { line = "| " + line }
    // The runner's older form of commands is found anywhere in a line.
    return line.substituting("##[", with: "## [") + "\n"
  }

  // The escapes of actions/toolkit's `command.ts`; other control characters are made visible, since
  // the runner's log is a terminal too.
  private func data(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable.substituting("%", with: "%25") }.joined(separator: "%0A")
  }

  private func property(_ text: String) -> String {
    data(text.printable).substituting(":", with: "%3A").substituting(",", with: "%2C")
  }
}

extension Severity {
  fileprivate var annotationLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "notice"
    }
  }
}
