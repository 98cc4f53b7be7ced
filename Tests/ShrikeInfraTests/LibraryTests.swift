import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Rule files of other tools' formats, all invented here, over files of ours.
struct LibraryTests {
  private struct Outcome {
    var rules: [String] = []
    /// `rule path:line message`, sorted.
    var found: [String] = []
    var diagnostics: [String] = []
    var troubles: [String] = []
  }

  private func ask(_ rules: [(String, String)], _ files: [(String, String)]) -> Outcome {
    var diagnostics = Diagnostics()
    let read = RuleFiles(
      rules.map { (path: $0.0, bytes: Array($0.1.utf8)) }, diagnostics: &diagnostics)
    var outcome = Outcome()
    for library in read.libraries(diagnostics: &diagnostics) {
      outcome.rules += library.rules.map(\.id)
      let handed = files.map { InfraFile(path: $0.0, bytes: Array($0.1.utf8)) }.filter { file in
        library.mayRecognize(path: file.path)
          && file.bytes.withUnsafeBufferPointer { library.recognizes($0, path: file.path) }
      }
      let checker = library.makeChecker()
      let together = handed.filter { checker.gathers(path: $0.path) }
      let groups = handed.filter { !checker.gathers(path: $0.path) }.map { [$0] } + [together]
      for group in groups where !group.isEmpty {
        guard let inspection = checker.inspect(group) else { continue }
        for match in inspection.matches {
          let file = group[match.file]
          let line = match.range.map { ":\(LineIndex(file.bytes).line(of: $0.lower))" } ?? ""
          outcome.found.append(
            "\(library.rules[match.rule].id) \(file.path)\(line) \(match.message)")
        }
        outcome.troubles += inspection.troubles.map {
          "\(library.rules[$0.rule].id): \($0.message)"
        }
      }
    }
    outcome.found.sort()
    outcome.diagnostics = diagnostics.finish().map { diagnostic in
      let line = diagnostic.frame.map { ":\($0.line)" } ?? ""
      return "\(diagnostic.level) \(diagnostic.file ?? "")\(line) \(diagnostic.message)"
    }
    return outcome
  }

  // MARK: KICS

  private let kicsLibrary = (
    "assets/libraries/common.rego",
    "package generic.common\n\nis_open(value) { value == data.common_lib.open }\n"
  )
  private let kicsData = ("assets/libraries/common.json", #"{"common_lib": {"open": "0.0.0.0/0"}}"#)

  private func kics(
    _ name: String, _ platform: String, _ body: String, severity: String = "HIGH"
  ) -> [(String, String)] {
    let folder = "assets/queries/\(name)"
    return [
      (
        "\(folder)/metadata.json",
        #"{"id": "id-\#(name)", "queryName": "About \#(name)", "severity": "\#(severity)", "platform": "\#(platform)", "cwe": "284"}"#
      ),
      (
        "\(folder)/query.rego",
        "package Cx\n\nimport data.generic.common as common_lib\n\nCxPolicy[result] {\n\(body)\n}\n"
      ),
    ]
  }

  private let openGroup = """
    \tgroup := input.document[i].resource.aws_security_group[name]
    \tcommon_lib.is_open(group.ingress.cidr_blocks[_])
    \tresult := {"documentId": input.document[i].id, "resourceType": "aws_security_group", "resourceName": name,
    \t\t"searchKey": sprintf("aws_security_group[%s].ingress.cidr_blocks", [name]), "keyActualValue": "it is open"}
    """

  @Test func kicsQueriesOfAPlatformShareTheirLibraries() {
    let tf =
      "resource \"aws_security_group\" \"a\" {\n  ingress {\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n"
    let outcome = ask(
      [kicsLibrary, kicsData] + kics("open", "Terraform", openGroup)
        + kics("open_too", "Terraform", openGroup, severity: "TRACE"),
      [("net/main.tf", tf), ("web.yaml", "a: 1\n")])
    #expect(outcome.rules == ["kics/id-open", "kics/id-open_too"])
    #expect(
      outcome.found == [
        "kics/id-open net/main.tf:3 it is open", "kics/id-open_too net/main.tf:3 it is open",
      ])
    #expect(outcome.diagnostics == [])
  }

