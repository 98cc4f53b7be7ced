/// What comprehensions came to, so that one in a loop is evaluated once for each value it depends on:
/// `names := [x.name | some x in xs; x.zone == zone]` for every `zone`.
extension Machine {
  func remembered(_ code: Code) -> Value? {
    let list = Int(code.c)
    let number = Int(lists[list + 1])
    if layer.memos.isEmpty { layer.memos = Array(repeating: nil, count: self.code.memoCount) }
    let memo = layer.memos[number] ?? Memo()
    layer.memos[number] = memo
    guard memo.isWorthwhile else { return gathered(code) }
    var key = Memo.Key(first: nil, second: nil)
    let width = Int(lists[list]) - 1
    if width > 0 { key.first = frame[Int(lists[list + 2])] }
    if width > 1 { key.second = frame[Int(lists[list + 3])] }
    if let known = memo.values[key] {
      memo.hits += 1
      return known
    }
    guard let value = gathered(code) else { return nil }
    if spendMemory(96) { return nil }
    memo.values[key] = value
    return value
  }
}

/// A comprehension's values by those of the variables it depends on.
final class Memo {
  static let mostVariables = 2

  var values: [Key: Value] = [:]
  var hits = 0

  /// Whether it was asked for the same often enough; until some values are there nobody knows.
  var isWorthwhile: Bool { values.count < 64 || hits * 4 > values.count }

  /// Values of variables: the same not only in what they are but in where they stand in a file, since what a
  /// rule answers shows it. Collections are the same when they are one, which is told at once.
  struct Key: Hashable {
    var first: Value?
    var second: Value?

    static func == (a: Key, b: Key) -> Bool {
      isSame(a.first, b.first) && isSame(a.second, b.second)
    }

    func hash(into hasher: inout Hasher) {
      for value in [first, second] {
        guard let value else { continue }
        switch value.kind {
        case .null, .bool, .int, .number, .string: value.hash(into: &hasher)
        default: hasher.combine(value.identity)
        }
      }
    }

    private static func isSame(_ a: Value?, _ b: Value?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      switch a.kind {
      case .null, .bool, .int, .number, .string: return a == b && a.place == b.place
      default: return a.isIdentical(to: b)
      }
    }
  }
}
