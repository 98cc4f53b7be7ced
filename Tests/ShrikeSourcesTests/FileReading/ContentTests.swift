import ShrikeModel
import Testing

@testable import ShrikeSources

struct ContentTests {
  private func content(_ bytes: [UInt8]) -> Content {
    bytes.withUnsafeBufferPointer { Content($0) }
  }

  @Test("UTF-16 with and without a mark is text", arguments: [true, false], [true, false])
  func utf16Text(isLittle: Bool, hasMark: Bool) {
    let text = "name = 'Jürgen'\r\nsecond line\twith ä and 😀\n"
    let seen = expand("a", utf16(text, isLittle: isLittle, hasMark: hasMark))
    #expect(seen.lines == ["a: " + text])
    #expect(seen.skips.isEmpty)
  }

  @Test("UTF-32 with a mark is text")
  func utf32Text() {
    let text = "ä😀\n"
    var little: [UInt8] = [0xFF, 0xFE, 0, 0]
    var big: [UInt8] = [0, 0, 0xFE, 0xFF]
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let bytes = [
        UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255),
      ]
      big += bytes
      little += bytes.reversed()
    }
    #expect(expand("a", little).lines == ["a: " + text])
    #expect(expand("a", big).lines == ["a: " + text])
  }

  @Test("broken UTF-16 keeps what is whole")
  func brokenUTF16() {
    #expect(
      expand("a", [0xFF, 0xFE, 0x41, 0, 0, 0xD8, 0x42, 0, 0x43]).lines == ["a: A\u{FFFD}B\u{FFFD}"])
    #expect(expand("a", [0xFF, 0xFE, 0, 0xDC]).lines == ["a: \u{FFFD}"])
    #expect(expand("a", [0xFF, 0xFE]).fragments.isEmpty)
    #expect(expand("a", [0xFE, 0xFF]).skips.isEmpty)
  }

  @Test("a text in UTF-16 with one foreign letter in ten is text, with noise it is not")
  func guess() {
    #expect(
      content(utf16("abcdefghi日", isLittle: true, hasMark: false))
        == .wide(.utf16Little, skipping: 0))
    #expect(content(utf16("日本日本日本日本", isLittle: true, hasMark: false)) != .binary)
    #expect(content([0x41, 0, 0x42, 0, 0x01, 0, 0x43, 0]) == .binary)
    #expect(content([0, 0, 0, 0, 0, 0, 0, 0]) == .binary)
    #expect(content([0x41, 0, 0x42, 0, 0x43, 0, 0x44]) == .binary)
    #expect(content([0x61, 0]) == .binary)
  }

  @Test("a UTF-8 mark is no part of the text")
  func mark() {
    #expect(expand("a", [0xEF, 0xBB, 0xBF, 0x61]).lines == ["a: a"])
    #expect(expand("a", [0xEF, 0xBB, 0xBF, 0x61]).fragments.first?.isASCII == true)
    #expect(content([0xEF, 0xBB, 0xBF]) == .empty)
    #expect(content([0xEF, 0xBB]) == .text(skipping: 0))
  }

  @Test("a NUL makes a file binary in its first 8 kB only")
  func nul() {
    var bytes = [UInt8](repeating: 0x61, count: 10_000)
    bytes[Content.headLimit - 1] = 0
    #expect(content(bytes) == .binary)
    bytes.swapAt(Content.headLimit - 1, Content.headLimit)
    #expect(content(bytes) == .text(skipping: 0))
  }

  @Test("LFS pointers")
  func lfs() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    #expect(expand("a", Array(pointer.utf8)).skips == [Skip("a", .lfsPointer)])
    let long = pointer + String(repeating: "x", count: 1_024)
    #expect(expand("a", Array(long.utf8)).skips.isEmpty)
  }

  @Test(
    "what only looks like an archive is text",
    arguments: ["PK is a name", "BZh9 and so on", "7z", "ustar", "\u{28}", "PK\u{3}", "a"])
  func noArchives(text: String) {
    #expect(expand("a", Array(text.utf8)).lines == ["a: " + text])
  }

  @Test("a text with ustar where a tar has it")
  func ustarText() {
    let text = String(repeating: "a", count: 257) + "ustar" + String(repeating: "b", count: 400)
    #expect(content(Array(text.utf8)) == .text(skipping: 0))
  }

  @Test("nothing")
  func empty() {
    #expect(content([]) == .empty)
    #expect(expand("a", []).fragments.isEmpty)
  }

  @Test("a file of one line of 64 MB")
  func longLine() {
    let seen = expand("a", [UInt8](repeating: 0x61, count: 64 << 20))
    #expect(seen.fragments.first?.text.utf8.count == 64 << 20)
  }

  @Test("random bytes are taken without a crash")
  func noise() {
    var state: UInt64 = 42
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(state >> 57) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 33))
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1
      for head in [
        [], [0x50, 0x4B, 3, 4], [0x1F, 0x8B, 8], [0xFF, 0xFE], [0x28, 0xB5, 0x2F, 0xFD],
      ]
        as [[UInt8]]
      {
        _ = expand("n.ipynb", head + bytes)
      }
    }
  }
}