  @Test func kicsQueriesSeeOnlyTheirPlatform() {
    let anything = """
      \tdoc := input.document[i]
      \tresult := {"documentId": doc.id, "searchKey": "kind", "keyActualValue": doc.kind}
      """
    let outcome = ask(
      [kicsLibrary] + kics("any", "Kubernetes", anything),
      [
        ("pod.yaml", "apiVersion: v1\nkind: Pod\n"), ("values.yaml", "kind: of\n"),
        ("list.json", #"{"kind": "none"}"#),
      ])
    #expect(outcome.found == ["kics/id-any pod.yaml:2 Pod"])
  }

  @Test func terraformVariablesHoldForTheirFolder() {
    let query = """
      \tbucket := input.document[i].resource.aws_s3_bucket[name]
      \tresult := {"documentId": input.document[i].id, "searchKey": sprintf("aws_s3_bucket[%s]", [name]),
      \t\t"keyActualValue": bucket.acl}
      """
    let bucket = "resource \"aws_s3_bucket\" \"b\" {\n  acl = var.acl\n}\n"
    func variable(_ value: String) -> String { "variable \"acl\" {\n  default = \"\(value)\"\n}\n" }
    let outcome = ask(
      [kicsLibrary] + kics("acl", "Terraform", query),
      [
        ("a/main.tf", bucket), ("a/variables.tf", variable("one")), ("b/main.tf", bucket),
        ("b/variables.tf", variable("two")),
      ])
    #expect(outcome.found == ["kics/id-acl a/main.tf:1 one", "kics/id-acl b/main.tf:1 two"])
  }

  @Test func aBrokenQueryCostsItselfAndNoOther() {
    let broken = kics("broken", "Terraform", "\tnobody(input)\n\tresult := {}")
    let unparsable = kics("unparsable", "Terraform", "\tresult := ")
    let outcome = ask(
      [kicsLibrary, kicsData] + kics("open", "Terraform", openGroup) + broken + unparsable,
      [
        (
          "main.tf",
          "resource \"aws_security_group\" \"a\" {\n  ingress {\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n"
        )
      ])
    #expect(outcome.found == ["kics/id-open main.tf:3 it is open"])
    #expect(outcome.diagnostics.count == 2)
    #expect(
      outcome.diagnostics.contains { $0.hasPrefix("error assets/queries/broken/query.rego:6 ") })
    #expect(
      outcome.diagnostics.contains { $0.hasPrefix("error assets/queries/unparsable/query.rego:") })
  }

  @Test func whatKICSImportsMustBeAtHand() {
    let outcome = ask(kics("open", "Terraform", openGroup), [])
    #expect(outcome.rules == [])
    #expect(
      outcome.diagnostics == [
        "error  KICS queries import generic.common, which is not at hand"
      ])
  }

  // MARK: Trivy

  private let trivyCheck = """
    # METADATA
    # title: No latest
    # custom:
    #   id: XX-0001
    #   aliases: [AVD-XX-0001, latest]
    #   severity: LOW
    #   input:
    #     selector:
    #     - type: dockerfile
    package builtin.dockerfile.XX0001

    import data.lib.images
    import rego.v1

    deny contains found if {
    \tsome stage in input.Stages
    \tsome command in stage.Commands
    \tcommand.Cmd == "from"
    \timages.is_latest(command.Value[0])
    \tfound := result.new(sprintf("%s is latest", [stage.Name]), command)
    }
    """
  private let trivyLibrary =
    "package lib.images\n\nimport rego.v1\n\nis_latest(name) if endswith(name, \":latest\")\n"

  @Test func trivyChecksSeeDockerfilesByStages() {
    let outcome = ask(
      [("checks/a.rego", trivyCheck), ("lib/images.rego", trivyLibrary)],
      [("app/Dockerfile", "FROM a:1 AS build\nRUN true\nFROM b:latest\n"), ("x.yaml", "a: 1\n")])
    #expect(outcome.rules == ["trivy/AVD-XX-0001"])
    #expect(outcome.found == ["trivy/AVD-XX-0001 app/Dockerfile:3 b:latest is latest"])
    #expect(outcome.diagnostics == [])
  }

  @Test func trivyChecksSeeObjectsOfTheirKinds() {
    let check = """
      package user.pods

      __rego_metadata__ := {"id": "YY1", "title": "Host network", "severity": "CRITICAL"}

      __rego_input__ := {"selector": [{"type": "kubernetes", "subtypes": [{"kind": "Pod"}]}]}

      deny[res] {
      \tinput.spec.hostNetwork
      \tres := result.new("it shares the network", input.spec)
      }
      """
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  hostNetwork: true\n"
    let outcome = ask(
      [("a.rego", check)],
      [("a.yaml", pod + "---\n" + pod.replacing("kind: Pod", with: "kind: Deployment"))])
    #expect(outcome.found == ["trivy/YY1 a.yaml:6 it shares the network"])
  }

  @Test func checksOfCloudStateAreToldOf() {
    let cloud = trivyCheck.replacing("type: dockerfile", with: "type: cloud")
    let outcome = ask([("a.rego", cloud), ("b.rego", trivyLibrary)], [])
    #expect(outcome.rules == [])
    #expect(outcome.diagnostics.count == 1)
    #expect(outcome.diagnostics[0].hasPrefix("note  1 of Trivy's checks"))
  }

  // MARK: Gatekeeper

  private let template = """
    apiVersion: templates.gatekeeper.sh/v1
    kind: ConstraintTemplate
    metadata:
      name: owned
    spec:
      crd:
        spec:
          names:
            kind: Owned
      targets:
        - target: admission.k8s.gatekeeper.sh
          rego: |
            package owned

            violation[{"msg": msg}] {
              label := input.parameters.label
              not input.review.object.metadata.labels[label]
              msg := sprintf("no label %v", [label])
            }
    """
  private func constraint(_ label: String, action: String = "deny") -> String {
    """
    apiVersion: constraints.gatekeeper.sh/v1beta1
    kind: Owned
    metadata:
      name: must-have-\(label)
    spec:
      enforcementAction: \(action)
      match:
        kinds:
          - apiGroups: [""]
            kinds: [Pod]
      parameters:
        label: \(label)
    """
  }

  @Test func gatekeeperAsksWhatItsConstraintsSay() {
    let objects = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
        labels: {owner: me}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: b
      """
    let outcome = ask(
      [
        (
          "t.yaml",
          [template, constraint("owner"), constraint("team", action: "warn")]
            .joined(separator: "\n---\n")
        )
      ], [("objects.yaml", objects), ("t.yaml", template)])
    #expect(outcome.rules == ["gatekeeper/Owned"])
    #expect(outcome.found == ["gatekeeper/Owned objects.yaml:1 no label team"])
    #expect(outcome.diagnostics == [])
  }

  @Test func aTemplateWithoutConstraintAsksNothing() {
    let outcome = ask([("t.yaml", template)], [])
    #expect(outcome.rules == [])
    #expect(
      outcome.diagnostics == [
        "warning t.yaml:1 no constraint of kind 'Owned' is here, so this template asks nothing"
      ])
  }

  @Test func aTemplateThatDoesNotCompileIsToldOf() {
    let broken = template.replacing("sprintf(", with: "sprintg(")
    let outcome = ask([("t.yaml", broken + "\n---\n" + constraint("a"))], [])
    #expect(outcome.diagnostics.count == 1)
    #expect(outcome.diagnostics[0].hasPrefix("error t.yaml:12 the Rego of this template: "))
  }

  // MARK: conftest

  @Test(arguments: [
    (
      "k8s/pod.yaml", "kind: Pod\nspec: {secret: x}\n---\nkind: Pod\n", "input.spec.secret",
      "k8s/pod.yaml:1"
    ),
    ("a.json", #"{"spec": {"secret": "x"}}"#, "input.spec.secret", "a.json:1"),
    ("a.toml", "[spec]\nsecret = 'x'\n", "input.spec.secret", "a.toml:1"),
    (
      "main.tf", "resource \"x\" \"y\" {\n  secret = var.a\n}\n",
      "input.resource.x.y[0].secret == \"${var.a}\"", "main.tf"
    ),
    ("Dockerfile", "FROM a\nUSER root\n", "input[_].Cmd == \"user\"", "Dockerfile"),
  ])
  func conftestPoliciesSeeParsedFiles(
    _ path: String, _ text: String, _ condition: String, _ place: String
  ) {
    let policy = "package main\n\nimport rego.v1\n\ndeny_secret contains \"no\" if \(condition)\n"
    let outcome = ask([("p.rego", policy)], [(path, text)])
    #expect(outcome.found == ["conftest/main.deny_secret \(place) no"])
  }

  @Test func aValueInAnAnswerGivesItsPlace() {
    let policy = """
      package rules.pods

      import rego.v1

      warn contains {"msg": "privileged", "what": value} if {
      \tvalue := input.spec.privileged
      \tvalue
      }
      """
    let outcome = ask([("p.rego", policy)], [("a.yml", "kind: Pod\nspec:\n  privileged: true\n")])
    #expect(outcome.found == ["conftest/rules.pods.warn a.yml:3 privileged"])
  }

  @Test func policiesOfTheOlderLanguageAreRead() {
    let outcome = ask(
      [("p.rego", "package main\n\ndeny[msg] {\n  input.a\n  msg = \"old\"\n}\n")],
      [("a.json", #"{"a": 1}"#)])
    #expect(outcome.found == ["conftest/main.deny a.json:1 old"])
  }

  // MARK: mixed and broken

  @Test func aMixedFolderIsToldApart() {
    let outcome = ask(
      [
        kicsLibrary, kicsData, ("trivy/a.rego", trivyCheck), ("trivy/lib.rego", trivyLibrary),
        ("t.yaml", template + "\n---\n" + constraint("a")),
        ("c.rego", "package main\n\nimport rego.v1\n\ndeny contains \"x\" if input.x\n"),
        ("c_test.rego", "package main\n\ntest_it if true\n"),
        ("src.rego", "package src\n\nviolation[{\"msg\": \"x\"}] { input.review.object }\n"),
      ] + kics("open", "Terraform", openGroup), [])
    #expect(
      outcome.rules == [
        "kics/id-open", "trivy/AVD-XX-0001", "gatekeeper/Owned", "conftest/main.deny",
      ])
    #expect(outcome.diagnostics == [])
  }

  @Test(arguments: [
    "", "package", "package main\n\ndeny[", "\u{0}", "package main\n\ndeny { nobody(1) }",
  ])
  func brokenPoliciesLeaveTheOthers(_ text: String) {
    let good = "package good\n\nimport rego.v1\n\ndeny contains \"x\" if input.a\n"
    let outcome = ask([("bad.rego", text), ("good.rego", good)], [("a.json", #"{"a": 1}"#)])
    #expect(outcome.found == ["conftest/good.deny a.json:1 x"])
    #expect(outcome.diagnostics.allSatisfy { $0.hasPrefix("error bad.rego") })
    #expect(!outcome.diagnostics.isEmpty)
  }

  @Test func aCheckWithoutEndIsGivenUp() {
    let slow = """
      package main

      import rego.v1

      deny contains "slow" if count(numbers.range(1, 100000000000)) > 1

      warn contains "quick" if input.a
      """
    let outcome = ask([("p.rego", slow)], [("a.json", #"{"a": 1}"#)])
    #expect(outcome.found == ["conftest/main.warn a.json:1 quick"])
    #expect(outcome.troubles.count == 1)
    #expect(outcome.troubles[0].hasPrefix("conftest/main.deny: "))
  }
}
