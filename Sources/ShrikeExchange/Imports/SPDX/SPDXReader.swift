import ShrikeFormats
import ShrikeModel

/// Advisories that an SPDX 2 bill of materials names beside its packages (JSON and tag-value).
struct SPDXReader: ReportReader {
  let name = "spdx"
  let title = "SPDX"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root.has("spdxVersion") { return .certain }
    if report.root["@context"].text.contains("spdx.org/rdf/3") { return .certain }
    return .certain(report.text.hasPrefix("SPDXVersion:"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if report.root["@context"].exists { throw ReportRefusal("SPDX 3 is not read; write SPDX 2.3") }
    guard report.root.exists else { return readTags(report.text, into: &out) }
    for package in report.root["packages"].list {
      let references = package["externalRefs"].list
      let purl = references.first { $0["referenceType"].text == "purl" }?["referenceLocator"].word
      for reference in references where isAdvisory(reference["referenceType"].text) {
        add(
          reference["referenceLocator"].text, package["name"].text, package["versionInfo"].word,
          purl, into: &out)
      }
    }
  }

  private func isAdvisory(_ type: String) -> Bool { type == "advisory" }

  private func add(
    _ locator: String, _ name: String, _ version: String?, _ purl: String?,
    into out: inout ReportCollector
  ) {
    let id = CVE.ids(in: locator).first ?? locator.split(separator: "/").last.map(String.init)
    var draft = Draft(weakness: id, in: name, version, .medium, purl: purl)
    draft.link = locator
    out.add(draft)
  }

  private func readTags(_ text: String, into out: inout ReportCollector) {
    var name = ""
    var version: String?
    var purl: String?
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = String(line[line.index(after: colon)...]).withoutBlanks
      switch line[..<colon] {
      case "PackageName": (name, version, purl) = (value, nil, nil)
      case "PackageVersion": version = value
      case "ExternalRef":
        let parts = value.split(separator: " ").map(String.init)
        guard parts.count >= 3 else { continue }
        if parts[1] == "purl" { purl = parts[2] }
        if isAdvisory(parts[1]) { add(parts[2], name, version, purl, into: &out) }
      default: break
      }
    }
  }
}
