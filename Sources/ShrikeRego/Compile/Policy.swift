import ShrikeText

/// A compiled set of modules, to be shared by any number of machines.
public final class Policy: Sendable {
  let modules: [Module]
  let tree: RuleTree
  let builtins: BuiltinTable
  let code: LinkedProgram
  /// What is known of rules' values, by node.
  let types: [Int: InferredType]

  /// Compiles modules; all mistakes that were found, where there are any. A traced policy can be explained and
  /// tells its coverage, and is slower for it.
  public static func compile(
    _ modules: [Module], builtins: BuiltinTable = .standard, isTraced: Bool = false
  ) -> (policy: Policy?, errors: [PolicyError]) {
    var errors: [PolicyError] = []
    let tree = RuleTree(modules, errors: &errors)
    var compiler = PolicyCompiler(
      modules: modules, tree: tree, builtins: builtins, isTraced: isTraced)
    compiler.run()
    errors += compiler.errors
    guard errors.isEmpty else {
      return (nil, errors.sorted { ($0.module, $0.span.lower) < ($1.module, $1.span.lower) })
    }
    return (Policy(modules, tree, builtins, compiler), [])
  }

  private init(
    _ modules: [Module], _ tree: RuleTree, _ builtins: BuiltinTable, _ compiler: PolicyCompiler
  ) {
    self.modules = modules
    self.tree = tree
    self.builtins = builtins
    types = compiler.types
    code = LinkedProgram(compiler.program)
  }

  public var isTraced: Bool { code.program.isTraced }

  /// The same policy, traced.
  public func traced() -> Policy? {
    Policy.compile(modules, builtins: builtins, isTraced: true).policy
  }

  public var moduleCount: Int { modules.count }

  /// The line of a place in a module, from 1.
  public func line(of span: Span, in module: String) -> Int? {
    modules.first { $0.name == module }.map { LineIndex($0.text).line(of: Int(span.lower)) }
  }

  /// Modules' packages, each once, sorted.
  public var packages: [[String]] {
    tree.packages.keys.sorted { $0.joined(separator: ".") < $1.joined(separator: ".") }
  }
}

/// A query that may be asked of a policy: a body, and the variables of interest.
public struct Query: Sendable {
  let text: [UInt8]
  let code: LinkedProgram
  let start: Int32
  let frameSize: Int
  /// The names of the bindings a solution has, in their order.
  public let names: [String]
  /// The query is one expression: a solution ends with its value, behind the bindings.
  public let isExpression: Bool
  /// Values a solution has.
  var width: Int { names.count + (isExpression ? 1 : 0) }

  /// Compiles a query against a policy's rules; names beginning with `data` or `input` reach those. With
  /// `asksValue` the value of a lone expression is part of the solutions, false ones included.
  public init(
    _ text: String, policy: Policy, version: RegoVersion = .v1, asksValue: Bool = false
  ) throws(PolicyError) {
    try self.init(Array(text.utf8), policy: policy, version: version, asksValue: asksValue)
  }

