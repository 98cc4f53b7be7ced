/// Reads from compiled bodies what a rule's definitions ask of `input`, `data` and arguments.
struct RuleIndexer {
  let program: Program
  let builtins: BuiltinTable

  /// Steps of a body that are looked at, and values of an `in`.
  private static let reach = 64
  private static let mostValues = 256

  func index(_ node: inout ProgramNode) {
    for number in node.definitions.indices where node.definitions[number].bodies.count == 1 {
      node.definitions[number].needs = needs(node.definitions[number].bodies[0])
    }
    guard node.definitions.count > RuleIndex.few else { return }
    let entries = node.definitions.enumerated().map { number, definition in
      RuleIndex.Entry(
        definition: Int32(number), conditions: conditions(definition.bodies, node.arity))
    }
    node.index = RuleIndex(entries)
  }

  // MARK: what must be there

  /// Parts of the input that a body asks for after something that takes longer: without them the body has
  /// no solution, whatever the rest comes to.
  private func needs(_ body: Int32) -> [Int32] {
    var found: [Int32] = []
    var isLate = false
    for step in program.steps[Int(body)...].prefix(Self.reach) {
      var operands: [Int32] = []
      switch step.op {
      case .test, .emitElement, .emitValue: operands = [step.a]
      case .bind: operands = [step.b]
      case .equal, .emitEntry: operands = [step.a, step.b]
      default: break
      }
      var parts: [Int32] = []
      var isSlow = operands.isEmpty
      for operand in operands { collect(operand, &parts, &isSlow) }
      isLate = isLate || isSlow
      if isLate { found += parts.filter { !found.contains($0) } }
      if step.op.rawValue >= Step.Op.found.rawValue { break }
    }
    return Array(found.prefix(Self.mostNeeds))
  }

  private static let mostNeeds = 4

  /// The parts of the input without which a code has no value; and whether it calls or gathers something.
  private func collect(_ index: Int32, _ parts: inout [Int32], _ isSlow: inout Bool) {
    let code = program.codes[Int(index)]
    switch code.op {
    case .inputPath: parts.append(index)
    case .constant, .local, .input, .data, .dataPath: break
    case .dotConstant: collect(code.a, &parts, &isSlow)
    case .dot:
      collect(code.a, &parts, &isSlow)
      collect(code.b, &parts, &isSlow)
    case .array, .set, .object, .builtin, .function:
      let list = Int(code.op == .builtin || code.op == .function ? code.b : code.a)
      for position in 0..<Int(program.lists[list]) {
        collect(program.lists[list + 1 + position], &parts, &isSlow)
      }
      if code.op == .builtin || code.op == .function { isSlow = true }
    case .node, .cursor, .whole, .comprehension, .template: isSlow = true
    }
  }

  // MARK: what must hold

  /// What has to hold for any of a definition's bodies: what all of them ask.
  private func conditions(_ bodies: [Int32], _ arity: Int) -> [Int32: RuleCondition] {
    var common = conditions(bodies[0], arity)
    for body in bodies.dropFirst() {
      let other = conditions(body, arity)
      for (code, condition) in common {
        if case .values(let first) = condition, case .values(let second)? = other[code] {
          common[code] = .values(first + second.filter { !first.contains($0) })
        } else {
          common[code] = nil
        }
      }
    }
    return common
  }

  private func conditions(_ body: Int32, _ arity: Int) -> [Int32: RuleCondition] {
    var found: [Int32: RuleCondition] = [:]
    // What variables stand for.
    var names: [Int32: Int32] = [:]
    for step in program.steps[Int(body)...].prefix(Self.reach) {
      if step.op.rawValue >= Step.Op.found.rawValue { break }
      if step.op == .bind, isSubject(step.b, arity) { names[step.a] = step.b }
      guard let (code, condition) = condition(step, arity, names), found[code] == nil else {
        continue
      }
      found[code] = condition
    }
    return found
  }

  private func condition(
    _ step: Step, _ arity: Int, _ names: [Int32: Int32]
  ) -> (Int32, RuleCondition)? {
    func subject(_ index: Int32) -> Int32? {
      let code = program.codes[Int(index)]
      if code.op == .local, let name = names[code.a] { return name }
      return isSubject(index, arity) ? index : nil
    }
    func constant(_ index: Int32) -> Value? {
      let code = program.codes[Int(index)]
      return code.op == .constant ? program.constants[Int(code.a)] : nil
    }
    if step.op == .equal {
      for (side, other) in [(step.a, step.b), (step.b, step.a)] {
        if let code = subject(side), let value = constant(other) { return (code, .values([value])) }
      }
      return nil
    }
    guard step.op == .test else { return nil }
    let call = program.codes[Int(step.a)]
    guard call.op == .builtin else { return nil }
    let list = Int(call.b)
    let arguments = program.lists[list + 1...list + Int(program.lists[list])]
    guard let first = arguments.first, let last = arguments.last else { return nil }
    switch builtins[Int(call.a)].name {
    case "equal":
      if let code = subject(first), let value = constant(last) { return (code, .values([value])) }
      if let code = subject(last), let value = constant(first) { return (code, .values([value])) }
    case "internal.member_2":
      guard let code = subject(first), let domain = constant(last) else { return nil }
      let values = domain.elements ?? domain.object?.entries.map(\.value) ?? []
      return values.count <= Self.mostValues ? (code, .values(values)) : nil
    case "startswith":
      guard let code = subject(first), let prefix = constant(last)?.utf8, !prefix.isEmpty else {
        return nil
      }
      return (code, .prefix(prefix))
    case "glob.match":
      guard let code = subject(last), let pattern = constant(first)?.utf8 else { return nil }
      let prefix = Array(pattern.prefix { !Self.wild.contains($0) })
      return prefix.isEmpty ? nil : (code, .prefix(prefix))
    default: break
    }
    return nil
  }

  /// Bytes of a glob that stand for something else than themselves.
  private static let wild = Set("*?[]{}!\\,".utf8)

  /// Part of the input, of base data or of an argument: the same wherever in the body it is looked at.
  private func isSubject(_ index: Int32, _ arity: Int) -> Bool {
    var code = program.codes[Int(index)]
    while code.op == .dotConstant { code = program.codes[Int(code.a)] }
    return switch code.op {
    case .inputPath, .dataPath: true
    case .local: code.a < Int32(arity)
    default: false
    }
  }
}
