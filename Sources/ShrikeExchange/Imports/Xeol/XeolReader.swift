import ShrikeFormats
import ShrikeModel

/// Xeol's JSON: packages whose support has ended.
struct XeolReader: ReportReader {
  let name = "xeol"
  let title = "Xeol"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["matches"][0].has("Cycle", "artifact")
        || report.root["descriptor"]["name"].text == "xeol")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["descriptor"]["version"].word
    out.each(report.root["matches"].list, "matches") { item, _ in
      let cycle = item["Cycle"]
      let package = item["artifact"]
      var draft = Draft(
        "end-of-life", .critical,
        "\(cycle["ProductName"].text) \(cycle["ReleaseCycle"].text) has had no support since \(cycle["Eol"].text)",
        title: "Package without support")
      // A resource used after its end.
      draft.cwes = [672]
      draft.subject = .package(
        .init(
          name: package["name"].text, version: package["version"].word, purl: package["purl"].word))
      draft.link = cycle["ProductPermalink"].word
      draft.path = package["locations"][0]["path"].word
      return draft
    }
  }
}
