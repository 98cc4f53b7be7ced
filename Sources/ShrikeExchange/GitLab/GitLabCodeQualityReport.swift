import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// GitLab's code quality report: findings beside the lines of a merge request, in every tier of GitLab
/// (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
///
/// One entry a place; the fingerprint is the identity with a hash of the place. Suppressed findings are left out, since
/// the format has no room for a reason.
public struct GitLabCodeQualityReport: Reporter {
  public static let id = "gitlab-codequality"
  public static let summary = "GitLab code quality report, shown in merge requests"

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginArray()
    for finding in report.findings {
      for place in finding.places {
        json.object { entry(finding, place, &$0) }
      }
      try json.drain(to: &out)
    }
    json.endArray()
    try json.finish(to: &out)
  }

  private func entry(_ finding: Finding, _ place: Place, _ json: inout JSONWriter) {
    json.field("description", finding.message.printable)
    json.field("check_name", finding.rule)
    json.field("fingerprint", GitLabReport.identifier(finding, place))
    json.field("severity", Self.word(finding.severity))
    json.object("location") { json in
      json.field("path", place.path)
      // A finding about a whole file stands at its first line: the format wants one.
      json.object("lines") {
        $0.field("begin", place.start?.line ?? 1)
        if let end = place.end?.line { $0.field("end", end) }
      }
    }
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
