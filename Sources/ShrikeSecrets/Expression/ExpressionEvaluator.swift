import Glibc
import ShrikeMatch
import ShrikeText

/// Runs one expression over one match. What it cannot know (a vocabulary, the network) answers null, which
/// is not true: the match is kept.
struct ExpressionEvaluator {
  /// Nodes looked at in one run, and what is paid for texts; a filter that asks for more answers null.
  static let stepLimit = 100_000
  /// Steps a search by regular expression counts for: it may have to be compiled, and to go back.
  static let searchSteps = 100

  let subject: ExpressionSubject
  let scratch: MatchScratch
  private var variables: [String: ExpressionValue] = [:]
  private var current: ExpressionValue = .null
  private var steps = 0

  init(_ subject: ExpressionSubject, scratch: MatchScratch) {
    self.subject = subject
    self.scratch = scratch
  }

  /// Whether the filter throws the match away.
  static func discards(
    _ expression: Expression, _ subject: ExpressionSubject, _ scratch: MatchScratch
  ) -> Bool {
    var evaluator = ExpressionEvaluator(subject, scratch: scratch)
    let answer = evaluator.value(expression.root).truth
    // Where it broke off, `!x` and `a != b` would be true of nothing.
    return answer && evaluator.steps <= stepLimit
  }

