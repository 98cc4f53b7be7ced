import ShrikeFormats
import ShrikeModel

/// NeuVector: weaknesses of images, and checks of benchmarks.
struct NeuVectorReader: ReportReader {
  let name = "neuvector"
  let title = "NeuVector"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["report"].has("vulnerabilities")
        && (report.root["report"].has("modules") || report.root["report"].has("image_id")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root["report"]
    out.each(root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = Draft(
        weakness: item["name"].word, in: item["package_name"].word, item["package_version"].word,
        Severity(word: item["severity"].word) ?? .info)
      draft.stated = item["severity"].word
      if let image = root["repository"].word {
        let tag = root["tag"].word.map { ":\($0)" } ?? ""
        draft.subject = .image(image + tag, draft.package)
      }
      // What a distribution calls it by its own name.
      for id in item["cves"].words { draft.add(id: id) }
      draft.why = item["description"].word
      draft.link = item["link"].word
      draft.remedy = item["fixed_version"].word.map { "Update to \($0)." }
      return draft
    }
  }
}

struct NeuVectorComplianceReader: ReportReader {
  let name = "neuvector_compliance"
  let title = "NeuVector (benchmarks)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("docker_cis_version", "items")
        || report.root["report"]["checks"][0].has("test_number")
          && !report.root["report"].has("vulnerabilities")
    )
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let list = report.root["items"].isList ? report.root["items"] : report.root["report"]["checks"]
    out.each(list.list, "items") { item, _ in
      let level = item["level"].text
      var draft = Draft(
        item["test_number"].word,
        level == "WARN" ? .medium : level == "HIGH" || level == "ERROR" ? .high : .info,
        item["description"].word, title: item["description"].word)
      draft.stated = level
      draft.remedy = item["remediation"].word
      draft.tags = item["tags"].words
      draft.fact("message", item["message"].words.joined(separator: "\n"))
      // Its report lists the checks that hold, too.
      if level == "PASS" { draft.waive("the check passed") }
      draft.subject = .resource("\(item["category"].text)/\(item["type"].text)")
      return draft
    }
  }
}
