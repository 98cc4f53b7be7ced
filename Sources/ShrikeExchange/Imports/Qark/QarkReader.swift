import ShrikeFormats
import ShrikeModel

/// QARK's JSON.
struct QarkReader: ReportReader {
  let name = "qark"
  let title = "QARK"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("file_object", "apk_exploit_dict"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      let level = item["severity"].text
      let levels: [String: Severity] = [
        "VULNERABILITY": .high, "ERROR": .high, "WARNING": .medium, "INFO": .info,
      ]
      // Decompiled files stand below a folder of QARK's own.
      var path = item["file_object"].word
      while let rest = path?.firstRange(of: "/qark/").flatMap({ mark in
        path.map { String($0[mark.upperBound...]) }
      }) {
        path = rest
      }
      var draft = Draft(
        item["name"].word, levels[level] ?? .info, item["description"].word,
        title: item["name"].word, at: path, item["line_number"][0].int)
      draft.stated = level
      draft.column = item["line_number"][1].int
      draft.fact("category", item["category"].word)
      return draft
    }
  }
}
