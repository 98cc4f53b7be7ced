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
    func names(_ group: String) -> [String: XMLElement] {
      Dictionary(
        report.xml[group].all("item").map { ($0.attribute("id") ?? "", $0) },
        uniquingKeysWith: { first, _ in first })
    }
    let urls = names("url-group")
    let entities = names("entity-group")
    let remedies = names("remediation-group")
    for item in report.xml["issue-group"].all("item") {
      let id = item["issue-type"]["ref"].text
      let kind = kinds[id]
      var draft = Draft(
        id, AppScan.severity(item["severity"].text), kind?["name"].word ?? id,
        title: kind?["name"].word)
      draft.stated = item["severity"].word
      draft.add(cwe: item["cwe"].word ?? kind?["cwe"].word)
      draft.add(cwe: item["cwe"]["ref"].word)
      for id in CVE.ids(in: "\(item.attribute("cve") ?? "") \(kind?["cve"].text ?? "")") {
        draft.add(id: id)
      }
      let entity = entities[item["entity"]["ref"].text]
      let url = urls[item["url"]["ref"].text]?["name"].word ?? entity?["url-name"].word
      draft.subject = .endpoint(
        url: url ?? Self.address(item) ?? item["url"]["ref"].text, method: nil,
        parameter: Self.parameter(
          entity?["name"].word ?? item["element"].word,
          entity?["entity-type"].word ?? item["element-type"].word))
      draft.why = item["variant-group"]["item"]["reasoning"].word
      draft.remedy =
        remedies[item["remediation"]["ref"].text]?["name"].word ?? kind?["remediation"].word
      draft.key = item.attribute("id")
      out.add(draft, "line \(item.line)")
    }
  }

  /// Where no list of addresses is there, an issue has its parts.
  private static func address(_ item: XMLElement) -> String? {
    guard let host = item["host"].word ?? item["domain"].word else { return nil }
    let scheme = item["scheme"].word ?? "http"
    let port = Int(item["port"].text).flatMap { $0 > 0 ? ":\($0)" : nil } ?? ""
    return "\(scheme)://\(host)\(port)\(item["path"].text)"
  }

  /// What an issue is about may be a whole page or domain, which is no parameter.
  private static func parameter(_ name: String?, _ kind: String?) -> String? {
    ["page", "domain", "url"].contains(kind?.lowercased() ?? "") ? nil : name
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
      let location =
        item["location"].word ?? item["source-file"].word ?? item.attribute("filename") ?? ""
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
      for id in CVE.ids(in: item.attribute("cve") ?? "") { draft.add(id: id) }
      draft.why = item["fix"]["item"]["general"]["text"].word
      draft.key = item.attribute("id")
      if ["Noise", "Passed", "Fixed"].contains(item["status"].text) {
        draft.waive(item["status"].text)
      }
      out.add(draft, "line \(item.line)")
    }
  }
}
