import ShrikeMatch
public import ShrikeText
import Synchronization

/// A filter in the Expr language (expr-lang.org) as Betterleaks uses it: true throws a match away.
///
/// The whole grammar is read, so a mistake anywhere is told with its place; what asks the network
/// (`validate`'s `http.get` …) is read and never run.
public final class Expression: Sendable {
  public let source: String
  private let parsed: Mutex<ExpressionNode?>

  public init(_ source: String) throws(ExpressionError) {
    var parser = try ExpressionParser(source)
    self.source = source
    parsed = Mutex(try parser.parse())
  }

  /// An expression that was read before; it is read again only when it is run.
  public init(known source: String) {
    self.source = source
    parsed = Mutex(nil)
  }

  /// Null for an expression that is none after all: nothing is thrown away by it.
  var root: ExpressionNode {
    parsed.withLock { parsed in
      if let root = parsed { return root }
      var root = ExpressionNode.null
      if var parser = try? ExpressionParser(source), let read = try? parser.parse() { root = read }
      parsed = root
      return root
    }
  }
}

/// What is wrong with an expression, and where in its UTF-8.
public struct ExpressionError: Error, Sendable, Hashable {
  public var message: String
  public var range: ByteRange
  public var help: String?
}

indirect enum ExpressionNode: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text([UInt8])
  case list([ExpressionNode])
  case map([(key: ExpressionNode, value: ExpressionNode)])
  case name(String)
  /// `#`, or `.field` inside a predicate.
  case current
  case member(ExpressionNode, String)
  case index(ExpressionNode, ExpressionNode)
  case slice(ExpressionNode, from: ExpressionNode?, to: ExpressionNode?)
  case call(String, [ExpressionNode])
  /// `matchesAny(subject, [constants])`, its expressions joined to one.
  case matchesAny(ExpressionNode, Pattern?)
  case containsAny(ExpressionNode, WordSet)
  case not(ExpressionNode)
  case negate(ExpressionNode)
  case binary(String, ExpressionNode, ExpressionNode)
  case ternary(ExpressionNode, ExpressionNode, ExpressionNode)
  case let_(String, ExpressionNode, ExpressionNode)
  case sequence(ExpressionNode, ExpressionNode)
}
