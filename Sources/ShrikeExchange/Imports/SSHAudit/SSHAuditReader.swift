import ShrikeFormats
import ShrikeModel

/// ssh-audit's JSON.
struct SSHAuditReader: ReportReader {
  let name = "ssh_audit"
  let title = "ssh-audit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["banner"].has("protocol") && report.root.has("kex", "key"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    let target = root["target"].text
    let parts = target.split(separator: ":")
    let subject = Finding.Subject.host(
      target.hostName, port: parts.count == 2 ? "\(parts[1])/tcp" : "22/tcp")
    for item in root["cves"].list {
      var draft = Draft(
        item["name"].word, item["cvssv2"].double.map { Severity(score: $0) } ?? .info,
        item["description"].word, title: item["name"].word)
      draft.stated = item["cvssv2"].word
      draft.add(id: item["name"].text)
      draft.subject = subject
      out.add(draft)
    }
    for kind in ["kex", "key", "enc", "mac"] {
      for item in root[kind].list {
        let notes = item["notes"]
        let fails = notes["fail"].words
        let warnings = notes["warn"].words
        guard !fails.isEmpty || !warnings.isEmpty else { continue }
        var draft = Draft(
          "weak-\(kind)", fails.isEmpty ? .medium : .high,
          "\(item["algorithm"].text): \((fails + warnings).joined(separator: "; "))",
          title: "Weak algorithm (\(kind))")
        draft.subject = subject
        draft.fact("algorithm", item["algorithm"].word)
        out.add(draft)
      }
    }
  }
}
