import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeFormats

struct KeyCheckTests {
  private enum Level: String, CaseIterable { case low, medium, high }

  @Test func allMistakesOfAFileAreCollected() throws {
    let bytes = try fixtures.bytes("KeyCheck/mistakes.yml")
    var diagnostics = Diagnostics()
    let document = try #require(
      YAMLReader().readSingle(bytes, FileContext("shrike.yml"), diagnostics: &diagnostics))
    let known = [
      "level", "depth", "paths", "enabled", "ratio", "nested", "rules", "version", "name", "empty",
    ]
    let check = try #require(
      KeyCheck(document.root, area: "config", "shrike.yml", known: known, &diagnostics))
    #expect(check.word("level", "a level", as: Level.self, &diagnostics) == nil)
    #expect(check.int("depth", in: 0...10, &diagnostics) == nil)
    #expect(check.strings("paths", &diagnostics) == ["a", "b"])
    #expect(check.bool("enabled", &diagnostics) == nil)
    #expect(check.double("ratio", &diagnostics) == 1)
    let nested = check.mapping("nested", "a nested thing", known: ["a"], &diagnostics)
    #expect(nested == nil)
    for rule in check.list("rules", &diagnostics) ?? document.root.elements {
      _ = KeyCheck(rule, area: "config", "a rule", known: ["id"], &diagnostics).flatMap {
        $0.required("id", &diagnostics) { $0.string("id", &$1) }
      }
    }
    #expect(check.text("version", &diagnostics) == "1.10")
    #expect(check.string("name", &diagnostics) == nil)
    #expect(check.string("empty", &diagnostics) == nil)
    let text = diagnostics.finish().map { $0.text() }.joined(separator: "\n\n") + "\n"
    try fixtures.expect(text, "KeyCheck/mistakes.txt")
  }

  @Test func scannedFilesAreNotQuoted() throws {
    var diagnostics = Diagnostics()
    let document = try #require(
      YAMLReader().readSingle(
        Array("hunter2: hunter3\nlevel: hunter4".utf8), FileContext("x", quotes: false),
        diagnostics: &diagnostics))
    let check = try #require(
      KeyCheck(document.root, area: "config", "a rule", known: ["level"], &diagnostics))
    _ = check.word("level", "a level", as: Level.self, &diagnostics)
    let problems = diagnostics.finish()
    #expect(problems.count == 2)
    #expect(problems.allSatisfy { !$0.text().contains("hunter") })
  }
}
