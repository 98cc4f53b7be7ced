import ShrikeFormats
import ShrikeModel

/// Deepfence ThreatMapper's workbooks: weaknesses, malware, secrets, compliance.
struct DeepfenceReader: ReportReader {
  let name = "deepfence_threatmapper"
  let title = "Deepfence ThreatMapper"

  func recognize(_ report: ReportContent) -> Recognition {
    guard !report.entries.isEmpty, let table = Workbook.tables(report).first else { return .none }
    return .certain(
      table.has("CVE ID", "Attack Vector") || table.has("Rule Name", "File Name")
        || table.has("Filename", "Content", "Rule") || table.has("Compliance Standard"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for table in Workbook.tables(report) {
      for row in table.rows { add(row, table, into: &out) }
    }
  }

  private func add(_ row: CSVTable.Row, _ table: CSVTable, into out: inout ReportCollector) {
    let level = row.word("Severity")
    let severity = Severity(word: level) ?? .info
    var draft: Draft
    if table.has("CVE ID") {
      let (name, version) = Self.package(row["Caused By Package"])
      draft = Draft(
        weakness: row.word("CVE ID"), in: name, version, severity,
        at: row.word("Caused By Package Path"))
      draft.why = row.word("Description")
      draft.link = row.word("Link")
      draft.remedy = row.word("Fixed In").map { "Update to \($0)." }
    } else if table.has("Rule Name", "File Name") {
      draft = Draft(
        row.word("Rule Name"), severity, row.word("Summary") ?? row.word("Rule Name"),
        title: row.word("Rule Name"), at: row.word("File Name"))
      draft.fact("class", row.word("Class"))
    } else if table.has("Filename") {
      // Its content column holds the secret.
      let rule = row.word("Name") ?? row.word("Rule")
      draft = Draft(
        rule, severity, "\(rule ?? "secret") found", title: rule, at: row.word("Filename"))
      draft.subject = .secret
    } else {
      let status = row["Status"].lowercased()
      draft = Draft(
        row.word("Control ID"),
        ["alarm", "high"].contains(status)
          ? .high : ["warn", "note", "medium"].contains(status) ? .medium : .info,
        // The description is only the number and the outcome.
        row.word("Info") ?? row.word("Description"), title: row.word("Category"))
      draft.remedy = row.word("Remediation")
      draft.stated = status
      draft.fact("standard", row.word("Compliance Standard"))
      if let node = row.word("Node Name") { draft.subject = .resource(node) }
      // Its report lists the checks that hold, too.
      if status == "pass" { draft.waive("the check passed") }
    }
    if level != nil { draft.stated = level }
    draft.fact("node", row.word("Node Name"))
    if row["Masked"].lowercased() == "true" || row["Masked"] == "1" { draft.waive("masked") }
    out.add(draft, "row \(row.line)")
  }

  /// Of `tar:1.34+dfsg-1` name and version. Maven's names hold colons, as Debian's versions do: the
  /// version begins behind the first colon that a digit follows, else behind the last one.
  private static func package(_ text: String) -> (name: String, version: String?) {
    let colons = text.indices.filter { text[$0] == ":" }
    let first = colons.first { text[text.index(after: $0)...].first?.isNumber == true }
    guard let colon = first ?? colons.last else { return (text, nil) }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }
}
