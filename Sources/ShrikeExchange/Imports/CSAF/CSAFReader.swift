import ShrikeFormats
import ShrikeModel

/// CSAF 2 advisories and VEX: one finding a weakness and product it affects.
struct CSAFReader: ReportReader {
  let name = "csaf"
  let title = "CSAF"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["document"].has("csaf_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var names: [String: (name: String, purl: String?)] = [:]
    func take(_ product: ReportPart) {
      guard let id = product["product_id"].word else { return }
      names[id] = (
        product["name"].text, product["product_identification_helper"]["purl"].word
      )
    }
    let tree = report.root["product_tree"]
    for product in tree["full_product_names"].list { take(product) }
    var open = tree["branches"].list
    while let branch = open.popLast() {
      take(branch["product"])
      open += branch["branches"].list
    }
    for relation in tree["relationships"].list { take(relation["full_product_name"]) }
    for item in report.root["vulnerabilities"].list {
      let status = item["product_status"]
      for (key, isOpen) in [
        ("known_affected", true), ("first_affected", true), ("last_affected", true),
        ("under_investigation", true), ("known_not_affected", false), ("fixed", false),
      ] {
        for id in status[key].words {
          out.add(draft(item, id, names[id], key, isOpen))
        }
      }
    }
  }

  private func draft(
    _ item: ReportPart, _ id: String, _ product: (name: String, purl: String?)?, _ status: String,
    _ isOpen: Bool
  ) -> Draft {
    var package = product?.purl.map { PackageURL($0).package }
    if package == nil {
      // `Example Server 4.2.1`: the last word that begins with a digit is a version.
      let words = (product?.name ?? id).split(separator: " ")
      let isVersion = words.count > 1 && words.last?.first?.isNumber == true
      package = Finding.Package(
        name: (isVersion ? words.dropLast() : words[...]).joined(separator: " "),
        version: isVersion ? words.last.map(String.init) : nil)
    }
    let scores = item["scores"].list.filter {
      $0["products"].isEmpty || $0["products"].words.contains(id)
    }
    let cvss = (scores.first ?? item["scores"][0]).first("cvss_v3", "cvss_v4", "cvss_v2")
    let known = item["cve"].word ?? item["ids"][0]["text"].word
    var draft = Draft(
      weakness: known, in: package?.name, package?.version,
      isOpen
        ? Severity(word: cvss["baseSeverity"].word)
          ?? cvss["baseScore"].double.map { Severity(score: $0) } ?? .medium : .info,
      title: item["title"].word, purl: package?.purl)
    draft.stated = cvss["baseSeverity"].word
    draft.add(cwe: item["cwe"]["id"].word)
    for cwe in item["cwes"].list { draft.add(cwe: cwe["id"].word) }
    draft.why = item["notes"].list.first { $0["category"].text == "description" }?["text"].word
    draft.remedy =
      item["remediations"].list.first {
        $0["product_ids"].isEmpty || $0["product_ids"].words.contains(id)
      }?["details"].word
    draft.link = item["references"][0]["url"].word
    if !isOpen {
      let reason = item["threats"].list.first { $0["category"].text == "impact" }?["details"].word
      draft.waive(reason ?? status, source: .vex)
    }
    return draft
  }
}
