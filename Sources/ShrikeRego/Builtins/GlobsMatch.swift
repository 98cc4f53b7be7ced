/// Whether two of the simple expressions that `.`, `[…]`, `*` and `+` make have a text in common.
let globsMatchBuiltins: [Builtin] = [
  Builtin("regex.globs_match", 2) { a, _ throws(BuiltinError) in
    let (left, right) = (try a.text(0), try a.text(1))
    return Value(try SimplePattern(left).intersects(try SimplePattern(right)))
  }
]

private struct SimplePattern {
  private enum Kind: Equatable {
    case scalar(UInt32)
    case dot
    /// Sorted ranges that do not touch.
    case oneOf([ClosedRange<UInt32>])
  }
  private enum Flag { case once, plus, star }
  private struct Token {
    var kind: Kind
    var flag = Flag.once
  }

  private let tokens: [Token]

  /// Tokens a pattern may have; the work grows with the product of both counts.
  private static let tokenLimit = 1_000

  private init(_ tokens: [Token]) { self.tokens = tokens }

  // MARK: reading

  init(_ text: String) throws(BuiltinError) {
    var reader = Reader(text)
    var tokens: [Token] = []
    while !reader.isAtEnd {
      let token = try reader.token()
      // `a+a*` is `a+`.
      if let last = tokens.last, last.flag != .once, token.flag != .once, last.kind == token.kind {
        if token.flag == .plus { tokens[tokens.count - 1].flag = .plus }
      } else {
        tokens.append(token)
      }
    }
    guard tokens.count <= Self.tokenLimit else {
      throw .limit("an expression of more than \(Self.tokenLimit) parts")
    }
    self.tokens = tokens
  }

  private struct Reader {
    private let text: [UInt32]
    private var at = 0

    init(_ text: String) { self.text = text.unicodeScalars.map { $0.value } }

    var isAtEnd: Bool { at >= text.count }

    private func wrong(_ message: String) -> BuiltinError {
      .failure("regex.globs_match: position \(at): \(message): the input provided is invalid")
    }

    private mutating func next() throws(BuiltinError) -> (scalar: UInt32, isEscaped: Bool)? {
      guard at < text.count else { return nil }
      if text[at] == 0x5C {
        guard at + 1 < text.count else { throw wrong("input ends with a \\ (escape) character") }
        at += 2
        return (text[at - 1], true)
      }
      at += 1
      return (text[at - 1], false)
    }

    mutating func token() throws(BuiltinError) -> Token {
      guard let (scalar, isEscaped) = try next() else { throw wrong("reached end of input") }
      var token = Token(kind: .scalar(scalar))
      if !isEscaped {
        switch scalar {
        case 0x2E: token.kind = .dot
        case 0x5B: token.kind = .oneOf(try members())
        case 0x5D: throw wrong("set-close ']' with no preceding '['")
        case 0x2B, 0x2A: throw wrong("a flag must be preceded by a non-flag")
        default: break
        }
      }
      if at < text.count, text[at] == 0x2B || text[at] == 0x2A {
        token.flag = text[at] == 0x2B ? .plus : .star
        at += 1
      } else if at + 1 == text.count, text[at] == 0x5C {
        throw wrong("input ends with a \\ (escape) character")
      }
      return token
    }

    private mutating func members() throws(BuiltinError) -> [ClosedRange<UInt32>] {
      var ranges: [ClosedRange<UInt32>] = []
      var previous: UInt32?
      while let (scalar, isEscaped) = try next() {
        if !isEscaped, scalar == 0x5D { return Self.joined(ranges) }
        guard !isEscaped, scalar == 0x2D else {
          ranges.append(scalar...scalar)
          previous = scalar
          continue
        }
        guard let from = previous else {
          throw wrong("range character '-' must be preceded by a Unicode character")
        }
        guard at < text.count - 1, let (to, isEscapedEnd) = try next() else {
          throw wrong("range character '-' must be followed by a Unicode character")
        }
        guard isEscapedEnd || to != 0x5D && to != 0x2D else {
          throw wrong("range character '-' cannot be followed by a special symbol")
        }
        guard from <= to else { throw wrong("range is out of order") }
        ranges.append(from...to)
        previous = nil
      }
      throw wrong("found [ without matching ]")
    }

    private static func joined(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
      var out: [ClosedRange<UInt32>] = []
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = out.last, range.lowerBound <= last.upperBound + 1 {
          out[out.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        } else {
          out.append(range)
        }
      }
      return out
    }
  }

