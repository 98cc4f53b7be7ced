import ShrikeFormats
import ShrikeModel

/// Prisma Cloud (Twistlock): JSON of `twistcli`, and the console's CSV.
struct TwistlockReader: ReportReader {
  let name = "twistlock"
  let title = "Prisma Cloud (Twistlock)"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv {
      return .certain(
        table.has("CVE ID", "Packages", "Package Version", "Severity") && table.has("Compliance ID")
      )
    }
    let first = report.root["results"][0]
    return .certain(
      first.has("vulnerabilityDistribution") || first.has("complianceDistribution")
        || first.has("distro", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if let table = report.csv { return read(table, into: &out) }
    for result in report.root["results"].list {
      let image = result.word("name", "id") ?? ""
      for item in result["vulnerabilities"].list {
        let package = Finding.Package(
          name: item["packageName"].text, version: item["packageVersion"].word)
        var draft = Draft(
          weakness: item["id"].word, in: package.name, package.version,
          severity(item["severity"].word))
        draft.stated = item["severity"].word
        draft.subject = .image(image, package)
        draft.why = item["description"].word
        draft.link = item["link"].word
        draft.remedy = item["status"].word
        out.add(draft)
      }
      for item in result["compliances"].list {
        var draft = Draft(
          item["id"].word, severity(item["severity"].word), item["title"].word,
          title: item["title"].word)
        draft.stated = item["severity"].word
        draft.why = item["description"].word ?? item["cause"].word
        draft.subject = .image(image, nil)
        out.add(draft)
      }
    }
  }

  private func read(_ table: CSVTable, into out: inout ReportCollector) {
    for row in table.rows {
      let package = Finding.Package(name: row["Packages"], version: row.word("Package Version"))
      var draft = Draft(
        weakness: row.word("CVE ID"), in: package.name, package.version,
        severity(row.word("Severity")))
      draft.stated = row.word("Severity")
      draft.why = row.word("Description")
      draft.remedy = row.word("Fix Status")
      draft.subject = .image("\(row["Registry"])/\(row["Repository"]):\(row["Tag"])", package)
      out.add(draft)
    }
  }

  private func severity(_ word: String?) -> Severity {
    Severity(word: word) ?? .info
  }
}
