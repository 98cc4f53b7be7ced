/// Elements found by what stands in them, in place of going through all.
extension Machine {
  /// A scan with an equation behind it that only some elements meet (`BodyCompiler+Lookups`). The
  /// first time a collection comes up it is gone through, since most are seen once; from the second time on
  /// a table answers.
  func lookUp(_ step: Step, _ next: Int) -> Bool {
    guard let collection = evaluate(step.c) else { return trouble != nil }
    let list = Int(step.d)
    guard let table = table(for: collection, step), isSettled(lists[list + 2]) else {
      return scan(collection, step, next)
    }
    guard trouble == nil, let probe = evaluate(lists[list + 2]) else { return trouble != nil }
    if probe.holdsUnknown { return scan(collection, step, next) }
    var position = table.first[probe] ?? -1
    while position >= 0 {
      if spend() { return true }
      let (key, element) = table.entry(Int(position))
      if step.a >= 0 { frame[Int(step.a)] = key }
      frame[Int(step.b)] = element
      if run(next) { return true }
      position = table.next[Int(position)]
    }
    return trouble != nil
  }

  /// A rule's value is asked for only where that is no work, and cannot fail.
  private func isSettled(_ index: Int32) -> Bool {
    let code = codes[Int(index)]
    return code.op != .node || shadows.isEmpty && layer.states[Int(code.a)] == .known
  }

  /// Lets go of tables over parts of the input; those over data may serve the next one.
  func forgetLookups() {
    for number in usedLookups { lookups[number] = nil }
    usedLookups.removeAll(keepingCapacity: true)
    // Numbers above the policy's are those of a query, and mean something else in the next one.
    if lookups.count > policy.code.lookupCount {
      lookups.removeSubrange(policy.code.lookupCount...)
    }
  }

  private func table(for collection: Value, _ step: Step) -> LookupTable? {
    let list = Int(step.d)
    guard let count = collection.elements?.count ?? collection.object?.entries.count,
      count >= LookupTable.least, !collection.holdsUnknown
    else { return nil }
    let number = Int(lists[list + 1])
    if lookups.count < code.lookupCount {
      lookups += Array(repeating: nil, count: code.lookupCount - lookups.count)
    }
    guard let seen = lookups[number], seen.isOf(collection) else {
      if lookups[number] == nil, codes[Int(step.c)].op != .dataPath { usedLookups.append(number) }
      lookups[number] = LookupTable(collection)
      return nil
    }
    if !seen.isBuilt {
      if spend(count) || spendMemory(count * 64) { return nil }
      let keys = (2..<Int(lists[list])).map { constants[Int(lists[list + 1 + $0])] }
      seen.build(keys)
    }
    return seen
  }
}

/// The positions of a collection's elements by what stands under a path of keys in each.
final class LookupTable {
  /// Fewer elements are gone through sooner than a table is made.
  static let least = 8

  private let collection: Value
  private(set) var isBuilt = false
  /// The first position of an element with a value, and for each position the next with the same.
  private(set) var first: [Value: Int32] = [:]
  private(set) var next: [Int32] = []

  init(_ collection: Value) { self.collection = collection }

  /// The same collection, not one that is equal.
  func isOf(_ other: Value) -> Bool { collection.isIdentical(to: other) }

  func build(_ keys: [Value]) {
    let count = collection.count ?? 0
    next = Array(repeating: -1, count: count)
    first.reserveCapacity(count)
    // From the end, so that equal ones follow each other in their order.
    for position in (0..<count).reversed() {
      var value: Value? = entry(position).1
      for key in keys { value = value?[key] }
      guard let value else { continue }
      next[position] = first.updateValue(Int32(position), forKey: value) ?? -1
    }
    isBuilt = true
  }

  func entry(_ position: Int) -> (Value, Value) {
    if let array = collection.array { return (Value(position), array.elements[position]) }
    if let object = collection.object { return object.entries[position] }
    let element = collection.set?.elements[position] ?? .null
    return (element, element)
  }
}
