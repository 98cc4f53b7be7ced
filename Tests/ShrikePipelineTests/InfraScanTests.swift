import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// The infrastructure engine inside a scan.
struct InfraScanTests {
  private func request(_ place: Place) -> ScanRequest {
    var request = place.request()
    request.only = ["infra"]
    return request
  }

  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: a
    spec:
      containers:
        - name: web
          image: registry/web:1.2@sha256:0000
          resources: {limits: {cpu: 1, memory: 1Gi}}
          securityContext:
            privileged: true
            runAsNonRoot: true
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
            seccompProfile: {type: RuntimeDefault}
      automountServiceAccountToken: false

    """

  @Test func aFindingStandsAtTheValueTheRuleLookedAt() throws {
    let place = try Place()
    try place.write("deploy/pod.yaml", Self.pod)
    let report = try place.scan(request(place))
    #expect(report.findings.map(\.rule) == ["infra/kubernetes-privileged-container"])
    let found = try #require(report.findings.first?.places.first)
    #expect(place.short(found.path) == "deploy/pod.yaml")
    #expect(found.start == SourcePosition(line: 11, column: 21))
    #expect(found.end == SourcePosition(line: 11, column: 25))
    #expect(found.snippet?.text.contains("privileged: true") == true)
    #expect(report.verdict == .fail(["1 finding is high or worse"]))
    let coverage = try #require(report.coverage.first { $0.engine == "infra" })
    #expect(coverage.status == .ran && coverage.files == 1)
    #expect(report.rules.map(\.id) == ["infra/kubernetes-privileged-container"])
  }

  /// Checks that no file wants are not read.
  @Test(arguments: [
    ("deploy/pod.yaml", ["infra/documents"]), ("main.tf", ["infra/terraform"]),
    ("Dockerfile", ["infra/dockerfile"]), (".github/workflows/a.yml", ["pipeline"]),
    ("notes.txt", []),
  ])
  func onlyWhatIsWantedIsRead(_ path: String, _ expected: [String]) throws {
    let texts = [
      "deploy/pod.yaml": Self.pod, "main.tf": "resource \"a\" \"b\" {}\n",
      "Dockerfile": "FROM a:1\n", ".github/workflows/a.yml": "on: push\njobs: {}\n",
    ]
    let place = try Place()
    try place.write(path, texts[path] ?? "words\n")
    #expect(try place.scan(request(place)).ruleSets.map(\.name) == expected)
  }

  /// Lines above, indentation and another file name change no identity; another resource is another.
  @Test func identityIsTheResource() throws {
    let place = try Place()
    try place.write("a.yaml", Self.pod)
    let before = try place.scan(request(place)).findings.map(\.identity)
    let moved = try Place()
    try moved.write("x/b.yml", "# a line above\n---\n" + Self.pod)
    #expect(try moved.scan(request(moved)).findings.map(\.identity) == before)
    try moved.write("x/c.yml", Self.pod.replacingOccurrences(of: "name: a", with: "name: b"))
    let both = try moved.scan(request(moved)).findings.map(\.identity)
    #expect(both.count == 2 && Set(both).count == 2 && both.contains(before[0]))
  }

  @Test func equalResourcesInTwoFilesAreTwo() throws {
    let place = try Place()
    try place.write("dev/a.yaml", Self.pod)
    try place.write("prod/a.yaml", Self.pod)
    #expect(Set(try place.scan(request(place)).findings.map(\.identity)).count == 2)
  }

  @Test func aCommentOnTheLineWaives() throws {
    let place = try Place()
    try place.write(
      "a.yaml",
      Self.pod.replacingOccurrences(
        of: "privileged: true",
        with: "privileged: true  # shrike:allow KSV017 the agent needs its devices"))
    let report = try place.scan(request(place))
    #expect(report.findings.isEmpty && report.verdict == .pass)
    #expect(report.suppressed.first?.waivers.map(\.reason) == ["the agent needs its devices"])
  }

  @Test(arguments: [
    ("# shrike:allow DL3007 it is a test", true),
    ("# shrike:allow docker-latest-image it is a test\n# another comment", true),
    ("# shrike:allow DL3007 it is a test\nARG a", false),
    ("# shrike:allow docker-missing-user it is a test", false),
    ("ARG a=b # shrike:allow DL3007 no comment in a Dockerfile", false),
  ])
  func aCommentAboveTheLineWaives(_ above: String, _ isWaived: Bool) throws {
    let place = try Place()
    try place.write("Dockerfile", above + "\nFROM a:latest\n")
    let report = try place.scan(request(place))
    let rule = "infra/docker-latest-image"
    #expect(report.findings.contains { $0.rule == rule } != isWaived)
    #expect(report.suppressed.contains { $0.rule == rule } == isWaived)
  }

  @Test func aCommentAboveTheLineWaivesInPipelines() throws {
    let place = try Place()
    try place.write(
      ".gitlab-ci.yml",
      """
      a:
        script:
          # shrike:allow gitlab-download-run-by-shell our own server
          - curl https://a.example/i.sh | sh
          - curl https://b.example/i.sh | sh

