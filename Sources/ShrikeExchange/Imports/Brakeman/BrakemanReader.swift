import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Brakeman's JSON (`-f json`); what its own file ignores is suppressed.
struct BrakemanReader: ReportReader {
  let name = "brakeman"
  let title = "Brakeman"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["scan_info"].has("brakeman_version") && report.root.has("warnings"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["scan_info"]["brakeman_version"].word
    for (list, isIgnored) in [("warnings", false), ("ignored_warnings", true)] {
      out.each(report.root[list].list, list) { item, _ in
        var draft = Draft(
          item["check_name"].word, .medium, item["message"].word,
          title: item["warning_type"].word, at: item["file"].word, item["line"].int)
        draft.confidence =
          ["high": .high, "medium": .medium, "weak": .low][item["confidence"].text.lowercased()]
          ?? .medium
        draft.key = item["fingerprint"].word
        draft.link = item["link"].word
        draft.add(cwe: item["cwe_id"][0].int)
        draft.snippet = item["code"].word
        draft.related = item["render_path"].list.compactMap { step in
          step["file"].word.map { path in
            Place(path: path, start: step["line"].int.flatMap { SourcePosition(atLine: $0) })
          }
        }
        if isIgnored { draft.waive(item["note"].word, source: .ignoreFile) }
        return draft
      }
    }
  }
}
