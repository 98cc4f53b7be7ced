import ShrikeFormats
import ShrikeModel

/// njsscan's JSON.
struct NjsScanReader: ReportReader {
  let name = "njsscan"
  let title = "njsscan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("njsscan_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["njsscan_version"].word
    for list in ["nodejs", "templates"] {
      for (id, item) in report.root[list].entries {
        let facts = item["metadata"]
        let word = facts["severity"].word
        for file in item["files"].list {
          var draft = Draft(
            id, word == "INFO" ? .low : Severity(word: word) ?? .info, facts["description"].word,
            at: file["file_path"].word, file["match_lines"][0].int)
          draft.stated = word
          draft.endLine = file["match_lines"][1].int
          draft.add(cwe: facts["cwe"].word)
          out.add(draft)
        }
      }
    }
  }
}
