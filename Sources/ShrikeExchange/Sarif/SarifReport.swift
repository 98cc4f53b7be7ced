import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// SARIF 2.1.0 (OASIS, errata 01), shaped for GitHub code scanning and readable by any other
/// consumer.
///
/// Suppressed findings stay in as results with `suppressions`; what was not looked at is a
/// notification; `partialFingerprints` carries GitHub's `primaryLocationLineHash` and our identity.
public struct SarifReport: Reporter {
  public static let id = "sarif"
  public static let summary = "SARIF 2.1.0, for code scanning services"

  /// GitHub refuses a result with more locations than this.
  static let locationLimit = 1_000
  /// Notifications of things that were not looked at; the rest are counted in one more.
  static let notificationLimit = 1_000
  /// GitHub refuses a rule with more tags than this.
  static let tagLimit = 10

  static let schemaAddress =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    let rules = SarifRules(report)
    json.beginObject()
    json.field("$schema", Self.schemaAddress)
    json.field("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    json.object("tool") { $0.object("driver") { rules.driver(report, &$0) } }
    rules.taxonomies(&json)
    json.array("invocations", CollectionOfOne(report)) { invocation($1, &$0) }
    provenance(report.target, &json)
    json.object("originalUriBaseIds") {
      $0.object("%SRCROOT%") {
        $0.object("description") { $0.field("text", "The folder that paths are relative to.") }
      }
    }
    json.field("columnKind", "unicodeCodePoints")
    json.field("redactionTokens", [GitleaksReport.mark])
    json.key("results")
    json.beginArray()
    for finding in report.findings + report.suppressed {
      json.object { result(finding, rules, &$0) }
      try json.drain(to: &out)
    }
    for entry in report.coverage.flatMap(\.undecided) {
      json.object { result(entry, rules, &$0) }
      try json.drain(to: &out)
    }
    json.endArray()
    json.object("properties") { runProperties(report, &$0) }
    json.endObject()
    json.endArray()
    json.endObject()
    try json.finish(to: &out)
  }

  // MARK: results

  private func result(_ finding: Finding, _ rules: SarifRules, _ json: inout JSONWriter) {
    json.field("ruleId", finding.rule)
    if let index = rules.index[finding.rule] { json.field("ruleIndex", index) }
    json.field("kind", "fail")
    json.field("level", finding.severity.sarifLevel)
    json.object("message") { $0.field("text", message(finding)) }
    json.array("locations", finding.places.prefix(Self.locationLimit)) { location($1, &$0) }
    if !finding.related.isEmpty {
      json.array("relatedLocations", finding.related.prefix(Self.locationLimit)) {
        location($1, &$0)
      }
    }
    json.object("partialFingerprints") {
      $0.field("primaryLocationLineHash", ifAny: finding.places.first?.lineHash)
      if !finding.identity.value.isEmpty {
        $0.field("shrikeIdentity/v1", finding.identity.value)
      }
    }
    if let fix = finding.fix, let place = finding.places.first {
      json.array("fixes", CollectionOfOne(fix)) { json, fix in
        json.object { json in
          json.object("description") { $0.field("text", fix.title) }
          json.array("artifactChanges", CollectionOfOne(fix.edits)) { json, edits in
            json.object { json in
              artifact(place.path, &json)
              json.array("replacements", edits) { replacement($1, &$0) }
            }
          }
        }
      }
    }
    // Once one result has suppressions, all must say whether they have (SARIF 3.27.23).
    json.array("suppressions", finding.waivers) { suppression($1, &$0) }
    json.object("properties") { json in
      json.field("security-severity", Words.fixed(finding.severity.score, 1))
      json.field("severity", finding.severity.rawValue)
      json.field("statedSeverity", ifAny: finding.statedSeverity)
      json.field("confidence", finding.confidence.rawValue)
      json.field("identityScheme", finding.identity.scheme)
      json.field("evidence", ifAny: finding.evidence)
      json.field("remedy", ifAny: finding.remedy)
      if finding.places.count > Self.locationLimit {
        json.field("places", finding.places.count)
      }
      if !finding.properties.isEmpty {
        json.object("facts") { properties(finding.properties, &$0) }
      }
    }
  }

