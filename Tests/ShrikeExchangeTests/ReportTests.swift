import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@Suite struct ReportTests {
  /// Every format, its folder under `Cases/` and how its file name ends.
  static let formats = [
    ("terminal", "Terminal", "txt"), ("json", "JSONReport", "json"), ("sarif", "Sarif", "sarif"),
    ("html", "HTML", "html"), ("markdown", "Markdown", "md"), ("junit", "JUnit", "xml"),
    ("github", "GitHub", "txt"), ("gitlab", "GitLab", "json"), ("gitleaks", "Gitleaks", "json"),
    ("gitlab-codequality", "GitLabCodeQuality", "json"), ("csv", "CSV", "csv"),
    ("cyclonedx", "CycloneDX", "json"), ("openvex", "OpenVEX", "json"),
  ]

  static let json = [
    "json", "sarif", "gitlab", "gitleaks", "gitlab-codequality", "cyclonedx", "openvex",
  ]

  @Test func everyFormatIsSnapshot() {
    #expect(Self.formats.map(\.0).sorted() == Reporters.all.map(\.id).sorted())
    #expect(Reporters.named("sarif")?.id == "sarif")
    #expect(Reporters.named("nope") == nil)
  }

  @Test(arguments: formats, Sample.allCases)
  func snapshot(_ format: (String, String, String), _ sample: Sample) throws {
    let entry = try #require(Reporters.named(format.0))
    var text = try written(sample.report, by: entry.make(ReportOptions(width: 90)))
    // The page's own style and script have their files.
    text.replace(/<(style|script)>.*?<\/(style|script)>/.dotMatchesNewlines()) {
      "<\($0.1)></\($0.1)>"
    }
    text.replace(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
    try fixtures.expect(text, "\(format.1)/\(sample.rawValue).\(format.2)")
    #expect(text.utf8.last == UInt8(ascii: "\n"))
  }

  @Test(arguments: [
    ("colour", ReportOptions(colour: true, width: 60)),
    ("verbose", ReportOptions(width: 100, verbose: true)), ("quiet", ReportOptions(quiet: true)),
  ])
  func terminalOptions(_ name: String, _ options: ReportOptions) throws {
    let text = try written(.rich, by: TerminalReport(options))
    try fixtures.expect(text, "Terminal/rich-\(name).txt")
  }

  @Test(arguments: Reporters.all.map(\.id), Sample.allCases)
  func nothingControlsATerminal(_ id: String, _ sample: Sample) throws {
    var text = try written(
      sample.report, by: try #require(Reporters.named(id)).make(ReportOptions()))
    // The format's own line ends.
    if id == "csv" { text.replace("\r\n", with: "\n") }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
    if !Self.json.contains(id) && id != "github" {
      #expect(!text.contains("\u{202E}"))
    }
  }

  @Test(arguments: Reporters.all.map(\.id))
  func passwordsOfRemotesStayOut(_ id: String) throws {
    let text = try written(.rich, by: try #require(Reporters.named(id)).make(ReportOptions()))
    #expect(!text.contains("hunter2"))
  }

  @Test(arguments: Sample.allCases)
  func jsonFitsItsSchema(_ sample: Sample) throws {
    try expectValid(
      written(sample.report, by: JSONReport()), schema: "shrike.report-1.schema.json")
  }

  @Test(arguments: Sample.allCases)
  func sarifFitsTheSchemaOfOASIS(_ sample: Sample) throws {
    try expectValid(written(sample.report, by: SarifReport()), schema: "sarif-2.1.0.schema.json")
  }

  @Test(arguments: json, Sample.allCases)
  func jsonIsWellFormed(_ id: String, _ sample: Sample) throws {
    let text = try written(
      sample.report, by: try #require(Reporters.named(id)).make(ReportOptions()))
    _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    let script = """
      import json, sys
      def once(pairs):
          assert len(pairs) == len({k for k, _ in pairs}), "duplicate key"
          return dict(pairs)
      json.load(sys.stdin, object_pairs_hook=once)
      """
    guard let result = try python(script, input: text) else { return }
    #expect(result.code == 0, "\(result.output)")
  }

  @Test(arguments: Sample.allCases)
  func junitIsWellFormed(_ sample: Sample) throws {
    let script = """
      import sys, xml.etree.ElementTree as tree
      root = tree.parse(sys.stdin.buffer).getroot()
      suite = root.find("testsuite")
      cases = suite.findall("testcase")
      for name, tag in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]:
          assert int(suite.get(name)) == sum(c.find(tag) is not None for c in cases), name
      assert int(suite.get("tests")) == len(cases)
      """
    let text = try written(sample.report, by: JUnitReport())
    guard let result = try python(script, input: text) else { return }
    #expect(result.code == 0, "\(result.output)")
  }

  /// The page may only hold tags it writes itself, and nothing that would load or run.
  @Test(arguments: Sample.allCases)
  func htmlHoldsNoForeignTags(_ sample: Sample) throws {
    let script = """
      import sys, html.parser, base64, hashlib, re
      allowed = set("html head meta title style body a header strong span button main section h1 h2 h3 ul li p table thead tbody tr th td figure figcaption svg rect div input select option ol details summary code pre mark dl dt dd time br b footer script".split())
      text = sys.stdin.buffer.read().decode()
      policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
      class Page(html.parser.HTMLParser):
          stack, inside, data = [], None, ""
          def handle_starttag(self, tag, attributes):
              assert tag in allowed, tag
              for name, value in attributes:
                  assert not name.startswith("on") and name not in ("style", "src", "srcset"), name
                  if name == "href": assert re.match(r"#|https?://", value), value
              if tag not in ("meta", "input", "br", "rect"): self.stack.append(tag)
              if tag in ("style", "script"): self.inside, self.data = tag, ""
          def handle_startendtag(self, tag, attributes):
              assert tag == "rect", tag
          def handle_endtag(self, tag):
              assert self.stack.pop() == tag, tag
              if tag == self.inside:
                  digest = base64.b64encode(hashlib.sha256(self.data.encode()).digest()).decode()
                  assert f"{tag}-src 'sha256-{digest}'" in policy, tag
                  self.inside = None
          def handle_data(self, data):
              if self.inside: self.data += data
      page = Page()
      page.feed(text)
      page.close()
      assert not page.stack, page.stack
      """
    let text = try written(sample.report, by: HTMLReport())
    guard let result = try python(script, input: text) else { return }
    #expect(result.code == 0, "\(result.output)")
  }

  /// Folders are told apart below what was scanned, however that was named.
  @Test(arguments: [
    (".", "api/a.py", "api/"), ("/srv/shop", "/srv/shop/api/v1/a.py", "api/"),
    ("/srv/shop/", "/srv/shop/a.py", "."), ("shop", "shop/api/a.py", "api/"),
    ("sho", "shop/a.py", "shop/"), ("/srv/shop", "/etc/a", "/"), (".", "a.py", "."),
  ])
  func foldersStandBelowTheTarget(_ target: String, _ path: String, _ expected: String) throws {
    var report = Report.rich
    report.target.path = target
    report.findings = [
      Finding(
        rule: "a/b", severity: .low, message: "m", identity: Identity(value: "1", scheme: "x/1"),
        places: [Place(path: path)])
    ]
    let text = try written(report, by: HTMLReport())
    #expect(text.contains("data-rule=\"a/b\" data-folder=\"\(expected)\""))
  }

  @Test func githubWritesNoForeignCommands() throws {
    let text = try written(.rich, by: GitHubReport())
    let commands = text.split(separator: "\n").filter { $0.drop { $0 == " " }.hasPrefix("::") }
    for command in commands {
      #expect(command.contains(/^::(error|warning|notice|group|endgroup)[ :]/), "\(command)")
    }
    #expect(commands.count { $0.hasPrefix("::error") } == 4)
  }

  @Test func githubShowsTenOfALevel() throws {
    var report = Report.rich
    report.findings = Array(repeating: .inHistory, count: 25)
    let text = try written(report, by: GitHubReport())
    #expect(text.split(separator: "\n").count { $0.hasPrefix("::error") } == 10)
    #expect(text.contains("::group::15 more findings\n"))
  }

  @Test func longListsAreCutAndCounted() throws {
    var report = Report.rich
    report.findings = Array(repeating: .inHistory, count: 60)
    #expect(
      try written(report, by: MarkdownReport()).contains("\n10 more findings not shown here.\n"))
    report.findings[0].places = Array(repeating: report.findings[0].places[0], count: 1_200)
    let sarif = try written(report, by: SarifReport())
    let object = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
    let runs = object?["runs"] as? [[String: Any]]
    let results = runs?.first?["results"] as? [[String: Any]]
    #expect((results?.first?["locations"] as? [Any])?.count == 1_000)
    #expect((results?.first?["properties"] as? [String: Any])?["places"] as? Int == 1_200)
    #expect(try written(report, by: TerminalReport()).contains("and 1,195 more places\n"))
    #expect(
      try written(report, by: HTMLReport()).contains("<li>and 700 more, in the JSON report</li>"))
    report.coverage[0].skipped = (0..<3_000).map { Skip("f\($0)", .binary) }
    #expect(try written(report, by: SarifReport()).contains("2,000 more things were not looked at"))
    #expect(
      try written(report, by: HTMLReport()).contains("<p>1,000 more are in the JSON report.</p>"))
  }

  /// GitLab's schema 15.2 asks for these; it may not be copied here.
  @Test(arguments: Sample.allCases)
  func gitlabHasWhatItsSchemaRequires(_ sample: Sample) throws {
    let text = try written(sample.report, by: GitLabReport())
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let scan = try #require(object?["scan"] as? [String: Any])
    for key in ["analyzer", "end_time", "scanner", "start_time", "status", "type"] {
      #expect(scan[key] != nil, "\(key)")
    }
    let time = try #require(scan["end_time"] as? String)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
    let found = try #require(object?["vulnerabilities"] as? [[String: Any]])
    #expect(found.count == sample.report.findings.reduce(0) { $0 + $1.places.count })
    #expect(Set(found.compactMap { $0["id"] as? String }).count == found.count)
    for entry in found {
      #expect((entry["identifiers"] as? [Any])?.isEmpty == false)
      let location = entry["location"] as? [String: Any]
      #expect(((location?["commit"] as? [String: Any])?["sha"] as? String)?.isEmpty == false)
      #expect(entry["raw_source_code_extract"] == nil)
    }
  }

  @Test func gitleaksColumnsAreGitleaksOwn() throws {
    let text = try written(.rich, by: GitleaksReport())
    let entries = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    let foreign = try #require(
      entries?.first { ($0["File"] as? String)?.hasPrefix("docs/") == true })
    // Bytes, one more on lines after the first, the end inclusive.
    #expect(foreign["StartColumn"] as? Int == 24)
    #expect(foreign["EndColumn"] as? Int == 31)
    #expect(foreign["Fingerprint"] as? String == "docs/Größe 測試.md:generic-password:3")
    let first = try #require(
      entries?.first {
        $0["StartLine"] as? Int == 1 && $0["File"] as? String == "services/web/app.js"
      })
    #expect(first["StartColumn"] as? Int == 9)
    #expect(first["EndColumn"] as? Int == 16)
  }
}
