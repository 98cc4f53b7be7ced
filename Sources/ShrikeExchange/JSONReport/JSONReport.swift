import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// `shrike.report/1`: the one saved form of a scan, whole.
/// `docs/schemas/shrike.report-1.schema.json` describes it; `--baseline`, the gate and imports read
/// it.
public struct JSONReport: Reporter {
  public static let id = "json"
  public static let summary = "everything, as shrike.report/1"
  public static let schema = "shrike.report/1"

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.field("schema", Self.schema)
    json.object("tool") {
      $0.field("name", "shrike")
      $0.field("version", report.toolVersion)
    }
    json.object("target") { target(report.target, &$0) }
    json.field("startedAt", report.startedAt)
    json.field("seconds", report.seconds)
    json.field("partial", report.partial)
    json.field("identityKey", report.identityKey)
    json.object("verdict") { verdict(report.verdict, &$0) }
    if let facts = report.gate {
      policies(report.policies, &json)
      gate(facts, startedAt: report.startedAt, &json)
    }
    json.object("summary") { summary(Summary(report), &$0) }
    json.array("ruleSets", report.ruleSets) { ruleSet($1, &$0) }
    json.array("rules", report.rules) { rule($1, &$0) }
    for (name, findings) in [("findings", report.findings), ("suppressed", report.suppressed)] {
      json.key(name)
      json.beginArray()
      for finding in findings {
        json.object {
          self.finding(finding, &$0)
          if report.gate != nil { judged(finding, &$0) }
        }
        try json.drain(to: &out)
      }
      json.endArray()
    }
    json.key("coverage")
    json.beginArray()
    for entry in report.coverage {
      coverage(entry, &json)
      try json.drain(to: &out)
    }
    json.endArray()
    json.array("diagnostics", report.diagnostics) { diagnostic($1, &$0) }
    json.endObject()
    try json.finish(to: &out)
  }

  private func target(_ target: Report.Target, _ json: inout JSONWriter) {
    json.field("path", target.path)
    json.field("kind", target.kind)
    json.field("repository", ifAny: target.repository?.withoutUserInfo)
    json.field("ref", ifAny: target.ref)
    json.field("commit", ifAny: target.commit)
    json.field("scope", target.scope)
    json.field("range", ifAny: target.range)
  }

  private func summary(_ summary: Summary, _ json: inout JSONWriter) {
    json.field("findings", summary.findings)
    json.object("bySeverity") { json in
      for (severity, count) in summary.bySeverity { json.field(severity.rawValue, count) }
    }
    json.field("suppressed", summary.suppressed)
    json.object("bySource") { json in
      for (source, count) in summary.bySource { json.field(source.rawValue, count) }
    }
    json.field("skipped", summary.skipped)
    json.object("byReason") { json in
      for (reason, count) in summary.byReason { json.field(reason.rawValue, count) }
    }
    json.field("files", summary.files)
    json.field("bytes", summary.bytes)
    json.field("commits", summary.commits)
    json.field("rules", summary.rules)
  }

  private func ruleSet(_ set: Report.RuleSet, _ json: inout JSONWriter) {
    json.object {
      $0.field("engine", set.engine)
      $0.field("name", set.name)
      $0.field("format", set.format)
      $0.field("rules", set.rules)
      $0.field("digest", set.digest)
    }
  }

  func rule(_ rule: RuleInfo, _ json: inout JSONWriter) {
    json.object {
      $0.field("id", rule.id)
      $0.field("title", rule.title)
      $0.field("why", ifAny: rule.why)
      $0.field("remedy", ifAny: rule.remedy)
      $0.field("severity", rule.severity.rawValue)
      $0.field("statedSeverity", ifAny: rule.statedSeverity)
      $0.field("confidence", rule.confidence.rawValue)
      $0.field("engine", rule.engine)
      $0.field("tags", rule.tags)
      $0.array("taxonomies", rule.taxonomies) { taxonomy($1, &$0) }
      $0.field("aliases", rule.aliases)
      $0.field("documentation", ifAny: rule.documentation)
    }
  }

  func finding(_ finding: Finding, _ json: inout JSONWriter) {
    json.field("rule", finding.rule)
    json.field("severity", finding.severity.rawValue)
    json.field("statedSeverity", ifAny: finding.statedSeverity)
    json.field("confidence", finding.confidence.rawValue)
    json.field("message", finding.message)
    json.object("identity") {
      $0.field("value", finding.identity.value)
      $0.field("scheme", finding.identity.scheme)
    }
    if let subject = finding.subject.unlessCode {
      json.object("subject") { self.subject(subject, &$0) }
    }
    json.array("places", finding.places) { place($1, &$0) }
    if !finding.related.isEmpty { json.array("related", finding.related) { place($1, &$0) } }
    json.field("evidence", ifAny: finding.evidence)
    json.array("taxonomies", finding.taxonomies) { taxonomy($1, &$0) }
    json.field("remedy", ifAny: finding.remedy)
    if let fix = finding.fix {
      json.object("fix") { json in
        json.field("title", fix.title)
        json.array("edits", fix.edits) { json, edit in
          json.object {
            $0.field("start", edit.range.lower)
            $0.field("end", edit.range.upper)
            $0.field("text", edit.text)
          }
        }
      }
    }
    if !finding.properties.isEmpty {
      json.object("properties") { properties(finding.properties, &$0) }
    }
    if !finding.waivers.isEmpty { json.array("waivers", finding.waivers) { waiver($1, &$0) } }
  }

  /// What the gate is told of a finding.
  private func judged(_ finding: Finding, _ json: inout JSONWriter) {
    json.key("status")
    if let status = finding.status { json.string(status.rawValue) } else { json.null() }
    if !finding.assets.isEmpty {
      json.array("assets", finding.assets) { json, asset in
        json.object { self.asset(asset, &$0) }
      }
    }
  }

  private func place(_ place: Place, _ json: inout JSONWriter) {
    json.object { json in
      json.field("path", place.path)
      if let range = place.range {
        json.object("bytes") {
          $0.field("start", range.lower)
          $0.field("end", range.upper)
        }
      }
      if let start = place.start { position("start", start, &json) }
      if let end = place.end { position("end", end, &json) }
      if let columns = place.byteColumns {
        json.object("byteColumns") {
          $0.field("start", columns.lower)
          $0.field("end", columns.upper)
        }
      }
      if let snippet = place.snippet {
        json.object("snippet") {
          $0.field("text", snippet.text)
          $0.field("column", snippet.column)
          $0.field("length", snippet.length)
        }
      }
      json.field("lineHash", ifAny: place.lineHash)
      json.field("marks", ifAny: place.marks)
      json.field("note", ifAny: place.note)
      if let commit = place.commit {
        json.object("commit") {
          $0.field("id", commit.id)
          $0.field("author", commit.author)
          $0.field("email", commit.email)
          $0.field("date", commit.date)
          $0.field("message", commit.message)
        }
      }
      json.field("symlink", ifAny: place.symlink)
    }
  }

  private func position(_ name: String, _ position: SourcePosition, _ json: inout JSONWriter) {
    json.object(name) {
      $0.field("line", position.line)
      $0.field("column", position.column)
    }
  }

  private func taxonomy(_ taxonomy: Taxonomy, _ json: inout JSONWriter) {
    json.object {
      $0.field("catalogue", taxonomy.catalogue)
      $0.field("id", taxonomy.id)
    }
  }

  private func waiver(_ waiver: Waiver, _ json: inout JSONWriter) {
    json.object {
      $0.field("scope", waiver.scope.rawValue)
      $0.field("source", waiver.source.rawValue)
      $0.field("origin", ifAny: waiver.origin)
      $0.field("reason", ifAny: waiver.reason)
      $0.field("owner", ifAny: waiver.owner)
      $0.field("ticket", ifAny: waiver.ticket)
      $0.field("until", ifAny: waiver.until)
    }
  }

  private func coverage(_ coverage: Coverage, _ json: inout JSONWriter) {
    json.object { json in
      json.field("engine", coverage.engine)
      json.field("status", coverage.state.id)
      json.field("reason", ifAny: coverage.state.reason)
      json.field("files", coverage.files)
      json.field("bytes", coverage.bytes)
      json.field("commits", coverage.commits)
      json.field("rules", coverage.rules)
      json.array("skipped", coverage.skipped) { json, skip in
        json.object {
          $0.field("path", skip.path)
          $0.field("reason", skip.reason.rawValue)
          $0.field("detail", ifAny: skip.detail)
        }
      }
      json.array("undecided", coverage.undecided) { json, entry in
        json.object { json in
          json.field("rule", entry.rule)
          json.field("title", entry.title)
          json.field("path", entry.path)
          if let start = entry.start { position("start", start, &json) }
          json.field("subject", entry.subject)
          json.field("reasons", entry.reasons)
        }
      }
    }
  }

  private func diagnostic(_ diagnostic: Diagnostic, _ json: inout JSONWriter) {
    json.object { json in
      json.field("level", diagnostic.level.rawValue)
      json.field("code", diagnostic.code)
      json.field("message", diagnostic.message)
      json.field("file", ifAny: diagnostic.file)
      if let frame = diagnostic.frame {
        json.object("frame") {
          $0.field("line", frame.line)
          $0.field("column", frame.column)
          $0.field("length", frame.length)
          $0.field("text", frame.text)
        }
      }
      json.field("label", ifAny: diagnostic.label)
      json.field("help", ifAny: diagnostic.help)
    }
  }
}

/// Properties sorted by name: the same report is the same text.
func properties(_ properties: [String: Property], _ json: inout JSONWriter) {
  for (name, property) in properties.sorted(by: { $0.key < $1.key }) {
    switch property {
    case .text(let text): json.field(name, text)
    case .number(let number): json.field(name, number)
    case .flag(let flag): json.field(name, flag)
    case .list(let list): json.field(name, list)
    }
  }
}
