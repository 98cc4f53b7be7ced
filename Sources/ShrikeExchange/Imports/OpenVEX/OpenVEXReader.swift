import ShrikeFormats
import ShrikeModel

/// OpenVEX statements: what is not affected or fixed is suppressed by its own words.
struct OpenVEXReader: ReportReader {
  let name = "openvex"
  let title = "OpenVEX"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["@context"].text.contains("openvex"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["statements"].isList else { throw ReportRefusal("it has no statements") }
    out.each(report.root["statements"].list, "statements") { item, out in
      let weakness = item["vulnerability"]
      let id = weakness.isText ? weakness.text : weakness.word("name", "@id")
      let status = item["status"].text
      let products = item["products"].list
      for product in products.isEmpty ? [ReportPart(nil)] : products {
        let name =
          product.isText ? product.word : product["@id"].word ?? product["identifiers"]["purl"].word
        let package = name.map {
          $0.hasPrefix("pkg:") ? PackageURL($0).package : Finding.Package(name: $0)
        }
        var draft = Draft(
          weakness: id, in: package?.name, package?.version,
          status == "affected" ? .medium : .info, purl: package?.purl)
        draft.stated = status
        for alias in weakness["aliases"].words { draft.add(id: alias) }
        draft.why = weakness["description"].word
        draft.remedy = item["action_statement"].word
        draft.fact("justification", item["justification"].word)
        if status == "not_affected" || status == "fixed" {
          let reason = [item["justification"].word, item["impact_statement"].word].compactMap { $0 }
          draft.waive(reason.isEmpty ? status : reason.joined(separator: ": "), source: .vex)
        }
        out.add(draft)
      }
      return nil
    }
  }
}
