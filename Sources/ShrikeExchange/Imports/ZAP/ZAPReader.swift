import ShrikeFormats
import ShrikeModel

/// ZAP's XML and JSON reports: one finding an alert and site, with a place for every instance.
struct ZAPReader: ReportReader {
  let name = "zap"
  let title = "ZAP"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "OWASPZAPReport" { return .certain }
    return .certain(report.root.has("site") && report.root.has("@version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.xml.exists else { return readJSON(report.root, into: &out) }
    out.toolVersion = report.xml.attribute("version")
    for site in report.xml.all("site") {
      for alert in site["alerts"].all("alertitem") {
        let first = alert["instances"]["instance"]
        var draft = Draft(
          alert["pluginid"].word, severity(alert["riskcode"].text),
          alert["name"].word ?? alert["alert"].word, title: alert["name"].word)
        draft.stated = alert["riskdesc"].word
        draft.confidence = confidence(alert["confidence"].text)
        draft.why = alert["desc"].word
        draft.remedy = alert["solution"].word
        draft.link = alert["reference"].word
        draft.add(cwe: Int(alert["cweid"].text))
        draft.subject = .endpoint(
          url: first["uri"].word ?? site.attribute("name") ?? "", method: first["method"].word,
          parameter: first["param"].word)
        for instance in alert["instances"].all("instance") { draft.also(instance["uri"].word) }
        if alert["riskdesc"].text.contains("False Positive") { draft.waive("marked in ZAP") }
        out.add(draft)
      }
    }
  }

  private func readJSON(_ root: ReportPart, into out: inout ReportCollector) {
    out.toolVersion = root["@version"].word
    for site in root["site"].each {
      for alert in site["alerts"].list {
        let first = alert["instances"][0]
        var draft = Draft(
          alert["pluginid"].word, severity(alert["riskcode"].text), alert.word("name", "alert"),
          title: alert["name"].word)
        draft.stated = alert["riskdesc"].word
        draft.confidence = confidence(alert["confidence"].text)
        draft.why = alert["desc"].word
        draft.remedy = alert["solution"].word
        draft.add(cwe: alert["cweid"].int)
        draft.subject = .endpoint(
          url: first["uri"].word ?? site["@name"].text, method: first["method"].word,
          parameter: first["param"].word)
        for instance in alert["instances"].list { draft.also(instance["uri"].word) }
        out.add(draft)
      }
    }
  }

  private func severity(_ code: String) -> Severity {
    ["3": .high, "2": .medium, "1": .low][code] ?? .info
  }

  private func confidence(_ code: String) -> Confidence {
    ["3": .high, "4": .high, "2": .medium][code] ?? .low
  }
}
