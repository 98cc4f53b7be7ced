import Foundation
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeExchange

/// What CSV, OpenVEX, CycloneDX and code quality promise beyond their text.
struct WeaknessReportTests {
  private func object(_ report: Report, _ reporter: any Reporter) throws -> [String: Any] {
    let text = try written(report, by: reporter)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// OpenVEX' schema asks for these; it may not be copied here.
  @Test(arguments: Sample.allCases)
  func openVEXHasWhatItsSchemaRequires(_ sample: Sample) throws {
    let document = try object(sample.report, OpenVEXReport())
    #expect(
      Set(document.keys) == [
        "@context", "@id", "author", "timestamp", "version", "tooling", "statements",
      ])
    let allowed: Set<String> = [
      "vulnerability", "products", "status", "status_notes", "justification", "impact_statement",
      "action_statement",
    ]
    for statement in try #require(document["statements"] as? [[String: Any]]) {
      #expect(allowed.isSuperset(of: statement.keys))
      #expect((statement["vulnerability"] as? [String: Any])?["name"] is String)
      #expect((statement["products"] as? [Any])?.isEmpty == false)
      let grounds = ["justification", "impact_statement"].count { statement[$0] != nil }
      switch statement["status"] as? String {
      case "not_affected": #expect(grounds == 1)
      case "affected":
        #expect(grounds == 0)
        #expect(statement["action_statement"] is String)
      default: #expect(statement["status"] as? String == "fixed")
      }
    }
  }

  /// Nothing is said of open findings, of what only a baseline knows, and of licences.
  @Test func onlyDecisionsAreStatements() throws {
    let document = try object(.packages, OpenVEXReport())
    let statements = try #require(document["statements"] as? [[String: Any]])
    let said = statements.map {
      "\(($0["vulnerability"] as? [String: Any])?["name"] ?? "") \($0["status"] ?? "")"
    }
    #expect(
      said == [
        "CVE-2021-45105 not_affected", "CVE-2021-45046 not_affected", "GHSA-xxxx-yyyy-zzzz fixed",
        "CVE-2022-0778 affected", "CVE-2023-0001 affected",
      ])
    #expect((try object(.empty, OpenVEXReport())["statements"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [("openvex", 5), ("cyclonedx", 7)])
  func whatIsWrittenReadsTheSame(_ id: String, _ count: Int) throws {
    let reporter = try #require(Reporters.named(id)).make(ReportOptions())
    let file = ReportFile(
      name: "r.json", bytes: Array(try written(.packages, by: reporter).utf8))
    #expect(ReportImporter().detect(file) == .tool(id))
    let read = try ReportImporter().read(file)
    #expect(read.findings.count == count)
    #expect(read.problems.isEmpty)
  }

  /// The serial number follows from the content: the same twice, another after a decision.
  @Test func serialNumbersFollowFromTheContent() throws {
    let first = try object(.packages, CycloneDXReport())["serialNumber"] as? String
    #expect(first == (try object(.packages, CycloneDXReport())["serialNumber"] as? String))
    let pattern = /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(try #require(first).wholeMatch(of: pattern) != nil)
    var report = Report.packages
    report.findings[0].waivers = [Waiver(scope: .finding, source: .vex)]
    #expect(first != (try object(report, CycloneDXReport())["serialNumber"] as? String))
  }

  @Test(arguments: Sample.allCases)
  func referencesOfCycloneDXLeadSomewhere(_ sample: Sample) throws {
    let document = try object(sample.report, CycloneDXReport())
    var known: [String] = []
    func take(_ components: Any?) {
      for component in components as? [[String: Any]] ?? [] {
        known.append(component["bom-ref"] as? String ?? "")
        take(component["components"])
      }
    }
    take(document["components"])
    #expect(Set(known).count == known.count)
    for item in try #require(document["vulnerabilities"] as? [[String: Any]]) {
      for affected in item["affects"] as? [[String: Any]] ?? [] {
        #expect(known.contains(affected["ref"] as? String ?? "none"))
      }
    }
  }

  @Test(arguments: [
    ("debian", "pkg:oci/debian"), ("debian:12", "pkg:oci/debian?tag=12"),
    ("r.example:5000/a/Web", "pkg:oci/web?repository_url=r.example%3A5000%2Fa%2FWeb"),
    ("a/b:1@sha256:ff", "pkg:oci/b@sha256%3Aff?repository_url=a%2Fb&tag=1"), ("", "pkg:oci/"),
  ])
  func imagesHaveAddresses(_ name: String, _ expected: String) {
    #expect(ImageReference(name).purl == expected)
  }

  @Test func severalCVEsOfAFindingAreSeveralWeaknesses() {
    var finding = Finding.wholeFile
    finding.subject = .package(.init(name: "a"))
    finding.taxonomies = [
      Taxonomy("CWE", "79"), Taxonomy("GHSA", "GHSA-1"), Taxonomy("CVE", "CVE-1"),
      Taxonomy("CVE", "CVE-1"),
    ]
    #expect(finding.packageWeaknesses.map(\.name) == ["CVE-1"])
    #expect(finding.packageWeaknesses.map(\.aliases) == [["GHSA-1"]])
    finding.taxonomies.append(Taxonomy("CVE", "CVE-2"))
    #expect(finding.packageWeaknesses.map(\.name) == ["CVE-1", "CVE-2"])
    #expect(finding.packageWeaknesses.flatMap(\.aliases).isEmpty)
    finding.subject = .code
    #expect(finding.packageWeaknesses.isEmpty)
  }

  /// Python's reader of CSV finds as many lines as there are findings, and no cell that is a formula.
  @Test(arguments: Sample.allCases)
  func csvIsATableWithoutFormulas(_ sample: Sample) throws {
    let report = sample.report
    let script = """
      import csv, io, sys
      text = sys.stdin.buffer.read().decode()
      rows = list(csv.DictReader(io.StringIO(text, newline="")))
      assert text.count("\\n") == text.count("\\r\\n")
      for row in rows:
          assert None not in row and None not in row.values()
          for cell in row.values(): assert not cell or cell[0] not in "=+-@\\t\\r\\n", cell
      print(len(rows), sum(row["state"] == "suppressed" for row in rows))
      """
    guard let result = try python(script, input: written(report, by: CSVReport())) else { return }
    let suppressed = report.suppressed.count
    #expect(result.output == "\(report.findings.count + suppressed) \(suppressed)\n")
  }

  /// GitLab takes two entries of one fingerprint for one.
  @Test(arguments: Sample.allCases)
  func fingerprintsOfCodeQualityDiffer(_ sample: Sample) throws {
    let text = try written(sample.report, by: GitLabCodeQualityReport())
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(Set(entries.compactMap { $0["fingerprint"] as? String }).count == entries.count)
    #expect(entries.count == sample.report.findings.reduce(0) { $0 + $1.places.count })
    let words = Set(entries.compactMap { $0["severity"] as? String })
    #expect(words.isSubset(of: ["info", "minor", "major", "critical", "blocker"]))
  }
}
