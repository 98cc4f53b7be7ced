import ShrikeFormats
import ShrikeModel

/// Xygeni's reports: code, dependencies, secrets, infrastructure as code.
struct XygeniReader: ReportReader {
  let name = "xygeni"
  let title = "Xygeni"

  func recognize(_ report: ReportContent) -> Recognition {
    let facts = report.root["metadata"]
    return .certain(
      facts["format"].text.hasSuffix("-xygeni")
        || facts["reportProperties"]["tool.name"].text == "Xygeni")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    out.toolVersion = root["metadata"]["reportProperties"]["tool.version"].word
    for list in ["vulnerabilities", "flaws", "misconfigurations", "codeVulnerabilities"] {
      out.each(root[list].list, list) { item, _ in code(item) }
    }
    out.each(root["secrets"].list, "secrets") { item, _ in
      var draft = code(item)
      draft.subject = .secret
      draft.message = "\(item.word("type", "detector") ?? "secret") found"
      return draft
    }
    for package in root["dependencies"].list {
      for item in package["vulnerabilities"].list {
        var draft = Draft(
          weakness: item["cve"].word ?? item["id"].word, in: package["name"].word,
          package["version"].word, Severity(word: item["severity"].word) ?? .info,
          purl: package["purl"].word,
          at: package["paths"]["dependencyPaths"][0].word ?? package["location"]["filepath"].word)
        draft.stated = item["severity"].word
        draft.add(cwe: item["cwes"].words + item["weaknesses"].words)
        draft.why = item["description"].word
        out.add(draft)
      }
    }
  }

  private func code(_ item: ReportPart) -> Draft {
    let place = item["location"]
    var draft = Draft(
      item.word("detector", "type", "kind"), Severity(word: item["severity"].word) ?? .info,
      item.word("explanation", "description", "type"), title: item.word("type", "detector"),
      at: place["filepath"].word, place["beginLine"].int)
    draft.stated = item["severity"].word
    draft.endLine = place["endLine"].int
    draft.column = place["beginColumn"].int
    draft.add(cwe: item["cwes"].words + [item["cwe"].text])
    draft.key = item["uniqueHash"].word ?? item["issueId"].word
    draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
    return draft
  }
}
