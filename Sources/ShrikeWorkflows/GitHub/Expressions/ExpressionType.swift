/// What is known of a value before a run.
public indirect enum ExpressionType: Sendable {
  case any, null, bool, number, string
  /// `isFiltered`: it came from `.*`, so that a property is taken of every element.
  case array(ExpressionType, isFiltered: Bool)
  case object(Object)

  public struct Object: Sendable {
    public var properties: [String: ExpressionType]
    /// The type of all properties that are not named; nil: there are no others.
    public var others: ExpressionType?

    public init(_ properties: [String: ExpressionType] = [:], others: ExpressionType? = nil) {
      self.properties = properties
      self.others = others
    }
  }

  static let emptyObject = ExpressionType.object(Object())
  static let looseObject = ExpressionType.object(Object(others: .any))
  static let stringMap = ExpressionType.object(Object(others: .string))

  static func closed(_ properties: [String: ExpressionType]) -> ExpressionType {
    .object(Object(properties))
  }

  var isAny: Bool {
    if case .any = self { return true }
    return false
  }

  /// Whether a value of `other` may stand where this type is wanted. Everything is a condition;
  /// numbers become strings; nothing else is converted without a mistake being likely.
  func accepts(_ other: ExpressionType) -> Bool {
    switch (self, other) {
    case (.any, _), (.bool, _), (_, .any): true
    case (.null, .null), (.number, .number), (.string, .string), (.string, .number): true
    case (.array(let mine, _), .array(let theirs, _)): mine.accepts(theirs)
    case (.object(let mine), .object(let theirs)): mine.accepts(theirs)
    default: false
    }
  }

  /// The type of a value that has one of two types.
  func merged(with other: ExpressionType) -> ExpressionType {
    switch (self, other) {
    case (.null, .null): .null
    case (.number, .number): .number
    case (.bool, .bool): .bool
    case (.string, .string), (.string, .number), (.string, .bool), (.number, .string),
      (.bool, .string):
      .string
    case (.array(let mine, _), .array(let theirs, _)):
      mine.isAny
        ? self : theirs.isAny ? other : .array(mine.merged(with: theirs), isFiltered: false)
    case (.object(let mine), .object(let theirs)): .object(mine.merged(with: theirs))
    default: .any
    }
  }

  /// As messages name it.
  public var name: String {
    switch self {
    case .any: "any"
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array(let element, _): "array<\(element.name)>"
    case .object(let object):
      if let others = object.others {
        others.isAny ? "object" : "{string => \(others.name)}"
      } else {
        "{"
          + object.properties.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.name)" }
          .joined(separator: "; ") + "}"
      }
    }
  }
}

extension ExpressionType.Object {
  func accepts(_ other: ExpressionType.Object) -> Bool {
    if let others {
      if let theirs = other.others { return others.accepts(theirs) }
      return other.properties.values.allSatisfy { others.accepts($0) }
    }
    if let theirs = other.others { return properties.values.allSatisfy { $0.accepts(theirs) } }
    return other.properties.allSatisfy { properties[$0.key]?.accepts($0.value) ?? false }
  }

  func merged(with other: ExpressionType.Object) -> ExpressionType.Object {
    if properties.isEmpty, other.others?.isAny ?? false { return other }
    if other.properties.isEmpty, others?.isAny ?? false { return self }
    var result = self
    if let mine = others {
      if let theirs = other.others { result.others = mine.merged(with: theirs) }
    } else {
      result.others = other.others
    }
    for (name, type) in other.properties {
      if let mine = result.properties[name] {
        result.properties[name] = mine.merged(with: type)
      } else {
        result.properties[name] = type
        result.others = result.others?.merged(with: type)
      }
    }
    return result
  }
}
