import ShrikeIdentity
import ShrikeModel
import ShrikeText
import Testing

@Suite struct SightingKeyTests {
  static func finding(
    _ rule: String, _ subject: Finding.Subject, path: String = "a", line: Int? = nil,
    identity: Identity = Identity(value: "", scheme: ""), cwe: [String] = []
  ) -> Finding {
    var finding = Finding(
      rule: rule, severity: .high, message: "m", identity: identity,
      places: [Place(path: path, start: line.map { SourcePosition(line: $0, column: 1) })],
      taxonomies: cwe.map { Taxonomy("CWE", $0) })
    finding.subject = subject
    return finding
  }

  static func same(
    _ before: Finding, _ after: Finding, aliases: [String] = []
  ) -> Bool {
    FindingMatcher().match(
      before: [Sighting(before)], after: [Sighting(after, advisoryAliases: aliases)]) == [0]
  }

  @Test func aSecretIsItsValue() {
    let one = Identity(value: "0123456789abcdef", scheme: "secret/1")
    let other = Identity(value: "fedcba9876543210", scheme: "secret/1")
    let before = Self.finding("secrets/token", .secret, path: "a.env", line: 3, identity: one)
    #expect(Self.same(before, Self.finding("secrets/token", .secret, path: "b", identity: one)))
    #expect(
      !Self.same(
        before, Self.finding("secrets/token", .secret, path: "a.env", line: 3, identity: other)))
    #expect(!Self.same(before, Self.finding("secrets/other", .secret, identity: one)))
  }

  @Test func aSecretsSightingHoldsNothingOfItsLine() {
    let marks = SourceMarks(Array("a = 1\ntoken = 'hunter2'\nb = 2\n".utf8)).marks(line: 2)
    let sighting = Sighting(
      Self.finding("secrets/token", .secret, line: 2), marks: marks)
    #expect(sighting.code?.line == 0)
    #expect(sighting.code?.statement == 0)
    #expect(sighting.code?.before.near != 0)
  }

  @Test func aDependencyIsItsPackageAndAdvisory() {
    func vulnerable(_ rule: String, _ purl: String, path: String = "package-lock.json") -> Finding {
      Self.finding(rule, .package(.init(name: "", purl: purl)), path: path)
    }
    let before = vulnerable("supply/CVE-2021-44228", "pkg:npm/%40a/b@1.0.0?x=y")
    #expect(Self.same(before, vulnerable("supply/CVE-2021-44228", "pkg:npm/%40a/b@1.0.1")))
    #expect(!Self.same(before, vulnerable("supply/CVE-2021-44228", "pkg:npm/%40a/c@1.0.0")))
    #expect(!Self.same(before, vulnerable("supply/CVE-2021-45046", "pkg:npm/%40a/b@1.0.0")))
    #expect(
      !Self.same(before, vulnerable("supply/CVE-2021-44228", "pkg:npm/%40a/b@1.0.0", path: "o")))
    #expect(
      Self.same(
        before, vulnerable("osv/GHSA-jfh8-c2jp-5v3q", "pkg:npm/%40a/b@1.0.0"),
        aliases: ["CVE-2021-44228"]))
  }

  @Test func twoVersionsOfAPackageStayTwo() {
    func vulnerable(_ version: String) -> Sighting {
      Sighting(
        Self.finding("supply/CVE-1-1", .package(.init(name: "", purl: "pkg:npm/a@\(version)"))))
    }
    #expect(
      FindingMatcher().match(
        before: [vulnerable("1.0.0"), vulnerable("2.0.0")],
        after: [vulnerable("2.0.0"), vulnerable("1.0.1")]) == [1, 0])
  }

  @Test func anImageIsItsNameWithoutTag() {
    func vulnerable(_ image: String, _ package: String) -> Finding {
      Self.finding("supply/CVE-1-1", .image(image, .init(name: package, version: "1")))
    }
    let before = vulnerable("localhost:5000/team/app:1.2", "zlib")
    #expect(Self.same(before, vulnerable("localhost:5000/team/app@sha256:00", "zlib")))
    #expect(!Self.same(before, vulnerable("localhost:5000/team/other:1.2", "zlib")))
    #expect(!Self.same(before, vulnerable("localhost:5000/team/app:1.2", "xz")))
  }

  @Test(arguments: [
    ("https://a.example/users/17/edit", "https://a.example/users/18/edit", true),
    ("https://a.example/users/17", "http://127.0.0.1:8080/users/9", true),
    ("/o/550e8400-e29b-41d4-a716-446655440000", "/o/6ba7b810-9dad-11d1-80b4-00c04fd430c8", true),
    ("/search?q=a&page=1", "/search?page=2&q=b", true),
    ("/search?q=a", "/search?p=a", false),
    ("/v1/users", "/v2/users", false),
    ("/users/{id}", "/users/:id", true),
    ("/a/", "/a#top", true),
  ])
  func anEndpointIsItsRoute(before: String, after: String, same: Bool) {
    func found(_ url: String, _ parameter: String? = "q") -> Finding {
      Self.finding("probe/xss", .endpoint(url: url, method: "get", parameter: parameter))
    }
    #expect(Self.same(found(before), found(after)) == same)
    #expect(!Self.same(found(before), found(after, "other")))
  }

  @Test func aResourceIsItsAddressAndMayMove() {
    func found(_ resource: String, _ path: String) -> Finding {
      Self.finding("infra/public", .resource(resource), path: path)
    }
    let before = found("aws_s3_bucket.logs", "main.tf")
    #expect(Self.same(before, found("aws_s3_bucket.logs", "storage.tf")))
    let swapped = FindingMatcher().match(
      before: [Sighting(before), Sighting(found("aws_s3_bucket.logs", "other.tf"))],
      after: [Sighting(found("aws_s3_bucket.logs", "other.tf")), Sighting(before)])
    #expect(swapped == [1, 0])
  }

  @Test func hostsAndClouds() {
    let host = Self.finding("probe/tls", .host("A.example", port: "443/tcp"))
    #expect(Self.same(host, Self.finding("probe/tls", .host("a.example", port: "443/tcp"))))
    #expect(!Self.same(host, Self.finding("probe/tls", .host("a.example", port: "8443/tcp"))))
    let cloud = Self.finding("cloud/open", .cloud("arn:aws:s3:::logs"))
    #expect(Self.same(cloud, cloud))
    #expect(!Self.same(cloud, Self.finding("cloud/open", .cloud("arn:aws:s3:::web"))))
  }
}

