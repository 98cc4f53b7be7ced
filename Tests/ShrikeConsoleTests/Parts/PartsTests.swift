import ConsoleFixtures
import ShrikeConsole
import ShrikeTesting
import Testing

struct PartsTests {
  /// The page of all parts, each line of it a piece of the contract with style sheet and script.
  @Test
  func looksAsRecorded() throws {
    let page = try #require(Organization().pages.first { $0.name == "design" }?.page)
    var html = HTML()
    page.writeContent(into: &html)
    let lines = html.string.replacing("><", with: ">\n<")
    try Fixtures().expect(lines + "\n", "Parts/design.html")
  }

  @Test
  func actsComeBackAsRows() {
    let organization = Organization()
    var html = HTML()
    ActFragment(
      frame: organization.frame(), rows: [organization.finding(0)],
      toast: Toast("1 finding assigned to ada", batch: "01JDK9")
    ).write(into: &html)
    #expect(html.string.hasPrefix("<table><tbody><tr id=\"finding-42\""))
    #expect(html.string.contains("name=\"batch\" value=\"01JDK9\""))
  }
}
