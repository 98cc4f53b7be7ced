import ShrikeFormats
import ShrikeModel

/// Prowler's findings, whose form changed with its versions: CSV and JSON of version 2, JSON of 3,
/// OCSF and CSV of 4 and 5.
enum ProwlerFindings {
  /// OCSF 1.x, as lists of findings.
  static func ocsf(_ item: ReportPart) -> Draft {
    let resource = item["resources"][0]
    var draft = Draft(
      item["metadata"]["event_code"].word, Severity(word: item["severity"].word) ?? .info,
      item.word("status_detail", "message") ?? item["finding_info"]["title"].word,
      title: item["finding_info"]["title"].word)
    draft.stated = item["severity"].word
    draft.why = item["risk_details"].word ?? item["finding_info"]["desc"].word
    draft.remedy = item["remediation"]["desc"].word
    draft.link = item["remediation"]["references"][0].word ?? item["unmapped"]["related_url"].word
    draft.key = item["finding_info"]["uid"].word
    draft.subject = .cloud(resource["uid"].word ?? resource["name"].text)
    draft.fact("region", resource["region"].word)
    // Access control of cloud resources, as a category.
    draft.cwes = [1032]
    return draft
  }

  static func isMuted(_ item: ReportPart) -> Bool { item["status"].text == "Suppressed" }
}

struct ProwlerReader: ReportReader {
  let name = "prowler"
  let title = "Prowler 5"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("CHECK_ID", "FINDING_UID", "STATUS")) }
    let first = report.root[0]
    guard first["metadata"]["product"]["name"].text == "Prowler" else { return .none }
    return .certain(first.has("message"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else {
      out.each(report.root.list, "") { item, _ in
        var draft = ProwlerFindings.ocsf(item)
        draft.cwes = []
        // Of checks by hand and passed ones, too, the report has entries.
        if item["status_code"].text == "PASS" { return nil }
        if ProwlerFindings.isMuted(item) { draft.waive("muted in Prowler") }
        return draft
      }
      return
    }
    for row in table.rows where row["STATUS"] != "PASS" {
      var draft = Draft(
        row.word("CHECK_ID"), Severity(word: row.word("SEVERITY")) ?? .info,
        row.word("STATUS_EXTENDED"), title: row.word("CHECK_TITLE"))
      draft.stated = row.word("SEVERITY")
      draft.why = row.word("RISK") ?? row.word("DESCRIPTION")
      draft.remedy = row.word("REMEDIATION_RECOMMENDATION_TEXT")
      draft.link = row.word("REMEDIATION_RECOMMENDATION_URL")
      draft.subject = .cloud(row.word("RESOURCE_UID") ?? row["RESOURCE_NAME"])
      draft.fact("finding", row.word("FINDING_UID"))
      draft.fact("region", row.word("REGION"))
      if row["MUTED"].lowercased() == "true" { draft.waive("muted in Prowler") }
      out.add(draft)
    }
  }
}

struct Prowler3Reader: ReportReader {
  let name = "aws_prowler_v3plus"
  let title = "Prowler 3 and 4"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    if first["metadata"]["product"]["name"].text == "Prowler" { return .likely }
    return .certain(first.has("CheckID", "StatusExtended"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      if item.has("CheckID") {
        guard item["Status"].text.uppercased() != "PASS" else { return nil }
        var draft = Draft(
          item["CheckID"].word, Severity(word: item["Severity"].word) ?? .info,
          item["StatusExtended"].word, title: item["CheckTitle"].word)
        draft.stated = item["Severity"].word
        draft.why = item["Risk"].word ?? item["Description"].word
        draft.remedy = item["Remediation"]["Recommendation"]["Text"].word
        draft.link = item["Remediation"]["Recommendation"]["Url"].word
        draft.key = item["FindingUniqueId"].word
        draft.subject = .cloud(item["ResourceArn"].word ?? item["ResourceId"].text)
        draft.cwes = [1032]
        return draft
      }
      guard item["status_code"].text != "PASS", item["status"].text != "PASS" else { return nil }
      var draft = ProwlerFindings.ocsf(item)
      if ProwlerFindings.isMuted(item) { draft.waive("muted in Prowler") }
      return draft
    }
  }
}

struct Prowler2Reader: ReportReader {
  let name = "aws_prowler"
  let title = "Prowler 2"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("TITLE_ID", "CHECK_RESULT")) }
    guard let first = report.values.first?.each.first else { return .none }
    return .certain(first.has("Control ID", "Account Number"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else {
      out.each(report.values.flatMap(\.each), "") { item, out in
        var made = draft(
          item["Control ID"].word, item["Status"].text, item["Severity"].word,
          item["Message"].word, item["Control"].word)
        made.why = item["Risk"].word
        made.remedy = item["Remediation"].word
        made.link = item["Doc link"].word
        made.subject = .cloud(item["Account Number"].text)
        made.fact("region", item["Region"].word)
        return made
      }
      return
    }
    for row in table.rows {
      var made = draft(
        row.word("TITLE_ID"), row["CHECK_RESULT"], row.word("CHECK_SEVERITY"),
        row.word("CHECK_RESULT_EXTENDED"), row.word("TITLE_TEXT"))
      made.why = row.word("CHECK_RISK")
      made.remedy = row.word("CHECK_REMEDIATION")
      made.link = row.word("CHECK_DOC")
      made.subject = .cloud(row["ACCOUNT_NUM"])
      made.fact("region", row.word("REGION"))
      out.add(made)
    }
  }

  /// What holds is told as information.
  private func draft(
    _ id: String?, _ result: String, _ stated: String?, _ message: String?, _ title: String?
  ) -> Draft {
    let severity = Severity(word: stated) ?? .medium
    var draft = Draft(
      id, ["PASS", "INFO"].contains(result.uppercased()) ? .info : severity, message, title: title)
    draft.stated = stated
    draft.cwes = [1032]
    draft.fact("result", result)
    return draft
  }
}
