import ShrikeFormats
import ShrikeModel

/// Acunetix' XML, and the JSON of Acunetix 360.
struct AcunetixReader: ReportReader {
  let name = "acunetix"
  let title = "Acunetix"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "ScanGroup" { return .certain }
    guard let maker = InvictiFamily.maker(report) else { return .none }
    return maker == "acunetix" ? .certain : maker.isEmpty ? .likely : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.xml.exists else { return InvictiFamily.read(report, into: &out) }
    for scan in report.xml.all("Scan") {
      let start = scan["StartURL"].text
      for item in scan["ReportItems"].all("ReportItem") {
        let name = item["Name"].word
        var draft = Draft(
          item["ModuleName"].word ?? name, Severity(word: item["Severity"].word) ?? .info, name,
          title: name)
        draft.rule = name ?? draft.rule
        draft.stated = item["Severity"].word
        draft.why = item["Description"].word
        draft.remedy = item["Recommendation"].word
        draft.add(
          cwe: item["CWEList"].all("CWE").map(\.text) + [
            item["CWEList"]["CWE"].attribute("id") ?? ""
          ])
        if draft.cwes.isEmpty { draft.add(cwe: item["CWE"].word) }
        let base = start.contains("://") ? start : "http://\(start)"
        draft.subject = .endpoint(
          url: base + item["Affects"].text, method: nil, parameter: item["Parameter"].word)
        out.add(draft, mergedBy: "\(draft.rule)|\(draft.severity)|\(start)")
      }
    }
  }
}

/// Acunetix 360, Invicti and Netsparker write one form, and say in it who they are.
enum InvictiFamily {
  /// Who made it, as its texts say; nil for another form, empty where they do not say.
  static func maker(_ report: ReportContent) -> String? {
    let root = report.root
    guard root.has("Generated", "Target"), root["Vulnerabilities"].isList else { return nil }
    let text = root["Vulnerabilities"].list.prefix(20)
      .map { ($0["Description"].text + $0["ExternalReferences"].text).lowercased() }.joined()
    return ["acunetix", "netsparker", "invicti"].first { text.contains($0) } ?? ""
  }

  static func read(_ report: ReportContent, into out: inout ReportCollector) {
    let target = report.root["Target"]["Url"].text
    out.each(report.root["Vulnerabilities"].list, "Vulnerabilities") { item, out in
      let request = item["HttpRequest"]
      var draft = Draft(
        item["Type"].word, Severity(word: item["Severity"].word) ?? .info,
        item["Name"].word, title: item["Name"].word)
      if item["Severity"].text == "BestPractice" { draft.severity = .info }
      draft.stated = item["Severity"].word
      draft.why = item["Description"].word
      draft.remedy = item["RemedialProcedure"].word
      draft.add(
        cwe: item["Classification"]["Cwe"].text.split(separator: ",").map {
          String($0).withoutBlanks
        })
      draft.subject = .endpoint(
        url: item["Url"].word ?? target, method: request["Method"].word,
        parameter: request["Parameters"][0]["Name"].word)
      draft.key = item["LookupId"].word.map { "\($0)|\(item["Url"].text)" }
      let state = item["State"].text
      if state.contains("AcceptedRisk") { draft.waive("the risk is accepted") }
      if state.contains("FalsePositive") { draft.waive("marked as false positive") }
      return draft
    }
  }

}

struct InvictiReader: ReportReader {
  let name = "invicti"
  let title = "Invicti"

  /// Netsparker's new name: the same form, of which the old name is the surer guess.
  func recognize(_ report: ReportContent) -> Recognition {
    InvictiFamily.maker(report) == "invicti" ? .likely : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    InvictiFamily.read(report, into: &out)
  }
}

struct NetsparkerReader: ReportReader {
  let name = "netsparker"
  let title = "Netsparker"

  func recognize(_ report: ReportContent) -> Recognition {
    let maker = InvictiFamily.maker(report)
    return .certain(maker == "netsparker" || maker == "invicti")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    InvictiFamily.read(report, into: &out)
  }
}
