import Foundation
import ShrikeRego
import Testing

/// One layout for all policies, which means what they meant.
struct FormatTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var text: String
    var formatted: String
    var version = RegoVersion.v1

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "spaces and blank lines",
      text: "package   a\nimport data.b\n\n\n\np:=1\nq  :=  [ 1,2 ]\n",
      formatted: "package a\n\nimport data.b\n\np := 1\nq := [1, 2]\n"),
    Row(
      name: "a body of several expressions has lines of its own",
      text: "package a\np if { input.x ; not input.y\n}\nq := 1",
      formatted: "package a\n\np if {\n\tinput.x\n\tnot input.y\n}\n\nq := 1\n"),
    Row(
      name: "one expression on the line needs no braces",
      text: "package a\np if { input.x == 1 }", formatted: "package a\n\np if input.x == 1\n"),
    Row(
      name: "braces stay where they are a set's",
      text: "package a\np if { {1} == input.x }",
      formatted: "package a\n\np if {\n\t{1} == input.x\n}\n"),
    Row(
      name: "an expression below its 'if' gets braces",
      text: "package a\np if\n  input.x # why\n",
      formatted: "package a\n\np if {\n\tinput.x # why\n}\n"),
    Row(
      name: "alternatives",
      text:
        "package a\np := 1 if {\n input.a\n}\nelse := 2 if input.b\n\nelse := 3\nf(x) := x if x > 1 else := 0",
      formatted:
        "package a\n\np := 1 if {\n\tinput.a\n} else := 2 if input.b\nelse := 3\n\nf(x) := x if x > 1\nelse := 0\n"
    ),
    Row(
      name: "lists that were broken stay so and end with a comma",
      text: "package a\np := {\"a\": [1,\n  2, 3 ], \"b\": [4, 5,], \"c\": [\n6 ]}",
      formatted:
        "package a\n\np := {\"a\": [\n\t1,\n\t2, 3,\n], \"b\": [4, 5], \"c\": [\n\t6,\n]}\n"),
    Row(
      name: "arguments and what stands in them",
      text: "package a\np := f( [\n1], {\n\"x\":  g(1,\n2) })",
      formatted:
        "package a\n\np := f([\n\t1,\n], {\n\t\"x\": g(\n\t\t1,\n\t\t2,\n\t),\n})\n"),
    Row(
      name: "comprehensions",
      text: "package a\np := [ x|some x in input.l;x>1 ]\nq := {k: v |\nsome k, v in input\n}",
      formatted:
        "package a\n\np := [x | some x in input.l; x > 1]\n\nq := {k: v |\n\tsome k, v in input\n}\n"
    ),
    Row(
      name: "every",
      text: "package a\np if { every x in input.l { x > 1 }\nevery y in input.m {y;y > 2} }",
      formatted:
        "package a\n\np if {\n\tevery x in input.l { x > 1 }\n\tevery y in input.m {\n\t\ty\n\t\ty > 2\n\t}\n}\n"
    ),
    Row(
      name: "operators keep a break behind them, 'with' before it",
      text:
        "package a\np if { x := 1+\n-2*(3 -4)\nx == 3 with input as {}\n  with data.b as  1 }",
      formatted:
        "package a\n\np if {\n\tx := 1 +\n\t\t-2 * (3 - 4)\n\tx == 3 with input as {}\n\t\twith data.b as 1\n}\n"
    ),
    Row(
      name: "comments wherever they stand",
      text:
        "# first\n\n\n# second\npackage a # name\n# METADATA\n# title: x  \np := [ # open\n1 # one\n, 2 # two\n# before the end\n]\nq if { # body\n\n# above\ninput.x; # x\n# last\n}\n# end",
      formatted:
        "# first\n\n# second\npackage a # name\n\n# METADATA\n# title: x  \np := [ # open\n\t1, # one\n\t2, # two\n\t# before the end\n]\n\nq if { # body\n\t# above\n\tinput.x # x\n\t# last\n}\n# end\n"
    ),
    Row(
      name: "comments within an expression",
      text: "package a\np if { x := # here\n 1\nx == 1 }",
      formatted: "package a\n\np if {\n\tx := # here\n\t\t1\n\tx == 1\n}\n"),
    Row(
      name: "strings are left alone",
      text: "package a\np := `a\n  b`\nq := $\"{ 1+1 }\"",
      formatted: "package a\n\np := `a\n  b`\n\nq := $\"{ 1+1 }\"\n"),
    Row(
      name: "line ends of other systems", text: "\u{FEFF}package a\r\np := 1 # x\r\n",
      formatted: "package a\n\np := 1 # x\n"),
    Row(
      name: "sets and functions' heads",
      text: "package a\np contains   x if some x in input.l\nf(x,y):=x+y\nq[x].y:=1 if x:=2",
      formatted:
        "package a\n\np contains x if some x in input.l\nf(x, y) := x + y\nq[x].y := 1 if x := 2\n"),
    Row(
      name: "the old version",
      text:
        "package a\ndefault p = false\np { input.x; input.y } { input.z }\nq[x] { x = input.l[_] }",
      formatted:
        "package a\n\ndefault p = false\n\np {\n\tinput.x\n\tinput.y\n} {\n\tinput.z\n}\n\nq[x] {\n\tx = input.l[_]\n}\n",
      version: .v0),
    Row(name: "nothing but a package", text: "package a", formatted: "package a\n"),
  ]

  @Test("layout", arguments: rows)
  func layout(_ row: Row) throws {
    let module = try #require(
      Parser.parse(Array(row.text.utf8), name: "a.rego", version: row.version).module)
    let formatted = module.formatted()
    #expect(String(decoding: formatted, as: UTF8.self) == row.formatted)
    try holds(Array(row.text.utf8), "a.rego", row.version)
  }

  /// The formatted text means the same and is its own formatted text.
  private func holds(_ text: [UInt8], _ name: String, _ version: RegoVersion) throws {
    guard let module = Parser.parse(text, name: name, version: version).module else { return }
    let formatted = module.formatted()
    let (again, errors) = Parser.parse(formatted, name: name, version: version)
    guard let again else {
      Issue.record("\(name) cannot be read once formatted: \(errors.first?.message ?? "")")
      return
    }
    #expect(again.saysTheSame(as: module), "\(name) means something else")
    #expect(again.formatted() == formatted, "\(name) changes when formatted again")
  }

  @Test("policies of our own")
  func ownPolicies() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Rules")
    let files = regoFiles(folder)
    #expect(files.count > 10)
    for file in files { try holds(Array(try Data(contentsOf: file)), file.path, .v1) }
  }

  /// `SHRIKE_CORPUS`, else where it is unpacked by itself.
  private static let corpus: URL = {
    let environment = ProcessInfo.processInfo.environment
    let folder = environment["SHRIKE_CORPUS"] ?? "\(environment["HOME"] ?? "")/.cache/shrike/corpus"
    return URL(filePath: folder).appending(path: "policy")
  }()

  @Test(
    "public policy libraries",
    .enabled(
      if: FileManager.default.fileExists(atPath: corpus.path),
      "the corpora are not unpacked: SHRIKE_CORPUS"))
  func publicLibraries() throws {
    var count = 0
    for (folder, version) in [
      ("trivy-checks", RegoVersion.v1), ("gatekeeper", .v0), ("kubescape", .v0),
      ("kics/_libraries", .v0),
    ] {
      for file in regoFiles(Self.corpus.appending(path: folder)) {
        try holds(Array(try Data(contentsOf: file)), file.path, version)
        count += 1
      }
    }
    // KICS' queries stand in documents with their samples.
    for file in files(Self.corpus.appending(path: "kics"), "json") {
      guard let item = Value(json: Array(try Data(contentsOf: file))),
        let text = item["query.rego"]?.utf8
      else { continue }
      try holds(text, file.path, .v0)
      count += 1
    }
    #expect(count > 1_500)
  }

  private func regoFiles(_ folder: URL) -> [URL] { files(folder, "rego") }

  private func files(_ folder: URL, _ suffix: String) -> [URL] {
    guard
      let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return paths.compactMap { $0 as? URL }.filter { $0.pathExtension == suffix }
  }
}
