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
  private(set) var uses: Set<Int> = []
  private(set) var isSteady = true
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

  private func isConstant(_ code: Int32) -> Bool { program.codes[Int(code)].op == .constant }

  /// A place for what a comprehension came to, by the variables it depends on, where it may be asked for
  /// again.
  private mutating func memo(_ free: [Int]) -> Int32 {
    guard isRepeated, free.count <= Memo.mostVariables else { return 0 }
    program.memoCount += 1
    return program.list([program.memoCount - 1] + free.map { slotNumber($0) })
  }

  private mutating func temporary() -> Int32 {
    slots += 1
    return Int32(slots - 1)
  }

  private mutating func checkBound(_ term: Resolved, _ span: Span) {
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

  /// The slot a scan writes to, and the pattern to compare it with where that is no new variable.
  private mutating func target(_ pattern: Resolved?) -> (slot: Int32, pattern: Resolved?) {
    guard let pattern else { return (-1, nil) }
    if case .local(let id) = pattern, !bound[id] {
      bound[id] = true
      return (slotNumber(id), nil)
    }
    return (temporary(), pattern)
  }

  private mutating func closure(
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

  private mutating func unify(_ left: Resolved, _ right: Resolved) {
    switch (left, right) {
    case (.local(let id), _) where !bound[id]: assign(id, right)
    case (_, .local(let id)) where !bound[id]: assign(id, left)
    case (.array(let a), .array(let b)) where !has(left) || !has(right):
      guard a.count == b.count else {
        return add(.test, program.code(.constant, program.constant(.false)))
      }
      unify(zip(a, b).map { ($0, $1) })
    case (.object(let a), .object(let b)) where !has(left) || !has(right):
      let pairs = pairs(a, b)
      guard a.count == b.count, pairs.count == a.count else {
        return add(.test, program.code(.constant, program.constant(.false)))
      }
      unify(pairs)
    default:
      if !has(left) {
        match(left, held(right))
      } else if !has(right) {
        match(right, held(left))
      } else {
        // Calls are made first, as within expressions.
        let isSwapped = !left.isCall && right.isCall
        let a = operand(isSwapped ? right : left)
        add(.equal, a, operand(isSwapped ? left : right))
      }
    }
  }

  private mutating func unify(_ pairs: [(Resolved, Resolved)]) {
    var remaining = pairs
    while !remaining.isEmpty {
      var left: [(Resolved, Resolved)] = []
      for pair in remaining {
        if canUnify(pair.0, pair.1) { unify(pair.0, pair.1) } else { left.append(pair) }
      }
      if left.count == remaining.count { return }
      remaining = left
    }
  }

  private mutating func assign(_ id: Int, _ term: Resolved) {
    if case .call(.builtin(let index), let arguments, _) = term, builtins[index].isRelation {
      walk(arguments[0], into: .local(id))
      return
    }
    if case .reference(_, let path) = term, path.contains(where: { isOpen($0) }) {
      _ = reference(term, into: slotNumber(id))
    } else {
      let code = operand(term)
      add(.bind, slotNumber(id), code)
    }
    bound[id] = true
  }

  /// `walk(x)` gives pairs of path and value; a pattern of two takes them without the pair.
  private mutating func walk(_ argument: Resolved, into pattern: Resolved) {
    let source = operand(argument)
    if case .array(let parts) = pattern, parts.count == 2 {
      let (pathSlot, pathPattern) = target(parts[0])
      let (valueSlot, valuePattern) = target(parts[1])
      add(.walk, isUsed(pathSlot) ? pathSlot : -1, valueSlot, source)
      if let pathPattern { match(pathPattern, program.code(.local, pathSlot)) }
      if let valuePattern { match(valuePattern, program.code(.local, valueSlot)) }
      return
    }
    let path = temporary()
    let value = temporary()
    add(.walk, path, value, source)
    let pair = program.code(
      .array, program.list([program.code(.local, path), program.code(.local, value)]))
    if case .local(let id) = pattern, !bound[id] {
      add(.bind, slotNumber(id), pair)
      bound[id] = true
    } else {
      let slot = temporary()
      add(.bind, slot, pair)
      match(pattern, program.code(.local, slot))
    }
  }

  /// A wildcard's value is never asked for.
  private func isUsed(_ slot: Int32) -> Bool {
    let id = Int(slot) - arity
    guard variables.indices.contains(id) else { return true }
    return !variables[id].name.hasPrefix("_#")
  }

  /// A term's value in a slot, so that it may be taken apart.
  private mutating func held(_ term: Resolved) -> Int32 {
    if case .local(let id) = term { return program.code(.local, slotNumber(id)) }
    if case .call(.builtin(let index), let arguments, _) = term, builtins[index].isRelation {
      let slot = temporary()
      let path = temporary()
      let value = temporary()
      add(.walk, path, value, operand(arguments[0]))
      let pair = program.code(
        .array, program.list([program.code(.local, path), program.code(.local, value)]))
      add(.bind, slot, pair)
      return program.code(.local, slot)
    }
    let code = operand(term)
    if program.codes[Int(code)].op == .local || program.codes[Int(code)].op == .constant {
      return code
    }
    let slot = temporary()
    add(.bind, slot, code)
    return program.code(.local, slot)
  }

  /// Takes a value apart by a pattern.
  private mutating func match(_ pattern: Resolved, _ code: Int32) {
    switch pattern {
    case .local(let id) where !bound[id]:
      add(.bind, slotNumber(id), code)
      bound[id] = true
    case .array(let parts) where !has(pattern):
      let slot = heldSlot(code)
      add(.isArray, slot, Int32(parts.count))
      for (index, part) in parts.enumerated() {
        let element = program.code(
          .dotConstant, program.code(.local, slot), program.constant(Value(index)))
        match(part, element)
      }
    case .object(let entries) where !has(pattern):
      let slot = heldSlot(code)
      add(.isObject, slot, Int32(entries.count))
      for entry in entries {
        let key = operand(entry.key)
        match(entry.value, program.code(.dot, program.code(.local, slot), key))
      }
    default:
      let expected = operand(pattern)
      add(.equal, code, expected)
    }
  }

  private mutating func heldSlot(_ code: Int32) -> Int32 {
    if program.codes[Int(code)].op == .local { return program.codes[Int(code)].a }
    let slot = temporary()
    add(.bind, slot, code)
    return slot
  }

  // MARK: operands

  /// A key that has no value yet: the reference goes through all.
  private func isOpen(_ key: Resolved) -> Bool { key.isPattern && !has(key) }

  mutating func operand(_ term: Resolved) -> Int32 {
    switch term {
    case .constant(let value): return program.code(.constant, program.constant(value))
    case .local(let id): return program.code(.local, slotNumber(id))
    case .argument(let index): return program.code(.local, Int32(index))
    case .reference: return reference(term, into: nil)
    case .array(let terms): return program.code(.array, operands(terms))
    case .set(let terms): return program.code(.set, operands(terms))
    case .object(let entries):
      return program.code(.object, operands(entries.flatMap { [$0.key, $0.value] }))
    case .comprehension(let comprehension):
      let start = closure(comprehension.body) { compiler in
        compiler.checkBound(comprehension.value, comprehension.span)
        if let key = comprehension.key {
          compiler.checkBound(key, comprehension.span)
          let key = compiler.operand(key)
          compiler.add(.emitEntry, key, compiler.operand(comprehension.value))
        } else {
          let element = compiler.operand(comprehension.value)
          let isOnce = comprehension.kind == .set && compiler.isConstant(element)
          compiler.add(.emitElement, element, isOnce ? 1 : 0)
        }
      }
      return program.code(
        .comprehension, start, comprehension.kind.rawValue, memo(comprehension.free))
    case .call(let callee, let terms, _):
      let arguments = operands(terms)
      switch callee {
      case .builtin(let index):
        if builtins[index].isVolatile { isSteady = false }
        return program.code(.builtin, Int32(index), arguments)
      case .function(let node):
        uses.insert(node)
        return program.code(.function, Int32(node), arguments)
      }
    case .template(let parts):
      var items: [Int32] = []
      for part in parts {
        switch part {
        case .text(let value): items.append(program.code(.constant, program.constant(value)))
        case .values(let comprehension):
          let start = closure(comprehension.body) { compiler in
            compiler.checkBound(comprehension.value, comprehension.span)
            compiler.add(.emitElement, compiler.operand(comprehension.value))
          }
          items.append(-1 - start)
        }
      }
      return program.code(.template, program.list(items))
    }
  }

  private mutating func operands(_ terms: [Resolved]) -> Int32 {
    let codes = terms.map { operand($0) }
    return program.list(codes)
  }

  /// A reference's value; keys without one become scans. With a slot the value goes there.
  private mutating func reference(_ term: Resolved, into slot: Int32?) -> Int32 {
    guard case .reference(let root, let path) = term else { return operand(term) }
    var keys = path[...]
    var code: Int32
    var isCursor = false
    switch root {
    case .term(let term): code = operand(term)
    case .input:
      isSteady = false
      var constants: [Int32] = []
      while case .constant(let key)? = keys.first {
        constants.append(program.constant(key))
        keys = keys.dropFirst()
      }
      code =
        constants.isEmpty ? program.code(.input) : program.code(.inputPath, program.list(constants))
    case .data: (code, isCursor) = data(&keys)
    }
    while let key = keys.popFirst() {
      if isOpen(key) {
        let (keySlot, pattern) = target(key)
        let isLast = keys.isEmpty
        let valueSlot = isLast && !isCursor ? slot ?? temporary() : temporary()
        add(.scan, keySlot, valueSlot, code)
        if let pattern { match(pattern, program.code(.local, keySlot)) }
        code = program.code(.local, valueSlot)
        if isLast, !isCursor, slot != nil { return code }
      } else if case .constant(let value) = key {
        code = program.code(.dotConstant, code, program.constant(value))
      } else {
        code = program.code(.dot, code, operand(key))
      }
    }
    if isCursor { code = program.code(.whole, code) }
    if let slot {
      add(.bind, slot, code)
      return program.code(.local, slot)
    }
    return code
  }

  /// The longest part of a reference into `data` that is known now.
  private mutating func data(_ keys: inout ArraySlice<Resolved>) -> (code: Int32, isCursor: Bool) {
    var node = 0
    while tree.nodes[node].rules.isEmpty, case .constant(let key)? = keys.first,
      let next = tree.child(node, key)
    {
      node = next
      keys = keys.dropFirst()
    }
    if !tree.nodes[node].rules.isEmpty {
      uses.insert(node)
      return (program.code(.node, Int32(node)), false)
    }
    if keys.isEmpty {
      uses.insert(node)
      return (program.code(.whole, program.code(.cursor, Int32(node))), false)
    }
    if case .constant? = keys.first {
      // No rules there: base data.
      var constants = tree.nodes[node].path.map { program.constant($0) }
      while case .constant(let key)? = keys.first {
        constants.append(program.constant(key))
        keys = keys.dropFirst()
      }
      return (program.code(.dataPath, program.list(constants)), false)
    }
    if tree.nodes[node].children.isEmpty {
      let constants = tree.nodes[node].path.map { program.constant($0) }
      return (program.code(.dataPath, program.list(constants)), false)
    }
    uses.formUnion(reachable(node, keys))
    return (program.code(.cursor, Int32(node)), true)
  }

  /// The rules that a reference may mean whose keys are known only when it is looked at.
  private func reachable(_ node: Int, _ keys: ArraySlice<Resolved>) -> [Int] {
    if !tree.nodes[node].rules.isEmpty { return [node] }
    guard let key = keys.first else { return [node] }
    if case .constant(let value) = key {
      return tree.child(node, value).map { reachable($0, keys.dropFirst()) } ?? []
    }
    return tree.nodes[node].children.values.flatMap { reachable($0, keys.dropFirst()) }
  }
}
