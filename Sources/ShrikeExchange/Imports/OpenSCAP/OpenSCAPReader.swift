import ShrikeFormats
import ShrikeModel

/// OpenSCAP's XCCDF results: rules that failed.
struct OpenSCAPReader: ReportReader {
  let name = "openscap"
  let title = "OpenSCAP"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "Benchmark" && report.xml["TestResult"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var rules: [String: XMLElement] = [:]
    for rule in report.xml.descendants("Rule") {
      if let id = rule.attribute("id") { rules[id] = rule }
    }
    for result in report.xml.all("TestResult") {
      let host = result["target"].word ?? result["target-address"].text
      for item in result.all("rule-result") where ["fail", "unknown"].contains(item["result"].text)
      {
        let id = item.attribute("idref") ?? ""
        let rule = rules[id]
        let level = item.attribute("severity") ?? rule?.attribute("severity")
        var draft = Draft(
          id, level == "unknown" ? .medium : Severity(word: level) ?? .medium,
          rule?["title"].word ?? id, title: rule?["title"].word)
        draft.stated = level
        draft.why = rule?["description"].allText.nonEmpty
        draft.remedy = rule?["fixtext"].allText.nonEmpty ?? rule?["fix"].allText.nonEmpty
        for ident in item.all("ident") {
          for cve in CVE.ids(in: ident.text) { draft.add(id: cve) }
          if ident.text.hasPrefix("CCE-") { draft.add(id: ident.text) }
        }
        draft.subject = .host(host, port: nil)
        // A rule with several instances has a result for each.
        let instance = item["instance"].word
        draft.fact("instance", instance)
        draft.key = [id, host, instance ?? ""].joined(separator: "|")
        out.add(draft)
      }
    }
  }
}
