import ShrikeText

/// An expression of GitHub's language, as it stands between `${{` and `}}`.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
public struct Expression: Sendable {
  public indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    /// A context by its name in lower case: `github`.
    case context(String)
    /// A function by its name as it is written.
    case call(String, [Expression])
    /// `receiver.name`, the name in lower case.
    case property(Expression, String)
    /// `receiver.*`
    case filter(Expression)
    case index(Expression, Expression)
    case not(Expression)
    case compare(Comparison, Expression, Expression)
    case logical(Connective, Expression, Expression)
  }

  public enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
  }

  public enum Connective: String, Sendable {
    case and = "&&"
    case or = "||"
  }

  public let kind: Kind
  /// In bytes of the text it was read from, parentheses around it included.
  public let range: ByteRange
  /// Where its first word begins, which is after any parentheses.
  public let mark: Int

  init(_ kind: Kind, _ range: ByteRange, mark: Int) {
    self.kind = kind
    self.range = range
    self.mark = mark
  }

  /// The parts it is made of, in the order of evaluation: an index before what it indexes.
  public var children: [Expression] {
    switch kind {
    case .null, .bool, .number, .string, .context: []
    case .call(_, let arguments): arguments
    case .property(let inner, _), .filter(let inner), .not(let inner): [inner]
    case .index(let operand, let index): [index, operand]
    case .compare(_, let left, let right), .logical(_, let left, let right): [left, right]
    }
  }

  /// Itself and every expression in it, outermost first.
  public func forEach(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }

  public func contains(_ test: (Expression) -> Bool) -> Bool {
    test(self) || children.contains { $0.contains(test) }
  }

  public var isLiteral: Bool {
    switch kind {
    case .null, .bool, .number, .string: true
    default: false
    }
  }
}

/// What is wrong with an expression, and where in its text.
public struct ExpressionError: Error, Sendable {
  public let message: String
  public let offset: Int
}
