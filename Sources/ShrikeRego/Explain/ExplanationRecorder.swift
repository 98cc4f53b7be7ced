import ShrikeText

/// Puts an explanation together while a machine runs.
final class ExplanationRecorder {
  private let policy: Policy
  private let query: Query
  private let limits: Explanation.Limits
  private var lines: [Int: LineIndex] = [:]
  private var stack: [Activation] = []
  private var root: Explanation.Body?
  private var count = 0
  /// Bodies within one that is not kept.
  private var ignored = 0

  /// A body that is being looked at.
  private struct Activation {
    var body: Explanation.Body
    let origin: Mark.Origin
    /// The mark at which it is.
    var at = -1
    /// The mark at which it failed, of all tries the furthest.
    var furthest = -1
    /// The same for the body of the `every` at hand.
    var innerAt = -1
    var inner: Explanation.Failure?
    /// By rule asked: which body of it came last.
    var last: (node: Int, definition: Int, alternative: Int) = (-1, -1, -1)
    let arguments: [Value]?
  }

  init(_ policy: Policy, _ query: Query, _ limits: Explanation.Limits) {
    self.policy = policy
    self.query = query
    self.limits = limits
  }

  func finish() -> Explanation {
    // An error leaves bodies behind that were not done.
    while stack.count > 1 { close() }
    let open = stack.popLast()?.body
    let empty = Explanation.Body(
      place: .init(file: "query", line: 1), isDefault: false, isAlternative: false)
    return Explanation(root: root ?? open ?? empty)
  }

  // MARK: what the machine tells

  func enter(_ mark: Mark, arguments: [Value]) {
    if ignored > 0 || stack.count > limits.depth || count >= limits.rules
      || (stack.last?.body.rules.count ?? 0) >= limits.width
    {
      if ignored == 0, !stack.isEmpty { stack[stack.count - 1].body.hidden += 1 }
      ignored += 1
      return
    }
    count += 1
    let body = Explanation.Body(
      place: place(mark), isDefault: mark.origin.node >= 0 && mark.origin.definition < 0,
      isAlternative: mark.origin.alternative > 0)
    let isFunction = mark.origin.node >= 0 && policy.code.nodes[mark.origin.node].kind == .function
    stack.append(
      Activation(body: body, origin: mark.origin, arguments: isFunction ? arguments : nil))
  }

  func leave(_ mark: Mark) {
    guard ignored == 0 else {
      ignored -= 1
      return
    }
    close()
  }

  private func close() {
    guard var done = stack.popLast() else { return }
    if done.body.solutions == 0, done.furthest < 0 {
      done.body.failure = Explanation.Failure(expression: nil, place: done.body.place)
    }
    guard !stack.isEmpty else {
      root = done.body
      return
    }
    let path = policy.code.nodes[done.origin.node].path.map { $0.string ?? $0.regoText }
    let top = stack.count - 1
    let last = stack[top].last
    let origin = done.origin
    // A default stands behind all others.
    let number = origin.definition < 0 ? Int.max : origin.definition
    if last.node == origin.node, (last.definition, last.alternative) < (number, origin.alternative),
      let rule = stack[top].body.rules.last, rule.arguments == done.arguments
    {
      stack[top].body.rules[stack[top].body.rules.count - 1].bodies.append(done.body)
    } else {
      stack[top].body.rules.append(
        Explanation.Rule(path: path, arguments: done.arguments, bodies: [done.body]))
    }
    stack[top].last = (origin.node, number, origin.alternative)
  }

  func begin(_ mark: Mark) {
    guard ignored == 0, !stack.isEmpty else { return }
    let top = stack.count - 1
    switch mark.closure {
    case .none:
      stack[top].at = mark.number
      stack[top].inner = nil
    case .every: stack[top].innerAt = mark.number
    case .other: break
    }
  }

  /// Whether nothing behind this mark was reached since.
  func endsHere(_ mark: Mark) -> Bool {
    guard ignored == 0, let top = stack.last else { return false }
    switch mark.closure {
    case .none: return top.at == mark.number
    case .every: return top.innerAt == mark.number
    case .other: return false
    }
  }

  func fail(_ mark: Mark, _ values: [(shown: Mark.Shown, value: Value?)]) {
    guard ignored == 0, !stack.isEmpty else { return }
    let top = stack.count - 1
    let sample = values.map { (name: name($0.shown, mark), value: $0.value) }
    if mark.closure == .every {
      stack[top].inner = Explanation.Failure(
        expression: text(mark.span, mark.origin.module), place: place(mark), samples: [sample])
      return
    }
    if mark.number > stack[top].furthest {
      stack[top].furthest = mark.number
      let text = mark.kind == .solution ? "the value" : text(mark.span, mark.origin.module)
      var failure = Explanation.Failure(expression: text, place: place(mark), samples: [sample])
      if let inner = stack[top].inner { failure.inner = [inner] }
      stack[top].body.failure = failure
    } else if mark.number == stack[top].furthest {
      stack[top].body.failure?.count += 1
      if (stack[top].body.failure?.samples.count ?? 0) < limits.samples {
        stack[top].body.failure?.samples.append(sample)
      }
    }
  }

  func solve(_ mark: Mark, _ value: Value?) {
    guard ignored == 0, !stack.isEmpty else { return }
    let top = stack.count - 1
    stack[top].body.solutions += 1
    if let value, stack[top].body.values.count < limits.samples {
      stack[top].body.values.append(value)
    }
  }

  // MARK: texts

  private func bytes(_ module: Int) -> [UInt8] {
    module < 0 ? query.text : policy.modules[module].text
  }

  private func place(_ mark: Mark) -> Explanation.Place {
    let module = mark.origin.module
    let index = lines[module] ?? LineIndex(bytes(module))
    lines[module] = index
    return Explanation.Place(
      file: module < 0 ? "query" : policy.modules[module].name,
      line: index.line(of: Int(mark.span.lower)))
  }

  private func name(_ shown: Mark.Shown, _ mark: Mark) -> String {
    if let source = shown.source { return text(source, mark.origin.module) }
    guard mark.origin.module >= 0 else { return shown.name }
    let package = policy.modules[mark.origin.module].package
    let prefix = "data." + package.map { $0 + "." }.joined()
    return shown.name.hasPrefix(prefix) ? String(shown.name.dropFirst(prefix.count)) : shown.name
  }

  /// A piece of a module on one line, white space made single.
  private func text(_ span: Span, _ module: Int) -> String {
    let all = bytes(module)
    let lower = min(Int(span.lower), all.count)
    let text = String(
      decoding: all[lower..<min(max(Int(span.upper), lower), all.count)], as: UTF8.self)
    return text.split { $0.isWhitespace }.joined(separator: " ")
  }
}
