import Testing

@testable import ShrikeText

struct BytesTests {
  private static func with<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test(
    arguments: [
      ("needle", "a NEEDLE here", 2), ("needle", "needl", nil), ("", "abc", 0), ("a", "", nil),
      ("abc", "ABABC", 2), ("aab", "aaaab", 2), ("1x", "01X", 1), ("_a", "__A", 1),
      ("ssa", "mississa SSA", 5), ("k", "\u{212A}", nil), ("z", "xyZ", 2), ("@", "`", nil),
      ("[", "{[", 1), ("aaa", "AaA", 0), ("ab", "AxaXaB", 4),
    ] as [(String, String, Int?)])
  func caselessSearch(_ needle: String, _ text: String, _ expected: Int?) {
    #expect(Self.with(text) { findCaseless(Array(needle.utf8), in: $0) } == expected)
  }

  @Test(
    arguments: [
      ("needle", "a needle", 2), ("needle", "a NEEDLE", nil), ("", "", 0), ("a", "", nil),
      ("aab", "aaab", 1), ("b", "ab", 1), ("abc", "ab", nil),
    ] as [(String, String, Int?)])
  func exactSearch(_ needle: String, _ text: String, _ expected: Int?) {
    #expect(Self.with(text) { find(Array(needle.utf8), in: $0) } == expected)
  }

  /// Every needle in every text of two letters and both cases, against the plain way.
  @Test func searchesAgreeWithThePlainWay() {
    let letters = Array("aAb1".utf8)
    func words(_ length: Int) -> [[UInt8]] {
      length == 0 ? [[]] : words(length - 1).flatMap { word in letters.map { word + [$0] } }
    }
    let needles = (1...3).flatMap(words)
    for text in words(5) {
      text.withUnsafeBufferPointer { buffer in
        for needle in needles {
          let starts = 0...(text.count - needle.count)
          #expect(find(needle, in: buffer) == starts.first { text[$0...].starts(with: needle) })
          guard needle == needle.map(asciiLower) else { continue }
          let lowered = text.map(asciiLower)
          #expect(
            findCaseless(needle, in: buffer) == starts.first { lowered[$0...].starts(with: needle) }
          )
        }
      }
    }
  }

  /// One byte of 0x80 anywhere in texts around the width of a step.
  @Test func asciiIsSeenAtEveryPlace() {
    for count in 0...100 {
      var bytes = [UInt8](repeating: 0x7F, count: count)
      #expect(bytes.withUnsafeBufferPointer { isASCII($0) })
      for index in bytes.indices {
        bytes[index] = 0x80
        #expect(!bytes.withUnsafeBufferPointer { isASCII($0) }, "\(index) of \(count)")
        bytes[index] = 0x7F
      }
    }
    // Not aligned, and nothing at all.
    let shifted = [UInt8](repeating: 0x61, count: 70) + [0xC3]
    #expect(shifted.withUnsafeBufferPointer { isASCII(UnsafeBufferPointer(rebasing: $0[3..<70])) })
    #expect(shifted.withUnsafeBufferPointer { !isASCII(UnsafeBufferPointer(rebasing: $0[3...])) })
    #expect(isASCII(UnsafeBufferPointer(start: nil, count: 0)))
  }

  @Test func lowerCaseIsASCIIOnly() {
    for byte in UInt8.min...UInt8.max {
      let expected = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      #expect(asciiLower(byte) == expected)
    }
  }

  @Test func hexadecimalIsLowerCase() {
    #expect(hexadecimal([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
    #expect(hexadecimal([]) == "")
  }

  @Test func bytesBecomeText() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    #expect(bytes.withUnsafeBufferPointer { String(bytes: $0) } == "a\u{FFFD}b")
  }
}
