/// Evaluates queries of one policy, one at a time; one machine a thread.
///
/// Bodies run as loops within loops over numbered slots: a step either has a value, or is undefined,
/// or goes through the elements of a collection. No rule is looked at twice for one input.
public final class Machine {
  public struct Limits: Sendable {
    /// Solutions, elements and calls that are looked at, and what built-ins are handed: some seconds.
    public var steps = 50_000_000
    /// Values in frames; calls within calls.
    public var slots = 1 << 18
    /// Bytes that built-ins and collections may make, about.
    public var memory = 1 << 30
    public init() {}
  }

  let policy: Policy
  var code: LinkedProgram
  var steps: UnsafeMutablePointer<Step>
  var codes: UnsafeMutablePointer<Code>
  var lists: UnsafeMutablePointer<Int32>
  var constants: UnsafeMutablePointer<Value>
  var nodes: UnsafeMutablePointer<ProgramNode>

  // What `with` may replace.
  var input: Value?
  var data: Value
  var layer: Layer
  var mocks: [Resolved.Callee: Mock] = [:]
  /// Paths below `data` that `with` has replaced: rules at and below them do not count.
  var shadows: [[Value]] = []

  /// Values of steady rules, kept from one evaluation to the next.
  private var steadyLayer: Layer
  var frame: UnsafeMutablePointer<Value?>
  private let stack: UnsafeMutablePointer<Value?>
  var top = 0
  private let limits: Limits
  private var stepsLeft = 0
  private var memoryLeft = 0
  var trouble: EvaluationError?
  /// What is not known and had to be so for the steps that were taken: all that they give is doubtful.
  var doubts: [UnknownBox] = []
  var collectors: [Collector] = []
  /// Tables of steps that look elements up, by number.
  var lookups: [LookupTable?] = []
  var usedLookups: [Int] = []
  /// Definitions that can apply, those of rules within rules on top.
  var candidates: [Int32] = []
  private var spareCollectors: [Collector] = []
  /// Watches the marks of a traced policy.
  var observer: Observer?
  public var context: BuiltinContext
  /// Errors of built-ins end the evaluation; otherwise they make an expression undefined.
  public var strict = false
  /// Errors of built-ins that made an expression undefined, the first few.
  public private(set) var builtinErrors: [EvaluationError] = []

  /// Values of rules for one state of `input` and `data`.
  final class Layer {
    enum State: UInt8 { case unknown, running, undefined, known }
    var states: [State]
    var values: [Value?]
    /// What comprehensions came to, by number.
    var memos: [Memo?] = []
    init(_ count: Int) {
      states = Array(repeating: .unknown, count: count)
      values = Array(repeating: nil, count: count)
    }
  }

  enum Mock {
    case value(Value)
    case callee(Resolved.Callee)
  }

  public init(
    _ policy: Policy, data: Value = .emptyObject, limits: Limits = Limits(),
    context: BuiltinContext = BuiltinContext()
  ) {
    self.policy = policy
    self.data = data
    self.limits = limits
    self.context = context
    code = policy.code
    (steps, codes, lists) = (code.steps, code.codes, code.lists)
    (constants, nodes) = (code.constants, code.nodes)
    layer = Layer(code.nodeCount)
    steadyLayer = Layer(code.nodeCount)
    stack = .allocate(capacity: limits.slots)
    frame = stack
  }

  deinit { stack.deallocate() }

  // MARK: asking

  /// All solutions of a query, in the order in which they were found.
  public func evaluate(_ query: Query, input: Value?) throws(EvaluationError) -> [[Value?]] {
    begin(query.code, input: input)
    defer { end() }
    let (solutions, isTrue) =
      withFrame(query.frameSize) { () -> ([Value?], Bool) in
        let collector = pushCollector()
        defer { popCollector() }
        _ = run(Int(query.start))
        return (collector.bindings, collector.found)
      } ?? ([], false)
    if let trouble { throw trouble }
    let width = query.width
    // Without variables every solution is the same.
    guard width > 0 else { return isTrue ? [[]] : [] }
    return stride(from: 0, to: solutions.count, by: width).map { Array(solutions[$0..<$0 + width]) }
  }

