import ShrikeInfra
import ShrikeModel
import ShrikeSecrets
import ShrikeText

/// A file of which findings show lines: its line index and hashes are made when they are first wanted.
struct InfraFileView {
  let path: String
  let bytes: [UInt8]
  let symlink: String?
  let isASCII: Bool
  private(set) lazy var lines = LineIndex(bytes)
  private lazy var hashes = LineHash(bytes)

  init(_ file: InfraFile, symlink: String?, isASCII: Bool) {
    path = file.path
    bytes = file.bytes
    self.symlink = symlink
    self.isASCII = isASCII
  }

  mutating func position(of offset: Int) -> SourcePosition {
    let lines = lines
    return bytes.withUnsafeBufferPointer { lines.position(of: offset, in: $0) }
  }

  /// Gives a place the range with its line as it may be shown.
  mutating func fill(_ place: inout Place, _ range: ByteRange, _ redaction: Redaction) {
    let lines = lines
    let hashes = hashes
    bytes.withUnsafeBufferPointer { text in
      let start = lines.position(of: range.lower, in: text)
      let line = lines.content(ofLine: start.line, in: text)
      // A block is shown by its first line.
      let upper = max(range.lower, min(range.upper, line.upper))
      place.range = range
      place.start = start
      place.end = lines.position(of: range.upper, in: text)
      let shown = redaction.line(line, place: ByteRange(range.lower, upper), in: text)
      place.snippet = Snippet(text: shown.text, column: shown.column, length: shown.length)
      place.lineHash = hashes.at(line: start.line)
      let endLine = lines.line(of: max(range.lower, range.upper - 1))
      place.byteColumns = ByteRange(
        range.lower - lines.start(ofLine: start.line) + 1,
        range.upper - lines.start(ofLine: endLine) + 1)
    }
  }

  /// So many lines of comments above a line are looked at.
  private static let commentLimit = 20

  /// What comments allow: one on the line, and those that stand alone on the lines right above it.
  mutating func waivers(_ info: RuleInfo, _ range: ByteRange, packs: [String]) -> [Waiver] {
    let lines = lines
    let last = lines.line(of: range.lower)
    return bytes.withUnsafeBufferPointer { text in
      var number = last
      while number > 0, last - number <= Self.commentLimit {
        let line = lines.content(ofLine: number, in: text)
        let content = UnsafeBufferPointer(rebasing: text[line.lower..<line.upper])
        if number < last, !Self.isComment(content) { break }
        if let allowance = InlineAllowance(in: content),
          packs.contains(where: {
            info.id.hasPrefix($0 + "/")
              && allowance.covers(rule: info.bareID, pack: $0, aliases: info.aliases)
          })
        {
          return [
            Waiver(
              scope: .place, source: .inlineComment, origin: "\(path):\(number)",
              reason: allowance.reason)
          ]
        }
        number -= 1
      }
      return []
    }
  }

  /// A line that is nothing but a comment: `# …`, in HCL also `// …`.
  private static func isComment(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
    return rest.first == UInt8(ascii: "#") || rest.starts(with: [0x2F, 0x2F])
  }
}
