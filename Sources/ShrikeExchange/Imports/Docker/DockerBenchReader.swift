import ShrikeFormats
import ShrikeModel

/// Docker Bench for Security.
struct DockerBenchReader: ReportReader {
  let name = "dockerbench"
  let title = "Docker Bench for Security"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("dockerbenchsecurity"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["dockerbenchsecurity"].word
    for group in report.root["tests"].list {
      for item in group["results"].list {
        let result = item["result"].text
        guard result == "FAIL" || result == "WARN" else { continue }
        var draft = Draft(
          item["id"].word, .high, item["desc"].word,
          title: item["desc"].word)
        draft.stated = result
        draft.remedy = item["remediation"].word
        draft.why = item["details"].word
        draft.subject = .resource(group["desc"].text)
        out.add(draft)
      }
    }
  }
}
