import ShrikeFormats
import Testing

@Suite struct XMLReaderTests {
  private func read(_ text: String) -> XMLReader.Outcome { XMLReader().read(Array(text.utf8)) }

  @Test func aTreeThatForgives() {
    let root = read(
      """
      <a xmlns:p="urn:x" id="1">
        <p:b key="v &amp; w">one<c/> two</p:b>
        <b><![CDATA[<three>]]></b>
      </a>
      """
    ).root
    #expect(root.name == "a" && root.attribute("id") == "1" && root.line == 1)
    #expect(root["b"].attribute("key") == "v & w")
    #expect(root["b"].text == "one two")
    #expect(root.all("b").map(\.text) == ["one two", "<three>"])
    #expect(root.all("b").map(\.line) == [2, 3])
    #expect(root.descendants("c").count == 1 && root["b"].descendants("c").count == 1)
    let nothing = root["x"]["y"]
    #expect(!nothing.exists && nothing.text.isEmpty && nothing.word == nil)
    #expect(nothing.children.isEmpty && nothing.attribute("z") == nil && nothing.allText.isEmpty)
  }

  @Test func slipsAreToldAndReadOn() {
    let outcome = read("<a><b>1</b>\n<c>2</a>")
    #expect(outcome.root["b"].text == "1" && outcome.problem?.line == 2 && !outcome.isRefused)
    #expect(!read("").root.exists && !read("no markup").root.exists)
    #expect(read("<a>").root.name == "a")
  }

  @Test func otherEncodings() {
    let latin =
      Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf".utf8) + [0xE9]
      + Array("</a>".utf8)
    #expect(XMLReader().read(latin).root.text == "caf\u{E9}")
  }

  @Test func boundsAreKept() {
    var reader = XMLReader()
    reader.limits.depth = 3
    #expect(reader.read(Array("<a><b><c/></b></a>".utf8)).root.exists)
    let deep = reader.read(Array("<a><b><c><d/></c></b></a>".utf8))
    #expect(deep.isRefused && deep.problem?.message == "it is nested more than 3 levels deep")
    reader.limits.elements = 2
    #expect(reader.read(Array("<a><b/><b/></a>".utf8)).isRefused)
    reader.limits.bytes = 3
    #expect(reader.read(Array("<a/>".utf8)).isRefused)
    let laughs = read("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")
    #expect(laughs.isRefused && !laughs.root.exists)
    #expect(!read("<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\"><a>&unknown;</a>").isRefused)
  }

  @Test func pagesAsBrowsersForgiveThem() {
    let page = XMLReader().readHTML(Array("<html><body><p class=x>one<p>two<br></body>".utf8)).root
    #expect(page.descendants("p").map(\.text) == ["one", "two"])
    #expect(page.descendants("p").first?.attribute("class") == "x")
  }
}
