import ShrikeText
import Testing

@testable import ShrikeFormats

struct JSONWriterTests {
  @Test func compactAndPretty() {
    func write(_ json: inout JSONWriter) {
      json.object {
        $0.field("a", 1)
        $0.array("list") { list in
          list.string("x")
          list.object { _ in }
          list.array { $0.null() }
        }
        $0.array("none") { _ in }
        $0.object("o") { $0.field("b", true) }
        $0.field("absent", ifAny: nil as String?)
        $0.field("words", ifAny: [])
        $0.field("words", ["v", "w"])
      }
    }
    var compact = JSONWriter()
    write(&compact)
    #expect(
      String(decoding: compact.finish(), as: UTF8.self)
        == #"{"a":1,"list":["x",{},[null]],"none":[],"o":{"b":true},"words":["v","w"]}"#)
    var pretty = JSONWriter(pretty: true)
    write(&pretty)
    #expect(
      String(decoding: pretty.finish(), as: UTF8.self) == """
        {
          "a": 1,
          "list": [
            "x",
            {},
            [
              null
            ]
          ],
          "none": [],
          "o": {
            "b": true
          },
          "words": [
            "v",
            "w"
          ]
        }

        """)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("\"\\/", #""\"\\/""#),
    ("\n\r\t\u{8}\u{C}\u{0}\u{1F}\u{7F}", #""\n\r\t\b\f\u0000\u001f"# + "\u{7F}\""),
    ("é日😀\u{2028}", "\"é日😀\u{2028}\""), ("a\"b\"c", #""a\"b\"c""#),
  ])
  func strings(_ value: String, _ expected: String) {
    var writer = JSONWriter()
    writer.string(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    #expect(json(expected).document?.root.string == value)
  }

  @Test func brokenBytesBecomeReplacementCharacters() {
    var writer = JSONWriter()
    let bytes: [UInt8] = [0x61, 0xFF, 0x22, 0xED, 0xA0, 0x80]
    bytes.withUnsafeBufferPointer { writer.string(bytes: $0) }
    #expect(String(decoding: writer.bytes, as: UTF8.self).hasPrefix("\"a\u{FFFD}\\\"\u{FFFD}"))
    #expect(json(String(decoding: writer.bytes, as: UTF8.self)).problems.isEmpty)
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e300, "1e+300"),
      (.leastNonzeroMagnitude, "5e-324"),
      (.infinity, "null"), (.nan, "null"), (0.30000000000000004, "0.30000000000000004"),
    ] as [(Double, String)])
  func doubles(_ value: Double, _ expected: String) {
    var writer = JSONWriter()
    writer.number(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    if value.isFinite { #expect(json(expected).document?.root.double == value) }
  }

  @Test func integers() {
    var writer = JSONWriter()
    writer.array {
      for value in [0, -1, .max, .min] { $0.integer(value) }
      $0.integer(UInt64.max)
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "[0,-1,9223372036854775807,-9223372036854775808,18446744073709551615]")
  }

  @Test func nodesOfAnyFormat() throws {
    let document = try #require(
      yaml("a: [0x1F, .inf, 1e3, yes, ~]\n2: {b: x}\n").documents.first)
    var writer = JSONWriter()
    writer.node(document.root)
    #expect(
      String(decoding: writer.finish(), as: UTF8.self)
        == #"{"a":[31,null,1000.0,"yes",null],"2":{"b":"x"}}"#)
    let big = #"{"n":[123456789012345678901,1e400,-0.10]}"#
    let read = try #require(json(big).document)
    var same = JSONWriter()
    same.node(read.root)
    #expect(String(decoding: same.finish(), as: UTF8.self) == big)
    let dates = try #require(toml("d = 1979-05-27\nn = 1_0\nf = nan").document)
    var third = JSONWriter()
    third.node(dates.root)
    #expect(
      String(decoding: third.finish(), as: UTF8.self) == #"{"d":"1979-05-27","n":10,"f":null}"#)
  }

  @Test func drainGivesEverythingOnce() throws {
    var writer = JSONWriter()
    var out: [UInt8] = []
    writer.beginArray()
    for number in 0..<10 {
      writer.integer(number)
      writer.drain { out.append(contentsOf: $0) }
    }
    writer.endArray()
    out += writer.finish()
    #expect(String(decoding: out, as: UTF8.self) == "[0,1,2,3,4,5,6,7,8,9]")
  }
}

struct XMLWriterTests {
  @Test func elements() {
    var xml = XMLWriter()
    xml.begin("testsuites", [("name", "a \"b\" <c> & 'd'\n\t")])
    xml.begin("testsuite")
    xml.element("testcase", [("name", "x")])
    xml.element("failure", text: "a < b && ]]> \u{1B}[31m\u{0}\u{FFFE}é😀\r\n")
    xml.end()
    #expect(
      String(decoding: xml.finish(), as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="a &quot;b&quot; &lt;c&gt; &amp; 'd'&#10;&#9;">
          <testsuite>
            <testcase name="x"/>
            <failure>a &lt; b &amp;&amp; ]]&gt; [31mé😀&#13;
        </failure>
          </testsuite>
        </testsuites>

        """)
  }
}
