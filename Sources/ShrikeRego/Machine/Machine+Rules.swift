/// The values of rules.
extension Machine {
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
    case .set, .object:
      return withFrame(nodes[node].frameSize) { () -> Value? in
        let collector = pushCollector()
        defer { popCollector() }
        applyDefinitions(node) { bodies in
          _ = run(Int(bodies[0]))
          return false
        }
        if trouble != nil { return nil }
        if nodes[node].kind == .object { return merged(node, collector) }
        return Value(SetBox(unsorted: collector.elements, maybe: collector.maybe))
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
  func define(_ node: Int, _ collector: Collector) {
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
}
