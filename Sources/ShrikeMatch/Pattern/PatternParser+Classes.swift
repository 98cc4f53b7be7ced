/// What stands for one character or for a class of them: escapes and bracket expressions.
extension PatternParser {
  // MARK: escapes

  mutating func escape() throws(PatternError) -> PatternTree? {
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

  mutating func bracket(from start: Int) throws(PatternError) -> ScalarSet {
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
