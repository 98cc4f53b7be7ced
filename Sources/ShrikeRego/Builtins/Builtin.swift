/// A function of the language itself.
public struct Builtin: Sendable {
  public typealias Function =
    @Sendable (Arguments, BuiltinContext) throws(BuiltinError) -> Value?

  /// The arity of a function of any number of arguments.
  public static let variadic = -1

  public let name: String
  public let arity: Int
  /// Gives any number of values, as `walk` does.
  public let isRelation: Bool
  /// Depends on the time, the machine or chance.
  public let isVolatile: Bool
  /// Nil where the function is undefined for its arguments.
  public let function: Function

  public init(
    _ name: String, _ arity: Int, isRelation: Bool = false, isVolatile: Bool = false,
    _ function: @escaping Function
  ) {
    self.name = name
    self.arity = arity
    self.isRelation = isRelation
    self.isVolatile = isVolatile
    self.function = function
  }
}

/// The built-ins a policy is compiled with, by name and by number.
public struct BuiltinTable: Sendable {
  private let builtins: [Builtin]
  private let indices: [String: Int]

  /// Of equal names the last one counts.
  public init(_ builtins: [Builtin]) {
    self.builtins = builtins
    indices = Dictionary(
      builtins.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
  }

  public subscript(index: Int) -> Builtin { builtins[index] }
  public func index(_ name: String) -> Int? { indices[name] }
  public var names: [String] { Array(indices.keys) }
  public func adding(_ more: [Builtin]) -> BuiltinTable { BuiltinTable(builtins + more) }
}

/// Why a built-in has no value: OPA's two kinds.
public struct BuiltinError: Error {
  public let code: String
  public let message: String

  /// An argument is of the wrong type.
  public static func type(_ message: String) -> BuiltinError {
    BuiltinError(code: "eval_type_error", message: message)
  }
  /// The arguments' types are right, their contents are not.
  public static func failure(_ message: String) -> BuiltinError {
    BuiltinError(code: "eval_builtin_error", message: message)
  }
  /// A bound was reached; ends the evaluation.
  public static func limit(_ message: String) -> BuiltinError {
    BuiltinError(code: EvaluationError.cancelled, message: message)
  }
}

/// What built-ins may know of the world, handed in by whoever evaluates.
public final class BuiltinContext {
  /// Nanoseconds since 1970; one evaluation sees one time.
  public var now: Int64
  /// Random bytes; nil refuses.
  public var random: (() -> UInt64)?
  /// Compiled expressions, kept from one evaluation to the next.
  let patterns = PatternCache()
  /// Compiled JSON schemas, likewise.
  let schemas = SchemaCache()
  /// Values that built-ins keep for one evaluation (`uuid.rfc4122`, `rand.intn`).
  var kept: [Value: Value] = [:]
  public var environment: Value = .emptyObject
  /// What `print` said.
  public var printed: [String] = []
  /// Time zones by name, as the machine has them.
  public var zoneFolder = "/usr/share/zoneinfo"
  let zones = ZoneCache()
  /// Compiled globs, kept from one evaluation to the next.
  let globs = GlobCache()
  /// Whether names of hosts may be looked up.
  public var allowsNetwork = false
  /// Bytes a single built-in may make.
  public var outputLimit = 1 << 28

  public init(now: Int64 = 0) { self.now = now }

  func begin() {
    kept = [:]
    printed = []
  }
}

/// The arguments of a call.
public struct Arguments {
  let base: UnsafeMutablePointer<Value?>
  public let count: Int

  public subscript(index: Int) -> Value { base[index] ?? .null }

  private func wrong(_ index: Int, _ wanted: String) -> BuiltinError {
    .type("operand \(index + 1) must be \(wanted) but got \(self[index].typeName)")
  }

  public func string(_ index: Int) throws(BuiltinError) -> StringBox {
    guard let string = self[index].stringBox else { throw wrong(index, "string") }
    return string
  }
  public func text(_ index: Int) throws(BuiltinError) -> String { try string(index).string }
  public func bytes(_ index: Int) throws(BuiltinError) -> [UInt8] {
    try string(index).withBytes { Array($0) }
  }
  public func array(_ index: Int) throws(BuiltinError) -> [Value] {
    guard let array = self[index].array else { throw wrong(index, "array") }
    return array.elements
  }
  public func set(_ index: Int) throws(BuiltinError) -> SetBox {
    guard let set = self[index].set else { throw wrong(index, "set") }
    return set
  }
  /// The elements of an array or a set.
  public func elements(_ index: Int) throws(BuiltinError) -> [Value] {
    guard let elements = self[index].elements else {
      throw wrong(index, "one of {array, set}")
    }
    return elements
  }
  public func object(_ index: Int) throws(BuiltinError) -> ObjectBox {
    guard let object = self[index].object else { throw wrong(index, "object") }
    return object
  }
  public func bool(_ index: Int) throws(BuiltinError) -> Bool {
    guard let bool = self[index].bool else { throw wrong(index, "boolean") }
    return bool
  }
  /// Any number.
  public func number(_ index: Int) throws(BuiltinError) -> Value {
    guard self[index].isNumber else { throw wrong(index, "number") }
    return self[index]
  }
  /// A whole number that 64 bits hold.
  public func int(_ index: Int) throws(BuiltinError) -> Int {
    guard self[index].isNumber else { throw wrong(index, "number") }
    guard let big = self[index].big else {
      throw .type("operand \(index + 1) must be integer number but got floating-point number")
    }
    guard let int = Int(exactly: big) else {
      throw .failure("operand \(index + 1) is a number beyond 64 bits")
    }
    return int
  }
  /// An array or a set that holds nothing but strings.
  public func strings(_ index: Int) throws(BuiltinError) -> [String] {
    var out: [String] = []
    for element in try elements(index) {
      guard let string = element.string else {
        throw .type(
          "operand \(index + 1) must be \(self[index].typeName) of strings but got \(self[index].typeName) containing \(element.typeName)"
        )
      }
      out.append(string)
    }
    return out
  }
}