  /// The value of a rule by its path below `data`; nil where it is undefined.
  public func value(of path: [String], input: Value?) throws(EvaluationError) -> Value? {
    begin(policy.code, input: input)
    defer { end() }
    var node = 0
    for (index, word) in path.enumerated() {
      guard let next = nodes[node].children[Value(word)] else {
        // Below the last node with rules.
        var value: Value? = nodes[node].definitions.isEmpty ? base(of: node) : nodeValue(node)
        for word in path[index...] { value = value?[Value(word)] }
        if let trouble { throw trouble }
        return value
      }
      node = next
    }
    let value = nodeValue(node)
    if let trouble { throw trouble }
    return value
  }

  /// The values of several rules for one input, which share what they have in common. An error of one
  /// leaves the others as they are.
  /// - Parameter apart: the limits hold for each rule, not for all of them together.
  public func evaluateAll(
    _ paths: [[String]], input: Value?, apart: Bool = false,
    _ visit: (Int, Result<Value?, EvaluationError>) -> Void
  ) {
    begin(policy.code, input: input)
    defer { end() }
    for (index, path) in paths.enumerated() {
      if apart { (stepsLeft, memoryLeft) = (limits.steps, limits.memory) }
      var node = 0
      for word in path {
        guard let next = nodes[node].children[Value(word)] else {
          node = -1
          break
        }
        node = next
      }
      let value = node < 0 ? nil : nodeValue(node)
      if let error = trouble {
        visit(index, .failure(error))
        // What was half done is begun anew.
        begin(policy.code, input: input)
      } else {
        visit(index, .success(value))
      }
    }
  }

  private func begin(_ code: LinkedProgram, input: Value?) {
    self.code = code
    (steps, codes, lists) = (code.steps, code.codes, code.lists)
    (constants, nodes) = (code.constants, code.nodes)
    self.input = input
    layer = Layer(code.nodeCount)
    trouble = nil
    builtinErrors = []
    stepsLeft = limits.steps
    memoryLeft = limits.memory
    top = 0
    frame = stack
    collectors = []
    doubts = []
    candidates.removeAll(keepingCapacity: true)
    (mocks, shadows) = ([:], [])
    context.begin()
  }

  private func end() {
    layer = Layer(0)
    collectors = []
    forgetLookups()
    if let trouble, trouble.code == EvaluationError.cancelled {
      steadyLayer = Layer(code.nodeCount)
    }
  }

  // MARK: bounds

  /// True where the evaluation must end.
  @inline(__always)
  func spend(_ count: Int = 1) -> Bool {
    stepsLeft -= count
    return stepsLeft < 0 && exhausted("more than \(limits.steps) steps")
  }

  func spendMemory(_ bytes: Int) -> Bool {
    memoryLeft -= bytes
    return memoryLeft < 0 && exhausted("more than \(limits.memory >> 20) MiB of values")
  }

  private func exhausted(_ what: String) -> Bool {
    if trouble == nil {
      trouble = EvaluationError(
        EvaluationError.cancelled, "the policy was given up after \(what)", span: .none)
    }
    return true
  }

  func fail(_ code: String, _ message: String, _ span: Span = .none) {
    if trouble == nil { trouble = EvaluationError(code, message, span: span) }
  }

  func noteBuiltinError(_ error: EvaluationError) {
    if strict || error.code == EvaluationError.cancelled {
      if trouble == nil { trouble = error }
    } else if builtinErrors.count < 100 {
      builtinErrors.append(error)
    }
  }

  // MARK: frames and collectors

  func withFrame<R>(_ size: Int, _ body: () -> R) -> R? {
    let before = frame
    let beforeTop = top
    guard top + size <= limits.slots else {
      _ = exhausted("calls that are nested too deep")
      return nil
    }
    frame = stack + top
    frame.initialize(repeating: nil, count: size)
    top += size
    let result = body()
    frame.deinitialize(count: size)
    top = beforeTop
    frame = before
    return result
  }

