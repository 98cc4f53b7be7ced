import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Documents as the rules over CloudFormation templates and OpenAPI documents see them.
struct DocumentRulesTests {
  private static let pack = BuiltInPack.read(["cloudformation", "openapi"])

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
