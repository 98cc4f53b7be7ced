import ShrikeFormats
import ShrikeModel

/// JFrog Xray: reports, violations, summaries of artifacts, scans on demand.
enum Xray {
  /// `gav://org.example:name:1.0` and the like.
  static func package(_ text: String) -> Finding.Package {
    var rest = text[...]
    if let mark = rest.firstRange(of: "://") { rest = rest[mark.upperBound...] }
    guard let colon = rest.lastIndex(of: ":") else {
      return Finding.Package(name: String(rest), version: nil)
    }
    return Finding.Package(
      name: String(rest[..<colon]), version: String(rest[rest.index(after: colon)...]))
  }

  /// What is weak at the end of a way into an artifact: `…/layer.tar.gz/3.12:openssl:1.1.1k-r0`, the
  /// number before a package being its distribution's; nil for a file.
  static func package(inPath path: String?) -> Finding.Package? {
    guard let end = path?.split(separator: "/").last, end.contains(":") else { return nil }
    let parts = end.split(separator: ":", maxSplits: 1)
    let isRelease = parts.count == 2 && parts[1].contains(":") && parts[0].first?.isNumber == true
    return package(String(isRelease ? parts[1] : end))
  }

  static func cves(_ part: ReportPart, _ draft: inout Draft) {
    for item in part.list {
      if let id = item["cve"].word { draft.add(id: id) }
      draft.add(cwe: item["cwe"].words)
    }
  }
}

struct XrayUnifiedReader: ReportReader {
  let name = "jfrog_xray_unified"
  let title = "JFrog Xray (report)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("rows", "total_rows")
        && (report.root["rows"].isEmpty || report.root["rows"][0].has("vulnerable_component")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["rows"].list, "rows") { item, _ in
      let package = Xray.package(item["vulnerable_component"].text)
      var draft = Draft(
        item["issue_id"].word, Severity(word: item["severity"].word) ?? .info,
        item["summary"].word, at: item["path"].word)
      draft.stated = item["severity"].word
      draft.subject = .package(package)
      Xray.cves(item["cves"], &draft)
      draft.why = item["description"].word
      draft.link = item["references"][0].word
      draft.fact("fixed-version", item["fixed_versions"].words.joined(separator: ", "))
      draft.fact("artifact", item["impacted_artifact"].word)
      if item["ignored"].bool == true { draft.waive("ignored in Xray") }
      return draft
    }
  }
}

struct XrayReader: ReportReader {
  let name = "jfrogxray"
  let title = "JFrog Xray (export)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["data"][0].has("source_comp_id", "component_versions"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["data"].list, "data") { item, _ in
      let details = item["component_versions"]["more_details"]
      let component = item["component"].text
      let full = Xray.package(item["source_comp_id"].text)
      var draft = Draft(
        details["cves"][0]["cve"].word ?? item["issue_id"].word ?? item["summary"].word,
        Severity(word: item["severity"].word) ?? .info, item["summary"].word,
        at: item["source_comp_id"].word)
      draft.stated = item["severity"].word
      draft.subject = .package(.init(name: component, version: full.version))
      Xray.cves(details["cves"], &draft)
      draft.why = details["description"].word
      draft.fact(
        "fixed-version", item["component_versions"]["fixed_versions"].words.joined(separator: ", "))
      return draft
    }
  }
}

struct XraySummaryReader: ReportReader {
  let name = "jfrog_xray_api_summary_artifact"
  let title = "JFrog Xray (artifact summary)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["artifacts"][0].has("general", "issues"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for artifact in report.root["artifacts"].list {
      let component = artifact["general"]["component_id"]
      out.each(artifact["issues"].list, "issues") { item, _ in
        var draft = Draft(
          item["issue_id"].word, Severity(word: item["severity"].word) ?? .info,
          item["summary"].word, at: item["impact_path"][0].word)
        draft.stated = item["severity"].word
        draft.subject = .package(
          Xray.package(inPath: draft.path) ?? Xray.package(component.text))
        for path in item["impact_path"].words.dropFirst() { draft.also(path) }
        draft.fact("artifact", component.word)
        Xray.cves(item["cves"], &draft)
        draft.why = item["description"].word
        return draft
      }
    }
  }
}

struct XrayOnDemandReader: ReportReader {
  let name = "jfrog_xray_on_demand_binary_scan"
  let title = "JFrog Xray (on demand)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("scan_id", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for scan in report.root.list {
      for item in scan["vulnerabilities"].list {
        for (component, facts) in item["components"].entries {
          var draft = Draft(
            item["issue_id"].word, Severity(word: item["severity"].word) ?? .info,
            item["summary"].word)
          draft.stated = item["severity"].word
          draft.subject = .package(Xray.package(component))
          // Each way leads from the artifact to the file that holds the component.
          let files = facts["impact_paths"].list.compactMap { $0.list.last?["full_path"].word }
          draft.path = files.first
          for file in files.dropFirst() { draft.also(file) }
          Xray.cves(item["cves"], &draft)
          draft.link = item["references"][0].word
          draft.fact("fixed-version", facts["fixed_versions"].words.joined(separator: ", "))
          out.add(draft)
        }
      }
    }
  }
}
