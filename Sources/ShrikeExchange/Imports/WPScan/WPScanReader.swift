import ShrikeFormats
import ShrikeModel

/// WPScan's JSON.
struct WPScanReader: ReportReader {
  let name = "wpscan"
  let title = "WPScan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["banner"]["description"].text.contains("WordPress")
        || report.root.has("interesting_findings", "target_url"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if let reason = root["scan_aborted"].word { throw ReportRefusal("WPScan gave up: \(reason)") }
    out.toolVersion = root["banner"]["version"].word
    let target = root["target_url"].text
    for kind in ["plugins", "themes"] {
      for (name, part) in root[kind].entries { read(part, name, target, into: &out) }
    }
    read(root["main_theme"], root["main_theme"]["slug"].text, target, into: &out)
    read(root["version"], "wordpress", target, into: &out)
    for item in root["interesting_findings"].list {
      var draft = Draft(
        item["type"].word, .info, item["to_s"].word, title: item["type"].word)
      draft.subject = .endpoint(url: item["url"].word ?? target, method: nil, parameter: nil)
      draft.properties["entries"] = .list(item["interesting_entries"].words)
      out.add(draft)
    }
  }

  private func read(
    _ part: ReportPart, _ name: String, _ target: String, into out: inout ReportCollector
  ) {
    for item in part["vulnerabilities"].list {
      let references = item["references"]
      let known = references["wpvulndb"][0].word ?? references["cve"][0].word.map { "CVE-\($0)" }
      var draft = Draft(known, severity(item), item["title"].word, title: item["title"].word)
      draft.subject = .package(
        Finding.Package(name: name, version: part["version"]["number"].word ?? part["number"].word))
      for id in references["cve"].words { draft.add(id: "CVE-\(id)") }
      // A part known to be weak.
      draft.cwes = [1035]
      draft.link = references["url"][0].word
      draft.remedy = item["fixed_in"].word.map { "Update to \($0)." }
      draft.fact("target", target)
      out.add(draft)
    }
  }

  private func severity(_ item: ReportPart) -> Severity {
    item["cvss"]["score"].double.map { Severity(score: $0) } ?? .medium
  }
}
