import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// What `shrike import --output json` writes: other tools' reports in the words of ours.
extension JSONReport {
  public static let importSchema = "shrike.import/1"

  /// - Parameter reports: each with the name of its file.
  public func write(
    _ reports: [(file: String, report: ImportedReport)], to out: inout some ByteSink
  ) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.field("schema", Self.importSchema)
    json.key("reports")
    json.beginArray()
    for (file, report) in reports {
      json.beginObject()
      json.field("file", file)
      json.field("tool", report.tool)
      json.field("toolVersion", ifAny: report.toolVersion)
      json.object("bySeverity") { json in
        for severity in Severity.allCases.reversed() {
          json.field(severity.rawValue, report.count(severity))
        }
      }
      json.field("unusable", report.unusable)
      json.field("incomplete", report.isIncomplete)
      json.field("cutTexts", report.cutTexts)
      json.array("problems", report.problems) { json, problem in
        json.object {
          $0.field("place", problem.place)
          $0.field("reason", problem.reason)
        }
      }
      json.array("rules", report.rules) { rule($1, &$0) }
      json.key("findings")
      json.beginArray()
      for finding in report.findings {
        json.object { self.finding(finding, &$0) }
        try json.drain(to: &out)
      }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    try json.finish(to: &out)
  }
}
