import ShrikeMatch
import ShrikeText

/// Values in a line that nobody should be shown, told by what stands before them: a password in an
/// address, an option or a name that speaks of one. No rule says that they are secrets; a report of
/// another flaw on the line need not repeat them.
struct SensitiveText {
  /// Longer lines are looked at this far.
  private static let lineLimit = 1 << 16

  private let patterns: [(pattern: Pattern, group: Int)]
  private let scratch = MatchScratch()

  init() {
    patterns = Self.sources.compactMap { source, group in
      (try? Pattern(source)).map { ($0, group) }
    }
  }

  /// Expressions, and the group that holds the value. A value that only refers to one (`$TOKEN`,
  /// `${{ secrets.TOKEN }}`, `{{ token }}`, `<token>`) is none.
  private static let sources: [(String, Int)] = [
    (#"://[^/\s:@"']*:([^/\s@"'$<{][^\s@"']*)@"#, 1),
    (
      #"(?i)(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|credentials?|auth)[a-z0-9_-]*["']?\s*(?::|=|\s)\s*["']?([^\s"'$<{,;)\]}][^\s"',;)\]}]*)"#,
      1
    ),
    (#"(?:^|\s)(?:-u|--user|--proxy-user)[\s=]+["']?[^\s:"'$]*:([^\s"'$<{][^\s"']*)"#, 1),
  ]

  /// Where such values stand in a part of a text.
  func ranges(in line: ByteRange, of text: UnsafeBufferPointer<UInt8>) -> [ByteRange] {
    let upper = min(line.upper, line.lower + Self.lineLimit)
    guard upper > line.lower else { return [] }
    let part = UnsafeBufferPointer(rebasing: text[line.lower..<upper])
    let ascii = isASCII(part)
    var found: [ByteRange] = []
    for (pattern, group) in patterns {
      var from = 0
      while from < part.count,
        let match = pattern.match(in: part, from: from, ascii: ascii, scratch: scratch)
      {
        if let value = scratch.range(group), value.count > 0 {
          found.append(ByteRange(line.lower + value.lower, line.lower + value.upper))
        }
        from = max(match.upper, from + 1)
      }
    }
    return found
  }
}
