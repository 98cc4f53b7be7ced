/// Puts a body's expressions into an order in which every variable has a value before it is needed
/// (OPA: "safety"), and makes steps of them.
struct BodyCompiler {
  var program: Program
  let tree: RuleTree
  let builtins: BuiltinTable
  /// The built-in `==`, which is a step of its own.
  private let equality: Int
  /// By variable: has it a value here?
  var bound: [Bool] = []
  var variables: [Resolver.Variable] = []
  /// Arguments stand in the first slots, variables behind them.
  private var arity = 0
  private var slots = 0
  var uses: Set<Int> = []
  var isSteady = true
  var unsafe: [(name: String, span: Span)] = []
  private var steps: [Step] = []
  private var span = Span.none
  /// Which body it is, for marks.
  var origin = Mark.Origin()
  var markCount = 0
  var closureKind = Mark.Closure.none
  /// The steps at hand may be taken more than once for one value of the rule.
  private var isRepeated = false

  init(program: Program, tree: RuleTree, builtins: BuiltinTable) {
    self.program = program
    self.tree = tree
    self.builtins = builtins
    equality = builtins.index("equal") ?? -1
  }

  var frameSize: Int { slots }

  /// Begins a rule, or one of its alternatives.
  mutating func begin(_ variables: [Resolver.Variable], arity: Int = 0) {
    self.variables = variables
    self.arity = arity
    bound = Array(repeating: false, count: variables.count)
    slots = arity + variables.count
    uses = []
    isSteady = true
    unsafe = []
    markCount = 0
    closureKind = .none
  }

  // MARK: rules

  /// Compiles a body whose arguments stand in the first slots; gives its first step.
  mutating func rule(
    _ rule: Resolver.ResolvedRule, kind: RuleTree.Kind, isSet: Bool, span: Span
  ) -> Int32 {
    self.span = span
    let outer = steps
    steps = []
    mark(.body, span)
    isRepeated = arity > 0
    var body = rule.body
    for (index, argument) in rule.arguments.enumerated() {
      if hasPattern(argument) {
        match(argument, program.code(.local, Int32(index)))
      } else {
        // It is compared with what the body gives a value.
        body.append(ResolvedExpression(kind: .unify(.argument(index), argument), span: span))
      }
    }
    order(body)
    self.span = span
    checkBound(rule.value, span)
    for key in rule.keys { checkBound(key, span) }
    mark(.solution, span)
    switch kind {
    case .set:
      let element = operand(rule.value)
      add(.emitElement, element, isConstant(element) ? 1 : 0)
    case .object:
      let keys = rule.keys.map { operand($0) }
      if keys.count == 1, !isSet {
        add(.emitEntry, keys[0], operand(rule.value))
      } else {
        add(.emitPath, program.list(keys), operand(rule.value), isSet ? 1 : 0)
      }
    default:
      let value = operand(rule.value)
      add(.emitValue, value, isConstant(value) ? 1 : 0)
    }
    let start = finished()
    steps = outer
    return start
  }

  mutating func query(_ body: [ResolvedExpression], slots wanted: [Int]) -> Int32 {
    steps = []
    let all = Span(0, Int(body.last?.span.upper ?? 0))
    mark(.body, all)
    order(body)
    mark(.solution, all)
    add(.emitBindings, program.list(wanted.map { slotNumber($0) }))
    let start = finished()
    steps = []
    return start
  }

  mutating func add(
    _ op: Step.Op, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, _ d: Int32 = 0
  ) {
    steps.append(Step(op: op, a: a, b: b, c: c, d: d, span: span))
    if op == .scan || op == .walk || op == .with { isRepeated = true }
  }

  /// Puts a body's steps into the program; gives the first.
  private mutating func finished() -> Int32 {
    let steps = withLookups(steps)
    return program.append(steps)
  }

  func isConstant(_ code: Int32) -> Bool { program.codes[Int(code)].op == .constant }

  /// A place for what a comprehension came to, by the variables it depends on, where it may be asked for
  /// again.
  mutating func memo(_ free: [Int]) -> Int32 {
    guard isRepeated, free.count <= Memo.mostVariables else { return 0 }
    program.memoCount += 1
    return program.list([program.memoCount - 1] + free.map { slotNumber($0) })
  }

