/// A compiled gitignore glob without its literal head: `*`, `?`, `[…]`, `**` over raw bytes.
///
/// Matching is iterative with one point of return a kind of star: no input makes it exponential.
/// Bytes, not characters: `?` takes one byte, as git's does.
enum Glob {
  /// The upper byte is the kind, the rest its value.
  typealias Token = UInt32

  static let literal: Token = 0
  /// One byte that is no slash.
  static let one: Token = 1 << 24
  /// One byte of the class whose index is the value; never a slash.
  static let byteClass: Token = 2 << 24
  /// Any bytes but slashes.
  static let star: Token = 3 << 24
  /// Any bytes.
  static let anything: Token = 4 << 24
  /// Nothing, or everything up to and with some slash: `**/`.
  static let folders: Token = 5 << 24
  private static let kind: Token = 0xFF00_0000
  private static let value: Token = 0x00FF_FFFF

  private static let slash = UInt8(ascii: "/")

  /// Appends the tokens of `pattern`; false when it can never match (an open class, a lone
  /// backslash).
  ///
  /// `isPath` is git's `WM_PATHNAME`; without it the text is a bare name and all stars are alike.
  static func compile(
    _ pattern: ArraySlice<UInt8>, isPath: Bool, tokens: inout [Token], classes: inout [ByteSet]
  ) -> Bool {
    var index = pattern.startIndex
    let end = pattern.endIndex
    while index < end {
      let byte = pattern[index]
      switch byte {
      case UInt8(ascii: "\\"):
        guard index + 1 < end else { return false }
        tokens.append(Token(pattern[index + 1]))
        index += 2
      case UInt8(ascii: "?"):
        tokens.append(one)
        index += 1
      case UInt8(ascii: "["):
        guard let (set, next) = ByteSet.parse(pattern, from: index) else { return false }
        classes.append(set)
        tokens.append(byteClass | Token(classes.count - 1))
        index = next
      case UInt8(ascii: "*"):
        let from = index
        while index < end, pattern[index] == UInt8(ascii: "*") { index += 1 }
        let opensSegment = from == pattern.startIndex || pattern[from - 1] == slash
        guard isPath, index - from > 1, opensSegment else {
          tokens.append(star)
          continue
        }
        if index == end {
          tokens.append(anything)
        } else if pattern[index] == slash {
          tokens.append(folders)
          index += 1
        } else if pattern[index] == UInt8(ascii: "\\"), index + 1 < end,
          pattern[index + 1] == slash
        {
          tokens.append(anything)
        } else {
          tokens.append(star)
        }
      default:
        tokens.append(Token(byte))
        index += 1
      }
    }
    return classes.count <= Int(value)
  }

  static func matches(
    _ tokens: UnsafeBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>,
    classes: UnsafeBufferPointer<ByteSet>
  ) -> Bool {
    var at = 0
    var next = 0
    var starNext = -1
    var starAt = 0
    var deepNext = -1
    var deepAt = 0
    var deepIsFolders = false
    while true {
      if next < tokens.count {
        let token = tokens[next]
        switch token & kind {
        case star:
          next += 1
          starNext = next
          starAt = at
          continue
        case anything, folders:
          next += 1
          deepIsFolders = token & kind == folders
          deepNext = next
          deepAt = at
          starNext = -1
          continue
        case literal where at < text.count && text[at] == UInt8(truncatingIfNeeded: token),
          one where at < text.count && text[at] != slash,
          byteClass where at < text.count && classes[Int(token & value)].contains(text[at]):
          at += 1
          next += 1
          continue
        default: break
        }
      } else if at == text.count {
        return true
      }
      // A later start for the last star can reach all that an earlier star could: one is
      // remembered.
      if starNext >= 0 {
        if starAt < text.count, text[starAt] != slash {
          starAt += 1
          at = starAt
          next = starNext
          continue
        }
        starNext = -1
      }
      guard deepNext >= 0 else { return false }
      if deepIsFolders {
        while deepAt < text.count, text[deepAt] != slash { deepAt += 1 }
      }
      guard deepAt < text.count else { return false }
      deepAt += 1
      at = deepAt
      next = deepNext
    }
  }
}
