import ShrikeFormats
import ShrikeModel

/// Errata that hosts of Red Hat Satellite lack.
struct SatelliteReader: ReportReader {
  let name = "redhatsatellite"
  let title = "Red Hat Satellite"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("total", "subtotal", "per_page", "results"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, _ in
      let word = item["severity"].word
      var draft = Draft(
        item["errata_id"].word,
        word == "None" || word == nil ? .info : Severity(word: word) ?? .info,
        item.word("title", "name"), title: item["title"].word)
      draft.stated = word
      draft.why = item["description"].word ?? item["summary"].word
      draft.remedy = item["solution"].word
      for cve in item["cves"].list { draft.add(id: cve["cve_id"].text) }
      if let id = item["errata_id"].word, id.hasPrefix("RHSA-") { draft.add(id: id) }
      if let name = item["packages"][0].word {
        draft.subject = .package(Self.package(name))
      } else {
        draft.subject = .resource(item.word("name", "errata_id") ?? "")
      }
      draft.properties["packages"] = .list(item["packages"].words)
      return draft
    }
  }

  /// Of `openssl-libs-1:3.0.7-27.el9.x86_64` name and version: what stands before the last dash but
  /// one, and what stands behind it without the architecture.
  private static func package(_ text: String) -> Finding.Package {
    let parts = text.split(separator: "-")
    guard parts.count > 2, let release = parts.last?.split(separator: "."), release.count > 1
    else { return Finding.Package(name: text) }
    let name = parts.dropLast(2).joined(separator: "-")
    let version = "\(parts[parts.count - 2])-\(release.dropLast().joined(separator: "."))"
    return Finding.Package(name: name, version: version)
  }
}
