import ShrikeFormats
import ShrikeModel

/// Nuclei's JSON, as lines and as one list.
struct NucleiReader: ReportReader {
  let name = "nuclei"
  let title = "Nuclei"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first?.each.first else { return .none }
    return .certain(
      (first["template-id"].exists || first["templateID"].exists) && first["info"].isObject)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.values.flatMap(\.each), "") { item, out in
      let info = item["info"]
      let kinds = info["classification"]
      let matched = item.word("matched-at", "matched") ?? item["host"].text
      let template = item.word("template-id", "templateID")
      var draft = Draft(
        template, Severity(word: info["severity"].word) ?? .info, info["name"].word,
        title: info["name"].word)
      draft.stated = info["severity"].word
      draft.why = info["description"].word
      draft.remedy = info["remediation"].word
      draft.link = info["reference"].each.first?.word
      draft.tags =
        info["tags"].isList
        ? info["tags"].words : info["tags"].text.split(separator: ",").map(String.init)
      draft.add(cwe: kinds["cwe-id"].words)
      for id in kinds["cve-id"].words { draft.add(id: id.uppercased()) }
      let matcher = item.word("matcher-name", "matcher_name", "extractor-name")
      if matched.contains("://") {
        draft.subject = .endpoint(url: matched, method: nil, parameter: nil)
      } else {
        let parts = matched.split(separator: ":")
        draft.subject = .host(
          parts.first.map(String.init) ?? matched,
          port: parts.count == 2 ? "\(parts[1])/tcp" : nil)
      }
      draft.fact("matcher", matcher)
      out.add(
        draft,
        mergedBy: [
          template ?? "", item["type"].text, item["host"].text.hostName, matcher ?? "",
        ].joined(separator: "|"))
      return nil
    }
  }
}
