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
      let vector = item.word("cvss_v3_vector", "cvss_vector")
      // `2.0-low` says it in two ways.
      let word = item["priority"].text.split(separator: "-").last.map(String.init)
      let title = plain(item["title"])
      var draft = Draft(
        item["signature"].word ?? title, severity(item) ?? Severity(word: word) ?? .info, title,
        title: title)
      draft.stated = item["priority"].word ?? vector
      draft.why = plain(item["description"])
      draft.remedy = plain(item["solution"])
      draft.key = item["_id"].word
      for id in item["cves"].words { draft.add(id: id) }
      draft.cwes = CWE.numbers(in: item["references"].words.joined(separator: " "))
      let url = [item["url"].text, item["web_app"].text].first { $0.contains("://") }
      // What concerns the host as a whole stands at port 0.
      let port = item["port"].int.flatMap { $0 > 0 ? "\($0)/tcp" : nil }
      draft.subject =
        url.map { .endpoint(url: $0, method: nil, parameter: nil) }
        ?? .host(item.word("web_app", "host", "ipv4_address", "domain") ?? "", port: port)
      switch item["status"].text {
      case "false_positive", "acceptable_risk": draft.waive(item["status"].word)
      case "fixed": draft.waive("fixed")
      default: break
      }
      return draft
    }
  }

  /// By the newest score above nothing, else by a vector. CVSS 2 knows nothing above high.
  private func severity(_ item: ReportPart) -> Severity? {
    let newer =
      ["cvss_v4_base_score", "cvss_v3_base_score"].lazy.compactMap { item[$0].double }
      .first { $0 > 0 } ?? CVSS.score(item["cvss_v3_vector"].word)
    if let newer, newer > 0 { return Severity(score: newer) }
    let older =
      ["cvss_score", "cvss_base_score"].lazy.compactMap { item[$0].double }.first { $0 > 0 }
      ?? CVSS.score(item["cvss_vector"].word)
    guard let older, older > 0 else { return nil }
    return older >= 7 ? .high : Severity(score: older)
  }

  /// A text without the word that says how AppCheck's own page shows it.
  private func plain(_ part: ReportPart) -> String? {
    part.word?.replacing("[[markup]]", with: "").withoutBlanks.nonEmpty
  }
}
