import ShrikeFormats
import ShrikeModel

/// Anchore's lists of weaknesses and of policy checks.
enum AnchorePackages {
  static func draft(
    _ item: ReportPart, _ name: String, _ version: String, _ path: String
  ) -> Draft {
    var draft = Draft(
      weakness: item["vuln"].word, in: item[name].word, item[version].word,
      Severity(word: item["severity"].word) ?? .info, at: item[path].word)
    draft.stated = item["severity"].word
    draft.link = item["url"].word
    if item["fix"].text != "None" { draft.fact("fixed-version", item["fix"].word) }
    return draft
  }

  static let levels: [String: Severity] = ["stop": .critical, "warn": .medium, "go": .info]
}

struct AnchoreEngineReader: ReportReader {
  let name = "anchore_engine"
  let title = "Anchore Engine"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("imageDigest", "vulnerabilities", "vulnerability_type"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      AnchorePackages.draft(item, "package_name", "package_version", "package_path")
    }
  }
}

struct AnchoreCTLReader: ReportReader {
  let name = "anchorectl_vulns"
  let title = "anchorectl (weaknesses)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root[0].has("vuln", "packageName", "feedGroup")
        || report.root["vulnerabilities"][0].has("vuln", "packageName"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let list = report.root.isList ? report.root : report.root["vulnerabilities"]
    out.each(list.list, "") { item, _ in
      AnchorePackages.draft(item, "packageName", "packageVersion", "packagePath")
    }
  }
}

struct AnchorePoliciesReader: ReportReader {
  let name = "anchorectl_policies"
  let title = "anchorectl (policies)"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root.has("evaluatedTag", "evaluations") { return .certain }
    return .certain(report.root[0].has("detail", "finalAction"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for evaluation in report.root.each {
      let image = evaluation.word("evaluatedTag", "tag") ?? ""
      let details =
        evaluation["detail"].list + evaluation["evaluations"].list.flatMap { $0["details"].list }
      out.each(details, "details") { item, _ in
        let text = item["description"].text
        // `HIGH Vulnerability found in …` says how bad it is.
        let first = text.split(separator: " ").first.map(String.init)
        let word = Severity(word: first)
        // What stops a build is critical, unless its own word is lower.
        let severity: Severity =
          item["status"].text == "stop" && word ?? .high >= .high
          ? .critical : word ?? AnchorePackages.levels[item["status"].text] ?? .medium
        var draft = Draft(
          "\(item["policyId"].text)/\(item["gate"].text)", severity, text,
          title: item["triggerName"].word)
        draft.stated = item["status"].word
        draft.subject = .image(image, nil)
        for id in CVE.ids(in: item["triggerId"].text) { draft.add(id: id) }
        draft.key = item["triggerId"].word
        // `… (name) - /usr/bin/name (CVE-…)`
        if let mark = text.firstRange(of: " - /") {
          draft.path = "/" + text[mark.upperBound...].prefix { $0 != " " }
        }
        return draft
      }
    }
  }
}

struct AnchoreEnterpriseReader: ReportReader {
  let name = "anchore_enterprise"
  let title = "Anchore Enterprise (policies)"

  private func details(_ report: ReportContent) -> [(String, ReportPart)] {
    report.root[0].entries.filter { $0.key.hasPrefix("sha256:") }.flatMap { image in
      image.value.entries.flatMap { tag in tag.value.list.map { (tag.key, $0["detail"]) } }
    }
  }

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].entries.first?.key.hasPrefix("sha256:") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (image, detail) in details(report) {
      guard detail["result"]["result"].isObject else {
        throw ReportRefusal("its checks have no result")
      }
      for (_, result) in detail["result"]["result"].entries {
        let table = result["result"]
        guard table.exists else { continue }
        let header = table["header"].words
        guard let action = header.firstIndex(of: "Gate_Action"),
          let gate = header.firstIndex(of: "Gate"),
          let text = header.firstIndex(of: "Check_Output"),
          let id = header.firstIndex(of: "Trigger_Id"), table["rows"].isList
        else { throw ReportRefusal("its result has no table of checks") }
        for row in table["rows"].list {
          guard row.count == header.count else { throw ReportRefusal("a row of checks is broken") }
          var draft = Draft(
            row[gate].word, AnchorePackages.levels[row[action].text] ?? .medium, row[text].word)
          draft.stated = row[action].word
          draft.subject = .image(image, nil)
          draft.key = row[id].word
          for id in CVE.ids(in: row[id].text) { draft.add(id: id) }
          out.add(draft)
        }
      }
    }
  }
}
