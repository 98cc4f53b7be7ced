import ShrikeFormats
import ShrikeModel

/// Conftest's JSON.
struct ConftestReader: ReportReader {
  let name = "conftest"
  let title = "Conftest"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("filename", "namespace", "successes"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for file in report.root.list {
      for (list, severity) in [("failures", Severity.high), ("warnings", .medium)] {
        for item in file[list].list {
          var draft = Draft(
            item["metadata"]["query"].word ?? "\(file["namespace"].text).\(list)", severity,
            item["msg"].word, at: file["filename"].word)
          draft.stated = list == "failures" ? "deny" : "warn"
          draft.tags = [file["namespace"].text]
          out.add(draft)
        }
      }
    }
  }
}
