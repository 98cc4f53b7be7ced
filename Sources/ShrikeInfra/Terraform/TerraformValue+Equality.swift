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
    if a.openAddress != nil || b.openAddress != nil { return nil }
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
    case (.list, .list), (.set, .set), (.tuple, .tuple), (.map, .map), (.object, .object):
      let (x, y) = (a.orderBytes, b.orderBytes)
      if x != y { return x.lexicographicallyPrecedes(y) ? -1 : 1 }
    default: break
    }
    // What has the same bytes may still differ in a number's last digits.
    switch (a.content, b.content) {
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

  /// The bytes by which collections stand in a set: those that `cty` hashes (`makeSetHashBytes`).
  private var orderBytes: [UInt8] {
    var out: [UInt8] = []
    addOrderBytes(to: &out)
    return out
  }

  private func addOrderBytes(to out: inout [UInt8]) {
    switch content {
    case .unknown: out.append(UInt8(ascii: "?"))
    case .null: out.append(UInt8(ascii: "~"))
    case .bool(let bool): out.append(bool ? UInt8(ascii: "T") : UInt8(ascii: "F"))
    case .number(let number):
      out.append(contentsOf: TerraformFunction.printed("%.10g", number.double).utf8)
    case .string(let text): JSONText.write(text, to: &out)
    case .list(let elements, _), .set(let elements, _): add(elements, "[", "]", to: &out)
    case .tuple(let elements): add(elements, "<", ">", to: &out)
    case .object(let fields): add(fields.entries.map(\.value), "<", ">", to: &out)
    case .map(let fields, _):
      out.append(UInt8(ascii: "{"))
      for entry in fields.entries {
        JSONText.write(entry.key, to: &out)
        out.append(UInt8(ascii: ":"))
        entry.value.addOrderBytes(to: &out)
        out.append(UInt8(ascii: ";"))
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private func add(
    _ elements: [TerraformValue], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    to out: inout [UInt8]
  ) {
    out.append(UInt8(ascii: open))
    for element in elements {
      element.addOrderBytes(to: &out)
      out.append(UInt8(ascii: ";"))
    }
    out.append(UInt8(ascii: close))
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

  /// Sorted, with the bytes of collections made once.
  private static func inOrder(_ elements: [TerraformValue]) -> [TerraformValue] {
    guard elements.contains(where: { $0.elements != nil || $0.fields != nil }) else {
      return elements.sorted(by: precedes)
    }
    let bytes = elements.map { $0.isNull || $0.isUnknown ? [] : $0.orderBytes }
    let order = elements.indices.sorted { a, b in
      if elements[a].rank == elements[b].rank, bytes[a] != bytes[b] {
        return bytes[a].lexicographicallyPrecedes(bytes[b])
      }
      return precedes(elements[a], elements[b])
    }
    return order.map { elements[$0] }
  }

  /// A set of elements that are of one type already.
  static func set(_ elements: [TerraformValue], _ type: TerraformType) -> TerraformValue {
    var unique: [TerraformValue] = []
    unique.reserveCapacity(elements.count)
    for element in inOrder(elements) {
      if let last = unique.last, !element.isUnknown, compare(last, element) == 0 { continue }
      unique.append(element)
    }
    return .init(.set(unique, type))
  }
}
