/// `json.patch`: the operations of [RFC 6902](https://www.rfc-editor.org/rfc/rfc6902) on any value,
/// sets included, whose elements are their own keys.
let jsonPatchBuiltins: [Builtin] = [
  Builtin("json.patch", 2) { a, context throws(BuiltinError) in
    var patcher = Patcher(document: a[0], budget: context.outputLimit / 16)
    for element in try a.array(1) {
      guard let patch = element.object, try patcher.apply(patch) else {
        throw .failure("there is nothing that the operation \(element.regoText) could change")
      }
    }
    return patcher.document
  }
]

/// A document and the operations it bears. What an operation cannot do is `false`: the whole patch
/// then fails.
private struct Patcher {
  /// Nil once it was removed.
  private(set) var document: Value?
  /// Elements that may yet be copied or measured; a copy of a document into itself doubles it.
  private var budget: Int

  private enum Change {
    case insert(Value)
    case remove
  }

  init(document: Value, budget: Int) {
    self.document = document
    self.budget = budget
  }

  mutating func apply(_ patch: ObjectBox) throws(BuiltinError) -> Bool {
    guard let path = try path(patch, "path") else { return false }
    switch patch["op"]?.string {
    case "add":
      guard let value = patch["value"] else { return false }
      return try insert(value, path)
    case "replace":
      guard let value = patch["value"], try change(path, .remove) else { return false }
      return try insert(value, path)
    case "remove":
      return try change(path, .remove)
    case "move":
      guard let from = try self.path(patch, "from"), let value = found(from) else { return false }
      guard try change(from, .remove) else { return false }
      return try insert(value, path)
    case "copy":
      guard let from = try self.path(patch, "from"), let value = found(from) else { return false }
      return try insert(value, path)
    case "test":
      guard let value = patch["value"], let found = found(path) else { return false }
      return found == value
    default: return false
    }
  }

  private func path(_ patch: ObjectBox, _ name: String) throws(BuiltinError) -> [Value]? {
    guard let path = patch[name].flatMap(jsonPath) else { return nil }
    guard path.count <= Value.depthLimit else {
      throw .limit("a path of more than \(Value.depthLimit) steps")
    }
    return path
  }

  private func found(_ path: [Value]) -> Value? {
    var value = document
    for step in path {
      guard let current = value else { return nil }
      if let elements = current.array?.elements {
        guard let index = arrayIndex(step, of: elements.count), elements.indices ~= index else {
          return nil
        }
        value = elements[index]
      } else {
        value = current[step]
      }
    }
    return value
  }

  private mutating func insert(_ value: Value, _ path: [Value]) throws(BuiltinError) -> Bool {
    guard try path.count + depth(of: value, 0) <= Value.depthLimit else {
      throw .limit("a document of more than \(Value.depthLimit) levels")
    }
    return try change(path, .insert(value))
  }

  private mutating func depth(of value: Value, _ level: Int) throws(BuiltinError) -> Int {
    guard level <= Value.depthLimit else { return level }
    var deepest = level
    if let elements = value.elements {
      try spend(elements.count)
      for element in elements { deepest = max(deepest, try depth(of: element, level + 1)) }
    } else if let entries = value.object?.entries {
      try spend(entries.count)
      for entry in entries { deepest = max(deepest, try depth(of: entry.value, level + 1)) }
    }
    return deepest
  }

  private mutating func spend(_ count: Int) throws(BuiltinError) {
    budget -= count
    guard budget > 0 else { throw .limit("a patch that makes too large a document") }
  }

  private mutating func change(_ path: [Value], _ change: Change) throws(BuiltinError) -> Bool {
    if path.isEmpty {
      switch change {
      case .insert(let value): document = value
      case .remove:
        guard document != nil else { return false }
        document = nil
      }
      return true
    }
    guard let document, let changed = try changing(document, path[...], change) else {
      return false
    }
    self.document = changed
    return true
  }

  /// The value with the change made at the end of the path; nil where there is no such place.
  private mutating func changing(
    _ value: Value, _ path: ArraySlice<Value>, _ change: Change
  ) throws(BuiltinError) -> Value? {
    guard let step = path.first else { return nil }
    let rest = path.dropFirst()
    try spend(value.elements?.count ?? value.object?.entries.count ?? 1)
    switch value.kind {
    case .object:
      guard let object = value.object else { return nil }
      if rest.isEmpty {
        switch change {
        case .insert(let new): return Value(object.setting(step, to: new))
        case .remove: return object[step] == nil ? nil : Value(object.removing(step))
        }
      }
      guard let child = object[step], let changed = try changing(child, rest, change) else {
        return nil
      }
      return Value(object.setting(step, to: changed))
    case .array:
      var elements = value.array?.elements ?? []
      guard let index = arrayIndex(step, of: elements.count) else { return nil }
      if rest.isEmpty, case .insert(let new) = change {
        guard index >= 0, index <= elements.count else { return nil }
        elements.insert(new, at: index)
        return Value(array: elements)
      }
      guard elements.indices ~= index else { return nil }
      if rest.isEmpty {
        elements.remove(at: index)
      } else {
        guard let changed = try changing(elements[index], rest, change) else { return nil }
        elements[index] = changed
      }
      return Value(array: elements)
    case .set:
      guard let set = value.set else { return nil }
      if rest.isEmpty, case .insert(let new) = change {
        return new == step ? Value(set: set.elements + [new]) : nil
      }
      guard let child = set.find(step) else { return nil }
      let others = set.elements.filter { $0 != child }
      if rest.isEmpty { return Value(SetBox(sorted: others)) }
      guard let changed = try changing(child, rest, change) else { return nil }
      return Value(set: others + [changed])
    default: return nil
    }
  }
}

/// A step as an array's index: a whole number, its decimal text without zeros in front, or `-` for
/// the place after the last element.
private func arrayIndex(_ step: Value, of count: Int) -> Int? {
  if step.isNumber { return step.int }
  guard let text = step.string else { return nil }
  if text == "-" { return count }
  if text.utf8.first == 0x30, text != "0" { return nil }
  return Int(text)
}

extension ObjectBox {
  subscript(key: String) -> Value? { self[Value(key)] }
}
