/// Calls of functions and built-ins, and of what `with` puts in their place.
extension Machine {
  func callFunction(_ node: Int, _ list: Int) -> Value? {
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

  func callBuiltin(_ index: Int, _ list: Int) -> Value? {
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
