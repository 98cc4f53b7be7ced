import ShrikeText
import Testing

@testable import ShrikeSecrets

struct RedactionTests {
  private func redaction(_ text: String, _ secrets: [Range<Int>]) -> Redaction {
    let bytes = Array(text.utf8)
    return Redaction(
      secrets.map { range in
        let place = ByteRange(range.lowerBound, range.upperBound)
        var match = SecretMatch(
          rule: 0, range: place, lines: place, match: Array(bytes[range]),
          secret: Array(bytes[range]), entropy: 3, gitleaks: GitleaksLocation())
        match.secretRange = place
        return match
      })
  }

  private func line(_ text: String, _ secrets: [Range<Int>]) -> String {
    Array(text.utf8).withUnsafeBufferPointer {
      redaction(text, secrets).line(
        ByteRange(0, $0.count), place: ByteRange(secrets[0].lowerBound, secrets[0].upperBound),
        in: $0
      ).text
    }
  }

  @Test func aValueIsStruckWhereverItStands() {
    #expect(line("a s3cr3t b s3cr3t", [2..<8]) == "a [redacted] b [redacted]")
    #expect(redaction("s3cr3t", [0..<6]).struck("x s3cr3t y") == "x [redacted] y")
  }

  /// A value that reads like a part of the mark is found where it really stands.
  @Test(arguments: ["redacted", "[reda", "acted]", "d][r", "ed]x", "x[re"])
  func aValueLikeTheMark(_ value: String) {
    let text = "\(value) a \(value) xxx\(value)\(value)"
    let struck = redaction(text, [0..<value.utf8.count]).struck(text)
    #expect(struck == "[redacted] a [redacted] xxx[redacted]")
  }

  @Test func aValueThatOverlapsItselfIsStruckWhole() {
    #expect(redaction("abcabcabc", [0..<6]).struck("-abcabcabc-") == "-[redacted]-")
  }

  /// Only a little of a long line is looked at, and nothing else is shown.
  @Test func aValueAgainOnALongLine() {
    let filling = String(repeating: "f(x);", count: 2_000)
    let text = "\(filling)k=s3cr3t;j=s3cr3t;\(filling)s3cr3t"
    let at = filling.utf8.count + 2
    let shown = line(text, [at..<(at + 6)])
    #expect(shown.contains("k=[redacted];j=[redacted];f(x);"))
    #expect(!shown.contains("s3cr3t") && shown.hasPrefix("…") && shown.hasSuffix("…"))
    #expect(shown.unicodeScalars.count <= Redaction.lineLimit + 2)
    // Marks take less room than what they stand for.
    let many = String(repeating: "s3cr3t-and-long-as-that,", count: 3_000)
    #expect(!line(many, [0..<23]).contains("s3cr3t"))
  }
}
