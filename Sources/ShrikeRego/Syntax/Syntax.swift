/// A module as it is written: what the parser makes and the compiler takes.
public struct Module: Sendable {
  /// The name by which messages speak of it, mostly its path.
  public let name: String
  public let text: [UInt8]
  public let version: RegoVersion
  /// `a.b.c` without the leading `data`.
  public internal(set) var package: [String]
  public let packageSpan: Span
  public let imports: [Import]
  public internal(set) var rules: [Rule]
  public let annotations: [Annotation]
  let comments: [Span]
}

/// Which grammar a module is read by. `import rego.v1` in a v0 module asks for v1.
public enum RegoVersion: Sendable, Hashable { case v0, v1 }

public struct Import: Sendable {
  /// `data.a.b`, `input.x`, `rego.v1`, `future.keywords.in`.
  public let path: [String]
  public let alias: String?
  public let span: Span

  var name: String { alias ?? path.last ?? "" }
}

/// A `# METADATA` block and the line it stands before.
public struct Annotation: Sendable {
  /// The YAML, comment signs struck out.
  public let yaml: String
  public let span: Span
  /// The rule it stands before; nil where that is the package.
  public let rule: Int?
}

public struct Rule: Sendable {
  public var isDefault = false
  public var head: Head
  var body: Body
  var alternatives: [Alternative] = []
  public var span: Span
  /// The body stands in braces of its own, after the body of the rule before.
  var isChained = false

  struct Alternative: Sendable {
    var value: Term?
    var body: Body
    var span: Span
  }
}

public struct Head: Sendable {
  /// `a.b[x].c`: the first is a variable's name.
  public var name: String
  var path: [Term] = []
  var arguments: [Term]?
  /// What a set holds: `p contains key`.
  var key: Term?
  var value: Term?
  public var span: Span
}

typealias Body = [Expression]

struct Expression: Sendable {
  indirect enum Kind: Sendable {
    case term(Term)
    case unify(Term, Term)
    case assign(Term, Term)
    case some([Term])
    case someIn(key: Term?, value: Term, domain: Term)
    case every(key: Term?, value: Term, domain: Term, body: Body)
  }

  var kind: Kind
  var isNegated = false
  var withs: [With] = []
  var span: Span

  struct With: Sendable {
    var target: Term
    var value: Term
  }
}

struct Term: Sendable {
  indirect enum Kind: Sendable {
    case constant(Value)
    /// `_` is a variable of its own each time.
    case variable(String)
    case reference(Term, [Term])
    case array([Term])
    case set([Term])
    case object([(key: Term, value: Term)])
    case arrayComprehension(Term, Body)
    case setComprehension(Term, Body)
    case objectComprehension(key: Term, value: Term, Body)
    case call(Term, [Term])
    /// An operator: its built-in's name.
    case operation(String, [Term])
    case template([Part])
  }

  enum Part: Sendable {
    case text(Value)
    case expression(Expression)
  }

  var kind: Kind
  var span: Span

  init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  var variable: String? {
    if case .variable(let name) = kind { name } else { nil }
  }
  var constant: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }

  /// `a.b.c` as words, where it is only that.
  var words: [String]? {
    switch kind {
    case .variable(let name): return [name]
    case .reference(let head, let path):
      guard var words = head.words else { return nil }
      for part in path {
        guard let word = part.constant?.string else { return nil }
        words.append(word)
      }
      return words
    default: return nil
    }
  }
}
