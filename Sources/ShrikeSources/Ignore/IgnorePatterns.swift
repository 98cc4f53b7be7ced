import Glibc
import ShrikeText

/// The patterns of one ignore file, in git's dialect (gitignore(5)); of those that match, the last
/// decides.
///
/// Answers are git's own, its oddities included: `a**/b` matches at any depth, because git cuts the
/// literal head off before it looks at the stars.
public struct IgnorePatterns: Sendable {
  /// Bytes of an ignore file beyond which the rest is not read.
  public static let byteLimit = 4 << 20
  /// Patterns of one file beyond which the rest is not read.
  public static let patternLimit = 100_000

  public enum Answer: UInt8, Sendable {
    case none, ignore, keep
  }

  private enum Kind: UInt8 {
    /// The text is the pattern.
    case literal
    /// `*` and a literal.
    case suffix
    /// A literal head, then a glob.
    case glob
  }

  private struct Pattern: Sendable {
    var kind: Kind
    var isNegative: Bool
    var folderOnly: Bool
    /// No slash in the pattern: it is compared with the last component.
    var nameOnly: Bool
    var literal: Int
    var literalCount: Int
    var tokens: Int
    var tokenCount: Int
  }

  private var patterns: [Pattern] = []
  private var literals: [UInt8] = []
  private var tokens: [Glob.Token] = []
  private var classes: [ByteSet] = []

  public init() {}

  /// The patterns of an ignore file's content; a byte order mark and `\r\n` are taken as git takes
  /// them.
  public init(_ content: [UInt8]) {
    let bytes = content.prefix(Self.byteLimit)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, patterns.count < Self.patternLimit {
      let newline = bytes[start...].firstIndex(of: 0x0A)
      var end = newline ?? bytes.count
      let next = end + 1
      if end > start, bytes[start] != UInt8(ascii: "#") {
        if bytes[end - 1] == 0x0D { end -= 1 }
        append(bytes[start..<end])
      }
      start = next
    }
  }

  /// Each text is one pattern; `#` opens no comment.
  public init(globs: [String]) {
    for glob in globs { append(ArraySlice(Array(glob.utf8))) }
  }

  public var isEmpty: Bool { patterns.isEmpty }

  /// What the patterns say of `path`, which is relative to the folder of the ignore file and whose
  /// last component begins at `name`. Folders above are not asked.
  public func answer(
    _ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool
  ) -> Answer {
    if patterns.isEmpty { return .none }
    let whole = path
    let last = UnsafeBufferPointer(rebasing: path[name...])
    return patterns.withUnsafeBufferPointer { patterns in
      literals.withUnsafeBufferPointer { literals in
        var index = patterns.count
        while index > 0 {
          index -= 1
          let pattern = patterns[index]
          if pattern.folderOnly && !isFolder { continue }
          let text = pattern.nameOnly ? last : whole
          if matches(pattern, text, literals) { return pattern.isNegative ? .keep : .ignore }
        }
        return .none
      }
    }
  }

  private func matches(
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>,
    _ literals: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = pattern.literalCount
    guard text.count >= count, let base = text.baseAddress else { return false }
    func equals(at offset: Int) -> Bool {
      guard count > 0, let start = literals.baseAddress else { return true }
      let literal = start + pattern.literal
      return base[offset] == literal[0] && memcmp(base + offset, literal, count) == 0
    }
    switch pattern.kind {
    case .literal: return text.count == count && equals(at: 0)
    case .suffix: return equals(at: text.count - count)
    case .glob:
      guard equals(at: 0) else { return false }
      let rest = UnsafeBufferPointer(rebasing: text[count...])
      return tokens.withUnsafeBufferPointer { tokens in
        let own = tokens[pattern.tokens..<(pattern.tokens + pattern.tokenCount)]
        return classes.withUnsafeBufferPointer { classes in
          Glob.matches(UnsafeBufferPointer(rebasing: own), rest, classes: classes)
        }
      }
    }
  }

  private mutating func append(_ line: ArraySlice<UInt8>) {
    var text = Self.trimmed(line)
    var isNegative = false
    if text.first == UInt8(ascii: "!") {
      isNegative = true
      text = text.dropFirst()
    }
    var folderOnly = false
    if text.last == UInt8(ascii: "/") {
      folderOnly = true
      text = text.dropLast()
    }
    let nameOnly = !text.contains(UInt8(ascii: "/"))
    if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
    guard !text.isEmpty else { return }

    let head = text.prefix { !Self.isSpecial($0) }
    var pattern = Pattern(
      kind: .literal, isNegative: isNegative, folderOnly: folderOnly, nameOnly: nameOnly,
      literal: literals.count, literalCount: head.count, tokens: tokens.count, tokenCount: 0)
    if head.count == text.count {
      literals.append(contentsOf: text)
    } else if nameOnly, text.first == UInt8(ascii: "*"),
      !text.dropFirst().contains(where: Self.isSpecial)
    {
      pattern.kind = .suffix
      pattern.literalCount = text.count - 1
      literals.append(contentsOf: text.dropFirst())
    } else {
      let rest = text[head.endIndex...]
      guard Glob.compile(rest, isPath: !nameOnly, tokens: &tokens, classes: &classes) else {
        tokens.removeSubrange(pattern.tokens...)
        return
      }
      pattern.kind = .glob
      pattern.tokenCount = tokens.count - pattern.tokens
      literals.append(contentsOf: head)
    }
    patterns.append(pattern)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\"): true
    default: false
    }
  }

  /// Without trailing spaces, unless a backslash keeps them; a NUL ends the line, as in C.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let line = line.prefix { $0 != 0 }
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\") {
        index += 1
        guard index < line.endIndex else { return line }
      } else if line[index] == UInt8(ascii: " ") {
        index += 1
        continue
      }
      index += 1
      end = index
    }
    return line[..<end]
  }
}
