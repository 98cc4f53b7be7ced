import ShrikeFormats
import ShrikeModel

/// PWN's `pwn_sast`.
struct PWNReader: ReportReader {
  let name = "pwn_sast"
  let title = "PWN SAST"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["data"][0].has("line_no_and_contents", "security_references"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root["data"].list {
      let facts = part["security_references"]
      for item in part["line_no_and_contents"].list {
        var draft = Draft(
          facts["sast_module"].word, .info,
          "\(facts["sast_module"].text): \(facts["section"].text)",
          title: facts["section"].word, at: part["filename"]["entry"].word, item["line_no"].int)
        draft.add(cwe: facts["cwe_id"].int)
        draft.link = facts["nist_800_53_uri"].word
        draft.snippet = item["contents"].word
        out.add(
          draft,
          mergedBy: "\(draft.rule)|\(draft.path ?? "")|\(draft.line ?? 0)|\(item["contents"].text)")
      }
    }
  }
}
