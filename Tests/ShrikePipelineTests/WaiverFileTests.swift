import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikePipeline

struct WaiverFileTests {
  private func read(_ bytes: [UInt8]) -> (file: WaiverFile?, said: String) {
    var diagnostics = Diagnostics()
    let file = WaiverFile.read(bytes, file: "waivers.yml", diagnostics: &diagnostics)
    return (file, diagnostics.finish().map { $0.text() }.joined(separator: "\n\n") + "\n")
  }

  @Test func everyKeyIsTaken() throws {
    let (file, said) = read(try fixtures.bytes("Waivers/complete.yml"))
    #expect(said == "\n")
    let entries = try #require(file).entries
    #expect(entries.map(\.line) == [2, 8, 13])
    #expect(entries.map(\.until.description) == ["2027-03-01", "2028-02-29", "2027-12-31"])
    #expect(entries.map(\.ticket) == ["SEC-1234", nil, "42"])
    #expect(entries[0].subject == .init(rule: "infra/docker-*", path: "tools/"))
    #expect(entries[1].subject == .init(identity: "0123456789abcdef", cwe: "798"))
    #expect(entries[2].subject == .init(purl: "pkg:npm/lodash"))
    #expect(entries[2].reason == "no fix yet; the path: is not reached")
  }

  /// All mistakes of a file at once, each with its place; what is right beside them holds.
  @Test func everyMistakeIsTold() throws {
    let (file, said) = read(try fixtures.bytes("Waivers/mistakes.yml"))
    try fixtures.expect(said, "Waivers/mistakes.txt")
    #expect(file?.entries.map(\.owner) == ["right"])
    #expect(file?.broken == 12)
  }

  @Test(arguments: [
    ("2027-03-01", "2027-03-01"), ("2024-02-29", "2024-02-29"),
    ("2027-03-01T00:00:00Z", "2027-03-01"),
    ("2027-03-01 12:00:00", "2027-03-01"), ("\"2027-03-01\"", "2027-03-01"),
    ("!!timestamp 2027-03-01", "2027-03-01"), ("2023-02-29", nil), ("2027-13-01", nil),
    ("2027-00-10", nil), ("2027-04-31", nil), ("2027-3-1", nil), ("20270301", nil), ("never", nil),
    ("2027-03-01x", nil), ("[2027-03-01]", nil), ("2027", nil), ("", nil), ("~", nil),
  ])
  func endsAreDays(_ text: String, _ day: String?) {
    let (file, said) = read(
      Array("- rule: a\n  owner: b\n  reason: c\n  until: \(text)\n".utf8))
    #expect(file?.entries.map(\.until.description) == (day.map { [$0] } ?? []), "\(said)")
    #expect((said == "\n") == (day != nil))
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "[]", "~"])
  func nothingIsNoWaiver(_ text: String) {
    let (file, said) = read(Array(text.utf8))
    #expect(file?.entries.isEmpty == true && file?.broken == 0)
    #expect(said == "\n")
  }

  @Test func otherEncodingsAreRead() throws {
    let text = "- {rule: a, owner: ö, reason: c, until: 2027-03-01}\n"
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    for bytes in [Array("\u{FEFF}\(text)".utf8), wide] {
      #expect(read(bytes).file?.entries.map(\.owner) == ["ö"])
    }
  }

  @Test func hostileFilesAreRefused() {
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
      + "bcdefghi".reduce(("a", "")) { state, letter in
        let items = Array(repeating: "*\(state.0)", count: 9).joined(separator: ", ")
        return (String(letter), state.1 + "\(letter): &\(letter) [\(items)]\n")
      }.1
    for bytes in [
      Array(String(repeating: "[", count: 100_000).utf8), Array(bomb.utf8), [0xFF, 0xFE, 0x00],
      [0x00], Array("a: *nowhere".utf8), Array("rule: a\nowner: b\n".utf8), [0xC3, 0x28],
      [UInt8](repeating: 0x20, count: WaiverFile.byteLimit + 1),
    ] {
      let (file, said) = read(bytes)
      #expect(file == nil)
      #expect(said.hasPrefix("error["))
    }
  }

  @Test func cutFilesEnd() throws {
    let bytes = try fixtures.bytes("Waivers/complete.yml")
    for end in 0..<bytes.count { _ = read(Array(bytes[..<end])) }
  }

  @Test func soManyWaiversAndNoMore() {
    let one = "- {rule: a, owner: b, reason: c, until: 2027-03-01}\n"
    let (file, said) = read(
      Array(String(repeating: one, count: WaiverFile.entryLimit + 3).utf8))
    #expect(file?.entries.count == WaiverFile.entryLimit)
    #expect(said.contains("error[waivers.limit]") && said.contains("10001:3"))
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2100-03-01", 47_541),
    ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
  ])
  func daysAreCounted(_ text: String, _ number: Int) throws {
    #expect(try #require(Day(text)).number == number)
    #expect(Day(number: number).description == text)
  }

  @Test(arguments: [
    (0, 0), (-1, -1), (86_399_999_999_999, 0), (86_400_000_000_000, 1), (Int64.min, -106_752),
    (Int64.max, 106_751),
  ])
  func momentsFallOnDays(_ nanoseconds: Int64, _ number: Int) {
    #expect(Day(nanoseconds: nanoseconds).number == number)
  }
}
