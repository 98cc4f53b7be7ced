import ShrikeFormats
import ShrikeModel

/// Qualys reports: XML and CSV of scans of hosts.
struct QualysReader: ReportReader {
  let name = "qualys"
  let title = "Qualys VM"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "ASSET_DATA_REPORT" { return .certain }
    guard let table = report.csv else { return .none }
    if table.starting(at: "Vuln Status") != nil { return .certain }
    if table.has("QID", "VULN TITLE") { return .likely }
    return .likely(table.starting(at: "QID").map { $0.has("Title", "Severity", "IP") } == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv?.starting(at: "QID") else {
      return readXML(report.xml, into: &out)
    }
    for row in table.rows {
      guard let id = row.word("QID"), let title = row.word("Title") ?? row.word("VULN TITLE") else {
        // Reports end in lines that are no rows.
        if row.fields.count > 3 { out.skip("line \(row.line)", "it names no weakness") }
        continue
      }
      var draft = Draft(id, severity(row["Severity"]), title, title: title)
      draft.stated = row.word("Severity")
      draft.why = row.word("Threat")
      draft.remedy = row.word("Solution")
      for id in CVE.ids(in: row["CVE ID"] + " " + row["CVEID"]) { draft.add(id: id) }
      draft.subject = .host(
        row.word("IP") ?? row["DNS"],
        port: row.word("Port").map { "\($0)/\(row.word("Protocol") ?? "tcp")" })
      draft.fact("hostname", row.word("DNS") ?? row.word("FQDN") ?? row.word("HOSTNAME"))
      if row["Vuln Status"].lowercased() == "fixed" { draft.waive("fixed") }
      out.add(draft)
    }
  }

  private func readXML(_ root: XMLElement, into out: inout ReportCollector) {
    var details: [String: XMLElement] = [:]
    for item in root["GLOSSARY"]["VULN_DETAILS_LIST"].all("VULN_DETAILS") {
      details[item["QID"].text] = item
    }
    for host in root["HOST_LIST"].all("HOST") {
      for item in host["VULN_INFO_LIST"].all("VULN_INFO") {
        let id = item["QID"].text
        let detail = details[id]
        var draft = Draft(
          id, severity(detail?["SEVERITY"].text ?? ""), detail?["TITLE"].word ?? "QID \(id)",
          title: detail?["TITLE"].word)
        draft.stated = detail?["SEVERITY"].word
        draft.why = detail?["THREAT"].word
        draft.remedy = detail?["SOLUTION"].word
        for cve in detail?["CVE_ID_LIST"].all("CVE_ID") ?? [] { draft.add(id: cve["ID"].text) }
        draft.subject = .host(
          host["IP"].text, port: item["PORT"].word.map { "\($0)/\(item["PROTOCOL"].word ?? "tcp")" }
        )
        draft.fact("hostname", host["DNS"].word)
        if item["VULN_STATUS"].text == "Fixed" { draft.waive("fixed") }
        out.add(draft)
      }
    }
  }

  private func severity(_ word: String) -> Severity {
    QualysSeverity.of(word)
  }
}

/// Qualys' severities from 1 to 5.
enum QualysSeverity {
  static func of(_ word: String) -> Severity {
    switch word {
    case "5": .critical
    case "4": .high
    case "3": .medium
    case "2": .low
    case "1": .info
    default: Severity(word: word) ?? .info
    }
  }
}

struct QualysVMDRReader: ReportReader {
  let name = "qualys_vmdr"
  let title = "Qualys VMDR"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.starting(at: "QID")?.has("KB Severity", "Asset Name") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.starting(at: "QID")?.rows ?? [] {
      var draft = Draft(
        row.word("QID"), QualysSeverity.of(row["Severity"]), row.word("Title"),
        title: row.word("Title"))
      draft.stated = row.word("Severity")
      draft.why = row.word("Threat") ?? row.word("CVE-Description")
      draft.remedy = row.word("Solution")
      for id in CVE.ids(in: row["CVE"]) { draft.add(id: id) }
      draft.subject = .host(
        row.word("Asset IPV4") ?? row["Asset Name"],
        port: row.word("Port").map { "\($0)/\(row.word("Protocol")?.lowercased() ?? "tcp")" })
      draft.fact("asset", row.word("Asset Name"))
      if row["Ignored"].lowercased() == "true" || row["Disabled"].lowercased() == "true" {
        draft.waive("ignored in Qualys")
      }
      if row["Status"].lowercased() == "fixed" { draft.waive("fixed") }
      out.add(draft)
    }
  }
}

