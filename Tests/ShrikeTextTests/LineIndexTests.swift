import Testing

@testable import ShrikeText

struct LineIndexTests {
  /// Text, number of lines, the content of each.
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n", [""]),
    ("\n\n", ["", ""]),
    ("a\r\nb\r\n", ["a", "b"]), ("a\rb", ["a\rb"]), ("\r\n", [""]), ("a\n\nb\n", ["a", "", "b"]),
    ("a\r\r\n", ["a\r"]), ("ü\nz", ["ü", "z"]),
  ])
  func linesEndAtNewlines(_ text: String, _ expected: [String]) {
    let bytes = Array(text.utf8)
    let index = LineIndex(bytes)
    #expect(index.lineCount == expected.count)
    #expect(index.count == bytes.count)
    bytes.withUnsafeBufferPointer { buffer in
      let found = (1...index.lineCount).map { line in
        let range = index.content(ofLine: line, in: buffer)
        return String(bytes: UnsafeBufferPointer(rebasing: buffer[range.lower..<range.upper]))
      }
      #expect(found == expected)
    }
  }

  @Test func columnsCountCodePoints() {
    let bytes = Array("aé🦊z\nß!".utf8)
    let index = LineIndex(bytes)
    bytes.withUnsafeBufferPointer { buffer in
      func place(_ offset: Int) -> [Int] {
        let position = index.position(of: offset, in: buffer)
        return [position.line, position.column]
      }
      #expect(place(0) == [1, 1])
      #expect(place(1) == [1, 2])
      #expect(place(3) == [1, 3])
      #expect(place(7) == [1, 4])
      #expect(place(8) == [1, 5])  // the newline belongs to the line it ends
      #expect(place(9) == [2, 1])
      #expect(place(11) == [2, 2])
      #expect(place(bytes.count) == [2, 3])
      #expect(place(bytes.count + 50) == [2, 3])
    }
  }

  @Test func bytesThatAreNoUTF8CountToo() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x61]
    let index = LineIndex(bytes)
    #expect(
      bytes.withUnsafeBufferPointer { index.position(of: 2, in: $0) }
        == SourcePosition(line: 1, column: 3))
  }

  /// Against counting by hand, at every offset.
  @Test(arguments: ["", "\n", "a\nbb\n\nccc", "x\n", "\n\nx"])
  func everyOffsetHasItsLine(_ text: String) {
    let bytes = Array(text.utf8)
    let index = LineIndex(bytes)
    for offset in 0...bytes.count {
      let line = 1 + bytes[..<offset].count { $0 == 0x0A }
      #expect(index.line(of: offset) == line)
      if line <= index.lineCount {
        let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        #expect(index.start(ofLine: line) == start)
      }
    }
  }

  @Test func linesBeyondTheEndAreEmpty() {
    for text in ["", "a", "a\n", "a\nb"] {
      let bytes = Array(text.utf8)
      let index = LineIndex(bytes)
      let content = bytes.withUnsafeBufferPointer { index.content(ofLine: 50, in: $0) }
      #expect(content.count == 0 || content.upper <= bytes.count)
      #expect(index.start(ofLine: 0) == 0)
    }
  }

  @Test func aRangeNeverRunsBackwards() {
    #expect(ByteRange(5, 3).count == 0)
    #expect(SourcePosition(line: 1, column: 9) < SourcePosition(line: 2, column: 1))
  }
}
