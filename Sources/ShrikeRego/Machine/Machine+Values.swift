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
}
