/// Equations: what gets a value by them, what is taken apart, what is compared.
extension BodyCompiler {
  mutating func unify(_ left: Resolved, _ right: Resolved) {
    switch (left, right) {
    case (.local(let id), _) where !bound[id]: assign(id, right)
    case (_, .local(let id)) where !bound[id]: assign(id, left)
    case (.array(let a), .array(let b)) where !has(left) || !has(right):
      guard a.count == b.count else {
        return add(.test, program.code(.constant, program.constant(.false)))
      }
      unify(zip(a, b).map { ($0, $1) })
    case (.object(let a), .object(let b)) where !has(left) || !has(right):
      let pairs = pairs(a, b)
      guard a.count == b.count, pairs.count == a.count else {
        return add(.test, program.code(.constant, program.constant(.false)))
      }
      unify(pairs)
    default:
      if !has(left) {
        match(left, held(right))
      } else if !has(right) {
        match(right, held(left))
      } else {
        // Calls are made first, as within expressions.
        let isSwapped = !left.isCall && right.isCall
        let a = operand(isSwapped ? right : left)
        add(.equal, a, operand(isSwapped ? left : right))
      }
    }
  }

  private mutating func unify(_ pairs: [(Resolved, Resolved)]) {
    var remaining = pairs
    while !remaining.isEmpty {
      var left: [(Resolved, Resolved)] = []
      for pair in remaining {
        if canUnify(pair.0, pair.1) { unify(pair.0, pair.1) } else { left.append(pair) }
      }
      if left.count == remaining.count { return }
      remaining = left
    }
  }

  private mutating func assign(_ id: Int, _ term: Resolved) {
    if case .call(.builtin(let index), let arguments, _) = term, builtins[index].isRelation {
      walk(arguments[0], into: .local(id))
      return
    }
    if case .reference(_, let path) = term, path.contains(where: { isOpen($0) }) {
      _ = reference(term, into: slotNumber(id))
    } else {
      let code = operand(term)
      add(.bind, slotNumber(id), code)
    }
    bound[id] = true
  }

  /// `walk(x)` gives pairs of path and value; a pattern of two takes them without the pair.
  private mutating func walk(_ argument: Resolved, into pattern: Resolved) {
    let source = operand(argument)
    if case .array(let parts) = pattern, parts.count == 2 {
      let (pathSlot, pathPattern) = target(parts[0])
      let (valueSlot, valuePattern) = target(parts[1])
      add(.walk, isUsed(pathSlot) ? pathSlot : -1, valueSlot, source)
      if let pathPattern { match(pathPattern, program.code(.local, pathSlot)) }
      if let valuePattern { match(valuePattern, program.code(.local, valueSlot)) }
      return
    }
    let path = temporary()
    let value = temporary()
    add(.walk, path, value, source)
    let pair = program.code(
      .array, program.list([program.code(.local, path), program.code(.local, value)]))
    if case .local(let id) = pattern, !bound[id] {
      add(.bind, slotNumber(id), pair)
      bound[id] = true
    } else {
      let slot = temporary()
      add(.bind, slot, pair)
      match(pattern, program.code(.local, slot))
    }
  }
  /// A term's value in a slot, so that it may be taken apart.
  private mutating func held(_ term: Resolved) -> Int32 {
    if case .local(let id) = term { return program.code(.local, slotNumber(id)) }
    if case .call(.builtin(let index), let arguments, _) = term, builtins[index].isRelation {
      let slot = temporary()
      let path = temporary()
      let value = temporary()
      add(.walk, path, value, operand(arguments[0]))
      let pair = program.code(
        .array, program.list([program.code(.local, path), program.code(.local, value)]))
      add(.bind, slot, pair)
      return program.code(.local, slot)
    }
    let code = operand(term)
    if program.codes[Int(code)].op == .local || program.codes[Int(code)].op == .constant {
      return code
    }
    let slot = temporary()
    add(.bind, slot, code)
    return program.code(.local, slot)
  }

  /// Takes a value apart by a pattern.
  mutating func match(_ pattern: Resolved, _ code: Int32) {
    switch pattern {
    case .local(let id) where !bound[id]:
      add(.bind, slotNumber(id), code)
      bound[id] = true
    case .array(let parts) where !has(pattern):
      let slot = heldSlot(code)
      add(.isArray, slot, Int32(parts.count))
      for (index, part) in parts.enumerated() {
        let element = program.code(
          .dotConstant, program.code(.local, slot), program.constant(Value(index)))
        match(part, element)
      }
    case .object(let entries) where !has(pattern):
      let slot = heldSlot(code)
      add(.isObject, slot, Int32(entries.count))
      for entry in entries {
        let key = operand(entry.key)
        match(entry.value, program.code(.dot, program.code(.local, slot), key))
      }
    default:
      let expected = operand(pattern)
      add(.equal, code, expected)
    }
  }

  private mutating func heldSlot(_ code: Int32) -> Int32 {
    if program.codes[Int(code)].op == .local { return program.codes[Int(code)].a }
    let slot = temporary()
    add(.bind, slot, code)
    return slot
  }

  /// The slot a scan writes to, and the pattern to compare it with where that is no new variable.
  mutating func target(_ pattern: Resolved?) -> (slot: Int32, pattern: Resolved?) {
    guard let pattern else { return (-1, nil) }
    if case .local(let id) = pattern, !bound[id] {
      bound[id] = true
      return (slotNumber(id), nil)
    }
    return (temporary(), pattern)
  }
}
