import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Fortify: project results (`.fpr`, an archive), report XML, and WebInspect's XML.
struct FortifyReader: ReportReader {
  let name = "fortify"
  let title = "Fortify"

  func recognize(_ report: ReportContent) -> Recognition {
    if !report.entries(endingWith: "audit.fvdl").isEmpty { return .certain }
    let xml = report.xml
    if xml.name == "ReportDefinition" || xml.name == "FVDL" { return .certain }
    return .certain(xml.name == "Scan" && xml["Issues"].exists && xml["PolicyName"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if let archive = report.entries(endingWith: "audit.fvdl").first {
      let audit = report.entries(endingWith: "audit.xml").first?.xml
      readResults(archive.xml, audit: audit, into: &out)
    } else if report.xml.name == "FVDL" {
      readResults(report.xml, audit: nil, into: &out)
    } else if report.xml.name == "Scan" {
      for issue in report.xml["Issues"].all("Issue") { out.add(webDraft(issue)) }
    } else {
      readListing(report.xml, into: &out)
    }
  }

  private func webDraft(_ issue: XMLElement) -> Draft {
    let levels: [String: Severity] = ["4": .critical, "3": .high, "2": .medium, "1": .low]
    var draft = Draft(
      issue["VulnerabilityID"].word, levels[issue["Severity"].text] ?? .info, issue["Name"].word,
      title: issue["Name"].word)
    draft.stated = issue["Severity"].word
    draft.subject = .endpoint(
      url: issue["URL"].text, method: issue["AttackMethod"].word, parameter: issue["ParamName"].word
    )
    for section in issue.all("ReportSection") {
      if section["Name"].text == "Summary" { draft.why = section["SectionText"].word }
      if section["Name"].text == "Fix" { draft.remedy = section["SectionText"].word }
    }
    for kind in issue["Classifications"].all("Classification") {
      draft.add(cwe: kind.attribute("kind") == "CWE" ? kind.attribute("identifier") : nil)
    }
    return draft
  }

  private func readListing(_ root: XMLElement, into out: inout ReportCollector) {
    for group in root.descendants("GroupingSection") {
      var why: String?
      for item in group["MajorAttributeSummary"].all("MetaInfo")
      where item["Name"].text == "Explanation" { why = item["Value"].word }
      for issue in group.all("Issue") {
        var draft = Draft(
          issue.attribute("ruleID") ?? issue["Category"].word,
          Severity(word: issue["Friority"].word) ?? .info,
          issue["Abstract"].word ?? issue["Category"].word, title: issue["Category"].word,
          at: issue["Primary"]["FilePath"].word ?? issue["Primary"]["FileName"].word,
          Int(issue["Primary"]["LineStart"].text))
        draft.stated = issue["Friority"].word
        draft.why = why
        draft.key = issue.attribute("iid")
        draft.snippet = issue["Primary"]["Snippet"].word
        if let path = issue["Source"]["FilePath"].word {
          draft.related = [
            Place(
              path: path,
              start: Int(issue["Source"]["LineStart"].text).flatMap { SourcePosition(atLine: $0) })
          ]
        }
        out.add(draft)
      }
    }
  }

  private func readResults(
    _ root: XMLElement, audit: XMLElement?, into out: inout ReportCollector
  ) {
    out.toolVersion = root["EngineData"]["EngineVersion"].word
    var rules: [String: [String: String]] = [:]
    for rule in root["EngineData"]["RuleInfo"].all("Rule") {
      guard let id = rule.attribute("id") else { continue }
      for group in rule["MetaInfo"].all("Group") {
        rules[id, default: [:]][group.attribute("name") ?? ""] = group.text
      }
    }
    var texts: [String: XMLElement] = [:]
    for description in root.all("Description") {
      if let id = description.attribute("classID") { texts[id] = description }
    }
    var suppressed: Set<String> = []
    for issue in audit?.descendants("Issue") ?? [] where issue.attribute("suppressed") == "true" {
      if let id = issue.attribute("instanceId") { suppressed.insert(id) }
    }
    for item in root["Vulnerabilities"].all("Vulnerability") {
      let kind = item["ClassInfo"]
      let id = kind["ClassID"].text
      let facts = rules[id] ?? [:]
      let instance = item["InstanceInfo"]
      let name = [kind["Type"].word, kind["Subtype"].word].compactMap { $0 }
        .joined(separator: ": ")
      let place = primary(item["AnalysisInfo"])
      var draft = Draft(
        id, severity(instance, kind, facts), name, title: name, at: place?.path,
        place?.start?.line)
      draft.endLine = place?.end?.line
      draft.why = texts[id]?["Explanation"].word
      draft.remedy = texts[id]?["Recommendations"].word
      draft.key = instance["InstanceID"].word
      draft.cwes = CWE.numbers(
        in: (facts["altcategoryCWE"] ?? "").replacing("CWE ID ", with: "CWE-"))
      if let key = draft.key, suppressed.contains(key) { draft.waive("suppressed in the audit") }
      out.add(draft)
    }
  }

  /// Likelihood and impact, each of 5 and halved at 2.5, as Fortify's priority order has it.
  private func severity(
    _ instance: XMLElement, _ kind: XMLElement, _ facts: [String: String]
  ) -> Severity {
    func number(_ key: String) -> Double? { facts[key].flatMap { Double($0) } }
    guard let impact = number("Impact"), let accuracy = number("Accuracy"),
      let probability = number("Probability"), let confidence = Double(instance["Confidence"].text)
    else {
      let stated = Double(instance["InstanceSeverity"].text) ?? Double(kind["DefaultSeverity"].text)
      return .info(unless: stated)
    }
    let likelihood = accuracy * confidence * probability / 25
    return impact >= 2.5
      ? likelihood >= 2.5 ? .critical : .high : likelihood >= 2.5 ? .medium : .low
  }

  private func primary(_ analysis: XMLElement) -> Place? {
    let entries = analysis["Unified"]["Trace"]["Primary"].all("Entry")
    let nodes = entries.map { $0["Node"] }.filter { $0["SourceLocation"].exists }
    let node = nodes.first { $0.attribute("isDefault") == "true" } ?? nodes.first
    guard let source = node?["SourceLocation"], let path = source.attribute("path") else {
      return nil
    }
    func position(_ name: String) -> SourcePosition? {
      source.attribute(name).flatMap { Int($0) }.flatMap { SourcePosition(atLine: $0) }
    }
    return Place(path: path, start: position("line"), end: position("lineEnd"))
  }
}

extension Severity {
  /// Fortify's severity from 1 to 5, where no more is known of a rule.
  fileprivate static func info(unless stated: Double?) -> Severity {
    switch stated ?? 0 {
    case 4.5...: .critical
    case 3.5..<4.5: .high
    case 2.5..<3.5: .medium
    case 1.5..<2.5: .low
    default: .info
    }
  }
}
