/// What the brackets and words of a module are, by the offset at which they begin: what a formatter must
/// know of the syntax tree.
struct Landmarks {
  enum Group {
    /// An array, an object, a set, a call's arguments.
    case list
    case comprehension
    /// The braces around a rule's body, and around that of `every`.
    case ruleBody, everyBody
  }

  /// By the offset of the opening bracket; grouping parentheses and keys are not in it.
  private(set) var groups: [UInt32: Group] = [:]
  /// Where expressions of bodies begin.
  private(set) var literals: Set<UInt32> = []
  /// Bodies without braces: where they begin and end.
  private(set) var bareBodies: [UInt32: UInt32] = [:]
  /// Bodies in braces that follow `if`.
  private(set) var bodiesAfterIf: Set<UInt32> = []
  private(set) var elses: Set<UInt32> = []
  /// Signs of numbers.
  private(set) var signs: Set<UInt32> = []
  private(set) var metadata: [Span] = []
  /// Statements in their order.
  private(set) var statements: [(lower: UInt32, isImport: Bool)] = []

  private let text: [UInt8]
  private let tokens: [Token]
  private let indices: [UInt32: Int]

  init(_ module: Module, _ tokens: [Token], _ indices: [UInt32: Int]) {
    text = module.text
    self.tokens = tokens
    self.indices = indices
    metadata = module.annotations.map { $0.span }
    statements.append((module.packageSpan.lower, false))
    for item in module.imports { statements.append((item.span.lower, true)) }
    for rule in module.rules { visit(rule) }
    statements.sort { $0.lower < $1.lower }
  }

  private mutating func visit(_ rule: Rule) {
    if !rule.isChained {
      statements.append((rule.span.lower, false))
      if rule.head.arguments != nil, var index = indices[rule.span.lower] {
        while index < tokens.count, tokens[index].symbol != .leftParen { index += 1 }
        if index < tokens.count { groups[tokens[index].span.lower] = .list }
      }
      for term in rule.head.path + (rule.head.arguments ?? []) { visit(term) }
      for term in [rule.head.key, rule.head.value].compactMap({ $0 }) { visit(term) }
    }
    visit(ruleBody: rule.body)
    for alternative in rule.alternatives {
      elses.insert(alternative.span.lower)
      if let value = alternative.value { visit(value) }
      visit(ruleBody: alternative.body)
    }
  }

  private mutating func visit(ruleBody body: Body) {
    guard let first = body.first, let index = indices[first.span.lower], index > 0 else { return }
    let before = tokens[index - 1]
    if before.symbol == .leftBrace {
      groups[before.span.lower] = .ruleBody
      if index > 2, isIf(tokens[index - 2]) { bodiesAfterIf.insert(before.span.lower) }
    } else {
      bareBodies[first.span.lower] = first.span.upper
    }
    visit(body)
  }

  private func isIf(_ token: Token) -> Bool {
    token.kind == .word
      && text[Int(token.span.lower)..<Int(token.span.upper)].elementsEqual([0x69, 0x66])
  }

  private mutating func visit(_ body: Body) {
    for expression in body {
      literals.insert(expression.span.lower)
      for with in expression.withs {
        visit(with.target)
        visit(with.value)
      }
      switch expression.kind {
      case .term(let term): visit(term)
      case .unify(let left, let right), .assign(let left, let right):
        visit(left)
        visit(right)
      case .some(let terms): for term in terms { visit(term) }
      case .someIn(let key, let value, let domain):
        for term in [key, value, domain].compactMap({ $0 }) { visit(term) }
      case .every(let key, let value, let domain, let body):
        for term in [key, value, domain].compactMap({ $0 }) { visit(term) }
        if let first = body.first, let index = indices[first.span.lower], index > 0 {
          groups[tokens[index - 1].span.lower] = .everyBody
        }
        visit(body)
      }
    }
  }

  private mutating func visit(_ term: Term) {
    switch term.kind {
    case .constant(let value):
      let first = text[Int(term.span.lower)]
      if value.isNumber, first == 0x2D { signs.insert(term.span.lower) }
      // `set()`, whose parenthesis stands directly behind the word.
      if value.kind == .set, first == 0x73 { groups[term.span.lower + 3] = .list }
    // A template is one token, whatever stands in it.
    case .variable, .template: break
    case .reference(let head, let path):
      visit(head)
      for part in path { visit(part) }
    case .array(let terms), .set(let terms):
      groups[term.span.lower] = .list
      for term in terms { visit(term) }
    case .object(let entries):
      groups[term.span.lower] = .list
      for entry in entries {
        visit(entry.key)
        visit(entry.value)
      }
    case .arrayComprehension(let value, let body), .setComprehension(let value, let body):
      groups[term.span.lower] = .comprehension
      visit(value)
      visit(body)
    case .objectComprehension(let key, let value, let body):
      groups[term.span.lower] = .comprehension
      visit(key)
      visit(value)
      visit(body)
    case .call(let callee, let terms):
      groups[callee.span.upper] = .list
      for term in terms { visit(term) }
    case .operation(_, let terms): for term in terms { visit(term) }
    }
  }
}
