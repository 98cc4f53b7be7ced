import BigInt

/// `count`, `sum` and their like.
let aggregateBuiltins: [Builtin] = [
  Builtin("count", 1) { a, _ throws(BuiltinError) in
    guard let count = a[0].count else {
      throw .type("operand 1 must be one of {array, object, set, string} but got \(a[0].typeName)")
    }
    return Value(count)
  },
  Builtin("sum", 1) { a, _ throws(BuiltinError) in
    try folded(try a.elements(0), from: 0, { $0 + $1 }, { $0 + $1 })
  },
  Builtin("product", 1) { a, _ throws(BuiltinError) in
    try folded(try a.elements(0), from: 1, { $0 * $1 }, { $0 * $1 })
  },
  Builtin("max", 1) { a, _ throws(BuiltinError) in try a.elements(0).max() },
  Builtin("min", 1) { a, _ throws(BuiltinError) in try a.elements(0).min() },
  Builtin("sort", 1) { a, _ throws(BuiltinError) in Value(array: try a.elements(0).sorted()) },
  Builtin("all", 1) { a, _ throws(BuiltinError) in
    Value(try a.elements(0).allSatisfy { $0 == .true })
  },
  Builtin("any", 1) { a, _ throws(BuiltinError) in Value(try a.elements(0).contains(.true)) },
]

private func folded(
  _ elements: [Value], from first: Int, _ big: (BigInt, BigInt) -> BigInt,
  _ float: (Double, Double) -> Double
) throws(BuiltinError) -> Value? {
  var whole = BigInt(first)
  var isWhole = true
  var sum = Double(first)
  for element in elements {
    guard element.isNumber, let double = element.double else {
      throw .type("operand 1 must be array of numbers but got array containing \(element.typeName)")
    }
    if isWhole, let next = element.big {
      whole = big(whole, next)
      guard whole.bitWidth <= Value.bitLimit else { throw .failure("a number out of range") }
      sum = Double(whole)
    } else {
      isWhole = false
      sum = float(sum, double)
    }
  }
  return isWhole ? Value(whole) : Value(sum)
}

/// Arrays, sets and objects.
let collectionBuiltins: [Builtin] = [
  Builtin("walk", 1, isRelation: true) { a, _ in a[0] },
  Builtin("array.concat", 2) { a, _ throws(BuiltinError) in
    Value(array: try a.array(0) + a.array(1))
  },
  Builtin("array.reverse", 1) { a, _ throws(BuiltinError) in Value(array: try a.array(0).reversed())
  },
  Builtin("array.slice", 3) { a, _ throws(BuiltinError) in
    let array = try a.array(0)
    let lower = max(0, try a.int(1))
    let upper = min(array.count, try a.int(2))
    return Value(array: lower < upper ? Array(array[lower..<upper]) : [])
  },
  Builtin("array.flatten", 1) { a, _ throws(BuiltinError) in
    Value(array: try a.array(0).flatMap { $0.array?.elements ?? [$0] })
  },
  Builtin("and", 2) { a, _ throws(BuiltinError) in
    let (left, right) = (try a.set(0), try a.set(1))
    return Value(SetBox(sorted: left.elements.filter { right.find($0) != nil }))
  },
  Builtin("or", 2) { a, _ throws(BuiltinError) in
    Value(set: try a.set(0).elements + a.set(1).elements)
  },
  Builtin("intersection", 1) { a, _ throws(BuiltinError) in
    var result: [Value]?
    for element in try a.set(0).elements {
      guard let set = element.set else {
        throw .type("operand 1 must be set of sets but got set containing \(element.typeName)")
      }
      result = result.map { $0.filter { set.find($0) != nil } } ?? set.elements
    }
    return Value(set: result ?? [])
  },
  Builtin("union", 1) { a, _ throws(BuiltinError) in
    var elements: [Value] = []
    for element in try a.set(0).elements {
      guard let set = element.set else {
        throw .type("operand 1 must be set of sets but got set containing \(element.typeName)")
      }
      elements += set.elements
    }
    return Value(set: elements)
  },
  Builtin("object.get", 3) { a, _ throws(BuiltinError) in
    let object = try a.object(0)
    guard let path = a[1].array?.elements else { return object[a[1]] ?? a[2] }
    var value = a[0]
    for key in path {
      guard let next = value[key] else { return a[2] }
      value = next
    }
    return value
  },
  Builtin("object.keys", 1) { a, _ throws(BuiltinError) in
    Value(SetBox(sorted: try a.object(0).entries.map { $0.key }))
  },
  Builtin("object.remove", 2) { a, _ throws(BuiltinError) in
    let keys = try objectKeys(a, 1)
    return Value(ObjectBox(sorted: try a.object(0).entries.filter { keys.find($0.key) == nil }))
  },
  Builtin("object.filter", 2) { a, _ throws(BuiltinError) in
    let keys = try objectKeys(a, 1)
    return Value(ObjectBox(sorted: try a.object(0).entries.filter { keys.find($0.key) != nil }))
  },
  Builtin("object.union", 2) { a, _ throws(BuiltinError) in
    Value(union(try a.object(0), try a.object(1)))
  },
  Builtin("object.union_n", 1) { a, _ throws(BuiltinError) in
    var result = ObjectBox(sorted: [])
    for element in try a.array(0) {
      guard let object = element.object else {
        throw .type(
          "operand 1 must be array of objects but got array containing \(element.typeName)")
      }
      result = union(result, object)
    }
    return Value(result)
  },
  Builtin("object.subset", 2) { a, _ throws(BuiltinError) in
    switch (a[0].kind, a[1].kind) {
    case (.object, .object), (.set, .set), (.array, .array), (.array, .set): break
    default:
      throw .type(
        "both arguments object.subset must be of the same type or array and set")
    }
    return Value(isSubset(a[1], of: a[0]))
  },
  Builtin("graph.reachable", 2) { a, _ throws(BuiltinError) in
    let graph = try a.object(0)
    var open = try a.elements(1)
    var seen: Set<Value> = []
    while let node = open.popLast() {
      guard let edges = graph[node] else { continue }
      if seen.insert(node).inserted { open += edges.elements ?? [] }
    }
    return Value(set: Array(seen))
  },
  Builtin("graph.reachable_paths", 2) { a, context throws(BuiltinError) in
    let graph = try a.object(0)
    var paths: [Value] = []
    var budget = context.outputLimit / 64
    for start in try a.elements(1) where graph[start] != nil {
      try reachablePaths(graph, [start], &paths, &budget)
    }
    return Value(set: paths)
  },
]

