/// What is known of a value before it is there: the kinds it may be of and, of a collection, the kinds of what it
/// holds. Much less than OPA's types, so that what is refused here is refused there too.
struct InferredType: Sendable, Hashable {
  struct Kinds: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let null = Kinds(rawValue: 1)
    static let bool = Kinds(rawValue: 2)
    static let number = Kinds(rawValue: 4)
    static let string = Kinds(rawValue: 8)
    static let array = Kinds(rawValue: 16)
    static let object = Kinds(rawValue: 32)
    static let set = Kinds(rawValue: 64)
    static let any = Kinds(rawValue: 127)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ value: Value) {
      switch value.kind {
      case .null: self = .null
      case .bool: self = .bool
      case .int, .number: self = .number
      case .string: self = .string
      case .array: self = .array
      case .object: self = .object
      case .set: self = .set
      case .cursor, .unknown: self = .any
      }
    }

    /// In the order of the language: `number or string`.
    var text: String {
      let names: [(Kinds, String)] = [
        (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"),
        (.array, "array"), (.object, "object"), (.set, "set"),
      ]
      if self == .any { return "any value" }
      return names.filter { contains($0.0) }.map { $0.1 }.joined(separator: " or ")
    }
  }

  var kinds: Kinds
  /// Of arrays' and sets' elements; empty where there are none.
  var elements: Kinds

  init(_ kinds: Kinds, of elements: Kinds = .any) {
    self.kinds = kinds
    self.elements = elements
  }

  init(_ value: Value) {
    kinds = Kinds(value)
    elements = value.elements.map { $0.reduce(into: []) { $0.formUnion(Kinds($1)) } } ?? .any
  }

  static let any = InferredType(.any)
  /// Of a value there never is.
  static let none = InferredType([], of: [])

  func joined(with other: InferredType) -> InferredType {
    InferredType(kinds.union(other.kinds), of: elements.union(other.elements))
  }

  /// Whether a value may be of both.
  func meets(_ other: InferredType) -> Bool {
    let common = kinds.intersection(other.kinds)
    guard !common.isEmpty else { return kinds.isEmpty || other.kinds.isEmpty }
    guard common.isSubset(of: [.array, .set]), !elements.isEmpty, !other.elements.isEmpty else {
      return true
    }
    return !elements.isDisjoint(with: other.elements)
  }

  var text: String {
    let isCollection = !kinds.isDisjoint(with: [.array, .set]) && kinds != .any
    return isCollection && elements != .any && !elements.isEmpty
      ? "\(kinds.text) of \(elements.text)" : kinds.text
  }
}
