import ShrikeFormats
import ShrikeModel

/// Scout Suite's results, a script that its page loads.
struct ScoutSuiteReader: ReportReader {
  let name = "scout_suite"
  let title = "Scout Suite"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("provider_code", "services", "last_run"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["last_run"]["version"].word
    let account = report.root["account_id"].word
    for (service, part) in report.root["services"].entries {
      for (id, item) in part["findings"].entries {
        for resource in item["items"].words {
          let level = item["level"].word
          var draft = Draft(
            id, level == "danger" ? .critical : Severity(word: level) ?? .info,
            item["description"].word, title: item["description"].word, at: resource)
          draft.stated = level
          draft.why = item["rationale"].word
          draft.remedy = item["remediation"].word
          draft.link = item["references"][0].word
          // Settings of cloud resources, as a category.
          draft.cwes = [1032]
          draft.subject = .cloud(resource)
          draft.fact("service", item["service"].word ?? service)
          draft.fact("account", account)
          out.add(draft)
        }
      }
    }
  }
}
