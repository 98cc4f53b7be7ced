import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Writing a waiver down: what stands in the file stays, and what was added is read as it was meant.
struct WaiverAddTests {
  private func draft(_ reason: String = "why not") throws -> WaiverFile.Draft {
    WaiverFile.Draft(
      subject: .init(rule: "infra/docker-*", path: "tools/"), owner: "team", reason: reason,
      ticket: "SEC-1", until: try #require(Day("2027-03-31")))
  }

  private func add(_ draft: WaiverFile.Draft, to text: String?) -> (text: String?, said: [String]) {
    var diagnostics = Diagnostics()
    let new = WaiverFile.adding(
      draft, to: text.map { Array($0.utf8) }, file: "w.yml", diagnostics: &diagnostics)
    return (new.map { String(decoding: $0, as: UTF8.self) }, diagnostics.finish().map(\.code))
  }

  private static let added = """
    - rule: "infra/docker-*"
      path: tools/
      owner: team
      reason: why not
      ticket: SEC-1
      until: 2027-03-31

    """

  @Test(arguments: [
    "# only this\n", "---\n", "- {rule: a, owner: b, reason: c, until: 2027-01-01}\n",
    "# a\n- rule: a # b\n  owner: b\n  reason: |\n    c\n\n    d\n  until: 2027-01-01\n# end\n",
    "- rule: broken\n",
  ])
  func whatStandsThereStays(_ text: String) throws {
    #expect(add(try draft(), to: text).text == text + Self.added)
    #expect(
      add(try draft(), to: String(text.dropLast())).text == text + Self.added, "no last line end")
  }

  @Test func theListKeepsItsShape() throws {
    let list = "  - {rule: a, owner: b, reason: c, until: 2027-01-01}\r\n"
    let expected =
      list
      + Self.added.split(separator: "\n").map { "  \($0)\r\n" }.joined()
    #expect(add(try draft(), to: list).text == expected)
  }

  @Test(arguments: [nil, ""])
  func aNewFileBeginsWithWords(_ text: String?) throws {
    let new = try #require(add(try draft(), to: text).text)
    #expect(new.hasPrefix("# ") && new.hasSuffix("\n" + Self.added))
  }

  @Test(arguments: [
    "a: b", "# c", "- d", "yes", "12", "1e5", "2027-03-31", " x ", "\"q\"", "a\nb", "ö 🦊", "'", "~",
    "null", "{}", "*a", "&a", "!t", "%d", "@x", "`y`", "a #b", "x:", "tab\there",
    "x\u{85}\u{2028}\u{7F}\u{FEFF}y",
    "a\\b", "e.g. this", "0x1F", "TRUE",
  ])
  func anyTextIsReadBack(_ text: String) throws {
    var draft = try draft(text)
    draft.owner = text
    draft.ticket = text
    draft.note = text
    let new = try #require(add(draft, to: nil).text)
    var diagnostics = Diagnostics()
    let read = WaiverFile.read(Array(new.utf8), file: "w.yml", diagnostics: &diagnostics)
    #expect(read?.entries.map(\.reason) == [text])
    #expect(read?.entries.first?.owner == text && read?.entries.first?.ticket == text)
    #expect(diagnostics.finish().isEmpty)
  }

  @Test(arguments: [
    "[]", "[{rule: a, owner: b, reason: c, until: 2027-01-01}]\n", "---\n[]\n...\n",
  ])
  func otherShapesAreLeftAlone(_ text: String) throws {
    let (new, said) = add(try draft(), to: text)
    #expect(new == nil && said == ["waivers.add"])
  }

  @Test(arguments: ["a: b\n", "- [\n", "\u{0}"])
  func whatCannotBeReadIsLeftAlone(_ text: String) throws {
    let (new, said) = add(try draft(), to: text)
    #expect(new == nil && !said.isEmpty)
  }

  @Test func wideTextIsLeftAlone() throws {
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in "- {rule: a, owner: b, reason: c, until: 2027-01-01}\n".utf16 {
      wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    var diagnostics = Diagnostics()
    #expect(
      WaiverFile.adding(try draft(), to: wide, file: "w.yml", diagnostics: &diagnostics) == nil)
    #expect(diagnostics.finish().map(\.code) == ["waivers.add"])
  }
}
