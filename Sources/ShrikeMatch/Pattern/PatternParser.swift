public import ShrikeText

/// Why an expression is not one of RE2's language, and where.
public struct PatternError: Error, Sendable, Hashable {
  public var message: String
  /// In the UTF-8 of the expression.
  public var range: ByteRange
  public var help: String?

  init(_ message: String, _ range: ByteRange, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }
}

/// Reads the syntax of RE2 (github.com/google/re2/wiki/Syntax) as Go's `regexp` takes it.
struct PatternParser {
  /// Go's limit on `{n,m}` (regexp/syntax: maxRepeat).
  static let repeatLimit = 1_000
  /// Groups may nest this deep (regexp/syntax: maxHeight).
  static let depthLimit = 1_000

  struct Flags {
    var fold = false
    var multiline = false
    var dotAll = false
    var swapGreed = false
  }

  let scalars: [Unicode.Scalar]
  let offsets: [Int]
  var at = 0
  var flags = Flags()
  private var depth = 0
  private(set) var groupNames: [String?] = [nil]

  init(_ source: String) {
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int] = []
    var offset = 0
    for scalar in source.unicodeScalars {
      scalars.append(scalar)
      offsets.append(offset)
      offset += ScalarSet.length(scalar.value)
    }
    offsets.append(offset)
    self.scalars = scalars
    self.offsets = offsets
  }

  mutating func parse() throws(PatternError) -> PatternTree {
    let tree = try alternatives()
    if at < scalars.count { throw error("this ) closes nothing", at, at + 1) }
    return tree
  }

  func error(
    _ message: String, _ from: Int, _ to: Int, help: String? = nil
  ) -> PatternError {
    PatternError(
      message,
      ByteRange(offsets[min(from, scalars.count)], offsets[min(to, scalars.count)]), help: help)
  }

  func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    at + ahead < scalars.count ? scalars[at + ahead] : nil
  }

  private mutating func alternatives() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = [try sequence()]
    while peek() == "|" {
      at += 1
      parts.append(try sequence())
    }
    return parts.count == 1 ? parts[0] : .alternatives(parts)
  }

  private mutating func sequence() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let next = peek(), next != "|", next != ")" {
      let start = at
      guard let part = try atom() else { continue }
      parts.append(try repetitions(of: part, from: start))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  mutating func repetitions(
    of part: PatternTree, from start: Int
  ) throws(PatternError) -> PatternTree {
    let operatorStart = at
    guard let (low, high) = try repetition() else { return part }
    var greedy = !flags.swapGreed
    if peek() == "?" {
      at += 1
      greedy.toggle()
    }
    let end = at
    if try repetition() != nil {
      throw error(
        "a repetition of a repetition", operatorStart, at,
        help: "put the inner part into (?:…)")
    }
    at = end
    let result = PatternTree.repetition(part, min: low, max: high, greedy: greedy)
    if low > 1 || (high ?? 0) > 1, !result.repeats(atMost: Self.repeatLimit) {
      throw error(
        "repetitions in each other multiply to more than \(Self.repeatLimit)", operatorStart, at)
    }
    return result
  }

  /// `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`; a brace that is none of these is a literal.
  private mutating func repetition() throws(PatternError) -> (Int, Int?)? {
    switch peek() {
    case "*":
      at += 1
      return (0, nil)
    case "+":
      at += 1
      return (1, nil)
    case "?":
      at += 1
      return (0, 1)
    case "{":
      let start = at
      at += 1
      guard let low = number() else {
        at = start
        return nil
      }
      var high: Int? = low
      if peek() == "," {
        at += 1
        high = peek() == "}" ? nil : number() ?? -1
      }
      guard peek() == "}", high != -1 else {
        at = start
        return nil
      }
      at += 1
      if low > Self.repeatLimit || (high ?? 0) > Self.repeatLimit || (high ?? low) < low {
        throw error(
          "a repetition goes from low to high and up to \(Self.repeatLimit)", start, at)
      }
      return (low, high)
    default:
      return nil
    }
  }

  private mutating func number() -> Int? {
    let start = at
    var value = 0
    while let next = peek(), next.value >= 0x30, next.value <= 0x39, at - start < 6 {
      value = value * 10 + Int(next.value - 0x30)
      at += 1
    }
    return at > start ? value : nil
  }

  private mutating func atom() throws(PatternError) -> PatternTree? {
    guard let next = peek() else { return nil }
    let start = at
    switch next {
    case "(": return try group()
    case "[":
      at += 1
      return .set(try bracket(from: start))
    case ".":
      at += 1
      return .set(flags.dotAll ? .all : .noNewline)
    case "^":
      at += 1
      return flags.multiline ? .lineStart : .textStart
    case "$":
      at += 1
      return flags.multiline ? .lineEnd : .textEnd
    case "*", "+", "?":
      throw error("nothing to repeat", start, start + 1, help: "write \\\(next) for the character")
    case "\\": return try escape()
    case "{":
      // A brace that counts needs something to count; any other is a character.
      if try repetition() != nil { throw error("nothing to repeat", start, at) }
      at = start + 1
      return literal(next.value)
    default:
      at += 1
      return literal(next.value)
    }
  }

  func literal(_ value: UInt32) -> PatternTree {
    guard flags.fold else { return .literal(value, fold: false) }
    if value < 0x80 {
      let letter = (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A
      return .literal(value, fold: letter)
    }
    let set = ScalarSet([value...value]).folded
    return set.ranges.count == 1 && set.ranges[0].count == 1
      ? .literal(value, fold: false) : .set(set)
  }

  // MARK: groups

  private mutating func group() throws(PatternError) -> PatternTree? {
    let start = at
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("groups nest too deep", start, start + 1) }
    at += 1
    let saved = flags
    var number: Int?
    if peek() == "?" {
      at += 1
      if peek() == "P", peek(1) == "<" {
        at += 1
      }
      if peek() == "<", peek(1) != "=", peek(1) != "!" {
        at += 1
        let nameStart = at
        var name = ""
        while let next = peek(), next != ">" {
          name.unicodeScalars.append(next)
          at += 1
        }
        guard peek() == ">", !name.isEmpty,
          name.unicodeScalars.allSatisfy({ ScalarSet.word.contains($0.value) })
        else { throw error("a group's name is made of letters, digits and _", nameStart, at) }
        if groupNames.contains(name) {
          throw error("two groups are named '\(name)'", nameStart, at)
        }
        at += 1
        number = groupNames.count
        groupNames.append(name)
      } else if try groupFlags(from: start) {
        // `(?i)` holds to the end of the group around it.
        return nil
      }
    } else {
      number = groupNames.count
      groupNames.append(nil)
    }
    let inner = try alternatives()
    guard peek() == ")" else { throw error("this ( is never closed", start, start + 1) }
    at += 1
    flags = saved
    return number.map { .capture($0, inner) } ?? inner
  }

  /// Reads `flags)` or `flags:`; true when the group has no body.
  private mutating func groupFlags(from start: Int) throws(PatternError) -> Bool {
    var on = true
    var seen = false
    while let next = peek() {
      at += 1
      switch next {
      case "i": flags.fold = on
      case "m": flags.multiline = on
      case "s": flags.dotAll = on
      case "U": flags.swapGreed = on
      case "-" where on:
        on = false
        seen = false
        continue
      case ":" where on || seen: return false
      case ")" where seen: return true
      case "=", "!", "<":
        throw error(
          "look-ahead and look-behind are not part of RE2's language", start, at + 1,
          help: "match the neighbour and put the secret into a group, or filter afterwards")
      default:
        throw error(
          "(?\(next) is not part of RE2's language", start, at,
          help: "known: (?:…), (?P<name>…), (?imsU) and (?-imsU)")
      }
      seen = true
    }
    throw error("this ( is never closed", start, start + 1)
  }
}
