extension TerraformFunction {
  /// What `range` gives at most, as Terraform has it.
  private static let rangeLimit = 1_024
  /// Pairs of elements that one call compares.
  private static let pairLimit = 10_000_000

  static let collections: [String: TerraformFunction] = [
    "alltrue": .init([.list(.bool)], .bool, unknowns: .whole) { call throws(TerraformError) in
      try decided(call[0], by: false)
    },
    "anytrue": .init([.list(.bool)], .bool, unknowns: .whole) { call throws(TerraformError) in
      try decided(call[0], by: true)
    },
    "chunklist": .init([.list(.dynamic), .number], .list(.list(.dynamic)), unknowns: .whole) {
      call throws(TerraformError) in
      guard case .list(let elements, let type) = call[0].content else { return call[0] }
      let size = try call.int(1)
      guard size >= 0 else { throw TerraformError("the size is negative") }
      if elements.isEmpty { return .init(.list([], .list(type))) }
      var chunks: [TerraformValue] = []
      let step = size == 0 ? elements.count : size
      for start in stride(from: 0, to: elements.count, by: step) {
        let end = start + min(step, elements.count - start)
        chunks.append(.init(.list(Array(elements[start..<end]), type)))
      }
      return .init(.list(chunks, .list(type)))
    },
    "coalesce": .init([], variadic: .dynamic, .dynamic, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in
      guard let type = TerraformType.united(call.arguments.map(\.type)), call.count > 0 else {
        throw TerraformError("the arguments have no type in common")
      }
      for argument in call.arguments {
        if argument.isUnknown { return .unknown(type, because: argument.reasons) }
        if argument.isNull || argument.string == "" { continue }
        return try argument.converted(to: type)
      }
      throw TerraformError("all arguments are null or empty")
    },
    "coalescelist": .init([], variadic: .dynamic, .dynamic, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in
      for argument in call.arguments {
        if argument.isUnknown { return .unknown(because: argument.reasons) }
        guard let elements = try sequence(argument) else {
          throw TerraformError("the arguments must be lists")
        }
        if !elements.isEmpty { return argument }
      }
      throw TerraformError("all lists are empty")
    },
    "compact": .init([.list(.string)], .list(.string), unknowns: .whole) {
      call throws(TerraformError) in
      let elements = call[0].elements ?? []
      if elements.contains(where: \.isUnknown) {
        return .unknown(.list(.string), because: call[0].reasons)
      }
      return .init(.list(elements.filter { !$0.isNull && $0.string != "" }, .string))
    },
    "concat": .init([], variadic: .dynamic, .dynamic, unknowns: .whole) {
      call throws(TerraformError) in
      guard call.count > 0 else { throw TerraformError("a list is required") }
      var all: [TerraformValue] = []
      var elementTypes: Set<TerraformType> = []
      var areLists = true
      for argument in call.arguments {
        guard let elements = try sequence(argument) else {
          throw TerraformError("the arguments must be lists")
        }
        if case .list(_, let type) = argument.content {
          elementTypes.insert(type)
        } else {
          areLists = false
        }
        all.append(contentsOf: elements.map { $0.marked(argument.isSensitive) })
      }
      guard areLists, let type = TerraformType.united(Array(elementTypes)) else {
        return .tuple(all)
      }
      return try TerraformValue(.tuple(all)).converted(to: .list(type))
    },
    "contains": .init([.dynamic, .dynamic], .bool, unknowns: .whole) {
      call throws(TerraformError) in
      guard let elements = call[0].elements else { throw TerraformError("a list is required") }
      var isDecided = true
      for element in elements {
        guard let same = TerraformValue.equal(element, call[1]) else {
          isDecided = false
          continue
        }
        if same { return .bool(true) }
      }
      return isDecided
        ? .bool(false) : .unknown(.bool, because: call[0].reasons + call[1].reasons)
    },
    "distinct": .init([.list(.dynamic)], .list(.dynamic), unknowns: .whole) {
      call throws(TerraformError) in
      guard call[0].isWhollyKnown, case .list(let elements, let type) = call[0].content else {
        return .unknown(call[0].type, because: call[0].reasons)
      }
      return .init(.list(unique(elements), type))
    },
    "element": .init([.dynamic, .number], .dynamic, unknowns: .whole) {
      call throws(TerraformError) in
      guard let elements = try sequence(call[0]) else { throw TerraformError("a list is required") }
      let index = try call.int(1)
      guard !elements.isEmpty else { throw TerraformError("the list is empty") }
      guard index >= 0 else { throw TerraformError("the index is negative") }
      return elements[index % elements.count].marked(call[0].isSensitive)
    },
    "flatten": .init([.dynamic], .dynamic, unknowns: .whole) { call throws(TerraformError) in
      guard call[0].elements != nil else { throw TerraformError("a list is required") }
      var out: [TerraformValue] = []
      var reasons: [String] = []
      flatten(call[0], into: &out, &reasons)
      return reasons.isEmpty ? .tuple(out) : .unknown(because: reasons)
    },
    "index": .init([.dynamic, .dynamic], .number, unknowns: .whole) {
      call throws(TerraformError) in
      guard let elements = try sequence(call[0]) else { throw TerraformError("a list is required") }
      for (index, element) in elements.enumerated() {
        guard let same = TerraformValue.equal(element, call[1]) else {
          return .unknown(.number, because: element.reasons + call[1].reasons)
        }
        if same { return .number(index) }
      }
      throw TerraformError("the list does not hold the value")
    },
    "keys": .init([.dynamic], .dynamic, unknowns: .whole) { call throws(TerraformError) in
      guard let fields = call[0].fields else { throw TerraformError("a map is required") }
      let keys = fields.keys.map { TerraformValue.string($0) }
      if case .map = call[0].content { return .init(.list(keys, .string)) }
      return .tuple(keys)
    },
    "length": .init([.dynamic], .number, unknowns: .whole) { call throws(TerraformError) in
      switch call[0].content {
      case .string(let text): return .number(text.count)
      case .set(let elements, _):
        guard call[0].isWhollyKnown || elements.count < 2 else {
          return .unknown(.number, because: call[0].reasons)
        }
        return .number(elements.count)
      default: break
      }
      guard let count = call[0].elements?.count ?? call[0].fields?.count else {
        throw TerraformError("a text or a collection is required")
      }
      return .number(count)
    },
    "lookup": .init(
      [.dynamic, .string], variadic: .dynamic, .dynamic, takesNull: true,
      unknowns: .whole
    ) { call throws(TerraformError) in
      guard call.count <= 3 else { throw TerraformError("there are too many arguments") }
      guard let fields = call[0].fields, let key = call[1].string else {
        throw TerraformError("a map and a key are required")
      }
      if case .map(_, let type) = call[0].content, call.count == 3, type != .dynamic {
        let fallback = try call[2].converted(to: type)
        return (fields[key] ?? fallback).marked(call[0].isSensitive)
      }
      if let value = fields[key] { return value.marked(call[0].isSensitive) }
      guard call.count == 3 else { throw TerraformError("the map has no element of this key") }
      return call[2].marked(call[0].isSensitive)
    },
    "matchkeys": .init(
      [.list(.dynamic), .list(.dynamic), .list(.dynamic)], .list(.dynamic), unknowns: .whole
    ) { call throws(TerraformError) in
      guard case .list(let values, let type) = call[0].content, let keys = call[1].elements,
        let wanted = call[2].elements
      else { return call[0] }
      guard values.count == keys.count else {
        throw TerraformError("the lists differ in length")
      }
      guard keys.count * wanted.count <= pairLimit else {
        throw TerraformError("the lists are too long to be followed")
      }
      guard let keyType = TerraformType.united([call[1].type, call[2].type]) else {
        throw TerraformError("the keys have no type in common")
      }
      if case .list(let element) = keyType {
        let searched = try wanted.map { value throws(TerraformError) in
          try value.converted(to: element)
        }
        var out: [TerraformValue] = []
        for (value, key) in zip(values, keys) {
          let key = try key.converted(to: element)
          for candidate in searched {
            guard let same = TerraformValue.equal(key, candidate) else {
              return .unknown(.list(type), because: call[1].reasons + call[2].reasons)
            }
            if same {
              out.append(value)
              break
            }
          }
        }
        return .init(.list(out, type))
      }
      return .init(.list([], type))
    },
    "merge": .init([], variadic: .dynamic, .dynamic, takesNull: true, unknowns: .whole) {
      call throws(TerraformError) in
      var all: [(String, TerraformValue)] = []
      var types: Set<TerraformType> = []
      var areMaps = call.count > 0
      for argument in call.arguments where !argument.isNull {
        guard let fields = argument.fields else {
          throw TerraformError("the arguments must be maps")
        }
        if case .map(_, let type) = argument.content { types.insert(type) } else { areMaps = false }
        all.append(
          contentsOf: fields.entries.map { ($0.key, $0.value.marked(argument.isSensitive)) })
      }
      let fields = TerraformFields(all)
      if areMaps, types.count == 1, let type = types.first { return .init(.map(fields, type)) }
      return .init(.object(fields))
    },
    "one": .init([.dynamic], .dynamic, unknowns: .whole) { call throws(TerraformError) in
      guard let elements = call[0].elements else { throw TerraformError("a list is required") }
      guard elements.count < 2 else { throw TerraformError("there is more than one element") }
      return (elements.first ?? .null()).marked(call[0].isSensitive)
    },
    "range": .init([], variadic: .number, .list(.number)) { call throws(TerraformError) in
      let numbers = call.arguments.compactMap(\.number)
      guard (1...3).contains(numbers.count) else {
        throw TerraformError("range takes one to three numbers")
      }
      let start = numbers.count == 1 ? .zero : numbers[0]
      let end = numbers.count == 1 ? numbers[0] : numbers[1]
      let falls = TerraformNumber.compare(end, start) < 0
      let step = numbers.count == 3 ? numbers[2] : .int(falls ? -1 : 1)
      if step == .zero { throw TerraformError("the step is zero") }
      let isDown = step.isNegative
      if isDown != falls, start != end {
        throw TerraformError("the step leads away from the end")
      }
      var out: [TerraformValue] = []
      var number = start
      while isDown
        ? TerraformNumber.compare(number, end) > 0 : TerraformNumber.compare(number, end) < 0
      {
        guard out.count < rangeLimit, let next = number + step else {
          throw TerraformError("the range has more than \(rangeLimit) numbers")
        }
        out.append(.number(number))
        number = next
      }
      return .init(.list(out, .number))
    },
    "reverse": .init([.dynamic], .dynamic, unknowns: .whole) { call throws(TerraformError) in
      guard let elements = call[0].elements else { throw TerraformError("a list is required") }
      switch call[0].content {
      case .list(_, let type), .set(_, let type):
        return .init(.list(elements.reversed(), type))
      default: return .tuple(elements.reversed())
      }
    },
    "slice": .init([.dynamic, .number, .number], .dynamic, unknowns: .whole) {
      call throws(TerraformError) in
      guard let elements = try sequence(call[0]) else { throw TerraformError("a list is required") }
      let (start, end) = (try call.int(1), try call.int(2))
      guard start >= 0, end <= elements.count, start <= end else {
        throw TerraformError("the bounds are outside of the list")
      }
      let part = Array(elements[start..<end])
      if case .list(_, let type) = call[0].content { return .init(.list(part, type)) }
      return .tuple(part)
    },
    "sort": .init([.list(.string)], .list(.string)) { call throws(TerraformError) in
      let elements = call[0].elements ?? []
      guard !elements.contains(where: \.isNull) else {
        throw TerraformError("an element is null")
      }
      return .init(.list(elements.sorted(by: TerraformValue.precedes), .string))
    },
    "transpose": .init([.map(.list(.string))], .map(.list(.string))) {
      call throws(TerraformError) in
      var lists: [String: [TerraformValue]] = [:]
      for entry in call[0].fields?.entries ?? [] {
        for element in entry.value.elements ?? [] {
          guard let key = element.string else { throw TerraformError("an element is null") }
          lists[key, default: []].append(.string(entry.key))
        }
      }
      return .init(
        .map(
          TerraformFields(lists.map { ($0.key, .init(.list($0.value, .string))) }),
          .list(.string)))
    },
    "values": .init([.dynamic], .dynamic, unknowns: .whole) { call throws(TerraformError) in
      guard let fields = call[0].fields else { throw TerraformError("a map is required") }
      let values = fields.entries.map { $0.value.marked(call[0].isSensitive) }
      if case .map(_, let type) = call[0].content { return .init(.list(values, type)) }
      return .tuple(values)
    },
    "zipmap": .init([.list(.string), .dynamic], .dynamic, unknowns: .whole) {
      call throws(TerraformError) in
      guard let values = try sequence(call[1]) else { throw TerraformError("a list is required") }
      let keys = call[0].elements ?? []
      guard keys.count == values.count else { throw TerraformError("the lists differ in length") }
      var fields: [(String, TerraformValue)] = []
      for (key, value) in zip(keys, values) {
        guard let name = key.string else {
          if key.isUnknown { return .unknown(because: key.reasons) }
          throw TerraformError("a key is null")
        }
        fields.append((name, value))
      }
      if case .list(_, let type) = call[1].content {
        return .init(.map(TerraformFields(fields), type))
      }
      return .object(fields)
    },
  ]