  mutating func temporary() -> Int32 {
    slots += 1
    return Int32(slots - 1)
  }

  mutating func checkBound(_ term: Resolved, _ span: Span) {
    term.required { id in
      if !bound[id] {
        unsafe.append((variables[id].name, variables[id].span))
        bound[id] = true
      }
    }
  }

  // MARK: expressions

  mutating func emit(_ expression: ResolvedExpression) {
    let outer = span
    span = expression.span
    defer { span = outer }
    mark(expression)
    switch expression.kind {
    case .value(.call(.builtin(let index), let sides, _)) where index == equality:
      let left = operand(sides[0])
      add(.equal, left, operand(sides[1]))
    case .value(let term): add(.test, operand(term))
    case .unify(let left, let right): unify(left, right)
    case .member(let key, let value, let domain):
      let collection = operand(domain)
      let (keySlot, keyPattern) = target(key)
      let (valueSlot, valuePattern) = target(value)
      add(.scan, keySlot, valueSlot, collection)
      if let keyPattern { match(keyPattern, program.code(.local, keySlot)) }
      if let valuePattern { match(valuePattern, program.code(.local, valueSlot)) }
    case .not(let body, _): add(.not, closure(body) { $0.add(.found) })
    case .with(let withs, let body): with(withs, body)
    case .every(let key, let value, let domain, let body, _):
      let collection = operand(domain)
      let before = bound
      let keySlot = key.flatMap { self.slot($0) } ?? -1
      let valueSlot = slot(value) ?? -1
      let (outerSteps, outerKind, outerIsRepeated) = (steps, closureKind, isRepeated)
      (steps, isRepeated) = ([], true)
      closureKind = outerKind == .none ? .every : .other
      order(body)
      mark(.solution, span)
      add(.found)
      let start = finished()
      (steps, closureKind, isRepeated) = (outerSteps, outerKind, outerIsRepeated)
      bound = before
      add(.every, keySlot, valueSlot, collection, start)
    }
  }

  /// A variable's slot, bound from now on.
  private mutating func slot(_ term: Resolved) -> Int32? {
    guard case .local(let id) = term else { return nil }
    bound[id] = true
    return slotNumber(id)
  }

  func slotNumber(_ id: Int) -> Int32 { Int32(arity + id) }

  /// A wildcard's value is never asked for.
  func isUsed(_ slot: Int32) -> Bool {
    let id = Int(slot) - arity
    guard variables.indices.contains(id) else { return true }
    return !variables[id].name.hasPrefix("_#")
  }

  mutating func closure(
    _ body: [ResolvedExpression], _ finish: (inout BodyCompiler) -> Void
  ) -> Int32 {
    let before = bound
    let (outer, outerKind, outerIsRepeated) = (steps, closureKind, isRepeated)
    steps = []
    closureKind = .other
    order(body)
    finish(&self)
    let start = finished()
    (steps, closureKind, isRepeated) = (outer, outerKind, outerIsRepeated)
    bound = before
    return start
  }

  private mutating func with(_ withs: [ResolvedExpression.With], _ body: [ResolvedExpression]) {
    var compiled: [ProgramWith] = []
    for with in withs {
      let target: ProgramWith.Target =
        switch with.target {
        case .input(let path): .input(path)
        case .data(let path): .data(path)
        case .callee(let callee): .callee(callee)
        }
      if case .function(let node) = with.callee { uses.insert(node) }
      compiled.append(
        ProgramWith(target: target, code: with.value.map { operand($0) } ?? -1, callee: with.callee)
      )
    }
    isSteady = false
    let before = bound
    let outer = steps
    steps = []
    order(body)
    let new = bound.indices.filter { bound[$0] && !before[$0] }
    let newSlots = program.list(new.map { slotNumber($0) })
    add(.emitBindings, newSlots)
    let start = finished()
    steps = outer
    program.withs.append(compiled)
    add(.with, Int32(program.withs.count - 1), start, newSlots)
  }
}