  // MARK: comparing

  private static func match(_ a: Token, _ b: Token) -> Bool {
    switch (a.kind, b.kind) {
    case (.dot, _), (_, .dot): true
    case (.scalar(let left), .scalar(let right)): left == right
    case (.scalar(let scalar), .oneOf(let ranges)), (.oneOf(let ranges), .scalar(let scalar)):
      ranges.contains { $0.contains(scalar) }
    case (.oneOf(let left), .oneOf(let right)):
      left.contains { range in right.contains { $0.overlaps(range) } }
    }
  }

  func intersects(_ other: SimplePattern) -> Bool {
    guard let (left, right) = Self.trimmed(tokens, other.tokens) else { return false }
    var comparison = Comparison(left: left, right: right)
    return comparison.normal(0, 0)
  }

  /// Both without what is alike at their ends and has no flag, but for one token each.
  private static func trimmed(_ a: [Token], _ b: [Token]) -> ([Token], [Token])? {
    var first = 0
    while first < a.count, first < b.count, a[first].flag == .once, b[first].flag == .once {
      guard match(a[first], b[first]) else { return nil }
      first += 1
    }
    if first > 0 { first -= 1 }
    var (lastA, lastB) = (a.count - 1, b.count - 1)
    while lastA >= first, lastB >= first, a[lastA].flag == .once, b[lastB].flag == .once {
      guard match(a[lastA], b[lastB]) else { return nil }
      lastA -= 1
      lastB -= 1
    }
    if lastA < a.count - 1 {
      lastA += 1
      lastB += 1
    }
    return (Array(a[first..<max(first, lastA + 1)]), Array(b[first..<max(first, lastB + 1)]))
  }

  /// The algorithm of glob-intersection, with what it found out remembered: it would come to the
  /// same pair of places again and again.
  private struct Comparison {
    let left: [Token]
    let right: [Token]
    private var normals: [UInt8]
    private var stars: [UInt8]

    init(left: [Token], right: [Token]) {
      self.left = left
      self.right = right
      let count = (left.count + 1) * (right.count + 1)
      normals = Array(repeating: 0, count: count)
      stars = Array(repeating: 0, count: 2 * count)
    }

    private func place(_ i: Int, _ j: Int) -> Int { i * (right.count + 1) + j }

    mutating func normal(_ i: Int, _ j: Int) -> Bool {
      var (i, j) = (i, j)
      while i < left.count, j < right.count {
        if left[i].flag == .once, right[j].flag == .once {
          guard SimplePattern.match(left[i], right[j]) else { return false }
          i += 1
          j += 1
          continue
        }
        let place = place(i, j)
        if normals[place] == 0 { normals[place] = special(i, j) ? 2 : 1 }
        return normals[place] == 2
      }
      return i == left.count && j == right.count
    }

    private mutating func special(_ i: Int, _ j: Int) -> Bool {
      let isLeft = left[i].flag != .once
      if (isLeft ? left[i] : right[j]).flag == .star { return star(i, j, isLeft: isLeft) }
      guard SimplePattern.match(left[i], right[j]) else { return false }
      if star(isLeft ? i : i + 1, isLeft ? j + 1 : j, isLeft: isLeft) { return true }
      let other = isLeft ? right[j] : left[i]
      return other.flag != .once && normal(isLeft ? i + 1 : i, isLeft ? j : j + 1)
    }

    /// The token that repeats is on the left at `i` or on the right at `j`.
    private mutating func star(_ i: Int, _ j: Int, isLeft: Bool) -> Bool {
      let place = 2 * place(i, j) + (isLeft ? 0 : 1)
      if stars[place] == 0 { stars[place] = unrememberedStar(i, j, isLeft: isLeft) ? 2 : 1 }
      return stars[place] == 2
    }

    private mutating func unrememberedStar(_ i: Int, _ j: Int, isLeft: Bool) -> Bool {
      let (starred, other) = isLeft ? (left, right) : (right, left)
      let (at, start) = isLeft ? (i, j) : (j, i)
      let next = at + 1 < starred.count ? starred[at + 1] : nil
      for position in start..<max(start, other.count) {
        if let next, SimplePattern.match(other[position], next),
          isLeft ? normal(at + 1, position) : normal(position, at + 1)
        {
          return true
        }
        guard SimplePattern.match(other[position], starred[at]) else { return false }
      }
      return next == nil
    }
  }
}
