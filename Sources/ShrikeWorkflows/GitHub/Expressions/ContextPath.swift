import ShrikeText

/// A path into a context: `github.event.issue.title`, also with brackets and filters.
struct ContextPath {
  enum Part {
    case name(String)
    /// `*`, or an index that is no name.
    case any
    /// An index that an expression computes or a number gives.
    case index(Expression)
  }

  /// Nil: what it goes into is a call or a computed value.
  let head: String?
  let parts: [Part]

  /// Nil for expressions that are no paths.
  init?(_ expression: Expression) {
    var parts: [Part] = []
    var current = expression
    while true {
      switch current.kind {
      case .property(let inner, let name):
        parts.append(.name(name))
        current = inner
      case .filter(let inner):
        parts.append(.any)
        current = inner
      case .index(let inner, let index):
        if case .string(let name) = index.kind {
          parts.append(.name(name))
        } else {
          parts.append(.index(index))
        }
        current = inner
      case .context(let name):
        head = name
        self.parts = parts.reversed()
        return
      default:
        guard !parts.isEmpty else { return nil }
        head = nil
        self.parts = parts.reversed()
        return
      }
    }
  }

  /// In lower case, `*` for every index that is no name.
  var pattern: String? {
    guard let head else { return nil }
    return parts.reduce(into: head) { text, part in
      if case .name(let name) = part { text += "." + name.lowercased() } else { text += ".*" }
    }
  }

  /// The name of a value right below the context.
  var onlyName: String? {
    guard head != nil, parts.count == 1, case .name(let name) = parts[0] else { return nil }
    return name
  }

  /// Whether it is a path such as `steps.*.outcome`, or lies below it.
  func matches(_ pattern: String, orBelow: Bool = false) -> Bool {
    // Most patterns are about another context, or deeper or less deep: that costs no list of names.
    guard let head, pattern.utf8.starts(with: head.utf8),
      parts.count >= pattern.utf8.count(where: { $0 == UInt8(ascii: ".") })
    else { return false }
    let wanted = pattern.split(separator: ".")
    guard let first = wanted.first, head == first else { return false }
    guard orBelow ? parts.count >= wanted.count - 1 : parts.count == wanted.count - 1 else {
      return false
    }
    for (part, name) in zip(parts, wanted.dropFirst()) where name != "*" {
      guard case .name(let given) = part, given.isSame(as: String(name)) else { return false }
    }
    return true
  }
}

extension Expression {
  var path: ContextPath? { ContextPath(self) }

  /// The paths whose values may become the value of the expression, or a part of it.
  var flowingPaths: [(path: ContextPath, expression: Expression)] {
    switch kind {
    case .call(let name, let arguments):
      switch name.lowercased() {
      case "tojson", "fromjson", "format", "join": return arguments.flatMap(\.flowingPaths)
      // Conditions stand before their values; the last is a value.
      case "case":
        return arguments.enumerated().filter { index, _ in
          index % 2 == 1 || index == arguments.count - 1
        }.flatMap(\.element.flowingPaths)
      default: return []
      }
    case .logical(.and, _, let right): return right.flowingPaths
    case .logical(.or, let left, let right): return left.flowingPaths + right.flowingPaths
    default: return path.map { [($0, self)] } ?? []
    }
  }

  /// All paths in the expression, those in indices included.
  var allPaths: [(path: ContextPath, expression: Expression)] {
    if let path {
      return [(path, self)]
        + path.parts.flatMap { part -> [(ContextPath, Expression)] in
          if case .index(let index) = part { return index.allPaths }
          return []
        } + (path.head == nil ? children.flatMap(\.allPaths) : [])
    }
    return children.flatMap(\.allPaths)
  }

  /// What it can evaluate to: its operands, where connectives choose between them.
  var leaves: [Expression] {
    switch kind {
    case .logical(.and, _, let right): right.leaves
    case .logical(.or, let left, let right): left.leaves + right.leaves
    default: [self]
    }
  }

  /// Whether its value could be written in its place.
  var isReducible: Bool {
    switch kind {
    case .null, .bool, .number, .string: true
    case .not(let operand): operand.isReducible
    case .compare(_, let left, let right), .logical(_, let left, let right):
      left.isReducible && right.isReducible
    case .call(let name, let arguments):
      Self.reducible.contains(name.lowercased()) && arguments.allSatisfy(\.isReducible)
        || name.lowercased() == "fromjson" && arguments.allSatisfy(\.isPlainJSON)
    case .context, .property, .filter, .index: false
    }
  }

  private static let reducible: Set = [
    "contains", "startswith", "endswith", "format", "tojson", "join",
  ]

  /// A JSON text that is no list and no object: those have no other spelling.
  private var isPlainJSON: Bool {
    guard case .string(let text) = kind, let first = text.trimmed.first else { return false }
    return first != "[" && first != "{"
  }

  /// The outermost parts that are reducible and no plain values.
  var reducibleParts: [Expression] {
    if !isLiteral, isReducible { return [self] }
    return children.flatMap(\.reducibleParts)
  }
}

/// A value that is known before a run.
enum ExpressionValue: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)

  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number(let number): number != 0 && !number.isNaN
    case .string(let text): !text.isEmpty
    }
  }

  var number: Double {
    switch self {
    case .null: 0
    case .bool(let flag): flag ? 1 : 0
    case .number(let number): number
    case .string(let text): text.trimmed.isEmpty ? 0 : Double(text.trimmed) ?? .nan
    }
  }

  var text: String {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
    case .string(let text): text
    }
  }
}

extension Expression {
  /// Its value, where nothing but constants is in it.
  var constant: ExpressionValue? {
    switch kind {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .number(let number): return .number(number)
    case .string(let text): return .string(text)
    case .not(let operand): return operand.constant.map { .bool(!$0.isTrue) }
    case .logical(let connective, let left, let right):
      guard let one = left.constant, let other = right.constant else { return nil }
      return connective == .and ? (one.isTrue ? other : one) : (one.isTrue ? one : other)
    case .compare(let comparison, let left, let right):
      guard let one = left.constant, let other = right.constant else { return nil }
      return .bool(compare(comparison, one, other))
    case .call(let name, let arguments):
      let values = arguments.compactMap(\.constant)
      guard values.count == arguments.count else { return nil }
      return call(name.lowercased(), values)
    case .context, .property, .filter, .index: return nil
    }
  }

  private func compare(
    _ comparison: Comparison, _ one: ExpressionValue, _ other: ExpressionValue
  ) -> Bool {
    if case .string(let left) = one, case .string(let right) = other {
      return holds(comparison, left.lowercased(), right.lowercased())
    }
    return holds(comparison, one.number, other.number)
  }

  private func holds<T: Comparable>(_ comparison: Comparison, _ left: T, _ right: T) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessEqual: left <= right
    case .greater: left > right
    case .greaterEqual: left >= right
    }
  }

  private func call(_ name: String, _ values: [ExpressionValue]) -> ExpressionValue? {
    let texts = values.map { $0.text.lowercased() }
    switch name {
    case "contains" where texts.count == 2:
      return .bool(texts[1].isEmpty || texts[0].contains(texts[1]))
    case "startswith" where texts.count == 2: return .bool(texts[0].hasPrefix(texts[1]))
    case "endswith" where texts.count == 2: return .bool(texts[0].hasSuffix(texts[1]))
    case "format" where !values.isEmpty:
      var text = values[0].text
      for (number, value) in values.dropFirst().enumerated() {
        text = text.replacing("{\(number)}", with: value.text)
      }
      return .string(text)
    case "join" where !values.isEmpty: return .string(values[0].text)
    default: return nil
    }
  }
}
