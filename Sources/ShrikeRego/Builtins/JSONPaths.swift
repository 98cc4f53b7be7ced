/// `json.filter` and `json.remove`: parts of an object by their paths.
let jsonPathBuiltins: [Builtin] = [
  Builtin("json.filter", 2) { a, _ throws(BuiltinError) in
    let object = try a.object(0)
    return kept(Value(object), try pathTree(a, 1).root)
  },
  Builtin("json.remove", 2) { a, _ throws(BuiltinError) in
    let object = try a.object(0)
    return remaining(Value(object), try pathTree(a, 1).root)
  },
]

/// Steps of a path; no value is nested nearly as deep.
let jsonPathLimit = 4_096

/// The steps of a path: `a/b/0` as text, with `~1` for a slash and `~0` for a tilde, or an array of
/// keys. Slashes in front do not count, and the empty text has no steps.
func jsonPath(_ path: Value) -> [Value]? {
  if let array = path.array { return array.elements }
  guard let text = path.utf8 else { return nil }
  if text.isEmpty { return [] }
  let parts = text.drop { $0 == 0x2F }.split(separator: 0x2F, omittingEmptySubsequences: false)
  return parts.map { Value(utf8: unescapedPathStep($0)) }
}

private func unescapedPathStep(_ step: ArraySlice<UInt8>) -> [UInt8] {
  guard step.contains(0x7E) else { return Array(step) }
  var out: [UInt8] = []
  var index = step.startIndex
  while index < step.endIndex {
    let next = index + 1 < step.endIndex ? step[index + 1] : 0
    if step[index] == 0x7E, next == 0x30 || next == 0x31 {
      out.append(next == 0x31 ? 0x2F : 0x7E)
      index += 2
    } else {
      out.append(step[index])
      index += 1
    }
  }
  return out
}

/// Paths as a tree. A step without a table ends a path: all that stands there is meant.
private final class PathNode {
  var steps: [Value: PathNode]? = [:]
}

private func pathTree(
  _ a: Arguments, _ index: Int
) throws(BuiltinError) -> (root: PathNode, count: Int) {
  guard let paths = a[index].elements else {
    throw .type("operand \(index + 1) must be one of {set, array} but got \(a[index].typeName)")
  }
  let root = PathNode()
  for element in paths {
    guard let path = jsonPath(element) else {
      throw .type(
        "operand \(index + 1) must be one of {set, array} containing string paths or array of path "
          + "segments but got \(element.typeName)")
    }
    guard path.count <= jsonPathLimit else {
      throw .limit("a path of more than \(jsonPathLimit) steps")
    }
    insert(path, into: root)
  }
  return (root, paths.count)
}

private func insert(_ path: [Value], into root: PathNode) {
  var node = root
  for (index, step) in path.enumerated() {
    // A shorter path takes in all that this one asks for.
    guard node.steps != nil else { return }
    let next = node.steps?[step] ?? PathNode()
    node.steps?[step] = next
    if index == path.count - 1 { next.steps = nil }
    node = next
  }
}

/// What the paths lead to, and the way there.
private func kept(_ value: Value, _ node: PathNode) -> Value {
  guard let steps = node.steps else { return value }
  switch value.kind {
  case .object:
    let entries = value.object?.entries ?? []
    return Value(
      ObjectBox(
        sorted: entries.compactMap { entry in
          steps[entry.key].map { (entry.key, kept(entry.value, $0)) }
        }))
  case .array:
    var elements: [Value] = []
    for (index, element) in (value.array?.elements ?? []).enumerated() {
      if let next = steps[Value(String(index))] { elements.append(kept(element, next)) }
    }
    return Value(array: elements)
  case .set:
    return Value(
      set: (value.set?.elements ?? []).compactMap { element in
        steps[element].map { kept(element, $0) }
      })
  default: return value
  }
}

/// All but what the paths lead to; nil where nothing is left of the value.
private func remaining(_ value: Value, _ node: PathNode?) -> Value? {
  guard let node else { return value }
  guard let steps = node.steps else { return nil }
  switch value.kind {
  case .object:
    let entries = value.object?.entries ?? []
    return Value(
      ObjectBox(
        sorted: entries.compactMap { entry in
          remaining(entry.value, steps[entry.key]).map { (entry.key, $0) }
        }))
  case .array:
    var elements: [Value] = []
    for (index, element) in (value.array?.elements ?? []).enumerated() {
      if let left = remaining(element, steps[Value(String(index))]) { elements.append(left) }
    }
    return Value(array: elements)
  case .set:
    return Value(set: (value.set?.elements ?? []).compactMap { remaining($0, steps[$0]) })
  default: return value
  }
}
