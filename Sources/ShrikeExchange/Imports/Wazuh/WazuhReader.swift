import ShrikeFormats
import ShrikeModel

/// Weaknesses as Wazuh's interfaces list them, of its manager and of its indexer.
struct WazuhReader: ReportReader {
  let name = "wazuh"
  let title = "Wazuh"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root["data"].has("affected_items", "total_affected_items") { return .certain }
    return .certain(
      report.root["hits"]["hits"][0]["_index"].text.hasPrefix("wazuh")
        || report.root["hits"]["hits"][0]["_source"].has("vulnerability", "agent"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["data"]["affected_items"].list, "affected_items") { item, out in
      // An item without a number of its weakness says nothing.
      guard item["cve"].exists || item["condition"].text != "Package unfixed" else { return nil }
      var draft = Draft(
        weakness: item["cve"].word, in: item["name"].word, item["version"].word,
        Severity(word: item["severity"].word) ?? .info, title: item["title"].word)
      draft.stated = item["severity"].word
      if let host = item["agent_name"].word ?? item["agent_ip"].word {
        draft.subject = .host(host, port: nil)
      }
      draft.remedy = item["condition"].word
      draft.link = item["external_references"][0].word
      return draft
    }
    out.each(report.root["hits"]["hits"].list, "hits") { hit, _ in
      let item = hit["_source"]
      let weakness = item["vulnerability"]
      var draft = Draft(
        weakness: weakness["id"].word, in: item["package"]["name"].word,
        item["package"]["version"].word, Severity(word: weakness["severity"].word) ?? .info)
      draft.stated = weakness["severity"].word
      draft.why = weakness["description"].word
      draft.link = weakness["reference"].word
      draft.subject = .host(item["agent"]["name"].text, port: nil)
      draft.fact("package", item["package"]["name"].word)
      return draft
    }
  }
}
