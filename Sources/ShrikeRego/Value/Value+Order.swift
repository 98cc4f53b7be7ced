extension Value: Hashable, Comparable {
  @inlinable
  public static func == (a: Value, b: Value) -> Bool {
    if a.box === b.box, (a.bits ^ b.bits) & (a.box == nil ? .max : 0xFF) == 0 { return true }
    return compare(a, b) == 0
  }

  @inlinable
  public static func < (a: Value, b: Value) -> Bool { compare(a, b) < 0 }

  public func hash(into hasher: inout Hasher) {
    switch kind {
    case .null, .bool, .int: hasher.combine(bits)
    case .number: unsafeDowncast(box!, to: NumberBox.self).number.hash(into: &hasher)
    case .string:
      unsafeDowncast(box!, to: StringBox.self).withBytes {
        hasher.combine(bytes: UnsafeRawBufferPointer($0))
      }
    case .array:
      hasher.combine(5)
      for element in array!.elements { element.hash(into: &hasher) }
    case .object:
      hasher.combine(6)
      for entry in object!.entries {
        entry.key.hash(into: &hasher)
        entry.value.hash(into: &hasher)
      }
    case .set:
      hasher.combine(7)
      for element in set!.elements { element.hash(into: &hasher) }
    case .cursor: hasher.combine(8)
    case .unknown: hasher.combine(box.map { ObjectIdentifier($0) })
    }
  }
}

/// Less than, equal to or greater than zero, in the order of the language. Recursion is as deep as
/// the values are nested, which every reader bounds.
@inlinable
func compare(_ a: Value, _ b: Value) -> Int {
  let left = a.bits & 0xFF
  let right = b.bits & 0xFF
  if left == 2, right == 2 {
    let x = Int64(bitPattern: a.bits) >> 8
    let y = Int64(bitPattern: b.bits) >> 8
    return x < y ? -1 : x == y ? 0 : 1
  }
  if left == 4, right == 4 {
    return StringBox.compare(
      unsafeDowncast(a.box.unsafelyUnwrapped, to: StringBox.self),
      unsafeDowncast(b.box.unsafelyUnwrapped, to: StringBox.self))
  }
  return compareOthers(a, b)
}

@usableFromInline
func compareOthers(_ a: Value, _ b: Value) -> Int {
  let left = a.kind
  let right = b.kind
  if a.isNumber, b.isNumber { return compare(a.anyNumber, b.anyNumber) }
  if left != right { return left.rawValue < right.rawValue ? -1 : 1 }
  switch left {
  case .null: return 0
  case .bool: return Int(a.bits >> 8 & 1) - Int(b.bits >> 8 & 1)
  case .array: return compare(a.array!.elements, b.array!.elements)
  case .set: return compare(a.set!.elements, b.set!.elements)
  case .object:
    let x = a.object!
    let y = b.object!
    if x === y { return 0 }
    // Keys first, then values, as the language defines it.
    for index in 0..<min(x.entries.count, y.entries.count) {
      let order = compare(x.entries[index].key, y.entries[index].key)
      if order != 0 { return order }
    }
    if x.entries.count != y.entries.count { return x.entries.count < y.entries.count ? -1 : 1 }
    for index in x.entries.indices {
      let order = compare(x.entries[index].value, y.entries[index].value)
      if order != 0 { return order }
    }
    return 0
  case .unknown:
    // Two unknown values are two, whatever they turn out to be; any order that stays will do.
    guard let x = a.box.map({ ObjectIdentifier($0) }), let y = b.box.map({ ObjectIdentifier($0) })
    else { return 0 }
    return x == y ? 0 : x < y ? -1 : 1
  default: return 0
  }
}

private func compare(_ a: [Value], _ b: [Value]) -> Int {
  for index in 0..<min(a.count, b.count) {
    let order = compare(a[index], b[index])
    if order != 0 { return order }
  }
  return a.count - b.count
}
