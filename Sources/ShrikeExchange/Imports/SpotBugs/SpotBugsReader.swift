import ShrikeFormats
import ShrikeModel

/// SpotBugs' XML, FindSecBugs' rules included.
struct SpotBugsReader: ReportReader {
  let name = "spotbugs"
  let title = "SpotBugs"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "BugCollection")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml.attribute("version")
    var patterns: [String: XMLElement] = [:]
    for pattern in report.xml.all("BugPattern") {
      if let type = pattern.attribute("type") { patterns[type] = pattern }
    }
    for bug in report.xml.all("BugInstance") {
      let type = bug.attribute("type")
      let priority = bug.attribute("priority")
      let pattern = type.flatMap { patterns[$0] }
      // The first line is the primary one; what has none stands in its class.
      let source = bug["SourceLine"].exists ? bug["SourceLine"] : bug["Class"]["SourceLine"]
      var draft = Draft(
        type, ["1": .high, "2": .medium][priority ?? ""] ?? .low,
        bug["LongMessage"].word ?? bug["ShortMessage"].word
          ?? pattern?["ShortDescription"].word ?? type,
        title: pattern?["ShortDescription"].word ?? bug["ShortMessage"].word,
        at: source.attribute("sourcepath"), source.attribute("start").flatMap { Int($0) })
      draft.endLine = source.attribute("end").flatMap { Int($0) }
      draft.why = pattern?["Details"].word
      draft.add(cwe: bug.attribute("cweid").flatMap { Int($0) })
      draft.tags = [bug.attribute("category")].compactMap { $0 }
      draft.fact("scope", bug["Class"].attribute("classname"))
      if let hash = bug.attribute("instanceHash") {
        draft.key = "\(hash)-\(bug.attribute("instanceOccurrenceNum") ?? "0")"
      }
      out.add(draft)
    }
  }
}
