/// What is asked of values that are not known.
extension Machine {
  /// From here on all is doubtful because of what is missing in the value.
  func doubt(_ value: Value) {
    if let box = value.unknown {
      doubts.append(box)
    } else {
      var gatherer = DoubtGatherer()
      gatherer.add(value)
      doubts.append(gatherer.box)
    }
  }

  /// Runs what follows with a doubt, where there is one.
  func run(_ next: Int, doubting doubt: UnknownBox?, _ prepare: () -> Void) -> Bool {
    let mark = doubts.count
    if let doubt { doubts.append(doubt) }
    prepare()
    let isOver = run(next)
    if doubts.count > mark { doubts.removeSubrange(mark...) }
    return isOver
  }

  /// Whether the values may be the same; where that cannot be told, all that follows is doubtful.
  func mayBeSame(_ a: Value, _ b: Value) -> Bool {
    switch Value.same(a, b) {
    case .yes: return true
    case .no: return false
    case .maybe:
      var gatherer = DoubtGatherer()
      gatherer.add(a)
      gatherer.add(b)
      doubts.append(gatherer.box)
      return true
    }
  }

  /// Whether the value may be an array or object of so many parts.
  func mayHaveCount(_ value: Value, _ kind: Value.Kind, _ count: Int) -> Bool {
    if value.isUnknown {
      doubt(value)
      return true
    }
    guard value.kind == kind, let known = value.count, known <= count else { return false }
    let maybe = value.maybe
    if maybe.isEmpty { return known == count }
    guard known + maybe.count >= count else { return false }
    doubt(value)
    return true
  }

  /// What stands under a key, where the value or the key is known in part only.
  func doubtfulPart(of value: Value, _ key: Value) -> Value? {
    if value.isUnknown { return value.anotherUnknown }
    if key.holdsUnknown {
      guard value.count ?? 0 > 0 || !value.maybe.isEmpty else { return nil }
      return .unknown(because: key.unknownReasons)
    }
    switch value.kind {
    case .array:
      guard let array = value.array else { return nil }
      // With elements that may be missing nobody can tell what stands where.
      if let doubt = array.maybe.first?.doubt { return Value(doubt) }
      return value[key]
    case .object, .set:
      if let found = value[key] { return found }
      if let last = value.object?.entries.last?.key ?? value.set?.elements.last, last.isUnknown {
        return last.anotherUnknown
      }
      for maybe in value.maybe where Value.same(maybe.key, key) != .no {
        return Value(maybe.doubt)
      }
      if let elements = value.set?.elements {
        for element in elements where Value.same(element, key) == .maybe {
          return .unknown(because: element.unknownReasons)
        }
      }
      return nil
    default: return nil
    }
  }

  enum DoubtfulResult {
    case known(Value?)
    /// The function may be asked as ever.
    case asked
  }

  /// What a built-in makes of arguments that are known in part only: what can be told, and otherwise
  /// an unknown value with all that is missing.
  func doubtfulResult(of builtin: Builtin, _ arguments: Arguments) -> DoubtfulResult {
    func unknown() -> DoubtfulResult {
      var gatherer = DoubtGatherer()
      for index in 0..<arguments.count { gatherer.add(arguments[index]) }
      return .known(Value(gatherer.box))
    }
    func answer(_ truth: Truth) -> DoubtfulResult {
      truth == .maybe ? unknown() : .known(Value(truth == .yes))
    }
    let all = (0..<arguments.count).map { arguments[$0] }
    let areCollections = !all.contains(where: \.isUnknown)
    switch builtin.name {
    case "equal", "eq": return answer(Value.same(all[0], all[1]))
    case "neq": return answer(!Value.same(all[0], all[1]))
    case "internal.member_2": return answer(Value.isMember(nil, all[0], of: all[1]))
    case "internal.member_3": return answer(Value.isMember(all[0], all[1], of: all[2]))
    case "print", "trace": return .asked
    case "object.get": return objectGet(all)
    case "count":
      guard areCollections, all[0].maybe.isEmpty else { return unknown() }
      // Unknown elements of a set may be equal to others.
      return all[0].kind == .set ? unknown() : .asked
    case "type_name", "is_array", "is_object", "is_set", "is_string", "is_number", "is_boolean",
      "is_null":
      return areCollections ? .asked : unknown()
    case "array.concat":
      guard let a = all[0].array, let b = all[1].array else {
        return areCollections ? .asked : unknown()
      }
      return .known(Value(ArrayBox(a.elements + b.elements, maybe: a.maybe + b.maybe)))
    case "or":
      guard let a = all[0].set, let b = all[1].set else {
        return areCollections ? .asked : unknown()
      }
      return .known(Value(SetBox(unsorted: a.elements + b.elements, maybe: a.maybe + b.maybe)))
    case "and": return pick(all) { $0 }
    case "minus":
      guard all[0].set != nil else { return unknown() }
      return pick(all) { !$0 }
    case "array.slice", "array.reverse", "array.flatten", "object.union", "object.remove",
      "object.filter", "object.keys":
      guard areCollections, all.allSatisfy({ $0.maybe.isEmpty }),
        all.dropFirst().allSatisfy({ $0.kind == .object || !$0.holdsUnknown }),
        !all.contains(where: { $0.object?.entries.last?.key.isUnknown ?? false })
      else { return unknown() }
      return .asked
    default: return unknown()
    }
  }

  /// The elements of a set that are, or are not, in another.
  private func pick(_ all: [Value], _ wanted: (Truth) -> Truth) -> DoubtfulResult {
    guard let a = all[0].set, let b = all[1].set else {
      guard !all.contains(where: \.isUnknown) else {
        return .known(.unknown(because: all.flatMap(\.unknownReasons)))
      }
      return .asked
    }
    let other = Value(b)
    var elements: [Value] = []
    var maybe: [Maybe] = []
    for element in a.elements {
      switch wanted(Value.isMember(nil, element, of: other)) {
      case .yes: elements.append(element)
      case .no: break
      case .maybe:
        var gatherer = DoubtGatherer()
        gatherer.add(element)
        gatherer.add(other)
        maybe.append(Maybe(key: element, value: element, doubt: gatherer.box))
      }
    }
    for element in a.maybe where wanted(Value.isMember(nil, element.value, of: other)) != .no {
      maybe.append(element)
    }
    return .known(Value(SetBox(unsorted: elements, maybe: maybe)))
  }

  /// `object.get`, whose default stands for what is surely not there only.
  private func objectGet(_ all: [Value]) -> DoubtfulResult {
    if all[0].isUnknown { return .known(all[0].anotherUnknown) }
    guard all[0].object != nil else { return .asked }
    var value = all[0]
    for key in all[1].array?.elements ?? [all[1]] {
      if value.holdsUnknown || key.holdsUnknown {
        guard let next = doubtfulPart(of: value, key) else { return .known(all[2]) }
        value = next
      } else {
        guard let next = value[key] else { return .known(all[2]) }
        value = next
      }
    }
    return .known(value)
  }
}
