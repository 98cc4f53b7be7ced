import ShrikeFormats
import ShrikeModel

/// 42Crunch's audit of an API's definition.
struct Crunch42Reader: ReportReader {
  let name = "crunch42"
  let title = "42Crunch API audit"

  private func reports(_ report: ReportContent) -> [ReportPart] {
    report.root.each.map { $0["report"].exists ? $0["report"] : $0 }
  }

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      reports(report).first?.has("assessmentVersion", "oasVersion") == true
        || reports(report).first?.has("index", "security") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [Int: Severity] = [1: .info, 2: .low, 3: .medium, 4: .high, 5: .critical]
    for part in reports(report) {
      let index = part["index"]
      for (id, kind) in part["security"]["issues"].entries {
        for item in kind["issues"].list {
          let pointer = item["pointer"].int.flatMap { index[$0].word }
          var draft = Draft(
            id, levels[item["criticality"].int ?? 0] ?? .info,
            item["specificDescription"].word ?? kind["description"].word,
            title: kind["description"].word)
          draft.stated = item["criticality"].word
          draft.key = item["fingerprint"].word
          draft.subject = .resource(pointer ?? "")
          out.add(draft)
        }
      }
    }
  }
}
