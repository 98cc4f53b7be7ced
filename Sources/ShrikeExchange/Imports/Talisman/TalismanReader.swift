import ShrikeFormats
import ShrikeModel

/// Talisman's report. It quotes what it found; that is not kept.
struct TalismanReader: ReportReader {
  let name = "talisman"
  let title = "Talisman"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["summary"]["types"].has("filecontent"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for file in report.root["results"].list {
      let list = file["failure_list"].list
      for item in list {
        var draft = Draft(
          item["type"].word, .low, "A pattern of a secret was found",
          title: "Pattern of a secret", at: file["filename"].word)
        draft.stated = item["severity"].word
        draft.subject = .secret
        draft.cwes = [798]
        draft.commit = item["commits"].words.first.map {
          CommitInfo(id: $0, author: "", email: "", date: "", message: "")
        }
        out.add(draft, mergedBy: file["filename"].text)
      }
    }
  }
}