  init(
    _ text: [UInt8], policy: Policy, version: RegoVersion, asksValue: Bool = false
  ) throws(PolicyError) {
    self.text = text
    var body: Body
    do throws(SyntaxError) {
      body = try Parser.parseQuery(text, version: version)
    } catch {
      throw PolicyError(
        "rego_parse_error", error.message, module: "query", span: error.span, help: error.help)
    }
    let module = Module(
      name: "query", text: text, version: version, package: [], packageSpan: .none, imports: [],
      rules: [], annotations: [], comments: [])
    isExpression = asksValue && Self.askValue(of: &body)
    var resolver = Resolver(module, tree: policy.tree, builtins: policy.builtins)
    let resolved = resolver.query(body)
    if let error = resolver.errors.first { throw error }
    var checker = TypeChecker(policy.tree, policy.builtins, known: policy.types)
    checker.check(resolved)
    if let error = checker.errors.first { throw error }
    var compiler = BodyCompiler(
      program: Program(extending: policy.code), tree: policy.tree, builtins: policy.builtins)
    compiler.begin(resolver.variables)
    let wanted = resolver.variables.indices.filter {
      let variable = resolver.variables[$0]
      return variable.depth == 0 && !variable.name.isEmpty && !variable.name.hasPrefix("_#")
        && !variable.name.contains(" ")
    }
    let value =
      isExpression
      ? resolver.variables.indices.filter {
        resolver.variables[$0].name == Self.valueName
      } : []
    start = compiler.query(resolved, slots: wanted + value)
    if let (name, span) = compiler.unsafe.first {
      throw PolicyError(
        "rego_unsafe_var_error", "var \(name) is unsafe", module: "query", span: span)
    }
    frameSize = compiler.frameSize
    names = wanted.map { resolver.variables[$0].name }
    code = LinkedProgram(compiler.program)
  }

  /// No variable of a query has such a name.
  private static let valueName = "query value"

  /// Makes `x := expression` of a body that is one expression.
  private static func askValue(of body: inout Body) -> Bool {
    guard body.count == 1, !body[0].isNegated, case .term(let term) = body[0].kind else {
      return false
    }
    body[0].kind = .assign(Term(.variable(valueName), term.span), term)
    return true
  }
}

/// Compiles all rules into one program.
struct PolicyCompiler {
  let modules: [Module]
  let tree: RuleTree
  let builtins: BuiltinTable
  private(set) var program = Program()
  private(set) var errors: [PolicyError] = []
  private(set) var types: [Int: InferredType] = [:]
  private var bodies: [TypeChecker.Body] = []

  init(modules: [Module], tree: RuleTree, builtins: BuiltinTable, isTraced: Bool) {
    self.modules = modules
    self.tree = tree
    self.builtins = builtins
    program.isTraced = isTraced
  }

  mutating func run() {
    var resolvers = modules.map { Resolver($0, tree: tree, builtins: builtins) }
    for node in tree.nodes {
      var compiled = ProgramNode(
        path: node.path, kind: node.kind, arity: node.arity, children: node.children,
        names: node.names)
      compiled.isSteady = true
      for reference in node.rules { rule(reference, node, &compiled, &resolvers[reference.module]) }
      program.nodes.append(compiled)
    }
    for resolver in resolvers { errors += resolver.errors }
    // A name without a meaning makes types of what there is not.
    if errors.isEmpty {
      var checker = TypeChecker(tree, builtins, bodies)
      checker.run()
      errors += checker.errors
      types = checker.types
      bodies = []
    }
    for index in program.nodes.indices.reversed() {
      if !tree.nodes[index].rules.isEmpty || tree.nodes[index].isPackage {
        program.nodes[index].isVirtual = true
      }
      let parent = tree.nodes[index].parent
      if program.nodes[index].isVirtual, parent >= 0 { program.nodes[parent].isVirtual = true }
    }
    findRecursion()
    settleSteadiness()
    // Into a new array: what is read while one node is written would be copied for each.
    program.nodes = program.nodes.map(optimised)
  }

