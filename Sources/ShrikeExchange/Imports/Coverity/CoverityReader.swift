import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Coverity: rows of a view over its interface, and the JSON of `cov-format-errors`.
struct CoverityReader: ReportReader {
  let name = "coverity_api"
  let title = "Coverity Connect"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("viewContentsV1"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["viewContentsV1"]["rows"].isList else {
      throw ReportRefusal("its view has no rows")
    }
    for item in report.root["viewContentsV1"]["rows"].list {
      guard item["displayFile"].exists else { throw ReportRefusal("the view lacks the file") }
      // Of quality, only what exhausts a resource is about security.
      let kind = item["displayIssueKind"].text
      guard kind != "Quality" || item["displayCategory"].text == "Resource leaks" else { continue }
      var draft = Draft(
        item["checker"].word ?? item["displayType"].word,
        Severity(word: item["displayImpact"].word) ?? .info, item["displayType"].word,
        title: item["displayType"].word, at: item["displayFile"].word)
      draft.stated = item["displayImpact"].word
      draft.add(cwe: item["cwe"].int)
      draft.key = item["cid"].word
      draft.fact("scope", item["displayFunction"].word)
      if ["Dismissed", "Fixed", "Absent Dismissed"].contains(item["status"].text)
        || ["False Positive", "Intentional"].contains(item["classification"].text)
      {
        draft.waive(item["classification"].word ?? item["status"].word)
      }
      out.add(draft)
    }
  }
}

struct CoverityScanReader: ReportReader {
  let name = "coverity_scan"
  let title = "Coverity"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["type"].text == "Coverity issues")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["issues"].list, "issues") { item, _ in
      let facts = item["checkerProperties"]
      let main = item["events"].list.first { $0["main"].bool == true }
      var draft = Draft(
        item["checkerName"].word, Severity(word: facts["impact"].word) ?? .info,
        main?["eventDescription"].word ?? facts["subcategoryLongDescription"].word,
        title: facts["subcategoryShortDescription"].word,
        at: item["strippedMainEventFilePathname"].word ?? item["mainEventFilePathname"].word,
        item["mainEventLineNumber"].int)
      draft.stated = facts["impact"].word
      draft.column = item["mainEventColumnNumber"].int
      draft.add(cwe: facts["cweCategory"].word.flatMap { Int($0) })
      draft.why = facts["subcategoryLongDescription"].word
      draft.remedy = main?["remediation"].word
      draft.key = item["mergeKey"].word
      draft.related = item["events"].list.compactMap { event in
        event["strippedFilePathname"].word.map {
          Place(path: $0, start: event["lineNumber"].int.flatMap { SourcePosition(atLine: $0) })
        }
      }
      return draft
    }
  }
}
