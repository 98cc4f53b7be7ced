/// A point of a body at which a machine may be watched. Only traced programs have marks: without them nothing
/// is paid for watching, neither steps nor tests.
struct Mark: Sendable {
  enum Kind: Sendable {
    /// The way into a body.
    case body
    /// Before an expression.
    case expression
    /// All expressions hold: a solution.
    case solution
  }

  enum Closure: Sendable {
    case none
    /// The body of an `every` that stands in the rule's body.
    case every
    /// A comprehension, a negation, or anything deeper.
    case other
  }

  /// Which body of which rule.
  struct Origin: Sendable {
    /// The module's number; -1 for a query.
    var module = -1
    /// The rule's node in the tree; -1 for a query.
    var node = -1
    /// The rule's number among the node's; -1 for a default.
    var definition = -1
    /// The body's number: 0, then the alternatives in turn.
    var alternative = 0
  }

  /// Something whose value is worth a look where the expression does not hold.
  struct Shown: Sendable {
    let name: String
    /// Of a value without a name: where it is written.
    let source: Span?
    let code: Int32
  }

  let kind: Kind
  let origin: Origin
  let span: Span
  /// Where it stands in the body.
  let closure: Closure
  /// Its number among the body's marks, in the order of evaluation.
  let number: Int
  let shown: [Shown]
}

extension Program {
  mutating func mark(_ mark: Mark) -> Int32 {
    marks.append(mark)
    return Int32(marks.count - 1)
  }
}

/// Writing marks: nothing of this happens in a program that is not traced.
extension BodyCompiler {
  mutating func mark(_ kind: Mark.Kind, _ span: Span, _ shown: [Mark.Shown] = []) {
    guard program.isTraced else { return }
    let mark = Mark(
      kind: kind, origin: origin, span: span, closure: closureKind, number: markCount, shown: shown)
    markCount += 1
    add(.mark, program.mark(mark))
  }

  mutating func mark(_ expression: ResolvedExpression) {
    guard program.isTraced else { return }
    var shown: [Mark.Shown] = []
    collect(expression, &shown)
    mark(.expression, expression.span, shown)
  }

  private mutating func collect(_ expression: ResolvedExpression, _ shown: inout [Mark.Shown]) {
    switch expression.kind {
    case .value(let term): collect(term, &shown)
    case .unify(let left, let right):
      collect(left, &shown)
      collect(right, &shown)
    case .member(let key, let value, let domain):
      for term in [key, value, domain] { if let term { collect(term, &shown) } }
    case .not(let body, _): for expression in body { collect(expression, &shown) }
    case .with(let withs, _):
      for with in withs { if let value = with.value { collect(value, &shown) } }
    case .every(_, _, let domain, _, _): collect(domain, &shown)
    }
  }

  /// Variables that have a value here, and references that cost no call to look at.
  private mutating func collect(_ term: Resolved, _ shown: inout [Mark.Shown]) {
    switch term {
    case .constant, .argument, .comprehension, .template: break
    case .local(let id):
      guard bound[id] else { return }
      let variable = variables[id]
      let isNamed = !variable.name.isEmpty && !variable.name.contains(" ")
      guard !variable.name.hasPrefix("_#") else { return }
      show(
        isNamed ? variable.name : "", isNamed ? nil : variable.span,
        program.code(.local, slotNumber(id)), &shown)
    case .array(let terms), .set(let terms), .call(_, let terms, _):
      for term in terms { collect(term, &shown) }
    case .object(let entries):
      for entry in entries {
        collect(entry.key, &shown)
        collect(entry.value, &shown)
      }
    case .reference(let root, let path):
      if let name = name(root, path) {
        let code = operand(term)
        switch program.codes[Int(code)].op {
        case .input, .data, .cursor, .whole: break
        default: show(name, nil, code, &shown)
        }
      } else if case .term(let head) = root {
        collect(head, &shown)
      }
      for key in path { collect(key, &shown) }
    }
  }

  private func show(
    _ name: String, _ source: Span?, _ code: Int32, _ shown: inout [Mark.Shown]
  ) {
    guard shown.count < 12, !shown.contains(where: { $0.code == code }) else { return }
    shown.append(Mark.Shown(name: name, source: source, code: code))
  }

  /// A reference as it is written, where its head and all its keys are names that have values.
  private func name(_ root: Resolved.Root, _ path: [Resolved]) -> String? {
    var text: String
    switch root {
    case .input: text = "input"
    case .data: text = "data"
    case .term(.local(let id)):
      guard bound[id], !variables[id].name.isEmpty, !variables[id].name.contains(" "),
        !variables[id].name.hasPrefix("_#")
      else { return nil }
      text = variables[id].name
    default: return nil
    }
    for key in path {
      switch key {
      case .constant(let value):
        if let word = value.string, isName(word) {
          text += "." + word
        } else {
          text += "[\(value.regoText)]"
        }
      case .local(let id):
        guard bound[id], !variables[id].name.isEmpty, !variables[id].name.contains(" "),
          !variables[id].name.hasPrefix("_#")
        else { return nil }
        text += "[\(variables[id].name)]"
      default: return nil
      }
    }
    return text
  }

  private func isName(_ word: String) -> Bool {
    guard let first = word.utf8.first, isWordStart(first) else { return false }
    return word.utf8.allSatisfy { isWordStart($0) || isDigit($0) }
  }
}
