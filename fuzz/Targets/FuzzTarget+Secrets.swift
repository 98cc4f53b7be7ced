import ShrikeMatch
import ShrikeModel
import ShrikeText

@testable import ShrikeSecrets

extension FuzzTarget {
  static let secrets = [
    FuzzTarget("decoder", "encoded text, pass by pass, with the way back to the original") {
      bytes in
      var decoder = Decoder()
      var text = Array(bytes)
      for _ in 0..<5 {
        var next: [UInt8] = []
        let more = text.withUnsafeBufferPointer { decoder.decode($0, into: &next) }
        if !more { break }
        var before = 0
        for segment in decoder.segments {
          require(
            segment.decoded.lower >= before && segment.decoded.upper <= next.count,
            "decoded parts ascend and lie in the text")
          before = segment.decoded.upper
          for range in [
            segment.decoded, ByteRange(segment.decoded.lower, segment.decoded.lower),
            ByteRange(max(0, segment.decoded.lower - 9), min(next.count, before + 9)),
          ] {
            let place = decoder.original(of: range)
            require(
              place.lower >= 0 && place.lower <= place.upper && place.upper <= bytes.count,
              "\(range) of a pass leads back into the original, not to \(place)")
          }
        }
        text = next
      }
    },
    FuzzTarget("structure-check", "a secret and every check of its structure", longest: 128) {
      let scratch = MatchScratch()
      return { bytes in
        let secret = Array(bytes)
        for check in StructureCheck.allCases { _ = check.holds(secret, scratch) }
        let entropy = shannonEntropy(secret)
        require(entropy >= 0 && entropy <= 8 + 1e-9, "entropy is a number of bits a byte")
        _ = IdentityKey.isGuessable(secret, entropy: entropy)
      }
    },
    FuzzTarget("redaction", "a text some of whose parts are secrets", longest: 2_200) { bytes in
      let (text, ranges) = secretParts(bytes)
      text.withUnsafeBufferPointer { checkRedaction($0, ranges) }
    },
    FuzzTarget("line-hash", "a text by its lines: their hashes, places and comments") { bytes in
      let hashes = LineHash.all(Array(bytes))
      let lineHash = LineHash(bytes)
      require(lineHash.lineCount == hashes.count, "every line has a hash")
      let lines = LineIndex(bytes)
      for number in 1...min(hashes.count, 20) {
        require(lineHash.at(line: number) == hashes[number - 1], "a line has one hash")
      }
      for number in 1...max(1, lines.lineCount) {
        let content = lines.content(ofLine: number, in: bytes)
        require(
          content.lower >= 0 && content.lower <= content.upper && content.upper <= bytes.count,
          "a line lies in the text")
        _ = InlineAllowance(
          in: UnsafeBufferPointer(rebasing: bytes[content.lower..<content.upper]))
      }
      var before = SourcePosition(line: 1, column: 1)
      for offset in 0...bytes.count {
        let place = lines.position(of: offset, in: bytes)
        require(place >= before && place.column >= 1, "places ascend with the bytes")
        before = place
      }
    },
  ]

  /// The first byte says how many secrets there are, two more each where it stands.
  private static func secretParts(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (text: [UInt8], ranges: [ByteRange]) {
    guard let first = bytes.first else { return ([], []) }
    let count = min(Int(first) % 6, (bytes.count - 1) / 2)
    let text = Array(bytes[(1 + count * 2)...])
    let ranges = (0..<count).map { index in
      let lower = min(Int(bytes[1 + index * 2]), text.count)
      return ByteRange(lower, min(lower + Int(bytes[2 + index * 2]), text.count))
    }
    return (text, ranges)
  }

  private static func checkRedaction(_ text: UnsafeBufferPointer<UInt8>, _ ranges: [ByteRange]) {
    let matches = ranges.map { range in
      var match = SecretMatch(
        rule: 0, range: range, lines: range, match: Array(text[range.lower..<range.upper]),
        secret: Array(text[range.lower..<range.upper]), entropy: 3,
        gitleaks: GitleaksLocation())
      match.secretRange = range
      return match
    }
    let redaction = Redaction(matches)
    let lines = LineIndex(text)
    let struck = redaction.struck(String(decoding: text, as: UTF8.self))
    for match in matches where isTelling(match.secret) {
      require(!tells(struck, match.secret), "a text of ours does not tell a secret")
    }
    for number in 1...max(1, lines.lineCount) {
      let line = lines.content(ofLine: number, in: text)
      for place in ranges + [line] {
        let shown = redaction.line(line, place: place, in: text)
        require(shown.column >= 1 && shown.length >= 1, "a place begins in its line")
        for match in matches where isTelling(match.secret) {
          require(!tells(shown.text, match.secret), "a line does not tell a secret")
        }
      }
    }
  }

  /// Shorter values are only struck out where they were found; what is no text is shown with U+FFFD
  /// in it, which may then read like a value that has one.
  static func isTelling(_ secret: [UInt8]) -> Bool {
    secret.count >= 4
      && String(validating: secret, as: UTF8.self)?.unicodeScalars.contains("\u{FFFD}") == false
  }

  /// Whether the value stands in what is shown, between the marks: a mark and its neighbours may
  /// read like it and tell nothing.
  static func tells(_ text: String, _ secret: [UInt8]) -> Bool {
    text.split(separator: Redaction.mark).contains { piece in
      Array(piece.utf8).withUnsafeBufferPointer { find(secret, in: $0) != nil }
    }
  }
}
