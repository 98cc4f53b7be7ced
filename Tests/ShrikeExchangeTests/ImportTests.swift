import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

/// Other tools' reports: one small case a tool in `Cases/Imports`, named after the reader; what stands
/// behind a dash tells several of one tool apart. A folder stands for an archive.
@Suite struct ImportTests {
  static let cases: [String] = {
    let folder = fixtures.folder.appending(path: "Imports").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(".txt") }.sorted()
  }()

  /// The reader that a case's name says.
  static func tool(_ name: String) -> String { String(name.prefix { $0 != "." && $0 != "-" }) }

  /// Tools whose form is another's, too, so that a person has to name them, and whose it is by content.
  static let twins = ["invicti": "netsparker"]

  /// A case, with each of its files changed.
  private func file(
    _ name: String, changing change: ([UInt8]) -> [UInt8] = { $0 }
  ) throws -> ReportFile {
    let folder = fixtures.folder.appending(path: "Imports/\(name)").path
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    guard !paths.isEmpty else {
      return ReportFile(name: name, bytes: change(try fixtures.bytes("Imports/\(name)")))
    }
    // Folders within have no bytes.
    let entries = paths.sorted().compactMap { path in
      (try? fixtures.bytes("Imports/\(name)/\(path)")).map {
        ReportFile(name: path, bytes: change($0))
      }
    }
    return ReportFile(name: name, bytes: [], entries: entries)
  }

  private func read(_ file: ReportFile) throws(ReportImporter.Failure) -> ImportedReport {
    let tool = Self.tool(file.name)
    return try ReportImporter().read(file, as: Self.twins[tool] == nil ? nil : tool)
  }

  private func read(_ text: String, _ name: String = "report", as tool: String? = nil)
    throws(ReportImporter.Failure) -> ImportedReport
  {
    try ReportImporter().read(ReportFile(name: name, bytes: Array(text.utf8)), as: tool)
  }

  @Test func casesAreThere() {
    let known = Set(ReportImporter.tools.map(\.name))
    #expect(known.count == ReportImporter.tools.count, "every reader has a name of its own")
    let tried = Set(Self.cases.map(Self.tool))
    #expect(tried.subtracting(known).sorted() == [], "a case is named after a reader")
    #expect(known.subtracting(tried).sorted() == [], "every reader has a case of its own")
  }

  @Test(arguments: cases) func whatIsRead(_ name: String) throws {
    let file = try file(name)
    let tool = Self.tool(name)
    #expect(ReportImporter().detect(file) == .tool(Self.twins[tool] ?? tool))
    let report = try read(file)
    #expect(report.tool == tool)
    try fixtures.expect(described(report), "Imports/\(name).txt")
  }

  @Test(arguments: [
    ("Trivy Scan", "trivy"), ("Anchore Grype", "anchore_grype"), ("NPM Audit Scan", "npm_audit"),
    ("OSV Scan", "osv_scanner"), ("SARIF", "sarif"), ("Semgrep JSON Report", "semgrep"),
    ("Bandit Scan", "bandit"), ("Scan Report", nil), ("", nil), ("Nobody's Scan", nil),
  ])
  func toolsAreCalledBy(_ words: String, _ name: String?) {
    #expect(ReportImporter.tool(called: words) == name)
  }

  /// The secrets that the cases hold.
  @Test(arguments: cases) func noSecretIsKept(_ name: String) throws {
    let report = try read(try file(name))
    var sink = MemorySink()
    try JSONReport().write([(name, report)], to: &sink)
    for secret in ["AKIAEXAMPLEEXAMPLE00", "swordfish"] { #expect(!sink.text.contains(secret)) }
  }

  @Test(arguments: cases) func lawsOfFindings(_ name: String) throws {
    let report = try read(try file(name))
    let again = try read(try file(name))
    #expect(report.findings == again.findings, "the same bytes are the same findings")
    var seen: Set<Identity> = []
    for finding in report.findings {
      #expect(!finding.places.isEmpty && !finding.message.isEmpty)
      #expect(seen.insert(finding.identity).inserted, "no two findings are one")
      #expect(finding.places.allSatisfy { !$0.path.contains("\\") && !$0.path.hasPrefix("file:") })
    }
    #expect(Set(report.findings.map(\.rule)).isSubset(of: report.rules.map(\.id)))
  }

  // MARK: broken and hostile input

  @Test(arguments: cases) func cutAnywhere(_ name: String) throws {
    for part in 0..<40 {
      let file = try file(name) { Array($0.prefix($0.count * part / 40)) }
      _ = ReportImporter().detect(file)
      _ = try? ReportImporter().read(file, as: Self.tool(name))
    }
  }

  /// What another tool wrote is refused or read as nothing, and never ends the process.
  @Test(arguments: cases) func asEveryTool(_ name: String) throws {
    let file = try file(name)
    for (tool, _) in ReportImporter.tools { _ = try? ReportImporter().read(file, as: tool) }
  }

  @Test(arguments: cases) func utf16(_ name: String) throws {
    let wide = try file(name) { bytes in
      let text = String(decoding: bytes, as: UTF8.self).replacing("encoding=\"utf-8\"", with: "")
        .replacing("encoding=\"UTF-8\"", with: "")
      return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    #expect(try read(wide).findings == (try read(try file(name))).findings)
  }

  @Test func marksAndWindows1252() throws {
    let text = "[{\"RuleID\":\"r\",\"StartLine\":1,\"Secret\":\"x\",\"File\":\"caf\u{E9}\"}]"
    let marked = try read("\u{FEFF}" + text)
    #expect(marked.findings.first?.places.first?.path == "caf\u{E9}")
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    let report = try ReportImporter().read(ReportFile(name: "x", bytes: latin))
    #expect(report.findings.first?.places.first?.path == "caf\u{E9}")
  }

  @Test func emptyFitsNoTool() {
    for text in ["", " \n", "\u{FEFF}", "{", "nothing that anybody wrote"] {
      #expect(throws: ReportImporter.Failure.self) { _ = try read(text) }
    }
  }

  @Test func ambiguousListsCandidates() {
    let file = ReportFile(name: "x", bytes: Array("{\"findings\": []}".utf8))
    guard case .ambiguous(let names) = ReportImporter().detect(file) else {
      Issue.record("several tools write this")
      return
    }
    #expect(names == names.sorted() && names.contains("generic") && names.contains("semgrep_pro"))
    #expect((try? ReportImporter().read(file, as: "semgrep_pro"))?.findings.isEmpty == true)
    #expect(throws: ReportImporter.Failure.noSuchTool("nobody")) {
      _ = try ReportImporter().read(file, as: "nobody")
    }
  }

  @Test func entitiesAreRefused() {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE issues [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><issues burpVersion="1"><issue><name>&c;</name></issue></issues>
      """
    let outside = """
      <!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/hostname">]><nmaprun scanner="nmap"><host>&x;</host></nmaprun>
      """
    let parameters = """
      <!DOCTYPE nmaprun [<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;]><nmaprun scanner="nmap"/>
      """
    for text in [laughs, outside, parameters] {
      do {
        _ = try read(text)
        Issue.record("it declares entities")
      } catch {
        #expect(error.message == "it declares entities, which are refused")
      }
    }
  }

  @Test func depthIsBounded() {
    let lists = String(repeating: "[", count: 100_000)
    #expect(throws: ReportImporter.Failure.self) { _ = try read(lists) }
    #expect(throws: ReportImporter.Failure.self) {
      _ = try read(lists + String(repeating: "]", count: 100_000))
    }
    #expect(throws: ReportImporter.Failure.self) {
      _ = try read(String(repeating: "<a>", count: 100_000))
    }
    let inner =
      "{\"a\":" + String(repeating: "[", count: 250) + String(repeating: "]", count: 250) + "}"
    #expect(throws: ReportImporter.Failure.self) {
      _ = try read("{\"runs\":[],\"version\":\(inner)}")
    }
  }

  @Test func sizeIsBounded() {
    var importer = ReportImporter()
    importer.limits.bytes = 100
    let file = ReportFile(name: "x", bytes: [UInt8](repeating: 0x20, count: 101))
    #expect(throws: ReportImporter.Failure.self) { _ = try importer.read(file, as: "sarif") }
  }

  @Test func longTextsAreCutWithAMark() throws {
    let long = String(repeating: "x", count: 10_005)
    let report = try read(
      "{\"findings\":[{\"title\":\"\(long)\",\"severity\":\"High\"}]}", as: "generic")
    #expect(report.cutTexts > 0)
    #expect(report.findings.first?.message.hasSuffix("x…[cut 5 characters]") == true)
  }

  @Test func everyResultCounts() throws {
    let results = (0..<26_000).map { "{\"ruleId\":\"r\",\"message\":{\"text\":\"m\($0 % 7)\"}}" }
    let report = try read(
      "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\"}},\"results\":["
        + results.joined(separator: ",") + ",{},7]}]}")
    #expect(report.findings.count == 26_000, "nothing is dropped above any number")
    #expect(report.unusable == 2 && report.problems.count == 2)
    #expect(report.problems.first?.place == "runs[0].results[26000]")
    #expect(Set(report.findings.map(\.identity)).count == 26_000)
  }

  /// Each is kept, and none is compared with all others, which would take minutes.
  @Test func manyPlacesOfOneFinding() throws {
    let count = 20_000
    let items = (0..<count).map { "{\"id\":\"1\",\"msg\":\"m\",\"url\":\"/\($0)\"}" }
    let alert = try read(
      "{\"host\":\"shop.example\",\"banner\":\"\",\"vulnerabilities\":["
        + items.joined(separator: ",") + "]}")
    #expect(alert.findings.map(\.places.count) == [count])
    let paths = (0..<count).map { "\"lib/\($0).js\"" }
    let package = try read(
      "{\"components\":[{\"componentIdentifier\":{},\"securityData\":{\"securityIssues\":"
        + "[{\"reference\":\"r\",\"severity\":5}]},\"pathnames\":["
        + paths.joined(separator: ",") + "]}]}")
    #expect(package.findings.map(\.places.count) == [count])
  }

  @Test func halfLostIsIncomplete() throws {
    let report = try read(
      "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\"}},\"results\":[{},{},{\"ruleId\":\"r\"}]}]}"
    )
    #expect(report.isIncomplete && report.unusable == 2)
  }

  /// A line that moves changes a place, and not what a finding is.
  @Test func linesAreNoIdentity() throws {
    func report(line: Int) throws -> ImportedReport {
      try read(
        "[{\"filePath\":\"a.js\",\"errorCount\":1,\"messages\":[{\"ruleId\":\"r\",\"severity\":2,\"message\":\"m\",\"line\":\(line)}]}]"
      )
    }
    #expect(
      try report(line: 3).findings.map(\.identity) == report(line: 9).findings.map(\.identity))
  }

  @Test(arguments: [
    ("C:\\work\\a b.py", "/work/a b.py"), ("file:///C:/work/a%20b.py", "/work/a b.py"),
    ("file:///home/x/./y/../z.c", "/home/x/z.c"), ("./src//a.c", "src/a.c"),
    ("src\\a.c", "src/a.c"),
    ("https://shop.example/a?b=./c", "https://shop.example/a?b=./c"), ("../../a.c", "../../a.c"),
  ])
  func paths(_ stated: String, _ path: String) throws {
    let escaped = stated.replacing("\\", with: "\\\\")
    let report = try read(
      "[{\"filePath\":\"\(escaped)\",\"errorCount\":1,\"messages\":[{\"ruleId\":\"r\",\"severity\":1,\"message\":\"m\"}]}]"
    )
    let finding = try #require(report.findings.first)
    #expect(finding.places.first?.path == path)
    if stated != path { #expect(finding.properties["stated-path"] == .text(stated)) }
  }

  // MARK: the snapshot

  private func described(_ report: ImportedReport) -> String {
    var lines = [
      "\(report.tool) (\(report.title)) \(report.toolVersion ?? "of an unknown version")"
    ]
    for problem in report.problems { lines.append("! \(problem.place): \(problem.reason)") }
    for finding in report.findings { lines += described(finding) }
    for rule in report.rules {
      lines.append("rule \(rule.id) [\(rule.severity.rawValue)] \(rule.title)")
      if let why = rule.why { lines.append("  why: \(why)") }
      if let link = rule.documentation { lines.append("  see: \(link)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func described(_ finding: Finding) -> [String] {
    let stated = finding.statedSeverity.map { " (\($0))" } ?? ""
    var lines = [
      "",
      "\(finding.severity.rawValue)\(stated), \(finding.confidence.rawValue): \(finding.rule): \(finding.message)",
    ]
    func place(_ place: Place) -> String {
      var text = place.path
      if let start = place.start { text += ":\(start.line):\(start.column)" }
      if let end = place.end { text += "-\(end.line):\(end.column)" }
      if let note = place.note { text += " (\(note))" }
      if let commit = place.commit {
        text += " in \(commit.id) by \(commit.author) <\(commit.email)>"
      }
      return text
    }
    for entry in finding.places { lines.append("  at \(place(entry))") }
    for entry in finding.related { lines.append("  from \(place(entry))") }
    lines.append("  about \(described(finding.subject))")
    if !finding.taxonomies.isEmpty {
      lines.append(
        "  is \(finding.taxonomies.map { "\($0.catalogue) \($0.id)" }.joined(separator: ", "))")
    }
    if let remedy = finding.remedy { lines.append("  do: \(remedy)") }
    for (name, value) in finding.properties.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name) = \(value)")
    }
    for waiver in finding.waivers {
      lines.append("  waived by \(waiver.source.rawValue): \(waiver.reason ?? "no reason")")
    }
    lines.append("  identity by \(finding.identity.scheme)")
    return lines
  }

  private func described(_ subject: Finding.Subject) -> String {
    func package(_ package: Finding.Package?) -> String {
      guard let package else { return "" }
      return " \(package.name) \(package.version ?? "-") \(package.purl ?? "")"
    }
    return switch subject {
    case .code: "code"
    case .secret: "a secret"
    case .package(let it): "the package\(package(it))"
    case .image(let name, let it): "the image \(name)\(package(it))"
    case .resource(let name): "the resource \(name)"
    case .endpoint(let url, let method, let parameter):
      "the endpoint \(method ?? "") \(url) \(parameter ?? "")"
    case .host(let name, let port): "the host \(name) \(port ?? "")"
    case .cloud(let name): "the cloud's \(name)"
    }
  }
}
