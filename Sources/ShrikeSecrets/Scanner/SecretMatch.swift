public import ShrikeText

/// A secret where it was found. Holds the secret itself: it lives only until a `Finding` is made of it.
public struct SecretMatch: Sendable {
  /// Index in `SecretScanner.rules`.
  public var rule: Int
  /// The match, in the bytes of the fragment; of a decoded match its encoded form.
  public var range: ByteRange
  /// The lines the match stands on.
  public var lines: ByteRange
  public var match: [UInt8]
  public var secret: [UInt8]
  public var entropy: Double
  /// The encodings that were looked through, and how deep.
  public var encodings: Encoding = []
  public var depth = 0
  /// The comment on its lines that lets it pass: `gitleaks:allow`.
  public var allowance: String?
  /// Where the secret itself stands, when it stands there undecoded.
  public var secretRange: ByteRange?
  /// Matches of the rules it requires.
  public var parts: [SecretMatch] = []
  /// The line on which it competes with others: in our packs the secret's, elsewhere the match's; from 0.
  public var line = 0
  /// Lines and columns counted as gitleaks counts them.
  public var gitleaks: GitleaksLocation
  /// The rule is about the file's path; there is no match in its text.
  public var isPathOnly = false

  /// Tags that gitleaks adds for decoded matches.
  public var decodingTags: [String] {
    depth == 0 ? [] : encodings.names.map { "decoded:\($0)" } + ["decode-depth:\(depth)"]
  }
}

/// A place as gitleaks' `location.go` gives it: lines from 0, and on every line after the first the columns
/// are one larger than they should be, because the line is taken to begin with its predecessor's newline.
public struct GitleaksLocation: Sendable, Hashable {
  public var startLine = 0
  public var endLine = 0
  public var startColumn = 0
  public var endColumn = 0

  public init() {}

  /// Also gives the bytes of the lines, newline of the line before included.
  init(
    _ range: ByteRange, newlines: [Int], text: UnsafeBufferPointer<UInt8>, lines: inout ByteRange
  ) {
    // A text without newlines counts as having one at its end.
    let count = max(1, newlines.count)
    func newline(_ index: Int) -> Int { newlines.isEmpty ? text.count : newlines[index] }
    func before(_ index: Int) -> Int { index == 0 ? 0 : newline(index - 1) }
    func firstNewline(from offset: Int) -> Int {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if newline(middle) < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    // The line that holds the start: the first whose newline lies behind it.
    let line = firstNewline(from: range.lower + 1)
    if line < count, before(line) <= range.lower {
      startLine = line
      endLine = line
      startColumn = range.lower - before(line) + 1
      lines = ByteRange(before(line), newline(line))
      let last = firstNewline(from: range.upper)
      if last < count, before(last) < range.upper {
        endLine = last
        endColumn = range.upper - before(last)
        lines.upper = newline(last)
      }
    } else {
      // On the last line, which has no newline.
      let previous = newline(count - 1)
      startColumn = range.lower - previous + 1
      endColumn = range.upper - previous
      startLine = count
      endLine = count
      var end = range.upper
      while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
      lines = ByteRange(0, end)
    }
    lines.upper = max(lines.upper, range.upper)
  }
}
