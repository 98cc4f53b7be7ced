import ShrikeFormats
import ShrikeModel

/// HCL AppScan: XML reports of web scans and of code.
enum AppScan {
  static func severity(_ word: String) -> Severity {
    Severity(word: word) ?? .info
  }

  static func technology(_ report: ReportContent) -> String? {
    guard report.xml.name == "xml-report" else { return nil }
    return report.xml.attribute("technology") ?? ""
  }
}

struct AppScanReader: ReportReader {
  let name = "hcl_appscan"
  let title = "HCL AppScan (web)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      AppScan.technology(report) == "DAST"
        || report.xml.name == "xml-report" && report.xml.attribute("AppScanInfo") != nil)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var kinds: [String: XMLElement] = [:]
    for item in report.xml["issue-type-group"].all("item") {
      if let id = item.attribute("id") { kinds[id] = item }
    }
    var urls: [String: String] = [:]
    for item in report.xml["url-group"].all("item") {
      if let id = item.attribute("id") { urls[id] = item["name"].text }
    }
    for item in report.xml["issue-group"].all("item") {
      let id = item["issue-type"]["ref"].text
      let kind = kinds[id]
      var draft = Draft(
        id, AppScan.severity(item["severity"].text), kind?["name"].word ?? id,
        title: kind?["name"].word)
      draft.stated = item["severity"].word
      draft.add(cwe: item["cwe"].word ?? kind?["cwe"].word)
      draft.add(cwe: item["cwe"]["ref"].word)
      draft.subject = .endpoint(
        url: urls[item["url"]["ref"].text] ?? item["url"]["ref"].text, method: nil,
        parameter: item["entity"]["ref"].word)
      draft.remedy = kind?["remediation"].word
      draft.key = item.attribute("id")
      out.add(draft, "line \(item.line)")
    }
  }
}

struct AppScanCodeReader: ReportReader {
  let name = "hcl_asoc_sast"
  let title = "HCL AppScan on Cloud (code)"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let technology = AppScan.technology(report) else { return .none }
    return .certain(technology != "DAST" && report.xml.attribute("AppScanInfo") == nil)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var kinds: [String: XMLElement] = [:]
    for item in report.xml["issue-type-group"].all("item") {
      if let id = item.attribute("id") { kinds[id] = item }
    }
    for item in report.xml["issue-group"].all("item") {
      let id = item["issue-type"]["ref"].text
      let kind = kinds[id]
      // `src/App.java:12`, a path of Windows may hold a colon itself.
      let location = item["location"].word ?? item["source-file"].text
      let colon = location.lastIndex(of: ":")
      let line = colon.flatMap { Int(location[location.index(after: $0)...]) }
      var draft = Draft(
        id, AppScan.severity(item["severity"].text), kind?["name"].word ?? id,
        title: kind?["name"].word ?? id,
        at: line == nil ? location : colon.map { String(location[..<$0]) },
        Int(item["line"].text) ?? line)
      draft.stated = item["severity"].word
      draft.add(cwe: item["cwe"].word.flatMap { CWE.number("CWE-\($0)") })
      draft.add(cwe: item["cwe"]["ref"].word.flatMap { CWE.number("CWE-\($0)") })
      draft.why = item["context"].word
      draft.key = item.attribute("id")
      if ["Noise", "Passed", "Fixed"].contains(item["status"].text) {
        draft.waive(item["status"].text)
      }
      out.add(draft, "line \(item.line)")
    }
  }
}
