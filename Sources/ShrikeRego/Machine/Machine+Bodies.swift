extension Machine {
  /// Runs a body from a step on; true where no more solutions are wanted, or trouble came up.
  func run(_ start: Int) -> Bool {
    let mark = doubts.count
    let isOver = runSteps(start)
    if doubts.count > mark { doubts.removeSubrange(mark...) }
    return isOver
  }

  private func runSteps(_ start: Int) -> Bool {
    var pc = start
    while true {
      let step = steps[pc]
      switch step.op {
      case .test:
        guard let value = evaluate(step.a), !value.isFalse else { return trouble != nil }
        if value.isUnknown { doubt(value) }
      case .bind:
        guard let value = evaluate(step.b) else { return trouble != nil }
        frame[Int(step.a)] = value
      case .equal:
        guard let left = evaluate(step.a), let right = evaluate(step.b) else {
          return trouble != nil
        }
        if left.holdsUnknown || right.holdsUnknown {
          if !mayBeSame(left, right) { return trouble != nil }
        } else if left != right {
          return trouble != nil
        }
      case .isArray:
        guard let value = frame[Int(step.a)], mayHaveCount(value, .array, Int(step.b)) else {
          return false
        }
      case .isObject:
        guard let value = frame[Int(step.a)], mayHaveCount(value, .object, Int(step.b)) else {
          return false
        }
      case .scan: return scan(step, pc + 1)
      case .lookUp: return lookUp(step, pc + 1)
      case .walk: return walk(step, pc + 1)
      case .not:
        switch solution(Int(step.a)) {
        case .found: return trouble != nil
        case .doubtful(let doubt): doubts.append(doubt)
        case .none: break
        }
        if trouble != nil { return true }
      case .every:
        guard every(step) else { return trouble != nil }
      case .with: return with(step, pc + 1)
      case .mark: return observed(step, pc + 1)
      case .found:
        let collector = collectors[collectors.count - 1]
        if doubts.count > collector.mark {
          collector.note(doubts)
          return spend()
        }
        collector.found = true
        return true
      case .emitValue: return emitValue(step)
      case .emitElement:
        guard let value = evaluate(step.a) else { return trouble != nil }
        let collector = collectors[collectors.count - 1]
        if doubts.count > collector.mark {
          collector.maybe.append(
            Maybe(key: value, value: value, doubt: collector.reason(doubts)))
          return spend() || spendMemory(64)
        }
        collector.elements.append(value)
        return step.b == 1 || spend() || spendMemory(16)
      case .emitEntry:
        guard let key = evaluate(step.a), let value = evaluate(step.b) else {
          return trouble != nil
        }
        let collector = collectors[collectors.count - 1]
        if doubts.count > collector.mark {
          collector.maybe.append(Maybe(key: key, value: value, doubt: collector.reason(doubts)))
          return spend() || spendMemory(64)
        }
        collector.entries.append((key, value))
        return spend() || spendMemory(32)
      case .emitPath: return emitPath(step)
      case .emitBindings:
        let list = Int(step.a)
        let collector = collectors[collectors.count - 1]
        if doubts.count > collector.mark {
          let values = (0..<Int(lists[list])).map { frame[Int(lists[list + 1 + $0])] }
          collector.doubtfulBindings.append((values, collector.reason(doubts)))
          return spend()
        }
        collector.found = true
        for index in 0..<Int(lists[list]) {
          collector.bindings.append(frame[Int(lists[list + 1 + index])])
        }
        return spend()
      }
      pc += 1
    }
  }

  enum Solution {
    case none, found
    /// There is one if something turns out so that is not known.
    case doubtful(UnknownBox)
  }

  /// Whether a closed body has a solution at all.
  func solution(_ start: Int) -> Solution {
    let collector = pushCollector()
    defer { popCollector() }
    _ = run(start)
    if collector.found { return .found }
    return collector.doubt.map { .doubtful($0.box) } ?? .none
  }

  // MARK: going through collections

  private func scan(_ step: Step, _ next: Int) -> Bool {
    guard let collection = evaluate(step.c) else { return trouble != nil }
    return scan(collection, step, next)
  }

  func scan(_ collection: Value, _ step: Step, _ next: Int) -> Bool {
    let keySlot = Int(step.a)
    let valueSlot = Int(step.b)
    switch collection.kind {
    case .array:
      let elements = collection.array!.elements
      for index in elements.indices {
        if spend() { return true }
        if keySlot >= 0 { frame[keySlot] = Value(index) }
        if valueSlot >= 0 { frame[valueSlot] = elements[index] }
        if run(next) { return true }
      }
    case .object:
      for entry in collection.object!.entries {
        if spend() { return true }
        if keySlot >= 0 { frame[keySlot] = entry.key }
        if valueSlot >= 0 { frame[valueSlot] = entry.value }
        if run(next) { return true }
      }
    case .set:
      for element in collection.set!.elements {
        if spend() { return true }
        if keySlot >= 0 { frame[keySlot] = element }
        if valueSlot >= 0 { frame[valueSlot] = element }
        if run(next) { return true }
      }
    case .cursor:
      let cursor = collection.cursor!
      var keys = nodes[cursor.node].names.filter {
        nodes[cursor.node].children[$0].map { nodes[$0].isVirtual } ?? false
      }
      if let object = cursor.base?.object {
        keys += object.entries.map { $0.key }.filter { !keys.contains($0) }
      }
      for key in keys {
        if spend() { return true }
        guard let value = child(of: cursor, key) else {
          if trouble != nil { return true }
          continue
        }
        if keySlot >= 0 { frame[keySlot] = key }
        if valueSlot >= 0 { frame[valueSlot] = value }
        if run(next) { return true }
      }
    case .unknown:
      return run(next, doubting: collection.unknown) {
        if keySlot >= 0 { frame[keySlot] = collection.anotherUnknown }
        if valueSlot >= 0 { frame[valueSlot] = collection.anotherUnknown }
      }
    default: break
    }
    for maybe in collection.maybe {
      let isOver = run(next, doubting: maybe.doubt) {
        if keySlot >= 0 {
          frame[keySlot] = collection.kind == .array ? Value(maybe.doubt) : maybe.key
        }
        if valueSlot >= 0 { frame[valueSlot] = maybe.value }
      }
      if isOver { return true }
    }
    return trouble != nil
  }

  /// A part of `data` under a key, rules and base data alike.
  func child(of cursor: Cursor, _ key: Value) -> Value? {
    guard let node = nodes[cursor.node].children[key], nodes[node].isVirtual else {
      return cursor.base?[key]
    }
    if nodes[node].kind == .none { return Value(Cursor(node: node, base: cursor.base?[key])) }
    return nodeValue(node)
  }

  /// All values within a value, itself first, with the way to each.
  private func walk(_ step: Step, _ next: Int) -> Bool {
    guard let root = evaluate(step.c) else { return trouble != nil }
    let wantsPath = step.a >= 0
    var path: [Value] = []
    return walk(root, &path, wantsPath, step, next)
  }

  private func walk(
    _ value: Value, _ path: inout [Value], _ wantsPath: Bool, _ step: Step, _ next: Int
  ) -> Bool {
    if spend() { return true }
    if wantsPath { frame[Int(step.a)] = Value(array: path) }
    if step.b >= 0 { frame[Int(step.b)] = value }
    // What stands below something unknown stands at ways nobody knows.
    if run(next, doubting: value.unknown, {}) { return true }
    func visit(_ key: Value, _ child: Value, _ path: inout [Value]) -> Bool {
      if wantsPath { path.append(key) }
      defer { if wantsPath { path.removeLast() } }
      return walk(child, &path, wantsPath, step, next)
    }
    switch value.kind {
    case .array:
      for (index, element) in value.array!.elements.enumerated()
      where visit(Value(index), element, &path) {
        return true
      }
    case .object:
      for entry in value.object!.entries where visit(entry.key, entry.value, &path) { return true }
    case .set:
      for element in value.set!.elements where visit(element, element, &path) { return true }
    default: break
    }
    return false
  }

  private func every(_ step: Step) -> Bool {
    guard let domain = evaluate(step.c) else { return false }
    func holds(_ key: Value, _ value: Value, doubt: UnknownBox? = nil) -> Bool {
      if spend() { return false }
      if step.a >= 0 { frame[Int(step.a)] = key }
      if step.b >= 0 { frame[Int(step.b)] = value }
      switch solution(Int(step.d)) {
      case .found: return trouble == nil
      case .doubtful(let doubt):
        doubts.append(doubt)
        return trouble == nil
      case .none:
        guard let doubt else { return false }
        doubts.append(doubt)
        return trouble == nil
      }
    }
    switch domain.kind {
    case .array:
      for (index, element) in domain.array!.elements.enumerated()
      where !holds(Value(index), element) {
        return false
      }
    case .object:
      for entry in domain.object!.entries where !holds(entry.key, entry.value) { return false }
    case .set:
      for element in domain.set!.elements where !holds(element, element) { return false }
    case .unknown: doubt(domain)
    default: return false
    }
    for maybe in domain.maybe where !holds(maybe.key, maybe.value, doubt: maybe.doubt) {
      return false
    }
    return true
  }

  // MARK: solutions

  private func emitValue(_ step: Step) -> Bool {
    guard let value = evaluate(step.a) else { return trouble != nil }
    let collector = collectors[collectors.count - 1]
    if doubts.count > collector.mark {
      collector.note(doubts)
      collector.notePlace(of: value)
      return spend()
    }
    collector.found = true
    if let before = collector.value {
      if before.holdsUnknown || value.holdsUnknown, Value.same(before, value) != .no {
        if before.holdsUnknown { collector.value = value }
        return spend()
      }
      guard before == value else {
        fail(
          EvaluationError.conflict, "complete rules must not produce multiple outputs", step.span)
        return true
      }
    } else {
      collector.value = value
    }
    return step.b == 1 || collector.takesFirst || spend()
  }

  private func emitPath(_ step: Step) -> Bool {
    let list = Int(step.a)
    let collector = collectors[collectors.count - 1]
    if collector.tree == nil { collector.tree = PathTree() }
    guard var node = collector.tree, let value = evaluate(step.b) else { return trouble != nil }
    var keys: [Value] = []
    for index in 0..<Int(lists[list]) {
      guard let key = evaluate(lists[list + 1 + index]) else { return trouble != nil }
      keys.append(key)
    }
    if doubts.count > collector.mark || keys.contains(where: \.holdsUnknown) {
      let mark = doubts.count
      for key in keys where key.holdsUnknown { doubt(key) }
      let reason = collector.reason(doubts)
      doubts.removeSubrange(mark...)
      // Any key may be there.
      collector.maybe.append(Maybe(key: Value(reason), value: Value(reason), doubt: reason))
      return spend() || spendMemory(64)
    }
    for key in keys {
      if node.value != nil {
        fail(EvaluationError.conflict, "object keys must be unique", step.span)
        return true
      }
      if let next = node.children[key] {
        node = next
      } else {
        let next = PathTree()
        node.children[key] = next
        node = next
      }
    }
    if step.c == 1 {
      node.elements = (node.elements ?? []) + [value]
    } else if !node.children.isEmpty || node.value.map({ $0 != value }) ?? false {
      fail(EvaluationError.conflict, "object keys must be unique", step.span)
      return true
    } else {
      node.value = value
    }
    return spend()
  }

  // MARK: with

  private func with(_ step: Step, _ next: Int) -> Bool {
    let before = (input, data, layer, mocks, shadows)
    for with in code.withs[Int(step.a)] {
      // Each is evaluated outside of all of them.
      let after = (input, data, layer, mocks, shadows)
      (input, data, layer, mocks, shadows) = before
      var value: Value?
      if with.code >= 0 {
        guard let found = evaluate(with.code) else { return trouble != nil }
        value = found
      }
      (input, data, layer, mocks, shadows) = after
      switch with.target {
      case .input(let path): input = value.map { setting(input, path[...], $0) }
      case .data(let path):
        if let value {
          data = setting(data, path[...], value)
          shadows.append(path)
        }
      case .callee(let callee):
        if let replacement = with.callee {
          mocks[callee] = .callee(replacement)
        } else if let value {
          mocks[callee] = .value(value)
        }
      }
    }
    layer = Layer(code.nodeCount)
    let collector = pushCollector()
    _ = run(Int(step.b))
    let bindings = collector.bindings
    let doubtful = collector.doubtfulBindings
    let found = collector.found
    popCollector()
    (input, data, layer, mocks, shadows) = before
    if trouble != nil { return true }
    let list = Int(step.c)
    let width = Int(lists[list])
    guard width > 0 else {
      if found { return run(next) }
      return doubtful.first.map { run(next, doubting: $0.doubt, {}) } ?? false
    }
    for start in stride(from: 0, to: bindings.count, by: width) {
      for index in 0..<width { frame[Int(lists[list + 1 + index])] = bindings[start + index] }
      if run(next) { return true }
    }
    for (values, doubt) in doubtful {
      let isOver = run(next, doubting: doubt) {
        for index in 0..<width { frame[Int(lists[list + 1 + index])] = values[index] }
      }
      if isOver { return true }
    }
    return false
  }

  private func setting(_ base: Value?, _ path: ArraySlice<Value>, _ value: Value) -> Value {
    guard let key = path.first else { return value }
    let object = base?.object ?? ObjectBox(sorted: [])
    return Value(object.setting(key, to: setting(object[key], path.dropFirst(), value)))
  }
}
