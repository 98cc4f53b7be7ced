import ShrikeFormats
import ShrikeText

/// A root module with all modules it calls, every block expanded: the shared state of that work.
///
/// Values are computed when they are first wanted, each once. What cannot be told is unknown and says
/// why; what Terraform would refuse is a problem with a place, and unknown as well.
final class TerraformExpansion {
  /// Instances that one `count`, `for_each` or dynamic block makes.
  static let instanceLimit = 1_000
  /// Resources, data sources and modules of one root in all.
  static let totalLimit = 20_000
  /// Module calls within each other.
  static let depthLimit = 32
  /// The weight of all values of one root's blocks: what they take in memory.
  static let weightLimit = 2_000_000
  /// Levels of expressions that wait for each other: a local value that needs another adds its own.
  static let nestingLimit = 800
  /// Problems of one root that are told.
  static let problemLimit = 200

  let tree: TerraformTree
  let rootFolder: String
  private(set) var problems: [TerraformProblem] = []
  private(set) var notes: [(place: TerraformPlace, message: String)] = []
  private var known: Set<TerraformProblem> = []
  private var told: Set<TerraformPlace> = []
  /// Where values stand that must not be shown.
  private(set) var secrets: Set<TerraformPlace> = []
  private var total = 0
  private var weight = 0
  private var work = 0
  private var iterations = 0
  private var nesting = 0
  /// The references of expressions, by where these stand.
  var directReferences: [TerraformPlace: [TerraformReference]] = [:]

  private(set) var root: TerraformModuleInstance?
  /// In the order in which they are written, callers before what they call.
  private(set) var modules: [TerraformModuleInstance] = []

  init(_ tree: TerraformTree, root folder: String) {
    self.tree = tree
    rootFolder = folder
    guard let module = tree.modules[folder] else { return }
    let root = TerraformModuleInstance(module, in: self, call: nil)
    self.root = root
    var left = [root]
    while let next = left.popLast() {
      modules.append(next)
      var children: [TerraformModuleInstance] = []
      for index in next.module.calls.indices {
        children.append(contentsOf: next.callInstances(index).compactMap(\.child))
      }
      left.append(contentsOf: children.reversed())
    }
  }

  // MARK: trouble

  func note(_ message: String, at place: TerraformPlace) {
    let problem = TerraformProblem(message: message, place: place)
    guard problems.count < Self.problemLimit, known.insert(problem).inserted else { return }
    problems.append(problem)
  }

  /// A module that is not here; told once for each call.
  func noteMissing(_ message: String, at place: TerraformPlace) {
    guard notes.count < Self.problemLimit, told.insert(place).inserted else { return }
    notes.append((place, message))
  }

  /// Remembers where a sensitive value, or its sensitive parts, are written.
  func addSecrets(of value: TerraformValue, isWithin: Bool = false) {
    let isSecret = isWithin || value.isSensitive
    if let elements = value.elements {
      for element in elements { addSecrets(of: element, isWithin: isSecret) }
    } else if let fields = value.fields {
      for entry in fields.entries { addSecrets(of: entry.value, isWithin: isSecret) }
    } else if isSecret, !value.isUnknown, let place = value.place {
      secrets.insert(place)
    }
  }

  // MARK: limits

  /// Whether one instance more is made.
  func takeInstance(at place: TerraformPlace) -> Bool {
    guard total < Self.totalLimit, weight < Self.weightLimit else {
      note(
        total < Self.totalLimit
          ? "the values of this root module are too many; this instance is left out"
          : "more than \(Self.totalLimit) instances of this root module; the rest is left out",
        at: place)
      return false
    }
    total += 1
    return true
  }

  /// Whether one block more is made by a dynamic one.
  func takeBlock(_ value: TerraformValue, at place: TerraformPlace) -> Bool {
    guard weight < Self.weightLimit else {
      note("the values of this root module are too many; this block is left out", at: place)
      return false
    }
    count(value)
    return true
  }

  func count(_ value: TerraformValue) { weight += value.weight }

  // MARK: expressions

  /// The value of an expression as it stands in a module.
  func evaluate(
    _ expression: HCLExpression, file: Int, in module: TerraformModuleInstance,
    _ bindings: [String: TerraformValue]
  ) -> TerraformValue {
    let place = TerraformPlace(file: file, expression.range)
    // What a literal is needs no machinery.
    switch expression.kind {
    case .string(let text):
      return TerraformValue(.string(text.normalized), at: place)
    case .bool(let bool): return TerraformValue(.bool(bool), at: place)
    default: break
    }
    let levels = Int(expression.height) + 4
    guard nesting + levels <= Self.nestingLimit else {
      note("the references of this expression lead too deep to be followed", at: place)
      return TerraformValue(
        .unknown(TerraformUnknown(type: .dynamic, reasons: [TerraformEvaluator.mistake])),
        at: place)
    }
    nesting += levels
    defer { nesting -= levels }
    var evaluator = TerraformEvaluator(
      TerraformScope(bindings, files: module.files) { name, steps in
        module.resolve(name, steps, file: file)
      }, file: file)
    (evaluator.work, evaluator.iterations) = (work, iterations)
    let start = (work: work, iterations: iterations)
    let value = evaluator.evaluate(expression)
    work += evaluator.work - start.work + value.weight
    iterations += evaluator.iterations - start.iterations
    for problem in evaluator.problems { note(problem.message, at: problem.place) }
    return value
  }

