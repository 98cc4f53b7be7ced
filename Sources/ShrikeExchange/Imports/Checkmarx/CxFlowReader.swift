import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Checkmarx SAST's results as CxFlow writes them.
struct CxFlowReader: ReportReader {
  let name = "checkmarx_cxflow_sast"
  let title = "CxFlow (Checkmarx SAST)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("xissues") && report.root.has("additionalDetails"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["version"].word
    for item in report.root["xissues"].list {
      let flows = item["additionalDetails"]["results"].list
      let lines = item["details"].entries
      for (index, line) in lines.enumerated() {
        let flow = index < flows.count ? flows[index] : ReportPart(nil)
        let sink = flow["sink"]
        let name = item["vulnerability"].text.replacing("_", with: " ")
        var draft = Draft(
          item["vulnerability"].word, Severity(word: item["severity"].word) ?? .info, name,
          title: name, at: sink["file"].word ?? item["filename"].word,
          sink["line"].int ?? Int(line.key))
        draft.stated = item["severity"].word
        draft.add(cwe: item["cwe"].int)
        draft.link = item["link"].word
        draft.fact("similarity-id", item["similarityId"].word)
        if let path = flow["source"]["file"].word {
          draft.related = [
            Place(
              path: path, start: flow["source"]["line"].int.flatMap { SourcePosition(atLine: $0) })
          ]
        }
        if line.value["falsePositive"].bool == true { draft.waive("marked as false positive") }
        out.add(draft)
      }
    }
  }
}
