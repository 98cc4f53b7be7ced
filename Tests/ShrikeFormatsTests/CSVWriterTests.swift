import Testing

@testable import ShrikeFormats

struct CSVWriterTests {
  @Test(arguments: [
    ("", ""), ("a", "a"), ("a b", "a b"), (" a", "\" a\""), ("a,b", "\"a,b\""),
    ("a;b", "\"a;b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
    ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@sum(a)", "\"'@sum(a)\""),
    ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("a=1", "a=1"),
    ("'", "'"), ("Größe", "Größe"), ("\"\u{301}", "\"\"\"\u{301}\""),
  ])
  func cellsAreSafe(_ value: String, _ expected: String) {
    #expect(CSVWriter.cell(value) == expected)
  }

  @Test func linesEndAsTheStandardHasIt() {
    var table = CSVWriter()
    table.row(["a", "", "b"])
    #expect(table.take() == "a,,b\r\n")
    table.row([])
    #expect(table.text == "\r\n")
  }
}
