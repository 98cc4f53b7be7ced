import ShrikeFormats
import ShrikeModel

/// Hydra's JSON: logins that were guessed. Passwords are not kept.
struct HydraReader: ReportReader {
  let name = "hydra"
  let title = "Hydra"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["generator"]["software"].text == "Hydra")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["generator"].exists else { throw ReportRefusal("it names no generator") }
    out.toolVersion = report.root["generator"]["version"].word
    for (index, item) in report.root["results"].list.enumerated() {
      guard let host = item["host"].word, item["password"].exists, item["login"].exists else {
        out.skip("results[\(index)]", "it lacks a host, a login or a password")
        continue
      }
      var draft = Draft(
        "weak-login", .high,
        "The password of a login to \(item["service"].text) on \(host) was guessed",
        title: "Weak password")
      draft.cwes = [521]
      draft.subject = .host(host, port: item["port"].word.map { "\($0)/tcp" })
      draft.fact("login", item["login"].word)
      draft.fact("service", item["service"].word)
      out.add(draft)
    }
  }
}
