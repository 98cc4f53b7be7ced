import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeInfra

/// The rules over CloudFormation templates and OpenAPI documents, over the cases that stand beside them.
struct DocumentRulesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Rules/infra")

  private static func files(_ folder: String, _ ending: String) -> [(path: String, bytes: [UInt8])]
  {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path)
    return (names ?? []).sorted().filter { $0.hasSuffix(ending) }.compactMap { name in
      FileManager.default.contents(atPath: root.appending(path: "\(folder)/\(name)").path).map {
        (path: "\(folder)/\(name)", bytes: Array($0))
      }
    }
  }

  private static let pack: InfraPack? = {
    var diagnostics = Diagnostics()
    let modules = ["cloudformation", "openapi", "lib"].flatMap { files($0, ".rego") }
    let pack = InfraPack.read(modules, pack: "infra", diagnostics: &diagnostics)
    for problem in diagnostics.finish() { Issue.record("\(problem.text())") }
    return pack
  }()

  static let cases = (files("cloudformation", ".yaml") + files("openapi", ".yaml")).map(\.path)

  @Test(arguments: cases)
  func aRuleFindsWhatItsCasesSay(_ path: String) throws {
    let pack = try #require(Self.pack)
    let data = FileManager.default.contents(atPath: Self.root.appending(path: path).path)
    let bytes = Array(try #require(data))
    let id = path.replacing("/", with: "-").replacing("_", with: "-").dropLast(5)
    let inspection = try #require(
      pack.makeChecker().inspect([InfraFile(path: "case.yaml", bytes: bytes)]))
    #expect(inspection.troubles.map(\.message) == [])
    #expect(inspection.problems.map(\.message) == [])
    let index = LineIndex(bytes)
    func lines(_ rows: [(rule: Int, range: ByteRange?)]) -> Set<Int> {
      Set(
        rows.filter { pack.rules[$0.rule].id == "infra/\(id)" }.compactMap { row in
          row.range.map { index.line(of: $0.lower) }
        })
    }
    let found = lines(inspection.matches.map { ($0.rule, $0.range) })
    let open = lines(inspection.undecided.map { ($0.rule, $0.range) })
    var wanted: Set<Int> = []
    var undecided: Set<Int> = []
    var named = 0
    let texts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in texts.enumerated() {
      let word = line.trimmingCharacters(in: .whitespaces)
      if word == "# ruleid: \(id)" { wanted.insert(number + 2) }
      if word == "# undecided: \(id)" { undecided.insert(number + 2) }
      if word.hasSuffix(": \(id)") { named += 1 }
    }
    #expect(found == wanted)
    #expect(open == undecided)
    #expect(named > wanted.count, "a case says, too, where nothing may be found")
  }

  /// A rule is there for every file of cases, and the other way round.
  @Test func everyRuleHasItsCases() throws {
    let pack = try #require(Self.pack)
    let tested = Set(
      Self.cases.map {
        "infra/" + $0.replacing("/", with: "-").replacing("_", with: "-").dropLast(5)
      })
    #expect(Set(pack.checks.map(\.info.id)) == tested)
    #expect(pack.checks.allSatisfy { $0.info.why != nil && $0.info.remedy != nil })
  }

  @Test func aRuleOfJSONPointsIntoIt() throws {
    let pack = try #require(Self.pack)
    let text = """
      {"Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": {
        "AccessControl": {"Fn::If": ["Open", "PublicRead", "Private"]}}}},
       "Conditions": {"Open": {"Fn::Equals": [1, "1"]}}}
      """
    let bytes = Array(text.utf8)
    let inspection = pack.makeChecker().inspect([InfraFile(path: "a.json", bytes: bytes)])
    let match = try #require(inspection?.matches.first)
    #expect(pack.rules[match.rule].id == "infra/cloudformation-s3-public-acl")
    #expect(match.subject == "A")
    #expect(
      match.range.map { String(decoding: bytes[$0.lower..<$0.upper], as: UTF8.self) }
        == "\"PublicRead\"")
  }

  @Test(arguments: [
    "AWSTemplateFormatVersion: 1\nResources: [", "AWSTemplateFormatVersion: 1",
    "Resources:\n  A: {Type: 'AWS::X'}",
    "Resources:\n  A: {Type: 'AWS::S3::Bucket', Properties: [1]}", "openapi: 3.0.0\npaths: [",
    "openapi: 3.0.0\npaths: {/a: 1}",
    "swagger: '2.0'\npaths: {}\nschemes: http", "openapi: 3.1.0\nwebhooks: {a: {post: null}}",
  ])
  func oddDocumentsAreNoTrouble(_ text: String) throws {
    let pack = try #require(Self.pack)
    let inspection = pack.makeChecker().inspect([
      InfraFile(path: "a.yaml", bytes: Array(text.utf8))
    ])
    #expect(inspection?.troubles.map(\.message) ?? [] == [])
  }

  @Test(arguments: [
    (
      "templates/a.yaml", "a: {{ .Values.x }}\nkind: Pod\napiVersion: v1\n",
      "a Helm template, which is not rendered"
    ),
    (
      "main.json",
      #"{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}"#,
      "a template of the Azure Resource Manager, which is not evaluated"
    ),
    ("site.yml", "---\n- hosts: all\n  tasks: []\n", "an Ansible playbook, which is not evaluated"),
    (
      "roles/a/tasks/main.yml", "- name: x\n  apt: {}\n",
      "an Ansible playbook, which is not evaluated"
    ),
  ])
  func whatAnotherToolReadsFirstIsToldOf(_ path: String, _ text: String, _ reason: String) throws {
    let pack = try #require(Self.pack)
    let file = InfraFile(path: path, bytes: Array(text.utf8))
    #expect(file.bytes.withUnsafeBufferPointer { pack.recognizes($0, path: path) })
    let inspection = try #require(pack.makeChecker().inspect([file]))
    #expect(inspection.notes.map(\.message) == [reason])
    #expect(inspection.problems.isEmpty && inspection.matches.isEmpty && !inspection.isLooked)
  }

  @Test(arguments: [
    ("a.yaml", "- hosts: x\n"), ("a.yaml", "hosts: {tasks: 1}\n"), ("a.json", "{}"),
  ])
  func whatOnlyLooksLikeItIsNotToldOf(_ path: String, _ text: String) throws {
    let pack = try #require(Self.pack)
    #expect(pack.makeChecker().inspect([InfraFile(path: path, bytes: Array(text.utf8))]) == nil)
  }

  @Test func chartsAndKustomizationsAreToldOfOnce() {
    let folders = UnrenderedFolders([
      "app/Chart.yaml", "app/templates/a.yaml", "app/templates/sub/b.yaml", "app/values.yaml",
      "empty/Chart.yaml", "site/templates/page.yaml", "over/kustomization.yaml", "xChart.yaml",
    ])
    #expect(folders.folders.map(\.path) == ["app/templates/", "over/"])
    #expect(folders.covers("app/templates/sub/b.yaml"))
    #expect(!folders.covers("site/templates/page.yaml") && !folders.covers("app/values.yaml"))
  }
}
