import ShrikeFormats
import ShrikeModel

/// phpcs-security-audit and Symfony's security checker.
struct PHPSecurityAuditReader: ReportReader {
  let name = "php_security_audit_v2"
  let title = "phpcs-security-audit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["totals"].has("errors", "warnings") && report.root["files"].isObject)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (path, file) in report.root["files"].entries {
      for item in file["messages"].list {
        // phpcs' severities begin at 5 and say nothing of harm.
        let level = item["severity"].int ?? 0
        var draft = Draft(
          item["source"].word, level >= 8 ? .high : level >= 5 ? .medium : .low,
          item["message"].word, at: path, item["line"].int)
        draft.stated = item["type"].word
        draft.column = item["column"].int
        out.add(draft)
      }
    }
  }
}

struct SymfonySecurityReader: ReportReader {
  let name = "php_symfony_security_check"
  let title = "Symfony security checker"

  func recognize(_ report: ReportContent) -> Recognition {
    guard report.root.isObject else { return .none }
    if report.root.isEmpty { return .possible }
    return .certain(report.root.entries.first?.value["advisories"].exists == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (name, package) in report.root.entries {
      let items = package["advisories"]
      for item in items.isList ? items.list : items.entries.map(\.value) {
        var draft = Draft(
          weakness: item["cve"].word ?? item["title"].word, in: name, package["version"].word,
          .info,
          title: item["title"].word, purl: "pkg:composer/\(name)@\(package["version"].text)")
        if !item["cve"].exists { draft.ids = [] }
        draft.link = item["link"].word
        draft.cwes = [1035]
        out.add(draft)
      }
    }
  }
}
