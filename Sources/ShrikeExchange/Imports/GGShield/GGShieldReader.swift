import ShrikeFormats
import ShrikeModel

/// ggshield's JSON. Values are not kept, not even their halves.
struct GGShieldReader: ReportReader {
  let name = "ggshield"
  let title = "ggshield (GitGuardian)"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root["scans"][0].has("total_incidents") { return .certain }
    return .certain(
      root.has("total_incidents", "total_occurrences") || root["entities_with_incidents"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    for scan in root["scans"].isList ? root["scans"].list : [root] {
      let facts = scan["extra_info"]
      for entity in scan["entities_with_incidents"].list {
        for incident in entity["incidents"].list {
          for place in incident["occurrences"].list {
            let what = incident["type"].text
            var draft = Draft(
              what, .high, "\(what) found", title: what, at: entity["filename"].word,
              place.first("line_start", "pre_line_start", "post_line_start").int)
            draft.endLine = place.first("line_end", "pre_line_end", "post_line_end").int
            draft.subject = .secret
            draft.cwes = [798]
            draft.confidence = incident["validity"].text == "valid" ? .high : .medium
            draft.key = incident["ignore_sha"].word.map { "\($0)|\(entity["filename"].text)" }
            if scan["type"].text == "commit", let id = scan["id"].word {
              draft.commit = CommitInfo(
                id: id, author: facts["author"].text, email: facts["email"].text,
                date: facts["date"].text, message: "")
            }
            out.add(draft)
          }
        }
      }
    }
  }
}