  private func replacement(_ edit: Fix.Edit, _ json: inout JSONWriter) {
    json.object { json in
      json.object("deletedRegion") {
        $0.field("byteOffset", edit.range.lower)
        $0.field("byteLength", edit.range.upper - edit.range.lower)
      }
      if !edit.text.isEmpty { json.object("insertedContent") { $0.field("text", edit.text) } }
    }
  }

  /// A check without an answer is an open result, which has no level (SARIF 3.27.9, 3.27.10).
  private func result(_ entry: Undecided, _ rules: SarifRules, _ json: inout JSONWriter) {
    json.field("ruleId", entry.rule)
    if let index = rules.index[entry.rule] { json.field("ruleIndex", index) }
    json.field("kind", "open")
    json.field("level", "none")
    json.object("message") {
      $0.field("text", "\(entry.title): undecided for \(entry.subject), \(entry.because).")
    }
    json.array("locations", CollectionOfOne(Place(path: entry.path, start: entry.start))) {
      location($1, &$0)
    }
    json.array("suppressions", [Waiver]()) { suppression($1, &$0) }
    json.object("properties") { $0.field("missing", entry.reasons) }
  }

  private func message(_ finding: Finding) -> String {
    guard finding.places.count > 1 else { return finding.message }
    let end = finding.message.hasSuffix(".") ? "" : "."
    return "\(finding.message)\(end) It stands in \(Words.count(finding.places.count, "place"))."
  }

  private func location(_ place: Place, _ json: inout JSONWriter) {
    json.object { json in
      json.object("physicalLocation") { json in
        artifact(place.path, &json)
        guard let start = place.start else { return }
        json.object("region") {
          $0.field("startLine", start.line)
          $0.field("startColumn", start.column)
          if let end = place.end {
            $0.field("endLine", end.line)
            $0.field("endColumn", end.column)
          }
        }
        if let snippet = place.snippet, place.end?.line ?? start.line == start.line {
          json.object("contextRegion") {
            $0.field("startLine", start.line)
            $0.field("endLine", start.line)
            $0.object("snippet") { $0.field("text", snippet.text) }
          }
        }
      }
      if let note = place.note { json.object("message") { $0.field("text", note) } }
      guard place.commit != nil || place.symlink != nil else { return }
      json.object("properties") { json in
        if let commit = place.commit {
          json.field("commit", commit.id)
          json.field("author", commit.author)
          json.field("email", commit.email)
          json.field("date", commit.date)
          json.field("commitMessage", commit.message)
        }
        json.field("symlink", ifAny: place.symlink)
      }
    }
  }

  private func suppression(_ waiver: Waiver, _ json: inout JSONWriter) {
    json.object { json in
      json.field("kind", waiver.source == .inlineComment ? "inSource" : "external")
      json.field("status", "accepted")
      json.field("justification", ifAny: waiver.reason)
      if let origin = waiver.origin {
        let place = OriginPlace(origin)
        json.object("location") { json in
          json.object("physicalLocation") { json in
            artifact(place.path, &json)
            if let line = place.line { json.object("region") { $0.field("startLine", line) } }
          }
        }
      }
      json.object("properties") {
        $0.field("source", waiver.source.rawValue)
        $0.field("scope", waiver.scope.rawValue)
        $0.field("owner", ifAny: waiver.owner)
        $0.field("ticket", ifAny: waiver.ticket)
        $0.field("until", ifAny: waiver.until)
      }
    }
  }

  // MARK: the run

