import ShrikeFormats
import ShrikeModel

/// Threagile's `risks.json`.
struct ThreagileReader: ReportReader {
  let name = "threagile"
  let title = "Threagile"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("synthetic_id", "exploitation_likelihood"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root.isList else { throw ReportRefusal("it is no list of risks") }
    let levels: [String: Severity] = ["elevated": .high, "high": .high, "critical": .critical]
    for (index, item) in report.root.list.enumerated() {
      guard let category = item["category"].word, let level = item["severity"].word else {
        out.skip("[\(index)]", "it names no category or severity")
        continue
      }
      var draft = Draft(
        category, levels[level] ?? Severity(word: level) ?? .info,
        item["title"].text.replacing("<b>", with: "").replacing("</b>", with: ""), title: category)
      draft.stated = level
      draft.add(cwe: Self.weaknesses[category])
      draft.key = item["synthetic_id"].word
      draft.subject = .resource(
        item.word(
          "most_relevant_technical_asset", "most_relevant_shared_runtime",
          "most_relevant_trust_boundary", "most_relevant_data_asset",
          "most_relevant_communication_link") ?? "")
      switch item["risk_status"].text {
      case "accepted", "mitigated", "false-positive": draft.waive(item["risk_status"].word)
      default: break
      }
      out.add(draft)
    }
  }

  /// The CWE that Threagile's documents give each category of risk.
  private static let weaknesses: [String: Int] = [
    "accidental-secret-leak": 200, "code-backdooring": 912, "container-baseimage-backdooring": 912,
    "container-platform-escape": 1008, "cross-site-request-forgery": 352,
    "cross-site-scripting": 79, "dos-risky-access-across-trust-boundary": 400,
    "incomplete-model": 1008, "ldap-injection": 90, "missing-authentication": 306,
    "missing-authentication-second-factor": 308, "missing-build-infrastructure": 1127,
    "missing-cloud-hardening": 1008, "missing-file-validation": 434, "missing-hardening": 16,
    "missing-identity-propagation": 284, "missing-identity-provider-isolation": 1008,
    "missing-identity-store": 287, "missing-network-segmentation": 1008, "missing-vault": 522,
    "missing-vault-isolation": 1008, "missing-waf": 1008, "mixed-targets-on-shared-runtime": 1008,
    "path-traversal": 22, "push-instead-of-pull-deployment": 1127,
    "search-query-injection": 74, "server-side-request-forgery": 918,
    "service-registry-poisoning": 693, "sql-nosql-injection": 89, "unchecked-deployment": 1127,
    "unencrypted-asset": 311, "unencrypted-communication": 319,
    "unguarded-access-from-internet": 501, "unguarded-direct-datastore-access": 501,
    "unnecessary-communication-link": 1008, "unnecessary-data-asset": 1008,
    "unnecessary-data-transfer": 1008, "unnecessary-technical-asset": 1008,
    "untrusted-deserialization": 502, "wrong-communication-link-content": 1008,
    "wrong-trust-boundary-content": 1008, "xml-external-entity": 611,
  ]
}
