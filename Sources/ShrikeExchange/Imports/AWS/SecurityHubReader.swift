import ShrikeFormats
import ShrikeModel

/// AWS Security Finding Format: what Security Hub lists, and what is written for it.
enum SecurityFindings {
  static func draft(_ item: ReportPart) -> Draft {
    let resource = item["Resources"][0]
    var draft = Draft(
      item["GeneratorId"].word, severity(item["Severity"]), item["Title"].word,
      title: item["Title"].word)
    draft.stated = item["Severity"]["Label"].word
    draft.why = item["Description"].word
    let remedy = item["Remediation"]["Recommendation"]
    draft.remedy = remedy["Text"].word
    draft.link = remedy["Url"].word
    draft.key = item["Id"].word
    if let name = resource["Id"].word { draft.subject = .cloud(name) }
    for weakness in item["Vulnerabilities"].list { draft.add(id: weakness["Id"].text) }
    draft.fact("product", item["ProductName"].word)
    draft.fact("region", item["Region"].word)
    draft.fact("account", item["AwsAccountId"].word)
    for more in item["Resources"].list.dropFirst() { draft.also(more["Id"].word) }
    if item["Workflow"]["Status"].text == "SUPPRESSED" { draft.waive("suppressed in Security Hub") }
    return draft
  }

  private static func severity(_ part: ReportPart) -> Severity {
    if let word = part["Label"].word, let known = Severity(word: word) { return known }
    switch part["Normalized"].int ?? 0 {
    case 90...: return .critical
    case 70..<90: return .high
    case 40..<70: return .medium
    case 1..<40: return .low
    default: return .info
    }
  }
}

struct SecurityHubReader: ReportReader {
  let name = "awssecurityhub"
  let title = "AWS Security Hub"

  func recognize(_ report: ReportContent) -> Recognition {
    let list = report.root.first("Findings", "findings")
    return .certain(list[0].has("SchemaVersion", "ProductArn"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.first("Findings", "findings").list, "Findings") { item, out in
      var draft = SecurityFindings.draft(item)
      // What holds is told, too.
      if item["Compliance"]["Status"].text == "PASSED" { draft.severity = .info }
      out.add(draft, mergedBy: draft.key ?? "\(draft.rule)|\(draft.message)")
      return nil
    }
  }
}

struct ASFFReader: ReportReader {
  let name = "asff"
  let title = "AWS Security Finding Format"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root[0].has("SchemaVersion", "ProductArn")
        || report.root.has("SchemaVersion", "ProductArn"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.each, "") { item, _ in SecurityFindings.draft(item) }
  }
}
