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

  private struct Flags {
    var fold = false
    var multiline = false
    var dotAll = false
    var swapGreed = false
  }

  private let scalars: [Unicode.Scalar]
  private let offsets: [Int]
  private var at = 0
  private var flags = Flags()
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

  private func error(
    _ message: String, _ from: Int, _ to: Int, help: String? = nil
  ) -> PatternError {
    PatternError(
      message,
      ByteRange(offsets[min(from, scalars.count)], offsets[min(to, scalars.count)]), help: help)
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
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

  private mutating func repetitions(
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

  private func literal(_ value: UInt32) -> PatternTree {
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

  // MARK: escapes

  private mutating func escape() throws(PatternError) -> PatternTree? {
    let start = at
    at += 1
    guard let next = peek() else { throw error("a \\ at the end", start, at) }
    switch next {
    case "A":
      at += 1
      return .textStart
    case "z":
      at += 1
      return .textEnd
    case "b":
      at += 1
      return .wordBoundary
    case "B":
      at += 1
      return .noWordBoundary
    case "Q":
      at += 1
      var parts: [PatternTree] = []
      while let scalar = peek() {
        if scalar == "\\", peek(1) == "E" {
          at += 2
          break
        }
        at += 1
        parts.append(literal(scalar.value))
      }
      // A repetition after \E is the last literal's only.
      if parts.count > 1, let last = parts.popLast() {
        parts.append(try repetitions(of: last, from: start))
      }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    default: break
    }
    if let set = try classEscape(from: start) { return .set(flags.fold ? set.folded : set) }
    return literal(try scalarEscape(from: start))
  }

  /// `\d \w \s \pL` and their opposites; `at` stands on the letter.
  private mutating func classEscape(from start: Int) throws(PatternError) -> ScalarSet? {
    let set: ScalarSet
    switch peek() {
    case "d": set = .digit
    case "D": set = ScalarSet.digit.inverted
    case "w": set = .word
    case "W": set = ScalarSet.word.inverted
    case "s": set = .space
    case "S": set = ScalarSet.space.inverted
    case "p", "P": return try unicodeClass(from: start)
    default: return nil
    }
    at += 1
    return set
  }

  private mutating func unicodeClass(from start: Int) throws(PatternError) -> ScalarSet {
    var negated = peek() == "P"
    at += 1
    var name = ""
    if peek() == "{" {
      at += 1
      if peek() == "^" {
        negated.toggle()
        at += 1
      }
      while let next = peek(), next != "}" {
        name.unicodeScalars.append(next)
        at += 1
      }
      guard peek() == "}" else { throw error("this \\p{ is never closed", start, at) }
      at += 1
    } else if let next = peek() {
      name = String(Character(next))
      at += 1
    }
    guard let set = ScalarSet.category(name) else {
      throw error(
        "'\(name)' is no Unicode category that is known here", start, at,
        help: "categories such as L, Lu, Nd are known, scripts are not")
    }
    return negated ? set.inverted : set
  }

  /// One scalar after a backslash; `at` stands behind the backslash.
  private mutating func scalarEscape(from start: Int) throws(PatternError) -> UInt32 {
    guard let next = peek() else { throw error("a \\ at the end", start, at) }
    at += 1
    switch next {
    case "a": return 7
    case "f": return 12
    case "t": return 9
    case "n": return 10
    case "r": return 13
    case "v": return 11
    case "x":
      if peek() == "{" {
        at += 1
        var value: UInt32 = 0
        var digits = 0
        while let digit = hexDigit(peek()), digits < 8 {
          value = value << 4 | digit
          digits += 1
          at += 1
        }
        guard peek() == "}", digits > 0, value <= ScalarSet.top else {
          throw error("\\x{…} holds a code point up to 10FFFF", start, at)
        }
        at += 1
        return value
      }
      guard let high = hexDigit(peek()), let low = hexDigit(peek(1)) else {
        throw error("\\x needs two hexadecimal digits", start, at)
      }
      at += 2
      return high << 4 | low
    case "0":
      var value: UInt32 = 0
      var digits = 0
      while let digit = peek(), digit.value >= 0x30, digit.value <= 0x37, digits < 2 {
        value = value << 3 | (digit.value - 0x30)
        digits += 1
        at += 1
      }
      return value
    case "1"..."9":
      // Octal as Go takes it: \123; a single digit would be a back-reference.
      if next.value <= 0x37, let second = peek(), second.value >= 0x30, second.value <= 0x37 {
        var value = (next.value - 0x30) << 3 | (second.value - 0x30)
        at += 1
        if let third = peek(), third.value >= 0x30, third.value <= 0x37 {
          value = value << 3 | (third.value - 0x30)
          at += 1
        }
        return value
      }
      throw error("back-references are not part of RE2's language", start, at)
    default:
      let word = ScalarSet.word.contains(next.value) && next != "_"
      if next.value < 0x80, !word { return next.value }
      throw error("\\\(next) means nothing in RE2's language", start, at)
    }
  }

  private func hexDigit(_ scalar: Unicode.Scalar?) -> UInt32? {
    guard let value = scalar?.value else { return nil }
    switch value {
    case 0x30...0x39: return value - 0x30
    case 0x41...0x46: return value - 0x41 + 10
    case 0x61...0x66: return value - 0x61 + 10
    default: return nil
    }
  }

  // MARK: bracket expressions

  private mutating func bracket(from start: Int) throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    var negated = false
    if peek() == "^" {
      negated = true
      at += 1
    }
    var first = true
    while first || peek() != "]" {
      guard let next = peek() else { throw error("this [ is never closed", start, start + 1) }
      first = false
      if next == "[", peek(1) == ":", let named = try posixClass() {
        set.formUnion(named)
        continue
      }
      let itemStart = at
      if next == "\\" {
        at += 1
        if let named = try classEscape(from: itemStart) {
          set.formUnion(named)
          continue
        }
        at = itemStart
      }
      let low = try bracketScalar(from: itemStart)
      var high = low
      if peek() == "-", let after = peek(1), after != "]" {
        at += 1
        high = try bracketScalar(from: itemStart)
        if high < low { throw error("this range runs backwards", itemStart, at) }
      }
      set.insert(low...high)
    }
    at += 1
    if flags.fold { set = set.folded }
    return negated ? set.inverted : set
  }

  private mutating func bracketScalar(from start: Int) throws(PatternError) -> UInt32 {
    guard let next = peek() else { throw error("this [ is never closed", start, start + 1) }
    at += 1
    return next == "\\" ? try scalarEscape(from: at - 1) : next.value
  }

  private mutating func posixClass() throws(PatternError) -> ScalarSet? {
    let start = at
    var index = at + 2
    var negated = false
    if index < scalars.count, scalars[index] == "^" {
      negated = true
      index += 1
    }
    var name = ""
    while index < scalars.count, scalars[index].value >= 0x61, scalars[index].value <= 0x7A {
      name.unicodeScalars.append(scalars[index])
      index += 1
    }
    guard index + 1 < scalars.count, scalars[index] == ":", scalars[index + 1] == "]" else {
      return nil
    }
    guard let set = ScalarSet.posix(name) else {
      throw error("[:\(name):] is no class", start, index + 2)
    }
    at = index + 2
    return negated ? set.inverted : set
  }
}
