import ShrikeFormats
import ShrikeModel

/// Cobalt's penetration tests: CSV, and findings over its interface.
struct CobaltReader: ReportReader {
  let name = "cobalt"
  let title = "Cobalt"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Token", "RefKey", "StepsToReproduce") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      func word(_ name: String) -> String? {
        row.word(name).map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
      }
      var draft = Draft(word("Type"), .info, word("Title"), title: word("Type"))
      draft.why = word("Description")
      draft.remedy = word("SuggestedFix")
      draft.link = word("ReportUrl")
      draft.key = word("Token")
      if let url = word("BrowserUrl") {
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
      }
      out.add(draft)
    }
  }
}

struct CobaltAPIReader: ReportReader {
  let name = "api_cobalt"
  let title = "Cobalt (interface)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["data"][0]["resource"].has("pentest_id")
        || report.root["data"][0]["resource"].has("affected_targets"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["data"].list, "data") { part, _ in
      let item = part["resource"]
      var draft = Draft(
        item["type_category"].word ?? item["title"].word,
        Severity(word: item["severity"].word) ?? .info, item["title"].word,
        title: item["title"].word)
      draft.stated = item["severity"].word
      draft.why = item["description"].word
      draft.remedy = item["suggested_fix"].word
      draft.key = item["id"].word
      draft.link = part["links"]["ui"]["url"].word
      if let url = item["affected_targets"].words.first {
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
      }
      if ["out_of_scope", "wont_fix", "invalid", "duplicate", "valid_fix"].contains(
        item["state"].text)
      {
        draft.waive(item["state"].text.replacing("_", with: " "))
      }
      return draft
    }
  }
}
