import ShrikeFormats
import ShrikeModel

/// Burp Suite DAST's HTML report of a scan.
struct BurpDASTReader: ReportReader {
  let name = "burp_suite_dast"
  let title = "Burp Suite DAST"

  func recognize(_ report: ReportContent) -> Recognition {
    guard report.xml.name == "html" else { return .none }
    return .certain(
      report.xml.descendants("table").contains {
        $0.attribute("class")?.contains("issue-table") == true
      })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let weaknesses = weaknesses(report.xml)
    for section in report.xml.descendants("div") where section.attribute("class") == "section" {
      // `Issues found on https://example.com`
      let head = section["h1"].text
      let host = head.firstRange(of: "http").map { String(head[$0.lowerBound...]) } ?? ""
      for table in section.all("table") where table.attribute("class") == "issue-table" {
        read(table, host, weaknesses, into: &out)
      }
    }
  }

  /// CWEs by the heading they stand below.
  private func weaknesses(_ page: XMLElement) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    var heading = ""
    func walk(_ element: XMLElement) {
      if element.name == "h2" {
        // `4.2. TLS certificate` or the name alone.
        heading = String(element.allText.drop { $0.isNumber || $0 == "." || $0 == " " })
      }
      if element.name == "a", element.text.hasPrefix("CWE-"), let number = CWE.number(element.text)
      {
        found[heading, default: []].append(number)
      }
      for child in element.children { walk(child) }
    }
    walk(page)
    return found
  }

  private func read(
    _ table: XMLElement, _ host: String, _ weaknesses: [String: [Int]],
    into out: inout ReportCollector
  ) {
    var kind = ""
    for row in table.descendants("tr") {
      let cells = row.all("td")
      if row.attribute("class") == "issue-type-row" {
        // `TLS certificate [1]`
        kind = cells.first?.allText ?? ""
        if let open = kind.lastIndex(of: "[") { kind = String(kind[..<open]).withoutBlanks }
        continue
      }
      guard cells.count >= 3, !kind.isEmpty else { continue }
      let path = cells[0].allText
      var draft = Draft(kind, Severity(word: cells[1].allText) ?? .info, kind)
      draft.stated = cells[1].allText
      draft.confidence =
        ["Certain": .high, "Firm": .medium, "Tentative": .low][cells[2].allText] ?? .medium
      draft.subject = .endpoint(url: host + path, method: nil, parameter: nil)
      draft.cwes = weaknesses[kind] ?? []
      out.add(draft, mergedBy: "\(host)|\(kind)")
    }
  }
}
