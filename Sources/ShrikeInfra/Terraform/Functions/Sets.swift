extension TerraformFunction {
  /// Elements of one product that are made.
  private static let productLimit = 100_000

  static let sets: [String: TerraformFunction] = [
    "setunion": combined { a, b in a + b },
    "setintersection": combined { a, b in
      a.filter { holds(b, $0) }
    },
    "setsubtract": .init([.set(.dynamic), .set(.dynamic)], .set(.dynamic)) {
      call throws(TerraformError) in
      let (sets, type) = try united(call)
      return TerraformValue.set(
        sets[0].filter { !holds(sets[1], $0) }, type)
    },
    "setproduct": .init([], variadic: .dynamic, .dynamic) { call throws(TerraformError) in
      guard call.count >= 2 else { throw TerraformError("two lists are required") }
      var rows: [[TerraformValue]] = [[]]
      // One set is enough to make the product one.
      var isSet = false
      var types: [TerraformType] = []
      for argument in call.arguments {
        guard let elements = argument.elements else { throw TerraformError("a list is required") }
        switch argument.content {
        case .set(_, let type):
          types.append(type)
          isSet = true
        case .list(_, let type): types.append(type)
        default:
          guard let type = TerraformType.united(elements.map(\.type)) else {
            throw TerraformError("the elements of a list have no type in common")
          }
          types.append(type)
        }
        guard rows.count * elements.count <= productLimit else {
          throw TerraformError("the product has too many elements to be followed")
        }
        rows = rows.flatMap { row in elements.map { row + [$0] } }
      }
      let type = TerraformType.tuple(types)
      var tuples: [TerraformValue] = []
      tuples.reserveCapacity(rows.count)
      for row in rows { tuples.append(try TerraformValue.tuple(row).converted(to: type)) }
      return isSet ? TerraformValue.set(tuples, type) : .init(.list(tuples, type))
    },
  ]

  private static func combined(
    _ combine: @escaping @Sendable ([TerraformValue], [TerraformValue]) -> [TerraformValue]
  ) -> TerraformFunction {
    .init([.set(.dynamic)], variadic: .set(.dynamic), .set(.dynamic)) {
      call throws(TerraformError) in
      let (sets, type) = try united(call)
      return TerraformValue.set(sets.dropFirst().reduce(sets[0], combine), type)
    }
  }

  /// Whether a set, whose elements are in order, has an element.
  private static func holds(_ set: [TerraformValue], _ element: TerraformValue) -> Bool {
    var low = 0
    var high = set.count
    while low < high {
      let middle = (low + high) / 2
      if TerraformValue.compare(set[middle], element) < 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < set.count && TerraformValue.compare(set[low], element) == 0
  }

  /// The arguments' elements as one type.
  private static func united(
    _ call: Call
  ) throws(TerraformError) -> (sets: [[TerraformValue]], type: TerraformType) {
    // An empty set says nothing about its elements.
    let types = call.arguments.filter { $0.elements?.isEmpty == false }.map(\.type)
    guard let type = TerraformType.united(types) else {
      throw TerraformError("the sets have no type in common")
    }
    var sets: [[TerraformValue]] = []
    for argument in call.arguments {
      sets.append(try argument.converted(to: type).elements ?? [])
    }
    if case .set(let element) = type { return (sets, element) }
    return (sets, .dynamic)
  }
}
