import ShrikeFormats
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Compose files as the checks see them.
struct ComposeReaderTests {
  private func subject(_ text: String, path: String = "compose.yaml") -> InfraSubject? {
    var places = PlaceTable()
    var inspection = InfraInspection()
    return InfraReader.subjects(
      [InfraFile(path: path, bytes: Array(text.utf8))], places: &places, &inspection)?.first
  }

  /// A value of the only service.
  private func value(_ text: String, _ key: String) -> Value? {
    subject("services:\n  a:\n    image: x\n    \(key): \(text)\n")?
      .value["services"]?["a"]?[key]
  }

  static let texts: [(written: String, resolved: String)] = [
    ("plain", "\"plain\""), ("${A:-b}", "\"b\""), ("${A-b}c", "\"bc\""), ("${A:-}", "\"\""),
    ("x${A:-${B:-c}}y", "\"xcy\""), ("$$A", "\"$A\""), ("$", "\"$\""), ("a$-b", "\"a$-b\""),
    // No variable at all.
    ("${", "\"${\""), ("${-b}", "\"${-b}\""),
    // YAML 1.2: no number to the base of 60, no boolean.
    ("22:22", "\"22:22\""), ("yes", "\"yes\""), ("true", "true"),
  ]

  @Test(arguments: texts)
  func variablesHaveTheirDefaults(_ written: String, _ resolved: String) {
    #expect(value(written, "user")?.jsonText == resolved)
  }

  @Test(arguments: [
    ("$A", "${A}"), ("x${A}y", "${A}"), ("${A:?needed}", "${A}"), ("${A:+b}", "${A}"),
    ("${A:-b", "${A}"), ("${A:-${B}}", "${B}"),
  ])
  func aVariableWithoutADefaultIsUnknown(_ written: String, _ missing: String) {
    #expect(value(written, "user")?.unknownReasons == [missing])
    // Of a setting it is known that the file does not hold it.
    #expect(value("{X: \"\(written)\"}", "environment")?["X"]?.string == written)
  }

  @Test func defaultsWithinDefaultsAreBounded() {
    let deep = String(repeating: "${A:-", count: 50_000) + String(repeating: "}", count: 50_000)
    #expect(value(deep, "user")?.unknownReasons == ["${A}"])
  }

  static let files: [(text: String, isOne: Bool)] = [
    ("services:\n  a:\n    image: x\n", true), ("name: n\nservices: {a: {build: .}}\n", true),
    ("services:\n  a:\n    class: App\\Mailer\n", false), ("services: [a]\n", false),
    ("services:\n", false), ("job:\n  services:\n    a:\n      image: x\n", false),
    ("services: {a: {image: x}}\napiVersion: v1\n", false), ("services: [}\n", false),
  ]

  @Test(arguments: files)
  func contentTellsWhatAFileIs(_ text: String, _ isOne: Bool) {
    #expect((subject(text, path: "stack.yml") != nil) == isOne)
    #expect(subject(text, path: "stack.txt") == nil)
  }

  @Test func servicesTakeOverWhatTheyExtend() throws {
    let services = try #require(
      subject(
        """
        x-shared: &shared
          restart: always
        services:
          base:
            <<: *shared
            image: base:1
            command: [a]
            cap_add: [CHOWN]
            environment: {A: "1", B: "2"}
          middle:
            extends: base
            environment: {B: "3"}
          top:
            extends: {service: middle}
            image: top:1
            command: [b]
            cap_add: [KILL]
          elsewhere:
            extends: {file: other.yaml, service: base}
            image: x
          circle:
            extends: circle
            image: x
        """)?.value["services"])
    #expect(
      services["top"]?.jsonText
        == #"{"cap_add":["CHOWN","KILL"],"command":["b"],"environment":{"A":"1","B":"3"},"#
        + #""image":"top:1","restart":"always"}"#)
    #expect(services["middle"]?["image"]?.string == "base:1")
    #expect(services["elsewhere"]?["extends"] != nil && services["circle"]?["extends"] != nil)
  }

  @Test func extensionsAreBounded() throws {
    let keys = (0..<2_000).map { "    k\($0): 1\n" }.joined()
    let others = (0..<2_000).map { "  s\($0): {extends: base, image: x}\n" }.joined()
    let services = try #require(
      subject("services:\n  base:\n    image: x\n" + keys + others)?.value["services"])
    // Entries in order until the limit; what is left says that it is not all there.
    #expect(services["s0"]?["k1999"] != nil)
    #expect(services["s999"]?["extends"] != nil)
  }

  @Test func aBrokenFileThatIsCalledComposeIsTold() {
    var places = PlaceTable()
    var inspection = InfraInspection()
    let file = InfraFile(path: "docker-compose.yml", bytes: Array("services:\n  a: [}\n".utf8))
    #expect(InfraReader.subjects([file], places: &places, &inspection) == nil)
    #expect(inspection.problems.map(\.level) == [.error])
  }
}
