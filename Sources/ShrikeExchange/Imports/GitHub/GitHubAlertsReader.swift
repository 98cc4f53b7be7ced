import ShrikeFormats
import ShrikeModel

/// GitHub's alerts: of dependencies (GraphQL and REST) and of code (REST).
struct GitHubAlertsReader: ReportReader {
  let name = "github_vulnerability"
  let title = "GitHub alerts"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    let data = root["data"]
    if data["search"].exists || data["repository"].exists || data["viewer"].exists
      || data["organization"].exists
    {
      return .certain
    }
    let first = root[0]
    return .certain(
      first.has("number", "html_url")
        && (first.has("most_recent_instance") || first.has("security_advisory")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if root.isList {
      out.each(root.list, "") { item, _ in
        item.has("security_advisory") ? dependency(item) : code(item)
      }
      return
    }
    let data = root["data"]
    let repositories =
      [data["repository"]] + data["search"]["nodes"].list
      + data["viewer"]["repositories"]["nodes"].list
      + data["organization"]["repositories"]["nodes"].list
    for repository in repositories {
      out.each(repository["vulnerabilityAlerts"]["nodes"].list, "vulnerabilityAlerts") { item, _ in
        alert(item, repository["name"].word)
      }
    }
  }

  private func alert(_ item: ReportPart, _ repository: String?) -> Draft {
    let weakness = item["securityVulnerability"]
    let advisory = weakness["advisory"]
    var draft = Draft(
      weakness: advisory["identifiers"][0]["value"].word, in: weakness["package"]["name"].word,
      item["vulnerableRequirements"].word, Severity(word: weakness["severity"].word) ?? .info,
      title: advisory["summary"].word, at: item["vulnerableManifestPath"].word)
    draft.stated = weakness["severity"].word
    for id in advisory["identifiers"].list { draft.add(id: id["value"].text) }
    draft.add(cwe: advisory["cwes"]["nodes"].list.compactMap { $0["cweId"].word })
    draft.why = advisory["description"].word
    draft.link = advisory["references"][0]["url"].word
    draft.key = item["id"].word
    draft.fact("repository", repository)
    draft.fact("fixed-version", weakness["firstPatchedVersion"]["identifier"].word)
    let state = item["state"].text
    if state == "DISMISSED" || state == "FIXED" || item["dismissedAt"].exists {
      draft.waive(item["dismissReason"].word ?? state.lowercased())
    }
    return draft
  }

  private func dependency(_ item: ReportPart) -> Draft {
    let advisory = item["security_advisory"]
    let package = item["dependency"]["package"]
    var draft = Draft(
      weakness: advisory["ghsa_id"].word, in: package["name"].word, nil,
      Severity(word: advisory["severity"].word) ?? .info, title: advisory["summary"].word,
      at: item["dependency"]["manifest_path"].word)
    draft.stated = advisory["severity"].word
    if let id = advisory["cve_id"].word { draft.add(id: id) }
    draft.add(cwe: advisory["cwes"].list.compactMap { $0["cwe_id"].word })
    draft.why = advisory["description"].word
    draft.link = item["html_url"].word
    if item["state"].text != "open" {
      draft.waive(item["dismissed_reason"].word ?? item["state"].text)
    }
    return draft
  }

  private func code(_ item: ReportPart) -> Draft {
    let rule = item["rule"]
    let place = item["most_recent_instance"]["location"]
    let level = rule["security_severity_level"].word ?? rule["severity"].word
    var draft = Draft(
      rule["id"].word, Severity(word: level) ?? .info,
      item["most_recent_instance"]["message"]["text"].word ?? rule["description"].word,
      title: rule["description"].word, at: place["path"].word, place["start_line"].int)
    draft.stated = level
    draft.endLine = place["end_line"].int
    draft.column = place["start_column"].int
    draft.endColumn = place["end_column"].int
    draft.tags = rule["tags"].words
    draft.link = item["html_url"].word
    draft.key = item["url"].word
    if item["state"].text != "open" {
      draft.waive(item["dismissed_reason"].word ?? item["state"].text)
    }
    return draft
  }
}