  private func invocation(_ report: Report, _ json: inout JSONWriter) {
    let succeeded =
      !report.partial
      && !report.coverage.contains { if case .failed = $0.status { true } else { false } }
    json.object { json in
      json.field("executionSuccessful", succeeded)
      if !report.partial { json.field("exitCode", report.verdict.exitCode) }
      json.field("exitCodeDescription", report.verdict.line)
      if let start = Moment(report.startedAt) { json.field("startTimeUtc", start.text + "Z") }
      if let end = Moment(report.startedAt, plus: report.seconds) {
        json.field("endTimeUtc", end.text + "Z")
      }
      let notes = SarifNotifications(report)
      json.array("toolExecutionNotifications", notes.execution) { $1.write(&$0) }
      json.array("toolConfigurationNotifications", notes.configuration) { $1.write(&$0) }
    }
  }

  private func provenance(_ target: Report.Target, _ json: inout JSONWriter) {
    // Only what is an address may stand here, and a password in it may not.
    guard let repository = target.repository?.withoutUserInfo, repository.contains("://") else {
      return
    }
    json.array("versionControlProvenance", CollectionOfOne(repository)) { json, repository in
      json.object {
        $0.field("repositoryUri", percentEncoded(repository, keeping: ":/?#[]@%"))
        $0.field("revisionId", ifAny: target.commit)
        $0.field("branch", ifAny: target.ref)
      }
    }
  }

  private func runProperties(_ report: Report, _ json: inout JSONWriter) {
    let summary = Summary(report)
    json.object("verdict") {
      $0.field("result", report.verdict.id)
      $0.field("reasons", report.verdict.reasons)
    }
    json.field("partial", report.partial)
    json.field("summary", summary.line(seconds: report.seconds))
    json.array("coverage", report.coverage) { json, coverage in
      json.object { json in
        json.field("engine", coverage.engine)
        json.field("status", coverage.state.id)
        json.field("reason", ifAny: coverage.state.reason)
        json.field("files", coverage.files)
        json.field("bytes", coverage.bytes)
        json.field("commits", coverage.commits)
        json.field("rules", coverage.rules)
        json.field("undecided", coverage.undecided.count)
        var reasons: [Skip.Reason: Int] = [:]
        for skip in coverage.skipped { reasons[skip.reason, default: 0] += 1 }
        json.object("skipped") {
          for reason in Skip.Reason.allCases {
            if let count = reasons[reason] { $0.field(reason.rawValue, count) }
          }
        }
      }
    }
    json.array("ruleSets", report.ruleSets) { json, set in
      json.object {
        $0.field("engine", set.engine)
        $0.field("name", set.name)
        $0.field("format", set.format)
        $0.field("rules", set.rules)
        $0.field("digest", set.digest)
      }
    }
    json.field("identityKey", report.identityKey)
  }
}

/// An artifact's location: relative to the root of the scan, or absolute where the path is.
func artifact(_ path: String, _ json: inout JSONWriter) {
  json.object("artifactLocation") {
    if path.hasPrefix("/") {
      $0.field("uri", "file://" + percentEncoded(path))
    } else {
      $0.field("uri", percentEncoded(path))
      $0.field("uriBaseId", "%SRCROOT%")
    }
  }
}

/// A path as RFC 3986 wants it: everything but unreserved letters and harmless marks as `%XX`.
func percentEncoded(_ text: String, keeping more: String = "") -> String {
  let safe = Set(
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@" + more)
      .utf8)
  var out: [UInt8] = []
  for byte in text.utf8 {
    if safe.contains(byte) {
      out.append(byte)
    } else {
      out.append(UInt8(ascii: "%"))
      out.append(contentsOf: hexadecimal(CollectionOfOne(byte)).uppercased().utf8)
    }
  }
  return String(decoding: out, as: UTF8.self)
}

/// `path:line` of a waiver's origin.
struct OriginPlace {
  let path: String
  let line: Int?

  init(_ origin: String) {
    guard let colon = origin.lastIndex(of: ":"),
      let line = Int(origin[origin.index(after: colon)...]),
      line > 0, colon > origin.startIndex
    else {
      path = origin
      line = nil
      return
    }
    path = String(origin[..<colon])
    self.line = line
  }
}

extension Severity {
  var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }
}
