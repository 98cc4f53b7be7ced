extension TerraformValue {
  /// The value as a type, by the rules of `cty/convert`; a `dynamic` element type is found by
  /// uniting the elements' types.
  public func converted(to type: TerraformType) throws(TerraformError) -> TerraformValue {
    switch content {
    case .unknown(let unknown):
      if unknown.type == type || type == .dynamic { return self }
      if unknown.type.isPrimitive, !type.isPrimitive { throw mismatch(type) }
      return replaced(.unknown(TerraformUnknown(type: type, reasons: unknown.reasons)))
    case .null(let from):
      if type == .dynamic || from == type { return self }
      return replaced(.null(type))
    default: break
    }
    switch type {
    case .dynamic: return self
    case .string:
      switch content {
      case .string: return self
      case .number(let number): return replaced(.string(number.text))
      case .bool(let bool): return replaced(.string(bool ? "true" : "false"))
      default: throw mismatch(type)
      }
    case .number:
      switch content {
      case .number: return self
      case .string(let text):
        guard let number = TerraformNumber(text: text) else {
          throw TerraformError("a number is required")
        }
        return replaced(.number(number))
      default: throw mismatch(type)
      }
    case .bool:
      switch content {
      case .bool: return self
      case .string("true"), .string("1"): return replaced(.bool(true))
      case .string("false"), .string("0"): return replaced(.bool(false))
      case .string: throw TerraformError("a bool is required: true or false")
      default: throw mismatch(type)
      }
    case .list(let element):
      if case .list(_, element) = content { return self }
      guard let elements else { throw mismatch(type) }
      let (converted, unified) = try Self.unified(elements, element)
      return replaced(.list(converted, unified))
    case .set(let element):
      if case .set(_, element) = content { return self }
      guard let elements else { throw mismatch(type) }
      let (converted, unified) = try Self.unified(elements, element)
      return replaced(Self.set(converted, unified).content)
    case .map(let element):
      if case .map(_, element) = content { return self }
      guard let fields else { throw mismatch(type) }
      // A null takes the type of the others, whatever that is.
      var element = element
      if element == .dynamic {
        let types = Set(fields.entries.lazy.map(\.value.type).filter { $0 != .dynamic })
        if types.count == 1, let only = types.first { element = only }
      }
      let (converted, unified) = try Self.unified(fields.entries.map(\.value), element)
      return replaced(
        .map(
          TerraformFields(
            sorted: zip(fields.entries, converted).map { ($0.key, $1) }), unified))
    case .tuple(let types):
      guard let elements, elements.count == types.count else { throw mismatch(type) }
      if case .set = content { throw mismatch(type) }
      var out: [TerraformValue] = []
      for (element, type) in zip(elements, types) { out.append(try element.converted(to: type)) }
      return replaced(.tuple(out))
    case .object(let types):
      guard let fields else { throw mismatch(type) }
      var out: [(String, TerraformValue)] = []
      for (key, type) in types {
        if let value = fields[key] {
          out.append((key, try value.converted(to: type)))
        } else if let address = fields.openAddress {
          out.append((key, .unknown(type, because: [address + "." + key])))
        } else {
          throw TerraformError("an attribute of the object is missing")
        }
      }
      return replaced(.object(TerraformFields(out)))
    }
  }

  private static func unified(
    _ elements: [TerraformValue], _ wanted: TerraformType
  ) throws(TerraformError) -> ([TerraformValue], TerraformType) {
    var type = wanted
    if wanted.hasDynamic {
      // Elements as the wanted type first, for what it says about their inside.
      var shaped: [TerraformValue] = []
      shaped.reserveCapacity(elements.count)
      for element in elements {
        shaped.append(wanted == .dynamic ? element : try element.converted(to: wanted))
      }
      let types = Set(shaped.map(\.type))
      if types.count == 1, let only = types.first { return (shaped, only) }
      guard let united = TerraformType.united(Array(types)) else {
        throw TerraformError("the elements have no type in common")
      }
      if united == .dynamic, types.contains(where: { $0 != .dynamic }) {
        throw TerraformError("the elements have no type in common")
      }
      type = united
      if types.isEmpty { return ([], wanted) }
    }
    var out: [TerraformValue] = []
    out.reserveCapacity(elements.count)
    for element in elements { out.append(try element.converted(to: type)) }
    return (out, type)
  }

  private func replaced(_ content: Content) -> TerraformValue {
    var copy = self
    copy.content = content
    return copy
  }

  private func mismatch(_ type: TerraformType) -> TerraformError {
    TerraformError("\(type.name) required, but this is \(self.type.name)")
  }
}
