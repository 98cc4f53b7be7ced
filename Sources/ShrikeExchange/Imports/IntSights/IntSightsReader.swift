import ShrikeFormats
import ShrikeModel

/// IntSights' alerts, JSON and CSV.
struct IntSightsReader: ReportReader {
  let name = "intsights"
  let title = "IntSights"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("Alert ID", "Network Type")) }
    return .certain(report.root["Alerts"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if let table = report.csv {
      guard table.has("Title", "Severity") else { throw ReportRefusal("columns are missing") }
      for row in table.rows {
        var draft = Draft(
          row.word("Type"), Severity(word: row.word("Severity")) ?? .info, row.word("Title"),
          title: row.word("Type"))
        draft.stated = row.word("Severity")
        draft.why = row.word("Description")
        draft.key = row.word("Alert ID")
        draft.subject = .endpoint(
          url: row.word("Source URL") ?? row["Assets"], method: nil, parameter: nil)
        if row["Status"] == "Closed" { draft.waive(row.word("Closed Reason")) }
        out.add(draft)
      }
      return
    }
    guard report.root.exists else { throw ReportRefusal("it is neither JSON nor CSV") }
    out.each(report.root["Alerts"].list, "Alerts") { item, _ in
      let details = item["Details"]
      var draft = Draft(
        details["SubType"].word ?? details["Type"].word,
        Severity(word: details["Severity"].word) ?? .info, details["Title"].word,
        title: details["SubType"].word)
      draft.stated = details["Severity"].word
      draft.why = details["Description"].word
      draft.key = item["_id"].word
      draft.subject = .endpoint(
        url: item["Assets"][0]["Value"].word ?? details["Source"]["URL"].text, method: nil,
        parameter: nil)
      if item["Closed"]["IsClosed"].bool == true { draft.waive("closed") }
      return draft
    }
  }
}