  /// Room above all frames; initialised.
  func reserve(_ count: Int) -> UnsafeMutablePointer<Value?>? {
    guard top + count <= limits.slots else {
      _ = exhausted("calls that are nested too deep")
      return nil
    }
    let room = stack + top
    room.initialize(repeating: nil, count: count)
    top += count
    return room
  }

  func release(_ room: UnsafeMutablePointer<Value?>, _ count: Int) {
    room.deinitialize(count: count)
    top -= count
  }

  func pushCollector() -> Collector {
    let collector = spareCollectors.popLast() ?? Collector()
    collector.mark = doubts.count
    collectors.append(collector)
    return collector
  }

  func popCollector() {
    guard let collector = collectors.popLast() else { return }
    collector.reset()
    if spareCollectors.count < 64 { spareCollectors.append(collector) }
  }

  // MARK: steady values

  func steadyState(_ node: Int) -> (Layer.State, Value?) {
    guard node < steadyLayer.states.count else { return (.unknown, nil) }
    return (steadyLayer.states[node], steadyLayer.values[node])
  }

  func keepSteady(_ node: Int, _ value: Value?) {
    guard node < steadyLayer.states.count else { return }
    steadyLayer.states[node] = value == nil ? .undefined : .known
    steadyLayer.values[node] = value
  }
}

/// What a body's solutions are put into.
final class Collector {
  var elements: [Value] = []
  var entries: [ObjectBox.Entry] = []
  var bindings: [Value?] = []
  var value: Value?
  var tree: PathTree?
  /// The first value is enough: every other would be the same.
  var takesFirst = false
  var found = false
  /// Doubts there were before: they have nothing to do with what is collected.
  var mark = 0
  /// Elements and entries that may be among the others.
  var maybe: [Maybe] = []
  var doubtfulBindings: [(values: [Value?], doubt: UnknownBox)] = []
  /// Why there may be a solution, or another value.
  var doubt: DoubtGatherer?

  /// Where what may be the value stands: rather something unknown than what would stand in for it.
  private(set) var doubtfulPlace: UInt32 = 0
  private var isPlaceOfUnknown = false

  func notePlace(of value: Value) {
    guard value.place != 0, doubtfulPlace == 0 || value.isUnknown && !isPlaceOfUnknown else {
      return
    }
    doubtfulPlace = value.place
    isPlaceOfUnknown = value.isUnknown
  }

  /// There is a solution if the doubts turn out so.
  func note(_ doubts: [UnknownBox]) {
    var gatherer = doubt ?? DoubtGatherer()
    for box in doubts[mark...] { gatherer.add(box) }
    doubt = gatherer
  }

  /// What is not known of the solution at hand.
  func reason(_ doubts: [UnknownBox]) -> UnknownBox {
    if doubts.count == mark + 1 { return doubts[mark] }
    var gatherer = DoubtGatherer()
    for box in doubts[mark...] { gatherer.add(box) }
    return gatherer.box
  }

  func reset() {
    elements.removeAll(keepingCapacity: elements.capacity < 4_096)
    entries.removeAll(keepingCapacity: entries.capacity < 4_096)
    bindings.removeAll(keepingCapacity: bindings.capacity < 4_096)
    value = nil
    tree = nil
    takesFirst = false
    found = false
    maybe = []
    doubtfulBindings = []
    doubt = nil
    (doubtfulPlace, isPlaceOfUnknown) = (0, false)
  }
}

/// An object of objects that rules with several keys put together.
final class PathTree {
  var children: [Value: PathTree] = [:]
  var value: Value?
  var elements: [Value]?

  var asValue: Value {
    if let elements { return Value(set: elements) }
    if let value, children.isEmpty { return value }
    var entries = children.map { (key: $0.key, value: $0.value.asValue) }
    if let base = value?.object {
      for entry in base.entries where children[entry.key] == nil { entries.append(entry) }
    }
    return Value(object: entries)
  }
}

/// Why an evaluation has no answer, by OPA's code.
public struct EvaluationError: Error, Sendable, Hashable {
  static let cancelled = "eval_cancel_error"
  static let conflict = "eval_conflict_error"

  public var code: String
  public var message: String
  public var span: Span

  init(_ code: String, _ message: String, span: Span) {
    self.code = code
    self.message = message
    self.span = span
  }
}
