import ShrikeFormats
import ShrikeModel

/// Trustwave: CSV, and findings over Fusion's interface.
struct TrustwaveReader: ReportReader {
  let name = "trustwave"
  let title = "Trustwave"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Target Name", "Vulnerability Name", "Evidence") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [String: Severity] = [
      "I": .info, "L": .low, "M": .medium, "H": .high, "C": .critical,
    ]
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("Vulnerability Name"),
        levels[row["Severity"]] ?? Severity(word: row.word("Severity")) ?? .low,
        row.word("Vulnerability Name"), title: row.word("Vulnerability Name"))
      draft.stated = row.word("Severity")
      draft.why = row.word("Description")
      draft.remedy = row.word("Remediation")
      for id in CVE.ids(in: row["CVE"]) { draft.add(id: id) }
      draft.subject = .host(
        row.word("Domain") ?? row["IP"],
        port: row.word("Port").map { "\($0)/\(row.word("Protocol") ?? "tcp")" })
      draft.fact("address", row.word("IP"))
      out.add(draft, mergedBy: "\(draft.rule)|\(draft.severity)|\(row["IP"])|\(row["Port"])")
    }
  }
}

struct TrustwaveFusionReader: ReportReader {
  let name = "trustwave_fusion_api"
  let title = "Trustwave Fusion"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["items"][0].has("classification", "kb", "location"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["items"].list, "items") { item, out in
      // `None`, as a word, where nothing is known.
      func place(_ key: String) -> String? {
        item["location"][key].word.flatMap { $0 == "None" ? nil : $0 }
      }
      var draft = Draft(
        item["kb"]["id"].word ?? item["name"].word, Severity(word: item["severity"].word) ?? .info,
        item["name"].word, title: item["name"].word)
      draft.stated = item["severity"].word
      draft.why = item["classification"].word
      for id in item["kb"]["cves"].words where id.hasPrefix("CVE-") && id != "CVE-NO-MATCH" {
        draft.add(id: id)
      }
      let port = place("port").map { "\($0)/\(place("transportProtocol") ?? "tcp")" }
      draft.subject =
        place("url").map { .endpoint(url: $0, method: nil, parameter: nil) }
        ?? .host(place("domain") ?? place("ip") ?? "", port: port)
      out.add(draft, mergedBy: "\(item["severity"].text)|\(item["name"].text)")
      return nil
    }
  }
}