  /// The same for an attribute.
  func evaluate(
    _ attribute: TerraformAttribute, in module: TerraformModuleInstance,
    _ bindings: [String: TerraformValue] = [:]
  ) -> TerraformValue {
    evaluate(attribute.value, file: attribute.file, in: module, bindings)
  }
}

/// A value that is computed once, when it is first wanted.
enum TerraformLazy<Value> {
  /// It is being computed: whoever asks now is part of a cycle.
  case pending
  case done(Value)
}

/// Which of a block's instances one is.
enum TerraformInstanceKey {
  case single
  case index(Int)
  case key(String, TerraformValue)
  /// Nobody can tell how many there are, or by which keys: one stands for them all.
  case symbolic(TerraformUnknown, isCount: Bool)

  /// What follows the name in an address.
  var suffix: String {
    switch self {
    case .single, .symbolic: ""
    case .index(let index): "[\(index)]"
    case .key(let key, _):
      "[\"" + key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"]"
    }
  }

  /// What expressions of the block see as `each` or `count`.
  var bindings: [String: TerraformValue] {
    switch self {
    case .single: [:]
    case .index(let index): ["count": .object([("index", .number(index))])]
    case .key(let key, let value): ["each": .object([("key", .string(key)), ("value", value)])]
    case .symbolic(let unknown, let isCount):
      isCount
        ? ["count": .object([("index", .unknown(.number, because: unknown.reasons))])]
        : [
          "each": .object([
            ("key", .unknown(.string, because: unknown.reasons)),
            ("value", .unknown(because: unknown.reasons)),
          ])
        ]
    }
  }

  /// What a reference to the whole block gives: a list for `count`, a map for `for_each`.
  static func value(
    of instances: [(key: TerraformInstanceKey, value: TerraformValue)], isMap: Bool
  ) -> TerraformValue {
    var fields: [(String, TerraformValue)] = []
    for instance in instances {
      switch instance.key {
      case .single: return instance.value
      case .symbolic(let unknown, _): return .unknown(because: unknown.reasons)
      case .index(let index): fields.append((String(index), instance.value))
      case .key(let key, _): fields.append((key, instance.value))
      }
    }
    return isMap ? .object(fields) : .tuple(fields.map(\.1))
  }

  /// Why it is not known that there is this instance.
  var reasons: [String]? {
    if case .symbolic(let unknown, _) = self { unknown.reasons } else { nil }
  }
}

extension TerraformExpansion {
  /// The instances that a block's `count` or `for_each` makes, bounded.
  func keys(
    of body: TerraformBody, at head: TerraformPlace, in module: TerraformModuleInstance
  ) -> [TerraformInstanceKey] {
    if let attribute = body["for_each"] {
      let value = evaluate(attribute, in: module)
      guard let pairs = loopPairs(value, at: attribute.place) else {
        return [.symbolic(Self.unknown(value), isCount: false)]
      }
      return bounded(pairs.count, at: attribute.place).map { .key(pairs[$0].key, pairs[$0].value) }
    }
    if let attribute = body["count"] {
      let value = evaluate(attribute, in: module)
      var number = value
      do throws(TerraformError) {
        number = try TerraformEvaluator.operand(value, .number)
      } catch {
        note("the count is no number", at: attribute.place)
        return [.symbolic(Self.unknown(value), isCount: true)]
      }
      guard case .number(let count) = number.content else {
        return [.symbolic(Self.unknown(number), isCount: true)]
      }
      guard let count = count.int, count >= 0 else {
        note("the count is no whole number from 0 on", at: attribute.place)
        return [.symbolic(Self.unknown(value), isCount: true)]
      }
      return bounded(count, at: attribute.place).map { .index($0) }
    }
    return [.single]
  }

  private func bounded(_ count: Int, at place: TerraformPlace) -> Range<Int> {
    if count > Self.instanceLimit {
      note("more than \(Self.instanceLimit) instances; the rest is left out", at: place)
    }
    return 0..<min(count, Self.instanceLimit)
  }

  private static func unknown(_ value: TerraformValue) -> TerraformUnknown {
    let reasons = value.reasons
    return TerraformUnknown(
      type: .dynamic, reasons: reasons.isEmpty ? [TerraformEvaluator.mistake] : reasons)
  }

  /// Keys and values of a resource's or module's `for_each`; nil where they are not known.
  private func loopPairs(
    _ value: TerraformValue, at place: TerraformPlace
  ) -> [(key: String, value: TerraformValue)]? {
    // Keys stand in addresses, where everybody sees them.
    if value.isSensitive {
      note("the keys of for_each are sensitive", at: place)
      return nil
    }
    switch value.content {
    case .unknown: return nil
    case .map(let fields, _), .object(let fields):
      return fields.openAddress == nil ? fields.entries.map { ($0.key, $0.value) } : nil
    case .set(let elements, _):
      var pairs: [(String, TerraformValue)] = []
      for element in elements {
        if element.isUnknown { return nil }
        guard let key = element.string else { break }
        pairs.append((key, element))
      }
      if pairs.count == elements.count { return pairs }
    default: break
    }
    note("for_each takes a map or a set of strings", at: place)
    return nil
  }
}
