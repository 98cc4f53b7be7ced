extension Machine {
  /// A code's value; nil where it is undefined, or trouble came up.
  func evaluate(_ index: Int32) -> Value? {
    let code = codes[Int(index)]
    switch code.op {
    case .constant: return constants[Int(code.a)]
    case .local: return frame[Int(code.a)]
    case .input: return input
    case .data: return data
    case .dot:
      guard let value = evaluate(code.a), let key = evaluate(code.b) else { return nil }
      return part(of: value, key)
    case .dotConstant:
      guard let value = evaluate(code.a) else { return nil }
      return part(of: value, constants[Int(code.b)])
    case .inputPath:
      guard var value = input else { return nil }
      let list = Int(code.a)
      for index in 0..<Int(lists[list]) {
        guard let next = part(of: value, constants[Int(lists[list + 1 + index])]) else {
          return nil
        }
        value = next
      }
      return value
    case .dataPath:
      var value = data
      let list = Int(code.a)
      for index in 0..<Int(lists[list]) {
        let key = constants[Int(lists[list + 1 + index])]
        // Keys of base data are texts, however they are written.
        guard let next = value[key] ?? (key.isNumber ? value[Value(key.numberText)] : nil) else {
          return nil
        }
        value = next
      }
      return value
    case .node: return nodeValue(Int(code.a))
    case .cursor: return Value(Cursor(node: Int(code.a), base: base(of: Int(code.a))))
    case .whole:
      guard let value = evaluate(code.a) else { return nil }
      return value.cursor.map { whole($0) } ?? value
    case .array: return values(code.a).map { Value(array: $0) }
    case .set: return values(code.a).map { Value(set: $0) }
    case .object:
      guard let values = values(code.a) else { return nil }
      var entries: [ObjectBox.Entry] = []
      entries.reserveCapacity(values.count / 2)
      for index in stride(from: 0, to: values.count, by: 2) {
        entries.append((values[index], values[index + 1]))
      }
      return object(entries)
    case .comprehension: return comprehension(code)
    case .builtin: return callBuiltin(Int(code.a), Int(code.b))
    case .function: return callFunction(Int(code.a), Int(code.b))
    case .template: return template(Int(code.a))
    }
  }

  @inline(__always)
  private func part(of value: Value, _ key: Value) -> Value? {
    if let cursor = value.cursor { return child(of: cursor, key) }
    if value.holdsUnknown || key.holdsUnknown { return doubtfulPart(of: value, key) }
    return value[key]
  }

  private func values(_ list: Int32) -> [Value]? {
    let list = Int(list)
    let count = Int(lists[list])
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      guard let value = evaluate(lists[list + 1 + index]) else { return nil }
      values.append(value)
    }
    return spend(count) || spendMemory(count * 16) ? nil : values
  }

  /// An object of entries among which one key has one value.
  func object(_ entries: [ObjectBox.Entry], maybe: [Maybe] = []) -> Value? {
    let box = ObjectBox(unsorted: entries, maybe: maybe)
    if box.entries.count < entries.count {
      for entry in entries where box[entry.key] != entry.value {
        fail(EvaluationError.conflict, "object keys must be unique")
        return nil
      }
    }
    return Value(box)
  }

  private func comprehension(_ code: Code) -> Value? {
    code.c > 0 ? remembered(code) : gathered(code)
  }

  func gathered(_ code: Code) -> Value? {
    let collector = pushCollector()
    defer { popCollector() }
    _ = run(Int(code.a))
    if trouble != nil { return nil }
    switch code.b {
    case Resolved.Comprehension.Kind.array.rawValue:
      return Value(ArrayBox(collector.elements, maybe: collector.maybe))
    case Resolved.Comprehension.Kind.set.rawValue:
      return Value(SetBox(unsorted: collector.elements, maybe: collector.maybe))
    default: return object(collector.entries, maybe: collector.maybe)
    }
  }

  private func template(_ list: Int) -> Value? {
    var text: [UInt8] = []
    for index in 0..<Int(lists[list]) {
      let item = lists[list + 1 + index]
      if item >= 0 {
        constants[Int(codes[Int(item)].a)].stringBox?.withBytes { text.append(contentsOf: $0) }
        continue
      }
      let collector = pushCollector()
      defer { popCollector() }
      _ = run(Int(-1 - item))
      if trouble != nil { return nil }
      if let doubt = collector.maybe.first?.doubt { return Value(doubt) }
      let values = Value(set: collector.elements).set!.elements
      guard values.count < 2 else {
        fail(EvaluationError.conflict, "template-strings must not produce multiple outputs")
        return nil
      }
      if let value = values.first {
        if value.holdsUnknown { return .unknown(because: value.unknownReasons) }
        if let string = value.stringBox {
          string.withBytes { text.append(contentsOf: $0) }
        } else {
          value.writeRego(to: &text)
        }
      } else {
        text += Array("<undefined>".utf8)
      }
    }
    return spendMemory(text.count) ? nil : Value(utf8: text)
  }

  // MARK: data

  /// Base data at a node's path.
  func base(of node: Int) -> Value? {
    var value: Value? = data
    for key in nodes[node].path { value = value?[key] }
    return value
  }

  /// A part of `data` with all rules below it as one object.
  func whole(_ cursor: Cursor) -> Value {
    var entries: [ObjectBox.Entry] = []
    for name in nodes[cursor.node].names {
      guard let node = nodes[cursor.node].children[name], nodes[node].isVirtual else { continue }
      if nodes[node].kind == .function { continue }
      if let value = nodeValue(node) { entries.append((name, value)) }
      if trouble != nil { return .null }
    }
    guard let base = cursor.base else { return Value(object: entries) }
    guard let object = base.object else { return entries.isEmpty ? base : Value(object: entries) }
    return Value(union(ObjectBox(unsorted: entries), object))
  }

  // MARK: rules

  /// The value of all that stands at a node; looked at once for one state of input and data.
  func nodeValue(_ node: Int) -> Value? {
    if !shadows.isEmpty {
      let path = nodes[node].path
      for shadow in shadows where path.starts(with: shadow) { return base(of: node) }
    }
    switch layer.states[node] {
    case .known, .undefined: return layer.values[node]
    case .running:
      fail("rego_recursion_error", "a rule's value is needed for itself")
      return nil
    case .unknown: break
    }
    let isSteady = nodes[node].isSteady && shadows.isEmpty && mocks.isEmpty
    if isSteady {
      let (state, value) = steadyState(node)
      if state == .known || state == .undefined {
        layer.states[node] = state
        layer.values[node] = value
        return value
      }
    }
    layer.states[node] = .running
    let value = compute(node)
    if trouble != nil { return nil }
    layer.states[node] = value == nil ? .undefined : .known
    layer.values[node] = value
    if isSteady { keepSteady(node, value) }
    return value
  }

  private func compute(_ node: Int) -> Value? {
    switch nodes[node].kind {
    case .none: return whole(Cursor(node: node, base: base(of: node)))
    case .function: return nil
    case .complete:
      return withFrame(nodes[node].frameSize) { () -> Value? in
        let collector = pushCollector()
        defer { popCollector() }
        define(node, collector)
        return collector.value
      } ?? nil
    case .set:
      return withFrame(nodes[node].frameSize) { () -> Value? in
        let collector = pushCollector()
        defer { popCollector() }
        applyDefinitions(node) { bodies in
          _ = run(Int(bodies[0]))
          return false
        }
        if trouble != nil { return nil }
        return Value(SetBox(unsorted: collector.elements, maybe: collector.maybe))
      } ?? nil
    case .object:
      return withFrame(nodes[node].frameSize) { () -> Value? in
        let collector = pushCollector()
        defer { popCollector() }
        applyDefinitions(node) { bodies in
          _ = run(Int(bodies[0]))
          return false
        }
        if trouble != nil { return nil }
        return merged(node, collector)
      } ?? nil
    }
  }

  /// What rules with keys give, together with the rules that stand below by name.
  private func merged(_ node: Int, _ collector: Collector) -> Value? {
    if collector.tree == nil, nodes[node].children.isEmpty {
      return object(collector.entries, maybe: collector.maybe)
    }
    let tree = collector.tree ?? PathTree()
    for entry in collector.entries {
      let leaf = tree.children[entry.key] ?? PathTree()
      if let before = leaf.value, before != entry.value {
        fail(EvaluationError.conflict, "object keys must be unique")
        return nil
      }
      leaf.value = entry.value
      tree.children[entry.key] = leaf
    }
    for name in nodes[node].names {
      guard let child = nodes[node].children[name], nodes[child].isVirtual,
        nodes[child].kind != .function, let value = nodeValue(child)
      else { continue }
      // Names on the way to rules of which none has a value.
      if nodes[child].kind == .none, value.object?.entries.isEmpty ?? false, !value.holdsUnknown {
        continue
      }
      let leaf = tree.children[name] ?? PathTree()
      merge(value, into: leaf)
      tree.children[name] = leaf
    }
    guard trouble == nil else { return nil }
    if collector.maybe.isEmpty { return tree.asValue }
    return tree.asValue.object.map {
      Value(ObjectBox(unsorted: $0.entries, maybe: collector.maybe))
    }
  }

  private func merge(_ value: Value, into tree: PathTree) {
    if tree.children.isEmpty, tree.value == nil, tree.elements == nil {
      tree.value = value
      return
    }
    guard let object = value.object, tree.value == nil || tree.value?.object != nil else {
      if tree.value != value { fail(EvaluationError.conflict, "object keys must be unique") }
      return
    }
    for entry in tree.value?.object?.entries ?? [] where tree.children[entry.key] == nil {
      let leaf = PathTree()
      leaf.value = entry.value
      tree.children[entry.key] = leaf
    }
    for entry in object.entries {
      let leaf = tree.children[entry.key] ?? PathTree()
      merge(entry.value, into: leaf)
      tree.children[entry.key] = leaf
    }
  }

  /// Runs a value's or function's definitions in the frame at hand.
  private func define(_ node: Int, _ collector: Collector) {
    collector.takesFirst = nodes[node].constantValue >= 0
    applyDefinitions(node) { bodies in
      if bodies.count == 1 {
        _ = run(Int(bodies[0]))
      } else {
        // The first alternative that has a value is the definition's.
        let mark = doubts.count
        for body in bodies {
          collector.found = false
          let doubt = collector.doubt
          collector.doubt = nil
          _ = run(Int(body))
          if collector.found || trouble != nil {
            collector.doubt = doubt
            break
          }
          // Whether the next one is asked for at all is doubtful then.
          if let own = collector.doubt { doubts.append(own.box) }
          if let doubt, collector.doubt == nil { collector.doubt = doubt }
        }
        doubts.removeSubrange(mark...)
      }
      return collector.takesFirst && collector.value != nil
    }
    if trouble != nil || collector.value != nil { return }
    if let doubt = collector.doubt {
      collector.value = Value(doubt.box).at(collector.doubtfulPlace)
    } else if nodes[node].fallback >= 0 {
      _ = run(Int(nodes[node].fallback))
    }
  }

  // MARK: calls

  private func callFunction(_ node: Int, _ list: Int) -> Value? {
    let count = Int(lists[list])
    guard let room = reserve(count) else { return nil }
    for index in 0..<count {
      guard let value = evaluate(lists[list + 1 + index]) else {
        release(room, count)
        return nil
      }
      room[index] = value
    }
    if !mocks.isEmpty, let mock = mocks[.function(node)] {
      let result = self.mock(mock, room, count)
      release(room, count)
      return result
    }
    if !shadows.isEmpty, let mocked = shadowed(node) {
      release(room, count)
      return mocked
    }
    let value = apply(node, room, count)
    return value
  }

  private func shadowed(_ node: Int) -> Value? {
    let path = nodes[node].path
    for shadow in shadows where path.starts(with: shadow) { return base(of: node) }
    return nil
  }

  /// Calls a function whose arguments stand on top of the stack, and takes them from it.
  private func apply(_ node: Int, _ arguments: UnsafeMutablePointer<Value?>, _ count: Int) -> Value?
  {
    if spend() {
      release(arguments, count)
      return nil
    }
    let size = nodes[node].frameSize
    let rest = max(size - count, 0)
    guard reserve(rest) != nil else {
      release(arguments, count)
      return nil
    }
    let before = frame
    frame = arguments
    let collector = pushCollector()
    define(node, collector)
    let value = collector.value
    popCollector()
    frame = before
    release(arguments, count + rest)
    return trouble == nil ? value : nil
  }

  private func mock(
    _ mock: Mock, _ arguments: UnsafeMutablePointer<Value?>, _ count: Int
  ) -> Value? {
    switch mock {
    case .value(let value): return value
    case .callee(.builtin(let index)):
      return builtin(index, arguments, count)
    case .callee(.function(let node)):
      // Within a replacement nothing is replaced.
      let saved = mocks
      mocks = [:]
      defer { mocks = saved }
      guard let room = reserve(count) else { return nil }
      for index in 0..<count { room[index] = arguments[index] }
      return apply(node, room, count)
    }
  }

  private func callBuiltin(_ index: Int, _ list: Int) -> Value? {
    let count = Int(lists[list])
    guard let room = reserve(count) else { return nil }
    defer { release(room, count) }
    for index in 0..<count {
      guard let value = evaluate(lists[list + 1 + index]) else { return nil }
      room[index] = value
    }
    if !mocks.isEmpty, let mock = mocks[.builtin(index)] {
      return self.mock(mock, room, count)
    }
    return builtin(index, room, count)
  }

  private func builtin(
    _ index: Int, _ arguments: UnsafeMutablePointer<Value?>, _ count: Int
  ) -> Value? {
    // What a built-in is handed it may look at whole, so large arguments cost as many steps as small
    // ones taken one by one.
    var cost = 1
    var isDoubtful = false
    for index in 0..<count {
      guard let argument = arguments[index] else { continue }
      cost += argument.bulk
      if argument.holdsUnknown { isDoubtful = true }
    }
    if spend(cost) { return nil }
    let builtin = policy.builtins[index]
    if isDoubtful {
      let answer = doubtfulResult(of: builtin, Arguments(base: arguments, count: count))
      if case .known(let value) = answer { return value }
    }
    do throws(BuiltinError) {
      let result = try builtin.function(Arguments(base: arguments, count: count), context)
      if let result, result.bulk > 0, spendMemory(result.bulk * 16) { return nil }
      return result
    } catch {
      noteBuiltinError(
        EvaluationError(error.code, "\(builtin.name): \(error.message)", span: .none))
      return nil
    }
  }
}
