import ShrikeFormats
import ShrikeModel

/// Burp's issues over its REST interface and over Enterprise's GraphQL.
struct BurpAPIReader: ReportReader {
  let name = "burp_api"
  let title = "Burp Suite (REST)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("issue_events", "scan_status") || report.root["issue_events"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for event in report.root["issue_events"].list where event["type"].text == "issue_found" {
      let item = event["issue"]
      var draft = Draft(
        item["type_index"].word, Severity(word: item["severity"].word) ?? .info,
        item["name"].word, title: item["name"].word)
      draft.stated = item["severity"].word
      draft.confidence =
        ["certain": .high, "firm": .medium, "tentative": .low][item["confidence"].text] ?? .medium
      draft.why = item["description"].word ?? item["issue_background"].word
      draft.remedy = item["remediation_background"].word
      draft.key = item["serial_number"].word
      draft.subject = .endpoint(
        url: item["origin"].text + item["path"].text, method: nil, parameter: nil)
      out.add(draft)
    }
  }
}

struct BurpGraphQLReader: ReportReader {
  let name = "burp_graphql"
  let title = "Burp Suite Enterprise (GraphQL)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["Issues"][0].has("issue_type"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["Issues"].list, "Issues") { item, out in
      let kind = item["issue_type"]
      var draft = Draft(
        kind["name"].word, Severity(word: item["severity"].word) ?? .info, kind["name"].word,
        title: kind["name"].word)
      draft.stated = item["severity"].word
      draft.why = kind["description_html"].word
      draft.remedy = kind["remediation_html"].word
      draft.cwes = CWE.numbers(in: kind["vulnerability_classifications_html"].text)
      draft.subject = .endpoint(
        url: item["origin"].text + item["path"].text, method: nil, parameter: nil)
      out.add(draft, mergedBy: draft.rule)
      return nil
    }
  }
}
