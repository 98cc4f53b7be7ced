import ShrikeFormats
import ShrikeModel

/// sslscan's XML.
struct SSLScanReader: ReportReader {
  let name = "sslscan"
  let title = "sslscan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "document" && report.xml.attribute("title") == "SSLScan Results")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml.attribute("version")
    for test in report.xml.all("ssltest") {
      let subject = Finding.Subject.host(
        test.attribute("host") ?? "", port: test.attribute("port").map { "\($0)/tcp" })
      for item in test.all("heartbleed") where item.attribute("vulnerable") == "1" {
        let version = item.attribute("sslversion") ?? ""
        var draft = Draft("heartbleed", .info, "Heartbleed over \(version)", title: "Heartbleed")
        draft.add(id: "CVE-2014-0160")
        draft.subject = subject
        out.add(draft)
      }
      for item in test.all("cipher") {
        let strength = item.attribute("strength") ?? "strong"
        guard strength != "strong", strength != "acceptable" else { continue }
        let version = item.attribute("sslversion") ?? ""
        var draft = Draft(
          "weak-cipher", .info, "\(item.attribute("cipher") ?? "") over \(version) is \(strength)",
          title: "Weak cipher")
        draft.stated = strength
        draft.subject = subject
        out.add(draft)
      }
    }
  }
}
