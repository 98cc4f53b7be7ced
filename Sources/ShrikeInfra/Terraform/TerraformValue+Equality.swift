extension TerraformValue {
  /// What `==` gives: values of different types differ, `null` equals `null`; nil where something
  /// unknown decides.
  static func equal(_ a: TerraformValue, _ b: TerraformValue) -> Bool? {
    switch (a.content, b.content) {
    case (.unknown, _), (_, .unknown): return nil
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.bool(let x), .bool(let y)): return x == y
    case (.number(let x), .number(let y)): return x == y
    case (.string(let x), .string(let y)): return x == y
    case (.tuple(let x), .tuple(let y)): return equal(x, y)
    case (.list(let x, let t), .list(let y, let u)), (.set(let x, let t), .set(let y, let u)):
      return t == u ? equal(x, y) : false
    case (.map(let x, let t), .map(let y, let u)): return t == u ? equal(x, y) : false
    case (.object(let x), .object(let y)): return equal(x, y)
    default: return false
    }
  }

  private static func equal(_ a: [TerraformValue], _ b: [TerraformValue]) -> Bool? {
    guard a.count == b.count else { return false }
    var isDecided = true
    for (x, y) in zip(a, b) {
      guard let same = equal(x, y) else {
        isDecided = false
        continue
      }
      if !same { return false }
    }
    return isDecided ? true : nil
  }

  private static func equal(_ a: TerraformFields, _ b: TerraformFields) -> Bool? {
    guard a.count == b.count, zip(a.entries, b.entries).allSatisfy({ $0.key == $1.key }) else {
      return false
    }
    return equal(a.entries.map(\.value), b.entries.map(\.value))
  }

  /// The order of a set's elements: numbers and strings by value, the rest by a fixed rule.
  static func precedes(_ a: TerraformValue, _ b: TerraformValue) -> Bool { compare(a, b) < 0 }

  static func compare(_ a: TerraformValue, _ b: TerraformValue) -> Int {
    let (x, y) = (a.rank, b.rank)
    if x != y { return x < y ? -1 : 1 }
    switch (a.content, b.content) {
    case (.bool(let x), .bool(let y)): return x == y ? 0 : y ? -1 : 1
    case (.number(let x), .number(let y)): return TerraformNumber.compare(x, y)
    case (.string(let x), .string(let y)): return x < y ? -1 : x == y ? 0 : 1
    case (.list, .list), (.set, .set), (.tuple, .tuple):
      return compare(a.elements ?? [], b.elements ?? [])
    case (.map, .map), (.object, .object):
      let (x, y) = (a.fields?.entries ?? [], b.fields?.entries ?? [])
      for (one, other) in zip(x, y) {
        if one.key != other.key { return one.key < other.key ? -1 : 1 }
        let order = compare(one.value, other.value)
        if order != 0 { return order }
      }
      return x.count < y.count ? -1 : x.count == y.count ? 0 : 1
    default: return 0
    }
  }

  private static func compare(_ a: [TerraformValue], _ b: [TerraformValue]) -> Int {
    for (x, y) in zip(a, b) {
      let order = compare(x, y)
      if order != 0 { return order }
    }
    return a.count < b.count ? -1 : a.count == b.count ? 0 : 1
  }

  /// Nulls come last, unknowns after them.
  private var rank: Int {
    switch content {
    case .bool: 0
    case .number: 1
    case .string: 2
    case .list: 3
    case .set: 4
    case .tuple: 5
    case .map: 6
    case .object: 7
    case .null: 8
    case .unknown: 9
    }
  }

  /// A set of elements that are of one type already.
  static func set(_ elements: [TerraformValue], _ type: TerraformType) -> TerraformValue {
    var unique: [TerraformValue] = []
    unique.reserveCapacity(elements.count)
    for element in elements.sorted(by: precedes) {
      if let last = unique.last, !element.isUnknown, compare(last, element) == 0 { continue }
      unique.append(element)
    }
    return .init(.set(unique, type))
  }
}
