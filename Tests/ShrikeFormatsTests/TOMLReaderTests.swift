import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeFormats

struct TOMLReaderTests {
  @Test func everyNodeKnowsItsPlace() throws {
    let text = String(decoding: try fixtures.bytes("TOMLReader/places.toml"), as: UTF8.self)
    let document = try #require(toml(text).document)
    try fixtures.expect(outline(document, ranges: true), "TOMLReader/places.txt")
    let rule = try #require(document.root["rules"]?[0])
    #expect(rule["regex"]?.contentRange.map { source(document, $0) } == #"(?i)^\w+$"#)
    let quoted = try #require(document.root["rules"]?[1]?.entries.first)
    #expect(source(document, quoted.key.range) == "\"quoted key\"")
    #expect(source(document, document.root.entries[3].key.range) == "dotted")
    #expect(document.root["title"]?.contentRange == nil)
    #expect(document.root["zeta"]?.int == 31)
    #expect(document.root["dotted"]?["inner"]?["leaf"]?.dateTime == "1979-05-27T07:32:00Z")
    #expect(document.root.range == ByteRange(0, text.utf8.count))
  }

  @Test func placesAfterOtherScripts() throws {
    for mark in ["", "\u{FEFF}"] {
      let lines = (0..<100).map { "\"é\($0)\" = { k = [\"日本\", '😀'] } # ü" }
      let document = try #require(toml(mark + lines.joined(separator: "\r\n")).document)
      #expect(document.root.count == 100)
      for (index, entry) in document.root.entries.enumerated() {
        #expect(source(document, entry.key.range) == "\"é\(index)\"")
        #expect(source(document, entry.value.range) == "{ k = [\"日本\", '😀'] }")
        #expect(entry.value["k"]?.strings == ["日本", "😀"])
      }
    }
  }

  @Test func numbers() throws {
    let root = try #require(
      toml(
        "a = 1_000\nb = 0o17\nc = 0b11\nd = -inf\ne = nan\nf = 1e3\ng = +7\n"
          + "h = 6.5e-1_0\ni = 07:32:00\nj = 1979-05-27 07:32:00"
      ).document?.root)
    #expect(root["a"]?.int == 1000)
    #expect(root["b"]?.int == 15)
    #expect(root["c"]?.int == 3)
    #expect(root["d"]?.double == -Double.infinity)
    #expect(root["e"]?.double?.isNaN == true)
    #expect(root["f"]?.double == 1000)
    #expect(root["g"]?.int == 7)
    #expect(root["h"]?.double == 6.5e-10)
    #expect(root["i"]?.dateTime == "07:32:00")
    #expect(root["j"]?.dateTime == "1979-05-27 07:32:00")
  }

  /// One diagnostic, with its place.
  @Test(arguments: [
    ("a = ", "1:5"), ("a = 1\na = 2\n", "2:5"), ("[a]\n[a]\n", "2:1"), ("a = \"x", "1:7"),
    ("é = ü", "1:1"), ("a = [1, 2", "1:10"), ("= 1", "1:1"), ("a = 1 b = 2", "1:7"),
    ("a = 01", "1:7"), ("a = {b = 1,}", "1:12"), ("a.b = 1\na.b.c = 2", "2:3"),
  ])
  func syntaxEndsTheReading(_ text: String, _ place: String) {
    let (document, problems) = toml(text)
    #expect(document == nil)
    #expect(problems.map(\.brief) == ["error toml.syntax \(place)"])
  }

  @Test func messages() {
    let text = toml("[rules]\nid = \n").problems.first?.text()
    #expect(
      text == """
        error[toml.syntax]: in a key-value pair: expected value, saw '\\n'
         --> case.toml:2:6
          |
        2 | id = 
          |      ^
        """)
    var diagnostics = Diagnostics()
    _ = TOMLReader().read(
      Array("token = hunter2".utf8), FileContext("x", quotes: false), diagnostics: &diagnostics)
    #expect(diagnostics.finish().allSatisfy { !$0.text().contains("hunter") })
  }

  @Test func emptyFiles() throws {
    for text in ["", "\n", "# only\n", "\u{FEFF}"] {
      let (document, problems) = toml(text)
      #expect(document?.root.kind == .mapping)
      #expect(document?.root.count == 0)
      #expect(problems.isEmpty)
    }
  }

  @Test func depthLimit() {
    func arrays(_ depth: Int) -> String {
      "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(toml(arrays(100)).problems.isEmpty)
    #expect(toml(arrays(129)).problems.map(\.code) == ["toml.depth"])
    #expect(toml(arrays(1_000_000)).problems.map(\.code) == ["toml.depth"])
    let dots = Array(repeating: "a", count: 100_000).joined(separator: ".")
    for text in ["\(dots) = 1", "[\(dots)]", "x = {\(dots) = 1}", "[[\(dots)]]"] {
      #expect(toml(text).problems.map(\.code) == ["toml.depth"])
    }
    let some = Array(repeating: "a", count: 50).joined(separator: ".")
    #expect(toml("[\(some)]\n\(some) = {\(some) = 1}").problems.map(\.code) == ["toml.depth"])
    #expect(toml("[\(some)]\n\(some) = 1\n[b]\n\(some) = 1").problems.isEmpty)
    // Dots in strings and comments are no levels.
    let many = String(repeating: ".", count: 10_000)
    let quoted = "a = \"\(many)\"\nb = '''\n\(many)''' # \(many)\nc = \"\"\"\\\"\(many)\"\"\"\n"
    #expect(toml(quoted).problems.isEmpty)
  }

  @Test func tableLimit() {
    let dotted = (0..<60_000).map { "a\($0).x = 1\n" }.joined()
    #expect(toml(dotted).problems.map(\.brief) == ["error toml.tables 50001:10"])
    let headers = (0..<60_000).map { "[[a\($0)]]\n" }.joined()
    #expect(toml(headers).problems.map(\.code) == ["toml.tables"])
  }

  @Test func sizeLimitAndEncodings() {
    var reader = TOMLReader()
    reader.limits.bytes = 4
    #expect(toml("a = 1", reader).problems.map(\.code) == ["toml.size"])
    var diagnostics = Diagnostics()
    let document = TOMLReader().read(
      utf16("a = 'ü'", bigEndian: false), FileContext("x"), diagnostics: &diagnostics)
    #expect(document?.root["a"]?.string == "ü")
    var wrong = Diagnostics()
    let bad = Array("a = 'x".utf8) + [0xFF, 0x27]
    #expect(TOMLReader().read(bad, FileContext("x"), diagnostics: &wrong) == nil)
    #expect(wrong.finish().map(\.brief) == ["error toml.encoding 1:7"])
  }

  @Test func damagedInput() throws {
    let text = try fixtures.bytes("TOMLReader/everything.toml")
    var diagnostics = Diagnostics()
    let whole = TOMLReader().read(text, FileContext("x"), diagnostics: &diagnostics)
    #expect(whole?.root.count == 6)
    for index in text.indices {
      for byte in [0, 0x0A, 0x22, 0x27, 0x2E, 0x3D, 0x5B, 0x5D, 0x7B, 0xC3] as [UInt8] {
        var damaged = text
        damaged[index] = byte
        var diagnostics = Diagnostics()
        if let document = TOMLReader().read(damaged, FileContext("x"), diagnostics: &diagnostics) {
          _ = outline(document, ranges: true)
        }
      }
      var diagnostics = Diagnostics()
      _ = TOMLReader().read(Array(text[..<index]), FileContext("x"), diagnostics: &diagnostics)
    }
  }
}
