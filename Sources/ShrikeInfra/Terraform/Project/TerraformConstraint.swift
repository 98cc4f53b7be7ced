import ShrikeFormats
import ShrikeText

/// The type that a variable declares, with the defaults of optional attributes.
///
/// https://developer.hashicorp.com/terraform/language/expressions/type-constraints
indirect enum TerraformConstraint {
  struct Field {
    var constraint: TerraformConstraint
    var isOptional = false
    var fallback: TerraformValue?
  }

  case any, string, number, bool
  case list(TerraformConstraint)
  case set(TerraformConstraint)
  case map(TerraformConstraint)
  case tuple([TerraformConstraint])
  case object([String: Field])

  /// What is no type is taken for `any`.
  init(_ expression: HCLExpression) {
    switch expression.kind {
    case .parentheses(let inner): self.init(inner)
    // Files from before 0.12, and those in JSON, have types in quotes.
    case .string(let text): self.init(text: text)
    case .variable(let name, let steps) where steps.isEmpty: self = Self.named(name)
    case .call(let call):
      let argument = call.arguments.first
      switch call.name {
      case "list": self = .list(argument.map { Self($0) } ?? .any)
      case "set": self = .set(argument.map { Self($0) } ?? .any)
      case "map": self = .map(argument.map { Self($0) } ?? .any)
      case "tuple":
        guard case .tuple(let parts)? = argument?.kind else { self = .any; return }
        self = .tuple(parts.map { Self($0) })
      case "object":
        guard case .object(let items)? = argument?.kind else { self = .any; return }
        var fields: [String: Field] = [:]
        for item in items {
          if let name = item.key.word { fields[name] = Field(item.value) }
        }
        self = .object(fields)
      default: self = .any
      }
    default: self = .any
    }
  }

  private init(text: String) {
    var diagnostics = Diagnostics()
    let expression = HCLReader().readExpression(
      Array(text.utf8), FileContext("", quotes: false), diagnostics: &diagnostics)
    // A text within the text is no type; otherwise this would not end.
    if let expression, expression.word != text || !text.hasPrefix("\"") {
      if case .string = expression.kind { self = .any } else { self.init(expression) }
    } else {
      self = .any
    }
  }

  private static func named(_ name: String) -> TerraformConstraint {
    switch name {
    case "string": .string
    case "number": .number
    case "bool": .bool
    case "list": .list(.any)
    case "set": .set(.any)
    case "map": .map(.any)
    default: .any
    }
  }

  var type: TerraformType {
    switch self {
    case .any: .dynamic
    case .string: .string
    case .number: .number
    case .bool: .bool
    case .list(let element): .list(element.type)
    case .set(let element): .set(element.type)
    case .map(let element): .map(element.type)
    case .tuple(let parts): .tuple(parts.map(\.type))
    case .object(let fields): .object(fields.mapValues(\.constraint.type))
    }
  }

  /// A value as this type, with what is left out of objects put in.
  func apply(_ value: TerraformValue) throws(TerraformError) -> TerraformValue {
    try filled(value).converted(to: type)
  }

  private func filled(_ value: TerraformValue) throws(TerraformError) -> TerraformValue {
    if value.isNull || value.isUnknown { return value }
    switch self {
    case .any, .string, .number, .bool: return value
    case .list(let element), .set(let element):
      guard element.hasDefaults, let elements = value.elements else { return value }
      var out: [TerraformValue] = []
      for part in elements { out.append(try element.filled(part)) }
      return value.replaced(by: .tuple(out))
    case .map(let element):
      guard element.hasDefaults, let fields = value.fields else { return value }
      return value.replaced(
        by: .object(
          try fields.mapValues { part throws(TerraformError) in try element.filled(part) }))
    case .tuple(let parts):
      guard hasDefaults, let elements = value.elements, elements.count == parts.count else {
        return value
      }
      var out: [TerraformValue] = []
      for (part, element) in zip(parts, elements) { out.append(try part.filled(element)) }
      return value.replaced(by: .tuple(out))
    case .object(let wanted):
      guard let fields = value.fields else { return value }
      var out: [(String, TerraformValue)] = []
      for (name, field) in wanted {
        if let given = fields[name], !(given.isNull && field.fallback != nil) {
          out.append((name, try field.constraint.filled(given)))
        } else if let fallback = field.fallback {
          out.append((name, try field.constraint.filled(fallback)))
        } else if field.isOptional {
          out.append((name, .null(field.constraint.type)))
        } else if let address = fields.openAddress {
          out.append((name, .unknown(field.constraint.type, because: [address + "." + name])))
        }
      }
      return value.replaced(by: .object(TerraformFields(out)))
    }
  }

  private var hasDefaults: Bool {
    switch self {
    case .any, .string, .number, .bool: false
    case .list(let element), .set(let element), .map(let element): element.hasDefaults
    case .tuple(let parts): parts.contains(where: \.hasDefaults)
    case .object: true
    }
  }
}

extension TerraformConstraint.Field {
  /// `optional(type, default)`, or a type.
  fileprivate init(_ expression: HCLExpression) {
    guard case .call(let call) = expression.kind, call.name == "optional",
      let type = call.arguments.first
    else {
      self.init(constraint: TerraformConstraint(expression))
      return
    }
    self.init(constraint: TerraformConstraint(type), isOptional: true)
    if call.arguments.count > 1 {
      // Defaults refer to nothing.
      var evaluator = TerraformEvaluator(TerraformScope(isOpen: false))
      var value = evaluator.evaluate(call.arguments[1])
      // The file is not known here; the value it stands in for has a place.
      value.place = nil
      fallback = value
    }
  }
}

extension TerraformValue {
  fileprivate func replaced(by content: Content) -> TerraformValue {
    var copy = self
    copy.content = content
    return copy
  }
}
