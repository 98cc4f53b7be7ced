import ShrikeFormats
import ShrikeModel

/// pip-audit's JSON, with and without its frame.
struct PipAuditReader: ReportReader {
  let name = "pip_audit"
  let title = "pip-audit"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root["dependencies"].isList, root.count <= 2 {
      let first = root["dependencies"][0]
      return .certain(
        !first.exists || first.has("name") && (first.has("vulns") || first.has("skip_reason")))
    }
    return root.isList ? (root.isEmpty ? .possible : .certain(root[0].has("name", "vulns"))) : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    out.each(root.isList ? root.list : root["dependencies"].list, "dependencies") { item, out in
      let package = item["name"].text
      let version = item["version"].word
      for weakness in item["vulns"].list {
        var draft = Draft(
          weakness: weakness["id"].word, in: package, version, .medium,
          purl: "pkg:pypi/\(package)" + (version.map { "@\($0)" } ?? ""))
        for id in weakness["aliases"].words { draft.add(id: id) }
        // Depending on a part that is known to be weak (CWE-1395).
        draft.cwes = [1395]
        draft.why = weakness["description"].word
        let fixes = weakness["fix_versions"].words
        draft.remedy = fixes.isEmpty ? nil : "Update to \(fixes.joined(separator: " or "))."
        draft.fact("fixed-version", fixes.joined(separator: ", "))
        out.add(draft)
      }
      return nil
    }
  }
}
