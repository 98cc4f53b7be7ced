import ShrikeFormats
import ShrikeModel

/// Tools that ask Sonatype's OSS Index: Nancy, AuditJS, DevAudit.
enum OSSIndex {
  static func draft(_ item: ReportPart, _ purl: PackageURL) -> Draft {
    let score = item.first("CvssScore", "cvssScore").double
    let title = item.word("Title", "title")
    let id = item.word("Cve", "cve") ?? CVE.ids(in: title ?? "").first
    var draft = Draft(
      weakness: id ?? item.word("ID", "Id", "id"), in: purl.package.name, purl.version,
      score.map { Severity(score: $0) } ?? .info, title: title, purl: purl.text)
    if id == nil { draft.ids = [] }
    draft.stated = item.word("CvssScore", "cvssScore")
    draft.cwes = CWE.numbers(in: title ?? "")
    draft.add(cwe: item["cwe"].word)
    draft.why = item.word("Description", "description")
    draft.link = item.word("Reference", "reference")
    return draft
  }
}

struct NancyReader: ReportReader {
  let name = "nancy"
  let title = "Nancy"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("audited", "num_audited"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["version"].word
    for part in report.root["vulnerable"].list {
      let purl = PackageURL(part["Coordinates"].text)
      for item in part["Vulnerabilities"].list {
        var draft = OSSIndex.draft(item, purl)
        if item["Excluded"].bool == true { draft.waive(nil, source: .ignoreFile) }
        out.add(draft)
      }
    }
  }
}

struct AuditJSReader: ReportReader {
  let name = "auditjs"
  let title = "AuditJS"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("coordinates", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root.list {
      let purl = PackageURL(part["coordinates"].text)
      for item in part["vulnerabilities"].list {
        var draft = OSSIndex.draft(item, purl)
        draft.path = part["coordinates"].word
        draft.key = item["id"].word
        out.add(draft)
      }
    }
  }
}

struct DevAuditReader: ReportReader {
  let name = "ossindex_devaudit"
  let title = "DevAudit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("Packages Audited")
        || report.root["Packages"][0].has("Package", "Vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root["Packages"].list {
      let package = part["Package"]
      let purl = PackageURL(
        "pkg:\(package["pm"].text)/\(package["name"].text)@\(package["version"].text)")
      for item in part["Vulnerabilities"].list { out.add(OSSIndex.draft(item, purl)) }
    }
  }
}
