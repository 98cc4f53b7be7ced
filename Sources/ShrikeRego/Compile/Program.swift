/// A compiled policy: flat arrays of small instructions. A body is a run of steps that ends with what
/// to do with a solution; a step's operands are codes, which have a value or are undefined.
struct Program {
  var steps: [Step] = []
  var codes: [Code] = []
  /// Operand lists: first their length, then that many numbers.
  /// The first is empty, so that the number 0 can say that there is none.
  var lists: [Int32] = [0]
  var constants: [Value] = []
  /// By node of the rule tree.
  var nodes: [ProgramNode] = []
  var withs: [[ProgramWith]] = []
  /// Of a traced program: the points at which it may be watched.
  var marks: [Mark] = []
  var isTraced = false
  /// Number of steps that look elements up, and of comprehensions that may be remembered.
  var lookupCount: Int32 = 0
  var memoCount: Int32 = 0

  private var constantIndex: [Value: Int32] = [:]
  private var codeIndex: [Code: Int32] = [:]
  private var listIndex: [[Int32]: Int32] = [:]

  mutating func constant(_ value: Value) -> Int32 {
    if let known = constantIndex[value] { return known }
    constants.append(value)
    let index = Int32(constants.count - 1)
    constantIndex[value] = index
    return index
  }

  /// Equal lists are one, so that the codes that have them are.
  mutating func list(_ items: [Int32]) -> Int32 {
    if let known = listIndex[items] { return known }
    lists.append(Int32(items.count))
    lists += items
    let index = Int32(lists.count - items.count - 1)
    listIndex[items] = index
    return index
  }

  /// Equal codes are one, so that an index finds equal operands by their number.
  mutating func code(_ op: Code.Op, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0) -> Int32 {
    let code = Code(op: op, a: a, b: b, c: c)
    if let known = codeIndex[code] { return known }
    codes.append(code)
    codeIndex[code] = Int32(codes.count - 1)
    return Int32(codes.count - 1)
  }

  mutating func append(_ body: [Step]) -> Int32 {
    steps += body
    return Int32(steps.count - body.count)
  }
}

/// Has a value or is undefined.
struct Code: Hashable {
  enum Op: UInt8 {
    /// a: constant.
    case constant
    /// a: slot.
    case local
    case input
    /// Base data as a whole.
    case data
    /// a: code, b: code of the key.
    case dot
    /// a: code, b: constant.
    case dotConstant
    /// a: list of constants: `input.a.b`.
    case inputPath
    /// a: list of constants: base data below a path without rules.
    case dataPath
    /// a: node: the value of its rules.
    case node
    /// a: node: the part of `data` there, key by key.
    case cursor
    /// a: code: a part of `data` as one value.
    case whole
    /// a: list of codes.
    case array, set
    /// a: list of codes, keys and values in turn.
    case object
    /// a: first step, b: kind, c: list: number of its memo, slots it depends on; 0 where it has none.
    case comprehension
    /// a: built-in, b: list of codes.
    case builtin
    /// a: node, b: list of codes.
    case function
    /// a: list: per part a code, negative (-1 - first step) for an expression.
    case template
  }

  var op: Op
  var a: Int32
  var b: Int32
  var c: Int32
}

struct Step {
  enum Op: UInt8 {
    /// a: code that must be neither false nor undefined.
    case test
    /// a: slot, b: code.
    case bind
    /// a, b: codes.
    case equal
    /// a: slot of the key or -1, b: slot of the value or -1, c: code.
    case scan
    /// As `scan`; d: list: number of the lookup, code of the value that is looked for, constants: the
    /// path of keys below an element that it stands at.
    case lookUp
    /// a: slot, b: number of elements an array must have.
    case isArray
    /// a: slot, b: number of entries an object must have.
    case isObject
    /// a: first step of a body that must have no solution.
    case not
    /// a: `withs`, b: first step, c: list of slots the body binds.
    case with
    /// a: slot of the key or -1, b: slot of the value, c: code of the domain, d: first step.
    case every
    /// a: slot of the path or -1, b: slot of the value or -1, c: code.
    case walk
    /// a: mark: tells an observer; only in traced programs.
    case mark
    // The ends of bodies.
    /// A solution is all that was asked for.
    case found
    /// a: code: the value of a rule or a function; b: 1 where it is the same for every solution.
    case emitValue
    /// a: code: an element; b: 1 where every solution gives the same one, to a set.
    case emitElement
    /// a: code of the key, b: code of the value.
    case emitEntry
    /// a: list of codes: keys; b: code; c: 1 where the innermost is a set's element.
    case emitPath
    /// a: list of slots: a solution of `with`.
    case emitBindings
  }

  var op: Op
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
  var d: Int32 = 0
  /// Where the expression stands, for messages and traces: an index into the module's spans.
  var span: Span = .none
}

struct ProgramWith {
  enum Target {
    case input([Value])
    case data([Value])
    case callee(Resolved.Callee)
  }
  let target: Target
  let code: Int32
  let callee: Resolved.Callee?
}

/// What is compiled of a rule tree's node.
struct ProgramNode {
  var path: [Value]
  var kind: RuleTree.Kind
  var arity: Int
  var children: [Value: Int]
  var names: [Value]
  var definitions: [Definition] = []
  /// The value where no other is, or -1: first step of its body.
  var fallback: Int32 = -1
  /// Rules stand here or below.
  var isVirtual = false
  /// Every definition has this same constant: one solution is enough.
  var constantValue: Int32 = -1
  /// Which definitions can apply, by a value of the input.
  var index: RuleIndex?
  /// Slots a frame needs.
  var frameSize = 0
  /// Nodes whose value or function is used.
  var uses: Set<Int> = []
  /// Nothing but data and constants has a part in it.
  var isSteady = false

  struct Definition {
    /// First steps: the body, then the alternatives in turn.
    var bodies: [Int32]
    var module: Int
    var rule: Int
    var span: Span
    /// Codes that must have a value before it is worth running the body.
    var needs: [Int32] = []
  }
}