  private mutating func value(_ node: ExpressionNode) -> ExpressionValue {
    steps += 1
    if steps > Self.stepLimit { return .null }
    switch node {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let value): return .number(value)
    case .text(let bytes): return .text(bytes)
    case .list(let items): return .list(items.map { value($0) })
    case .map(let entries):
      var out: [String: ExpressionValue] = [:]
      for entry in entries {
        guard let key = value(entry.key).bytes else { continue }
        out[String(decoding: key, as: UTF8.self)] = value(entry.value)
      }
      return .map(out)
    case .name(let name): return variables[name] ?? .null
    case .current: return current
    case .member(let inner, let name): return member(inner, name)
    case .index(let inner, let key): return index(inner, key)
    case .slice(let inner, let from, let to): return slice(inner, from, to)
    case .call(let name, let arguments): return call(name, arguments)
    case .matchesAny(let inner, let pattern):
      guard let pattern, let bytes = value(inner).bytes else { return .bool(false) }
      return .bool(matches(pattern, bytes))
    case .containsAny(let inner, let words):
      guard let bytes = value(inner).bytes, pay(bytes.count / 4_096) else { return .bool(false) }
      return .bool(bytes.withUnsafeBufferPointer { words.occurs(in: $0) })
    case .not(let inner): return .bool(!value(inner).truth)
    case .negate(let inner): return value(inner).double.map { .number(-$0) } ?? .null
    case .binary(let symbol, let left, let right): return binary(symbol, left, right)
    case .ternary(let condition, let yes, let no):
      return value(condition).truth ? value(yes) : value(no)
    case .let_(let name, let bound, let body):
      variables[name] = value(bound)
      return value(body)
    case .sequence(let first, let second):
      _ = value(first)
      return value(second)
    }
  }

  /// False when nothing is left to pay with.
  private mutating func pay(_ count: Int) -> Bool {
    steps += count
    return steps <= Self.stepLimit
  }

  private mutating func matches(_ pattern: Pattern?, _ text: [UInt8]) -> Bool {
    guard let pattern, pay(Self.searchSteps + text.count / 1_024) else { return false }
    return text.withUnsafeBufferPointer { pattern.matches($0, scratch: scratch) }
  }

  /// Lists that hold lists that are bound to names can stand for far more than was written.
  private mutating func equal(_ a: ExpressionValue, _ b: ExpressionValue) -> Bool {
    guard pay(1) else { return false }
    switch (a, b) {
    case (.list(let x), .list(let y)):
      guard x.count == y.count else { return false }
      for (left, right) in zip(x, y) where !equal(left, right) { return false }
      return true
    case (.map(let x), .map(let y)):
      guard x.count == y.count else { return false }
      for (key, left) in x {
        guard let right = y[key], equal(left, right) else { return false }
      }
      return true
    default: return a == b
    }
  }

  // MARK: looking things up

  private mutating func member(_ node: ExpressionNode, _ name: String) -> ExpressionValue {
    if case .name("finding") = node { return finding(name) }
    if case .name("attributes") = node { return attribute(name) }
    if case .map(let entries) = value(node) { return entries[name] ?? .null }
    return .null
  }

  private mutating func index(_ node: ExpressionNode, _ key: ExpressionNode) -> ExpressionValue {
    let key = value(key)
    if let name = key.bytes.map({ String(decoding: $0, as: UTF8.self) }) {
      if case .name("finding") = node { return finding(name) }
      if case .name("attributes") = node { return attribute(name) }
      if case .map(let entries) = value(node) { return entries[name] ?? .null }
      return .null
    }
    guard let number = key.double, let at = Int(exactly: number) else { return .null }
    switch value(node) {
    case .list(let items):
      let place = at < 0 ? items.count + at : at
      return items.indices.contains(place) ? items[place] : .null
    case .text(let bytes):
      let place = at < 0 ? bytes.count + at : at
      return bytes.indices.contains(place) ? .text([bytes[place]]) : .null
    default: return .null
    }
  }

  private mutating func finding(_ name: String) -> ExpressionValue {
    if name == "fragment_raw", !pay(subject.text.count / 4_096) { return .null }
    return switch name {
    case "secret": .text(subject.secret)
    case "match": .text(subject.match)
    case "line": .text(subject.line)
    case "rule_id": .text(Array(subject.ruleID.utf8))
    case "entropy": .text(Array(String(subject.entropy).utf8))
    case "fragment_raw": .text(Array(subject.text))
    case "match_start_idx": .number(Double(subject.start))
    case "match_end_idx": .number(Double(subject.end))
    case "match_line_start_idx": .number(Double(subject.lineStart))
    case "match_line_end_idx": .number(Double(subject.lineEnd))
    default: .null
    }
  }

  private func attribute(_ name: String) -> ExpressionValue {
    switch name {
    case "path": .text(Array(subject.path.utf8))
    case "git.sha" where !subject.commit.isEmpty: .text(Array(subject.commit.utf8))
    default: .null
    }
  }

  private mutating func slice(
    _ node: ExpressionNode, _ from: ExpressionNode?, _ to: ExpressionNode?
  ) -> ExpressionValue {
    let from = from.flatMap { value($0).double }
    let to = to.flatMap { value($0).double }
    func bounds(_ count: Int) -> Range<Int> {
      func place(_ value: Double?, _ absent: Int) -> Int {
        guard let value, value.magnitude < 1e15 else { return absent }
        return min(max(0, value < 0 ? count + Int(value) : Int(value)), count)
      }
      let low = place(from, 0)
      return low..<max(low, place(to, count))
    }
    // The whole text is never copied for the sake of a slice.
    if case .index(.name("finding"), .text(let key)) = node, key.elementsEqual("fragment_raw".utf8)
    {
      return .text(Array(subject.text[bounds(subject.text.count)]))
    }
    switch value(node) {
    case .text(let bytes): return .text(Array(bytes[bounds(bytes.count)]))
    case .list(let items): return .list(Array(items[bounds(items.count)]))
    default: return .null
    }
  }

  // MARK: operators

  private mutating func binary(
    _ symbol: String, _ left: ExpressionNode, _ right: ExpressionNode
  ) -> ExpressionValue {
    let a = value(left)
    switch symbol {
    case "&&": return .bool(a.truth && value(right).truth)
    case "||": return .bool(a.truth || value(right).truth)
    case "??": return a == .null ? value(right) : a
    default: break
    }
    let b = value(right)
    switch symbol {
    case "==": return .bool(equal(a, b))
    case "!=": return .bool(!equal(a, b))
    case "in": return .bool(contains(b, a))
    case "matches":
      guard let text = a.bytes, let source = b.bytes else { return .bool(false) }
      return .bool(matches(PatternCache.shared.pattern(source), text))
    case "contains":
      guard let text = a.bytes, let part = b.bytes else { return .bool(contains(a, b)) }
      guard pay(text.count / 4_096) else { return .bool(false) }
      return .bool(text.withUnsafeBufferPointer { find(part, in: $0) != nil })
    case "startsWith":
      guard let text = a.bytes, let part = b.bytes else { return .bool(false) }
      return .bool(text.starts(with: part))
    case "endsWith":
      guard let text = a.bytes, let part = b.bytes else { return .bool(false) }
      return .bool(text.count >= part.count && text.suffix(part.count).elementsEqual(part))
    case "+":
      if let text = a.bytes, let more = b.bytes {
        // `let b = a + a; let c = b + b; …` doubles with every word.
        return pay((text.count + more.count) / 256) ? .text(text + more) : .null
      }
      return arithmetic(a, b, +)
    case "-": return arithmetic(a, b, -)
    case "*": return arithmetic(a, b, *)
    case "/": return arithmetic(a, b, /)
    case "%": return arithmetic(a, b, fmod)
    case "**", "^": return arithmetic(a, b, pow)
    default: return compare(symbol, a, b)
    }
  }

  private func arithmetic(
    _ a: ExpressionValue, _ b: ExpressionValue, _ operation: (Double, Double) -> Double
  ) -> ExpressionValue {
    guard let a = a.double, let b = b.double else { return .null }
    return .number(operation(a, b))
  }

  private func compare(
    _ symbol: String, _ a: ExpressionValue, _ b: ExpressionValue
  ) -> ExpressionValue {
    if let a = a.double, let b = b.double {
      switch symbol {
      case "<": return .bool(a < b)
      case "<=": return .bool(a <= b)
      case ">": return .bool(a > b)
      case ">=": return .bool(a >= b)
      default: return .null
      }
    }
    guard let a = a.bytes, let b = b.bytes else { return .null }
    let less = a.lexicographicallyPrecedes(b)
    switch symbol {
    case "<": return .bool(less)
    case "<=": return .bool(less || a == b)
    case ">": return .bool(!less && a != b)
    case ">=": return .bool(!less)
    default: return .null
    }
  }

  private mutating func contains(_ list: ExpressionValue, _ item: ExpressionValue) -> Bool {
    switch list {
    case .list(let items):
      for other in items where equal(other, item) { return true }
      return false
    case .map(let entries):
      return item.bytes.map { entries[String(decoding: $0, as: UTF8.self)] != nil } ?? false
    default: return false
    }
  }

  // MARK: functions

  private mutating func call(_ name: String, _ arguments: [ExpressionNode]) -> ExpressionValue {
    switch (name, arguments.count) {
    case ("entropy", 1):
      return value(arguments[0]).bytes.map { .number(byteEntropy($0)) } ?? .null
    case ("len", 1):
      switch value(arguments[0]) {
      case .text(let bytes): return .number(Double(bytes.count { $0 & 0xC0 != 0x80 }))
      case .list(let items): return .number(Double(items.count))
      case .map(let entries): return .number(Double(entries.count))
      default: return .null
      }
    case ("get", 2), ("get", 3):
      let found = index(arguments[0], arguments[1])
      return found == .null && arguments.count == 3 ? value(arguments[2]) : found
    case ("findMatch", 2):
      guard let text = value(arguments[0]).bytes, let source = value(arguments[1]).bytes,
        let pattern = PatternCache.shared.pattern(source),
        pay(Self.searchSteps + text.count / 1_024)
      else { return .text([]) }
      return text.withUnsafeBufferPointer { bytes in
        pattern.match(in: bytes, ascii: isASCII(bytes), scratch: scratch)
          .map { .text(Array(bytes[$0.lower..<$0.upper])) } ?? .text([])
      }
    case ("matchesAny", 2), ("containsAny", 2): return listed(name, arguments)
    case ("lower", 1): return text(arguments[0]) { $0.lowercased() }
    case ("upper", 1): return text(arguments[0]) { $0.uppercased() }
    case ("trim", 1):
      return value(arguments[0]).bytes.map { .text(trimmed($0)) } ?? .null
    case ("max", _): return fold(arguments, max)
    case ("min", _): return fold(arguments, min)
    case ("abs", 1): return value(arguments[0]).double.map { .number($0.magnitude) } ?? .null
    case ("int", 1), ("float", 1):
      let inner = value(arguments[0])
      if let number = inner.double {
        return .number(name == "int" ? number.rounded(.towardZero) : number)
      }
      return inner.bytes.flatMap { Double(String(decoding: $0, as: UTF8.self)) }.map { .number($0) }
        ?? .null
    case ("string", 1):
      let inner = value(arguments[0])
      return inner.double.map { .text(Array(String($0).utf8)) } ?? inner
    case ("any", 2): return .bool(elements(arguments[0]).contains { test($0, arguments[1]) })
    case ("all", 2): return .bool(elements(arguments[0]).allSatisfy { test($0, arguments[1]) })
    case ("none", 2): return .bool(!elements(arguments[0]).contains { test($0, arguments[1]) })
    case ("filter", 2): return .list(elements(arguments[0]).filter { test($0, arguments[1]) })
    case ("count", 2):
      return .number(Double(elements(arguments[0]).filter { test($0, arguments[1]) }.count))
    // `failsTokenEfficiency` asks a language model's vocabulary, which is not shipped: unknown, keep.
    default: return .null
    }
  }

  private mutating func elements(_ node: ExpressionNode) -> [ExpressionValue] {
    if case .list(let items) = value(node) { return items }
    return []
  }

  private mutating func test(_ item: ExpressionValue, _ predicate: ExpressionNode) -> Bool {
    let saved = current
    current = item
    defer { current = saved }
    return value(predicate).truth
  }

  private mutating func listed(_ name: String, _ arguments: [ExpressionNode]) -> ExpressionValue {
    guard let text = value(arguments[0]).bytes, case .list(let items) = value(arguments[1]) else {
      return .bool(false)
    }
    let words = items.compactMap(\.bytes)
    if name == "containsAny" {
      guard pay(words.count + text.count / 4_096) else { return .bool(false) }
      let set = WordSet(words.map { String(decoding: $0, as: UTF8.self) })
      return .bool(text.withUnsafeBufferPointer { set.occurs(in: $0) })
    }
    for word in words where matches(PatternCache.shared.pattern(word), text) {
      return .bool(true)
    }
    return .bool(false)
  }

  private mutating func text(
    _ node: ExpressionNode, _ change: (String) -> String
  ) -> ExpressionValue {
    value(node).bytes.map { .text(Array(change(String(decoding: $0, as: UTF8.self)).utf8)) }
      ?? .null
  }

  private mutating func fold(
    _ arguments: [ExpressionNode], _ pick: (Double, Double) -> Double
  ) -> ExpressionValue {
    var best: Double?
    for argument in arguments {
      guard let number = value(argument).double else { return .null }
      best = best.map { pick($0, number) } ?? number
    }
    return best.map { .number($0) } ?? .null
  }
}

/// Expr's `entropy` counts bytes.
private func byteEntropy(_ bytes: [UInt8]) -> Double {
  var counts = [Int](repeating: 0, count: 256)
  for byte in bytes { counts[Int(byte)] += 1 }
  let total = Double(bytes.count)
  return counts.reduce(0) { sum, count in
    count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
  }
}

private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
  func blank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
  guard let first = bytes.firstIndex(where: { !blank($0) }),
    let last = bytes.lastIndex(where: { !blank($0) })
  else { return [] }
  return Array(bytes[first...last])
}
