/// `==`, `<` and the like; `in`.
let comparisonBuiltins: [Builtin] = [
  Builtin("equal", 2) { a, _ in Value(a[0] == a[1]) },
  Builtin("eq", 2) { a, _ in Value(a[0] == a[1]) },
  Builtin("neq", 2) { a, _ in Value(a[0] != a[1]) },
  Builtin("lt", 2) { a, _ in Value(a[0] < a[1]) },
  Builtin("lte", 2) { a, _ in Value(!(a[1] < a[0])) },
  Builtin("gt", 2) { a, _ in Value(a[1] < a[0]) },
  Builtin("gte", 2) { a, _ in Value(!(a[0] < a[1])) },
  Builtin("internal.member_2", 2) { a, _ in Value(isMember(nil, a[0], of: a[1])) },
  Builtin("internal.member_3", 3) { a, _ in Value(isMember(a[0], a[1], of: a[2])) },
]

private func isMember(_ key: Value?, _ value: Value, of collection: Value) -> Bool {
  if let key { return collection[key] == value }
  switch collection.kind {
  case .array: return collection.array!.elements.contains(value)
  case .set: return collection.set!.find(value) != nil
  case .object: return collection.object!.entries.contains { $0.value == value }
  default: return false
  }
}
