import ShrikeFormats
import ShrikeModel

/// WhiteHat Sentinel's weaknesses over its interface.
struct WhiteHatReader: ReportReader {
  let name = "whitehat_sentinel"
  let title = "WhiteHat Sentinel"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root["collection"].isList { return .certain }
    return .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["collection"].isList else { throw ReportRefusal("it has no collection") }
    out.each(report.root["collection"].list, "collection") { item, _ in
      let levels: [Int: Severity] = [1: .info, 2: .low, 3: .medium, 4: .high, 5: .critical]
      let risk = item["custom_risk"].int ?? item["risk"].int ?? 0
      var draft = Draft(
        item["class"].word, levels[risk] ?? .info, item["class"].word, title: item["class"].word)
      draft.stated = "\(risk)"
      let text = item["description"]
      // What concerns this place stands before what is true of the whole class.
      draft.why = both(text["description_prepend"], text["description"])
      draft.cwes = CWE.numbers(in: text["description"].text.replacing("CWE ", with: "CWE-"))
      for tag in item["attack_vectors"][0]["scanner_tags"].words where tag.hasPrefix("CWE-") {
        draft.add(cwe: tag)
      }
      draft.remedy = both(item["solution"]["solution_prepend"], item["solution"]["solution"])
      draft.key = item["id"].word
      let request = item["attack_vectors"][0]["request"]
      draft.subject = .endpoint(
        url: request["url"].word ?? item.word("url", "site_name") ?? "",
        method: request["method"].word,
        parameter: request["param_name"].word)
      for vector in item["attack_vectors"].list { draft.also(vector["request"]["url"].word) }
      let status = item["status"].text
      if status != "open" { draft.waive(status) }
      return draft
    }
  }

  private func both(_ first: ReportPart, _ second: ReportPart) -> String? {
    [first, second].compactMap(\.word).joined(separator: "\n").nonEmpty
  }
}
