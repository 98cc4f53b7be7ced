import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeFormats

struct YAMLReaderTests {
  @Test func everyNodeKnowsItsPlace() throws {
    let text = String(decoding: try fixtures.bytes("YAMLReader/places.yml"), as: UTF8.self)
    let document = try #require(yaml(text).documents.first)
    try fixtures.expect(outline(document, ranges: true), "YAMLReader/places.txt")
    #expect(
      document.root.entries.map { source(document, $0.key.range) }.prefix(2) == [
        "name", "\"quoted\"",
      ])
    #expect(document.root["name"]?.contentRange.map { source(document, $0) } == "plain words")
    #expect(document.root["script"]?.contentRange == nil)
    #expect(document.root["script"]?.isQuoted == true)
  }

  @Test(arguments: ["\n", "\r\n"])
  func placesOfPartsOfTexts(_ newline: String) throws {
    let text = [
      "run: &x |  # why", "", "    écho one", "      two  ", "", "    three", "plain: a b",
      "q: \"a\\tb\"",
      "folded: >", "  x", "  y",
    ].joined(separator: newline)
    let document = try #require(yaml(text).documents.first)
    func part(_ key: String, _ wanted: String) throws -> String {
      let node = try #require(document.root[key])
      let value = Array(try #require(node.text).utf8)
      let offset = try #require(value.withUnsafeBufferPointer { find(Array(wanted.utf8), in: $0) })
      return source(document, node.place(ofText: offset..<offset + wanted.utf8.count))
    }
    for wanted in ["écho", "one", "  two  ", "three"] { #expect(try part("run", wanted) == wanted) }
    #expect(try part("run", "one\n  two") == "one\(newline)      two")
    #expect(try part("plain", "b") == "b")
    #expect(try part("q", "b") == "\"a\\tb\"")
    #expect(try part("folded", "y") == ">\(newline)  x\(newline)  y")
  }

  @Test(arguments: ["é", "日本", "😀"])
  func placesAfterOtherScripts(_ word: String) throws {
    let lines = (0..<200).map { "\(word)\($0): [\(word), {x: \"\(word)\"}] # \(word)" }
    let text = lines.joined(separator: "\r\n")
    for mark in ["", "\u{FEFF}"] {
      let document = try #require(yaml(mark + text).documents.first)
      for (index, entry) in document.root.entries.enumerated() {
        #expect(source(document, entry.key.range) == "\(word)\(index)")
        #expect(source(document, entry.value.range) == "[\(word), {x: \"\(word)\"}]")
        #expect(document.position(of: entry.key.range.lower).line == index + 1)
      }
    }
  }

  @Test(arguments: [
    ("null", "null", "null"), ("~", "null", "null"), ("Null", "null", "null"),
    ("nuLL", "str", "str"), ("true", "bool", "bool"), ("True", "bool", "bool"),
    ("TRUE", "bool", "bool"), ("tRUE", "str", "str"), ("yes", "str", "bool"),
    ("Yes", "str", "bool"), ("on", "str", "bool"), ("OFF", "str", "bool"), ("No", "str", "bool"),
    ("y", "str", "str"), ("n", "str", "str"), ("0", "int", "int"), ("-12", "int", "int"),
    ("+12", "int", "int"), ("012", "int", "int"), ("0o14", "int", "str"), ("0x1F", "int", "int"),
    ("0xG", "str", "str"), ("-0x1F", "str", "int"), ("0b101", "str", "int"),
    ("1_000", "str", "int"), ("089", "int", "str"), ("1:30", "str", "int"),
    ("22:80", "str", "str"), ("1:30:00.5", "str", "float"), ("1.", "float", "float"),
    (".5", "float", "float"), (".", "str", "str"), ("1e3", "float", "str"),
    ("1.0e+3", "float", "float"), ("1.0e3", "float", "str"), ("-.inf", "float", "float"),
    (".Inf", "float", "float"), (".NaN", "float", "float"), ("-.nan", "str", "str"),
    ("1.2.3", "str", "str"), ("1-2", "str", "str"), ("+", "str", "str"), ("-", "list", "list"),
    ("2024-01-02", "str", "str"), ("'1'", "str", "str"), ("\"true\"", "str", "str"),
    ("=", "str", "str"), ("0x", "str", "str"), ("685_230.15", "str", "float"),
  ])
  func scalars(_ text: String, _ core: String, _ old: String) {
    #expect(yaml(text).documents.first?.root.kind.letter == core)
    #expect(yaml(text, YAMLReader(schema: .yaml11)).documents.first?.root.kind.letter == old)
  }

  @Test(
    arguments: [
      ("012", 12, 10), ("0x1F", 31, 31), ("1_000", nil, 1000), ("1:30", nil, 90),
      ("190:20:30", nil, 685230), ("-0b101", nil, -5), ("0o14", 12, nil), ("-12", -12, -12),
      ("9223372036854775807", .max, .max), ("-9223372036854775808", .min, .min),
      ("9223372036854775808", nil, nil), ("0xFFFFFFFFFFFFFFFF", nil, nil),
    ] as [(String, Int?, Int?)])
  func integers(_ text: String, _ core: Int?, _ old: Int?) {
    #expect(yaml(text).documents.first?.root.int == core)
    #expect(yaml(text, YAMLReader(schema: .yaml11)).documents.first?.root.int == old)
  }

  @Test func floats() throws {
    let root = try #require(
      yaml("[1.5, -.inf, .nan, 1e400, 0o14, 9223372036854775808]").documents.first?.root)
    #expect(root[0]?.double == 1.5)
    #expect(root[1]?.double == -Double.infinity)
    #expect(root[2]?.double?.isNaN == true)
    #expect(root[3]?.double == nil)
    #expect(root[4]?.double == 12)
    #expect(root[5]?.double == 9_223_372_036_854_775_808)
    let old = YAMLReader(schema: .yaml11)
    #expect(yaml("1:30.5", old).documents.first?.root.double == 90.5)
    #expect(yaml("1_0.5", old).documents.first?.root.double == 10.5)
  }

  @Test func tags() throws {
    let (documents, problems) = yaml(
      """
      a: !!str 12
      b: !!int "12"
      c: !Ref Thing
      d: !Sub [x, y]
      e: !!float 3
      f: !!int words
      g: ! 12
      h: !!binary aGk=
      i: !Tag 5
      """)
    let root = try #require(documents.first?.root)
    #expect(
      root.entries.map { "\($0.name) \($0.value.kind.letter)" } == [
        "a str", "b int", "c str", "d list", "e float", "f str", "g str", "h str", "i str",
      ])
    #expect(root["c"]?.tag == "!Ref")
    #expect(root["d"]?.tag == "!Sub")
    #expect(root["a"]?.tag == "tag:yaml.org,2002:str")
    #expect(root["b"]?.int == 12)
    #expect(root["e"]?.double == 3)
    #expect(root["c"].map { source(documents[0], $0.range) } == "!Ref Thing")
    #expect(problems.map(\.brief) == ["warning yaml.tag 6:4"])
  }

  @Test func manyDocuments() throws {
    let (documents, problems) = yaml("a: 1\n---\n- b\n...\n---\n--- text\n")
    #expect(
      documents.map { outline($0) } == [
        "map\n  a: int \"1\"\n", "list\n  - str \"b\"\n", "null \"\"\n", "str \"text\"\n",
      ])
    #expect(problems.isEmpty)
    #expect(yaml("").documents.isEmpty)
    #expect(yaml("# nothing\n").documents.isEmpty)
    // What stands before a syntax error is given.
    let broken = yaml("a: 1\n---\nb: [\n")
    #expect(broken.documents.count == 1)
    #expect(broken.problems.map(\.code) == ["yaml.syntax"])
  }

  @Test func singleDocument() throws {
    func single(_ text: String) -> (Document?, [Diagnostic]) {
      var diagnostics = Diagnostics()
      let document = YAMLReader().readSingle(
        Array(text.utf8), FileContext("c.yml"), diagnostics: &diagnostics)
      return (document, diagnostics.finish())
    }
    #expect(single("").0?.root.isNull == true)
    #expect(single("a: 1").0?.root["a"]?.int == 1)
    #expect(single("a: [").0 == nil)
    let many = single("a: 1\n--- {b: 2}\n")
    #expect(many.0?.root["a"]?.int == 1)
    #expect(many.1.map(\.brief) == ["warning yaml.documents 2:5"])
  }

  /// One diagnostic, with its place.
  @Test(arguments: [
    ("a: [1, 2\nb: 3", "2:2"), ("a: b: c", "1:5"), ("a:\n\t- b", "2:1"), ("\"abc", "1:5"),
    ("a: 1\n b: 2", "2:3"), ("- a\nb: c", "2:1"), ("@x", "1:1"), ("a: 'x' y", "1:8"),
    ("é: {", "1:5"), ("é: \u{1}", "1:4"), ("{{ x }}: 1\n{%", "2:2"), ("%YAML 3.0\n---\na", "1:1"),
    ("a: \"\\q\"", "1:5"), ("key: >x\n", "1:7"),
  ])
  func syntaxEndsTheReading(_ text: String, _ place: String) {
    let (documents, problems) = yaml(text)
    #expect(documents.isEmpty)
    #expect(problems.map(\.brief) == ["error yaml.syntax \(place)"])
  }

  @Test func syntaxMessage() {
    let text = yaml("jobs:\n  build:\n    steps: x\n   name: y\n").problems.first?.text()
    #expect(
      text == """
        error[yaml.syntax]: did not find expected key while parsing a block mapping
         --> case.yml:4:4
          |
        4 |    name: y
          |    ^
          = help: the block mapping begins on line 2
        """)
  }

  @Test func duplicateKeys() throws {
    let (documents, problems) = yaml("a: 1\nb: 2\n'a': 3\n? [x]\n: 1\n? [x]\n: 2\n")
    #expect(problems.map(\.brief) == ["warning yaml.duplicate-key 3:1"])
    #expect(problems.first?.label == "first given on line 1")
    #expect(documents.first?.root["a"]?.int == 3)
    #expect(documents.first?.root.count == 4)
  }

  @Test func aliases() throws {
    let (documents, problems) = yaml("base: &b {x: [1]}\nuse: *b\nword: &w on\nagain: [*w, *w]\n")
    let document = try #require(documents.first)
    let use = try #require(document.root["use"])
    #expect(problems.isEmpty)
    #expect(source(document, use.range) == "*b")
    #expect(use["x"]?[0]?.int == 1)
    #expect(use.aliasTarget.map { source(document, $0.range) } == "&b {x: [1]}")
    #expect(document.root["again"]?.strings == ["on", "on"])
    #expect(document.root["base"]?.aliasTarget == nil)
  }

  @Test(arguments: [
    ("a: *none", "error yaml.alias 1:4"), ("a: &x [*x]", "error yaml.alias 1:8"),
    ("a: &x 1\n---\nb: *x", "error yaml.alias 3:4"),
  ])
  func wrongAliases(_ text: String, _ brief: String) {
    #expect(yaml(text).problems.map(\.brief) == [brief])
  }

  @Test func mergeKeys() throws {
    let text = """
      a: &a {x: 1, y: 2}
      b: &b {y: 3, z: 4}
      one: {<<: *a, y: 5}
      list: {w: 0, <<: [*b, *a]}
      quoted: {"<<": *a}
      bad: {<<: 7}
      twice: {y: 1, <<: *a, y: 2}
      """
    let (documents, problems) = yaml(text, YAMLReader(schema: .yaml11))
    let document = try #require(documents.first)
    let root = document.root
    func keys(_ name: String) -> [String] {
      root[name]?.entries.map { "\($0.name)=\($0.value.text ?? "…")" } ?? []
    }
    #expect(keys("one") == ["x=1", "y=5"])
    #expect(keys("list") == ["y=3", "z=4", "x=1", "w=0"])
    #expect(keys("quoted") == ["<<=…"])
    #expect(keys("bad") == ["<<=7"])
    #expect(keys("twice") == ["x=1", "y=2"])
    #expect(root["list"]?["x"].map { document.position(of: $0.range.lower).line } == 1)
    #expect(
      problems.map(\.brief).sorted() == [
        "warning yaml.duplicate-key 7:23", "warning yaml.merge 6:11",
      ])
    #expect(yaml(text).documents.first?.root["one"]?["<<"]?["x"]?.int == 1)
  }

  @Test func billionLaughs() {
    var text = "a0: &a0 [lol, lol]\n"
    for level in 1...40 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(alias), \(alias), \(alias)]\n"
    }
    #expect(yaml(text).problems.map(\.code) == ["yaml.aliases"])
    // Merge keys multiply too.
    var reader = YAMLReader(schema: .yaml11)
    reader.limits.aliasedNodes = 1_000
    let wide = "b: &b {" + (0..<100).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
    let merges = (0..<20).map { "m\($0): {<<: *b}\n" }.joined()
    #expect(yaml(wide + merges, reader).problems.map(\.code) == ["yaml.aliases"])
  }

  @Test func depthLimit() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(yaml(nested(1_000)).problems.isEmpty)
    #expect(yaml(nested(1_001)).problems.map(\.code) == ["yaml.depth"])
    let start = ThreadTime.now
    #expect(yaml(String(repeating: "[", count: 100_000)).problems.map(\.code) == ["yaml.depth"])
    #expect(yaml(String(repeating: "- ", count: 100_000)).problems.count == 1)
    #expect(yaml(String(repeating: "{a: ", count: 100_000)).problems.map(\.code) == ["yaml.depth"])
    #expect(ThreadTime.now - start < .seconds(10))
    // Depth through aliases counts as written out.
    var reader = YAMLReader()
    reader.limits.depth = 10
    #expect(yaml("a: &a [[[[1]]]]\nb: [[[[*a]]]]\n", reader).problems.isEmpty)
    #expect(
      yaml("a: &a [[[[1]]]]\nb: [[[[[[*a]]]]]]\n", reader).problems.map(\.code) == ["yaml.depth"])
  }

  @Test func flowWorkLimit() {
    let brackets = String(repeating: "[", count: 999)
    let wide = brackets + String(repeating: "a,", count: 150_000)
    #expect(yaml(wide).problems.map(\.code) == ["yaml.work"])
  }

  @Test func sizeLimitAndEncodings() throws {
    var reader = YAMLReader()
    reader.limits.bytes = 3
    #expect(yaml("a: 1", reader).problems.map(\.code) == ["yaml.size"])
    for bigEndian in [true, false] {
      var diagnostics = Diagnostics()
      let documents = YAMLReader().read(
        utf16("é: [ü]", bigEndian: bigEndian), FileContext("x"), diagnostics: &diagnostics)
      #expect(documents.first?.root["é"]?.strings == ["ü"])
      #expect(documents.first.map { source($0, $0.root.range) } == "é: [ü]")
    }
    var diagnostics = Diagnostics()
    let bad = YAMLReader().read(
      Array("a: ".utf8) + [0xE9], FileContext("x"), diagnostics: &diagnostics)
    #expect(bad.isEmpty)
    #expect(diagnostics.finish().map(\.brief) == ["error yaml.encoding 1:4"])
  }

  @Test func damagedInput() throws {
    let text = try fixtures.bytes("YAMLReader/everything.yml")
    var diagnostics = Diagnostics()
    let whole = YAMLReader(schema: .yaml11).read(
      text, FileContext("x"), diagnostics: &diagnostics)
    #expect(whole.count == 3)
    for index in text.indices {
      for byte in [0, 0x0A, 0x22, 0x3A, 0x5B, 0x7D, 0x26, 0x2A, 0xC3] as [UInt8] {
        var damaged = text
        damaged[index] = byte
        var diagnostics = Diagnostics()
        for document in YAMLReader(schema: .yaml11).read(
          damaged, FileContext("x"), diagnostics: &diagnostics)
        {
          _ = outline(document, ranges: true)
        }
      }
      var diagnostics = Diagnostics()
      _ = YAMLReader().read(Array(text[..<index]), FileContext("x"), diagnostics: &diagnostics)
    }
  }
}
