import ShrikeFormats
import ShrikeModel

/// The generic findings of DefectDojo, as many home-made tools write them: JSON and CSV.
struct GenericReader: ReportReader {
  let name = "generic"
  let title = "Generic findings"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv {
      return .likely(table.has("Title", "Severity", "Description") && table.has("Date"))
    }
    let findings = report.root["findings"]
    guard findings.isList else { return .none }
    if findings.isEmpty { return report.root.count == 1 ? .possible : .none }
    return .likely(findings[0].has("title", "severity"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else {
      out.toolVersion = report.root["version"].word
      out.each(report.root["findings"].list, "findings") { item, _ in draft(item) }
      return
    }
    for row in table.rows {
      var draft = Draft(
        nil, Severity(word: row.word("Severity")) ?? .info, row.word("Title"),
        title: row.word("Title"), at: row.word("FilePath"), Int(row["Line"]))
      draft.stated = row.word("Severity")
      draft.why = row.word("Description")
      draft.remedy = row.word("Mitigation")
      draft.add(cwe: Int(row["CweId"]))
      for id in row["Vulnerability Id"].split(separator: ",") {
        draft.add(id: String(id).withoutBlanks)
      }
      if let url = row.word("Url") {
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
      }
      if row["FalsePositive"].lowercased() == "true" { draft.waive("marked as false positive") }
      out.add(
        draft, mergedBy: [row["Severity"], row["Title"], row["Description"]].joined(separator: "|"))
    }
  }

  private func draft(_ item: ReportPart) -> Draft {
    var draft = Draft(
      item["vuln_id_from_tool"].word, Severity(word: item["severity"].word) ?? .info,
      item["title"].word, title: item["title"].word, at: item["file_path"].word, item["line"].int)
    draft.stated = item["severity"].word
    draft.why = item["description"].word
    draft.remedy = item["mitigation"].word
    draft.link = item["references"].word
    draft.add(cwe: item["cwe"].int)
    for cwe in item["cwes"].list { draft.add(cwe: cwe.int ?? cwe.word.flatMap { CWE.number($0) }) }
    for id in [item["cve"].word].compactMap({ $0 }) + item["vulnerability_ids"].words {
      draft.add(id: id)
    }
    draft.key = item["unique_id_from_tool"].word
    draft.tags = item["tags"].words
    if let name = item["component_name"].word {
      draft.subject = .package(.init(name: name, version: item["component_version"].word))
    } else if let first = item["endpoints"].list.first {
      let url = first.isText ? first.text : first["host"].text
      draft.subject = .endpoint(url: url, method: nil, parameter: item["param"].word)
    }
    if item["false_p"].bool == true { draft.waive("marked as false positive") }
    if item["risk_accepted"].bool == true { draft.waive("the risk is accepted") }
    return draft
  }
}