@Suite struct CrossToolGroupTests {
  @Test func oneLineAndOneFamilyOfWeaknesses() {
    let findings = [
      SightingKeyTests.finding("bandit/B602", .code, path: "./a.py", line: 4, cwe: ["78"]),
      SightingKeyTests.finding("semgrep/shell", .code, path: "a.py", line: 4, cwe: ["77"]),
      SightingKeyTests.finding("semgrep/xss", .code, path: "a.py", line: 4, cwe: ["79"]),
      SightingKeyTests.finding("semgrep/shell", .code, path: "a.py", line: 5, cwe: ["78"]),
    ]
    let groups = CrossToolGroups(findings, tools: ["bandit", "semgrep", "semgrep", "semgrep"])
    #expect(groups.groups == [[0, 1]])
  }

  @Test func oneAdvisoryOfOnePackage() {
    func found(_ rule: String, _ name: String) -> Finding {
      SightingKeyTests.finding(rule, .package(.init(name: name, version: "1")))
    }
    let findings = [
      found("trivy/CVE-2021-44228", "org.apache.logging.log4j:log4j-core"),
      found("osv/GHSA-jfh8-c2jp-5v3q", "log4j-core"),
      found("osv/GHSA-jfh8-c2jp-5v3q", "log4j-api"),
    ]
    let aliases = ["GHSA-JFH8-C2JP-5V3Q": ["CVE-2021-44228"]]
    #expect(
      CrossToolGroups(findings, tools: ["trivy", "osv", "osv"], aliases: aliases).groups == [
        [0, 1]
      ])
    #expect(CrossToolGroups(findings, tools: ["trivy", "osv", "osv"]).groups == [])
  }

  @Test func equalFindingsOfOneRuleAreNoGroup() {
    let finding = SightingKeyTests.finding("r", .code, line: 1, cwe: ["89"])
    #expect(CrossToolGroups([finding, finding], tools: ["a", "a"]).groups == [])
  }
}

@Suite struct CodeMarksTests {
  static let text = "import a\n\ndef f(x):\n    # note\n    return run(x, 'y')  # end\n"

  @Test func theyAreKeptAsBytes() throws {
    let marks = try #require(SourceMarks(Array(Self.text.utf8)).marks(line: 5, column: 12))
    #expect(marks.bytes.count == CodeMarks.byteCount)
    #expect(CodeMarks(bytes: marks.bytes) == marks)
    #expect(CodeMarks(bytes: marks.withoutText.bytes) == marks.withoutText)
    #expect(CodeMarks(text: marks.text) == marks)
    #expect(CodeMarks(text: String(marks.text.dropLast())) == nil)
    #expect(CodeMarks(text: marks.text.uppercased()) == nil)
    #expect(CodeMarks(bytes: []) == nil)
    #expect(CodeMarks(bytes: [0] + marks.bytes.dropFirst()) == nil)
  }

  /// What a ledger keeps must mean the same in a year: change the version with these.
  @Test func theyAreTheSameEverywhere() throws {
    let marks = try #require(SourceMarks(Array(Self.text.utf8)).marks(line: 5, column: 12))
    #expect(FindingMatcher.algorithmVersion == 1)
    #expect(
      [marks.line, marks.tail, marks.statement, marks.shape, marks.sketch, marks.scope].map {
        String($0, radix: 16)
      } == [
        "85f52815c7228701", "ba521eddab93cf56", "85f52815c7228701", "c851640b15d0861d",
        "30a778cbcae70d75", "6dc83aba2e96ba32",
      ])
  }

  @Test(arguments: [
    "import a\ndef f(x):\n    return run(x, \"y\",)",
    "import a\r\ndef f(x):\r\n\treturn run(x,'y');",
    "import a\ndef f(\n    x,\n):\n    if x:\n        return run(x, `y`)",
  ])
  func formattingLeavesNoTrace(text: String) throws {
    let one = try #require(SourceMarks(Array(Self.text.utf8)).marks(line: 5))
    let marks = SourceMarks(Array(text.utf8))
    let other = try #require(marks.marks(line: marks.lineCount))
    #expect(one.line == other.line)
    #expect(one.statement == other.statement)
    #expect(one.scope == other.scope)
  }
}
