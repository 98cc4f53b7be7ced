/// Terms as codes that have a value.
extension BodyCompiler {
  /// A key that has no value yet: the reference goes through all.
  func isOpen(_ key: Resolved) -> Bool { key.isPattern && !has(key) }

  mutating func operand(_ term: Resolved) -> Int32 {
    switch term {
    case .constant(let value): return program.code(.constant, program.constant(value))
    case .local(let id): return program.code(.local, slotNumber(id))
    case .argument(let index): return program.code(.local, Int32(index))
    case .reference: return reference(term, into: nil)
    case .array(let terms): return program.code(.array, operands(terms))
    case .set(let terms): return program.code(.set, operands(terms))
    case .object(let entries):
      return program.code(.object, operands(entries.flatMap { [$0.key, $0.value] }))
    case .comprehension(let comprehension):
      let start = closure(comprehension.body) { compiler in
        compiler.checkBound(comprehension.value, comprehension.span)
        if let key = comprehension.key {
          compiler.checkBound(key, comprehension.span)
          let key = compiler.operand(key)
          compiler.add(.emitEntry, key, compiler.operand(comprehension.value))
        } else {
          let element = compiler.operand(comprehension.value)
          let isOnce = comprehension.kind == .set && compiler.isConstant(element)
          compiler.add(.emitElement, element, isOnce ? 1 : 0)
        }
      }
      return program.code(
        .comprehension, start, comprehension.kind.rawValue, memo(comprehension.free))
    case .call(let callee, let terms, _):
      let arguments = operands(terms)
      switch callee {
      case .builtin(let index):
        if builtins[index].isVolatile { isSteady = false }
        return program.code(.builtin, Int32(index), arguments)
      case .function(let node):
        uses.insert(node)
        return program.code(.function, Int32(node), arguments)
      }
    case .template(let parts):
      var items: [Int32] = []
      for part in parts {
        switch part {
        case .text(let value): items.append(program.code(.constant, program.constant(value)))
        case .values(let comprehension):
          let start = closure(comprehension.body) { compiler in
            compiler.checkBound(comprehension.value, comprehension.span)
            compiler.add(.emitElement, compiler.operand(comprehension.value))
          }
          items.append(-1 - start)
        }
      }
      return program.code(.template, program.list(items))
    }
  }

  private mutating func operands(_ terms: [Resolved]) -> Int32 {
    let codes = terms.map { operand($0) }
    return program.list(codes)
  }

  /// A reference's value; keys without one become scans. With a slot the value goes there.
  mutating func reference(_ term: Resolved, into slot: Int32?) -> Int32 {
    guard case .reference(let root, let path) = term else { return operand(term) }
    var keys = path[...]
    var code: Int32
    var isCursor = false
    switch root {
    case .term(let term): code = operand(term)
    case .input:
      isSteady = false
      var constants: [Int32] = []
      while case .constant(let key)? = keys.first {
        constants.append(program.constant(key))
        keys = keys.dropFirst()
      }
      code =
        constants.isEmpty ? program.code(.input) : program.code(.inputPath, program.list(constants))
    case .data: (code, isCursor) = data(&keys)
    }
    while let key = keys.popFirst() {
      if isOpen(key) {
        let (keySlot, pattern) = target(key)
        let isLast = keys.isEmpty
        let valueSlot = isLast && !isCursor ? slot ?? temporary() : temporary()
        add(.scan, keySlot, valueSlot, code)
        if let pattern { match(pattern, program.code(.local, keySlot)) }
        code = program.code(.local, valueSlot)
        if isLast, !isCursor, slot != nil { return code }
      } else if case .constant(let value) = key {
        code = program.code(.dotConstant, code, program.constant(value))
      } else {
        code = program.code(.dot, code, operand(key))
      }
    }
    if isCursor { code = program.code(.whole, code) }
    if let slot {
      add(.bind, slot, code)
      return program.code(.local, slot)
    }
    return code
  }

  /// The longest part of a reference into `data` that is known now.
  private mutating func data(_ keys: inout ArraySlice<Resolved>) -> (code: Int32, isCursor: Bool) {
    var node = 0
    while tree.nodes[node].rules.isEmpty, case .constant(let key)? = keys.first,
      let next = tree.child(node, key)
    {
      node = next
      keys = keys.dropFirst()
    }
    if !tree.nodes[node].rules.isEmpty {
      uses.insert(node)
      return (program.code(.node, Int32(node)), false)
    }
    if keys.isEmpty {
      uses.insert(node)
      return (program.code(.whole, program.code(.cursor, Int32(node))), false)
    }
    if case .constant? = keys.first {
      // No rules there: base data.
      var constants = tree.nodes[node].path.map { program.constant($0) }
      while case .constant(let key)? = keys.first {
        constants.append(program.constant(key))
        keys = keys.dropFirst()
      }
      return (program.code(.dataPath, program.list(constants)), false)
    }
    if tree.nodes[node].children.isEmpty {
      let constants = tree.nodes[node].path.map { program.constant($0) }
      return (program.code(.dataPath, program.list(constants)), false)
    }
    uses.formUnion(reachable(node, keys))
    return (program.code(.cursor, Int32(node)), true)
  }

  /// The rules that a reference may mean whose keys are known only when it is looked at.
  private func reachable(_ node: Int, _ keys: ArraySlice<Resolved>) -> [Int] {
    if !tree.nodes[node].rules.isEmpty { return [node] }
    guard let key = keys.first else { return [node] }
    if case .constant(let value) = key {
      return tree.child(node, value).map { reachable($0, keys.dropFirst()) } ?? []
    }
    return tree.nodes[node].children.values.flatMap { reachable($0, keys.dropFirst()) }
  }
}