private func reachablePaths(
  _ graph: ObjectBox, _ path: [Value], _ paths: inout [Value], _ budget: inout Int
) throws(BuiltinError) {
  budget -= path.count
  guard budget > 0, path.count < 1_000 else { throw .limit("too many or too long paths") }
  guard let last = path.last, let edges = graph[last]?.elements, !edges.isEmpty else {
    paths.append(Value(array: path))
    return
  }
  var isEnd = true
  for next in edges where next.kind != .null {
    isEnd = false
    if path.contains(next) {
      paths.append(Value(array: path))
    } else if graph[next] != nil {
      try reachablePaths(graph, path + [next], &paths, &budget)
    } else {
      paths.append(Value(array: path))
    }
  }
  if isEnd { paths.append(Value(array: path)) }
}

private func objectKeys(_ a: Arguments, _ index: Int) throws(BuiltinError) -> SetBox {
  switch a[index].kind {
  case .array: SetBox(unsorted: a[index].array?.elements ?? [])
  case .set: a[index].set ?? SetBox(sorted: [])
  case .object: SetBox(sorted: a[index].object?.entries.map { $0.key } ?? [])
  default:
    throw .type(
      "operand \(index + 1) must be one of {object, set, array} but got \(a[index].typeName)")
  }
}

/// The second wins; objects under one key are joined in turn.
func union(_ a: ObjectBox, _ b: ObjectBox) -> ObjectBox {
  var entries: [ObjectBox.Entry] = []
  entries.reserveCapacity(a.entries.count + b.entries.count)
  for entry in a.entries where b[entry.key] == nil { entries.append(entry) }
  for entry in b.entries {
    if let left = a[entry.key]?.object, let right = entry.value.object {
      entries.append((entry.key, Value(union(left, right))))
    } else {
      entries.append(entry)
    }
  }
  return ObjectBox(unsorted: entries)
}

private func isSubset(_ part: Value, of whole: Value) -> Bool {
  switch (whole.kind, part.kind) {
  case (.object, .object):
    return part.object!.entries.allSatisfy { entry in
      guard let value = whole[entry.key] else { return false }
      return value == entry.value || isSubset(entry.value, of: value)
    }
  case (.set, .set): return part.set!.elements.allSatisfy { whole.set!.find($0) != nil }
  case (.array, .array):
    let (elements, wanted) = (whole.array!.elements, part.array!.elements)
    guard wanted.count <= elements.count else { return false }
    return (0...elements.count - wanted.count).contains {
      Array(elements[$0..<$0 + wanted.count]) == wanted
    }
  case (.array, .set):
    let elements = whole.array!.elements
    return part.set!.elements.allSatisfy { elements.contains($0) }
  default: return false
  }
}

/// What a value is.
let typeBuiltins: [Builtin] = [
  Builtin("type_name", 1) { a, _ in Value(a[0].typeName) },
  Builtin("is_number", 1) { a, _ in a[0].isNumber ? .true : .false },
  Builtin("is_string", 1) { a, _ in a[0].kind == .string ? .true : .false },
  Builtin("is_boolean", 1) { a, _ in a[0].kind == .bool ? .true : .false },
  Builtin("is_array", 1) { a, _ in a[0].kind == .array ? .true : .false },
  Builtin("is_set", 1) { a, _ in a[0].kind == .set ? .true : .false },
  Builtin("is_object", 1) { a, _ in a[0].kind == .object ? .true : .false },
  Builtin("is_null", 1) { a, _ in a[0].kind == .null ? .true : .false },
  Builtin("cast_array", 1) { a, _ throws(BuiltinError) in Value(array: try a.elements(0)) },
  Builtin("cast_set", 1) { a, _ throws(BuiltinError) in Value(set: try a.elements(0)) },
  Builtin("cast_string", 1) { a, _ throws(BuiltinError) in
    _ = try a.string(0); return a[0]
  },
  Builtin("cast_boolean", 1) { a, _ throws(BuiltinError) in
    _ = try a.bool(0); return a[0]
  },
  Builtin("cast_null", 1) { a, _ throws(BuiltinError) in
    guard a[0].isNull else { throw .type("operand 1 must be null but got \(a[0].typeName)") }
    return a[0]
  },
  Builtin("cast_object", 1) { a, _ throws(BuiltinError) in
    _ = try a.object(0); return a[0]
  },
]
