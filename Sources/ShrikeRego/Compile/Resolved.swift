/// Terms whose names mean something: variables are numbered, every other name is a path or a call.
indirect enum Resolved {
  case constant(Value)
  case local(Int)
  /// What a function was called with.
  case argument(Int)
  case reference(Root, [Resolved])
  case array([Resolved])
  case set([Resolved])
  case object([(key: Resolved, value: Resolved)])
  case comprehension(Comprehension)
  case call(Callee, [Resolved], Span)
  case template([Part])

  enum Root {
    case input
    case data
    case term(Resolved)
  }

  enum Part {
    case text(Value)
    /// All values the expression has.
    case values(Comprehension)
  }

  enum Callee: Hashable {
    case builtin(Int)
    /// A node of the rule tree that holds a function.
    case function(Int)
  }

  struct Comprehension {
    enum Kind: Int32 { case array, set, object }
    let kind: Kind
    let key: Resolved?
    let value: Resolved
    let body: [ResolvedExpression]
    /// Variables of the bodies around it.
    let free: [Int]
    let span: Span
  }
}

struct ResolvedExpression {
  indirect enum Kind {
    case value(Resolved)
    case unify(Resolved, Resolved)
    case member(key: Resolved?, value: Resolved, domain: Resolved)
    case not([ResolvedExpression], free: [Int])
    case with([With], [ResolvedExpression])
    case every(
      key: Resolved?, value: Resolved, domain: Resolved, body: [ResolvedExpression], free: [Int])
  }

  struct With {
    enum Target {
      case input([Value])
      case data([Value])
      case callee(Resolved.Callee)
    }
    let target: Target
    /// What stands in its place; a function where `callee` is set.
    let value: Resolved?
    let callee: Resolved.Callee?
  }

  let kind: Kind
  let span: Span
}

extension Resolved {
  /// The variables whose values are needed before the term has one.
  func required(_ visit: (Int) -> Void) {
    switch self {
    case .constant, .argument: break
    case .local(let id): visit(id)
    case .reference(let root, let path):
      if case .term(let term) = root { term.required(visit) }
      for part in path where !part.isPattern { part.required(visit) }
    case .array(let terms), .set(let terms), .call(_, let terms, _):
      for term in terms { term.required(visit) }
    case .object(let entries):
      for entry in entries {
        entry.key.required(visit)
        entry.value.required(visit)
      }
    case .comprehension(let comprehension): comprehension.free.forEach(visit)
    case .template(let parts):
      for case .values(let comprehension) in parts { comprehension.free.forEach(visit) }
    }
  }

  /// The variables that looking at the term gives a value: keys of its references.
  func provided(_ visit: (Int) -> Void) {
    guard case .reference(_, let path) = self else { return }
    for part in path where part.isPattern { part.patternVariables(visit) }
  }

  var isCall: Bool { if case .call = self { true } else { false } }

  /// A variable, or an array or object with one in it: what a key or a value can be taken apart by.
  var isPattern: Bool {
    switch self {
    case .local: true
    case .array(let terms): terms.contains { $0.isPattern }
    case .object(let entries): entries.contains { $0.value.isPattern }
    default: false
    }
  }

  func patternVariables(_ visit: (Int) -> Void) {
    switch self {
    case .local(let id): visit(id)
    case .array(let terms): for term in terms { term.patternVariables(visit) }
    case .object(let entries): for entry in entries { entry.value.patternVariables(visit) }
    default: break
    }
  }

  /// What a pattern needs beside its variables: calls, references and keys in it.
  func patternRequired(_ visit: (Int) -> Void) {
    switch self {
    case .local: break
    case .array(let terms): for term in terms { term.patternRequired(visit) }
    case .object(let entries):
      for entry in entries {
        entry.key.required(visit)
        entry.value.patternRequired(visit)
      }
    default: required(visit)
    }
  }
}

/// Something wrong with a policy, by OPA's code.
public struct PolicyError: Error, Sendable, Hashable {
  public var code: String
  public var message: String
  public var module: String
  public var span: Span
  public var help: String?

  public init(
    _ code: String, _ message: String, module: String, span: Span, help: String? = nil
  ) {
    self.code = code
    self.message = message
    self.module = module
    self.span = span
    self.help = help
  }
}
