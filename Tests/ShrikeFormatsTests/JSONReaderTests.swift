import ShrikeText
import Testing

@testable import ShrikeFormats

struct JSONReaderTests {
  @Test func everyNodeKnowsItsPlace() throws {
    let document = try #require(
      json(#"{ "a" : [1, -2.5e3, true, null], "ü\n": {"k": "v"} }"#).document)
    #expect(
      outline(document, ranges: true) == #"""
        map @"{ \"a\" : [1, -2.5e3, true, null], \"ü\\n\": {\"k\": \"v\"} }"
          a: list @"[1, -2.5e3, true, null]"
            - int "1" @"1"
            - float "-2.5e3" @"-2.5e3"
            - bool "true" @"true"
            - null "null" @"null"
          ü
        : map @"{\"k\": \"v\"}"
            k: str "v" @"\"v\""

        """#)
    let key = document.root.entries[1].key
    #expect(source(document, key.range) == #""ü\n""#)
    #expect(key.contentRange == nil)
    let value = try #require(document.root["ü\n"]?["k"])
    #expect(value.contentRange.map { source(document, $0) } == "v")
    #expect(document.position(of: value.range.lower) == SourcePosition(line: 1, column: 47))
  }

  @Test func values() throws {
    let root = try #require(
      json(
        #"""
        {"int": 9223372036854775807, "min": -9223372036854775808, "big": 123456789012345678901,
         "huge": 1e400, "zero": -0, "d": 0.1, "s": "\u00e9\ud83d\ude00\/\b", "list": ["a", "b"],
         "mixed": ["a", 1]}
        """#
      ).document?.root)
    #expect(root["int"]?.int == .max)
    #expect(root["min"]?.int == .min)
    #expect(root["big"]?.int == nil)
    #expect(root["big"]?.kind == .integer)
    #expect(root["big"]?.text == "123456789012345678901")
    #expect(root["big"]?.double == Double("123456789012345678901"))
    #expect(root["huge"]?.double == nil)
    #expect(root["huge"]?.text == "1e400")
    #expect(root["zero"]?.int == 0)
    #expect(root["d"]?.double == 0.1)
    #expect(root["d"]?.int == nil)
    #expect(root["s"]?.string == "é😀/\u{8}")
    #expect(root["list"]?.strings == ["a", "b"])
    #expect(root["mixed"]?.strings == nil)
    #expect(root["list"]?[1]?.string == "b")
    #expect(root["list"]?[2] == nil)
    #expect(root["list"]?["a"] == nil)
    #expect(root["nothing"] == nil)
    #expect(root.entries.map(\.name).first == "int")
  }

  /// What ends the reading, with its place.
  @Test(arguments: [
    ("", "1:1 expected a value, but the text is empty"),
    (" \n ", "2:2 expected a value"),
    ("{\"a\": 1\n", "2:1 the text ends within an object"),
    ("[1, 2", "1:6 the text ends within an array"),
    ("[1 2]", "1:4 expected ',' or ']' after a value"),
    ("{\"a\" 1}", "1:6 expected ':' after a key"),
    ("{a: 1}", "1:2 expected a key in double quotes"),
    ("{'a': 1}", "1:2 expected a key in double quotes"),
    ("[1]]", "1:4 expected nothing after the value"),
    ("1 2", "1:3 expected nothing after the value"),
    ("[tru]", "1:2 expected a value"),
    ("[truex]", "1:2 expected a value"),
    ("nul", "1:1 expected a value"),
    ("[NaN]", "1:2 expected a value"),
    ("[,1]", "1:2 expected a value"),
    ("[1}", "1:3 expected ',' or ']' after a value"),
    ("\"abc", "1:1 the string is not closed"),
    ("{\"a\": \"b\n\"}", "1:7 the string is not closed"),
    ("\"a\\", "1:1 the string is not closed"),
    ("[1,\n  \u{0}]", "2:3 expected a value"),
    ("/* open", "1:1 the comment is not closed"),
  ])
  func syntaxEndsTheReading(_ text: String, _ expected: String) {
    let (document, problems) = json(text)
    #expect(document == nil)
    #expect(problems.count == 1)
    let first = problems.first
    #expect(
      "\(first?.frame?.line ?? 0):\(first?.frame?.column ?? 0) \(first?.message ?? "")" == expected)
    #expect(first?.code == "json.syntax")
  }

  /// What is reported and read on.
  @Test(
    arguments: [
      ("[1,]", ["error json.syntax 1:3"], "list\n  - int \"1\"\n"),
      ("{\"a\":1,}", ["error json.syntax 1:7"], "map\n  a: int \"1\"\n"),
      ("// x\n1", ["error json.syntax 1:1"], "int \"1\"\n"),
      ("[/* x */]", ["error json.syntax 1:2"], "list\n"),
      ("[01, +1]", ["error json.syntax 1:2", "error json.syntax 1:6"], nil),
      ("[1., .5]", ["error json.syntax 1:2", "error json.syntax 1:6"], nil),
      ("[1e]", ["error json.syntax 1:2"], "list\n  - float \"1e\"\n"),
      ("[-]", ["error json.syntax 1:2"], "list\n  - float \"-\"\n"),
      ("[0x1F, 2]", ["error json.syntax 1:2"], "list\n  - float \"0x1F\"\n  - int \"2\"\n"),
      ("\"a\tb\"", ["error json.syntax 1:3"], "str \"a\\tb\"\n"),
      (#""\x""#, ["error json.syntax 1:2"], #"str "\\x""# + "\n"),
      (#""\u12""#, ["error json.syntax 1:2"], #"str "\\u12""# + "\n"),
      (#""\ud800x""#, ["warning json.surrogate 1:2"], "str \"\u{FFFD}x\"\n"),
      (#""\udc00\ud800""#, ["warning json.surrogate 1:2", "warning json.surrogate 1:8"], nil),
      (
        "{\"a\":1,\n\"b\":2,\"a\":3}", ["warning json.duplicate-key 2:7"],
        "map\n  a: int \"3\"\n  b: int \"2\"\n"
      ),
      (#"{"a":1,"\u0061":2}"#, ["warning json.duplicate-key 1:8"], "map\n  a: int \"2\"\n"),
    ] as [(String, [String], String?)])
  func mistakesAreCollected(_ text: String, _ briefs: [String], _ tree: String?) throws {
    let (document, problems) = json(text)
    #expect(problems.map(\.brief).prefix(briefs.count) == briefs[...])
    if let tree { #expect(document.map { outline($0) } == tree) }
  }

  @Test func commentsAndTrailingCommasByParameter() throws {
    let text = "{ // one\n \"a\": [1, 2, /* two */], // three\n}\n// end"
    let (document, problems) = json(text, .jsonc)
    #expect(problems.isEmpty)
    #expect(document.map { outline($0) } == "map\n  a: list\n    - int \"1\"\n    - int \"2\"\n")
    #expect(json(text).problems.count == 6)
    #expect(json("[,]", .jsonc).document == nil)
    #expect(json("/", .jsonc).document == nil)
    #expect(json("[1 /* x", .jsonc).document == nil)
  }

  @Test func duplicatesInLargeObjects() throws {
    let members = (0..<1000).map { "\"key-number-\($0)\": \($0)" }
    let text = "{" + (members + ["\"key-number-500\": -1"]).joined(separator: ",\n") + "}"
    let (document, problems) = json(text)
    let root = try #require(document?.root)
    #expect(problems.map(\.brief) == ["warning json.duplicate-key 1001:1"])
    #expect(problems.first?.label == "first given on line 501")
    #expect(root.count == 1000)
    for index in [0, 499, 501, 999] { #expect(root["key-number-\(index)"]?.int == index) }
    #expect(root["key-number-500"]?.int == -1)
    #expect(root["key-number-1000"] == nil)
    // Nothing but repetitions shrinks to a mapping without a table.
    let same = "{" + (0..<100).map { "\"k\": \($0)" }.joined(separator: ",") + "}"
    #expect(json(same).document?.root["k"]?.int == 99)
    #expect(json(same).problems.count == 99)
  }

  @Test func depthLimit() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(json(nested(1_000)).problems.isEmpty)
    #expect(json(nested(1_001)).problems.map(\.brief) == ["error json.depth 1:1001"])
    let open = String(repeating: "[{\"a\":", count: 100_000)
    #expect(json(open).problems.map(\.code) == ["json.depth"])
  }

  @Test func sizeLimit() {
    var reader = JSONReader.strict
    reader.limits.bytes = 4
    #expect(json("[12]", reader).problems.isEmpty)
    let (document, problems) = json("[123]", reader)
    #expect(document == nil)
    #expect(problems.map(\.brief) == ["error json.size"])
  }

  @Test func tooManyMistakesEndTheReading() {
    let (document, problems) = json("[" + String(repeating: "\"\\x\",", count: 5_000) + "1]")
    #expect(document != nil)
    #expect(problems.count <= Diagnostics.limit + 1)
  }

  @Test(arguments: [
    (Array("[\"ü\"]".utf8), "ü", 0), ([0xEF, 0xBB, 0xBF] + Array("[\"ü\"]".utf8), "ü", 3),
    (utf16("[\"ü😀\"]", bigEndian: true), "ü😀", 0),
    (utf16("[\"ü😀\"]", bigEndian: false), "ü😀", 0),
    (utf16("[\"ü\"]", bigEndian: true, mark: false), "ü", 0),
    (utf16("[\"ü\"]", bigEndian: false, mark: false), "ü", 0),
  ])
  func encodings(_ bytes: [UInt8], _ expected: String, _ lower: Int) throws {
    var diagnostics = Diagnostics()
    let document = JSONReader.strict.read(bytes, FileContext("x"), diagnostics: &diagnostics)
    #expect(diagnostics.finish().isEmpty)
    #expect(document?.root[0]?.string == expected)
    #expect(document?.root.range.lower == lower)
  }

  @Test(
    arguments: [
      (Array("[\"".utf8) + [0xC3, 0x28] + Array("\"]".utf8), "1:3"),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], "1:2"), ([0x22, 0xC0, 0x80, 0x22], "1:2"),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "1:2"), ([0x22, 0xE2, 0x82], "1:2"),
      ([0xFF, 0xFE, 0x22, 0x00, 0x00, 0xD8], "1:2"), ([0xFF, 0xFE, 0x22], "1:1"),
      ([0xFF, 0xFE, 0, 0, 0x22, 0, 0, 0], "1:1"),
    ] as [([UInt8], String)])
  func wrongEncodings(_ bytes: [UInt8], _ place: String) {
    var diagnostics = Diagnostics()
    #expect(JSONReader.strict.read(bytes, FileContext("x"), diagnostics: &diagnostics) == nil)
    #expect(diagnostics.finish().map(\.brief) == ["error json.encoding \(place)"])
  }

  @Test func scannedFilesAreNotQuoted() {
    var diagnostics = Diagnostics()
    let text = "{\n \"token\": \"hunter2\",\n \"token\": \"hunter3\" \"x\"}"
    _ = JSONReader.strict.read(
      Array(text.utf8), FileContext("x", quotes: false), diagnostics: &diagnostics)
    let problems = diagnostics.finish()
    #expect(problems.map(\.brief) == ["error json.syntax 3:21"])
    #expect(problems.allSatisfy { $0.frame?.text == "" && !$0.text().contains("hunter") })
  }

  /// Any prefix of a document and any byte of it changed is read or refused, never a crash.
  @Test func damagedInput() {
    let text = Array(
      #"{"a": [1, -2.5e3, true, null, "x\u00e9\ud83d\ude00\n"], "b": {"c": [], "d": {}}}"#.utf8)
    for end in 0..<text.count {
      var diagnostics = Diagnostics()
      #expect(
        JSONReader.jsonc.read(
          Array(text[..<end]), FileContext("x"), diagnostics: &diagnostics) == nil)
      let failed = diagnostics.hasErrors
      #expect(failed)
    }
    for index in text.indices {
      for byte in [0, 0x22, 0x2C, 0x5B, 0x5C, 0x7D, 0xFF] as [UInt8] {
        var damaged = text
        damaged[index] = byte
        var diagnostics = Diagnostics()
        if let document = JSONReader.jsonc.read(
          damaged, FileContext("x"), diagnostics: &diagnostics)
        {
          _ = outline(document, ranges: true)
        }
      }
    }
  }
}
