import ShrikeText
import Testing

@testable import ShrikeFormats

struct JSONStreamTests {
  /// Gives `chunk` bytes at a time.
  private func read(
    _ text: String, under path: [String] = [], chunk: Int = 3, reader: JSONReader = .strict,
    stopAfter: Int = .max
  ) -> (seen: [String], count: Int?, problems: [Diagnostic]) {
    let bytes = Array(text.utf8)
    var at = 0
    var seen: [String] = []
    var diagnostics = Diagnostics()
    let count = reader.forEachElement(
      under: path, FileContext("s.json"), diagnostics: &diagnostics,
      from: { buffer in
        let count = min(chunk, buffer.count, bytes.count - at)
        buffer.copyBytes(from: bytes[at..<at + count])
        at += count
        return count
      },
      { element in
        let place = element.document.position(of: 0)
        seen.append(
          "\(element.index) @\(element.offset) \(place.line):\(place.column) "
            + source(element.document, element.document.root.range))
        return seen.count < stopAfter
      })
    return (seen, count, diagnostics.finish())
  }

  @Test(arguments: [1, 2, 7, 10_000])
  func elementsOfTheTopArray(_ chunk: Int) {
    let result = read("[ {\"ü\": \"]\\\"\"},\n  12, \"x\",[[]] ,null]\n", chunk: chunk)
    #expect(
      result.seen == [
        #"0 @2 1:3 {"ü": "]\""}"#, "1 @19 2:3 12", #"2 @23 2:7 "x""#, "3 @27 2:11 [[]]",
        "4 @33 2:17 null",
      ])
    #expect(result.count == 5)
    #expect(result.problems.isEmpty)
  }

  @Test func elementsUnderKeys() {
    let text = """
      {"version": {"a": [1, "]"]}, "runs": [
        {"tool": {}, "results": [{"id": 1}, {"id": 2}]},
        {"results": [{"id": 3}]}, 7
      ], "after": "x"}
      """
    let result = read(text, under: ["runs", "*", "results"])
    #expect(
      result.seen.map { String($0.suffix(9)) } == [#"{"id": 1}"#, #"{"id": 2}"#, #"{"id": 3}"#])
    #expect(result.count == 3)
    #expect(result.problems.isEmpty)
    #expect(read(text, under: ["runs", "results"]).count == nil)
    #expect(read(text, under: ["nothing"]).count == nil)
    #expect(read(text, under: []).count == nil)
    #expect(read(#"{"r\u0075ns": [1]}"#, under: ["runs"]).count == 1)
    #expect(read(text, under: ["runs", "*", "results"], stopAfter: 2).seen.count == 2)
  }

  @Test(
    arguments: [
      ("[1, 2", "1:6"), ("[1 2]", "1:4"), ("[{\"a\":\n }", "2:2"), ("[1]]", "1:4"),
      ("[\"abc", "1:6"), ("[,]", "1:2"), ("[1,\n x]", "2:2"), ("[1,\n\n  {\"a\" 1}]", "3:8"),
      ("[{]}", "1:3"), ("[[\u{1}]]", "1:3"), ("[\u{0}]", "1:2"), ("\u{1}", nil),
    ] as [(String, String?)])
  func brokenStreams(_ text: String, _ place: String?) {
    for chunk in [1, 100] {
      let result = read(text, chunk: chunk)
      #expect(
        result.problems.map { "\($0.frame?.line ?? 0):\($0.frame?.column ?? 0)" }
          == (place.map { [$0] } ?? []))
    }
  }

  @Test func commentsBetweenAndWithinElements() {
    let text = "// a ] \n[1, /* , */ {\"a\": 1 /* } */, },\n2, ]"
    let result = read(text, chunk: 1, reader: .jsonc)
    #expect(result.count == 3)
    #expect(result.problems.isEmpty)
  }

  @Test func oneElementIsBounded() {
    var reader = JSONReader.strict
    reader.limits.bytes = 100
    let long = "\"" + String(repeating: "a", count: 1_000) + "\""
    #expect(read("[\(long)]", reader: reader).problems.first?.message.contains("100 bytes") == true)
    #expect(read("[1, 2, [\(long)]]", chunk: 5, reader: reader).seen.count == 2)
    // What is passed over has no bound.
    #expect(read("{\"x\": \(long), \"y\": [1]}", under: ["y"], reader: reader).count == 1)
  }

  @Test func elementsLargerThanTheWindow() {
    let long = "\"" + String(repeating: "ab\\n", count: 300_000) + "\""
    let text = "[\(long), \(long), 3]"
    let bytes = Array(text.utf8)
    var lengths: [Int] = []
    var diagnostics = Diagnostics()
    bytes.withUnsafeBufferPointer { buffer in
      _ = JSONReader.strict.forEachElement(
        in: buffer, FileContext("x"), diagnostics: &diagnostics
      ) { element in
        lengths.append(element.document.root.text?.utf8.count ?? 0)
        return true
      }
    }
    #expect(lengths == [900_000, 900_000, 1])
    #expect(diagnostics.finish().isEmpty)
  }

  @Test func lines() {
    let bytes = Array("{\"a\": 1}\n\n{\"a\": \n2\r\n  {\"a\": 3}".utf8)
    var at = 0
    var seen: [String] = []
    var diagnostics = Diagnostics()
    JSONReader.strict.forEachLine(
      FileContext("x.jsonl"), diagnostics: &diagnostics,
      from: { buffer in
        let count = min(4, bytes.count - at)
        buffer.copyBytes(from: bytes[at..<at + count])
        at += count
        return count
      },
      { element in
        seen.append("\(element.index) \(element.document.position(of: 0).line)")
        return true
      })
    #expect(seen == ["0 1", "1 4", "2 5"])
    #expect(diagnostics.finish().map(\.brief) == ["error json.syntax 3:7"])
  }
}