      """)
    let report = try place.scan(request(place))
    let rule = "pipeline/gitlab-download-run-by-shell"
    #expect(report.findings.filter { $0.rule == rule }.map { $0.places[0].start?.line } == [5])
    let waived = report.suppressed.filter { $0.rule == rule }
    #expect(waived.map { $0.places[0].start?.line } == [4])
    #expect(waived.first?.waivers.map(\.reason) == ["our own server"])
  }

  /// One broken document or file loses no other, and is told.
  @Test func brokenFilesAreCoverage() throws {
    let place = try Place()
    try place.write("a.yaml", Self.pod)
    try place.write("b.yaml", "apiVersion: v1\nkind: Pod\nspec: [}\n")
    try place.write(
      "c.yaml", Self.pod.replacingOccurrences(of: "name: a", with: "name: c") + "---\n]\n")
    try place.write(".github/workflows/w.yml", "on: [push\njobs: {}\n")
    try place.write("Dockerfile", "FROM a\nRUNN b\n")
    let report = try place.scan(request(place))
    let paths = report.findings.filter { $0.rule.contains("privileged-container") }.map {
      place.short($0.places[0].path)
    }
    #expect(paths == ["a.yaml", "c.yaml"])
    let damaged = report.coverage.flatMap(\.skipped).filter { $0.reason == .damaged }.map {
      place.short($0.path)
    }
    #expect(Set(damaged).isSuperset(of: ["c.yaml", ".github/workflows/w.yml", "Dockerfile"]))
    #expect(!report.partial)
  }

  @Test func pipelinesAreAudited() throws {
    let place = try Place()
    try place.write(
      ".github/workflows/w.yml",
      """
      on: issues
      permissions: {}
      jobs:
        a:
          runs-on: ubuntu-24.04
          steps:
            - run: echo "${{ github.event.issue.title }}"

      """)
    let report = try place.scan(request(place))
    let finding = try #require(report.findings.first { $0.rule == "pipeline/expression-in-script" })
    #expect(finding.places[0].start?.line == 7 && !finding.related.isEmpty)
    #expect(report.rules.allSatisfy { $0.why != nil && $0.remedy != nil })
  }

  /// Whichever engines run: what stands beside a flaw and is a secret, or looks like one, is not shown.
  @Test(arguments: [["infra"], nil] as [[String]?])
  func secretsBesideFlawsAreStruckOut(_ only: [String]?) throws {
    let secrets = [
      Token.a, "S3cretOfTheUrl", "hunter2AndMore", "Tr0ub4dorToo", "pw0fTheOption", "bearerValue77",
    ]
    let login = ["admin", secrets[4]].joined(separator: ":")
    let place = try Place()
    try place.write(
      "Dockerfile",
      """
      FROM python
      ENV API_TOKEN \(secrets[2])
      ADD https://user:\(secrets[1])@host.example/x.tar /x
      RUN curl -u \(login) https://x.example/y | sh
      RUN curl -H "Authorization: \(secrets[5])" https://x.example | sh
      RUN curl https://x.example/\(Token.a) | sh

