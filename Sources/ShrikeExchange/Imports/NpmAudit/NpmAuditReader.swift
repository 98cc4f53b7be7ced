import ShrikeFormats
import ShrikeModel

/// `npm audit --json` of npm 6, and what its kin write alike.
enum Advisories {
  static func draft(_ advisory: ReportPart, version: String?, path: String?) -> Draft {
    let package = advisory["module_name"].text
    let id = advisory["github_advisory_id"].word ?? advisory["cves"].words.first
    var draft = Draft(
      weakness: id ?? advisory["id"].word, in: package, version,
      Severity(word: advisory["severity"].word) ?? .info, title: advisory["title"].word,
      purl: purl(package, version), at: path.map(route))
    draft.stated = advisory["severity"].word
    draft.ids = []
    if let id { draft.add(id: id) }
    for id in advisory["cves"].words { draft.add(id: id) }
    draft.add(cwe: advisory["cwe"].words)
    // A part known to be weak, where nothing nearer is stated.
    if draft.cwes.isEmpty { draft.cwes = [1035] }
    draft.why = advisory["overview"].word
    draft.remedy = advisory["recommendation"].word
    draft.link = advisory["url"].word
    draft.fact("vulnerable-versions", advisory["vulnerable_versions"].word)
    draft.fact("fixed-version", advisory["patched_versions"].word)
    return draft
  }

  /// A way through the tree; npm writes hashes for names that it keeps to itself.
  private static func route(_ path: String) -> String {
    path.split(separator: ">").map { part in
      part.count == 64 && part.allSatisfy(\.isHexDigit) ? "censored_by_npm_audit" : String(part)
    }.joined(separator: ">")
  }

  static func purl(_ name: String, _ version: String?) -> String {
    "pkg:npm/\(name.replacing("@", with: "%40"))" + (version.map { "@\($0)" } ?? "")
  }
}

struct NpmAuditReader: ReportReader {
  let name = "npm_audit"
  let title = "npm audit"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root["advisories"].isObject, root.has("actions") || root.has("muted") { return .certain }
    return .likely(root["error"].has("code", "summary"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if root["error"].exists { throw ReportRefusal("npm failed: \(root["error"]["summary"].text)") }
    guard root["advisories"].isObject else { throw ReportRefusal("it has no advisories") }
    for (_, advisory) in root["advisories"].entries {
      for finding in advisory["findings"].list {
        out.add(
          Advisories.draft(
            advisory, version: finding["version"].word, path: finding["paths"][0].word),
          mergedBy: advisory["id"].text + advisory["module_name"].text)
      }
    }
  }
}
