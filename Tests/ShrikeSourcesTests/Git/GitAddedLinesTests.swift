import ShrikeText
import Testing

@testable import ShrikeSources

@Suite struct GitAddedLinesTests {
  private func hunks(_ old: String, _ new: String) -> [String] {
    let oldBytes = Array(old.utf8)
    let newBytes = Array(new.utf8)
    return oldBytes.withUnsafeBufferPointer { a in
      newBytes.withUnsafeBufferPointer { b in
        AddedLines.hunks(old: a, new: b).map { hunk in
          "\(hunk.firstLine(in: b)):"
            + String(decoding: b[hunk.range.lower..<hunk.range.upper], as: UTF8.self)
        }
      }
    }
  }

  private let ten = (1...10).map { "\($0)\n" }.joined()

  @Test func sameTextHasNothingNew() {
    #expect(hunks("", "").isEmpty)
    #expect(hunks(ten, ten).isEmpty)
    #expect(hunks(ten, "").isEmpty)
    #expect(hunks("x", "x").isEmpty)
  }

  @Test func textWithoutOldIsAllNew() { #expect(hunks("", "a\nb") == ["1:a\nb"]) }

  @Test(arguments: [
    ("at the beginning", 0, ["1:NEW\n1\n2\n"]), ("at the end", 10, ["9:9\n10\nNEW\n"]),
    ("in the middle", 5, ["4:4\n5\nNEW\n6\n7\n"]), ("after the first", 1, ["1:1\nNEW\n2\n3\n"]),
  ])
  func insertedLineComesWithTwoAround(name: String, at: Int, expected: [String]) {
    var lines = (1...10).map { "\($0)\n" }
    lines.insert("NEW\n", at: at)
    #expect(hunks(ten, lines.joined()) == expected)
  }

  @Test func changedPartOfALineIsTheLine() {
    #expect(hunks("key = old\n", "key = new\n") == ["1:key = new\n"])
    #expect(hunks("a\nkey = old", "a\nkey = older") == ["1:a\nkey = older"])
    #expect(hunks("a\nb", "a\nb\n") == ["1:a\nb\n"])
    #expect(hunks("xab\n", "ab\n") == ["1:ab\n"])
  }

  @Test func removedLinesAreNotNew() {
    #expect(hunks(ten, "1\n2\n9\n10\n").isEmpty)
    #expect(hunks(ten, "10\n").isEmpty)
  }

  @Test func movedLinesAreNotNew() {
    #expect(hunks("a\nb\nc\nd\ne\nf\n", "d\ne\nf\na\nb\nc\n").isEmpty)
  }

  @Test func lineThatComesTwiceIsNewOnce() {
    #expect(hunks("a\nx\nb\n", "a\nx\nx\nb\n") == ["1:a\nx\nx\nb\n"])
  }

  @Test func nearHunksAreOne() {
    let old = (1...40).map { "\($0)\n" }
    var near = old
    near.insert("NEW\n", at: 14)
    near.insert("NEW\n", at: 10)
    #expect(hunks(old.joined(), near.joined()).count == 1)
    var far = old
    far.insert("NEW\n", at: 30)
    far.insert("NEW\n", at: 10)
    #expect(
      hunks(old.joined(), far.joined()) == [
        "9:9\n10\nNEW\n11\n12\n", "30:29\n30\nNEW\n31\n32\n",
      ])
  }

  @Test func insertionLongerThanTheWindowIsFound() {
    let old = (1...200).map { "old \($0)\n" }
    let block = (1...300).map { "new \($0)\n" }
    let new: [String] = Array(old[..<50]) + block + Array(old[50...])
    let found = hunks(old.joined(), new.joined())
    #expect(found.count == 1)
    #expect(found.first == "49:" + new[48..<352].joined())
  }

  /// Whatever the texts: a line that the new one has more often is in a hunk that often; hunks are
  /// in order, whole lines, and their line numbers are right.
  @Test func nothingNewIsMissed() {
    var generator = SplitMix(state: 42)
    for round in 0..<3000 {
      let alphabet = Int.random(in: 1...(round % 3 == 0 ? 200 : 6), using: &generator)
      func text() -> [UInt8] {
        var out: [UInt8] = []
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
          out += Array("\(Int.random(in: 0..<alphabet, using: &generator))\n".utf8)
        }
        if Bool.random(using: &generator) { out += [0x78] }
        return out
      }
      let old = text()
      var new = text()
      if round % 2 == 0 {
        new = old
        for _ in 0..<Int.random(in: 0...3, using: &generator) where !new.isEmpty {
          let at = Int.random(in: 0..<new.count, using: &generator)
          new.replaceSubrange(at..<min(new.count, at + 3), with: text().prefix(20))
        }
      }
      check(old, new)
    }
  }

  private func check(_ old: [UInt8], _ new: [UInt8]) {
    let hunks = old.withUnsafeBufferPointer { a in
      new.withUnsafeBufferPointer { AddedLines.hunks(old: a, new: $0) }
    }
    var surplus: [[UInt8]: Int] = [:]
    for line in lines(new[...]) { surplus[line, default: 0] += 1 }
    for line in lines(old[...]) { surplus[line, default: 0] -= 1 }
    var covered: [[UInt8]: Int] = [:]
    var last = -1
    for hunk in hunks {
      #expect(hunk.range.lower > last && hunk.range.count > 0)
      last = hunk.range.upper
      #expect(hunk.range.lower == 0 || new[hunk.range.lower - 1] == 0x0A)
      #expect(hunk.range.upper == new.count || new[hunk.range.upper - 1] == 0x0A)
      let line = new.withUnsafeBufferPointer { hunk.firstLine(in: $0) }
      #expect(line == 1 + new[..<hunk.range.lower].filter { $0 == 0x0A }.count)
      for added in hunk.added {
        #expect(hunk.range.lower <= added.lower && added.upper <= hunk.range.upper)
      }
      for line in lines(new[hunk.range.lower..<hunk.range.upper]) { covered[line, default: 0] += 1 }
    }
    for (line, count) in surplus where count > 0 { #expect(covered[line, default: 0] >= count) }
    if old == new { #expect(hunks.isEmpty) }
  }

  private func lines(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var line: [UInt8] = []
    for byte in bytes {
      line.append(byte)
      if byte == 0x0A {
        out.append(line)
        line = []
      }
    }
    if !line.isEmpty { out.append(line) }
    return out
  }
}
