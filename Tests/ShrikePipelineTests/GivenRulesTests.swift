import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Rules of other tools in place of built-in ones.
struct GivenRulesTests {
  private func request(_ place: Place, _ rules: [String], only: [String]? = nil) -> ScanRequest {
    var request = place.request()
    request.only = only
    request.rules = rules
    return request
  }

  private static let policy =
    "package main\n\nimport rego.v1\n\ndeny contains \"no owner\" if {\n\tinput.kind\n\tnot input.owner\n}\n"

  @Test func policiesReplaceTheChecksAndNotTheSecrets() throws {
    let place = try Place()
    try place.write("../policies/p.rego", Self.policy)
    try place.write("a.yaml", "kind: x\napiVersion: v1\n")
    try place.write("Dockerfile", "FROM a:latest\n")
    let report = try place.scan(request(place, [place.outside + "/policies"]))
    #expect(report.findings.map(\.rule) == ["conftest/main.deny"])
    #expect(report.findings.first?.severity == .high)
    let sets = report.ruleSets.map { "\($0.engine) \($0.format)" }.sorted()
    #expect(sets == ["infra conftest", "secrets shrike"])
  }

  @Test func bothEnginesCanBeGivenRules() throws {
    let place = try Place()
    try place.write("../policies/p.rego", Self.policy)
    try place.write("a.yaml", "kind: x\ntoken: \(Token.a)\n")
    let report = try place.scan(
      request(place, [place.outside + "/policies", place.outside + "/rules.toml"]))
    #expect(report.findings.map(\.rule).sorted() == ["conftest/main.deny", "gitleaks/token"])
  }

  @Test func rulesOfSecretsAloneLeaveTheChecks() throws {
    let place = try Place()
    try place.write("Dockerfile", "FROM a:1\nUSER root\n")
    let report = try place.scan(request(place, [place.outside + "/rules.toml"]))
    #expect(report.findings.contains { $0.rule.hasPrefix("infra/docker-") })
  }

  @Test func aBrokenFileIsToldOfAndTheOthersRun() throws {
    let place = try Place()
    try place.write("../policies/p.rego", Self.policy)
    try place.write("../policies/broken.rego", "package main\n\ndeny contains x if {\n")
    try place.write("a.yaml", "kind: x\n")
    let report = try place.scan(request(place, [place.outside + "/policies"]))
    #expect(report.findings.map(\.rule) == ["conftest/main.deny"])
    let told = report.diagnostics.filter { $0.level == .error }
    #expect(told.count == 1)
    #expect(told.first?.file?.hasSuffix("broken.rego") == true)
    #expect(told.first?.frame != nil)
  }

  @Test func whereNothingIsLeftTheEngineHasFailed() throws {
    let place = try Place()
    try place.write("../policies/broken.rego", "package main\n\ndeny contains x if {\n")
    try place.write("a.yaml", "kind: x\n")
    let report = try place.scan(
      request(place, [place.outside + "/policies"], only: ["infra"]))
    #expect(report.coverage.first { $0.engine == "infra" }?.status != .ran)
    #expect(report.diagnostics.contains { $0.level == .error })
  }

  @Test func aFolderWithoutRulesEndsTheScan() throws {
    let place = try Place()
    try place.write("../policies/readme.md", "nothing")
    #expect(throws: Scan.Failure.self) {
      try place.scan(request(place, [place.outside + "/policies"]))
    }
    #expect(throws: Scan.Failure.self) {
      try place.scan(request(place, [place.outside + "/nowhere"]))
    }
  }

  @Test func kicsLibrariesAreFoundBesideItsQueries() throws {
    let place = try Place()
    try place.write(
      "../assets/libraries/common.rego", "package generic.common\n\nis_open(x) { x == \"*\" }\n")
    try place.write(
      "../assets/queries/terraform/aws/open/metadata.json",
      #"{"id": "abc", "queryName": "Open", "severity": "HIGH", "platform": "Terraform"}"#)
    try place.write(
      "../assets/queries/terraform/aws/open/query.rego",
      """
      package Cx

      import data.generic.common as common_lib

      CxPolicy[result] {
      \tthing := input.document[i].resource.thing[name]
      \tcommon_lib.is_open(thing.who)
      \tresult := {"documentId": input.document[i].id, "searchKey": sprintf("thing[%s].who", [name]),
      \t\t"keyActualValue": "open", "resourceType": "thing", "resourceName": name}
      }
      """)
    try place.write(
      "../assets/queries/terraform/aws/open/test/positive.rego", "package Cx\n\nbroken {\n")
    try place.write("main.tf", "resource \"thing\" \"a\" {\n  who = \"*\"\n}\n")
    for path in ["/assets", "/assets/queries", "/assets/queries/terraform/aws/open"] {
      let report = try place.scan(request(place, [place.outside + path], only: ["infra"]))
      #expect(report.findings.map(\.rule) == ["kics/abc"])
      #expect(report.findings.first?.places.first?.start?.line == 2)
      #expect(report.diagnostics.filter { $0.level == .error } == [])
    }
  }

  @Test func aTeamsOwnChecksMayImportOurLibraries() throws {
    let place = try Place()
    try place.write(
      "../team/owner.rego",
      """
      # METADATA
      # title: Pod without an owner
      # custom:
      #   severity: high
      package infra.kubernetes.no_owner

      import data.infra.lib.kubernetes

      deny contains {"message": "nobody owns it", "at": input.kind, "key": "owner"} if {
      \tkubernetes.pod
      \tnot input.metadata.labels.owner
      }
      """)
    try place.write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n")
    let report = try place.scan(request(place, [place.outside + "/team"], only: ["infra"]))
    #expect(report.findings.map(\.rule) == ["team/kubernetes-no-owner"])
    #expect(report.findings.first?.places.first?.start?.line == 2)
  }

  @Test func chartsAreToldOfOnceAndWithoutComplaints() throws {
    let place = try Place()
    try place.write("chart/Chart.yaml", "name: a\n")
    try place.write(
      "chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\nname: {{ .Values.x }}\n{{- end }}")
    try place.write("chart/templates/b.yaml", "apiVersion: v1\nkind: Pod\nname: {{ .Values.y }}\n")
    try place.write("plays/a.yml", "- hosts: all\n  tasks: []\n")
    try place.write("plays/b.yml", "- hosts: all\n  roles: []\n")
    var request = place.request()
    request.only = ["infra"]
    let report = try place.scan(request)
    let skips = report.coverage.first { $0.engine == "infra" }?.skipped ?? []
    #expect(
      skips.map { "\(place.short($0.path)): \($0.reason.rawValue) \($0.detail ?? "")" } == [
        "chart/templates/: unsupported templates of a Helm chart, which is not rendered",
        "plays/: unsupported an Ansible playbook, which is not evaluated (2 files)",
      ])
  }
}
