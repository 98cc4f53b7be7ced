import ShrikeFormats
import ShrikeModel

/// IriusRisk's table of threats.
struct IriusRiskReader: ReportReader {
  let name = "iriusrisk"
  let title = "IriusRisk"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Component", "Threat", "Inherent Risk", "Current Risk") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      let risk = row["Current Risk"]
      var draft = Draft(
        row.word("Use case"), risk == "Very low" ? .info : Severity(word: risk) ?? .info,
        row.word("Threat"), title: row.word("Use case"))
      draft.stated = risk
      draft.remedy = row.word("Risk Response")
      draft.subject = .resource(row["Component"])
      draft.cwes = CWE.numbers(in: row["MITRE reference"])
      draft.fact("stride", row.word("STRIDE-LM"))
      out.add(draft)
    }
  }
}
