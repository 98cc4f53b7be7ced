import ConsoleFixtures
import ShrikeConsole
import ShrikeTesting
import Testing

/// What holds for every page, whatever stands in it.
struct PagesTests {
  private static let names = Organization().pages.map(\.name)

  private func text(_ name: String, hostile: Bool = false) throws -> String {
    let page = try #require(Organization(isHostile: hostile).pages.first { $0.name == name }?.page)
    return String(decoding: page.bytes, as: UTF8.self)
  }

  @Test(arguments: names)
  func isWellFormed(_ name: String) throws {
    #expect(Markup(try text(name)).problems == [])
  }

  @Test(arguments: names)
  func showsHostileTextAndObeysNone(_ name: String) throws {
    let page = try text(name, hostile: true)
    #expect(Markup(page).problems == [])
    for mark in ["<script>", "<img", "<svg/", "onerror=alert(1)>", "\0"] {
      #expect(page.firstRange(of: mark) == nil, "\(mark)")
    }
    // Values of fields stay exact; what is read does not.
    #expect(Markup(page).text.firstRange(of: "\u{202E}") == nil)
    let plain = Markup(try text(name)).elements.map(\.tag)
    #expect(Markup(page).elements.count { $0.tag == "script" } == plain.count { $0 == "script" })
  }

  @Test(arguments: names)
  func isSmall(_ name: String) throws {
    #expect(try text(name).utf8.count <= 60_000)
  }

  @Test(arguments: names)
  func hasLandmarks(_ name: String) throws {
    let elements = Markup(try text(name)).elements
    #expect(elements.count { $0.tag == "main" } == 1)
    #expect(elements.count { $0.tag == "h1" } == 1)
    #expect(elements.contains { $0.attributes["class"] == "skip" })
    #expect(elements.contains { $0.attributes["aria-live"] == "polite" })
  }

  @Test
  func everyActCarriesTheToken() throws {
    for (name, page) in Organization().pages {
      let text = String(decoding: page.bytes, as: UTF8.self)
      let forms = text.components("method=\"post\"")
      let tokens = text.components("name=\"csrf\" value=\"b1c2d3e4f5a6\"")
      #expect(forms == tokens, "\(name)")
    }
  }

  @Test
  func actsAreHiddenFromThoseWhoMayNot() throws {
    let organization = Organization()
    var page = organization.findingDetail
    page.frame = organization.frame(permissions: [])
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(!text.contains("action=\"/acts\""))
  }

  @Test
  func theQueueIsWrittenFast() throws {
    let page = try #require(Organization().pages.first { $0.name == "queue" }?.page)
    var best = Duration.seconds(1)
    for _ in 0..<20 {
      let start = ThreadTime.now
      _ = page.bytes
      best = min(best, ThreadTime.now - start)
    }
    // 0.2 ms in a release build; a debug build has many times that.
    #expect(best < .milliseconds(40), "\(best)")
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
