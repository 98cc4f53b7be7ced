import ShrikeFormats
import Testing

@Suite struct CSVReaderTests {
  private func read(_ text: String) -> CSVTable { CSVReader().read(Array(text.utf8)) }

  @Test(arguments: [",", ";", "\t", "|"]) func separators(_ mark: String) {
    let table = read(
      ["name", "line", "text"].joined(separator: mark) + "\r\na\(mark)1\(mark)x\r\n")
    #expect(table.header == ["name", "line", "text"])
    #expect(table.rows.first?["LINE"] == "1" && table.rows.first?.word("none") == nil)
  }

  @Test func quotesAndLineEnds() {
    let table = read("\u{FEFF}\"a\",b\n\"one, \"\"two\"\"\nthree\",4\n\n5\n")
    #expect(table.has("A", "b") && !table.has("c"))
    #expect(table.rows.map { $0["a"] } == ["one, \"two\"\nthree", "5"])
    #expect(table.rows.map { $0["b"] } == ["4", ""])
    #expect(table.rows.map(\.line) == [2, 5])
  }

  @Test func whatIsNotClosedEndsWithTheText() {
    #expect(read("a,b\n\"open,1\n2,3").rows.map(\.fields) == [["open,1\n2,3"]])
    #expect(read("").rows.isEmpty && read("").header.isEmpty)
    #expect(read("a,b").rows.isEmpty)
    #expect(read("a,b\nx\"y,2").rows.first?["a"] == "x\"y")
  }

  @Test func titlesBeforeTheHeader() {
    let table = read("Report,2026\nmade by,Ann\nID,Title\n7,seven\n")
    #expect(table.starting(at: "id")?.rows.first?["Title"] == "seven")
    #expect(table.starting(at: "nothing") == nil)
  }

  @Test func boundsAreKept() {
    var reader = CSVReader()
    reader.limits.rows = 3
    reader.limits.columns = 2
    let table = reader.read(Array("a,b,c\n1,2,3\n4,5,6\n7,8,9\n".utf8))
    #expect(table.rows.count == 2 && table.rows.first?.fields == ["1", "2"])
  }
}
