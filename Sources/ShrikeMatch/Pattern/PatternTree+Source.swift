/// The texts a tree is compiled from.
enum PatternDialect {
  /// PCRE2 over bytes, for text below 0x80 only: classes are plain byte classes.
  case ascii
  /// PCRE2 over bytes that knows UTF-8: a class matches one code point or one invalid byte, as in Go.
  case utf8
  /// Vectorscan: no groups, no greed; matches at least wherever the tree does.
  case automaton
}

extension PatternTree {
  /// The expression in a dialect's own syntax; nil when the automaton cannot express it.
  func source(_ dialect: PatternDialect) -> String? {
    var writer = PatternWriter(dialect: dialect)
    writer.write(self)
    return writer.impossible ? nil : writer.text + writer.definitions
  }
}

private struct PatternWriter {
  let dialect: PatternDialect
  var text = ""
  var impossible = false
  /// Classes that reach beyond ASCII, written once: a counted group is copied for every count, and PCRE2's
  /// programs have 64 kB.
  private var classes: [String] = []

  init(dialect: PatternDialect) { self.dialect = dialect }

  /// Behind the expression, so that its own groups keep their numbers.
  var definitions: String {
    if classes.isEmpty { return "" }
    let all = classes.enumerated().map { "(?<w\($0.offset)>\($0.element))" }
    return "(?(DEFINE)" + all.joined() + ")"
  }

  /// A call of the class.
  private mutating func call(_ body: String) -> String {
    if let known = classes.firstIndex(of: body) { return "(?&w\(known))" }
    classes.append(body)
    return "(?&w\(classes.count - 1))"
  }

  mutating func write(_ tree: PatternTree) {
    switch tree {
    case .empty: text += "(?:)"
    case .literal(let value, let fold): literal(value, fold: fold)
    case .set(let set): self.set(set, low: 1, high: 1)
    // PCRE2's own ^ and $ differ at a final newline; these say exactly what Go means.
    case .lineStart: text += dialect == .automaton ? "(?m:^)" : "(?<![^\\n])"
    case .lineEnd: text += dialect == .automaton ? "(?m:$)" : "(?![^\\n])"
    case .textStart: text += "\\A"
    case .textEnd: text += "\\z"
    case .wordBoundary: text += "\\b"
    case .noWordBoundary: text += "\\B"
    case .capture(_, let inner):
      text += dialect == .automaton ? "(?:" : "("
      write(inner)
      text += ")"
    case .repetition(let inner, let low, let high, let greedy):
      repetition(inner, low, high, greedy)
    case .sequence(let parts): sequence(parts)
    case .alternatives(let parts):
      text += "(?:"
      for (index, part) in parts.enumerated() {
        if index > 0 { text += "|" }
        if case .empty = part { continue }
        write(part)
      }
      text += ")"
    }
  }

  /// Runs of literals that ignore case share one `(?i:…)`.
  private mutating func sequence(_ parts: [PatternTree]) {
    var index = 0
    while index < parts.count {
      if case .literal(let value, true) = parts[index], dialect != .utf8, value < 0x80 {
        text += "(?i:"
        while index < parts.count, case .literal(let value, true) = parts[index], value < 0x80 {
          byte(value)
          index += 1
        }
        text += ")"
        continue
      }
      write(parts[index])
      index += 1
    }
  }

  private mutating func repetition(
    _ inner: PatternTree, _ low: Int, _ high: Int?, _ greedy: Bool
  ) {
    if case .set(let set) = inner {
      self.set(set, low: low, high: high, greedy: greedy)
      return
    }
    text += "(?:"
    write(inner)
    text += ")"
    text += count(low, high)
    if !greedy, dialect != .automaton { text += "?" }
  }

  private func count(_ low: Int, _ high: Int?) -> String {
    switch (low, high) {
    case (1, 1): ""
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (let low, nil): "{\(low),}"
    case (let low, let high?): low == high ? "{\(low)}" : "{\(low),\(high)}"
    }
  }

  private mutating func literal(_ value: UInt32, fold: Bool) {
    if fold, dialect == .utf8, value | 0x20 == 0x73 || value | 0x20 == 0x6B {
      set(ScalarSet([value...value]).folded, low: 1, high: 1)
    } else if fold {
      text += "(?i:"
      byte(value)
      text += ")"
    } else if value < 0x80 {
      byte(value)
    } else if dialect == .ascii {
      text += "(?!)"
    } else {
      for unit in Self.utf8(value) { text += Self.hex(unit) }
    }
  }

