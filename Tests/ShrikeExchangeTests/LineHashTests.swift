import Foundation
import ShrikeTesting
import ShrikeText
import Testing

@Suite struct LineHashTests {
  private struct Vector: Decodable {
    var text: String
    var line_hashes: [String]
  }

  /// The vectors of github/codeql-action's `fingerprints.test.ts` (MIT).
  @Test func equalsCodeQLAction() throws {
    let vectors = try JSONDecoder().decode(
      [Vector].self, from: Data(fixtures.bytes("LineHash/codeql-action.json")))
    #expect(vectors.count == 9)
    for vector in vectors {
      let bytes = Array(vector.text.utf8)
      #expect(LineHash.all(bytes) == vector.line_hashes)
      let lines = LineHash(bytes)
      #expect((1...lines.lineCount).map { lines.at(line: $0) } == vector.line_hashes)
      #expect(lines.at(line: 0) == nil)
      #expect(lines.at(line: lines.lineCount + 1) == nil)
    }
  }

  @Test func countsUTF16Units() {
    // Two lines that differ only beyond the basic plane, and an invalid byte that reads as U+FFFD.
    #expect(LineHash.all(Array("🦊\n".utf8))[0] != LineHash.all(Array("🦉\n".utf8))[0])
    #expect(LineHash.all([0x61, 0xFF, 0x62]) == LineHash.all(Array("a\u{FFFD}b".utf8)))
  }
}