      """)
    try place.write(
      ".github/workflows/w.yml",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-24.04
          container:
            image: ghcr.io/x/y
            credentials: {username: me, password: \(secrets[3])}
          steps: [{run: "true"}]

      """)
    var request = place.request()
    request.only = only
    let report = try place.scan(request)
    let rules = Set(report.findings.map(\.rule))
    #expect(
      rules.isSuperset(of: [
        "infra/docker-secret-in-variable", "infra/docker-unverified-add",
        "infra/docker-download-run-by-shell", "pipeline/hardcoded-registry-password",
      ]))
    for entry in Reporters.all {
      var sink = MemorySink()
      try entry.make(ReportOptions(colour: false, width: 100, verbose: true, quiet: false)).write(
        report, to: &sink)
      for secret in secrets where secret != Token.a || only == nil {
        #expect(!sink.text.contains(secret), "\(secret) in \(entry.id)")
      }
    }
  }

  @Test func aTeamsPolicyDecides() throws {
    let place = try Place()
    try place.write("a.txt", "nothing\n")
    try place.write(
      ".shrike/policies/owner.rego",
      "package gate.owner\n\nfail contains \"no owner\" if not input.owner\n")
    try place.write(
      ".shrike/policies/owner_test.rego", "package gate.owner\n\ntest_x if nonsense(\n")
    #expect(try place.scan(place.request()).verdict == .fail(["no owner"]))
  }

  @Test func aBrokenPolicyIsWrongInput() throws {
    let place = try Place()
    try place.write(".shrike/policies/a.rego", "package gate.a\n\nfail contains x if y == 1\n")
    #expect(throws: Scan.Failure.self) { try place.scan(place.request()) }
  }

  @Test func historiesAndStreamsAreNoWorkTrees() throws {
    let place = try Place(git: true)
    try place.write("a.yaml", Self.pod)
    try place.git(["add", "-A"])
    try place.git(["commit", "-q", "-m", "first"])
    var request = request(place)
    request.subject = .history
    #expect(try place.scan(request).verdict.word == "not evaluated")
  }

  // MARK: Terraform

  private static let database = """
    variable "public" {}
    variable "open" {
      default = true
    }

    module "net" {
      source = "./net"
      public = var.open
    }

    resource "aws_db_instance" "known" {
      publicly_accessible = true
    }

    resource "aws_db_instance" "unknown" {
      publicly_accessible = var.public
    }

    """

  private static let net = """
    variable "public" {}

    resource "aws_db_instance" "inner" {
      publicly_accessible = var.public
    }

    """

  private func databases() throws -> Place {
    let place = try Place()
    try place.write("main.tf", Self.database)
    try place.write("net/db.tf", Self.net)
    return place
  }

  @Test func aModuleIsLookedAtWithItsArguments() throws {
    let place = try databases()
    let report = try place.scan(request(place))
    let found = report.findings.filter { $0.rule == "infra/aws-public-database" }
    #expect(
      Set(
        found.compactMap { finding -> String? in
          guard case .text(let name) = finding.properties["resource"] else { return nil }
          return name
        }) == ["aws_db_instance.known", "module.net.aws_db_instance.inner"])
    let known = try #require(
      found.first { place.short($0.places[0].path) == "main.tf" && $0.fix != nil })
    #expect(known.places[0].start == SourcePosition(line: 12, column: 25))
  }

  @Test func whatIsNotKnownIsUndecidedAndNoFinding() throws {
    let place = try databases()
    let coverage = try #require(
      try place.scan(request(place)).coverage.first { $0.engine == "infra" })
    let entry = try #require(
      coverage.undecided.first { $0.rule == "infra/aws-public-database" })
    #expect(entry.subject == "aws_db_instance.unknown")
    #expect(entry.reasons == ["var.public"])
    #expect(place.short(entry.path) == "main.tf")
    #expect(entry.start == SourcePosition(line: 16, column: 25))
    #expect(entry.because == "because var.public has no value here")
  }

  @Test func aBrokenFileTakesNothingFromTheOthers() throws {
    let place = try databases()
    try place.write("net/broken.tf", "resource \"a\" {{{\n")
    try place.write("other/broken.tf", "}\n")
    let report = try place.scan(request(place))
    #expect(report.findings.count { $0.rule == "infra/aws-public-database" } == 2)
    let coverage = try #require(report.coverage.first { $0.engine == "infra" })
    let damaged = coverage.skipped.filter { $0.reason == .damaged }
    #expect(damaged.map { place.short($0.path) } == ["net/broken.tf", "other/broken.tf"])
  }

  @Test func aModuleThatIsNotHereIsTold() throws {
    let place = try Place()
    try place.write(
      "main.tf", "module \"vpc\" {\n  source  = \"acme/vpc/aws\"\n  version = \"1.0.0\"\n}\n")
    let coverage = try #require(
      try place.scan(request(place)).coverage.first { $0.engine == "infra" })
    #expect(coverage.skipped.contains { $0.reason == .unavailable })
  }

  // MARK: fixes

  @Test func fixesAreWrittenAndFindNothingMore() throws {
    let place = try databases()
    try place.write("pod.yaml", Self.pod)
    let wanted: Set<String> = [
      "infra/aws-public-database", "infra/kubernetes-privileged-container",
    ]
    let report = try place.scan(request(place))
    let plan = FixPlan(report, folder: place.root) { wanted.contains($0.rule) }
    #expect(plan.refused.isEmpty)
    #expect(plan.files.flatMap(\.titles).map(\.title).allSatisfy { $0 == "replace true by false" })
    // What a variable's default decides is no literal where it is used.
    #expect(plan.files.map { place.short($0.path) } == ["main.tf", "pod.yaml"])
    try plan.apply(folder: place.root)
    let again = try place.scan(request(place)).findings.filter { wanted.contains($0.rule) }
    #expect(again.map(\.rule) == ["infra/aws-public-database"])
  }

  @Test func aFileThatHasChangedIsLeftAlone() throws {
    let place = try Place()
    try place.write("pod.yaml", Self.pod)
    let report = try place.scan(request(place))
    try place.write("pod.yaml", "# a line more\n" + Self.pod)
    let plan = FixPlan(report, folder: place.root)
    #expect(plan.files.isEmpty)
    #expect(plan.refused.map(\.reason) == ["the file has changed since it was looked at"])
  }
}
