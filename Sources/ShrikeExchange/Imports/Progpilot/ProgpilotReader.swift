import ShrikeFormats
import ShrikeModel
import ShrikeText

/// progpilot's JSON.
struct ProgpilotReader: ReportReader {
  let name = "progpilot"
  let title = "progpilot"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("vuln_name", "vuln_cwe", "vuln_type"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        item["vuln_rule"].word ?? item["vuln_name"].word, .medium,
        item["vuln_description"].word ?? item["vuln_name"].word, title: item["vuln_name"].word,
        at: item.word("sink_file", "vuln_file"), item.first("sink_line", "vuln_line").int)
      draft.add(cwe: item["vuln_cwe"].word)
      draft.key = item["vuln_id"].word
      draft.fact("sink", item["sink_name"].word)
      for (index, path) in item["source_file"].words.enumerated() {
        draft.related.append(
          Place(
            path: path,
            start: item["source_line"][index].int.flatMap { SourcePosition(atLine: $0) },
            note: item["source_name"][index].word))
      }
      return draft
    }
  }
}
