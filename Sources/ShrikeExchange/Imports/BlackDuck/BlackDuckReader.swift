import ShrikeFormats
import ShrikeModel

/// Black Duck: the table of its security report, alone or in its archive, and of binary analysis.
struct BlackDuckReader: ReportReader {
  let name = "blackduck"
  let title = "Black Duck"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.entries.contains(where: { isSecurity($0) }) { return .certain }
    return .certain(
      report.csv?.has("Vulnerability id", "Security Risk", "Channel version origin id") == true
        || report.csv?.has("Vulnerability id", "Security Risk", "Component origin id") == true)
  }

  private func isSecurity(_ entry: ReportContent) -> Bool {
    entry.csv?.has("Vulnerability id", "Security Risk") == true
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    // Where the archive's list of sources knows the files of a component.
    var files: [String: String] = [:]
    for entry in report.entries {
      guard let table = entry.csv, table.has("Path"),
        table.has("Component id") || table.has("Component name")
      else { continue }
      for row in table.rows {
        let key = row.word("Version id") ?? row["Component name"]
        if files[key] == nil { files[key] = row.word("Path") }
      }
    }
    let tables =
      report.entries.isEmpty ? [report.csv] : report.entries.filter(isSecurity).map(\.csv)
    for table in tables.compactMap({ $0 }) {
      for row in table.rows {
        let name = row.word("Component name") ?? row.word("Project name")
        let version = row.word("Component version name") ?? row.word("Version")
        var draft = Draft(
          weakness: row.word("Vulnerability id"), in: name, version,
          Severity(word: row.word("Security Risk")) ?? .info,
          at: files[row["Version id"]] ?? files[name ?? ""])
        draft.stated = row.word("Security Risk")
        draft.why = row.word("Description")
        draft.link = row.word("URL")
        draft.fact(
          "origin", row.word("Channel version origin id") ?? row.word("Component origin id"))
        if ["IGNORED", "PATCHED", "MITIGATED", "NOT_AFFECTED"].contains(row["Remediation status"]) {
          draft.waive(row.word("Remediation comment") ?? row["Remediation status"])
        }
        out.add(draft)
      }
    }
  }
}

struct BlackDuckBinaryReader: ReportReader {
  let name = "blackduck_binary_analysis"
  let title = "Black Duck Binary Analysis"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Object full path", "Object SHA1", "CVE") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      let score = Double(row["CVSS3"]).flatMap { $0 > 0 ? $0 : nil } ?? Double(row["CVSS"]) ?? 0
      var draft = Draft(
        weakness: row.word("CVE"), in: row.word("Component"), row.word("Version"),
        Severity(score: score), at: row.word("Object full path"))
      draft.stated = row.word("CVSS3")
      // A part that is not what it seems, as a category of components.
      draft.cwes = [1357]
      draft.why = row.word("Summary")
      draft.link = row.word("Vulnerability URL")
      draft.fact("sha1", row.word("Object SHA1"))
      if !row["Triage vectors"].isEmpty { draft.waive(row.word("Note reason")) }
      out.add(draft)
    }
  }
}
