/// A function of Terraform's language: what it takes and what it computes.
struct TerraformFunction: Sendable {
  /// What a function is called with: arguments of the declared types.
  struct Call {
    var arguments: [TerraformValue]
    var files: TerraformFiles

    subscript(index: Int) -> TerraformValue { arguments[index] }
    var count: Int { arguments.count }

    func string(_ index: Int) -> String { arguments[index].string ?? "" }

    /// A whole number; what has a fraction is a mistake.
    func int(_ index: Int) throws(TerraformError) -> Int {
      guard let int = arguments[index].number?.int else {
        throw TerraformError("a whole number is required")
      }
      return int
    }
  }

  typealias Body = @Sendable (Call) throws(TerraformError) -> TerraformValue

  /// How unknown arguments are met.
  enum Unknowns {
    /// Anything unknown in any argument makes the result unknown.
    case all
    /// An argument that is unknown as a whole does; the body sees what is unknown inside others.
    case whole
    /// The body sees them all.
    case none
  }

  let parameters: [TerraformType]
  let variadic: TerraformType?
  let result: TerraformType
  let takesNull: Bool
  let unknowns: Unknowns
  let body: Body

  init(
    _ parameters: [TerraformType], variadic: TerraformType? = nil, _ result: TerraformType,
    takesNull: Bool = false, unknowns: Unknowns = .all, _ body: @escaping Body
  ) {
    self.parameters = parameters
    self.variadic = variadic
    self.result = result
    self.takesNull = takesNull
    self.unknowns = unknowns
    self.body = body
  }

  /// All functions of Terraform 1.11 but `try` and `can`, which are no functions of values.
  static let table: [String: TerraformFunction] = {
    var table: [String: TerraformFunction] = [:]
    for part in [
      numeric, texts, formatting, expressions, collections, sets, conversions, encodings, hashes,
      networks, dates, filesystem,
    ] {
      table.merge(part) { first, _ in first }
    }
    return table
  }()

  func call(
    _ given: [TerraformValue], files: TerraformFiles
  ) throws(TerraformError) -> TerraformValue {
    let isSensitive = given.contains { $0.holdsSensitive }
    guard let arguments = try prepared(given) else { return unknown(given) }
    var value = try body(Call(arguments: arguments, files: files))
    if isSensitive, !keepsMarks { value = value.marked(true) }
    return value
  }

  /// Functions whose result holds the arguments' own elements keep marks where they are.
  private var keepsMarks: Bool { unknowns != .all }

  /// The result when something unknown is among the arguments.
  func unknown(_ given: [TerraformValue]) -> TerraformValue {
    var reasons: [String] = []
    for value in given {
      for reason in value.reasons where !reasons.contains(reason) { reasons.append(reason) }
    }
    return TerraformValue.unknown(result, because: reasons)
      .marked(given.contains { $0.holdsSensitive })
  }

  /// The arguments as the declared types; nil where something unknown decides the result.
  func prepared(_ given: [TerraformValue]) throws(TerraformError) -> [TerraformValue]? {
    guard given.count >= parameters.count else { throw TerraformError("an argument is missing") }
    guard given.count == parameters.count || variadic != nil else {
      throw TerraformError("there are too many arguments")
    }
    var arguments: [TerraformValue] = []
    arguments.reserveCapacity(given.count)
    var isUnknown = false
    for (index, value) in given.enumerated() {
      let type = index < parameters.count ? parameters[index] : variadic ?? .dynamic
      if value.isNull, !takesNull { throw TerraformError("an argument is null") }
      let converted = try value.converted(to: type)
      switch unknowns {
      case .all: isUnknown = isUnknown || !converted.isWhollyKnown
      case .whole: isUnknown = isUnknown || converted.isUnknown
      case .none: break
      }
      arguments.append(converted)
    }
    return isUnknown ? nil : arguments
  }
}