  /// Whether any element is `decisive`; elements that are not known decide nothing.
  private static func decided(
    _ list: TerraformValue, by decisive: Bool
  ) throws(TerraformError) -> TerraformValue {
    var isDecided = true
    for element in list.elements ?? [] {
      if element.isUnknown {
        isDecided = false
      } else if (element.bool ?? false) == decisive {
        return .bool(decisive)
      }
    }
    return isDecided ? .bool(!decisive) : .unknown(.bool, because: list.reasons)
  }

  /// A list's or tuple's elements; sets have no order and are none.
  private static func sequence(
    _ value: TerraformValue
  ) throws(TerraformError) -> [TerraformValue]? {
    if case .set = value.content { throw TerraformError("a list is required, this is a set") }
    return value.elements
  }

  /// In the order of their first places; known elements only.
  static func unique(_ elements: [TerraformValue]) -> [TerraformValue] {
    let order = elements.indices.sorted {
      let order = TerraformValue.compare(elements[$0], elements[$1])
      return order == 0 ? $0 < $1 : order < 0
    }
    var kept: [Int] = []
    var last: Int?
    for index in order {
      if let last, TerraformValue.compare(elements[last], elements[index]) == 0 { continue }
      kept.append(index)
      last = index
    }
    return kept.sorted().map { elements[$0] }
  }

  private static func flatten(
    _ value: TerraformValue, into out: inout [TerraformValue], _ reasons: inout [String]
  ) {
    for element in value.elements ?? [] {
      let element = element.marked(value.isSensitive)
      if element.elements != nil {
        flatten(element, into: &out, &reasons)
      } else if let unknown = element.unknown, !unknown.type.isPrimitive {
        // It may be a list of any length.
        reasons.append(contentsOf: unknown.reasons)
      } else {
        out.append(element)
      }
    }
  }
}
