/// A type of Terraform's values; `dynamic` where it is not known or does not matter.
public indirect enum TerraformType: Sendable, Hashable {
  case dynamic, bool, number, string
  case list(TerraformType)
  case set(TerraformType)
  case map(TerraformType)
  case tuple([TerraformType])
  case object([String: TerraformType])

  /// As messages have it.
  public var name: String {
    switch self {
    case .dynamic: "dynamic"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let element): "list of \(element.name)"
    case .set(let element): "set of \(element.name)"
    case .map(let element): "map of \(element.name)"
    case .tuple: "tuple"
    case .object: "object"
    }
  }

  var isPrimitive: Bool { self == .bool || self == .number || self == .string }

  /// Whether `dynamic` stands anywhere in it.
  var hasDynamic: Bool {
    switch self {
    case .dynamic: true
    case .bool, .number, .string: false
    case .list(let element), .set(let element), .map(let element): element.hasDynamic
    case .tuple(let types): types.contains { $0.hasDynamic }
    case .object(let fields): fields.values.contains { $0.hasDynamic }
    }
  }

  /// The type that values of all these types can be converted to; nil where there is none.
  ///
  /// What `cty`'s `convert.Unify` decides: strings take in the other primitives, maps take in
  /// objects, lists take in tuples, tuples of one length unite element by element and others
  /// become lists. `dynamic` becomes any primitive; with others, and where there is no type in
  /// common, it makes the result `dynamic`: every value stays what it is.
  static func united(_ types: [TerraformType]) -> TerraformType? {
    let known = Array(Set(types)).filter { $0 != .dynamic }
    guard let first = known.first else { return .dynamic }
    let hasDynamic = types.contains(.dynamic)
    if known.allSatisfy(\.isPrimitive) {
      if known.count == 1 { return first }
      return known.contains(.string) ? .string : hasDynamic ? .dynamic : nil
    }
    if hasDynamic { return .dynamic }
    return known.count == 1 ? first : unitedCollections(known)
  }

  private static func unitedCollections(_ known: [TerraformType]) -> TerraformType? {
    var elements: [TerraformType] = []
    var hasMap = false
    var hasList = false
    var hasSet = false
    var objects: [[String: TerraformType]] = []
    var tuples: [[TerraformType]] = []
    for type in known {
      switch type {
      case .map(let element):
        hasMap = true
        elements.append(element)
      case .object(let fields):
        objects.append(fields)
        elements.append(contentsOf: fields.values)
      case .list(let element):
        hasList = true
        elements.append(element)
      case .set(let element):
        hasSet = true
        elements.append(element)
      case .tuple(let types):
        tuples.append(types)
        elements.append(contentsOf: types)
      default: return nil
      }
    }
    let isKeyed = hasMap || !objects.isEmpty
    let isSequence = hasList || hasSet || !tuples.isEmpty
    guard isKeyed != isSequence else { return nil }
    if !hasMap, isKeyed {
      let keys = Set(objects[0].keys)
      if objects.allSatisfy({ Set($0.keys) == keys }) {
        var fields: [String: TerraformType] = [:]
        for key in keys {
          guard let field = united(objects.compactMap { $0[key] }) else { return nil }
          fields[key] = field
        }
        return .object(fields)
      }
    }
    if !hasList, !hasSet, isSequence {
      let count = tuples[0].count
      if tuples.allSatisfy({ $0.count == count }) {
        var parts: [TerraformType] = []
        for index in 0..<count {
          guard let part = united(tuples.map { $0[index] }) else { return nil }
          parts.append(part)
        }
        return .tuple(parts)
      }
    }
    guard let element = united(elements) else { return nil }
    if isKeyed { return .map(element) }
    return hasSet && !hasList && tuples.isEmpty ? .set(element) : .list(element)
  }
}
