import ShrikeFormats
import ShrikeModel

/// Wapiti's XML.
struct WapitiReader: ReportReader {
  let name = "wapiti"
  let title = "Wapiti"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "report" && report.xml["report_infos"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var target = ""
    for info in report.xml["report_infos"].all("info") {
      if info.attribute("name") == "target" { target = info.text }
      if info.attribute("name") == "generatorVersion" { out.toolVersion = info.text }
    }
    for (list, element) in [("vulnerabilities", "vulnerability"), ("anomalies", "anomaly")] {
      for kind in report.xml[list].all(element) {
        let name = kind.attribute("name")
        for item in kind["entries"].all("entry") {
          let level = Int(item["level"].text) ?? 0
          var draft = Draft(
            name, level >= 3 ? .critical : level == 2 ? .high : level == 1 ? .low : .info,
            item["info"].word ?? name, title: name)
          if level == 1 { draft.severity = .low }
          draft.stated = item["level"].word
          draft.why = kind["description"].word
          draft.remedy = kind["solution"].word
          for reference in kind["references"].all("reference") {
            for number in CWE.numbers(in: reference["title"].text) { draft.add(cwe: number) }
          }
          draft.subject = .endpoint(
            url: target + item["path"].text, method: item["method"].word,
            parameter: item["parameter"].word)
          out.add(draft, mergedBy: "\(name ?? "")|\(draft.message)")
        }
      }
    }
  }
}