struct QualysHackerGuardianReader: ReportReader {
  let name = "qualys_hacker_guardian"
  let title = "HackerGuardian (Qualys)"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let table = report.csv, table.has("VULN TITLE", "Q_SEVERITY", "QID") else { return .none }
    // Its severities are one letter, its dates begin with the year.
    guard let row = table.rows.first else { return .certain }
    return row["SEVERITY"].count <= 1 ? .certain : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("QID"), QualysSeverity.of(row["Q_SEVERITY"]), row.word("VULN TITLE"),
        title: row.word("VULN TITLE"))
      if draft.severity == .info { draft.severity = .low }
      draft.stated = row.word("SEVERITY")
      draft.why = row.word("THREAT")
      draft.remedy = row.word("SOLUTION")
      for id in CVE.ids(in: row["CVEID"]) { draft.add(id: id) }
      draft.subject = .host(
        row.word("HOSTNAME") ?? row["IP"],
        port: row.word("PORT").map { "\($0)/\(row.word("PROTOCOL") ?? "tcp")" })
      out.add(draft, mergedBy: "\(row["QID"])|\(row["HOSTNAME"])|\(row["IP"])")
    }
  }
}

struct QualysInfrascanReader: ReportReader {
  let name = "qualys_infrascan_webgui"
  let title = "Qualys scan (web interface)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "SCAN" && report.xml["HEADER"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for host in report.xml.all("IP") {
      for list in ["VULNS", "PRACTICES"] {
        for group in host[list].all("CAT") {
          for item in group.children where item.attribute("severity") != nil {
            var draft = Draft(
              item.attribute("number"), QualysSeverity.of(item.attribute("severity") ?? ""),
              item["TITLE"].word, title: item["TITLE"].word)
            draft.stated = item.attribute("severity")
            draft.why = item["DIAGNOSIS"].word
            draft.remedy = item["SOLUTION"].word
            for id in item["CVE_ID_LIST"].all("CVE_ID") { draft.add(id: id["ID"].text) }
            draft.subject = .host(
              host.attribute("value") ?? "",
              port: group.attribute("port").map {
                "\($0)/\(group.attribute("protocol") ?? "tcp")"
              })
            draft.fact("hostname", host.attribute("name"))
            out.add(draft)
          }
        }
      }
    }
  }
}

struct QualysWebAppReader: ReportReader {
  let name = "qualys_webapp"
  let title = "Qualys WAS"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(["WAS_SCAN_REPORT", "WAS_WEBAPP_REPORT"].contains(report.xml.name))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var texts: [String: XMLElement] = [:]
    for item in report.xml["GLOSSARY"]["QID_LIST"].all("QID") { texts[item["QID"].text] = item }
    for list in ["VULNERABILITY", "SENSITIVE_CONTENT", "INFORMATION_GATHERED"] {
      for item in report.xml.descendants(list) where item["QID"].exists {
        let id = item["QID"].text
        let text = texts[id]
        var draft = Draft(
          id, severity(text?["SEVERITY"].text ?? item["SEVERITY"].text),
          text?["TITLE"].word ?? "QID \(id)",
          title: text?["TITLE"].word)
        draft.stated = text?["SEVERITY"].word
        draft.why = text?["DESCRIPTION"].word
        draft.remedy = text?["SOLUTION"].word
        draft.add(cwe: text?["CWE"].word.map { String($0.split(separator: ",").first ?? "") })
        draft.key = item["UNIQUE_ID"].word
        draft.subject = .endpoint(
          url: item["URL"].text, method: item["PAYLOADS"]["PAYLOAD"]["REQUEST"]["METHOD"].word,
          parameter: item["PARAM"].word)
        out.add(draft, mergedBy: "\(list)|\(id)")
      }
    }
  }

  private func severity(_ word: String) -> Severity {
    // Its own documents call levels 1 and 2 low.
    word == "1" ? .low : QualysSeverity.of(word)
  }
}
