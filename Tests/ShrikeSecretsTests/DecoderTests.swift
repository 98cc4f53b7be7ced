import ShrikeText
import Testing

@testable import ShrikeSecrets

struct DecoderTests {
  /// Decodes until nothing is left to decode, or so many passes.
  private func decoded(_ text: String, passes: Int = 10) -> (text: String, decoder: Decoder) {
    var decoder = Decoder()
    var bytes = Array(text.utf8)
    var out: [UInt8] = []
    var left = passes
    while left > 0, bytes.withUnsafeBufferPointer({ decoder.decode($0, into: &out) }) {
      bytes = out
      left -= 1
    }
    return (String(decoding: bytes, as: UTF8.self), decoder)
  }

  private static let word = "a value of 24 letters 0k"

  @Test(arguments: [
    ("key=\(word.base64);", "key=\(word);", 1),
    ("key=\(word.hex);", "key=\(word);", 1),
    ("key=\(word.percent);", "key=\(word);", 1),
    ("key=\(word.unicodeEscaped);", "key=\(word);", 1),
    ("key=\(word.codePoints) ;", "key=\(word);", 1),
    ("\(word.base64.base64)", word, 2),
    ("\(word.hex.base64)", word, 2),
    ("\(word.base64.hex)", word, 2),
    ("\(word.base64.percent)", word, 2),
    ("\(word.base64.base64.base64.base64)", word, 4),
    ("\(word.base64) and \(word.hex)", "\(word) and \(word)", 1),
    ("a%20b", "a b", 1), ("a%2", "a%2", 0), ("%", "%", 0), ("", "", 0),
    ("plain text", "plain text", 0),
    // Too short, not printable, an odd number of digits, hex without a digit.
    ("c2hvcnQ=", "c2hvcnQ=", 0), ("AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODw==", 0),
    ("616263646566676869616263646566676", "616263646566676869616263646566676", 0),
    ("%00%01", "%00%01", 0), ("%C3%A9", "%C3%A9", 0),
    // A name of code is not decoded, however well it would.
    ("veryLongFunctionNameInCode", "veryLongFunctionNameInCode", 0),
    // base64url.
    ("dz9-Pj4_Pz8_Pz9-fn5-fn4", "w?~>>??????~~~~~~", 1),
    (#"\u0061\\u0062"#, "ab", 1), (#"\u00zz"#, #"\u00zz"#, 0), (#"\ud800"#, "\u{FFFD}", 1),
  ])
  func itLooksThrough(_ text: String, _ expected: String, _ passes: Int) {
    let result = decoded(text)
    #expect(result.text == expected)
    #expect(result.decoder.passes.count == passes)
  }

  @Test func placesGoBackToTheFirstText() {
    let text = "lead \(Self.word.base64.base64) tail"
    let result = decoded(text)
    #expect(result.text == "lead \(Self.word) tail")
    let original = result.decoder.original(of: ByteRange(5, 5 + Self.word.utf8.count))
    #expect(original == ByteRange(5, text.utf8.count - 5))
    // A part of it also stands for the whole that was encoded.
    #expect(result.decoder.original(of: ByteRange(7, 9)) == original)
    // What was not decoded keeps its place, before and after.
    #expect(result.decoder.original(of: ByteRange(0, 4)).lower == 0)
    #expect(result.decoder.segments.first?.encodings == .base64)
    #expect(result.decoder.segments.first?.depth == 2)
  }

  @Test func encodingsAddUp() {
    let result = decoded(Self.word.hex.base64)
    #expect(result.decoder.segments.first?.encodings.names == ["hex", "base64"])
  }

  @Test func aDecoderMayBeUsedAgain() {
    var decoder = Decoder()
    var out: [UInt8] = []
    let text = Array(Self.word.hex.utf8)
    for _ in 0..<3 {
      decoder.reset()
      #expect(text.withUnsafeBufferPointer { decoder.decode($0, into: &out) })
      #expect(decoder.passes.count == 1)
    }
  }

  @Test func onceIsOnePass() {
    #expect(Decoding.once(Array(Self.word.base64.base64.utf8)) == Array(Self.word.base64.utf8))
    #expect(Decoding.once([0xFF, 0x00]) == [0xFF, 0x00])
  }

  /// Cut and bent input neither crashes nor gives ranges out of the text.
  @Test func hostileTextsEnd() {
    let texts = [
      Self.word.base64, Self.word.percent, Self.word.codePoints, Self.word.unicodeEscaped,
      "U+", "U+0041", "U+00410042 ", "\\u", "\\\\u00", "%%%%41%4", "====", "a===============b",
      String(repeating: "%41", count: 2_000), String(repeating: "A", count: 20_000),
    ]
    for text in texts {
      for cut in Set([0, 1, 2, 3, 5, text.utf8.count / 2, text.utf8.count - 1]).sorted()
      where cut >= 0 && cut <= text.utf8.count {
        let part = String(decoding: Array(text.utf8)[cut...], as: UTF8.self)
        let result = decoded(part)
        for pass in result.decoder.passes {
          for segment in pass {
            #expect(segment.original.lower >= 0 && segment.original.upper <= part.utf8.count)
          }
        }
      }
    }
  }
}
