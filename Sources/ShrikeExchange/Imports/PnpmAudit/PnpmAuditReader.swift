import ShrikeFormats
import ShrikeModel

/// `pnpm audit --json`.
struct PnpmAuditReader: ReportReader {
  let name = "pnpm_audit"
  let title = "pnpm audit"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    guard root["advisories"].isObject, root.has("metadata"), !root.has("actions") else {
      return .none
    }
    return .certain(root["metadata"]["vulnerabilities"].isObject)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (_, advisory) in report.root["advisories"].entries {
      for finding in advisory["findings"].list {
        out.add(
          Advisories.draft(
            advisory, version: finding["version"].word, path: finding["paths"][0].word))
      }
    }
  }
}
