import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Queries written for KICS, over files of ours.
struct KICSTests {
  private func lines(_ query: String, _ files: [(name: String, text: String)], data: Value? = nil)
    throws
    -> [String]
  {
    let common = "package generic.common\n\nanswer = data.common_lib.answer\n"
    var diagnostics = Diagnostics()
    let library = KICSLibrary(
      [
        ("common.rego", Array(common.utf8)),
        ("common.json", Array(#"{"common_lib": {"answer": 42}, "own": 1}"#.utf8)),
      ], diagnostics: &diagnostics)
    let text = "package Cx\n\nimport data.generic.common as common_lib\n\n" + query
    let compiled = library.compile(
      [.init(path: "q", text: Array(text.utf8), data: data)], diagnostics: &diagnostics)
    let told = diagnostics.finish().map(\.message)
    let asked = try #require(compiled[0], "\(told)")
    let read = KICSFile.read(files.map { (name: $0.name, bytes: Array($0.text.utf8)) })
    return try asked.evaluate(read).map { "\(read[$0.file].name):\($0.line)" }.sorted()
  }

  private let yaml =
    "kind: Pod\nmetadata:\n  name: web\nspec:\n  list:\n    - key: one\n    - key: two\n"

  @Test func aSearchKeyIsFollowedDownwards() throws {
    let query = """
      CxPolicy[result] {
        doc := input.document[i]
        result := {"documentId": doc.id, "searchKey": sprintf("metadata.name={{%s}}.spec.list", [doc.metadata.name])}
      }
      """
    #expect(try lines(query, [("a.yaml", yaml)]) == ["a.yaml:5"])
  }

  @Test func aSearchLineIsAPath() throws {
    let query = """
      CxPolicy[result] {
        doc := input.document[i]
        doc.spec.list[j].key == "two"
        result := {"documentId": doc.id, "searchKey": "spec", "searchLine": ["spec", "list", sprintf("%d", [j]), "key"]}
      }
      """
    #expect(
      try lines(query, [("a.yaml", yaml), ("b.yaml", "x: 1\n" + yaml)]) == ["a.yaml:7", "b.yaml:8"])
  }

  @Test func whatIsNotFoundStandsInTheFirstLine() throws {
    let query =
      "CxPolicy[result] { doc := input.document[i]; result := {\"documentId\": doc.id, \"searchKey\": \"nowhere\"} }"
    #expect(try lines(query, [("a.yaml", yaml)]) == ["a.yaml:1"])
  }

  @Test func dataOfTheLibraryAndOfTheQuery() throws {
    let query = """
      CxPolicy[result] {
        common_lib.answer == 42
        data.own == 2
        result := {"documentId": input.document[i].id, "searchKey": "kind"}
      }
      """
    #expect(try lines(query, [("a.yaml", yaml)]) == [])
    let own = Value(object: [(Value("own"), Value(2))])
    #expect(try lines(query, [("a.yaml", yaml)], data: own) == ["a.yaml:1"])
  }

  @Test func terraformValuesAreComputedWhereTheyCanBe() throws {
    let query = """
      CxPolicy[result] {
        bucket := input.document[i].resource.aws_s3_bucket[name]
        bucket.acl == "public-read"
        bucket.tags.owner == "${var.unknown}"
        result := {"documentId": input.document[i].id, "searchKey": sprintf("aws_s3_bucket[%s].acl", [name])}
      }
      """
    let main = """
      variable "acl" {
        default = "public-read"
      }

      resource "aws_s3_bucket" "b" {
        count = 1
        acl   = var.acl
        tags  = { owner = var.unknown }
      }

      resource "aws_s3_bucket" "none" {
        count = 0
        acl   = "public-read"
      }

      """
    #expect(try lines(query, [("main.tf", main)]) == ["main.tf:7"])
    let given = ("terraform.tfvars", "acl = \"private\"\n")
    #expect(try lines(query, [("main.tf", main), given]) == [])
  }

  @Test func dockerfilesAreGroupedByTheirStages() throws {
    let query = """
      CxPolicy[result] {
        command := input.document[i].command[name][_]
        command.Cmd == "run"
        contains(command.Value[0], "apt-get")
        result := {"documentId": input.document[i].id, "searchKey": sprintf("FROM={{%s}}.{{%s}}", [name, command.Original])}
      }
      """
    let text = "FROM a AS x\\nRUN true\\n\\nFROM b\\nRUN apt-get \\\\\\n  update\\n".replacing(
      "\\n", with: "\n"
    )
    .replacing("\\\\", with: "\\")
    #expect(try lines(query, [("Dockerfile.dockerfile", text)]) == ["Dockerfile.dockerfile:5"])
  }

  @Test(arguments: ["", "[", "{", "a: [}\n", "\u{0}", "resource \"a\" {", "FROM"])
  func brokenFilesAreLeftOut(_ text: String) throws {
    for name in ["a.yaml", "a.json", "a.tf", "a.dockerfile", "a.unknown"] {
      _ = KICSFile.read([(name: name, bytes: Array(text.utf8))])
    }
    let query =
      "CxPolicy[result] { result := {\"documentId\": input.document[i].id, \"searchKey\": \"kind\"} }"
    #expect(try lines(query, [("bad.yaml", text), ("a.yaml", yaml)]).contains("a.yaml:1"))
  }

  @Test func editDistance() {
    func distance(_ a: String, _ b: String) -> Int {
      KICSLineFinder.distance(Array(a.utf8)[...], Array(b.utf8))
    }
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("", "abc") == 3 && distance("abc", "abc") == 0)
  }
}
