/// A function of the language, one entry for each way to call it.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions
struct ExpressionFunction {
  let name: String
  let parameters: [ExpressionType]
  let result: ExpressionType
  /// The last parameter may be given again and again, but at least once.
  var repeats = false
  /// Constants in, constant out.
  var isConstant = true

  var signature: String {
    "\(name)(\(parameters.map(\.name).joined(separator: ", "))\(repeats ? "..." : "")) -> \(result.name)"
  }

  /// By name in lower case, as calls do not tell upper from lower case.
  static let all: [String: [ExpressionFunction]] = {
    let anyArray = ExpressionType.array(.any, isFiltered: false)
    let strings = ExpressionType.array(.string, isFiltered: false)
    let list = [
      ExpressionFunction(name: "contains", parameters: [.string, .string], result: .bool),
      ExpressionFunction(name: "contains", parameters: [anyArray, .any], result: .bool),
      ExpressionFunction(name: "startsWith", parameters: [.string, .string], result: .bool),
      ExpressionFunction(name: "endsWith", parameters: [.string, .string], result: .bool),
      ExpressionFunction(
        name: "format", parameters: [.string, .any], result: .string, repeats: true),
      ExpressionFunction(name: "join", parameters: [strings, .string], result: .string),
      ExpressionFunction(name: "join", parameters: [strings], result: .string),
      ExpressionFunction(name: "toJSON", parameters: [.any], result: .string),
      ExpressionFunction(
        name: "fromJSON", parameters: [.string], result: .any, isConstant: false),
      ExpressionFunction(
        name: "hashFiles", parameters: [.string], result: .string, repeats: true,
        isConstant: false),
      ExpressionFunction(name: "success", parameters: [], result: .bool, isConstant: false),
      ExpressionFunction(name: "always", parameters: [], result: .bool, isConstant: false),
      ExpressionFunction(name: "cancelled", parameters: [], result: .bool, isConstant: false),
      ExpressionFunction(name: "failure", parameters: [], result: .bool, isConstant: false),
      ExpressionFunction(
        name: "case", parameters: [.bool, .any, .any], result: .any, repeats: true),
    ]
    return Dictionary(grouping: list) { $0.name.lowercased() }
  }()

  /// Functions that are available under some keys only.
  static let special: Set = ["always", "cancelled", "failure", "success", "hashfiles"]
}

extension Expression {
  /// Whether its value is the same in every run.
  var isConstant: Bool {
    switch kind {
    case .null, .bool, .number, .string: true
    case .context, .property, .filter, .index: false
    case .not(let operand): operand.isConstant
    case .compare(_, let left, let right), .logical(_, let left, let right):
      left.isConstant && right.isConstant
    case .call(let name, let arguments):
      arguments.allSatisfy(\.isConstant)
        && (ExpressionFunction.all[name.lowercased()]?.allSatisfy(\.isConstant) ?? false)
    }
  }
}

/// The numbers of the placeholders of a text for `format`: `{0}`, but not `{{0}}`.
func formatPlaceholders(_ text: String) -> Set<Int> {
  let bytes = Array(text.utf8)
  let brace = UInt8(ascii: "{")
  let closing = UInt8(ascii: "}")
  var found: Set<Int> = []
  var at = 0
  while at < bytes.count {
    guard bytes[at] == brace else {
      at += 1
      continue
    }
    at += 1
    let first = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    if at == first {
      // `{{` is a brace, `{}` nothing.
      if at < bytes.count, bytes[at] == brace || bytes[at] == closing { at += 1 }
      continue
    }
    let digits = at
    while at < bytes.count, bytes[at] == closing { at += 1 }
    // An odd number of braces closes the placeholder; pairs of them are escapes.
    if (at - digits) % 2 == 1,
      let number = Int(String(decoding: bytes[first..<digits], as: UTF8.self))
    {
      found.insert(number)
    } else if at < bytes.count, at == digits, bytes[at] != brace {
      at += 1
    }
  }
  return found
}