  private mutating func rule(
    _ reference: RuleTree.RuleReference, _ node: RuleTree.Node, _ compiled: inout ProgramNode,
    _ resolver: inout Resolver
  ) {
    let module = modules[reference.module]
    let rule = module.rules[reference.rule]
    var starts: [Int32] = []
    let alternatives =
      [Rule.Alternative(value: rule.head.value, body: rule.body, span: rule.span)]
      + rule.alternatives
    for (number, alternative) in alternatives.enumerated() {
      let resolved = resolver.rule(
        rule, keys: reference.keys, value: alternative.value, body: alternative.body)
      bodies.append(
        TypeChecker.Body(
          node: program.nodes.count, module: module.name, isElement: node.kind == .set,
          rule: resolved))
      var compiler = BodyCompiler(program: program, tree: tree, builtins: builtins)
      compiler.origin = Mark.Origin(
        module: reference.module, node: program.nodes.count,
        definition: rule.isDefault ? -1 : compiled.definitions.count, alternative: number)
      program = Program()
      compiler.begin(resolver.variables, arity: resolved.arguments.count)
      starts.append(
        compiler.rule(
          resolved, kind: node.kind, isSet: rule.head.key != nil, span: alternative.span))
      program = compiler.program
      compiled.frameSize = max(compiled.frameSize, compiler.frameSize)
      compiled.uses.formUnion(compiler.uses)
      compiled.isSteady = compiled.isSteady && compiler.isSteady
      for (name, span) in compiler.unsafe {
        errors.append(
          PolicyError(
            "rego_unsafe_var_error", "var \(name.hasPrefix("_#") ? "_" : name) is unsafe",
            module: module.name, span: span,
            help: "nothing in this body gives it a value"))
      }
    }
    if rule.isDefault {
      compiled.fallback = starts[0]
    } else {
      compiled.definitions.append(
        .init(bodies: starts, module: reference.module, rule: reference.rule, span: rule.span))
    }
  }

  // MARK: what the whole graph tells

  private mutating func findRecursion() {
    // 0 not seen, 1 on the way, 2 done; with a stack of its own, since chains may be long.
    var state = [UInt8](repeating: 0, count: program.nodes.count)
    var reported: Set<Int> = []
    for root in program.nodes.indices where state[root] == 0 {
      var path: [(node: Int, rest: [Int])] = [(root, successors(root))]
      state[root] = 1
      while let (node, rest) = path.last {
        guard let next = rest.last else {
          state[node] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeLast()
        if state[next] == 0 {
          state[next] = 1
          path.append((next, successors(next)))
        } else if state[next] == 1, reported.insert(next).inserted,
          let definition = program.nodes[next].definitions.first
        {
          let chain = path.drop { $0.node != next }.map {
            tree.pathText(program.nodes[$0.node].path)
          }
          errors.append(
            PolicyError(
              "rego_recursion_error",
              "rule \(tree.pathText(program.nodes[next].path)) is recursive: "
                + (chain + [tree.pathText(program.nodes[next].path)]).joined(separator: " -> "),
              module: modules[definition.module].name, span: definition.span))
        }
      }
    }
  }

  /// What a node's value needs: what its rules use, and what stands below it.
  private func successors(_ node: Int) -> [Int] {
    Array(program.nodes[node].uses) + program.nodes[node].children.values
  }

  /// A rule is steady when all it uses is.
  private mutating func settleSteadiness() {
    var changed = true
    while changed {
      changed = false
      for index in program.nodes.indices where program.nodes[index].isSteady {
        if successors(index).contains(where: { !program.nodes[$0].isSteady }) {
          program.nodes[index].isSteady = false
          changed = true
        }
      }
    }
  }

  private func optimised(_ node: ProgramNode) -> ProgramNode {
    var node = node
    node.constantValue = constantValue(node)
    // Whoever watches wants to see every definition tried.
    if !program.isTraced { RuleIndexer(program: program, builtins: builtins).index(&node) }
    return node
  }

  /// The constant that every body of a rule ends with.
  private func constantValue(_ node: ProgramNode) -> Int32 {
    guard node.kind == .complete || node.kind == .function else { return -1 }
    var found: Int32 = -1
    for definition in node.definitions {
      for body in definition.bodies {
        var step = Int(body)
        while program.steps[step].op.rawValue < Step.Op.found.rawValue { step += 1 }
        let code = program.codes[Int(program.steps[step].a)]
        guard program.steps[step].op == .emitValue, code.op == .constant,
          found == -1 || found == code.a
        else { return -1 }
        found = code.a
      }
    }
    return found
  }
}
