import ShrikeFormats
import ShrikeModel

/// AppCheck's web application scanner.
struct AppCheckReader: ReportReader {
  let name = "appcheck_web_application_scanner"
  let title = "AppCheck"

  func recognize(_ report: ReportContent) -> Recognition {
    let items = report.root["items"]
    guard items.isList else { return .none }
    if items[0]["meta"].has("scanning_engine") { return .certain }
    return items.isEmpty && report.root.has("success") || items.isEmpty && report.root.count <= 2
      ? .possible : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["items"].list, "items") { item, out in
      let scores = ["cvss_v3_base_score", "cvss_score", "cvss_base_score"].compactMap {
        item[$0].double
      }
      let score = scores.first { $0 > 0 }
      let vector = item.word("cvss_v3_vector", "cvss_vector")
      // `2.0-low` says it in two ways.
      let word = item["priority"].text.split(separator: "-").last.map(String.init)
      var draft = Draft(
        item["signature"].word ?? item["title"].word,
        score.map { Severity(score: $0) } ?? Severity(word: word) ?? .info, item["title"].word,
        title: item["title"].word)
      draft.stated = item["priority"].word ?? vector
      draft.why = item["description"].word
      draft.remedy = item["solution"].word
      draft.key = item["_id"].word
      for id in item["cves"].words { draft.add(id: id) }
      draft.cwes = CWE.numbers(in: item["references"].words.joined(separator: " "))
      let host = item.word("web_app", "host", "domain") ?? ""
      draft.subject =
        host.contains("://")
        ? .endpoint(url: host, method: nil, parameter: nil)
        : .host(host, port: item["port"].word.map { "\($0)/tcp" })
      switch item["status"].text {
      case "false_positive", "acceptable_risk": draft.waive(item["status"].word)
      case "fixed": draft.waive("fixed")
      default: break
      }
      return draft
    }
  }
}