  private mutating func byte(_ value: UInt32) {
    let letter = (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A
    let digit = value >= 0x30 && value <= 0x39
    if letter || digit || value == 0x5F, let scalar = Unicode.Scalar(value) {
      text.unicodeScalars.append(scalar)
    } else {
      text += Self.hex(UInt8(truncatingIfNeeded: value))
    }
  }

  // MARK: classes

  private mutating func set(_ set: ScalarSet, low: Int, high: Int?, greedy: Bool = true) {
    if set.isEmpty {
      if dialect == .automaton { impossible = true }
      text += "(?!)"
      return
    }
    let lazy = greedy || dialect == .automaton ? "" : "?"
    switch dialect {
    case .ascii:
      let members = Self.bracket(set.asciiRanges)
      if members.isEmpty {
        text += low == 0 ? "(?:)" : "(?!)"
      } else {
        text += members + count(low, high) + lazy
      }
    case .automaton:
      // A code point is up to four bytes: allow as many more. U+017F and U+212A, which folding brings, are
      // left out: they would cost every rule its literals.
      let wide = set.ranges.contains {
        $0.upperBound >= 0x80 && $0 != 0x17F...0x17F && $0 != 0x212A...0x212A
      }
      let members = Self.bracket(set.asciiRanges + (wide ? [0x80...0xFF] : []))
      if members.isEmpty {
        impossible = true
        return
      }
      text += members + count(low, wide ? high.map { $0 * 4 } : high)
    case .utf8:
      if !set.hasWide {
        text += Self.bracket(set.asciiRanges) + count(low, high) + lazy
      } else if set.hasAllWide, high == nil, low <= 1 {
        // Unbounded and open to all of Unicode: bytes and code points come to the same.
        text += Self.bracket(set.asciiRanges + [0x80...0xFF]) + count(low, high) + lazy
      } else {
        let body = "(?>" + Self.sequences(of: set).joined(separator: "|") + ")"
        // Also where it stands once: what is around it may be counted.
        text += call(body) + count(low, high) + lazy
      }
    }
  }

  private static func bracket(_ ranges: [ClosedRange<UInt32>]) -> String {
    if ranges.isEmpty { return "" }
    var out = "["
    for range in ranges {
      out += hex(UInt8(truncatingIfNeeded: range.lowerBound))
      if range.count > 1 { out += "-" + hex(UInt8(truncatingIfNeeded: range.upperBound)) }
    }
    return out + "]"
  }

  /// The set as byte sequences; with U+FFFD in it, any byte that begins no valid sequence as well.
  private static func sequences(of set: ScalarSet) -> [String] {
    var out: [String] = []
    let ascii = bracket(set.asciiRanges)
    if !ascii.isEmpty { out.append(ascii) }
    for range in set.ranges where range.upperBound >= 0x80 {
      split(max(range.lowerBound, 0x80), range.upperBound, into: &out)
    }
    // Where other code points are left out, their first bytes must not pass for invalid ones.
    if set.hasReplacement {
      out.append((set.hasAllWide ? "" : "(?!\(validSequence))\(outside)") + "[\\x80-\\xff]")
    }
    return out
  }

  /// Not inside a code point: a search may begin at any byte.
  private static let outside = #"""
    (?<![\xc2-\xf4])(?<![\xe0-\xf4][\x80-\xbf])(?<![\xf0-\xf4][\x80-\xbf][\x80-\xbf])
    """#

  /// Any code point beyond ASCII (RFC 3629, section 4).
  private static let validSequence = #"""
    [\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}\#
    |\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}
    """#

  private static func split(_ low: UInt32, _ high: UInt32, into out: inout [String]) {
    // Surrogates have no UTF-8.
    if low <= 0xDFFF, high >= 0xD800 {
      if low < 0xD800 { split(low, 0xD7FF, into: &out) }
      if high > 0xDFFF { split(0xE000, high, into: &out) }
      return
    }
    for border: UInt32 in [0x7FF, 0xFFFF] where low <= border && high > border {
      split(low, border, into: &out)
      split(border + 1, high, into: &out)
      return
    }
    // Split until all but the last bytes that differ run over whole ranges.
    for shift: UInt32 in [6, 12, 18] where ScalarSet.length(low) > Int(shift / 6) {
      let mask: UInt32 = (1 << shift) - 1
      if low & ~mask != high & ~mask {
        if low & mask != 0 {
          split(low, low | mask, into: &out)
          split((low | mask) + 1, high, into: &out)
          return
        }
        if high & mask != mask {
          split(low, (high & ~mask) - 1, into: &out)
          split(high & ~mask, high, into: &out)
          return
        }
      }
    }
    var text = ""
    for (a, b) in zip(utf8(low), utf8(high)) {
      text += a == b ? hex(a) : "[\(hex(a))-\(hex(b))]"
    }
    out.append(text)
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    switch ScalarSet.length(value) {
    case 1: [UInt8(value)]
    case 2: [UInt8(0xC0 | value >> 6), UInt8(0x80 | value & 0x3F)]
    case 3:
      [UInt8(0xE0 | value >> 12), UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
    default:
      [
        UInt8(0xF0 | value >> 18), UInt8(0x80 | value >> 12 & 0x3F),
        UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F),
      ]
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    var out = "\\x"
    out.unicodeScalars.append(digits[Int(byte >> 4)])
    out.unicodeScalars.append(digits[Int(byte & 15)])
    return out
  }
}
