import ShrikeFormats
import ShrikeModel

/// SonarQube: issues of its web interface, and the JSON and HTML of sonar-report.
struct SonarQubeReader: ReportReader {
  let name = "sonarqube"
  let title = "SonarQube"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root["issues"].isList,
      root.has("sonarBaseURL") || root.has("paging") || root.has("effortTotal")
    {
      return .certain
    }
    if root["hotspots"].isList, root["paging"].exists { return .certain }
    if report.xml.name == "html" {
      return .certain(
        report.xml.descendants("title").first?.text.contains("SonarQube") == true
          || report.xml.descendants("a").contains {
            $0.attribute("href")?.contains("coding_rules#rule_key=") == true
          })
    }
    return report.entries.contains { recognize($0) == .certain } ? .certain : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for entry in report.entries { try read(entry, into: &out) }
    if report.xml.exists { return readPage(report.xml, into: &out) }
    let rules = report.root["rules"]
    out.each(report.root["issues"].list, "issues") { item, _ in
      rules.isObject ? reported(item, rules) : listed(item)
    }
    out.each(report.root["hotspots"].list, "hotspots") { item, _ in
      var draft = Draft(
        item["securityCategory"].word,
        Severity(word: item["vulnerabilityProbability"].word) ?? .info,
        item["message"].word, at: file(item["component"].text), item["line"].int)
      draft.stated = item["vulnerabilityProbability"].word
      draft.key = item["key"].word
      if item["resolution"].text == "SAFE" { draft.waive("reviewed as safe") }
      return draft
    }
  }

  private func reported(_ item: ReportPart, _ rules: ReportPart) -> Draft {
    let id = item["rule"].text
    let rule = rules[id]
    var draft = Draft(
      id, severity(item["severity"].word), item["message"].word, title: rule["name"].word,
      at: file(item["component"].text), item["line"].int)
    draft.stated = item["severity"].word
    draft.why = rule["htmlDesc"].word
    draft.cwes = CWE.numbers(in: rule["htmlDesc"].text)
    draft.key = item["key"].word
    if item["status"].text == "RESOLVED" || item["status"].text == "SAFE" {
      draft.waive(item["resolution"].word)
    }
    return draft
  }

  private func listed(_ item: ReportPart) -> Draft {
    let message = item["message"].text
    var draft = Draft(
      item["rule"].word, severity(item["severity"].word), message,
      at: file(item["component"].text), item.first("line").int ?? item["textRange"]["startLine"].int
    )
    draft.stated = item["severity"].word
    draft.endLine = item["textRange"]["endLine"].int
    draft.key = item["key"].word
    draft.tags = item["tags"].words
    draft.cwes = CWE.numbers(in: message)
    for id in CVE.ids(in: message) { draft.add(id: id) }
    // A package, told by Dependency-Check's plug-in: `Filename: name:version | …`.
    if message.hasPrefix("Filename: ") {
      let name = message.dropFirst(10).prefix { $0 != "|" }
      let parts = String(name).withoutBlanks.split(separator: ":")
      draft.subject = .package(
        Finding.Package(
          name: parts.first.map(String.init) ?? "",
          version: parts.count > 1 ? String(parts[1]) : nil))
    }
    if let resolution = item["resolution"].word { draft.waive(resolution) }
    return draft
  }

  /// `project:src/app.py` is a path in a project.
  private func file(_ component: String) -> String? { component.nonEmpty }

  private func severity(_ word: String?) -> Severity {
    switch word?.uppercased() {
    case "BLOCKER": .critical
    case "CRITICAL": .high
    case "MAJOR": .medium
    case "MINOR": .low
    default: Severity(word: word) ?? .info
    }
  }

  /// The tables of the page: of issues (Rule, Severity, Component, Line, Description, Message) and
  /// of rules.
  private func readPage(_ page: XMLElement, into out: inout ReportCollector) {
    var texts: [String: String] = [:]
    for table in page.descendants("table") {
      for row in table.descendants("tr") {
        let cells = row.all("td")
        guard cells.count == 2, let name = cells[0].allText.nonEmpty else { continue }
        texts[name.withoutBlanks] = cells[1].allText
      }
    }
    for table in page.descendants("table") {
      let names = table.descendants("th").map { $0.allText.lowercased() }
      guard let rule = names.firstIndex(of: "rule"), let level = names.firstIndex(of: "severity"),
        let component = names.firstIndex(of: "component"), let line = names.firstIndex(of: "line")
      else { continue }
      for row in table.descendants("tr") {
        let cells = row.all("td").map(\.allText)
        guard cells.count >= names.count - 1, cells.count > line else { continue }
        let message = names.firstIndex(of: "message").flatMap { $0 < cells.count ? cells[$0] : nil }
        let title = names.firstIndex(of: "description").flatMap {
          $0 < cells.count ? cells[$0] : nil
        }
        var draft = Draft(
          cells[rule], severity(cells[level]), message ?? title, title: title,
          at: cells[component], Int(cells[line]))
        draft.stated = cells[level]
        draft.why = texts[cells[rule]]
        draft.cwes = CWE.numbers(in: texts[cells[rule]] ?? "")
        out.add(draft)
      }
    }
  }
}
