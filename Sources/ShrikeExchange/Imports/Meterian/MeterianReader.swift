import ShrikeFormats
import ShrikeModel

/// Meterian's JSON.
struct MeterianReader: ReportReader {
  let name = "meterian"
  let title = "Meterian"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["reports"].has("stability") || report.root["scores"].has("stability", "licensing")
    )
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["reports"]["security"]["reports"].isList else {
      throw ReportRefusal("it holds no report of security")
    }
    for language in report.root["reports"]["security"]["reports"].list {
      for part in language["reports"].list {
        let dependency = part["dependency"]
        for item in part["advices"].list {
          var draft = Draft(
            weakness: item["cve"].word ?? item["id"].word, in: dependency["name"].word,
            dependency["version"].word, Severity(word: item["severity"].word) ?? .info,
            at: dependency["locations"].words.first ?? part["locations"].words.first
              ?? "Manifest file")
          if item["severity"].text == "SUGGEST" || item["severity"].text == "NONE" {
            draft.severity = .info
          }
          if !item["cve"].exists { draft.ids = [] }
          draft.stated = item["severity"].word
          draft.add(cwe: item["cwe"].word)
          draft.why = item["description"].word
          draft.key = item["id"].word
          // Those of CVEs are no addresses but their numbers.
          draft.link = item["links"].list.compactMap { $0["url"].word }.first { $0.contains("://") }
          let safe = part["safeVersions"]
          draft.remedy = safe.word("latestPatch", "latestMinor", "latestMajor").map {
            "Update to \($0)."
          }
          out.add(draft)
        }
      }
    }
  }
}
